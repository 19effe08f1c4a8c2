public import Feedback
internal import Readers

/// Any JSON records with a text or a rating: members are flattened to columns (`user.name`) and read like a table.
public enum GenericJSON: ImportFormat {
    public static let name = "json"
    public static let title = Phrase(en: "JSON records", fr: "Enregistrements JSON")
    public static let family = FormatFamily.survey

    public static func detect(_ head: FileHead) -> Detection? {
        guard let shape = head.json else { return nil }
        do {
            return try plan(head, shape, ImportOptions(masker: Masker(key: [])))?.detection
        } catch {
            return Detection(
                confidence: 0.4, reasons: [Phrase(en: "records with ratings", fr: "des enregistrements avec des notes")]
            )
        }
    }

    public static func conversion(for head: FileHead, options: ImportOptions) throws(ImportError) -> Conversion {
        guard let shape = head.json, let plan = try plan(head, shape, options) else {
            throw .wrongShape(head.fileName, title)
        }
        return .json(
            FlatJSONConverter(
                plan, try plan.converter(file: head.fileName, options: options), nested: NestedReviews(shape)))
    }

    private static func plan(_ head: FileHead, _ shape: JSONShape, _ options: ImportOptions) throws(ImportError)
        -> TablePlan?
    {
        if let misplaced = MisplacedRecords(shape) { throw misplaced.error(head.fileName) }
        var table = FlatTable()
        let nested = NestedReviews(shape)
        let records = nested.map { nested in shape.firstRecords.flatMap(nested.reviews) } ?? shape.firstRecords
        for record in records where record.object != nil { table.add { record.visitLeaves($0) } }
        let isOfReviews = nested != nil || isListOfReviews(shape)
        return try table.plan(
            file: head.fileName, source: name, kind: isOfReviews ? .review : .survey,
            known: nested == nil ? [:] : NestedReviews.known, options: options)
    }

    /// `{"reviews": [{…}]}`.
    private static func isListOfReviews(_ shape: JSONShape) -> Bool {
        guard case .object(let path) = shape.kind, let list = path.last else { return false }
        return ["reviews", "avis", "customer reviews", "reviews data", "user reviews"].contains(
            HeaderWords(list).spaced)
    }
}

/// Records where flattening would make one item of several.
enum MisplacedRecords {
    /// `{"-Nx1": {…}, "-Nx2": {…}}`, or columns as pandas writes them: `{"review": {"0": …, "1": …}}`.
    case members
    /// `reviews/0/text`, `reviews/1/text`: the name of the list.
    case lists(String)
    /// Two lists in each record, each of which could be the reviews; or lists of which nothing says that they are.
    case unclear([String])

    init?(_ shape: JSONShape) {
        if shape.kind == .single, let record = shape.firstRecords.first?.object, Self.hasRecords(record) {
            self = .members
            return
        }
        let lists = NestedReviews.lists(in: shape)
        guard lists.only == nil, !lists.all.isEmpty else { return nil }
        self = .unclear(lists.all.map { $0.joined(separator: ".") })
    }

    /// `reviews/0/text`, `reviews/1/text` as headers: several reviews a row.
    init?(headers: [String]) {
        let numbered = headers.compactMap { header -> (list: Substring, number: Substring)? in
            let parts = header.split(separator: "/")
            guard parts.count > 2, parts[1].utf8.allSatisfy(\.isDigit), Self.means(.verbatim, String(parts[2])) else {
                return nil
            }
            return (parts[0], parts[1])
        }
        guard let list = numbered.first?.list, Set(numbered.map(\.number)).count > 1,
            HeaderWords(String(list)).words.contains(where: { ["review", "reviews", "avis"].contains($0) })
        else { return nil }
        self = .lists(String(list))
    }

    private static func hasRecords(_ object: JSONObject) -> Bool {
        let records = object.members.map { $0.value.object }
        guard records.count > 1, let first = records[0], let second = records[1],
            !records.contains(where: { $0 == nil })
        else { return false }
        let shared = first.keys.filter { second[$0] != nil }.count
        return shared > 1 && shared * 2 >= first.members.count
    }

    private static func means(_ target: TargetField, _ name: String) -> Bool {
        HeaderDictionary.meaning(ofHeader: name)?.target == target
    }

    func error(_ file: String) -> ImportError {
        switch self {
        case .members:
            ImportError(
                file: file,
                what: Phrase(
                    en: "its records are members of one object, each under a name of its own",
                    fr: "ses enregistrements sont les membres d'un seul objet, chacun sous son propre nom"),
                fix: Phrase(
                    en: "Export them as an array or one a line; with pandas: to_json(orient=\"records\")",
                    fr: "Exportez-les en tableau ou un par ligne ; avec pandas : to_json(orient=\"records\")"))
        case .lists(let name):
            ImportError(
                file: file,
                what: Phrase(
                    en: "each of its records holds several reviews, under \"\(name)\"",
                    fr: "chacun de ses enregistrements contient plusieurs avis, sous « \(name) »"),
                fix: Phrase(
                    en: "Export one record a review", fr: "Exportez un enregistrement par avis"))
        case .unclear(let names):
            ImportError(
                file: file,
                what: Phrase(
                    en: "each of its records holds several lists or texts with ratings, under "
                        + names.map { "\"\($0)\"" }.joined(separator: ", "),
                    fr: "chacun de ses enregistrements contient plusieurs textes avec des notes, sous "
                        + names.map { "« \($0) »" }.joined(separator: ", ")),
                fix: Phrase(
                    en: "Export one record a review, or leave the list of the reviews alone and name it \"reviews\"",
                    fr:
                        "Exportez un enregistrement par avis, ou ne laissez que la liste des avis, sous le nom « reviews »"
                ))
        }
    }
}

/// What flattening converters show of themselves.
protocol FlatteningConverter {
    var plan: TablePlan { get }
}

struct FlatJSONConverter: JSONConverter, FlatteningConverter {
    let plan: TablePlan
    private var rows: RowConverter
    private var row: FlatRow
    private let columns: [String: Int]
    /// Records before the first response: header rows of a table that became JSON.
    private var recordsToSkip = 0
    private let nested: NestedReviews?

    init(_ plan: TablePlan, _ rows: RowConverter, nested: NestedReviews? = nil) {
        (self.plan, self.nested) = (plan, nested)
        self.rows = rows
        row = FlatRow(columns: plan.headers.count)
        columns = plan.columnsByHeader
    }

    /// - Parameter keys: the member of each column, where headers are other names than those.
    init(_ plan: TablePlan, _ rows: RowConverter, keys: [String], recordsToSkip: Int) {
        (self.plan, self.nested) = (plan, nil)
        self.rows = rows
        self.recordsToSkip = recordsToSkip
        row = FlatRow(columns: plan.headers.count)
        let named = keys.prefix(plan.headers.count).enumerated().map { ($1, $0) }
        columns = Dictionary(named, uniquingKeysWith: { first, _ in first })
    }

    var decisions: [Decision] { rows.decisions }

    mutating func convert(_ record: JSONRecord, context: JSONObject, into records: inout [ImportedRecord]) {
        guard recordsToSkip == 0 || record.value.object == nil else {
            recordsToSkip -= 1
            return
        }
        let position = RecordPosition(line: record.line, column: record.column)
        for value in nested?.reviews(in: record.value) ?? [record.value] {
            records.append(converted(value, at: position))
        }
    }

    private mutating func converted(_ value: JSONValue, at position: RecordPosition) -> ImportedRecord {
        guard value.object != nil else {
            let reason = Phrase(en: "the record is not an object", fr: "l'enregistrement n'est pas un objet")
            return .rejected(Rejection(position: position, reason: reason, raw: value.string ?? ""))
        }
        row.clear()
        value.visitLeaves { path, text in
            if let column = columns[path] { row.append(text, to: column) }
        }
        return rows.convert(row, at: position)
    }
}

/// Records seen so far, as a table with one column a path.
struct FlatTable {
    private var headers: [String] = []
    private var columns: [String: Int] = [:]
    private var rows: [[String]] = []
    private static let columnLimit = 1000

    mutating func add(_ visit: (_ leaf: (String, String) -> Void) -> Void) {
        var cells = [String](repeating: "", count: headers.count)
        visit { path, text in
            if columns[path] == nil, headers.count < Self.columnLimit {
                columns[path] = headers.count
                headers.append(path)
            }
            guard let column = columns[path] else { return }
            while cells.count <= column { cells.append("") }
            cells[column] = cells[column].isEmpty ? text : "\(cells[column]); \(text)"
        }
        rows.append(cells)
    }

    /// The columns so far, in order of appearance.
    var names: [String] { headers }
    /// The records so far.
    var cells: [[String]] { rows }

    /// - Parameter known: the columns whose meaning is clear, by name.
    /// - Returns: `nil` when there is no record with a member.
    func plan(
        file: String, source: String, kind: FeedbackKind = .survey, known named: [String: ColumnMapping] = [:],
        options: ImportOptions
    ) throws(ImportError) -> TablePlan? {
        guard !headers.isEmpty else { return nil }
        let guesser = ColumnGuesser(file: file, headers: headers, rows: rows)
        var known = WordPressComments.columns(headers).merging(SteamTable.columns(headers)) { own, _ in own }
        if known.isEmpty { known = TicketTable.columns(headers) }
        for (index, header) in headers.enumerated() where named[header] != nil { known[index] = named[header] }
        return try TablePlan(guesser, known: known, headerRows: 0, source: source, kind: kind, options: options)
            .withKindByContent()
    }
}

extension TablePlan {
    var columnsByHeader: [String: Int] {
        Dictionary(headers.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }
}

extension JSONValue {
    /// Calls `leaf` with the dotted path and the text of every scalar; elements of an array share their array's path.
    func visitLeaves(_ leaf: (String, String) -> Void) { visitLeaves(at: "", leaf) }

    private func visitLeaves(at path: String, _ leaf: (String, String) -> Void) {
        switch self {
        case .null: break
        case .bool, .number, .string: if let text = string, !path.isEmpty { leaf(path, text) }
        case .array(let elements):
            let answers = QuestionAnswer.all(in: elements)
            guard answers.isEmpty else {
                for answer in answers { answer.value.visitLeaves(at: answer.path(under: path), leaf) }
                return
            }
            for element in elements.prefix(100) { element.visitLeaves(at: path, leaf) }
        case .object(let object):
            if let controls = QuestionAnswer.controls(object) ?? QuestionAnswer.numbered(object)
                ?? QuestionAnswer.named(object)
            {
                for answer in controls { answer.value.visitLeaves(at: answer.path(under: path), leaf) }
                return
            }
            for (key, value) in object.members { value.visitLeaves(at: path.isEmpty ? key : "\(path).\(key)", leaf) }
        }
    }
}

/// One element of a list of questions with their answers, as forms of many makers give them:
/// `[{"question": {"title": "Why?"}, "value": "…"}]`. Each question is a column of its own.
struct QuestionAnswer {
    private let question: String
    private let isQuestion: Bool
    let value: JSONValue

    /// - Returns: none unless every element is a question, or a name, with its answer.
    static func all(in elements: [JSONValue]) -> [QuestionAnswer] {
        if let asked = asked(elements) { return asked }
        var answers: [QuestionAnswer] = []
        for element in elements.prefix(200) {
            guard let object = element.object, let answer = QuestionAnswer(object) else { return [] }
            answers.append(answer)
        }
        return answers
    }

    /// `{"text": "What do you like best?", "value": "…"}`, where at least one is a question.
    ///
    /// - Returns: `nil` where an element is something else.
    private static func asked(_ elements: [JSONValue]) -> [QuestionAnswer]? {
        var (answers, isAsked) = ([QuestionAnswer](), false)
        for element in elements.prefix(200) {
            guard let object = element.object, object.members.count <= 4,
                let question = object["text"]?.string?.trimmed,
                let value = object["value"] ?? object["answer"], !question.isEmpty, question.utf8.count <= 400
            else { return nil }
            isAsked = isAsked || question.hasSuffix("?")
            answers.append(QuestionAnswer(question: question, isQuestion: true, value: value))
        }
        return isAsked ? answers : nil
    }

    /// The same as members of an object, each under a name of its own: `{"love": {"text": …, "value": …}, …}`.
    static func named(_ object: JSONObject) -> [QuestionAnswer]? {
        object.isEmpty ? nil : asked(object.members.map(\.value))
    }

    /// The answered ones of the controls of a JotForm, each under its number: `{"4": {"type": "control_rating", "text": …}}`.
    ///
    /// - Returns: `nil` where a member is something else.
    static func controls(_ object: JSONObject) -> [QuestionAnswer]? {
        guard !object.isEmpty else { return nil }
        var answers: [QuestionAnswer] = []
        for (number, value) in object.members {
            guard Int(number) != nil, let control = value["type"]?.string?.suffix(after: "control_") else { return nil }
            guard let answer = value["answer"], let question = value.text("text", "name") else { continue }
            answers.append(QuestionAnswer(question: personal[control] ?? question, isQuestion: true, value: answer))
        }
        return answers
    }

    /// The aspects of a review under their numbers, as TripAdvisor's API gives them:
    /// `{"0": {"name": "RATE_SERVICE", "localized_name": "Service", "value": "4"}, …}`.
    ///
    /// - Returns: `nil` where a member is something else.
    static func numbered(_ object: JSONObject) -> [QuestionAnswer]? {
        guard !object.isEmpty, Int(object.members[0].key) != nil else { return nil }
        var answers: [QuestionAnswer] = []
        for (number, aspect) in object.members {
            guard Int(number) != nil, let name = aspect["localized_name"]?.string ?? aspect["name"]?.string,
                let value = aspect["value"], !name.isEmpty
            else { return nil }
            answers.append(QuestionAnswer(question: name, isQuestion: true, value: value))
        }
        return answers
    }

    private init(question: String, isQuestion: Bool, value: JSONValue) {
        (self.question, self.isQuestion, self.value) = (question, isQuestion, value)
    }

    private init?(_ object: JSONObject) {
        guard let value = Self.answers.lazy.compactMap({ object[$0] }).first else { return nil }
        self.value = Self.chosen(value, of: object["options"])
        if let text = Self.questions.lazy.compactMap({ object[$0].flatMap(Self.text) }).first {
            (question, isQuestion) = (text, true)
        } else if let name = Self.names.lazy.compactMap({ object[$0]?.string }).first, object.members.count <= 4 {
            (question, isQuestion) = (name, false)
        } else {
            return nil
        }
        guard !question.isEmpty, question.utf8.count <= 400 else { return nil }
    }

    /// The texts of the options that a form's answer names by their ids, as Tally's does.
    private static func chosen(_ value: JSONValue, of options: JSONValue?) -> JSONValue {
        guard case .array(let ids) = value, let options = options?.array, !ids.isEmpty else { return value }
        var texts: [String: JSONValue] = [:]
        for option in options.prefix(500) {
            if let id = option["id"]?.string, let text = option["text"] { texts[id] = text }
        }
        let chosen = ids.compactMap { $0.string.flatMap { texts[$0] } }
        return chosen.count == ids.count ? .array(chosen) : value
    }

    func path(under path: String) -> String { isQuestion || path.isEmpty ? question : "\(path).\(question)" }

    /// The question itself, or the member that words it.
    private static func text(_ value: JSONValue) -> String? {
        if let object = value.object {
            return ["title", "text", "label", "question", "name", "heading"].lazy.compactMap { object[$0]?.string }
                .first
        }
        guard let text = value.string, text.utf8.contains(where: \.isLetter) else { return nil }
        return text
    }

    /// What controls for people's particulars hold, whatever the question says.
    private static let personal = ["fullname": "name", "email": "email", "phone": "phone", "address": "address"]
    private static let questions = [
        "question", "questionText", "question_text", "questionTitle", "question_title", "questionLabel",
        "question_label",
        "label", "prompt", "fieldLabel", "field_label",
    ]
    private static let names = ["name", "key", "title", "field"]
    private static let answers = ["answer", "value", "response", "answerText", "answer_text", "values", "answers"]
}
