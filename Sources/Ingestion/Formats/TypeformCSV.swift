public import Feedback

/// Typeform result exports: the response token under `#`, then the questions.
public enum TypeformCSV: ImportFormat {
    public static let name = "typeform-csv"
    public static let title = Phrase(en: "Typeform CSV", fr: "CSV Typeform")
    public static let family = FormatFamily.survey

    public static func detect(_ head: FileHead) -> Detection? {
        guard let table = head.table, table.rows[max(table.headerRow, 0)].first.map(plainHeader) == "#" else {
            return nil
        }
        let hasDates = table.column("Submit Date (UTC)") != nil || table.hasColumns("Start Date (UTC)", "Network ID")
        let questions = table.headers.dropFirst().filter { $0.utf8.contains(0x3F) }.count
        guard hasDates || questions >= 2 else { return nil }
        return Detection(
            confidence: hasDates ? 0.98 : 0.7,
            reasons: [
                hasDates
                    ? Phrase(
                        en: "starts with # and has Typeform's dates", fr: "commence par # et a les dates de Typeform")
                    : Phrase(en: "starts with #, then questions", fr: "commence par #, puis des questions")
            ])
    }

    public static func conversion(for head: FileHead, options: ImportOptions) throws(ImportError) -> Conversion {
        guard let table = head.table else { throw .wrongShape(head.fileName, title) }
        var plan = try TablePlan(
            file: head.fileName, head: table, questions: table.headers.map { $0 }, known: known(table), isSurvey: true,
            source: "typeform", kind: .survey, options: options)
        if plan.mapping.timeZone == nil { plan.mapping.timeZone = "UTC" }
        if let type = table.column("Response Type") {
            plan.dropRules = [TablePlan.DropRule(column: type, values: ["started", "partial"], reason: "partial")]
        }
        return .table(plan)
    }

    private static func known(_ table: TableHead) -> [Int: ColumnMapping] {
        var known: [Int: ColumnMapping] = [:]
        let hasSubmitDate = table.column("Submit Date (UTC)") != nil
        for (index, header) in table.headers.enumerated() {
            // What a form counts by its own logic.
            if header == "score" { known[index] = ColumnMapping(header, to: .answer, metric: .number) }
            let target: TargetField? =
                switch header.lowercased() {
                case "#" where index == 0: .id
                case "submit date (utc)": .createdAt
                case "start date (utc)": hasSubmitDate ? .ignore : .createdAt
                case "stage date (utc)", "network id", "response type": .ignore
                case "tags", "ending": .segment
                default: nil
                }
            if let target { known[index] = ColumnMapping(header, to: target) }
        }
        return known
    }
}
