import Feedback
import FeedbackStore
import Insights

/// The score over time: a curve with its interval band, the answers of each week as bars, releases as upright lines, and
/// the two periods compared outlined.
struct ScoreChart {
    let data: ReportData
    let figures: FigureText

    private let width = 960.0
    private let height = 330.0
    private let left = 52.0
    private let right = 944.0
    private let top = 52.0
    private let bottom = 232.0
    private let barTop = 256.0
    private let barBottom = 296.0
    private var scale: ChartScale {
        let values = data.points.flatMap { point in
            point.score.value == nil ? [] : [point.score.interval?.low, point.score.interval?.high, point.score.value]
        }
        return ChartScale(fitting: values.compactMap(\.self), within: data.metric.range, top: top, bottom: bottom)
    }

    private var axis: TimeAxis { TimeAxis(data, left: left, right: right) }
    private func x(_ day: Double) -> Double { axis.x(day) }
    private func middle(_ point: ReportData.Point) -> Double { axis.middle(point) }

    var markup: Markup {
        let scale = scale
        return drawing("score-chart", width: width, height: height, title: title, description: description) {
            periods
            scale.grid(from: left, to: right, figures)
            releases
            curve(scale)
            bars
            dates
        }
    }

    private var title: String {
        let name = figures.metric(data.metric)
        return data.every == .week
            ? figures.say("\(name) by week", "\(name) par semaine")
            : figures.say("\(name) by month", "\(name) par mois")
    }

    private var description: String {
        let shown = data.points.filter { $0.score.value != nil }
        guard let first = shown.first, let last = shown.last else {
            return figures.say("Too few answers to draw a score.", "Trop peu de réponses pour tracer un score.")
        }
        return "\(figures.date(first.start))\(figures.colon)\(figures.score(first.score)). "
            + "\(figures.date(last.start))\(figures.colon)\(figures.score(last.score))."
    }

    @MarkupBuilder private var periods: [Markup] {
        if let change = data.change {
            let (before, after) = (change.from, change.to)
            outline(before, "period", "")
            let verdict = change.change.verdict
            outline(
                after, verdict == .down ? "period fallen" : "period",
                verdict == .down || verdict == .up ? "\(figures.arrow(verdict)) \(figures.verdict(verdict))" : "")
        }
    }

    private func outline(_ period: Period, _ style: String, _ words: String) -> Markup {
        let (start, end) = (x(Double(period.first.dayNumber)), x(Double(period.last.dayNumber + 1)))
        return Tag.g {
            Tag.title { figures.period(period) }
            rectangle(start + 1, top - 8, end - start - 2, barBottom - top + 8, style, radius: 3)
            if !words.isEmpty { label(words, end - 8, bottom - 8, "fallen-label", anchor: "end") }
        }
    }

    @MarkupBuilder private var releases: [Markup] {
        for (index, mark) in data.marks.prefix(8).enumerated() {
            let place = x(Double(mark.day) + 0.5)
            let isLate = place > (left + right) / 2
            Tag.g {
                Tag.title { "\(mark.name), \(figures.date(CalendarDate(dayNumber: mark.day)))" }
                line((place, top - 14), (place, barBottom), "release")
                label(
                    "◆ " + shortened(mark.name, 24), place + (isLate ? 4 : -4), top - 20 - Double(index % 2) * 14,
                    "release-label", anchor: isLate ? "end" : "start")
            }
        }
    }

    @MarkupBuilder private func curve(_ scale: ChartScale) -> [Markup] {
        let curve = Curve(
            points: data.points.map { CurvePoint(x: middle($0), value: $0.score.value, interval: $0.score.interval) },
            scale: scale)
        Tag.path(.class("band"), .points(curve.bandPath))
        Tag.path(.class("curve"), .points(curve.linePath))
        for point in data.points {
            if let value = point.score.value {
                Tag.g {
                    Tag.title { "\(figures.date(point.start))\(figures.colon)\(figures.score(point.score))" }
                    dot(middle(point), scale.y(value), 4, point.score.floor == .indicative ? "point weak" : "point")
                }
            }
        }
    }

    @MarkupBuilder private var bars: [Markup] {
        let most = data.points.map(\.score.count).max() ?? 0
        label("n", left - 8, barBottom, anchor: "end")
        line((left, barBottom), (right, barBottom), "axis")
        for point in data.points where most > 0 {
            let start = x(Double(point.start.dayNumber))
            let end = x(Double(data.every.next(after: point.start.dayNumber)))
            let height = Double(point.score.count) / Double(most) * (barBottom - barTop)
            Tag.g {
                Tag.title { "\(figures.date(point.start))\(figures.colon)\(figures.sample(point.score.count))" }
                rectangle(start + 2, barBottom - height, end - start - 4, height, "bar")
                if end - start > 34 {
                    label(figures.count(point.score.count), (start + end) / 2, barBottom - height - 4, "small")
                }
            }
        }
    }

    private var dates: [Markup] { axis.dates(figures, at: height - 14) }
}

/// At most `length` characters, with an ellipsis when there were more.
func shortened(_ text: String, _ length: Int) -> String {
    text.count <= length ? text : text.prefix(length - 1) + "…"
}
