public import Feedback

/// Any delimited table with a text or a rating: columns are told by their names and by what they hold.
public enum GenericTable: ImportFormat {
    public static let name = "table"
    public static let title = Phrase(en: "Table (CSV, TSV, semicolons)", fr: "Tableau (CSV, TSV, points-virgules)")
    public static let family = FormatFamily.survey

    public static func detect(_ head: FileHead) -> Detection? {
        guard let table = head.table else { return nil }
        // The structure of a LimeSurvey questionnaire: its texts are questions.
        if table.hasColumns("class", "type/scale", "relevance") { return nil }
        if table.headers.count == 1, !isListOfTexts(table) { return nil }
        do {
            let plan = try plan(head, table, ImportOptions(masker: Masker(key: [])))
            return plan.detection
        } catch {
            // Refused for its scale or its layout: the refusal is what the user must see.
            return Detection(confidence: 0.4, reasons: [Phrase(en: "a table of ratings", fr: "un tableau de notes")])
        }
    }

    public static func conversion(for head: FileHead, options: ImportOptions) throws(ImportError) -> Conversion {
        guard let table = head.table else { throw .wrongShape(head.fileName, title) }
        return .table(try plan(head, table, options))
    }

    /// Whether a single column is a list of what customers wrote: under a name or a question, or without any.
    private static func isListOfTexts(_ table: TableHead) -> Bool {
        let name = table.headers[0]
        if table.headerRow >= 0,
            HeaderDictionary.meaning(of: comparableHeader(name)) != nil || HeaderWords(name).isNameOfTexts
        {
            return true
        }
        var profile = ColumnProfile()
        for row in table.body { profile.add(row.first ?? "") }
        guard table.headerRow < 0 else { return table.headers[0].utf8.contains(0x3F) && profile.meanWords >= 2 }
        // A note with headings or tables of its own is no list.
        let isNote = table.body.contains { row in row.first.map { "#|`".utf8.contains($0.utf8.first ?? 0) } ?? false }
        return profile.filled >= 5 && profile.isProse && !isNote
    }

    private static func plan(_ head: FileHead, _ table: TableHead, _ options: ImportOptions) throws(ImportError)
        -> TablePlan
    {
        if options.mapping == nil, let refusal = OtherLayout.refusal(table, file: head.fileName) { throw refusal }
        if options.mapping == nil, let lists = MisplacedRecords(headers: table.headers) {
            throw lists.error(head.fileName)
        }
        let explained = table.explained
        var plan = try tablePlan(head, explained, options)
        if explained.headerRow > table.headerRow { plan.decisions.append(explained.headerDecision) }
        return plan
    }

    private static func tablePlan(_ head: FileHead, _ table: TableHead, _ options: ImportOptions) throws(ImportError)
        -> TablePlan
    {
        try TablePlan(
            file: head.fileName, head: table,
            known: KnownTables.columns(table.headers),
            isSurvey: false, source: name,
            kind: .survey, options: options
        ).withKindByContent()
    }
}

extension TablePlan {
    /// How surely a table without a known vendor's columns is feedback; `nil` when nothing in it is.
    var detection: Detection? {
        let isVisitLog = mapping.columns.contains {
            comparableHeader($0.column).split(separator: " ").last == "idvisit"
        }
        guard holdsFeedback, !isVisitLog else { return nil }
        var reasons: [Phrase] = []
        var confidence = 0.2
        for column in mapping.columns {
            switch (column.target, column.metric) {
            case (.verbatim, _):
                reasons.append(
                    Phrase(en: "\"\(column.column)\" holds texts", fr: "« \(column.column) » contient des textes"))
            case (.answer, let metric?) where metric.isRating:
                reasons.append(
                    Phrase(
                        en: "\"\(column.column)\" holds \(metric.rawValue) ratings",
                        fr: "« \(column.column) » contient des notes \(metric.rawValue)"))
            default: continue
            }
            confidence = max(confidence, 0.45 * (column.confidence ?? 1))
        }
        return Detection(confidence: confidence, reasons: Array(reasons.prefix(5)))
    }
}

extension ImportError {
    static func wrongShape(_ file: String, _ title: Phrase) -> ImportError {
        ImportError(
            file: file,
            what: Phrase(
                en: "the file is not of the form of \(title.en)", fr: "le fichier n'a pas la forme de : \(title.fr)"),
            fix: Phrase(
                en: "Leave out --as to let the content decide", fr: "Omettez --as pour laisser le contenu décider"))
    }
}
