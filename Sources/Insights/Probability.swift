package import Feedback
import Glibc

/// Tail probabilities of the tests.
package enum Probability {
    /// Two-sided p of a normal statistic.
    package static func twoSided(z: Double) -> Double { erfc(abs(z) / 2.0.squareRoot()) }

    /// P(X > value) for χ² with one degree of freedom.
    package static func chiSquare1(_ value: Double) -> Double { erfc((max(0, value) / 2).squareRoot()) }

    /// Two-sided p of Student's t.
    package static func twoSided(t: Double, degreesOfFreedom: Double) -> Double {
        guard t.isFinite, degreesOfFreedom > 0 else { return t.isInfinite ? 0 : 1 }
        return incompleteBeta(degreesOfFreedom / (degreesOfFreedom + t * t), degreesOfFreedom / 2, 0.5)
    }

    /// Fisher's exact test of two shares, two-sided: the chance of a table as unlikely as this one or more.
    ///
    /// - Source: R. A. Fisher, Statistical Methods for Research Workers, 1934, §21.02.
    package static func fisher(before: (successes: Int, total: Int), after: (successes: Int, total: Int)) -> Double {
        let (successes, total) = (before.successes + after.successes, before.total + after.total)
        func logChoose(_ n: Int, _ k: Int) -> Double {
            logGamma(Double(n + 1)) - logGamma(Double(k + 1)) - logGamma(Double(n - k + 1))
        }
        func chance(_ k: Int) -> Double {
            exp(logChoose(after.total, k) + logChoose(before.total, successes - k) - logChoose(total, successes))
        }
        let observed = chance(after.successes)
        let range = max(0, successes - before.total)...min(after.total, successes)
        return min(1, range.reduce(0) { $0 + (chance($1) <= observed * (1 + 1e-9) ? chance($1) : 0) })
    }

    /// The p of a change in a share: N − 1 test, or Fisher's when a cell expects under one.
    package static func share(before: (successes: Int, total: Int), after: (successes: Int, total: Int)) -> Double {
        let total = before.total + after.total
        guard before.total > 0, after.total > 0 else { return 1 }
        let successes = before.successes + after.successes
        let smallest = min(successes, total - successes) * min(before.total, after.total)
        guard successes > 0, successes < total else { return 1 }
        if smallest < total { return fisher(before: before, after: after) }
        return twoSided(
            z: twoProportionZ(
                before: (Double(before.successes), Double(before.total)),
                after: (Double(after.successes), Double(after.total))))
    }

    package static func p(of difference: ScoreDifference) -> Double {
        if let freedom = difference.degreesOfFreedom {
            return twoSided(t: difference.statistic, degreesOfFreedom: freedom)
        }
        guard difference.before.metric.family == .share else { return twoSided(z: difference.statistic) }
        return share(
            before: (Int(difference.before.favourable.rounded()), difference.before.count),
            after: (Int(difference.after.favourable.rounded()), difference.after.count))
    }

    /// ln Γ(x) for x > 0, to 1e-10.
    ///
    /// - Source: C. Lanczos, SIAM Journal on Numerical Analysis B 1, 1964; coefficients for g = 7, n = 9 by P. Godfrey.
    static func logGamma(_ x: Double) -> Double {
        let coefficients = [
            0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
            12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
        ]
        let shifted = x - 1
        var sum = coefficients[0]
        for index in 1...8 { sum += coefficients[index] / (shifted + Double(index)) }
        let base = shifted + 7.5
        return 0.5 * log(2 * Double.pi) + (shifted + 0.5) * log(base) - base + log(sum)
    }

    /// The regularised incomplete beta function, by Lentz's continued fraction.
    ///
    /// - Source: M. Abramowitz, I. Stegun, Handbook of Mathematical Functions, 26.5.8.
    static func incompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
        if x <= 0 { return 0 }
        if x >= 1 { return 1 }
        if x > (a + 1) / (a + b + 2) { return 1 - incompleteBeta(1 - x, b, a) }
        let front = exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * log(x) + b * log(1 - x)) / a
        let tiny = 1e-300
        var (c, d) = (1.0, 1 / nonZero(1 - (a + b) * x / (a + 1), tiny))
        var fraction = d
        for step in 1...300 {
            let m = Double(step)
            let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            var factor = 1.0
            for term in [even, odd] {
                d = 1 / nonZero(1 + term * d, tiny)
                c = nonZero(1 + term / c, tiny)
                factor = c * d
                fraction *= factor
            }
            if abs(factor - 1) < 1e-14 { break }
        }
        return front * fraction
    }

    private static func nonZero(_ value: Double, _ tiny: Double) -> Double { abs(value) < tiny ? tiny : value }
}
