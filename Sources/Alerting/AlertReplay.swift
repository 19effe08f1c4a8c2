import Feedback
import Insights

/// A rule run over its whole series, period by period.
///
/// The same data and the same rule give the same incidents, however often it runs: what was told to people is the store's to
/// know. Data that arrive late, or are taken back, are judged with the rest.
package struct AlertReplay {
    package struct Incident: Hashable {
        /// The period it probably began in.
        package var onset: Int
        package var fired: Int
        package var resolved: Int?
        /// What was normal before it.
        package var baseline: ClosedRange<Int>?
    }

    let series: AlertSeries
    package private(set) var readings: [AlertReading] = []
    package private(set) var incidents: [Incident] = []
    private(set) var state = AlertState.learning
    /// The period that brought ``state``.
    private(set) var since: Int?

    package init(_ rule: AlertRule, _ series: AlertSeries) {
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
                detector.restart(after: index, onset: incidents[incidents.count - 1].onset, of: series)
                chartStart = index + 1
            case nil: break
            }
            if machine.state != state || since == nil { (state, since) = (machine.state, index) }
        }
    }

    var last: AlertReading? { readings.last }
    /// The last period that could be judged.
    var lastJudged: AlertReading? { readings.last { if case .judged = $0.judgement { true } else { false } } }

    /// Where trouble that adds up began: the split of the periods that fits a step best.
    ///
    /// - Source: T. Samuel, J. Pignatiello, J. Calvin, "Identifying the Time of a Step Change with X-bar Control Charts",
    ///   Quality Engineering 10, 1998.
    private func onset(of fired: Int, from start: Int, _ rule: AlertRule) -> Int {
        guard rule.method.adds else { return fired - (rule.persistence.needed - 1) }
        let sign = rule.method == .friction ? 1.0 : -1.0
        var best = (gain: -1.0, index: fired)
        var (count, distance) = (0.0, 0.0)
        for index in stride(from: fired, through: start, by: -1) {
            guard let centre = readings[index].centre else { break }
            guard let score = readings[index].score, case .judged = readings[index].judgement else { continue }
            let answers = Double(readings[index].count)
            count += answers
            distance += sign * answers * (score - centre)
            let gain = distance * distance / count
            if distance > 0 && gain > best.gain { best = (gain, index) }
        }
        return best.index
    }

    /// A normal that follows slowly may hold the first periods of the fall: they are left out.
    private static func before(_ onset: Int, _ baseline: ClosedRange<Int>?) -> ClosedRange<Int>? {
        guard let baseline, baseline.lowerBound < onset else { return nil }
        return baseline.lowerBound...min(baseline.upperBound, onset - 1)
    }
}
