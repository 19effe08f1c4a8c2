import Feedback
import Insights

/// The emotion curve: what is felt at each step from −1 to +1 with its band, a gap where too few say, and how many do as bars.
/// Steps stand where ``JourneyChart`` has them.
struct EmotionChart {
    let steps: [JourneyReport.Step]
    let figures: FigureText

    private let width = 960.0
    private var height: Double { steps.contains { name($0).count > 1 } ? 294 : 280 }
    private let left = 52.0
    private let right = 944.0
    private let top = 20.0
    private let bottom = 192.0
    private let barTop = 212.0
    private let barBottom = 250.0
    private var slot: Double { (right - left) / Double(max(1, steps.count)) }

    private func middle(_ index: Int) -> Double { left + (Double(index) + 0.5) * slot }
    private func name(_ step: JourneyReport.Step) -> [String] {
        stepNameLines(step.label[figures.language], width: slot)
    }

    var markup: Markup {
        // Always the whole range, so that the middle is neither.
        let scale = ChartScale(fitting: [], within: -1...1, top: top, bottom: bottom)
        return drawing(
            "emotion-chart", width: width, height: height,
            title: figures.say("Emotion along the journey", "Émotion le long du parcours"), description: description
        ) {
            scale.grid(from: left, to: right, figures)
            curve(scale)
            bars
            for (index, step) in steps.enumerated() {
                for (row, part) in name(step).enumerated() {
                    label(part, middle(index), barBottom + 22 + Double(row) * 17, "step-name")
                }
            }
        }
    }

    private var description: String {
        steps.map { "\($0.label[figures.language])\(figures.colon)\(figures.emotion($0.felt))" }.joined(separator: ". ")
            + "."
    }

    @MarkupBuilder private func curve(_ scale: ChartScale) -> [Markup] {
        let curve = Curve(
            points: steps.enumerated().map { index, step in
                CurvePoint(x: middle(index), value: step.felt?.net, interval: step.felt?.interval)
            }, scale: scale)
        Tag.path(.class("band after"), .points(curve.bandPath))
        Tag.path(.class("curve after"), .points(curve.linePath))
        for (index, step) in steps.enumerated() {
            if let net = step.felt?.net {
                Tag.g {
                    Tag.title { "\(step.label[figures.language])\(figures.colon)\(figures.emotion(step.felt))" }
                    dot(middle(index), scale.y(net), 4.5, "point after")
                }
            }
        }
    }

    @MarkupBuilder private var bars: [Markup] {
        let most = steps.map { $0.felt?.named.count ?? 0 }.max() ?? 0
        label("n", left - 8, barBottom, anchor: "end")
        line((left, barBottom), (right, barBottom), "axis")
        for (index, step) in steps.enumerated() where most > 0 {
            let count = step.felt?.named.count ?? 0
            let height = Double(count) / Double(most) * (barBottom - barTop)
            rectangle(middle(index) - 9, barBottom - height, 18, height, "bar after")
            label(figures.count(count), middle(index), barBottom - height - 4, "small")
            if step.felt?.net == nil {
                label(
                    count == 0 ? figures.say("none", "aucune") : figures.say("too few", "trop peu"), middle(index),
                    bottom - 6, "small quiet")
            }
        }
    }
}

extension FigureText {
    /// The net emotion with its interval and n, or that there are too few.
    func emotion(_ felt: StepEmotions?) -> String {
        guard let felt, let net = felt.net else { return tooFew(felt?.named.count ?? 0) }
        let margin = felt.interval.map { " " + interval($0, places: 2, signed: true) } ?? ""
        return decimal(net, places: 2, signed: true) + margin + ", " + sample(felt.named.count)
    }
}
