import Feedback
import FeedbackStore

/// A change split over frictions that overlap: each gets its mean addition over every order they could be taken out in.
///
/// The worth of some frictions is the change less the change among items that name none of them. Contributions, the
/// frictions beyond the twelve strongest and the items without any add up to the change.
public struct ShapleySplit: Sendable, Codable {
    public struct Row: Hashable, Sendable, Codable {
        public var friction: String
        /// In the metric's unit.
        public var contribution: Double
    }

    public var rows: [Row]
    /// All frictions that are not in ``rows``, as one.
    public var others: Double
    /// What changed among items that name no friction.
    public var untagged: Double

    /// How many frictions have a row of their own: the work doubles with each.
    static let players = 12

    /// - Parameter cases: bucket 0 before, 1 after; others are passed over.
    /// - Returns: `nil` when a period has no scored item, or none names a friction.
    init?(_ cases: Cases, metric: ScoreMetric) {
        var (whole, tagged) = ([ScoreTally](repeating: ScoreTally(metric), count: 2), [[Double]]())
        tagged = cases.codes.map { _ in [0, 0, 0, 0] }
        let scored = (0..<cases.count).filter { cases.buckets[$0] <= 1 && !cases.values[$0].isNaN }
        for item in scored {
            let (bucket, value) = (Int(cases.buckets[item]), cases.values[item])
            whole[bucket].add(value)
            for code in cases.tags(of: item) {
                tagged[Int(code)][bucket] += 1
                tagged[Int(code)][2 + bucket] += value
            }
        }
        guard let score0 = whole[0].value, let score1 = whole[1].value, !cases.codes.isEmpty else { return nil }
        let change = score1 - score0
        // The strongest by what taking them out alone would change.
        func strength(_ code: Int) -> Double {
            func without(_ bucket: Int) -> Double? {
                let count = Double(whole[bucket].count) - tagged[code][bucket]
                return count > 0 ? (whole[bucket].sum - tagged[code][2 + bucket]) / count : nil
            }
            guard let left0 = without(0), let left1 = without(1) else { return .infinity }
            return abs(change - (left1 - left0))
        }
        let strengths = cases.codes.indices.map(strength)
        let chosen = Array(
            cases.codes.indices.sorted {
                (strengths[$0], cases.codes[$1]) > (strengths[$1], cases.codes[$0])
            }.prefix(Self.players))
        var player = [Int](repeating: chosen.count, count: cases.codes.count)
        for (index, code) in chosen.enumerated() { player[code] = index }
        let hasOthers = cases.codes.count > chosen.count
        let size = chosen.count + (hasOthers ? 1 : 0)
        var (counts, sums) = ([[Double]](), [[Double]]())
        counts = [[Double]](repeating: [Double](repeating: 0, count: 1 << size), count: 2)
        sums = counts
        for item in scored {
            let mask = cases.tags(of: item).reduce(0) { $0 | 1 << player[Int($1)] }
            counts[Int(cases.buckets[item])][mask] += 1
            sums[Int(cases.buckets[item])][mask] += cases.values[item]
        }
        // Sums over all subsets: what is left when exactly the other players are taken out.
        for bucket in 0..<2 {
            for bit in 0..<size {
                for mask in 0..<(1 << size) where mask & (1 << bit) != 0 {
                    counts[bucket][mask] += counts[bucket][mask ^ 1 << bit]
                    sums[bucket][mask] += sums[bucket][mask ^ 1 << bit]
                }
            }
        }
        let all = (1 << size) - 1
        let worth = (0...all).map { taken -> Double in
            let left = all ^ taken
            // With nobody left in a period there is nothing that could have changed.
            guard counts[0][left] > 0, counts[1][left] > 0 else { return change }
            return change - (sums[1][left] / counts[1][left] - sums[0][left] / counts[0][left])
        }
        let values = shapleyValues(worth: worth)
        rows = zip(chosen, values).map { Row(friction: cases.codes[$0], contribution: $1) }
        let sign = change < 0 ? -1.0 : 1.0
        rows.sort { ($0.contribution * sign, $1.friction) > ($1.contribution * sign, $0.friction) }
        others = hasOthers ? values[size - 1] : 0
        untagged = change - worth[all]
    }
}

extension ScoreTally {
    /// Adds one answer by what it is worth.
    mutating func add(_ value: Double) {
        count += 1
        sum += value
        squares += value * value
    }
}
