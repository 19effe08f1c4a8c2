public import Feedback
import FeedbackStore

/// What naming a friction goes with, all frictions and controls held together.
public struct AdjustedEffect: Hashable, Sendable, Codable {
    /// In the metric's unit: the score of items that name it less that of items alike in all else that is counted.
    public var coefficient: Double
    public var interval: Interval
    public var pValue: Double
    /// Corrected for the number of columns.
    public var qValue: Double
}

/// One regression of a score on the frictions named, channel, language and source held.
struct TagEffects {
    private(set) var effects: [String: AdjustedEffect] = [:]
    /// Between naming each friction and the score, −1 to 1.
    private(set) var correlations: [String: Double] = [:]
    /// Scored items that name it.
    private(set) var counts: [String: Int] = [:]
    private(set) var rSquared: Double?
    /// Scored items.
    private(set) var count = 0
    /// `channel: app`, one a control column.
    private(set) var controls: [String] = []

    /// A column needs so many items with and without it.
    static let minimum = 10
    /// What is held. Not the step: it is often read off the friction itself.
    static let held: [InsightDimension] = [.channel, .language, .source]

    /// - Parameter cases: by ``held``.
    init(_ cases: Cases) {
        // No array of them: of ten million it would be eighty megabytes.
        let scored = (0..<cases.count).lazy.filter { !cases.values[$0].isNaN }
        count = cases.values.count { !$0.isNaN }
        correlate(cases, scored)
        let codes = cases.codes.indices.filter { code in
            let named = counts[cases.codes[code]] ?? 0
            return named >= Self.minimum && count - named >= Self.minimum
        }.sorted { cases.codes[$0] < cases.codes[$1] }
        var columns = [Int](repeating: -1, count: cases.codes.count)
        for (column, code) in codes.enumerated() { columns[code] = column }
        let levels = Self.levels(cases, scored)
        controls = levels.labels
        let groups = Self.groups(cases, scored, columns, levels.columns, after: codes.count)
        guard let fit = LinearFit(groups, columns: codes.count + levels.labels.count) else { return }
        rSquared = fit.rSquared
        let found = codes.enumerated().compactMap { column, code -> (String, AdjustedEffect)? in
            guard let coefficient = fit.coefficients[column], let spread = fit.errors[column] else { return nil }
            // A fit without any error is as sure as figures can be told apart.
            let error = max(spread, 1e-12 * max(1, abs(coefficient)))
            let reach = studentT95(degreesOfFreedom: fit.degreesOfFreedom) * error
            let p = Probability.twoSided(t: coefficient / error, degreesOfFreedom: fit.degreesOfFreedom)
            return (
                cases.codes[code],
                AdjustedEffect(
                    coefficient: coefficient, interval: Interval(around: coefficient, halfWidth: reach), pValue: p,
                    qValue: p)
            )
        }
        for ((code, effect), q) in zip(found, benjaminiHochberg(found.map(\.1.pValue))) {
            effects[code] = effect
            effects[code]?.qValue = q
        }
    }

    /// Items that name the same frictions and are alike in what is held.
    private static func groups(
        _ cases: Cases, _ scored: some Sequence<Int>, _ columns: [Int], _ levels: [[Int]], after first: Int
    ) -> [LinearFit.Group] {
        var groups: [LinearFit.Group] = []
        // Places in groups, by hash, −1 where there is none yet: half as much time as a dictionary over ten million items.
        var places = [Int32](repeating: -1, count: 1 << 12)
        var hashes: [UInt64] = []
        var row: [Int] = []
        for item in scored {
            row.removeAll(keepingCapacity: true)
            for tag in (item == 0 ? 0 : cases.tagEnds[item - 1])..<cases.tagEnds[item] {
                let column = columns[Int(cases.tags[tag])]
                if column >= 0 { row.append(column) }
            }
            // The order they are named in says nothing.
            if row.count > 1 { row.sort() }
            for dimension in levels.indices {
                let level = levels[dimension][Int(cases.keys[dimension][item])]
                if level >= 0 { row.append(first + level) }
            }
            var hash: UInt64 = 0xCBF2_9CE4_8422_2325
            for column in row { hash = (hash ^ UInt64(column)) &* 0x9E37_79B9_7F4A_7C15 ^ (hash >> 29) }
            var slot = Int(truncatingIfNeeded: hash >> 20) & (places.count - 1)
            // Two different rows may share a slot: probe on until the columns are the same.
            while places[slot] >= 0, groups[Int(places[slot])].columns != row { slot = (slot + 1) & (places.count - 1) }
            if places[slot] < 0 {
                places[slot] = Int32(groups.count)
                groups.append(LinearFit.Group(columns: row))
                hashes.append(hash)
                groups[groups.count - 1].add(cases.values[item])
                if 2 * groups.count > places.count { places = grown(places.count, hashes) }
            } else {
                groups[Int(places[slot])].add(cases.values[item])
            }
        }
        return groups
    }

    private static func grown(_ size: Int, _ hashes: [UInt64]) -> [Int32] {
        var places = [Int32](repeating: -1, count: 4 * size)
        for (place, hash) in hashes.enumerated() {
            var slot = Int(truncatingIfNeeded: hash >> 20) & (places.count - 1)
            while places[slot] >= 0 { slot = (slot + 1) & (places.count - 1) }
            places[slot] = Int32(place)
        }
        return places
    }

    private mutating func correlate(_ cases: Cases, _ scored: some Sequence<Int>) {
        var named = [Int](repeating: 0, count: cases.codes.count)
        var sums = [Double](repeating: 0, count: cases.codes.count)
        var (sum, squares) = (0.0, 0.0)
        for item in scored {
            let value = cases.values[item]
            sum += value
            squares += value * value
            for tag in (item == 0 ? 0 : cases.tagEnds[item - 1])..<cases.tagEnds[item] {
                named[Int(cases.tags[tag])] += 1
                sums[Int(cases.tags[tag])] += value
            }
        }
        let total = Double(count)
        let mean = sum / max(1, total)
        let variance = max(0, squares / max(1, total) - mean * mean)
        for (index, code) in cases.codes.enumerated() where named[index] > 0 {
            counts[code] = named[index]
            let share = Double(named[index]) / total
            guard share < 1, variance > 1e-12 * max(1, mean * mean) else { continue }
            let gap = sums[index] / Double(named[index]) - mean
            correlations[code] = gap * (share / (1 - share)).squareRoot() / variance.squareRoot()
        }
    }

    /// A column for each value of what is held with enough items, the most common one of each apart; −1 for the others.
    private static func levels(_ cases: Cases, _ scored: some Sequence<Int>) -> (columns: [[Int]], labels: [String]) {
        var (columns, labels) = ([[Int]](), [String]())
        for (dimension, keys) in cases.keys.enumerated() {
            var counts = [Int](repeating: 0, count: cases.names.count)
            for item in scored { counts[Int(keys[item])] += 1 }
            let sorted = counts.indices.filter { counts[$0] >= minimum }.sorted {
                (counts[$0], cases.names[$1]) > (counts[$1], cases.names[$0])
            }
            var own = [Int](repeating: -1, count: cases.names.count)
            for level in sorted.dropFirst().prefix(12) {
                own[level] = labels.count
                labels.append("\(held[dimension]): \(cases.names[level])")
            }
            columns.append(own)
        }
        return (columns, labels)
    }
}
