import Feedback
import Insights

/// How many items a period brings against the periods before.
struct VolumeDetector: AlertDetector {
    private let rule: AlertRule
    private var before: TrailingPeriods

    init(_ rule: AlertRule) {
        self.rule = rule
        before = TrailingPeriods(needed: rule.baseline)
    }

    var baseline: ClosedRange<Int>? { before.range }

    mutating func read(_ index: Int, of series: AlertSeries, state: AlertState) -> AlertReading {
        var reading = AlertReading(series[index], .tooFew, countsItems: true)
        guard before.isFull else {
            before.add(index)
            reading.judgement = .learning(have: before.indices.count, need: before.needed)
            return reading
        }
        let counts = before.indices.map { Double(series[$0].items) }
        let mean = counts.reduce(0, +) / Double(counts.count)
        let variance = counts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(1, counts.count - 1))
        // Counts vary at least as much as chance arrivals do.
        let deviation = max(variance, mean, 1).squareRoot()
        let count = Double(series[index].items)
        let distance = (count - mean) / deviation
        let (fell, rose) = (distance <= -rule.limit, distance >= rule.limit)
        let isOut = (fell && rule.side != .rise) || (rose && rule.side != .drop)
        let isRise = rule.side == .rise || (rule.side == .both && distance > 0)
        let clear = (rule.clear ?? rule.limit / 2)
        reading.value = count
        reading.centre = mean
        reading.limit = max(0, mean + (isRise ? 1 : -1) * rule.limit * deviation)
        reading.clearing = max(0, mean + (isRise ? 1 : -1) * clear * deviation)
        reading.judgement = .judged(isOut: isOut, isClear: isRise ? distance <= clear : distance >= -clear)
        if !state.isOpen && !isOut { before.add(index) }
        return reading
    }

    mutating func restart(after index: Int, onset: Int) {}
}
