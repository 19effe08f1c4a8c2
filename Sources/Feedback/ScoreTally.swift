/// One metric's answers, counted so that the tallies of two groups add up to the tally of both.
///
/// Every score is the mean of what each answer is worth: ±100 or 0 for NPS and net sentiment, 100 or 0 for CSAT, the
/// rating itself for CES and stars. So one split, one impact and one test serve them all.
public struct ScoreTally: Hashable, Sendable {
    public let metric: ScoreMetric
    public var count: Int
    /// The sum of what the answers are worth, in the metric's unit.
    public var sum: Double
    /// The sum of their squares.
    public var squares: Double

    public init(_ metric: ScoreMetric, count: Int = 0, sum: Double = 0, squares: Double = 0) {
        self.metric = metric
        self.count = count
        self.sum = sum
        self.squares = squares
    }

    public init(_ metric: ScoreMetric, count: Int, favourable: Int, unfavourable: Int) {
        self.init(
            metric, count: count, sum: 100 * Double(favourable - unfavourable),
            squares: 10_000 * Double(favourable + unfavourable))
    }

    public init(_ metric: ScoreMetric, values: some Sequence<Double>) {
        self.init(metric)
        for value in values {
            count += 1
            sum += value
            squares += value * value
        }
    }

    /// `nil` when there is no answer.
    public var value: Double? { count == 0 ? nil : sum / Double(count) }
    public var floor: ScoreFloor { ScoreFloor(count: count) }

    /// Answers worth 100, for the metrics that count shares.
    public var favourable: Double { (squares / 10_000 + sum / 100) / 2 }
    /// Answers worth −100.
    public var unfavourable: Double { (squares / 10_000 - sum / 100) / 2 }

    public static func + (left: ScoreTally, right: ScoreTally) -> ScoreTally {
        precondition(left.metric == right.metric, "tallies of two metrics do not add up")
        return ScoreTally(
            left.metric, count: left.count + right.count, sum: left.sum + right.sum,
            squares: left.squares + right.squares)
    }

    public static func - (left: ScoreTally, right: ScoreTally) -> ScoreTally {
        precondition(left.metric == right.metric, "tallies of two metrics do not subtract")
        return ScoreTally(
            left.metric, count: left.count - right.count, sum: left.sum - right.sum,
            squares: left.squares - right.squares)
    }

    public static func += (left: inout ScoreTally, right: ScoreTally) { left = left + right }
}

extension ScoreTally {
    /// How widely single answers vary around the score.
    ///
    /// Ratings are rounded to whole points, which alone varies by 1/12: ten equal answers do not make a score certain.
    public var variance: Double {
        guard count > 0 else { return 0 }
        let mean = sum / Double(count)
        switch metric.family {
        case .shareDifference, .share: return max(0, squares / Double(count) - mean * mean)
        case .mean:
            guard count > 1 else { return 1.0 / 12 }
            return max(1.0 / 12, (squares - sum * mean) / Double(count - 1))
        }
    }

    /// The score with pseudo-answers added, and the variance of that mean: what differences are tested with.
    ///
    /// NPS and net sentiment: ¾ promoter, ¾ detractor, 1½ passive. CSAT: two of each. Means: none.
    /// - Source: B. Rocks, "Interval Estimation for the Net Promoter Score", The American Statistician, 2016.
    public var adjusted: (mean: Double, varianceOfMean: Double) {
        switch metric.family {
        case .shareDifference:
            let total = Double(count) + 3
            let (up, down) = ((favourable + 0.75) / total, (unfavourable + 0.75) / total)
            return (100 * (up - down), 10_000 * (up + down - (up - down) * (up - down)) / total)
        case .share:
            let total = Double(count) + 4
            let share = (favourable + 2) / total
            return (100 * share, 10_000 * share * (1 - share) / total)
        case .mean:
            guard let value else { return (0, 0) }
            return (value, variance / Double(count))
        }
    }

    /// The 95 % interval of the score, or `nil` without answers (for means, under two).
    public var interval: Interval? {
        guard count > 0 else { return nil }
        switch metric.family {
        case .shareDifference:
            let (mean, variance) = adjusted
            return Interval(around: mean, halfWidth: normal95 * variance.squareRoot()).clamped(to: metric.range)
        case .share:
            return Interval.wilson(favourable, of: Double(count)).scaled(by: 100)
        case .mean:
            guard count > 1 else { return nil }
            let (mean, variance) = adjusted
            let halfWidth = studentT95(degreesOfFreedom: Double(count - 1)) * variance.squareRoot()
            return Interval(around: mean, halfWidth: halfWidth).clamped(to: metric.range)
        }
    }
}
