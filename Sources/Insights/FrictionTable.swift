import Feedback
import FeedbackStore

/// Tagged counts, gathered by group: what ``TopQuery`` ranks.
struct FrictionTable {
    enum Bucket: Int { case other, before, after }

    /// Set in a bucket when the day is in the filter's own period, and not only in the trend's.
    static let inPeriod = 4

    struct Group {
        var key: String
        var counts = RollupCounts()
        var before = RollupCounts()
        var after = RollupCounts()
        var mentions = 0
        var severitySum = 0
        /// Item and friction pairs: what ``severitySum`` is over.
        var taggedItems = 0
        /// The step a friction is named at most, or the friction a group names most.
        var main: String?
    }

    let metric: ScoreMetric
    let byFriction: Bool
    private(set) var whole = RollupCounts()
    private(set) var before = RollupCounts()
    private(set) var after = RollupCounts()
    /// Those with an item in the filter's period that names a friction.
    let groups: [Group]

    /// - Parameter rows: tagged, by friction and step, or by another dimension and friction.
    init(_ rows: [TallyRow], byFriction: Bool, metric: ScoreMetric) {
        self.metric = metric
        self.byFriction = byFriction
        var groups: [String: Group] = [:]
        var partners: [String: [String: Int]] = [:]
        for row in rows {
            let (key, other) = (row.keys[0], row.keys[1])
            let isWhole = (byFriction ? key : other).isEmpty
            let isIn = row.bucket & Self.inPeriod != 0
            let bucket = Bucket(rawValue: row.bucket & 3) ?? .other
            if isWhole {
                if isIn { whole.add(row.counts) }
                if bucket == .before { before.add(row.counts) }
                if bucket == .after { after.add(row.counts) }
            }
            if byFriction && isWhole { continue }
            var group = groups[key] ?? Group(key: key)
            if isWhole || byFriction {
                if isIn { group.counts.add(row.counts) }
                if bucket == .before { group.before.add(row.counts) }
                if bucket == .after { group.after.add(row.counts) }
            }
            if !isWhole && isIn {
                group.mentions += row.counts.mentions
                group.severitySum += row.counts.severitySum
                group.taggedItems += row.counts.items
                partners[key, default: [:]][other, default: 0] += row.counts.items
            }
            groups[key] = group
        }
        for (key, counts) in partners {
            groups[key]?.main = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
        }
        self.groups = groups.values.filter { $0.taggedItems > 0 }
    }

    /// Items of a group that name a friction.
    func items(_ counts: RollupCounts) -> Int { byFriction ? counts.items : counts.items - counts.primaryItems }
}
