import Feedback
import Readers

/// A Triple-S questionnaire (`.sss`, `.xml`): names, labels and types of the variables of a data file.
///
/// - Source: Triple-S XML standard, versions 1.2 to 3.0, triple-s.org.
struct TripleSQuestionnaire {
    struct Variable {
        var name: String
        var label: String
        /// `single`, `multiple`, `character`, `quantity`, `date`, `time`, `logical`.
        var type: String
        /// `serial` for the id, `weight` for a weight.
        var use: String?
        var values: [(code: String, label: String)]
        var range: (low: Double, high: Double)?
        /// In columns of a CSV file, or bytes of a fixed record; both count from 1.
        var start: Int
        var finish: Int
    }

    var variables: [Variable]
    /// Whether the data file is CSV; `false` for fixed columns.
    var isCSV: Bool
    /// Lines before the first record.
    var skip: Int

    /// The questionnaire beside a data file: of the same name first.
    static func beside(_ path: String?) -> (definition: TripleSQuestionnaire, file: String)? {
        var found: TripleSQuestionnaire?
        let survey = DefinitionFile.beside(path, endings: [".sss"]) { bytes in
            guard let definition = TripleSQuestionnaire(bytes), !definition.variables.isEmpty else { return nil }
            found = definition
            return definition.survey
        }
        return found.flatMap { definition in survey.map { (definition, $0.file) } }
    }

    init?(_ bytes: [UInt8]) {
        guard let reader = try? XMLRecordReader(MemorySource(bytes), recordNames: ["record"]),
            let record = try? reader.next()
        else { return nil }
        isCSV = record.element[attribute: "format"]?.lowercased() == "csv"
        skip = record.element[attribute: "skip"].flatMap { Int($0) } ?? 0
        variables = record.element.all("variable").compactMap(Variable.init)
    }

    private var survey: SurveyDefinition {
        var definition = SurveyDefinition()
        for variable in variables {
            definition.questions[variable.name] = SurveyDefinition.Question(text: variable.label, type: variable.type)
        }
        return definition
    }
}

extension TripleSQuestionnaire.Variable {
    fileprivate init?(_ element: XMLElement) {
        guard let name = element.text("name"), let type = element[attribute: "type"],
            let position = element.first("position"), let start = position[attribute: "start"].flatMap({ Int($0) })
        else { return nil }
        self.name = name
        self.type = type
        self.start = start
        finish = position[attribute: "finish"].flatMap { Int($0) } ?? start
        use = element[attribute: "use"]
        label = plainHeader(Self.words(element.first("label")))
        let list = element.first("values")
        values = (list?.all("value") ?? []).compactMap { value in
            value[attribute: "code"].map { ($0, plainHeader(Self.words(value))) }
        }
        range = list?.first("range").flatMap { range in
            guard let low = range[attribute: "from"].flatMap({ parsedNumber(Self.plain($0)) }),
                let high = range[attribute: "to"].flatMap({ parsedNumber(Self.plain($0)) })
            else { return nil }
            return (low, high)
        }
    }

    private static func plain(_ text: String) -> String { text.trimmed }

    /// A label is a text, or one text a language of which the first is taken.
    private static func words(_ element: XMLElement?) -> String {
        guard let element else { return "" }
        return element.text.isEmpty ? element.first("text").map { words($0) } ?? "" : element.text
    }

    /// What a column with this variable holds.
    func mapping(_ header: String) -> ColumnMapping? {
        if use == "serial" { return ColumnMapping(header, to: .id) }
        if use == "weight" { return ColumnMapping(header, to: .ignore) }
        let meaning = HeaderDictionary.meaning(of: comparableHeader(lastSentence))
        if let meaning, meaning.isPersonal { return ColumnMapping(header, to: meaning.target) }
        if type == "date" || meaning?.target == .createdAt && type != "time" && type != "single" {
            return ColumnMapping(header, to: .createdAt)
        }
        switch type {
        case "single", "multiple":
            if let rated = ratedScale {
                return ColumnMapping(header, to: .answer, metric: rated.kind, scale: rated.scale)
            }
            var mapping = ColumnMapping(header, to: .answer, metric: .choice)
            // Several answers in one cell are a digit a value: "01001".
            let boxes = type == "multiple" && finish == start ? values.map(\.label) : []
            mapping.codes = CodeBook(
                labels: Dictionary(values.map { ($0.code, $0.label) }, uniquingKeysWith: { first, _ in first }),
                boxes: boxes)
            return mapping
        case "quantity":
            if let rated = ratedScale {
                return ColumnMapping(header, to: .answer, metric: rated.kind, scale: rated.scale)
            }
            return ColumnMapping(header, to: .answer, metric: .number)
        case "logical": return ColumnMapping(header, to: .answer, metric: .boolean)
        default: return nil
        }
    }

    /// What a column asks for stands at the end of a long label: "… contact details. Surname".
    private var lastSentence: String {
        label.utf8.split(separator: UInt8(ascii: ".")).last.map { String(Substring($0)) } ?? label
    }

    /// Eleven steps from 0 to 10, or a question that asks for satisfaction on a few numbered steps.
    private var ratedScale: RatedQuestion? {
        let codes = values.compactMap { Double($0.code) }
        let bounds = codes.count == values.count && codes.count >= 5 ? (codes.min() ?? 0, codes.max() ?? 0) : range
        guard let (low, high) = bounds, low == 0 && high == 10 || low == 1 && [5, 7, 10].contains(high) else {
            return nil
        }
        if !values.isEmpty, Double(values.count) != high - low + 1 { return nil }
        let wording = QuestionWording(label)
        guard wording.asksRecommendation || wording.asksSatisfaction || wording.asksGrade || wording.asksEase else {
            return nil
        }
        return RatedQuestion(label, scale: RatingScale(low, high))
    }
}
