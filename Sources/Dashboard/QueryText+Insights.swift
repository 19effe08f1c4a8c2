import Feedback
import FeedbackStore
import Insights

extension QueryText {
    /// What every filtered address understands, as the commands' options of the same names.
    static let filterNames = ["since", "until", "step", "where"]

    /// - Parameter today: what relative dates count from.
    /// - Throws: ``Refusal``, ``InsightError/badDate(_:)``.
    func filter(today: CalendarDate) throws -> InsightFilter {
        var filter = InsightFilter()
        filter.step = try one("step")
        for condition in all("where") where !condition.isEmpty {
            let parts = condition.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2 else {
                throw Refusal.badValue(condition, of: "where", expected: "where=channel=app")
            }
            filter.require(parts[0], parts[1])
        }
        if let since = try one("since") { filter.since = try Period(since, today: today).first.dayNumber }
        if let until = try one("until") { filter.until = try Period(until, today: today).last.dayNumber }
        return filter
    }

    func metric() throws(Refusal) -> ScoreMetric? { try choice("metric", of: ScoreMetric.self) }

    func period(_ name: String, today: CalendarDate) throws -> Period {
        guard let text = try one(name) else { throw Refusal.missing(name, for: "from=2026-09&to=2026-10") }
        return try Period(text, today: today)
    }
}
