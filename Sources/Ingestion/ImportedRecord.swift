public import Feedback

/// Where a record starts in its file; both count from 1.
public struct RecordPosition: Hashable, Sendable {
    public var line: Int
    public var column: Int

    public init(line: Int, column: Int = 1) {
        self.line = line
        self.column = column
    }
}

/// What became of one record of a file: one survey response, review, post or session.
public enum ImportedRecord: Sendable {
    case item(FeedbackItem, RecordPosition)
    case session(Session, RecordPosition)
    case order(Order, RecordPosition)
    /// Left out on purpose and counted by reason: `test`, `preview`, `draft`, `empty`, `retweet`…
    case dropped(reason: String, RecordPosition)
    /// Not usable as it stands: goes to quarantine.
    case rejected(Rejection)
}

/// A record that could not be read, kept so that it can be corrected.
public struct Rejection: Hashable, Sendable {
    /// At most this many bytes of the record are kept.
    public static let rawLimit = 4096

    public var position: RecordPosition
    /// Carries no customer's words.
    public var reason: Phrase
    /// The record as written, cut at ``rawLimit``; masked when it leaves `Ingestion`.
    public var raw: String

    public init(position: RecordPosition, reason: Phrase, raw: String) {
        self.position = position
        self.reason = reason
        self.raw = raw
    }
}
