public import Feedback
public import FeedbackStore

/// Scores and business series side by side, before and after.
public struct KPIQuery: Sendable {
    public var filter: InsightFilter
    public var before: Period
    public var after: Period

    /// - Parameter filter: its own days are ignored.
    public init(filter: InsightFilter = InsightFilter(), before: Period, after: Period) {
        self.filter = filter
        self.before = before
        self.after = after
    }

    /// - Throws: ``StoreError``.
    public func run(on store: FeedbackStore) throws -> KPIReport {
        try CustomerGroups.check(filter, on: store)
        let metrics = try store.metrics()
        var rows = try ScoreMetric.allCases.filter(metrics.contains).compactMap { metric -> KPIReport.Row? in
            let (tally0, tally1) = (try tally(metric, before, store), try tally(metric, after, store))
            guard tally0.count + tally1.count > 0 else { return nil }
            let isSmall = CustomerGroups.isTooFew(tally0.count) || CustomerGroups.isTooFew(tally1.count)
            if isSmall, CustomerGroups.isNarrowed(filter) { return nil }
            let (from, to) = (ScoreFigure(tally0), ScoreFigure(tally1))
            // A ratio of NPS means nothing: its zero is arbitrary.
            let hasRatio = metric.family != .shareDifference
            return KPIReport.Row(
                name: metric.rawValue, metric: metric, before: from.value, after: to.value, countBefore: from.count,
                countAfter: to.count, evolution: hasRatio ? KPIReport.evolution(from.value, to.value) : nil,
                change: DifferenceFigure(before: tally0, after: tally1))
        }
        for series in try store.seriesList() {
            let (points0, points1) = (
                try store.series(series.name, before.days), try store.series(series.name, after.days)
            )
            guard !points0.isEmpty || !points1.isEmpty else { continue }
            func mean(_ points: [SeriesPoint]) -> Double? {
                points.isEmpty ? nil : points.reduce(0) { $0 + $1.value } / Double(points.count)
            }
            rows.append(
                KPIReport.Row(
                    name: series.name, metric: nil, before: mean(points0), after: mean(points1),
                    countBefore: points0.count, countAfter: points1.count,
                    evolution: KPIReport.evolution(mean(points0), mean(points1)), change: nil))
        }
        return KPIReport(before: before, after: after, rows: rows, investment: nil)
    }

    private func tally(_ metric: ScoreMetric, _ period: Period, _ store: FeedbackStore) throws -> ScoreTally {
        try store.tallies(TallyQuery(filter.over(period.days), metrics: [metric])).reduce(ScoreTally(metric)) {
            $0 + $1.counts.tally(metric)
        }
    }
}

public struct KPIReport: Sendable, Codable {
    public struct Row: Sendable, Codable {
        public var name: String
        /// `nil` for a business series.
        public var metric: ScoreMetric?
        /// A score, or the mean of a series over the period.
        public var before: Double?
        public var after: Double?
        /// Answers, or days of a series.
        public var countBefore: Int
        public var countAfter: Int
        /// As a share of what it was: 0.52 for 52 % more.
        public var evolution: Double?
        /// Scores only: with its test.
        public var change: DifferenceFigure?

        public init(
            name: String, metric: ScoreMetric? = nil, before: Double?, after: Double?, countBefore: Int = 0,
            countAfter: Int = 0, evolution: Double?, change: DifferenceFigure? = nil
        ) {
            self.name = name
            self.metric = metric
            self.before = before
            self.after = after
            self.countBefore = countBefore
            self.countAfter = countAfter
            self.evolution = evolution
            self.change = change
        }
    }

    /// What was spent and what it brought.
    public struct Investment: Hashable, Sendable, Codable {
        public var cost: Double
        public var benefit: Double
        /// (benefit − cost) ÷ cost: 2 for 200 %.
        public var returned: Double

        /// - Returns: `nil` when nothing was spent.
        public init?(cost: Double, benefit: Double) {
            guard cost > 0 else { return nil }
            self.cost = cost
            self.benefit = benefit
            returned = (benefit - cost) / cost
        }
    }

    /// `nil` for figures that were given, not measured.
    public var before: Period?
    public var after: Period?
    public var rows: [Row]
    public var investment: Investment?

    public init(before: Period?, after: Period?, rows: [Row], investment: Investment?) {
        self.before = before
        self.after = after
        self.rows = rows
        self.investment = investment
    }

    /// (after − before) ÷ |before|; `nil` without both, or from 0.
    public static func evolution(_ before: Double?, _ after: Double?) -> Double? {
        guard let before, let after, before != 0 else { return nil }
        return (after - before) / abs(before)
    }
}
