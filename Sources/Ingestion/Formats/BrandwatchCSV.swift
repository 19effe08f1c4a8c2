import Feedback
import Readers

/// Brandwatch mentions as a table, below the lines that say which report it is.
enum BrandwatchCSV: VendorTable {
    static let name = "brandwatch-csv"
    static let title = Phrase(en: "Brandwatch mentions (CSV, workbook)", fr: "Mentions Brandwatch (CSV, classeur)")
    static let family = FormatFamily.social
    static let sourceName = "brandwatch"
    static let kind = FeedbackKind.social
    static let channel: String? = "social"
    static let ignoresOthers = true
    static let timeZone: String? = "UTC"
    static let signatures: [Set<String>] = [
        ["query id", "query name", "snippet"], ["query name", "page type", "full text"],
    ]

    static func column(_ name: String) -> VendorColumn? {
        switch name {
        case "resource id", "mention id": .to(.id)
        case "date": .to(.createdAt)
        case "full text": .to(.verbatim, "text")
        case "snippet": .to(.verbatim, "snippet")
        case "title": .to(.verbatim, "title")
        case "author": .to(.respondent)
        case "language": .to(.language)
        case "country code": .to(.country)
        case "city": .to(.city)
        case "query name": .to(.segment, "query")
        case "page type": .to(.segment, "platform")
        case "domain": .to(.segment, "domain")
        case "sentiment": .to(.segment, "sentiment")
        case "tags": .to(.segment, "tags")
        default: nil
        }
    }

    static func complete(_ plan: inout TablePlan, _ columns: VendorColumns) {
        plan.textPreference = ["text", "snippet", "title"]
        plan.drop("retweet", where: columns.index("thread entry type"), is: ["share", "retweet"])
    }
}
