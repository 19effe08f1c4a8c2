import Feedback
import Readers

/// A Discord channel saved as CSV, and the messages of an account's own data package.
enum DiscordCSV: VendorTable {
    static let name = "discord-csv"
    static let title = Phrase(en: "Discord channel (CSV)", fr: "Canal Discord (CSV)")
    static let family = FormatFamily.social
    static let sourceName = "discord"
    static let kind = FeedbackKind.social
    static let channel: String? = "chat"
    static let ignoresOthers = true
    static let signatures: [Set<String>] = [
        ["authorid", "author", "date", "content", "attachments"], ["id", "timestamp", "contents", "attachments"],
    ]

    static func column(_ name: String) -> VendorColumn? {
        switch name {
        case "id": .to(.id)
        case "authorid": .to(.respondent)
        case "date", "timestamp": .to(.createdAt)
        case "content", "contents": .to(.verbatim, "text")
        default: nil
        }
    }
}
