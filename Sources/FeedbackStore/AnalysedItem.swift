public import Feedback

/// What makes an item itself: the first 16 bytes of a SHA-256 over its source and its id, or over what it says.
public struct NaturalKey: Hashable, Sendable, Codable, Comparable {
    public var high: UInt64
    public var low: UInt64

    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Reads the first 16 bytes of a digest, big-endian.
    @inlinable public init(digest: some Sequence<UInt8>) {
        (high, low) = (0, 0)
        var count = 0
        for byte in digest {
            if count < 8 {
                high = high << 8 | UInt64(byte)
            } else if count < 16 {
                low = low << 8 | UInt64(byte)
            } else {
                return
            }
            count += 1
        }
    }

    public static func < (left: NaturalKey, right: NaturalKey) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}

/// A verbatim with everything the analyser said of it.
public struct AnalysedVerbatim: Hashable, Sendable, Codable {
    public var verbatim: Verbatim
    public var language: Language
    public var languageConfidence: Double
    public var needsReview: Bool
    /// The first is the sentiment when the text has evidence of one.
    public var annotations: [Annotation]

    public init(
        verbatim: Verbatim, language: Language, languageConfidence: Double, needsReview: Bool, annotations: [Annotation]
    ) {
        self.verbatim = verbatim
        self.language = language
        self.languageConfidence = languageConfidence
        self.needsReview = needsReview
        self.annotations = annotations
    }
}

/// An item ready to be stored: masked, analysed, placed in the journey.
public struct AnalysedItem: Hashable, Sendable, Codable {
    /// Its ``FeedbackItem/verbatims`` are empty: they are in ``verbatims``.
    public var item: FeedbackItem
    public var key: NaturalKey
    /// Changes when anything the export says of the item changes.
    public var contentHash: Int64
    public var verbatims: [AnalysedVerbatim]
    public var stepLink: StoredStepLink?

    public init(
        item: FeedbackItem, key: NaturalKey, contentHash: Int64, verbatims: [AnalysedVerbatim],
        stepLink: StoredStepLink?
    ) {
        self.item = item
        self.key = key
        self.contentHash = contentHash
        self.verbatims = verbatims
        self.stepLink = stepLink
    }

    /// The language of its first text; the declared one when there is no text, or when the text does not tell.
    public var language: Language? {
        let found = verbatims.isEmpty ? nil : verbatims[0].language
        if let found, found != .other { return found }
        switch item.declaredLanguage?.prefix(2).lowercased() {
        case "fr": return .french
        case "en": return .english
        case nil: return found
        default: return .other
        }
    }

    /// The mean sentiment score of its verbatims with evidence, −1…1.
    public var sentiment: Double? {
        let found = sentiments
        return found.count == 0 ? nil : found.sum / Double(found.count)
    }

    /// Positive, negative or neither, as counted in net sentiment: by label when there is one verbatim, else by sign.
    public var sentimentSign: Int {
        let found = sentiments
        if found.count == 1 { return found.onlySign }
        guard found.count > 0 else { return 0 }
        let mean = found.sum / Double(found.count)
        return mean > 0.1 ? 1 : mean < -0.1 ? -1 : 0
    }

    /// The sentiments of its texts: read in place, since this is asked of every item on its way in.
    private var sentiments: (count: Int, sum: Double, onlySign: Int) {
        var found = (count: 0, sum: 0.0, onlySign: 0)
        let texts = verbatims.span
        for text in texts.indices {
            let tags = texts[text].annotations.span
            for index in tags.indices where tags[index].kind == .sentiment {
                found.count += 1
                found.sum += tags[index].score
                found.onlySign = tags[index].code == "positive" ? 1 : tags[index].code == "negative" ? -1 : 0
            }
        }
        return found
    }
}

/// An item on its way to the store: its rows packed, its part of the daily counts worked out.
///
/// A class, because an item is large: handing it on costs one reference.
public final class PreparedItem: Sendable {
    public let key: NaturalKey
    public let contentHash: Int64
    /// Without its answers, verbatims and attributes: they are packed.
    let item: FeedbackItem
    let step: PackedStep?
    let language: String?
    let sentiment: Double?
    let segments: String?
    let answers: [UInt8]
    let texts: [PackedText]
    let rollups: [PlacedCounts]
    /// What the writer has not met yet.
    let names: NewNames?

    init(
        _ analysed: consuming AnalysedItem, step: PackedStep?, answers: [UInt8], texts: [PackedText],
        rollups: [PlacedCounts], names: NewNames?
    ) {
        key = analysed.key
        contentHash = analysed.contentHash
        self.step = step
        language = analysed.language?.rawValue
        sentiment = analysed.sentiment
        segments = segmentsJSON(analysed.item.segments)
        self.answers = answers
        self.texts = texts
        self.rollups = rollups
        self.names = names
        // Thousands of items wait for the writer: what is packed need not wait with them.
        analysed.item.answers = []
        analysed.item.segments = []
        item = analysed.item
    }
}

/// The accepted step of an item in the default journey.
public struct StoredStepLink: Hashable, Sendable, Codable {
    public var journey: String
    public var step: String
    public var method: String
    public var probability: Double
    public var evidence: String

    public init(_ link: StepLink) {
        journey = link.step.journey
        step = link.step.step
        method = link.method.description
        probability = link.probability
        evidence = link.evidence
    }

    package init(journey: String, step: String, method: String, probability: Double, evidence: String) {
        self.journey = journey
        self.step = step
        self.method = method
        self.probability = probability
        self.evidence = evidence
    }
}
