import Feedback
import Readers

/// A Freshdesk ticket list as CSV: subjects and, where asked for, the survey's result.
enum FreshdeskCSV: VendorTable {
    static let name = "freshdesk-csv"
    static let title = Phrase(en: "Freshdesk tickets (CSV)", fr: "Tickets Freshdesk (CSV)")
    static let family = FormatFamily.support
    static let sourceName = "support"
    static let kind = FeedbackKind.support
    static let signatures: [Set<String>] = [["ticket id", "subject", "created time", "due by time"]]

    static func column(_ name: String) -> VendorColumn? {
        switch name {
        case "ticket id": .to(.id)
        case "subject": .to(.verbatim, "subject")
        case "description": .to(.verbatim, "message")
        case "created time": .to(.createdAt)
        case "email": .to(.email)
        case "contact id", "requester id": .to(.respondent)
        case "source": .to(.channel)
        case "status", "priority", "type", "group", "tags", "product": .to(.segment, name)
        case "survey results":
            VendorColumn(
                target: .answer, name: "satisfaction", metric: .csat, scale: RatingScale(1, 7),
                codes: CodeBook(points: [
                    "extremely happy": 7, "very happy": 6, "happy": 5, "neutral": 4, "unhappy": 3, "very unhappy": 2,
                    "extremely unhappy": 1,
                ]))
        case "agent", "full name", "title", "due by time", "resolved time", "closed time", "last update time",
            "company",
            "company name", "phone", "mobile", "work phone", "association type", "internal agent", "internal group":
            .ignored
        case _
        where name.hasPrefix("initial response") || name.hasPrefix("first response") || name.contains("time in hrs")
            || name.contains("interactions") || name.hasSuffix("status") || name.hasSuffix("hrs"):
            .ignored
        default: nil
        }
    }

    static func complete(_ plan: inout TablePlan, _ columns: VendorColumns) {
        plan.drop("spam", where: columns.index("spam"), is: ["true", "yes", "1"])
    }
}
