import Feedback

/// Where values of a score stand on a drawing, top is best.
struct ChartScale: Sendable {
    let range: ClosedRange<Double>
    /// Positions from the top of the drawing of the range's ends.
    let top: Double
    let bottom: Double
    let ticks: [Double]

    /// - Parameters:
    ///   - values: everything that has to fit; the whole of `limits` when there is nothing.
    ///   - limits: what the score can be.
    init(fitting values: [Double], within limits: ClosedRange<Double>, top: Double, bottom: Double) {
        let low = values.min() ?? limits.lowerBound
        let high = values.max() ?? limits.upperBound
        let step = Self.tickStep(for: max(high - low, (limits.upperBound - limits.lowerBound) / 20))
        let first = max((low / step).rounded(.down) * step, limits.lowerBound)
        let last = min((high / step).rounded(.up) * step, limits.upperBound)
        range = first...max(last, first + step)
        ticks = stride(from: first, through: range.upperBound + step / 1000, by: step).map { $0 }
        self.top = top
        self.bottom = bottom
    }

    /// A scale without ticks.
    init(_ range: ClosedRange<Double>, top: Double, bottom: Double) {
        self.range = range
        self.top = top
        self.bottom = bottom
        ticks = []
    }

    func y(_ value: Double) -> Double {
        bottom - (value - range.lowerBound) / (range.upperBound - range.lowerBound) * (bottom - top)
    }

    /// 1, 2 or 5 times a power of ten: four to six steps over the width.
    private static func tickStep(for width: Double) -> Double {
        var step = 0.1
        let factors = [2.0, 2.5, 2.0]
        var index = 0
        while width / step > 5.5 {
            step *= factors[index % 3]
            index += 1
        }
        return step
    }
}

/// One point of a curve: where it stands, and the ends of its interval. `nil` where there are too few answers.
struct CurvePoint {
    var x: Double
    var value: Double?
    var interval: Interval?
}

/// A curve with its interval band, broken where there is no value: a gap is never bridged.
struct Curve {
    let points: [CurvePoint]
    let scale: ChartScale

    /// Stretches of neighbouring points with a value.
    private var runs: [[CurvePoint]] {
        points.split { $0.value == nil }.map(Array.init)
    }

    var linePath: String {
        runs.filter { $0.count > 1 }.map { run in
            "M" + run.map { "\(coordinate($0.x)) \(coordinate(scale.y($0.value ?? 0)))" }.joined(separator: "L")
        }.joined()
    }

    /// The band around each stretch; an upright bar for a point that stands alone.
    var bandPath: String { runs.map(band).joined() }

    private func band(_ run: [CurvePoint]) -> String {
        var run = run
        if run.count == 1 {
            run = [run[0], run[0]]
            (run[0].x, run[1].x) = (run[0].x - 2, run[1].x + 2)
        }
        let upper = run.map { "\(coordinate($0.x)) \(coordinate(scale.y($0.interval?.high ?? $0.value ?? 0)))" }
        let lower = run.reversed().map {
            "\(coordinate($0.x)) \(coordinate(scale.y($0.interval?.low ?? $0.value ?? 0)))"
        }
        return "M" + (upper + lower).joined(separator: "L") + "Z"
    }
}

extension ChartScale {
    /// A line at each tick, with its figure to the left.
    @MarkupBuilder func grid(from left: Double, to right: Double, _ figures: FigureText) -> [Markup] {
        for tick in ticks {
            line((left, y(tick)), (right, y(tick)), tick == 0 ? "axis" : "grid")
            label(
                figures.decimal(tick, places: tick == tick.rounded() ? 0 : 1), left - 8, y(tick) + 4, anchor: "end")
        }
    }
}

/// What every drawing starts with: its size, its name and its description for those who cannot see it.
func drawing(
    _ id: String, width: Double, height: Double, title: String, description: String,
    @MarkupBuilder content: () -> [Markup]
) -> Markup {
    Tag.svg(
        .class("chart"), Attribute("viewBox", "0 0 \(coordinate(width)) \(coordinate(height))"),
        Attribute("role", "img"),
        Attribute("aria-labelledby", "\(id)-title \(id)-description")
    ) {
        Tag.title(.id("\(id)-title")) { title }
        Tag.desc(.id("\(id)-description")) { description }
        content()
    }
}

/// A word or a figure in a drawing.
func label(_ text: String, _ x: Double, _ y: Double, _ style: String = "", anchor: String = "middle") -> Markup {
    Tag.text(
        Attribute("x", x), Attribute("y", y), Attribute("text-anchor", anchor), style.isEmpty ? nil : .class(style)
    ) {
        text
    }
}

func line(_ from: (x: Double, y: Double), _ to: (x: Double, y: Double), _ style: String) -> Markup {
    Tag.line(
        .class(style), Attribute("x1", from.x), Attribute("y1", from.y), Attribute("x2", to.x), Attribute("y2", to.y))
}

func rectangle(_ x: Double, _ y: Double, _ width: Double, _ height: Double, _ style: String, radius: Double = 0)
    -> Markup
{
    Tag.rect(
        .class(style), Attribute("x", x), Attribute("y", y), Attribute("width", max(0, width)),
        Attribute("height", max(0, height)), radius > 0 ? Attribute("rx", radius) : nil)
}

func dot(_ x: Double, _ y: Double, _ radius: Double, _ style: String) -> Markup {
    Tag.circle(.class(style), Attribute("cx", x), Attribute("cy", y), Attribute("r", radius))
}
