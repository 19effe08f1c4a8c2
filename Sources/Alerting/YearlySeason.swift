import Feedback
import Insights

/// What the time of the year adds to a weekly or monthly score, once two full years are known.
///
/// Fitted to the periods before only and used for those that follow, anew every half year.
struct YearlySeason {
    /// Periods in a year; `nil` when the rule knows no such season.
    private let length: Int?
    private let isForced: Bool
    /// One a phase of the year; empty until a season is found.
    private var offsets: [Double] = []
    /// Answers behind each offset.
    private var counts: [Double] = []
    private var fittedThrough = 0
    private let minimum: Int
    /// Of the strength of a season, from which it is taken as one: pure chance over two years gives about a half.
    private static let smallestStrength = 0.75

    init(_ rule: AlertRule) {
        isForced = rule.season == .year
        minimum = max(1, rule.minimum)
        let wanted = rule.season == .year || rule.season == .auto
        length = !wanted ? nil : rule.every == .week ? 52 : rule.every == .month ? 12 : nil
    }

    func offset(_ index: Int) -> Double { offsets.isEmpty ? 0 : offsets[index % offsets.count] }

    /// What not knowing the season exactly adds to a prediction, as a share of the variance of single answers.
    func uncertainty(_ index: Int) -> Double {
        counts.isEmpty ? 0 : 1 / max(1, counts[index % counts.count])
    }

    /// Bad weeks are counted too: a December that fires each year is the season itself, and one that came once is none.
    ///
    /// - Returns: whether the offsets changed.
    mutating func refit(through index: Int, of series: AlertSeries) -> Bool {
        guard let length, index + 1 >= 2 * length, index - fittedThrough >= max(1, length / 2) else { return false }
        fittedThrough = index
        // Five years tell enough, and the year before last more than the one ten years ago.
        let first = max(0, index + 1 - 5 * length)
        let known = (first...index).map { period in
            series[period].tally.count >= minimum ? series[period].tally.value : nil
        }
        guard let values = Self.filled(known) else { return false }
        let parts = SeasonalTrend(values, season: length)
        let had = !offsets.isEmpty
        guard isForced || parts.strength >= Self.smallestStrength else {
            (offsets, counts) = ([], [])
            return had
        }
        offsets = (0..<length).map { phase in parts.seasonal[index - (index - phase) % length - first] }
        counts = [Double](repeating: 0, count: length)
        for period in first...index where known[period - first] != nil {
            counts[period % length] += Double(series[period].tally.count)
        }
        return true
    }

    /// Gaps are bridged by straight lines.
    private static func filled(_ values: [Double?]) -> [Double]? {
        guard let first = values.firstIndex(where: { $0 != nil }), let start = values[first] else { return nil }
        var result = [Double](repeating: start, count: values.count)
        var (last, lastValue) = (first, start)
        for index in first..<values.count {
            result[index] = lastValue
            guard let value = values[index] else { continue }
            for gap in last + 1..<max(last + 1, index) {
                result[gap] = lastValue + (value - lastValue) * Double(gap - last) / Double(index - last)
            }
            (last, lastValue, result[index]) = (index, value, value)
        }
        return result
    }
}
