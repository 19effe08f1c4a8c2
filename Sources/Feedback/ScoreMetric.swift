/// A score that can be computed from stored feedback.
public enum ScoreMetric: String, CaseIterable, Sendable, Codable {
    case nps, csat, ces, stars, sentiment

    /// What one answer is worth, and so how its mean is estimated.
    public enum Family: Sendable {
        /// +100, 0 or −100: the score is a share minus another.
        case shareDifference
        /// 100 or 0: the score is a share.
        case share
        /// A rating on its scale: the score is a mean.
        case mean
    }

    public enum Unit: String, Sendable, Codable { case points, percent, rating }

    public var family: Family {
        switch self {
        case .nps, .sentiment: .shareDifference
        case .csat: .share
        case .ces, .stars: .mean
        }
    }

    public var unit: Unit {
        switch self {
        case .nps, .sentiment: .points
        case .csat: .percent
        case .ces, .stars: .rating
        }
    }

    /// What the score can be at worst and at best, in its ``unit``.
    public var range: ClosedRange<Double> {
        switch self {
        case .nps, .sentiment: -100...100
        case .csat: 0...100
        case .ces: 1...7
        case .stars: 1...5
        }
    }

    public var label: Phrase {
        switch self {
        case .nps: Phrase("NPS")
        case .csat: Phrase("CSAT")
        case .ces: Phrase("CES")
        case .stars: Phrase(en: "stars", fr: "étoiles")
        case .sentiment: Phrase(en: "net sentiment", fr: "sentiment net")
        }
    }
}

/// Whether there are enough answers to show a score.
public enum ScoreFloor: String, Sendable, Codable {
    /// Under 10: no score, read the verbatims.
    case tooFew
    /// 10 to 29: the interval first.
    case indicative
    case normal

    public init(count: Int) {
        self = count < 10 ? .tooFew : count < 30 ? .indicative : .normal
    }
}
