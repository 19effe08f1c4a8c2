import Feedback

/// The share of items that name a category, against a control limit above: out when its weighted average rises beyond chance.
struct FrictionDetector: AlertDetector {
    private var chart: AverageChart

    init(_ rule: AlertRule) { chart = AverageChart(rule, sign: 1) }

    var baseline: ClosedRange<Int>? { chart.normal?.range }

    mutating func read(_ index: Int, of series: AlertSeries, state: AlertState) -> AlertReading {
        chart.read(index, of: series, state: state)
    }

    mutating func restart(after index: Int, onset: Int, of series: AlertSeries) {
        chart.restart(onset: onset, of: series)
    }
}
