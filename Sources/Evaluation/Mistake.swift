import Analysis
public import Feedback

/// What an analysis got wrong of one text.
public struct Mistake: Hashable, Sendable {
    /// Position among the texts evaluated.
    public var index: Int
    /// How bad: the score on the wrong side, the strength of each wrong friction, a half for each missed one.
    public var loss: Double
    /// The label expected when the score is on the other side or zero.
    public var expectedSentiment: SentimentLabel?
    public var wrongFrictions: [String]
    public var missedFrictions: [String]

    /// - Returns: `nil` when the sign of the sentiment and all frictions are right.
    init?(index: Int, _ text: LabelledText, _ analysis: Analysis) {
        self.index = index
        loss = 0
        if let polarity = text.polarity {
            let side = polarity == .positive ? 1.0 : -1.0
            if analysis.sentiment.score * side <= 0 {
                expectedSentiment = polarity
                loss += max(abs(analysis.sentiment.score), 0.25)
            }
        }
        let given = analysis.annotations(of: .friction)
        let labels = text.frictions ?? []
        let wrong =
            text.frictions == nil
            ? [] : given.filter { !labels.contains($0.code) && !text.optionalFrictions.contains($0.code) }
        wrongFrictions = wrong.map(\.code)
        missedFrictions = labels.subtracting(given.map(\.code)).sorted()
        loss += wrong.reduce(0) { $0 + $1.score } + 0.5 * Double(missedFrictions.count)
        guard loss > 0 else { return nil }
    }
}
