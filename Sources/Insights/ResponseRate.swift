import Feedback
public import FeedbackStore

/// How many of the invited answered, where a series named `invited` says how many there were.
public struct ResponseRate: Sendable, Codable {
    public static let seriesName = "invited"

    public var from: String
    public var to: String
    /// Survey items written on the days with invitations.
    public var rate: ShareFigure

    /// - Returns: `nil` when no invitation is known in the filter's days, or fewer than answers came.
    /// - Throws: ``StoreError``.
    public init?(_ filter: InsightFilter, in store: FeedbackStore) throws {
        let points = try store.series(
            Self.seriesName, min(filter.since ?? Int.min, filter.until ?? Int.max)...(filter.until ?? Int.max))
        guard let first = points.first?.day, let last = points.last?.day else { return nil }
        var surveys = filter.over(first...last)
        surveys.require("kind", "survey")
        let answered = try store.tallies(TallyQuery(surveys)).reduce(0) { $0 + $1.counts.items }
        let invited = points.reduce(0) { $0 + Int($1.value) }
        guard invited >= answered else { return nil }
        from = CalendarDate(dayNumber: first).description
        to = CalendarDate(dayNumber: last).description
        rate = ShareFigure(answered, of: invited)
    }
}
