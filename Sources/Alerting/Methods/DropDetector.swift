import Feedback
import Insights

/// A score's weighted average against a control limit that knows how many answers each period has.
///
/// The normal is estimated, so its own uncertainty widens the limit. With eight periods of history and the plain limit, false
/// alarms come every 117 periods instead of 495; with the widened one about every 600, and with 26 periods of history every 460
/// (simulated, 380 and 300 series of 260 periods). A fall of three standard deviations is seen in two periods, half of the time.
struct DropDetector: AlertDetector {
    private let chart: ControlChart
    private let needed: Int
    private let clear: Double
    /// Periods that were judged and calm: what the normal is taken from.
    private var calm: [Int] = []
    private var normal: [Int] = []
    private var tally: ScoreTally?
    /// The chart from ``start`` on; the average starts at the normal there.
    private var points: [ControlChart.Point] = []
    private var start = 0
    private var calmSinceStart = 0

    init(_ rule: AlertRule) {
        chart = ControlChart(lambda: rule.lambda, limit: rule.limit, side: .drop, minimumCount: rule.minimum)
        needed = rule.baseline
        clear = rule.clear ?? rule.limit * 2 / 3
    }

    var baseline: ClosedRange<Int>? { normal.first.flatMap { first in normal.last.map { first...$0 } } }

    mutating func read(_ index: Int, of series: AlertSeries, state: AlertState) -> AlertReading {
        let entry = series[index]
        let isCounted = entry.tally.count >= max(1, chart.minimumCount)
        guard let tally, let centre = tally.value else { return learn(index, of: series, isCounted: isCounted) }
        if points.isEmpty { run(series, from: index) }
        let point = points[index - start]
        let ownReach = centre - (point.lowerLimit ?? centre)
        let baselineReach = chart.limit * tally.adjusted.varianceOfMean.squareRoot()
        let reach = (ownReach * ownReach + baselineReach * baselineReach).squareRoot()
        let clearing = centre - reach * clear / chart.limit
        var reading = AlertReading(entry, .tooFew)
        (reading.value, reading.limit, reading.clearing, reading.centre) = (
            point.average, centre - reach, clearing, centre
        )
        guard isCounted, let score = point.value else { return reading }
        let isOut = point.average < centre - reach
        reading.judgement = .judged(isOut: isOut, isClear: score >= clearing)
        if !state.isOpen && !isOut { remember(index, isWell: point.average >= centre - reach / 2, of: series) }
        return reading
    }

    private mutating func learn(_ index: Int, of series: AlertSeries, isCounted: Bool) -> AlertReading {
        guard isCounted else { return AlertReading(series[index], .tooFew) }
        calm.append(index)
        if calm.count >= needed { setNormal(calm, of: series) }
        return AlertReading(series[index], .learning(have: calm.count, need: needed))
    }

    /// The normal follows slowly: after as many calm periods as it took to learn it, and only while the average is well.
    private mutating func remember(_ index: Int, isWell: Bool, of series: AlertSeries) {
        calm.append(index)
        calmSinceStart += 1
        if calmSinceStart >= needed && isWell { setNormal(calm.suffix(3 * needed), of: series) }
    }

    private mutating func setNormal(_ indices: some Sequence<Int>, of series: AlertSeries) {
        normal = Array(indices)
        tally = series.tally(normal)
        points = []
    }

    private mutating func run(_ series: AlertSeries, from index: Int) {
        guard let tally else { return }
        start = index
        calmSinceStart = 0
        points = chart.points(baseline: tally, series: series.entries[index...].map(\.tally))
    }

    mutating func restart(after index: Int, onset: Int) {
        calm.removeAll { $0 >= onset }
        points = []
    }
}
