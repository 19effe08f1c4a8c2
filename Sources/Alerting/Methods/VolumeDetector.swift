import Feedback
import Insights

/// How many items a period brings against the periods before; each day against the same day of the weeks before.
///
/// The usual number and how much it varies are estimated from few periods: the limit is Student's, and counts vary at least
/// as much as chance arrivals do.
struct VolumeDetector: AlertDetector {
    private let rule: AlertRule
    private var before: TrailingGroups

    init(_ rule: AlertRule) {
        self.rule = rule
        before = TrailingGroups(rule, smallest: 4)
    }

    var baseline: ClosedRange<Int>? { before.range }

    mutating func read(_ index: Int, of series: AlertSeries, state: AlertState) -> AlertReading {
        var reading = AlertReading(series[index], .tooFew, countsItems: true)
        let group = series.group(of: index, rule.season)
        let indices = before[group]
        guard indices.count >= before.needed else {
            before.add(index, to: group)
            reading.judgement = .learning(have: indices.count + 1, need: before.needed)
            return reading
        }
        let counts = indices.map { Double(series[$0].items) }
        let size = Double(counts.count)
        let mean = counts.reduce(0, +) / size
        let variance = counts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (size - 1)
        let deviation = (max(variance, mean, 1) * (1 + 1 / size)).squareRoot()
        func reach(_ limit: Double) -> Double {
            deviation * Probability.student(asRareAs: limit, degreesOfFreedom: size - 1)
        }
        let count = Double(series[index].items)
        let (fell, rose) = (count <= mean - reach(rule.limit), count >= mean + reach(rule.limit))
        let isOut = (fell && rule.side != .rise) || (rose && rule.side != .drop)
        let isRise = rule.side == .rise || (rule.side == .both && count > mean)
        let sign = isRise ? 1.0 : -1.0
        let clearing = max(0, mean + sign * reach(rule.clear ?? rule.limit / 2))
        reading.value = count
        reading.centre = mean
        reading.limit = max(0, mean + sign * reach(rule.limit))
        reading.clearing = clearing
        reading.judgement = .judged(isOut: isOut, isClear: isRise ? count <= clearing : count >= clearing)
        if !state.isOpen && !isOut { before.add(index, to: group) }
        return reading
    }

    mutating func restart(after index: Int, onset: Int, of series: AlertSeries) {}
}
