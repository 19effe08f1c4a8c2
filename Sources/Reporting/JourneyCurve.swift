import Feedback
import FeedbackStore
import Insights

/// The score of each step in both periods compared.
struct JourneyCurve {
    let metric: ScoreMetric
    let steps: [ReportData.StepPair]

    private enum Bucket: Int { case before, after, outside }

    /// - Parameter wanted: the metric to draw; net sentiment is drawn when fewer than half of the steps can show it.
    init(
        _ store: FeedbackStore, _ filter: InsightFilter, _ span: ReportSpan, _ journey: JourneyReport?,
        _ wanted: ScoreMetric, _ change: ChangeReport?
    ) throws {
        let (before, after) = (span.before.days, span.after.days)
        let bothPeriods = filter.over(before.lowerBound...after.upperBound)
        let rows = try store.tallies(
            TallyQuery(bothPeriods, by: [.step], metrics: [wanted, .sentiment]) { day in
                (before.contains(day) ? Bucket.before : after.contains(day) ? .after : .outside).rawValue
            })
        let steps = (journey?.steps ?? []).filter { $0.items > 0 || !$0.label.en.isEmpty }
        func tally(_ step: String, _ bucket: Bucket, _ metric: ScoreMetric) -> ScoreTally {
            rows.filter { $0.keys[0] == step && $0.bucket == bucket.rawValue }
                .reduce(into: ScoreTally(metric)) { $0 += $1.counts.tally(metric) }
        }
        func canShow(_ metric: ScoreMetric) -> Int { steps.count { tally($0.code, .after, metric).floor != .tooFew } }
        let metric = canShow(wanted) * 2 >= max(2, canShow(.sentiment)) ? wanted : .sentiment
        let fallen = Set(
            (change?.splits.first { $0.dimension == "step" }?.rows ?? []).filter { $0.change.verdict == .down }.map(
                \.key))
        self.metric = metric
        self.steps = steps.map { step in
            let (old, new) = (tally(step.code, .before, metric), tally(step.code, .after, metric))
            let difference = ScoreDifference(before: old, after: new)
            let enough = old.floor != .tooFew && new.floor != .tooFew
            let isDown = enough && (difference?.interval.high ?? 0) < 0
            return ReportData.StepPair(
                code: step.code, label: step.label, items: step.items, before: ScoreFigure(old),
                after: ScoreFigure(new),
                hasFallen: metric == wanted ? fallen.contains(step.code) : isDown)
        }
    }
}
