import Feedback
public import Insights

/// The score's weighted average against the limits of what was normal before the last period.
public struct ScoreControl: Sendable {
    /// Limits on both sides: a report tells of rises too, where the rules of `voc alerts` watch falls.
    static let chart = ControlChart(limit: 2.86, side: .both)
    /// Periods between two signals when nothing changes and the normal is known: the same for every report.
    static let periodsBetweenFalseSignals = chart.expectedPeriods()
    /// With fewer, what is normal is too uncertain for limits.
    static let leastPeriods = 3
    static let leastAnswers = 100

    /// The days taken as normal.
    public var baseline: Period
    public var normal: ScoreFigure
    /// One a point of ``ReportData/points``.
    public var points: [ControlChart.Point]

    /// - Parameters:
    ///   - tallies: one a period from `starts`.
    ///   - day: periods that end before it are taken as normal.
    init?(_ tallies: [ScoreTally], starts: [Int], every: PeriodLength, before day: Int) {
        let whole = starts.indices.filter {
            every.next(after: starts[$0]) <= day && tallies[$0].count >= Self.chart.minimumCount
        }
        guard let first = whole.first, let last = whole.last, whole.count >= Self.leastPeriods else { return nil }
        let normal = whole.reduce(into: ScoreTally(tallies[first].metric)) { $0 += tallies[$1] }
        guard normal.count >= Self.leastAnswers else { return nil }
        baseline = Period(days: starts[first]...every.next(after: starts[last]) - 1)
        self.normal = ScoreFigure(normal)
        points = Self.chart.points(baseline: normal, series: tallies)
    }

    /// The first period of the run of signals that the series ends with; `nil` when it ends within its limits.
    var outSince: Int? {
        let judged = points.filter { $0.value != nil }
        guard judged.last?.signal == true else { return nil }
        return judged.reversed().prefix(while: \.signal).last?.index
    }

    /// The side of a signal.
    static func isLow(_ point: ControlChart.Point) -> Bool { point.lowerLimit.map { point.average < $0 } ?? false }
}
