import Feedback
import Insights

/// The journey curve: each step's score in the period before and in the last one, with interval bands, gaps where there is
/// too little to say, the answers as bars, and the fallen steps outlined.
struct JourneyChart {
    let data: ReportData
    let figures: FigureText

    private let width = 960.0
    private var height: Double {
        data.steps.contains { stepNameLines($0.label[figures.language], width: slot).count > 1 } ? 334 : 320
    }
    private let left = 52.0
    private let right = 944.0
    private let top = 34.0
    private let bottom = 232.0
    private let barTop = 252.0
    private let barBottom = 290.0
    private var slot: Double { (right - left) / Double(max(1, data.steps.count)) }

    private func middle(_ index: Int) -> Double { left + (Double(index) + 0.5) * slot }

    private var scale: ChartScale {
        let shown = data.steps.flatMap { [$0.before, $0.after] }.filter { $0.value != nil }
        let values = shown.flatMap { [$0.value, $0.interval?.low, $0.interval?.high] }
        return ChartScale(fitting: values.compactMap(\.self), within: data.curveMetric.range, top: top, bottom: bottom)
    }

    var markup: Markup {
        let scale = scale
        let name = figures.metric(data.curveMetric)
        return drawing(
            "journey-chart", width: width, height: height,
            title: figures.say("\(name) along the journey", "\(name) le long du parcours"), description: description
        ) {
            fallen
            scale.grid(from: left, to: right, figures)
            series(\.before, "before", scale, shift: -4)
            series(\.after, "after", scale, shift: 4)
            bars
            names
        }
    }

    private var description: String {
        data.steps.map { "\($0.label[figures.language])\(figures.colon)\(figures.score($0.after))" }.joined(
            separator: ". ")
            + "."
    }

    @MarkupBuilder private var fallen: [Markup] {
        for (index, step) in data.steps.enumerated() where step.hasFallen {
            rectangle(
                middle(index) - slot / 2 + 3, top - 22, slot - 6, barBottom - top + 22, "period fallen", radius: 4)
            label("▼ " + figures.say("down", "en baisse"), middle(index), top - 8, "fallen-label")
        }
    }

    @MarkupBuilder private func series(
        _ path: KeyPath<ReportData.StepPair, ScoreFigure>, _ style: String, _ scale: ChartScale, shift: Double
    ) -> [Markup] {
        let curve = Curve(
            points: data.steps.enumerated().map { index, step in
                CurvePoint(
                    x: middle(index) + shift, value: step[keyPath: path].value, interval: step[keyPath: path].interval)
            }, scale: scale)
        Tag.path(.class("band \(style)"), .points(curve.bandPath))
        Tag.path(.class("curve \(style)"), .points(curve.linePath))
        for (index, step) in data.steps.enumerated() {
            let figure = step[keyPath: path]
            if let value = figure.value {
                Tag.g {
                    Tag.title { "\(step.label[figures.language])\(figures.colon)\(figures.score(figure))" }
                    dot(middle(index) + shift, scale.y(value), 4.5, "point \(style)")
                }
            }
        }
    }

    @MarkupBuilder private var bars: [Markup] {
        let most = data.steps.flatMap { [$0.before.count, $0.after.count] }.max() ?? 0
        label("n", left - 8, barBottom, anchor: "end")
        line((left, barBottom), (right, barBottom), "axis")
        for (index, step) in data.steps.enumerated() where most > 0 {
            let place = middle(index)
            for (figure, style, start) in [
                (step.before, "bar before", place - 20), (step.after, "bar after", place + 2),
            ] {
                let height = Double(figure.count) / Double(most) * (barBottom - barTop)
                rectangle(start, barBottom - height, 18, height, style)
                label(figures.count(figure.count), start + 9, barBottom - height - 4, "small")
            }
            if step.after.value == nil {
                label(
                    step.after.count == 0 ? figures.say("none", "aucune") : figures.say("too few", "trop peu"), place,
                    bottom - 6, "small quiet")
            }
        }
    }

    @MarkupBuilder private var names: [Markup] {
        for (index, step) in data.steps.enumerated() {
            for (row, part) in stepNameLines(step.label[figures.language], width: slot).enumerated() {
                label(part, middle(index), barBottom + 22 + Double(row) * 17, "step-name")
            }
        }
    }
}

/// Two lines at most, cut at the blank nearest to the middle when the name is wider than its place.
func stepNameLines(_ name: String, width: Double) -> [String] {
    guard Double(name.count) * 7.5 > width else { return [name] }
    let blanks = name.indices.filter { name[$0] == " " }
    let half = name.count / 2
    let cut = blanks.min {
        abs(name.distance(from: name.startIndex, to: $0) - half)
            < abs(name.distance(from: name.startIndex, to: $1) - half)
    }
    guard let cut else { return [shortened(name, max(4, Int(width / 7.5)))] }
    return [String(name[..<cut]), String(name[name.index(after: cut)...])]
}

extension Label {
    subscript(language: OutputLanguage) -> String { phrase[language] }
}
