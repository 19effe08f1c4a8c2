import Feedback
import Insights

/// A score's weighted average against a control limit that knows how many answers each period has.
///
/// Without a change it errs as often as its rule prints, however short the history and however many answers: `docs/alerts.md`
/// has what was measured.
struct DropDetector: AlertDetector {
    private var chart: AverageChart

    init(_ rule: AlertRule) { chart = AverageChart(rule, sign: -1) }

    var baseline: ClosedRange<Int>? { chart.normal?.range }

    mutating func read(_ index: Int, of series: AlertSeries, state: AlertState) -> AlertReading {
        chart.read(index, of: series, state: state)
    }

    mutating func restart(after index: Int, onset: Int, of series: AlertSeries) {
        chart.restart(onset: onset, of: series)
    }
}

/// What `drop` and `friction` share: one watches a score fall, the other a share rise.
struct AverageChart {
    private let rule: AlertRule
    private var average: WeightedAverage
    private(set) var normal: ScoreNormal?
    /// What the last period was held against, for those that cannot be judged.
    private var centre: Double?
    private var usualError = 0.0
    private let clear: Double
    /// Of the periods since the last incident, or since the last that stayed out of bounds without an alarm.
    private var seen: [(index: Int, value: Double)] = []
    private var isHolding = false

    /// So many calm periods wait at first: about as long as a small fall takes to be seen.
    private static let patience = 12

    /// - Parameter sign: −1 for falls, +1 for rises.
    init(_ rule: AlertRule, sign: Double) {
        self.rule = rule
        average = WeightedAverage(lambda: rule.lambda, limit: rule.limit, sign: sign)
        clear = (rule.clear ?? rule.limit * 2 / 3) / rule.limit
    }

    mutating func read(_ index: Int, of series: AlertSeries, state: AlertState) -> AlertReading {
        var normal = self.normal ?? ScoreNormal(rule, metric: series.metric, patience: Self.patience)
        defer { self.normal = normal }
        var reading = AlertReading(series[index], .tooFew)
        guard series[index].tally.count >= max(1, rule.minimum), let score = series[index].tally.value else {
            describe(&reading)
            return reading
        }
        if let (have, need) = normal.progress(index, of: series) {
            if !state.isOpen { normal.add(index, of: series) }
            reading.judgement = .learning(have: min(need, have + 1), need: need)
            return reading
        }
        // Bad periods that came to nothing are normal after all.
        if isHolding && state == .normal { settle(&normal, onset: index, of: series) }
        guard let distance = normal.distance(index, of: series) else { return reading }
        average.add(distance, index: index)
        seen.append((index, distance.value))
        (centre, usualError) = (distance.centre, distance.usualError)
        describe(&reading)
        let isWell = average.sign * (score - (reading.clearing ?? score)) <= 0
        reading.judgement = .judged(isOut: average.isOut, isClear: isWell)
        if state.isOpen || isHolding || average.isOut {
            isHolding = true
        } else {
            normal.add(index, of: series)
        }
        return reading
    }

    mutating func restart(onset: Int, of series: AlertSeries) {
        if var normal {
            settle(&normal, onset: onset, of: series)
            self.normal = normal
        }
        average.reset()
    }

    private mutating func settle(_ normal: inout ScoreNormal, onset: Int, of series: AlertSeries) {
        normal.settle(onset: onset, seen, of: series)
        (seen, isHolding) = ([], false)
    }

    private func describe(_ reading: inout AlertReading) {
        guard let centre else { return }
        let reach = average.sign * average.reach * usualError
        reading.value = centre + average.value * usualError
        (reading.limit, reading.clearing, reading.centre) = (centre + reach, centre + reach * clear, centre)
    }
}
