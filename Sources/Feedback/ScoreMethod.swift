/// How the ratings of one question become a score.
public enum ScoreMethod: String, CaseIterable, Sendable, Codable {
    /// Promoters less detractors, on 0–10 only.
    case nps
    /// The share of the two best answers of the scale, CSAT's usual method; of three answers or fewer the best one only.
    case top
    case mean
    /// CES 2.0 as a share: 5, 6 or 7 of 7.
    case share
    /// CES 2.0 as a difference: the share of 6 and 7 less that of 1, 2 and 3.
    case net

    /// What a kind of question is reported with when nothing is said, first, and what else it may be.
    public static func methods(for kind: AnswerKind) -> [ScoreMethod] {
        switch kind {
        case .nps: [.nps, .mean]
        case .csat: [.top, .mean]
        case .ces: [.mean, .share, .net]
        case .rating: [.mean, .top]
        default: []
        }
    }

    public var family: ScoreMetric.Family {
        switch self {
        case .nps, .net: .shareDifference
        case .top, .share: .share
        case .mean: .mean
        }
    }

    /// What one rating is worth: ±100 or 0, 100 or 0, or itself.
    public func worth(of rating: Double, on scale: RatingScale) -> Double {
        switch self {
        case .nps: rating >= 8.5 ? 100 : rating <= 6.5 ? -100 : 0
        case .top: isTop(rating, scale) ? 100 : 0
        case .mean: rating
        case .share: rating >= 4.5 ? 100 : 0
        case .net: rating >= 5.5 ? 100 : rating <= 3.5 ? -100 : 0
        }
    }

    private func isTop(_ rating: Double, _ scale: RatingScale) -> Bool {
        let reach = scale.maximum - scale.minimum >= 3 ? 1.5 : 0.5
        return scale.direction == .higherIsBetter ? rating >= scale.maximum - reach : rating <= scale.minimum + reach
    }

    /// What the score can be at worst and best.
    public func range(on scale: RatingScale) -> ClosedRange<Double> {
        switch family {
        case .shareDifference: -100...100
        case .share: 0...100
        case .mean: scale.minimum...scale.maximum
        }
    }

    /// Whether a scale has the answers the method counts: NPS needs 0–10, CES as a share or a difference 1–7.
    public func fits(_ scale: RatingScale) -> Bool {
        switch self {
        case .nps: (scale.minimum, scale.maximum) == (0, 10)
        case .share, .net: (scale.minimum, scale.maximum) == (1, 7) && scale.direction == .higherIsBetter
        case .top, .mean: true
        }
    }
}
