import Feedback
import Readers

/// Hotjar survey responses and incoming feedback, with the page and, where the visitor agreed, their Hotjar id.
enum HotjarCSV: VendorTable {
    static let name = "hotjar-csv"
    static let title = Phrase(en: "Hotjar surveys and feedback (CSV)", fr: "Enquêtes et retours Hotjar (CSV)")
    static let family = FormatFamily.survey
    static let sourceName = "hotjar"
    static let kind = FeedbackKind.survey
    static let channel: String? = "web"
    static let certainty = 0.9
    static let signatures: [Set<String>] = [
        ["number", "date submitted", "country", "source url"], ["hotjar user id", "source url", "date submitted"],
    ]

    static func column(_ name: String) -> VendorColumn? {
        switch name {
        case "number": .to(.id)
        case "user", "hotjar user id": .to(.visitorID)
        case "date submitted": .to(.createdAt)
        case "country": .to(.country)
        case "source url": .to(.pageURL)
        case "device": .to(.device)
        case "browser": .to(.browser)
        case "os": .to(.segment, "os")
        case "tags": .to(.segment, "tags")
        case "email": .to(.email)
        case "recording", "recording url": .to(.replayURL)
        case "message", "feedback": .to(.verbatim, "message")
        // Five faces, from hate to love.
        case "sentiment", "emotion":
            VendorColumn(
                target: .answer, name: "emotion", metric: .rating, scale: .stars,
                codes: CodeBook(points: [
                    "hate": 1, "dislike": 2, "neutral": 3, "like": 4, "love": 5, "1": 1, "2": 2, "3": 3, "4": 4, "5": 5,
                ]))
        case "selector", "screenshot", "screenshot url": .ignored
        default: nil
        }
    }
}
