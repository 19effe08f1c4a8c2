import Feedback
import Readers

/// An export with one row a response, review or ticket whose columns a vendor names: the names say what they hold. What a
/// vendor does not name is told by header and content, as in any table.
///
/// The same columns may come as members of JSON records: those are read flattened, `group/question` and all.
protocol VendorTable: ImportFormat {
    /// What the source is called unless `--source` says otherwise.
    static var sourceName: String { get }
    static var kind: FeedbackKind { get }
    /// Whether a column nobody knows is a question.
    static var isSurvey: Bool { get }
    static var channel: String? { get }
    /// The zone of dates that are written without one.
    static var timeZone: String? { get }
    /// Whether columns no one knows are left out rather than guessed.
    static var ignoresOthers: Bool { get }
    /// Whether the same names come as JSON members too.
    static var readsJSON: Bool { get }
    /// Groups of names, in the form ``comparableHeader(_:)`` gives: a file that has all of one group is the vendor's.
    static var signatures: [Set<String>] { get }
    static var certainty: Double { get }
    /// What a column of this name holds; `nil` for a column to be guessed.
    static func column(_ name: String) -> VendorColumn?
    /// What else follows from the columns: rows to leave out, scales, header rows.
    static func complete(_ plan: inout TablePlan, _ columns: VendorColumns)
    /// The header rows under the first one.
    static func extraHeaderRows(_ table: TableHead) -> Int
}

/// What a vendor's column becomes.
struct VendorColumn {
    var target: TargetField
    var name: String?
    var metric: AnswerKind?
    var scale: RatingScale?
    var codes: CodeBook?

    static func to(_ target: TargetField, _ name: String? = nil) -> VendorColumn {
        VendorColumn(target: target, name: name)
    }
    static let ignored = VendorColumn(target: .ignore)
    static let stars = VendorColumn(target: .answer, name: "stars", metric: .rating, scale: .stars)

    static func rating(_ name: String, _ kind: AnswerKind, _ scale: RatingScale) -> VendorColumn {
        VendorColumn(target: .answer, name: name, metric: kind, scale: scale)
    }

    func mapping(_ header: String) -> ColumnMapping {
        var mapping = ColumnMapping(header, to: target, name: name, metric: metric, scale: scale)
        mapping.codes = codes
        return mapping
    }
}

/// The columns of one file: names as compared, in file order, with the first rows.
struct VendorColumns {
    let headers: [String]
    let names: [String]
    let rows: [[String]]

    init(headers: [String], rows: [[String]]) {
        self.headers = headers
        names = headers.map(comparableHeader)
        self.rows = rows
    }

    func index(_ names: String...) -> Int? { names.lazy.compactMap { self.names.firstIndex(of: $0) }.first }

    /// Whether a column of stars goes beyond five: some shops rate out of ten or a hundred.
    func isBeyondStars(_ index: Int) -> Bool {
        var profile = ColumnProfile()
        for cell in cells(index) { profile.add(cell) }
        return profile.isNumeric && profile.declaredMaximum == nil && !profile.fits(0...5)
    }

    /// The filled cells of a column in the first rows.
    func cells(_ index: Int) -> [String] {
        rows.compactMap { $0.indices.contains(index) && !$0[index].isEmpty ? $0[index] : nil }
    }
}

extension VendorTable {
    static var isSurvey: Bool { kind == .survey }
    static var channel: String? { nil }
    static var timeZone: String? { nil }
    static var ignoresOthers: Bool { false }
    static var readsJSON: Bool { false }
    static var certainty: Double { 0.96 }
    static func complete(_ plan: inout TablePlan, _ columns: VendorColumns) {}
    static func extraHeaderRows(_ table: TableHead) -> Int { 0 }

    static func detect(_ head: FileHead) -> Detection? {
        guard let columns = columns(of: head) else { return nil }
        return recognise(columns)
    }

    static func recognise(_ columns: VendorColumns) -> Detection? {
        let present = Set(columns.names)
        guard let group = signatures.first(where: { $0.isSubset(of: present) }) else { return nil }
        let shown = columns.headers.filter { group.contains(comparableHeader($0)) }.prefix(5)
            .map { "\"\($0)\"" }.joined(separator: ", ")
        return Detection(
            confidence: certainty,
            reasons: [Phrase(en: "it has the columns \(shown)", fr: "il a les colonnes \(shown)")])
    }

    private static func columns(of head: FileHead) -> VendorColumns? {
        if let table = head.table, table.headerRow >= 0 {
            return VendorColumns(headers: table.headers, rows: Array(table.body))
        }
        return readsJSON
            ? head.json.map { flattened($0) }.map { VendorColumns(headers: $0.names, rows: $0.cells) } : nil
    }

    private static func flattened(_ shape: JSONShape) -> FlatTable {
        var table = FlatTable()
        for record in shape.firstRecords where record.object != nil { table.add { record.visitLeaves($0) } }
        return table
    }

    static func conversion(for head: FileHead, options: ImportOptions) throws(ImportError) -> Conversion {
        if let table = head.table, table.headerRow >= 0 {
            let extra = extraHeaderRows(table)
            let columns = VendorColumns(headers: table.headers, rows: Array(table.body.dropFirst(extra)))
            let plan = try TablePlan(
                file: head.fileName, head: table, questions: questions(columns.headers),
                known: known(columns), bodyRow: table.headerRow + 1 + extra, isSurvey: isSurvey,
                source: sourceName,
                kind: kind, options: options)
            return .table(completed(plan, columns))
        }
        guard readsJSON, let shape = head.json else { throw .wrongShape(head.fileName, title) }
        let flat = flattened(shape)
        let columns = VendorColumns(headers: flat.names, rows: flat.cells)
        let guesser = ColumnGuesser(
            file: head.fileName, headers: flat.names, questions: questions(flat.names), rows: flat.cells,
            isSurvey: isSurvey)
        let plan = completed(
            try TablePlan(
                guesser, known: known(columns), headerRows: 0, source: sourceName, kind: kind,
                options: options),
            columns)
        return .json(FlatJSONConverter(plan, try plan.converter(file: head.fileName, options: options)))
    }

    private static func questions(_ headers: [String]) -> [String?] { isSurvey ? headers.map { $0 } : [] }

    private static func known(_ columns: VendorColumns) -> [Int: ColumnMapping] {
        var known: [Int: ColumnMapping] = [:]
        for (index, name) in columns.names.enumerated() {
            let column = column(name) ?? (ignoresOthers ? .ignored : nil)
            // Its cells tell the scale.
            if column?.scale == .stars, columns.isBeyondStars(index) { continue }
            if let column { known[index] = column.mapping(columns.headers[index]) }
        }
        return known
    }

    private static func completed(_ plan: TablePlan, _ columns: VendorColumns) -> TablePlan {
        var plan = plan
        if let channel, plan.mapping.constants[.channel] == nil,
            !plan.mapping.columns.contains(where: { $0.target == .channel })
        {
            plan.mapping.constants[.channel] = channel
        }
        if plan.mapping.timeZone == nil { plan.mapping.timeZone = timeZone }
        complete(&plan, columns)
        return plan
    }
}

extension TablePlan {
    /// Leaves out the rows whose cell in one of these columns is one of these words, in lower case.
    mutating func drop(_ reason: String, where column: Int?, is words: Set<String>) {
        if let column { dropRules.append(DropRule(column: column, values: words, reason: reason)) }
    }
}
