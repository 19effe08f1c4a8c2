public import Feedback
import Insights

/// Prints the message where the check runs: cron then mails it.
public struct TerminalChannel: AlertChannel {
    public static let scheme = "terminal"
    public static let example = "terminal"
    private let surroundings: ChannelSurroundings

    public static func fault(in target: String) -> Phrase? {
        target.isEmpty ? nil : Phrase(en: "'terminal' takes no address", fr: "« terminal » ne prend pas d'adresse")
    }

    public init(target: String, surroundings: ChannelSurroundings) { self.surroundings = surroundings }

    public func deliver(_ message: AlertMessage, key: String) throws {
        surroundings.show(message.text.phrase[surroundings.language] + "\n")
    }
}
