import Feedback
import Insights

/// A rule run over its whole series, period by period.
///
/// The same data and the same rule give the same incidents, however often it runs: what was told to people is the store's to
/// know. Data that arrive late, or are taken back, are judged with the rest.
struct AlertReplay {
    struct Incident: Hashable {
        /// The period it probably began in.
        var onset: Int
        var fired: Int
        var resolved: Int?
        /// What was normal before it.
        var baseline: ClosedRange<Int>?
    }

    let series: AlertSeries
    private(set) var readings: [AlertReading] = []
    private(set) var incidents: [Incident] = []
    private(set) var state = AlertState.learning
    /// The period that brought ``state``.
    private(set) var since: Int?

    init(_ rule: AlertRule, _ series: AlertSeries) {
        self.series = series
        var detector = AlertDetectors.detector(for: rule)
        var machine = AlertMachine(
            persistence: rule.persistence, clearAfter: rule.clearAfter, noDataAfter: rule.noDataAfter)
        var chartStart = 0
        for index in series.indices {
            let reading = detector.read(index, of: series, state: machine.state)
            readings.append(reading)
            let event = machine.advance(reading.judgement)
            switch event {
            case .fired:
                let onset = onset(of: index, from: chartStart, rule)
                incidents.append(Incident(onset: onset, fired: index, baseline: Self.before(onset, detector.baseline)))
            case .resolved:
                incidents[incidents.count - 1].resolved = index
                detector.restart(after: index, onset: incidents[incidents.count - 1].onset)
                chartStart = index + 1
            case nil: break
            }
            if machine.state != state || since == nil { (state, since) = (machine.state, index) }
        }
    }

    var openIncident: Incident? { incidents.last.flatMap { $0.resolved == nil ? $0 : nil } }
    var last: AlertReading? { readings.last }
    /// The last period that could be judged.
    var lastJudged: AlertReading? { readings.last { if case .judged = $0.judgement { true } else { false } } }

    /// Where a fall that shows in the average began: the split of the periods that fits a step best.
    ///
    /// - Source: T. Samuel, J. Pignatiello, J. Calvin, "Identifying the Time of a Step Change with X-bar Control Charts",
    ///   Quality Engineering 10, 1998.
    private func onset(of fired: Int, from start: Int, _ rule: AlertRule) -> Int {
        guard rule.method == .drop, let centre = readings[fired].centre else {
            return fired - (rule.persistence.needed - 1)
        }
        var best = (gain: -1.0, index: fired)
        var tally = ScoreTally(series.metric)
        for index in stride(from: fired, through: start, by: -1) {
            guard readings[index].centre != nil else { break }
            tally += series[index].tally
            guard let mean = tally.value, mean < centre else { continue }
            let gain = Double(tally.count) * (centre - mean) * (centre - mean)
            if gain > best.gain { best = (gain, index) }
        }
        return best.index
    }

    /// A normal that follows slowly may hold the first periods of the fall: they are left out.
    private static func before(_ onset: Int, _ baseline: ClosedRange<Int>?) -> ClosedRange<Int>? {
        guard let baseline, baseline.lowerBound < onset else { return nil }
        return baseline.lowerBound...min(baseline.upperBound, onset - 1)
    }
}
