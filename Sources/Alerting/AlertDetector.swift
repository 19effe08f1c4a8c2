import Feedback

/// Judges the periods of a series one after the other.
///
/// A method is one file in `Methods`, and a line in ``AlertDetectors``.
protocol AlertDetector {
    init(_ rule: AlertRule)

    /// Judges the period at `index`: called once a period, in order.
    ///
    /// - Parameter state: where the rule stood before: the normal is frozen while an incident is open.
    mutating func read(_ index: Int, of series: AlertSeries, state: AlertState) -> AlertReading

    /// Starts afresh after the period that ended an incident.
    ///
    /// - Parameter onset: where the incident began: its periods are never taken as normal.
    mutating func restart(after index: Int, onset: Int)

    /// The periods now taken as normal.
    var baseline: ClosedRange<Int>? { get }
}

enum AlertDetectors {
    static func detector(for rule: AlertRule) -> any AlertDetector {
        switch rule.method {
        case .drop: DropDetector(rule)
        case .threshold: ThresholdDetector(rule)
        case .change: ChangeDetector(rule)
        case .volume: VolumeDetector(rule)
        case .silence: SilenceDetector(rule)
        }
    }
}

/// The last so many judged periods before the one being judged: kept as they are while an incident is open.
struct TrailingPeriods {
    let needed: Int
    private(set) var indices: [Int] = []

    init(needed: Int) { self.needed = needed }

    var isFull: Bool { indices.count >= needed }
    var range: ClosedRange<Int>? { indices.first.flatMap { first in indices.last.map { first...$0 } } }

    /// - Parameter state: after the period was judged, so that one that is out of bounds never becomes normal.
    mutating func add(_ index: Int) { indices = (indices + [index]).suffix(needed) }
}
