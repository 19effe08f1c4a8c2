public import Feedback
public import FeedbackStore

/// Which friction hurts most: ranked by how many name it, how badly, and what it costs the score.
public struct TopQuery: Sendable {
    public var filter: InsightFilter
    /// `nil`: NPS when there are answers to it, else CSAT, else stars, else sentiment.
    public var metric: ScoreMetric?
    public var dimension: InsightDimension
    public var limit: Int
    /// How many quotes and sessions to show a row.
    public var quotes: Int
    public var sessions: Int
    public var weights: PriorityWeights
    /// How many days the trend compares when the filter names no period.
    public var trendDays: Int
    public var sort: TopSort
    /// Whether respondents and adjusted effects are computed whatever the number of items.
    public var isExact: Bool

    public init(
        filter: InsightFilter = InsightFilter(), metric: ScoreMetric? = nil, by dimension: InsightDimension = .friction,
        limit: Int = 10, quotes: Int = 3, sessions: Int = 5, weights: PriorityWeights = PriorityWeights(),
        trendDays: Int = 30, sort: TopSort = .priority, exact: Bool = false
    ) {
        self.sort = sort
        isExact = exact
        self.filter = filter
        self.metric = metric
        self.dimension = dimension
        self.limit = limit
        self.quotes = quotes
        self.sessions = sessions
        self.weights = weights
        self.trendDays = trendDays
    }

    /// - Throws: ``StoreError``, ``InsightError/unknownSegment(_:known:)``.
    public func run(on store: FeedbackStore) throws -> TopReport {
        try store.check(dimension)
        try CustomerGroups.check(filter, on: store)
        let periods = try trendPeriods(store)
        let table = try table(periods, store)
        var rows = table.groups.map { row($0, in: table, hasTrend: periods != nil) }
        let evidence = TopEvidence(query: self, store: store)
        let withheld = try withholdSmall(&rows, store)
        let total = rows.count
        if sort.readsItems || weights.value != 0 { try evidence.add(to: &rows, table: table) }
        for index in rows.indices {
            rows[index].priority = weights.priority(
                share: rows[index].share.value, severity: rows[index].severity,
                impact: rows[index].impact?.leaveOneOut ?? 0, value: rows[index].exposed?.value)
        }
        rows.sort { left, right in
            if sort == .name { return left.key < right.key }
            return (sort.rank(left), left.priority, left.items, right.key)
                > (sort.rank(right), right.priority, right.items, left.key)
        }
        rows = Array(rows.prefix(max(0, limit)))
        for index in rows.indices { resample(&rows[index], table) }
        if !sort.readsItems && weights.value == 0 { try evidence.add(to: &rows, table: table) }
        try evidence.addSegments(to: &rows)
        correctForNumber(&rows)
        let languages = try store.languagesByItems(filter)
        for index in rows.indices {
            rows[index].rank = index + 1
            try addEvidence(to: &rows[index], languages, store)
        }
        return TopReport(
            metric: table.metric, dimension: dimension.description,
            overall: ScoreFigure(table.whole.tally(table.metric)),
            items: table.whole.items, untagged: ShareFigure(table.whole.primaryItems, of: table.whole.items),
            trendPeriods: periods, weights: weights, sort: sort, formula: weights.formula, rows: rows, total: total,
            withheld: withheld)
    }

    /// Takes out what so few people are behind that it could name them.
    ///
    /// - Returns: how many rows; `nil` when the question is not about groups of customers.
    private func withholdSmall(_ rows: inout [TopReport.Row], _ store: FeedbackStore) throws -> Int? {
        let small = try CustomerGroups.small(dimension, filter, on: store)
        let isNarrowed = CustomerGroups.isNarrowed(filter)
        guard isNarrowed || !small.isEmpty else { return nil }
        let count = rows.count
        rows.removeAll { small.contains($0.key) || (isNarrowed && $0.items < CustomerGroups.leastItems) }
        return count - rows.count
    }

    /// Counts with the metric asked for, or with the first that has ten answers: finding out beforehand costs a pass.
    private func table(_ periods: TrendPeriods?, _ store: FeedbackStore) throws -> FrictionTable {
        let metrics = try metric.map { [$0] } ?? store.metricsToTry()
        for metric in metrics.dropLast() {
            let table = FrictionTable(
                try store.tallies(query(metric, periods)), byFriction: dimension == .friction, metric: metric)
            if table.whole.tally(metric).count >= 10 { return table }
        }
        let last = metrics.last ?? .sentiment
        return FrictionTable(try store.tallies(query(last, periods)), byFriction: dimension == .friction, metric: last)
    }

    /// The filter's own period against as many days before it; without one, the last days with feedback.
    private func trendPeriods(_ store: FeedbackStore) throws -> TrendPeriods? {
        guard let stored = try store.dayRange() else { return nil }
        if filter.since == nil && filter.until == nil {
            let after = Period(days: stored.upperBound - trendDays + 1...stored.upperBound)
            return TrendPeriods(before: after.previous, after: after)
        }
        let until = min(filter.until ?? stored.upperBound, stored.upperBound)
        guard let since = filter.since, since <= until else { return nil }
        let after = Period(days: since...until)
        return TrendPeriods(before: after.previous, after: after)
    }

    /// One pass for everything: buckets tell the rows of the filter's period from those only the trend needs.
    private func query(_ metric: ScoreMetric, _ periods: TrendPeriods?) -> TallyQuery {
        var wide = filter
        if let periods, let since = filter.since { wide.since = min(since, periods.before.first.dayNumber) }
        let (since, until) = (filter.since ?? Int.min, filter.until ?? Int.max)
        let after = periods?.after.days ?? 0...0
        let before = periods?.before.days ?? 0...0
        let hasTrend = periods != nil
        let dimensions: [InsightDimension] = dimension == .friction ? [.friction, .step] : [dimension, .friction]
        return TallyQuery(wide, by: dimensions, frictions: .tagged, metrics: [metric]) { day in
            let bucket: FrictionTable.Bucket =
                hasTrend && after.contains(day) ? .after : hasTrend && before.contains(day) ? .before : .other
            return bucket.rawValue | (day >= since && day <= until ? FrictionTable.inPeriod : 0)
        }
    }

    private func row(_ group: FrictionTable.Group, in table: FrictionTable, hasTrend: Bool) -> TopReport.Row {
        let items = table.items(group.counts)
        let theme = group.counts.tally(table.metric)
        let impact = ScoreImpact(theme: theme, whole: table.whole.tally(table.metric))
        let severity = group.taggedItems == 0 ? 0 : Double(group.severitySum) / Double(group.taggedItems)
        let share = ShareFigure(items, of: table.whole.items)
        let sentiments = group.counts.sentimentN
        return TopReport.Row(
            rank: 0, key: group.key, mentions: group.mentions, items: items, share: share,
            sentiment: sentiments == 0 ? nil : group.counts.sentimentSum / Double(sentiments), severity: severity,
            score: ScoreFigure(theme), impact: impact.map { self.impact($0, theme, table) },
            trend: hasTrend ? trend(group, table) : nil, mainStep: table.byFriction ? group.main : nil,
            topFriction: table.byFriction ? nil : group.main,
            priority: 0, segments: [], quotes: [], sessions: [])
    }

    private func impact(_ impact: ScoreImpact, _ theme: ScoreTally, _ table: FrictionTable) -> TopReport.Impact {
        let rest = table.whole.tally(table.metric) - theme
        let p = ScoreDifference(before: rest, after: theme).map(Probability.p) ?? 1
        return TopReport.Impact(
            leaveOneOut: impact.leaveOneOut, leaveOneOutInterval: impact.leaveOneOutInterval, gap: impact.gap,
            gapInterval: impact.gapInterval, leaveOneOutBootstrap: nil, gapBootstrap: nil, pValue: p, qValue: p,
            floor: ScoreFloor(count: min(theme.count, rest.count)))
    }

    /// Bootstrap intervals, for the rows that are shown: they cost more than all the rest of a row.
    private func resample(_ row: inout TopReport.Row, _ table: FrictionTable) {
        guard row.impact != nil, let group = table.groups.first(where: { $0.key == row.key }) else { return }
        var random = SeededRandom(seed: 1)
        let resampled = ScoreImpact.bootstrap(
            theme: group.counts.tally(table.metric), whole: table.whole.tally(table.metric), using: &random)
        row.impact?.leaveOneOutBootstrap = resampled?.leaveOneOut
        row.impact?.gapBootstrap = resampled?.gap
    }

    private func trend(_ group: FrictionTable.Group, _ table: FrictionTable) -> TopReport.Trend {
        let before = ShareFigure(table.items(group.before), of: table.before.items)
        let after = ShareFigure(table.items(group.after), of: table.after.items)
        return TopReport.Trend(before: before, after: after, change: DifferenceFigure(before: before, after: after))
    }

    private func correctForNumber(_ rows: inout [TopReport.Row]) {
        let tested = rows.indices.filter { rows[$0].impact != nil }
        let q = benjaminiHochberg(tested.map { rows[$0].impact!.pValue })
        for (index, q) in zip(tested, q) { rows[index].impact?.qValue = q }
        var changes = rows.map { $0.trend?.change ?? .none }
        changes.correctForNumber(\.self)
        for index in rows.indices { rows[index].trend?.change = changes[index] }
    }

    private func addEvidence(to row: inout TopReport.Row, _ languages: [String], _ store: FeedbackStore) throws {
        var narrowed = filter
        if dimension != .friction { narrowed.require(dimension.description, row.key) }
        guard let friction = dimension == .friction ? row.key : filter.friction ?? row.topFriction else { return }
        if quotes > 0 {
            row.quotes = try store.typicalQuotes(of: friction, narrowed, languages: languages, limit: quotes)
        }
        if sessions > 0 {
            row.sessions = try store.sessions(of: friction, filter: narrowed, limit: sessions).map(
                SessionReference.init)
        }
    }
}
