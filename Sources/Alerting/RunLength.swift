import Insights
import Synchronization

/// How many periods pass on average before a rule fires though nothing happened, or before it sees a shift.
///
/// What the chart holds is followed as a density over a few well-chosen places (a Markov chain), together with which of the
/// last periods were out of bounds, until the chance of not having fired shrinks by the same factor each period.
///
/// - Source: D. Brook, D. Evans, "An Approach to the Probability Distribution of Cusum Run Length", Biometrika 59, 1972.
struct RunLength: Hashable {
    enum Chart: Hashable {
        /// Out when the average is `limit` of its standard deviations on the watched side.
        case average(lambda: Double, limit: Double)
        /// Out when the sum of what is beyond `slack` is over `limit`.
        case sum(slack: Double, limit: Double)
        /// Out with the same chance every period.
        case independent(Double)
    }

    var chart: Chart
    var persistence = Persistence(needed: 1)
    /// How far the score has moved to the watched side, in standard deviations of one period.
    var shift = 0.0

    private static let known = Mutex<[RunLength: Double]>([:])
    /// With more periods to remember, the figure for one bad period is given: the worst case.
    private static let longestMemory = 5

    var periods: Double {
        if let known = Self.known.withLock({ $0[self] }) { return known }
        let result = computed
        Self.known.withLock { $0[self] = result }
        return result
    }

    private var computed: Double {
        let isShort = persistence.of <= Self.longestMemory
        let (needed, memory) = isShort ? (persistence.needed, persistence.of - 1) : (1, 0)
        let places = Places(chart, shift: shift)
        let patterns = 1 << memory
        var chance = [[Double]](repeating: [Double](repeating: 0, count: places.count), count: patterns)
        chance[0][places.start] = 1
        var (sum, survived, lastRatio) = (0.0, 1.0, -1.0)
        for step in 1...20_000 {
            sum += survived
            var next = [[Double]](repeating: [Double](repeating: 0, count: places.count), count: patterns)
            for pattern in 0..<patterns {
                let moved = places.moved(chance[pattern])
                for place in 0..<places.count {
                    let window = (pattern << 1) | (places.isOut[place] ? 1 : 0)
                    if places.isOut[place] && window.nonzeroBitCount >= needed { continue }
                    next[window & (patterns - 1)][place] += moved[place]
                }
            }
            let left = next.reduce(0) { $0 + $1.reduce(0, +) }
            let ratio = left / survived
            if left < 1e-12 { return sum }
            // Once the shape has settled, the rest is a geometric series.
            if step > 4 && abs(ratio - lastRatio) < 1e-9 * (1 - ratio) { return sum + left / (1 - ratio) }
            (chance, survived, lastRatio) = (next, left, ratio)
        }
        return sum
    }

    /// Where the chart can stand, and how it moves from place to place in a period.
    private struct Places {
        let count: Int
        let isOut: [Bool]
        let start: Int
        private let kernel: [Double]

        init(_ chart: Chart, shift: Double) {
            switch chart {
            case .independent(let chance):
                (count, isOut, start) = (2, [false, true], 0)
                kernel = [1 - chance, chance, 1 - chance, chance]
            case .sum(let slack, let limit):
                // The place 0 stands for itself: the sum is often exactly there.
                let inside = Self.gauss(from: 0, to: limit, count: 24)
                let outside = Self.gauss(from: limit, to: limit + 12 + 2 * shift, count: 16)
                let all = [(0.0, 0.0)] + inside + outside
                (count, start) = (all.count, 0)
                isOut = all.map { $0.0 > limit }
                kernel = all.flatMap { from in
                    [Self.cumulative(slack - shift - from.0)]
                        + all.dropFirst().map { Self.density($0.0 - from.0 + slack - shift) * $0.1 }
                }
            case .average(let lambda, let limit):
                let deviation = (lambda / (2 - lambda)).squareRoot()
                let (edge, far) = (limit * deviation, 7 * deviation + abs(shift))
                func nodes(_ width: Double) -> Int { min(120, max(12, Int(2 * width / lambda))) }
                let inside = Self.gauss(from: -far, to: edge, count: nodes(far + edge))
                let outside = Self.gauss(from: edge, to: max(edge, far) + deviation, count: nodes(far - edge))
                let middle = inside.indices.min { abs(inside[$0].0) < abs(inside[$1].0) } ?? 0
                let all = inside + outside
                (count, start) = (all.count, middle)
                isOut = all.map { $0.0 > edge }
                kernel = all.flatMap { from in
                    all.map { Self.density(($0.0 - (1 - lambda) * from.0) / lambda - shift) / lambda * $0.1 }
                }
            }
        }

        func moved(_ chance: [Double]) -> [Double] {
            var result = [Double](repeating: 0, count: count)
            for from in 0..<count where chance[from] > 0 {
                let (weight, row) = (chance[from], from * count)
                for to in 0..<count { result[to] += weight * kernel[row + to] }
            }
            return result
        }

        private static func cumulative(_ value: Double) -> Double {
            let tail = Probability.twoSided(z: value) / 2
            return value < 0 ? tail : 1 - tail
        }

        private static func density(_ value: Double) -> Double {
            Probability.normalDensity(value)
        }

        /// Places and weights that integrate smooth functions, by Gauss and Legendre.
        private static func gauss(from low: Double, to high: Double, count: Int) -> [(Double, Double)] {
            Probability.gaussLegendre(count).map { node, weight in
                ((low + high) / 2 + (high - low) / 2 * node, (high - low) / 2 * weight)
            }
        }
    }
}
