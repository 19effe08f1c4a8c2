import Feedback
import FeedbackStore
import Insights

extension ReportData {
    /// Above so many scored items frictions are not fitted side by side: it would take longer than all the rest.
    static let mostFitted = 100_000
    /// Above so many visits they are not counted.
    static let mostVisits = 300_000
    private static let shownIncidents = 20

    /// Over the whole period shown; over the two periods compared where that is too much; `nil` where both are.
    static func drivers(
        _ store: FeedbackStore, _ request: ReportRequest, _ span: ReportSpan?, _ metric: ScoreMetric, scored: Int,
        compared: Int
    ) throws -> Drivers? {
        guard let span else { return nil }
        var (filter, period) = (request.filter, span.shown)
        if scored > mostFitted {
            guard compared <= mostFitted else { return nil }
            period = Period(span.before.first, span.after.last)
            filter = filter.over(period.days)
        }
        let report = try DriverQuery(filter: filter, metric: metric, limit: request.drivers).run(on: store)
        return Drivers(period: period, report: report)
    }

    static func visits(_ store: FeedbackStore, _ request: ReportRequest, _ span: ReportSpan?) throws -> Visits? {
        guard let weights = request.frustration, try store.holdsVisits(upTo: mostVisits) else { return nil }
        var filter = SessionFilter()
        (filter.since, filter.until) = (request.filter.since, request.filter.until)
        let matrix = SessionMatrix(try store.sessionMatrix(filter, weights: weights), weights)
        filter.isSilent = true
        return Visits(
            matrix: matrix, silent: try store.sessionSummaries(filter, weights: weights, limit: request.silentVisits))
    }

    /// The latest of the days charted, in time order.
    static func incidents(_ store: FeedbackStore, _ span: ReportSpan?) throws -> [ReportedIncident] {
        guard let span else { return [] }
        let inside = try store.incidents().map(ReportedIncident.init).filter { span.charted.days.contains($0.firedDay) }
        return inside.prefix(shownIncidents).reversed()
    }
}
