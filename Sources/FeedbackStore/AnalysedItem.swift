public import Feedback

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
    public var language: Language? { itemLanguage(verbatims.first?.language, declared: item.declaredLanguage) }

    /// The mean sentiment score of its verbatims with evidence, −1…1.
    public var sentiment: Double? {
        let scores = verbatims.flatMap(\.annotations).filter { $0.kind == .sentiment }.map(\.score)
        return scores.isEmpty ? nil : scores.reduce(0, +) / Double(scores.count)
    }
}

/// - Parameters:
///   - found: what the first text is read as, `nil` without a text.
///   - declared: BCP 47.
func itemLanguage(_ found: Language?, declared: String?) -> Language? {
    if let found, found != .other { return found }
    guard let declared else { return found }
    return declaredLanguage(declared) ?? .other
}

/// French or English as a source declares it, in BCP 47; `nil` for any other language.
public func declaredLanguage(_ declared: String) -> Language? {
    switch declared.prefix(2).lowercased() {
    case "fr": .french
    case "en": .english
    default: nil
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
