public import Feedback
import Insights

/// Posts the message as an adaptive card to a Teams workflow.
public struct TeamsChannel: AlertChannel {
    public static let scheme = "teams"
    public static let example = "teams:$VOC_TEAMS_URL"
    private let posting: WebPosting
    private let language: OutputLanguage

    private struct Body: Encodable {
        struct Attachment: Encodable {
            var contentType = "application/vnd.microsoft.card.adaptive"
            var content: Card
        }
        struct Card: Encodable {
            var type = "AdaptiveCard"
            var version = "1.4"
            var body: [Line]
        }
        struct Line: Encodable {
            var type = "TextBlock"
            var text: String
            var wrap = true
            var weight: String?
        }
        var type = "message"
        var attachments: [Attachment]
    }

    public static func fault(in target: String) -> Phrase? { WebPosting.fault(in: target) }

    public init(target: String, surroundings: ChannelSurroundings) {
        posting = WebPosting(target, surroundings)
        language = surroundings.language
    }

    public func deliver(_ message: AlertMessage, key: String) throws {
        let lines = message.outward.text.phrase[language].split(separator: "\n").enumerated().map { index, line in
            Body.Line(text: Self.escaped(String(line.prefix(1_000))), weight: index == 0 ? "Bolder" : nil)
        }
        let body = Body(attachments: [Body.Attachment(content: Body.Card(body: lines))])
        try posting.post(try AlertCheck.json(body), headers: [])
    }

    /// Cards read Markdown: what it would take for style or a link is escaped.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            if "\\`*_{}[]()#+-!<>|~".contains(character) { result.append("\\") }
            result.append(character)
        }
        return result
    }
}
