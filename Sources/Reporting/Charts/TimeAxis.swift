import Feedback
import Insights

/// Where days stand on a drawing of a report's weeks or months, from left to right.
struct TimeAxis {
    private let points: [ReportData.Point]
    private let every: PeriodLength
    private let left: Double
    private let right: Double

    init(_ data: ReportData, left: Double, right: Double) {
        points = data.points
        every = data.every
        self.left = left
        self.right = right
    }

    func x(_ day: Double) -> Double {
        guard let first = points.first, let last = points.last else { return left }
        let start = Double(first.start.dayNumber)
        let end = Double(every.next(after: last.start.dayNumber))
        return left + (day - start) / (end - start) * (right - left)
    }

    /// A point stands at the middle of its days.
    func middle(_ point: ReportData.Point) -> Double {
        let start = point.start.dayNumber
        return x(Double(start + every.next(after: start)) / 2)
    }

    /// At most a dozen dates under the drawing.
    @MarkupBuilder func dates(_ figures: FigureText, at height: Double) -> [Markup] {
        let step = max(1, (points.count + 11) / 12)
        for (index, point) in points.enumerated() where index % step == 0 {
            label(figures.dayAndMonth(point.start), middle(point), height)
        }
    }
}
