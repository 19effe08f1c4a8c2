import Feedback

/// A period's score against that of the periods just before: out when it fell far, and beyond chance.
struct ChangeDetector: AlertDetector {
    private let limit: Double
    private let smallest: Double?
    private let clear: Double?
    private let minimum: Int
    private let rule: AlertRule
    private var before: TrailingGroups

    init(_ rule: AlertRule) {
        self.rule = rule
        (limit, smallest, clear, minimum) = (rule.limit, rule.by, rule.clear, max(2, rule.minimum))
        before = TrailingGroups(rule, smallest: 2)
    }

    var baseline: ClosedRange<Int>? { before.range }

    mutating func read(_ index: Int, of series: AlertSeries, state: AlertState) -> AlertReading {
        var reading = AlertReading(series[index], .tooFew)
        let tally = series[index].tally
        guard tally.count >= minimum, let score = tally.value else { return reading }
        let group = series.group(of: index, rule.season)
        let indices = before[group]
        guard indices.count >= before.needed else {
            before.add(index, to: group)
            reading.judgement = .learning(have: indices.count + 1, need: before.needed)
            return reading
        }
        let normal = series.tally(indices)
        let smallest = self.smallest ?? rule.defaultStep(series.metric)
        guard let centre = normal.value, let difference = ScoreDifference(before: normal, after: tally) else {
            return reading
        }
        let isOut = difference.statistic <= -limit && difference.value <= -smallest
        let clearing = centre - (clear ?? smallest / 2)
        (reading.value, reading.limit) = (score, centre - smallest)
        (reading.clearing, reading.centre) = (clearing, centre)
        reading.judgement = .judged(isOut: isOut, isClear: score >= clearing)
        if !state.isOpen && !isOut { before.add(index, to: group) }
        return reading
    }

    mutating func restart(after index: Int, onset: Int, of series: AlertSeries) {}
}
