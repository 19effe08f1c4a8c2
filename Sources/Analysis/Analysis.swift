public import Feedback

/// The attitude of a whole text.
public struct Sentiment: Hashable, Sendable {
    public var label: SentimentLabel
    /// −1 (blame) to 1 (praise); 0 exactly when the text holds no evidence.
    public var score: Double
    /// 0.45 to 1: how sure the side is, measured on labelled feedback; least where the label is mixed.
    public var confidence: Double
    /// Whether any word, emoji or complaint spoke for or against.
    public var hasEvidence: Bool
}

/// What the analyser found in one text.
public struct Analysis: Hashable, Sendable {
    public var language: Language
    /// 0 to 1; 1 when the caller forced the language.
    public var languageConfidence: Double
    public var sentiment: Sentiment
    /// Frictions, intents, emotions and steps; within a kind, the strongest first.
    public var annotations: [Annotation]
    /// Friction categories the text praises ("livraison rapide"): polarity over 0, never counted as frictions.
    public var praises: [Annotation]
    /// Whether a person should read the text: an unsure verdict, an unsure language, or signs of irony.
    public var needsReview: Bool

    /// The annotations of one kind, in order.
    public func annotations(of kind: AnnotationKind) -> [Annotation] { annotations.filter { $0.kind == kind } }
}
