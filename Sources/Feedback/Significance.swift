/// The difference of one score between two groups of answers: its size, its interval, and what to test it with.
public struct ScoreDifference: Hashable, Sendable {
    public let before: ScoreTally
    public let after: ScoreTally
    /// `after` − `before`, of the plain scores.
    public let value: Double
    /// 95 %. NPS and net sentiment: of the adjusted scores; CSAT: Newcombe; means: Welch.
    public let interval: Interval
    /// z, or t when there are ``degreesOfFreedom``.
    public let statistic: Double
    public let degreesOfFreedom: Double?

    /// - Returns: `nil` when a group has no answer (for means, under two).
    public init?(before: ScoreTally, after: ScoreTally) {
        guard let score0 = before.value, let score1 = after.value else { return nil }
        self.before = before
        self.after = after
        value = score1 - score0
        switch before.metric.family {
        case .shareDifference:
            let (adjusted0, adjusted1) = (before.adjusted, after.adjusted)
            let error = (adjusted0.varianceOfMean + adjusted1.varianceOfMean).squareRoot()
            interval = Interval(around: adjusted1.mean - adjusted0.mean, halfWidth: normal95 * error)
            (statistic, degreesOfFreedom) = ((adjusted1.mean - adjusted0.mean) / error, nil)
        case .share:
            let (count0, count1) = (Double(before.count), Double(after.count))
            interval = Interval.newcombe(before: (before.favourable, count0), after: (after.favourable, count1)).scaled(
                by: 100)
            statistic = twoProportionZ(before: (before.favourable, count0), after: (after.favourable, count1))
            degreesOfFreedom = nil
        case .mean:
            guard before.count > 1, after.count > 1 else { return nil }
            let (error0, error1) = (before.adjusted.varianceOfMean, after.adjusted.varianceOfMean)
            let freedom =
                square(error0 + error1)
                / (square(error0) / Double(before.count - 1) + square(error1) / Double(after.count - 1))
            let error = (error0 + error1).squareRoot()
            interval = Interval(around: value, halfWidth: studentT95(degreesOfFreedom: freedom) * error)
            (statistic, degreesOfFreedom) = (value / error, freedom)
        }
    }
}

/// The N − 1 test of two shares; 0 when both are 0 or both are 1.
///
/// - Source: I. Campbell, Statistics in Medicine 26, 2007.
public func twoProportionZ(
    before: (successes: Double, total: Double), after: (successes: Double, total: Double)
) -> Double {
    let total = before.total + after.total
    guard before.total > 0, after.total > 0 else { return 0 }
    let pooled = (before.successes + after.successes) / total
    let variance = pooled * (1 - pooled) * (1 / before.total + 1 / after.total)
    guard variance > 0 else { return 0 }
    let difference = after.successes / after.total - before.successes / before.total
    return difference * ((total - 1) / total).squareRoot() / variance.squareRoot()
}

/// Benjamini and Hochberg's q-values, in the order of `pValues`: the false share expected among rows at or under q.
///
/// - Source: Y. Benjamini, Y. Hochberg, Journal of the Royal Statistical Society B 57, 1995.
/// - Complexity: O(*n* log *n*).
public func benjaminiHochberg(_ pValues: [Double]) -> [Double] {
    var result = pValues
    var smallest = 1.0
    let descending = pValues.indices.sorted { (pValues[$0], $0) > (pValues[$1], $1) }
    for (offset, index) in descending.enumerated() {
        smallest = min(smallest, pValues[index] * Double(pValues.count) / Double(pValues.count - offset))
        result[index] = smallest
    }
    return result
}
