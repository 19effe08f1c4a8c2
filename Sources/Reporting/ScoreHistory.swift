import Feedback
import FeedbackStore
import Insights

/// Every score by day, from one pass over the counts: what the cards and the curve over time are made of.
struct ScoreHistory {
    private let span: ReportSpan?
    private let metrics: [ScoreMetric]
    private var shown: [ScoreMetric: ScoreTally] = [:]
    private var before: [ScoreMetric: ScoreTally] = [:]
    private var after: [ScoreMetric: ScoreTally] = [:]
    private var byStart: [Int: RollupCounts] = [:]
    private(set) var undated = ShareFigure(0, of: 0)

    init(_ store: FeedbackStore, _ filter: InsightFilter, _ span: ReportSpan?, metrics: Set<ScoreMetric>) throws {
        self.span = span
        self.metrics = ScoreMetric.allCases.filter(metrics.contains)
        var wide = filter
        if let span, let since = filter.since { wide.since = min(since, span.charted.first.dayNumber) }
        var (total, undated) = (0, 0)
        for row in try store.tallies(TallyQuery(wide, metrics: metrics) { $0 }) {
            total += row.counts.items
            if row.bucket < 0 { undated += row.counts.items }
            add(row.counts, day: row.bucket)
        }
        self.undated = ShareFigure(undated, of: total)
    }

    private mutating func add(_ counts: RollupCounts, day: Int) {
        guard let span else { return add(counts, to: \.shown) }
        if day < 0 || span.shown.days.contains(day) { add(counts, to: \.shown) }
        if span.before.days.contains(day) { add(counts, to: \.before) }
        if span.after.days.contains(day) { add(counts, to: \.after) }
        if span.charted.days.contains(day) {
            byStart[span.every.start(ofDay: day), default: RollupCounts()].add(counts)
        }
    }

    private mutating func add(
        _ counts: RollupCounts, to tallies: WritableKeyPath<ScoreHistory, [ScoreMetric: ScoreTally]>
    ) {
        for metric in metrics { self[keyPath: tallies][metric, default: ScoreTally(metric)] += counts.tally(metric) }
    }

    /// The report's own score first, then every other with answers.
    func cards(main: ScoreMetric, change: ChangeReport?) -> [ReportData.ScoreCard] {
        ([main] + metrics.filter { $0 != main }).compactMap { metric in
            let tally = shown[metric] ?? ScoreTally(metric)
            guard metric == main || tally.count > 0 else { return nil }
            if metric == main, let change {
                return ReportData.ScoreCard(
                    figure: ScoreFigure(tally), change: change.change.value, changeInterval: change.change.interval)
            }
            let difference = difference(metric)
            return ReportData.ScoreCard(
                figure: ScoreFigure(tally), change: difference?.value, changeInterval: difference?.interval)
        }
    }

    private func difference(_ metric: ScoreMetric) -> ScoreDifference? {
        guard let before = before[metric], let after = after[metric], before.floor != .tooFew, after.floor != .tooFew
        else { return nil }
        return ScoreDifference(before: before, after: after)
    }

    /// One a start of the span.
    func tallies(of metric: ScoreMetric) -> [ScoreTally] {
        (span?.starts ?? []).map { (byStart[$0] ?? RollupCounts()).tally(metric) }
    }

    func points(of metric: ScoreMetric) -> [ReportData.Point] {
        (span?.starts ?? []).map { start in
            let counts = byStart[start] ?? RollupCounts()
            return ReportData.Point(
                start: CalendarDate(dayNumber: start), items: counts.items, score: ScoreFigure(counts.tally(metric)))
        }
    }
}
