public import Feedback

/// One text with what people said of it. What is `nil` was not labelled and is not judged.
public struct LabelledText: Hashable, Sendable {
    public var text: String
    /// The file and the line it stands at, from 1.
    public var file: String
    public var line: Int
    public var language: Language?
    /// Every label that is accepted, the likeliest first.
    public var sentiment: [SentimentLabel]?
    /// Whether the sentiment was read off a rating: three stars are seldom neutral language.
    public var isSentimentFromStars = false
    /// Whether the column of the sentiment holds something else.
    public var hasUnknownSentiment = false
    public var frictions: Set<String>?
    /// Codes that only some labellers gave: neither right nor wrong.
    public var optionalFrictions: Set<String> = []
    public var intents: Set<String>?
    public var optionalIntents: Set<String> = []
    /// Every step that is accepted; empty when the text is about none.
    public var steps: [String]?

    public init(text: String, file: String = "", line: Int = 0) {
        (self.text, self.file, self.line) = (text, file, line)
    }

    /// Whether there is anything to compare an analysis with.
    public var hasLabels: Bool {
        language != nil || sentiment != nil || frictions != nil || intents != nil || steps != nil
    }

    /// Words, counted as runs without white space.
    public var wordCount: Int {
        text.utf8.split { $0 == 0x20 || (0x09...0x0D).contains($0) }.count
    }
}

extension LabelledText {
    /// `positive` or `negative` when no other label is accepted.
    public var polarity: SentimentLabel? {
        guard let sentiment, let first = sentiment.first, first == .positive || first == .negative else { return nil }
        return sentiment.allSatisfy { $0 == first } ? first : nil
    }
}

/// `delivery.late` belongs to `delivery`.
public func area(of code: String) -> String { String(code.prefix { $0 != "." }) }
