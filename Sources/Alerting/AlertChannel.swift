public import Feedback

/// One way out for alerts. A channel is one file in `Channels`, and a line in ``AlertChannels/all``.
public protocol AlertChannel: Sendable {
    /// What stands before the colon in a rule's `channels`.
    static var scheme: String { get }
    /// An address that works, for messages.
    static var example: String { get }

    /// What is wrong with an address; `nil` when it can be used.
    static func fault(in target: String) -> Phrase?

    init(target: String, surroundings: ChannelSurroundings)

    /// Hands a message over.
    ///
    /// - Parameter key: the same whenever the same message is delivered again, after a crash for example.
    /// - Throws: any error: the delivery is tried again later.
    func deliver(_ message: AlertMessage, key: String) throws
}

/// What channels need to know of where they run.
public struct ChannelSurroundings: Sendable {
    public var language: OutputLanguage
    /// Relative paths start here.
    public var folder: String
    /// Shows a text to whoever runs the command.
    public var show: @Sendable (String) -> Void
    /// Secrets and settings of the machine: `VOC_WEBHOOK_SECRET`, addresses.
    public var environment: [String: String]
    public var now: @Sendable () -> Timestamp
    public var post: WebPost
    /// Hands a letter to an address over: recipient, letter.
    public var sendMail: @Sendable (String, String) throws -> Void

    public init(
        language: OutputLanguage, folder: String, environment: [String: String] = [:],
        now: @escaping @Sendable () -> Timestamp = { Timestamp(milliseconds: 0) },
        post: @escaping WebPost = { _ in WebResponse(status: 0) },
        sendMail: @escaping @Sendable (String, String) throws -> Void = { _, _ in },
        show: @escaping @Sendable (String) -> Void
    ) {
        self.language = language
        self.folder = folder
        self.environment = environment
        self.now = now
        self.post = post
        self.sendMail = sendMail
        self.show = show
    }
}

public enum AlertChannels {
    public static let all: [any AlertChannel.Type] = [
        TerminalChannel.self, FileChannel.self, WebhookChannel.self, SlackChannel.self, TeamsChannel.self,
        MailChannel.self,
    ]

    static func type(of scheme: String) -> (any AlertChannel.Type)? { all.first { $0.scheme == scheme } }

    /// - Throws: ``AlertError/badChannel(_:reason:)`` for a channel there is none of.
    static func channel(_ address: ChannelAddress, _ surroundings: ChannelSurroundings) throws(AlertError)
        -> any AlertChannel
    {
        guard let type = type(of: address.scheme) else {
            throw .badChannel("\(address)", reason: Phrase(en: "there is no such channel", fr: "ce canal n'existe pas"))
        }
        return type.init(target: address.target, surroundings: surroundings)
    }
}
