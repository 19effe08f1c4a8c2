public import Feedback
import Insights

/// Posts the message to a Slack incoming webhook.
public struct SlackChannel: AlertChannel {
    public static let scheme = "slack"
    public static let example = "slack:$VOC_SLACK_URL"
    private let posting: WebPosting
    private let language: OutputLanguage
    /// What one section holds.
    private static let longest = 2_900

    private struct Body: Encodable {
        struct Block: Encodable {
            struct Text: Encodable {
                var type = "mrkdwn"
                var text: String
            }
            var type = "section"
            var text: Text
        }
        /// What notifications show.
        var text: String
        var blocks: [Block]
    }

    public static func fault(in target: String) -> Phrase? { WebPosting.fault(in: target) }

    public init(target: String, surroundings: ChannelSurroundings) {
        posting = WebPosting(target, surroundings)
        language = surroundings.language
    }

    public func deliver(_ message: AlertMessage, key: String) throws {
        let lines = message.outward.text.phrase[language].split(separator: "\n").map { Self.escaped(String($0)) }
        var text = ""
        for (index, line) in lines.enumerated() {
            let next = index == 0 ? "*\(line)*" : "\n\(line)"
            if text.utf8.count + next.utf8.count > Self.longest { break }
            text += next
        }
        let body = Body(text: lines.first ?? "", blocks: [Body.Block(text: Body.Block.Text(text: text))])
        try posting.post(try AlertCheck.json(body), headers: [])
    }

    /// Slack's own markup begins with these.
    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            // A star or underscore of a customer's must not switch the style.
            .replacing("*", with: "∗").replacing("_", with: "_\u{200B}").replacing("`", with: "'")
    }
}
