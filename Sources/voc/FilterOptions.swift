public import ArgumentParser
public import Feedback
import FeedbackStore
import Foundation
public import Insights

extension ScoreMetric: ExpressibleByArgument {}
extension PeriodLength: ExpressibleByArgument {}
extension ScoreMethod: ExpressibleByArgument {}
extension TopSort: ExpressibleByArgument {}

/// Which feedback a question is about.
struct FilterOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Only this step of the journey.", valueName: "step"))
    var step: String?

    @Option(
        name: .customLong("where"),
        help: ArgumentHelp(
            "Only items with this value: channel=app, language=fr, or any attribute of the export. Repeatable.",
            valueName: "key=value"))
    var conditions: [String] = []

    @Option(help: ArgumentHelp("From this day on: 2026-09-14, 30d, 'last month', 'mois dernier'.", valueName: "time"))
    var since: String?

    @Option(help: ArgumentHelp("Up to this day.", valueName: "time"))
    var until: String?

    func validate() throws {
        for condition in conditions where !condition.contains("=") {
            throw ValidationError("--where takes key=value, not '\(condition)'.")
        }
    }

    /// - Parameter today: what relative dates count from.
    func filter(today: CalendarDate) throws -> InsightFilter {
        var filter = InsightFilter()
        filter.step = step
        for condition in conditions {
            let parts = condition.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            filter.require(parts[0], parts[1])
        }
        if let since { filter.since = try Period(since, today: today).first.dayNumber }
        if let until { filter.until = try Period(until, today: today).last.dayNumber }
        return filter
    }

    /// The day on this machine's wall clock.
    static var today: CalendarDate {
        let now = Date()
        let offset = TimeZone.current.secondsFromGMT(for: now)
        return Timestamp(milliseconds: Int64(now.timeIntervalSince1970 * 1000), offsetMinutes: Int16(offset / 60))
            .localDate
    }
}

extension Timestamp {
    fileprivate var localDate: CalendarDate { CalendarDate(dayNumber: localDayNumber) }
}
