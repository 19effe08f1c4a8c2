/// A 95 % interval, in the unit of what it is about.
public struct Interval: Hashable, Sendable, Codable {
    public var low: Double
    public var high: Double

    public init(low: Double, high: Double) {
        self.low = low
        self.high = high
    }

    public init(around centre: Double, halfWidth: Double) {
        self.init(low: centre - halfWidth, high: centre + halfWidth)
    }

    public var excludesZero: Bool { low > 0 || high < 0 }

    public func contains(_ value: Double) -> Bool { value >= low && value <= high }
    public func scaled(by factor: Double) -> Interval { Interval(low: low * factor, high: high * factor) }

    public func clamped(to range: ClosedRange<Double>) -> Interval {
        Interval(
            low: min(max(low, range.lowerBound), range.upperBound),
            high: min(max(high, range.lowerBound), range.upperBound))
    }
}

extension Interval {
    /// Wilson's score interval of a share.
    ///
    /// - Returns: 0 to 1; all of it when `total` is 0.
    /// - Source: E. B. Wilson, JASA 22, 1927.
    public static func wilson(_ successes: Double, of total: Double) -> Interval {
        guard total > 0 else { return Interval(low: 0, high: 1) }
        let (share, square) = (successes / total, normal95 * normal95)
        let scale = 1 + square / total
        let centre = (share + square / (2 * total)) / scale
        let halfWidth =
            normal95 * (share * (1 - share) / total + square / (4 * total * total)).squareRoot() / scale
        return Interval(around: centre, halfWidth: halfWidth).clamped(to: 0...1)
    }

    public static func wilson(_ successes: Int, of total: Int) -> Interval {
        wilson(Double(successes), of: Double(total))
    }

    /// The adjusted Wald interval of a share: two successes and two failures added.
    ///
    /// - Source: A. Agresti, B. A. Coull, The American Statistician 52, 1998.
    public static func agrestiCoull(_ successes: Int, of total: Int) -> Interval {
        let adjusted = Double(total) + 4
        let share = (Double(successes) + 2) / adjusted
        return Interval(around: share, halfWidth: normal95 * (share * (1 - share) / adjusted).squareRoot())
    }

    /// Newcombe's interval of `after` − `before`, two shares with their Wilson intervals.
    ///
    /// - Source: R. G. Newcombe, Statistics in Medicine 17, 1998, method 10.
    public static func newcombe(
        before: (successes: Double, total: Double), after: (successes: Double, total: Double)
    ) -> Interval {
        guard before.total > 0, after.total > 0 else { return Interval(low: -1, high: 1) }
        let (share0, share1) = (before.successes / before.total, after.successes / after.total)
        let wilson0 = wilson(before.successes, of: before.total)
        let wilson1 = wilson(after.successes, of: after.total)
        let below = square(share1 - wilson1.low) + square(wilson0.high - share0)
        let above = square(wilson1.high - share1) + square(share0 - wilson0.low)
        return Interval(low: share1 - share0 - below.squareRoot(), high: share1 - share0 + above.squareRoot())
    }
}

/// The 97.5 % quantile of the normal distribution.
public let normal95 = 1.959963984540054

/// The 97.5 % quantile of Student's t.
///
/// Within 0.0005 of the exact value: tabled up to 10 degrees of freedom, then Fisher and Cornish's expansion.
///
/// - Source: R. A. Fisher, E. A. Cornish, Technometrics 2, 1960.
public func studentT95(degreesOfFreedom: Double) -> Double {
    let table = [12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281]
    if degreesOfFreedom <= 10 {
        let position = max(1, degreesOfFreedom)
        let index = min(Int(position), 9)
        let fraction = position - Double(index)
        return table[index - 1] * (1 - fraction) + table[min(index, 9)] * fraction
    }
    let (z, n) = (normal95, degreesOfFreedom)
    let (z3, z5, z7) = (z * z * z, z * z * z * z * z, z * z * z * z * z * z * z)
    let first = (z3 + z) / 4
    let second = (5 * z5 + 16 * z3 + 3 * z) / 96
    let third = (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / 384
    return z + first / n + second / (n * n) + third / (n * n * n)
}

func square(_ value: Double) -> Double { value * value }
