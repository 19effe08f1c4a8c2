package import Feedback
import FeedbackStore
package import Insights

/// What a rule watches, period by period, up to the last complete one.
package struct AlertSeries {
    package struct Entry {
        package var period: Period
        package var tally: ScoreTally
        package var items: Int

        package init(period: Period, tally: ScoreTally, items: Int) {
            self.period = period
            self.tally = tally
            self.items = items
        }
    }

    /// Where items are counted it is CSAT, since a share of items is a share like any other.
    let metric: ScoreMetric
    let every: PeriodLength
    let entries: [Entry]

    package init(metric: ScoreMetric, every: PeriodLength, entries: [Entry]) {
        self.metric = metric
        self.every = every
        self.entries = entries
    }

    subscript(index: Int) -> Entry { entries[index] }
    var indices: Range<Int> { entries.indices }

    /// The periods a period is compared with: the day of the week where days are told apart, else one group for all.
    func group(of index: Int, _ season: AlertRule.Season) -> Int {
        every == .day && (season == .auto || season == .weekday) ? entries[index].period.first.weekday : 0
    }

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
    init(_ rule: AlertRule, through lastDay: Int, store: FeedbackStore) throws {
        let metric = try rule.method.readsScore ? rule.metric ?? store.defaultMetric(rule.filter) : .csat
        for condition in rule.filter.segments { try store.check(.segment(condition.name)) }
        let every = rule.every
        var groups = try Self.groups(rule, rule.filter, metric, through: lastDay, store)
        if rule.method == .friction {
            // Of the items of a period, those that name the category: a share, as CSAT is one.
            var filter = rule.filter
            filter.friction = rule.friction
            let naming = try Self.groups(rule, filter, metric, through: lastDay, store)
            for (start, group) in groups {
                groups[start]?.tally = ScoreTally(
                    metric, count: group.items, favourable: naming[start]?.items ?? 0, unfavourable: 0)
            }
        }
        let first = groups.filter { rule.method.countsItems ? $0.value.items > 0 : $0.value.tally.count > 0 }.keys.min()
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

    private static func groups(
        _ rule: AlertRule, _ filter: InsightFilter, _ metric: ScoreMetric, through lastDay: Int, _ store: FeedbackStore
    ) throws -> [Int: (tally: ScoreTally, items: Int)] {
        let every = rule.every
        var filter = filter
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
        return groups
    }
}
