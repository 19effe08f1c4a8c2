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
        let scored = (0..<cases.count).filter { !cases.values[$0].isNaN }
        count = scored.count
        let values = scored.map { cases.values[$0] }
        correlate(cases, scored, values)
        let codes = cases.codes.indices.filter { code in
            let named = counts[cases.codes[code]] ?? 0
            return named >= Self.minimum && count - named >= Self.minimum
        }.sorted { cases.codes[$0] < cases.codes[$1] }
        var columns = [Int](repeating: -1, count: cases.codes.count)
        for (column, code) in codes.enumerated() { columns[code] = column }
        let levels = Self.levels(cases, scored)
        controls = levels.labels
        let rows = scored.map { item in
            cases.tags(of: item).compactMap { columns[Int($0)] < 0 ? nil : columns[Int($0)] }
                + levels.columns.indices.compactMap { dimension in
                    levels.columns[dimension][cases.keys[dimension][item]].map { codes.count + $0 }
                }
        }
        guard let fit = LinearFit(rows: rows, values: values, columns: codes.count + levels.labels.count) else {
            return
        }
        rSquared = fit.rSquared
        let found = codes.enumerated().compactMap { column, code -> (String, AdjustedEffect)? in
            guard let coefficient = fit.coefficients[column], let error = fit.errors[column], error > 0 else {
                return nil
            }
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

    private mutating func correlate(_ cases: Cases, _ scored: [Int], _ values: [Double]) {
        var (named, sums) = (
            [Int](repeating: 0, count: cases.codes.count), [Double](repeating: 0, count: cases.codes.count)
        )
        for (item, value) in zip(scored, values) {
            for code in cases.tags(of: item) {
                named[Int(code)] += 1
                sums[Int(code)] += value
            }
        }
        let total = Double(count)
        let mean = values.reduce(0, +) / max(1, total)
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(1, total)
        for (index, code) in cases.codes.enumerated() where named[index] > 0 {
            counts[code] = named[index]
            let share = Double(named[index]) / total
            guard share < 1, variance > 0 else { continue }
            let gap = sums[index] / Double(named[index]) - mean
            correlations[code] = gap * (share / (1 - share)).squareRoot() / variance.squareRoot()
        }
    }

    /// A column for each value of what is held with enough items, the most common one of each apart.
    private static func levels(_ cases: Cases, _ scored: [Int]) -> (columns: [[Int32: Int]], labels: [String]) {
        var (columns, labels) = ([[Int32: Int]](), [String]())
        for (dimension, keys) in cases.keys.enumerated() {
            var counts: [Int32: Int] = [:]
            for item in scored { counts[keys[item], default: 0] += 1 }
            let sorted = counts.filter { $0.value >= minimum }.sorted {
                ($0.value, cases.names[Int($1.key)]) > ($1.value, cases.names[Int($0.key)])
            }
            var own: [Int32: Int] = [:]
            for level in sorted.dropFirst().prefix(12) {
                own[level.key] = labels.count
                labels.append("\(held[dimension]): \(cases.names[Int(level.key)])")
            }
            columns.append(own)
        }
        return (columns, labels)
    }
}
