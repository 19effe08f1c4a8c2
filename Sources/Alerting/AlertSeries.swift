import Feedback
import FeedbackStore
import Insights

/// What a rule watches, period by period, up to the last complete one.
struct AlertSeries {
    struct Entry {
        var period: Period
        var tally: ScoreTally
        var items: Int
    }

    let metric: ScoreMetric
    let every: PeriodLength
    let entries: [Entry]

    init(metric: ScoreMetric, every: PeriodLength, entries: [Entry]) {
        self.metric = metric
        self.every = every
        self.entries = entries
    }

    subscript(index: Int) -> Entry { entries[index] }
    var indices: Range<Int> { entries.indices }

    func tally(_ indices: some Sequence<Int>) -> ScoreTally {
        indices.reduce(into: ScoreTally(metric)) { $0 += entries[$1].tally }
    }

    func period(_ indices: ClosedRange<Int>) -> Period {
        Period(entries[indices.lowerBound].period.first, entries[indices.upperBound].period.last)
    }
}

extension AlertSeries {
    /// Reads the series of a rule: from the first period with something to judge to the one that ends on `lastDay`.
    ///
    /// - Throws: ``StoreError``, ``InsightError/unknownSegment(_:known:)``.
    init(_ rule: AlertRule, metric: ScoreMetric, through lastDay: Int, store: FeedbackStore) throws {
        for condition in rule.filter.segments { try store.check(.segment(condition.name)) }
        let every = rule.every
        var filter = rule.filter
        (filter.since, filter.until) = (rule.from?.dayNumber, lastDay)
        let rows = try store.tallies(
            TallyQuery(filter, metrics: [metric]) { day in day < 0 ? Int.min : every.start(ofDay: day) })
        var groups: [Int: (tally: ScoreTally, items: Int)] = [:]
        for row in rows where row.bucket != Int.min {
            var group = groups[row.bucket] ?? (ScoreTally(metric), 0)
            group.tally += row.counts.tally(metric)
            group.items += row.counts.items
            groups[row.bucket] = group
        }
        let first = groups.filter { rule.method.readsScore ? $0.value.tally.count > 0 : $0.value.items > 0 }.keys.min()
        var entries: [Entry] = []
        var start = first ?? Int.max
        while start <= lastDay {
            let next = every.next(after: start)
            let group = groups[start] ?? (ScoreTally(metric), 0)
            entries.append(Entry(period: Period(days: start...next - 1), tally: group.tally, items: group.items))
            start = next
        }
        self.init(metric: metric, every: every, entries: entries)
    }
}
