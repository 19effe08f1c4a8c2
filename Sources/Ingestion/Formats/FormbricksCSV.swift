import Feedback
import Readers

/// Formbricks responses as a table.
enum FormbricksCSV: VendorTable {
    static let name = "formbricks-csv"
    static let title = Phrase(en: "Formbricks CSV", fr: "CSV Formbricks")
    static let family = FormatFamily.survey
    static let sourceName = "formbricks"
    static let kind = FeedbackKind.survey
    static let channel: String? = "web"
    static let signatures: [Set<String>] = [
        ["formbricks id internal"], ["response id", "timestamp", "finished", "survey id"],
    ]

    static func column(_ name: String) -> VendorColumn? {
        switch name {
        case "response id": .to(.id)
        case "timestamp": .to(.createdAt)
        case "user id": .to(.respondent)
        case "survey id": .to(.segment, "survey")
        case "tags": .to(.segment, "tags")
        case "url": .to(.pageURL)
        case "source": .to(.segment, "source")
        case "country": .to(.country)
        case "action": .to(.segment, "action")
        case "useragent browser": .to(.browser)
        case "useragent device": .to(.device)
        case "useragent os": .to(.segment, "os")
        case "verified email", "person email": .to(.email)
        case "no", "finished", "quotas", "formbricks id internal", "notes": .ignored
        case _ where name.hasSuffix(" option id"): .ignored
        default: nil
        }
    }

    static func complete(_ plan: inout TablePlan, _ columns: VendorColumns) {
        plan.drop("partial", where: columns.index("finished"), is: ["no", "false", "non"])
    }
}
