/// A small seeded generator: the same seed gives the same bootstrap on every machine.
///
/// - Source: G. Steele, D. Lea, C. Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014.
public struct SeededRandom: RandomNumberGenerator, Sendable {
    private var state: UInt64

    public init(seed: UInt64) { state = seed }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// 0 to 1, 1 left out.
    public mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// A standard normal deviate, as the sum of twelve uniforms: its 2.5 % quantile is off by 0.01, and it needs no logarithm.
    public mutating func normal() -> Double {
        var sum = -6.0
        for _ in 0..<12 { sum += unit() }
        return sum
    }

    /// How many of `count` draws succeed.
    ///
    /// Draws one by one up to 64 of them, and above by the normal approximation once at least ten successes and ten
    /// failures are expected, else by waiting times.
    public mutating func binomial(_ count: Int, _ probability: Double) -> Int {
        guard count > 0, probability > 0 else { return 0 }
        guard probability < 1 else { return count }
        if probability > 0.5 { return count - binomial(count, 1 - probability) }
        if count <= 64 { return (0..<count).reduce(0) { sum, _ in sum + (unit() < probability ? 1 : 0) } }
        let mean = Double(count) * probability
        guard mean >= 10 else { return rareSuccesses(count, probability) }
        let drawn = (mean + normal() * (mean * (1 - probability)).squareRoot()).rounded()
        return min(count, max(0, Int(drawn)))
    }

    /// By inversion of the distribution, from 0 up: short, since few successes are expected.
    private mutating func rareSuccesses(_ count: Int, _ probability: Double) -> Int {
        var (left, chance, successes) = (unit(), 1.0, 0)
        for _ in 0..<count { chance *= 1 - probability }
        while left > chance, successes < count {
            left -= chance
            successes += 1
            chance *= Double(count - successes + 1) / Double(successes) * probability / (1 - probability)
        }
        return successes
    }

    /// Deals `count` draws over cells by their probabilities, which add up to 1.
    public mutating func multinomial(_ count: Int, _ probabilities: [Double]) -> [Int] {
        var (left, rest) = (count, 1.0)
        return probabilities.enumerated().map { index, probability in
            guard left > 0, rest > 0 else { return 0 }
            let isLast = index == probabilities.count - 1
            let drawn = isLast ? left : binomial(left, min(1, probability / rest))
            left -= drawn
            rest -= probability
            return drawn
        }
    }
}

extension Interval {
    /// The central 95 % of some bootstrap values; `nil` without any.
    public static func percentile95(of values: [Double]) -> Interval? {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        func quantile(_ share: Double) -> Double {
            let place = share * Double(sorted.count - 1)
            let (below, fraction) = (Int(place), place - Double(Int(place)))
            return sorted[below] * (1 - fraction) + sorted[min(below + 1, sorted.count - 1)] * fraction
        }
        return Interval(low: quantile(0.025), high: quantile(0.975))
    }
}
