import Feedback

/// A score against a target: out when its whole 95 % interval is below, so that a small sample never fires by chance alone.
struct ThresholdDetector: AlertDetector {
    private let below: Double
    private let clear: Double
    private let minimum: Int

    init(_ rule: AlertRule) {
        below = rule.below ?? 0
        clear = rule.clear ?? below
        minimum = rule.minimum
    }

    var baseline: ClosedRange<Int>? { nil }

    mutating func read(_ index: Int, of series: AlertSeries, state: AlertState) -> AlertReading {
        var reading = AlertReading(series[index], .tooFew)
        let tally = series[index].tally
        (reading.limit, reading.clearing) = (below, clear)
        guard tally.count >= max(1, minimum), let score = tally.value, let interval = tally.interval else {
            return reading
        }
        reading.value = score
        reading.judgement = .judged(isOut: interval.high < below, isClear: score >= clear)
        return reading
    }

    mutating func restart(after index: Int, onset: Int, of series: AlertSeries) {}
}
