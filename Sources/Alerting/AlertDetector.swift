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
    mutating func restart(after index: Int, onset: Int, of series: AlertSeries)

    /// The periods now taken as normal.
    var baseline: ClosedRange<Int>? { get }
}

enum AlertDetectors {
    static func detector(for rule: AlertRule) -> any AlertDetector {
        switch rule.method {
        case .drop: DropDetector(rule)
        case .cusum: CusumDetector(rule)
        case .threshold: ThresholdDetector(rule)
        case .change: ChangeDetector(rule)
        case .volume: VolumeDetector(rule)
        case .friction: FrictionDetector(rule)
        case .silence: SilenceDetector(rule)
        }
    }
}

/// The last so many judged periods before the one being judged, each day of the week apart where the rule tells them apart.
struct TrailingGroups {
    /// Of each group.
    let needed: Int
    private var groups: [Int: [Int]] = [:]

    /// - Parameter smallest: how many a group has at least.
    init(_ rule: AlertRule, smallest: Int) {
        needed = rule.tellsDaysApart ? max(smallest, (rule.baseline + 6) / 7) : max(smallest, rule.baseline)
    }

    subscript(group: Int) -> [Int] { groups[group] ?? [] }

    var range: ClosedRange<Int>? {
        let all = groups.values.joined()
        return all.min().flatMap { first in all.max().map { first...$0 } }
    }

    mutating func add(_ index: Int, to group: Int) { groups[group] = ((groups[group] ?? []) + [index]).suffix(needed) }
}
