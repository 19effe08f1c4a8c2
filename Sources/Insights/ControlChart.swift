public import Feedback

/// An exponentially weighted moving average that signals when a score falls (or rises) beyond chance.
///
/// Each period moves the average by how many answers it has: the limits come from the true variance of the average, so a
/// Sunday with four answers cannot cry wolf. Periods without enough answers are passed over.
///
/// - Source: S. W. Roberts, "Control Chart Tests Based on Geometric Moving Averages", Technometrics 1, 1959.
public struct ControlChart: Hashable, Sendable, Codable {
    public enum Side: String, Hashable, Sendable, Codable { case drop, rise, both }

    /// The weight of the newest period, over 0 to 1.
    public var lambda: Double
    /// The limit's distance from the baseline, in standard deviations of the average.
    public var limit: Double
    public var side: Side
    /// A period with fewer answers is passed over: under ten, chance is too lopsided for the limits to hold.
    public var minimumCount: Int

    public init(lambda: Double = 0.2, limit: Double = 2.7, side: Side = .drop, minimumCount: Int = 10) {
        self.lambda = lambda
        self.limit = limit
        self.side = side
        self.minimumCount = minimumCount
    }

    public struct Point: Hashable, Sendable, Codable {
        /// The place of the period in the series, from 0.
        public var index: Int
        public var count: Int
        /// The period's own score; `nil` when it was passed over.
        public var value: Double?
        public var average: Double
        /// Where the average would signal, below and above; `nil` on the side that is not watched.
        public var lowerLimit: Double?
        public var upperLimit: Double?
        public var signal: Bool
    }

    /// Runs the chart over a series.
    ///
    /// - Parameters:
    ///   - baseline: the answers of the periods taken as normal: its score is the centre, its spread the noise.
    ///   - series: one tally a period, in order; a period without answers has count 0.
    /// - Returns: one point a period; empty when the baseline has no answer.
    public func points(baseline: ScoreTally, series: [ScoreTally]) -> [Point] {
        guard let centre = baseline.value else { return [] }
        // With pseudo-answers: a baseline of nothing but fives still leaves room for chance.
        let spread = baseline.metric.family == .mean ? baseline.variance : adjustedSpread(baseline)
        var (average, variance) = (centre, 0.0)
        return series.enumerated().map { index, period in
            var value: Double?
            if period.count >= max(1, minimumCount), let score = period.value {
                value = score
                average = lambda * score + (1 - lambda) * average
                variance = lambda * lambda * spread / Double(period.count) + (1 - lambda) * (1 - lambda) * variance
            }
            let reach = limit * variance.squareRoot()
            let (lower, upper) = (side == .rise ? nil : centre - reach, side == .drop ? nil : centre + reach)
            // A period that was passed over changes nothing, so it cannot signal anew.
            let isOut = (lower.map { average < $0 } ?? false) || (upper.map { average > $0 } ?? false)
            return Point(
                index: index, count: period.count, value: value, average: average, lowerLimit: lower, upperLimit: upper,
                signal: value != nil && isOut)
        }
    }

    private func adjustedSpread(_ baseline: ScoreTally) -> Double {
        let pseudo = baseline.metric.family == .shareDifference ? 3.0 : 4.0
        return baseline.adjusted.varianceOfMean * (Double(baseline.count) + pseudo)
    }
}
