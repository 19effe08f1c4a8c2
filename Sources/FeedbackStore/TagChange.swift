public import Feedback

/// What a person says of a text, or of an item's step, against what the analyser read.
public struct TagChange: Hashable, Sendable {
    /// The name a tag given by a person has for its rule.
    public static let rule = "correction"

    /// `step` is the item's place in the journey; the others are tags of one text.
    public var kind: AnnotationKind
    /// The code taken away; `nil` where none was.
    public var from: String?
    /// The code given; `nil` where none is.
    public var to: String?
    /// 1 to 5, of a friction that is given.
    public var severity: Int

    public init(kind: AnnotationKind, from: String? = nil, to: String? = nil, severity: Int = 0) {
        (self.kind, self.from, self.to, self.severity) = (kind, from, to, severity)
    }

    /// Changes a text's tags.
    ///
    /// - Returns: the change as it was made, with what stood there before; `nil` when the text says so already.
    func apply(to text: inout AnalysedVerbatim) -> TagChange? {
        var made = self
        if kind == .sentiment {
            let old = text.annotations.firstIndex { $0.kind == .sentiment }
            made.from = old.map { text.annotations[$0].code }
            guard let to, let label = SentimentLabel(rawValue: to), made.from != to else { return nil }
            if let old { text.annotations.remove(at: old) }
            text.annotations.insert(Self.sentiment(label, of: text), at: 0)
            return made
        }
        if let from {
            guard text.annotations.contains(where: { $0.kind == kind && $0.code == from }) else { return nil }
            text.annotations.removeAll { $0.kind == kind && $0.code == from }
        }
        if let to {
            guard !text.annotations.contains(where: { $0.kind == kind && $0.code == to }) else { return nil }
            text.annotations.append(tag(to, of: text))
        }
        return made
    }

    /// A person's word is sure; how strongly the text says it is not theirs to measure.
    private static func sentiment(_ label: SentimentLabel, of text: AnalysedVerbatim) -> Annotation {
        let score: Double =
            switch label {
            case .positive: 0.8
            case .negative: -0.8
            case .neutral, .mixed: 0
            }
        return Annotation(
            kind: .sentiment, code: label.rawValue, polarity: score, score: score, confidence: 1, severity: 0,
            span: 0..<text.verbatim.text.utf8.count, rule: rule)
    }

    private func tag(_ code: String, of text: AnalysedVerbatim) -> Annotation {
        Annotation(
            kind: kind, code: code, polarity: kind == .friction ? -0.5 : 0, score: 1, confidence: 1,
            severity: kind == .friction ? severity : 0, span: 0..<text.verbatim.text.utf8.count, rule: Self.rule)
    }
}

/// One correction as it is kept.
public struct StoredCorrection: Hashable, Sendable {
    public var item: Int64
    public var externalID: String?
    /// The text it is of; `nil` for a step.
    public var field: String?
    public var text: String?
    /// UTC milliseconds.
    public var at: Int64
    public var who: String
    public var change: TagChange
}
