public import Feedback
public import FeedbackStore

/// How are we doing: a score, overall and by anything, over time.
public struct ScoreQuery: Sendable {
    public var filter: InsightFilter
    /// `nil`: NPS when there are answers to it, else CSAT, else stars, else sentiment.
    public var metric: ScoreMetric?
    public var dimension: InsightDimension?
    public var every: PeriodLength?

    public init(
        filter: InsightFilter = InsightFilter(), metric: ScoreMetric? = nil, by dimension: InsightDimension? = nil,
        every: PeriodLength? = nil
    ) {
        self.filter = filter
        self.metric = metric
        self.dimension = dimension
        self.every = every
    }

    /// - Throws: ``StoreError``, ``InsightError/unknownSegment(_:known:)``.
    public func run(on store: FeedbackStore) throws -> ScoreReport {
        let metric = try self.metric ?? store.defaultMetric(filter)
        if let dimension { try store.check(dimension) }
        try CustomerGroups.check(filter, on: store)
        let small = try CustomerGroups.small(dimension, filter, on: store)
        let dimensions = dimension.map { [$0] } ?? []
        let frictions: FrictionView = dimension == .friction ? .tagged : .whole
        let every = self.every
        let rows = try store.tallies(
            TallyQuery(filter, by: dimensions, frictions: frictions, metrics: [metric]) { every?.start(ofDay: $0) ?? 0 }
        )
        var overall = ScoreTally(metric)
        for row in rows where frictions == .whole || row.keys[0].isEmpty { overall += row.counts.tally(metric) }
        let own = frictions == .whole ? rows : rows.filter { !$0.keys[0].isEmpty }
        let starts = every == nil ? [] : Set(own.map(\.bucket).filter { $0 >= 0 })
        let cells = try CustomerGroups.smallCells(dimension, filter, from: starts, on: store)
        let holds = CustomerGroups.isGroup(dimension) || CustomerGroups.isNarrowed(filter)
        let shown = own.filter { row in
            guard holds else { return true }
            let key = row.keys.first ?? ""
            return !small.contains(key) && !cells.contains(PeopleCell(key: key, start: row.bucket))
                && !CustomerGroups.isTooFew(row.counts.items)
                && !CustomerGroups.isTooFew(row.counts.tally(metric).count)
        }
        let isHidden = CustomerGroups.isNarrowed(filter) && CustomerGroups.isTooFew(overall.count)
        return ScoreReport(
            metric: metric, dimension: dimension?.description, every: every,
            overall: ScoreFigure(isHidden ? ScoreTally(metric) : overall),
            rows: dimension == nil && every == nil ? [] : try ordered(shown, metric, store),
            withheld: holds
                ? (dimension == nil && every == nil ? 0 : own.count - shown.count) + (isHidden ? 1 : 0) : nil)
    }

    private func ordered(_ rows: [TallyRow], _ metric: ScoreMetric, _ store: FeedbackStore) throws -> [ScoreReport.Row]
    {
        var weights: [String: Int] = [:]
        for row in rows { weights[row.keys.first ?? "", default: 0] += row.counts.tally(metric).count }
        let keys = try store.order(Array(weights.keys), by: dimension ?? .source) { weights[$0] ?? 0 }
        let position = Dictionary(uniqueKeysWithValues: keys.enumerated().map { ($1, $0) })
        let sorted = rows.filter { every == nil || $0.bucket >= 0 }.sorted {
            (position[$0.keys.first ?? ""] ?? 0, $0.bucket) < (position[$1.keys.first ?? ""] ?? 0, $1.bucket)
        }
        return sorted.map { row in
            ScoreReport.Row(
                key: row.keys.first, period: every.map { _ in CalendarDate(dayNumber: row.bucket).description },
                items: row.counts.items, score: ScoreFigure(row.counts.tally(metric)))
        }
    }
}

public struct ScoreReport: Sendable, Codable {
    public struct Row: Sendable, Codable {
        /// A value of the dimension, `""` for items without one; `nil` when there is no dimension.
        public var key: String?
        /// The first day of the period, ISO 8601; `nil` without periods.
        public var period: String?
        public var items: Int
        public var score: ScoreFigure
    }

    public var metric: ScoreMetric
    public var dimension: String?
    public var every: PeriodLength?
    public var overall: ScoreFigure
    /// By dimension, then by time. Items without a date stand in no period.
    public var rows: [Row]
    /// Rows that so few people are behind that they could be named; `nil` when the question is not about groups of customers.
    public var withheld: Int?
}
