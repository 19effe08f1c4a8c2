public import Feedback
internal import Readers

/// How a table is read: what ``ImportFormat/conversion(for:options:)`` answers for delimited text.
public struct TablePlan: Sendable {
    public var mapping: Mapping
    /// Rows before the first response, the header included; blank lines do not count.
    public var headerRows: Int
    /// The question of each column, where it is not the header itself.
    public var questions: [String?]
    /// Tells which responses to leave out: tests, previews.
    public var dropRules: [DropRule]
    public var decisions: [Decision]
    public var columnReports: [ColumnReport]
    /// The source and kind of its items, unless the mapping or the options say otherwise.
    public var source: String
    public var kind: FeedbackKind
    /// Where the id is a parameter of a link (`…?reviewId=…`), its name.
    var idParameter: String?
    /// Where several columns hold one text (snippet, full text, title), their fields, the fullest first.
    var textPreference: [String] = []
    /// Whether rows that share an id are the lines of one conversation.
    var groupsConversations = false
    /// Columns that tell rows of one id apart: the visit, the time a form was repeated.
    var identityColumns: [Int] = []
    /// Columns of messages, which hold the quoted thread under what the customer wrote.
    var mailColumns: Set<Int> = []
    /// Columns whose cells name the day and the author before the text: `02/Mar/26;agent;text`.
    var noteColumns: Set<Int>
    /// Columns that name the customer: they tell the customer's notes from those of others.
    let customerColumns: [Int]
    /// Whether cells are written with LimeSurvey's `{newline}` escapes.
    var unescapesVV = false
    /// Tells the lines that sum up others.
    let totals: TotalRows
    /// The review platform that a column names all over.
    var platform: String?
    /// Whether a column names the platform that each review comes from.
    var isOnReviewPlatform = false
    /// One name a column, in file order; the mapping's entries are found by them.
    var headers: [String]
    /// Columns whose cells may name a person.
    var personalColumns: Set<Int>

    /// Leaves out the responses whose cell in `column` says so.
    public struct DropRule: Hashable, Sendable {
        public var column: Int
        public var cells: Cells
        public var reason: String
        /// Another column, whose cell must be filled too.
        var within: Int?

        /// Which cells say so.
        public enum Cells: Hashable, Sendable {
            /// One of these words, in lower case.
            case words(Set<String>)
            /// Those that begin with this text.
            case beginning(String)
            /// Those that hold anything.
            case filled
        }

        public init(column: Int, values: Set<String>, reason: String) {
            self.init(column: column, cells: .words(values), reason: reason)
        }

        public init(column: Int, cells: Cells, reason: String) {
            self.column = column
            self.cells = cells
            self.reason = reason
        }

        init(column: Int, cells: Cells, within: Int, reason: String) {
            self.init(column: column, cells: cells, reason: reason)
            self.within = within
        }
    }
}

extension TablePlan {
    /// Decides what every column is, from what the format knows and from the cells.
    ///
    /// - Parameters:
    ///   - known: the columns the format gives a meaning of its own, by position.
    ///   - bodyRow: index into ``TableHead/rows`` of the first response.
    /// - Throws: when the user's mapping does not fit, or a column headed as NPS cannot be one.
    init(
        file: String, head: TableHead, headers: [String]? = nil, questions: [String?] = [],
        known: [Int: ColumnMapping] = [:],
        bodyRow: Int? = nil, isSurvey: Bool, source: String, kind: FeedbackKind, options: ImportOptions
    ) throws(ImportError) {
        let first = bodyRow ?? head.headerRow + 1
        let guesser = ColumnGuesser(
            file: file, headers: headers ?? head.headers, questions: questions, rows: head.rows.dropFirst(first),
            isSurvey: isSurvey, line: head.headerLine, hasHeader: head.headerRow >= 0)
        try self.init(guesser, known: known, headerRows: first, source: source, kind: kind, options: options)
    }

    init(
        _ guesser: ColumnGuesser, known: [Int: ColumnMapping] = [:], headerRows: Int, source: String,
        kind: FeedbackKind,
        options: ImportOptions
    ) throws(ImportError) {
        self.headerRows = headerRows
        questions = guesser.questions
        dropRules = []
        totals = guesser.totals
        headers = guesser.headers
        identityColumns = guesser.identityColumns
        noteColumns = guesser.noteColumns
        customerColumns = CaseAuthors.columns(headers)
        self.source = source
        self.kind = kind
        let platforms = ReviewPlatforms(guesser)
        (platform, isOnReviewPlatform) = (platforms.only, !platforms.names.isEmpty)
        if let given = options.mapping {
            (mapping, decisions) = try given.completed(for: guesser)
            personalColumns = Set(guesser.headers.indices.filter { HeaderDictionary.isPersonal(guesser.headers[$0]) })
            columnReports = mapping.reports(for: guesser)
            return
        }
        let columns = try guesser.columns(known: known)
        mapping = Mapping(source: source, kind: kind, columns: columns.map(\.mapping))
        decisions = columns.compactMap(\.decision)
        personalColumns = Set(columns.indices.filter { columns[$0].isPersonal })
        columnReports = columns.enumerated().map { index, column in
            column.report(profile: guesser.profiles[index], masker: options.masker)
        }
    }

    /// The reports with what the format decided of a column after its cells were looked at.
    var reportsAsMapped: [ColumnReport] {
        columnReports.map { report in
            guard let column = mapping.columns.first(where: { $0.column == report.name }) else { return report }
            var report = report
            (report.target, report.metric, report.scale) = (column.target, column.metric, column.scale)
            return report
        }
    }

    /// Whether any column holds what customers say: a text or a rating.
    var holdsFeedback: Bool {
        mapping.columns.contains { $0.target == .verbatim || $0.target == .answer && $0.metric?.isRating == true }
    }

    func converter(file: String, options: ImportOptions) throws(ImportError) -> RowConverter {
        try TableSetup(
            file: file, headers: headers, plan: self, personalColumns: personalColumns, options: options,
            defaultSource: source,
            defaultKind: kind
        ).converter()
    }
}

extension GuessedColumn {
    fileprivate func report(profile: ColumnProfile, masker: Masker) -> ColumnReport {
        let samples = isPersonal ? [] : profile.examples.map { masker.clean($0) }
        return ColumnReport(
            name: mapping.column, target: mapping.target, metric: mapping.metric, scale: mapping.scale,
            confidence: mapping.confidence ?? 1, reason: reason, samples: samples)
    }
}

extension Mapping {
    fileprivate func reports(for guesser: ColumnGuesser) -> [ColumnReport] {
        guesser.headers.map { header in
            let column = column(named: header)
            return ColumnReport(
                name: header, target: column?.target ?? .ignore, metric: column?.metric, scale: column?.scale,
                confidence: 1,
                reason: column == nil
                    ? Phrase(en: "not named in the mapping file", fr: "absente du fichier de correspondance")
                    : Phrase(en: "the mapping file says so", fr: "le fichier de correspondance l'indique"))
        }
    }
}
