public import Feedback

/// One choice the importer made, printed so that nothing is guessed silently.
public struct Decision: Hashable, Sendable {
    /// `encoding`, `delimiter`, `header`, `dates`, `scale`…
    public var code: String
    public var text: Phrase

    public init(_ code: String, _ text: Phrase) {
        self.code = code
        self.text = text
    }

    public init(_ code: String, en: String, fr: String) { self.init(code, Phrase(en: en, fr: fr)) }
}

public struct ImportOptions: Sendable {
    /// A name from ``ImportFormats/all``, or `nil` to decide by content.
    public var format: String?
    public var mapping: Mapping?
    /// The source's name in the store; the format's own when `nil`.
    public var source: String?
    /// Minutes east of UTC of dates written without a zone.
    public var utcOffsetMinutes: Int16?
    public var masker: Masker
    /// Whether text that was decoded twice is repaired where that is certain.
    public var repairsText: Bool
    /// Where the replay of a session is seen, by source; `*` for any. `{session}` and `{visitor}` stand for its ids.
    public var replayTemplates: [String: String]

    public init(
        format: String? = nil, mapping: Mapping? = nil, source: String? = nil, utcOffsetMinutes: Int16? = nil,
        masker: Masker, repairsText: Bool = true, replayTemplates: [String: String] = [:]
    ) {
        self.format = format
        self.mapping = mapping
        self.source = source
        self.utcOffsetMinutes = utcOffsetMinutes
        self.masker = masker
        self.repairsText = repairsText
        self.replayTemplates = replayTemplates
    }
}
