import Feedback
import Insights

/// The control chart: each period's score as a small ring, their weighted average as a curve, the limits it stays between
/// while nothing changes, signals as diamonds, and incidents as bars above.
struct ControlDrawing {
    let data: ReportData
    let control: ScoreControl
    let figures: FigureText

    private let width = 960.0
    private var height: Double { bottom + 44 }
    private let left = 52.0
    private let right = 944.0
    private var top: Double { 22 + lane * Double(incidents.count) }
    private let lane = 24.0
    private var bottom: Double { top + 210 }

    private var axis: TimeAxis { TimeAxis(data, left: left, right: right) }

    private var scale: ChartScale {
        let values = control.points.flatMap { [$0.average, $0.value, $0.lowerLimit, $0.upperLimit] }
        return ChartScale(fitting: values.compactMap(\.self), within: data.metric.range, top: top, bottom: bottom)
    }

    /// The latest of those told of the score drawn, each on a line of its own.
    private var incidents: [ReportedIncident] { data.incidents.filter { $0.unit == .score(data.metric) }.suffix(4) }

    var markup: Markup {
        let scale = scale
        return drawing("control-chart", width: width, height: height, title: title, description: description) {
            scale.grid(from: left, to: right, figures)
            limits(scale)
            Tag.path(.class("curve"), .points(curve(scale).linePath))
            for (point, place) in zip(control.points, places) { dots(point, place, scale) }
            for (index, incident) in incidents.enumerated() { bar(incident, top: Double(index) * lane) }
            axis.dates(figures, at: height - 14)
        }
    }

    private var title: String {
        figures.say(
            "Control chart of \(figures.metric(data.metric))", "Carte de contrôle\u{A0}: \(figures.metric(data.metric))"
        )
    }

    private var description: String {
        let signals = control.points.count(where: \.signal)
        let normal = figures.score(control.normal)
        return figures.say(
            "Normal: \(normal). Periods out of the limits: \(signals) of \(control.points.count).",
            "Normale\u{A0}: \(normal). Périodes hors limites\u{A0}: \(signals) sur \(control.points.count).")
    }

    private var places: [Double] { data.points.map(axis.middle) }

    private func curve(_ scale: ChartScale) -> Curve {
        // Periods before the first answers have no average yet.
        let first = control.points.firstIndex { $0.value != nil } ?? 0
        return Curve(
            points: zip(control.points, places).map { point, place in
                CurvePoint(x: place, value: point.index < first ? nil : point.average, interval: nil)
            }, scale: scale)
    }

    /// The zone between the limits, which widens where answers are few.
    @MarkupBuilder private func limits(_ scale: ChartScale) -> [Markup] {
        let lower = zip(control.points, places).map { CurvePoint(x: $1, value: $0.lowerLimit, interval: nil) }
        let upper = zip(control.points, places).map { CurvePoint(x: $1, value: $0.upperLimit, interval: nil) }
        let zone = zip(control.points, places).map { point, place in
            CurvePoint(
                x: place, value: point.average,
                interval: Interval(low: point.lowerLimit ?? point.average, high: point.upperLimit ?? point.average))
        }
        Tag.path(.class("band before"), .points(Curve(points: zone, scale: scale).bandPath))
        Tag.path(.class("limit"), .points(Curve(points: lower, scale: scale).linePath))
        Tag.path(.class("limit"), .points(Curve(points: upper, scale: scale).linePath))
        if let centre = control.normal.value {
            line((left, scale.y(centre)), (right, scale.y(centre)), "centre")
            label(figures.say("normal", "normale"), right, scale.y(centre) - 5, "small", anchor: "end")
        }
    }

    @MarkupBuilder private func dots(_ point: ControlChart.Point, _ place: Double, _ scale: ChartScale) -> [Markup] {
        if let value = point.value {
            Tag.g {
                Tag.title { words(point) }
                dot(place, scale.y(value), 3, "point before")
                if point.signal {
                    diamond(place, scale.y(point.average))
                } else {
                    dot(place, scale.y(point.average), 3.5, "point")
                }
            }
        }
    }

    private func diamond(_ x: Double, _ y: Double) -> Markup {
        let (left, right, up, down) = (coordinate(x - 7), coordinate(x + 7), coordinate(y - 7), coordinate(y + 7))
        return Tag.path(
            .class("signal"),
            .points(
                "M\(coordinate(x)) \(up)L\(right) \(coordinate(y))L\(coordinate(x)) \(down)L\(left) \(coordinate(y))Z"))
    }

    private func words(_ point: ControlChart.Point) -> String {
        let start = data.points.indices.contains(point.index) ? figures.date(data.points[point.index].start) : ""
        let value = point.value.map { figures.value($0, data.metric) } ?? "–"
        return figures.say(
            "\(start): score \(value), average \(figures.value(point.average, data.metric)), \(figures.sample(point.count))",
            "\(start)\u{A0}: score \(value), moyenne \(figures.value(point.average, data.metric)), \(figures.sample(point.count))"
        )
    }

    private func bar(_ incident: ReportedIncident, top: Double) -> Markup {
        let start = max(left, axis.x(Double(incident.firedDay)))
        let end = min(
            right, axis.x(Double(incident.endedDay ?? Int(data.points.last.map { $0.start.dayNumber + 7 } ?? 0))))
        return Tag.g {
            Tag.title { incident.label?[figures.language] ?? incident.rule }
            rectangle(start, top + 16, max(6, end - start), 5, "incident", radius: 2)
            label(
                "! \(shortened(incident.key, 28))", start > (left + right) / 2 ? max(start + 6, end) : start, top + 12,
                "release-label", anchor: start > (left + right) / 2 ? "end" : "start")
        }
    }
}
