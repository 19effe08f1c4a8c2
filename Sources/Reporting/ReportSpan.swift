import Feedback
import FeedbackStore
import Insights

/// The days a report is about, and the two periods it compares.
struct ReportSpan: Hashable, Sendable {
    /// How many days are compared with as many before when no period is named.
    static let comparedDays = 28

    /// What scores, frictions and journey are about.
    let shown: Period
    let before: Period
    let after: Period
    /// What the curves over time cover: both periods compared, and all that is shown.
    let charted: Period
    let every: PeriodLength

    /// Compares the period named with as many days before it; without one, the last four weeks with the four before.
    /// Where nothing is stored before, the two halves of what is shown are compared.
    ///
    /// - Parameter stored: the first and last day with feedback.
    /// - Returns: `nil` when nothing stored is dated, or nothing of it is in the period named.
    init?(filter: InsightFilter, stored: ClosedRange<Int>?) {
        guard let stored else { return nil }
        let first = max(filter.since ?? stored.lowerBound, stored.lowerBound)
        let last = min(filter.until ?? stored.upperBound, stored.upperBound)
        guard first <= last else { return nil }
        shown = Period(days: first...last)
        if filter.since != nil && shown.previous.last.dayNumber - shown.length / 2 >= stored.lowerBound {
            (before, after) = (shown.previous, shown)
        } else {
            let length = min(Self.comparedDays, max(1, shown.length / 2))
            after = Period(days: last - length + 1...last)
            before = after.previous
        }
        charted = Period(min(before.first, shown.first), shown.last)
        every = charted.length > 400 ? .month : .week
    }

    /// The first day of each week or month charted, without gaps.
    var starts: [Int] {
        var starts: [Int] = []
        var start = every.start(ofDay: charted.first.dayNumber)
        while start <= charted.last.dayNumber {
            starts.append(start)
            start = every.next(after: start)
        }
        return starts
    }
}
