import Feedback

/// The sum of what each period falls short of the normal by, less a slack: quicker than the average on small lasting falls.
///
/// What is shown is the level since the sum last was nothing, in the score's own unit, and the level at which it signals.
///
/// - Source: E. Page, "Continuous Inspection Schemes", Biometrika 41, 1954; the level: D. Montgomery, Introduction to
///   Statistical Quality Control, 9.1.
struct CusumDetector: AlertDetector {
    private let rule: AlertRule
    private let slack: Double
    private let clear: Double
    private var normal: ScoreNormal?
    private var sum = 0.0
    private var run = 0
    private var seen: [(index: Int, value: Double)] = []
    private var isHolding = false

    init(_ rule: AlertRule) {
        self.rule = rule
        slack = rule.slack
        clear = rule.clear ?? rule.slack
    }

    var baseline: ClosedRange<Int>? { normal?.range }

    mutating func read(_ index: Int, of series: AlertSeries, state: AlertState) -> AlertReading {
        var normal = self.normal ?? ScoreNormal(rule, metric: series.metric)
        defer { self.normal = normal }
        var reading = AlertReading(series[index], .tooFew)
        guard series[index].tally.count >= max(1, rule.minimum), let score = series[index].tally.value else {
            return reading
        }
        if let (have, need) = normal.progress(index, of: series) {
            if !state.isOpen { normal.add(index, of: series) }
            reading.judgement = .learning(have: min(need, have + 1), need: need)
            return reading
        }
        if isHolding && state == .normal { settle(&normal, onset: index, of: series) }
        guard let distance = normal.distance(index, of: series) else { return reading }
        add(distance)
        seen.append((index, distance.value))
        let isOut = sum > rule.limit
        let unit = distance.usualError
        reading.value = distance.centre - (run == 0 ? 0 : (slack + sum / Double(run)) * unit)
        reading.limit = distance.centre - (slack + rule.limit / Double(max(1, run))) * unit
        reading.clearing = distance.centre - clear * unit
        reading.centre = distance.centre
        reading.judgement = .judged(isOut: isOut, isClear: score >= distance.centre - clear * unit)
        if state.isOpen || isHolding || isOut {
            isHolding = true
        } else {
            normal.add(index, of: series)
        }
        return reading
    }

    private mutating func settle(_ normal: inout ScoreNormal, onset: Int, of series: AlertSeries) {
        normal.settle(onset: onset, seen, of: series)
        (seen, isHolding) = ([], false)
    }

    private mutating func add(_ distance: ScoreNormal.Distance) {
        // Made symmetric: a lopsided score would drift through the slack.
        let bounded = max(-4, min(4, distance.value))
        let even = distance.value - distance.skew / 6 * (bounded * bounded - 1)
        sum = max(0, sum - even - slack)
        run = sum > 0 ? run + 1 : 0
    }

    mutating func restart(after index: Int, onset: Int, of series: AlertSeries) {
        if var normal {
            settle(&normal, onset: onset, of: series)
            self.normal = normal
        }
        (sum, run) = (0, 0)
    }
}
