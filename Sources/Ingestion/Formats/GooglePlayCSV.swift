public import Feedback

/// The monthly review files of the Google Play Console: UTF-16, one row a review, newest state only.
public enum GooglePlayCSV: ImportFormat {
    public static let name = "google-play-csv"
    public static let title = Phrase(en: "Google Play Console reviews", fr: "Avis de la Google Play Console")
    public static let family = FormatFamily.review

    public static func detect(_ head: FileHead) -> Detection? {
        guard let table = head.table,
            table.hasColumns("Package Name", "Star Rating", "Review Submit Millis Since Epoch")
        else { return nil }
        return Detection(
            confidence: 0.99,
            reasons: [
                Phrase(
                    en: "the Play Console's columns (Package Name, Star Rating…)",
                    fr: "les colonnes de la Play Console (Package Name, Star Rating…)")
            ])
    }

    public static func conversion(for head: FileHead, options: ImportOptions) throws(ImportError) -> Conversion {
        guard let table = head.table else { throw .wrongShape(head.fileName, title) }
        var known: [Int: ColumnMapping] = [:]
        for (index, header) in table.headers.enumerated() { known[index] = column(header) }
        var plan = try TablePlan(
            file: head.fileName, head: table, known: known, isSurvey: false, source: "google-play", kind: .review,
            options: options)
        if plan.mapping.constants[.channel] == nil { plan.mapping.constants[.channel] = "app" }
        plan.idParameter = "reviewId"
        return .table(plan)
    }

    private static func column(_ header: String) -> ColumnMapping {
        switch header.lowercased() {
        case "package name": ColumnMapping(header, to: .product)
        case "app version name", "app version": ColumnMapping(header, to: .appVersion)
        case "reviewer language": ColumnMapping(header, to: .language)
        case "device": ColumnMapping(header, to: .device)
        case "review submit date and time":
            ColumnMapping(header, to: .createdAt, dateFormat: DateStyle.yearFirst.rawValue)
        case "star rating": ColumnMapping(header, to: .answer, name: "stars", metric: .rating, scale: .stars)
        case "review title": ColumnMapping(header, to: .verbatim, name: "title")
        case "review text": ColumnMapping(header, to: .verbatim, name: "review")
        case "developer reply text": ColumnMapping(header, to: .reply)
        case "review link": ColumnMapping(header, to: .id)
        default: ColumnMapping(header, to: .ignore)
        }
    }
}
