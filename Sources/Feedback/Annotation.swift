public enum AnnotationKind: String, CaseIterable, Sendable, Codable {
    case sentiment, friction
    /// A topic praised: the code is the friction category it is the opposite of.
    case praise
    case intent, emotion, step
}

/// One tag on a verbatim, with the words that earned it and the rule that gave it.
public struct Annotation: Hashable, Sendable, Codable {
    public var kind: AnnotationKind
    /// `delivery.late`, `churn_risk`, `pay`…; for ``AnnotationKind/sentiment`` the label.
    public var code: String
    /// −1 (blame) to 1 (praise): the polarity of the clause the tag stands in.
    public var polarity: Double
    /// 0 to 1: how strong the evidence is. For sentiment the score, −1 to 1.
    public var score: Double
    /// 0 to 1.
    public var confidence: Double
    /// 1 (annoying) to 5 (blocks the customer or costs money); 0 where it has no meaning.
    public var severity: Int
    /// UTF-8 byte offsets into the verbatim's text.
    public var span: Range<Int>
    /// `fr/friction/delivery.late.tsv:12`.
    public var rule: String

    public init(
        kind: AnnotationKind, code: String, polarity: Double, score: Double, confidence: Double, severity: Int,
        span: Range<Int>, rule: String
    ) {
        self.kind = kind
        self.code = code
        self.polarity = polarity
        self.score = score
        self.confidence = confidence
        self.severity = severity
        self.span = span
        self.rule = rule
    }
}

public enum SentimentLabel: String, CaseIterable, Sendable, Codable {
    case positive, neutral, negative, mixed
}

/// The language a text is analysed in.
public enum Language: String, CaseIterable, Sendable, Codable {
    case french = "fr"
    case english = "en"
    case other = "other"
}
