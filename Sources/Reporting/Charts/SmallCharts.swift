import Feedback
import Insights

/// A friction's share of items over time, the size of a word. Weeks with under ten items are gaps.
struct Sparkline {
    let shares: [ShareFigure]
    let name: String
    let figures: FigureText

    private let width = 120.0
    private let height = 28.0

    var markup: Markup {
        let highest = shares.filter { $0.total >= 10 }.map(\.value).max() ?? 0
        let scale = ChartScale(0...max(highest, 0.001), top: 3, bottom: height - 3)
        let spacing = (width - 8) / Double(max(1, shares.count - 1))
        let points = shares.enumerated().map { index, share in
            CurvePoint(x: 4 + Double(index) * spacing, value: share.total >= 10 ? share.value : nil, interval: nil)
        }
        return Tag.svg(
            .class("spark"), Attribute("viewBox", "0 0 \(coordinate(width)) \(coordinate(height))"),
            Attribute("role", "img"), Attribute("aria-label", words)
        ) {
            Tag.title { words }
            Tag.path(.class("curve"), .points(Curve(points: points, scale: scale).linePath))
            if let last = points.last, let value = last.value { dot(last.x, scale.y(value), 2.5, "point") }
        }
    }

    private var words: String {
        guard let first = shares.first(where: { $0.total >= 10 }), let last = shares.last(where: { $0.total >= 10 })
        else {
            return figures.say("\(name): too few items", "\(name)\u{A0}: trop peu de retours")
        }
        return "\(name)\(figures.colon)\(figures.percent(first.value)) (\(figures.sample(first.total))) → "
            + "\(figures.percent(last.value)) (\(figures.sample(last.total)))"
    }
}

/// One bar of a split, starting where the bar above ends: together they lead from nothing to the whole change.
struct ContributionBar {
    /// Sums of the contributions before and after this one.
    let from: Double
    let to: Double
    /// What all bars of the split have to fit in.
    let range: ClosedRange<Double>
    let isTotal: Bool

    private let width = 240.0
    private let height = 18.0

    private func x(_ value: Double) -> Double {
        4 + (value - range.lowerBound) / max(range.upperBound - range.lowerBound, 1e-9) * (width - 8)
    }

    var markup: Markup {
        let (start, end) = (x(min(from, to)), x(max(from, to)))
        let style = isTotal ? "part total" : to < from ? "part falls" : "part rises"
        return Tag.svg(
            .class("part-bar"), Attribute("viewBox", "0 0 \(coordinate(width)) \(coordinate(height))"),
            Attribute("aria-hidden", "true")
        ) {
            line((x(0), 0), (x(0), height), "axis")
            rectangle(start, 3, max(1.5, end - start), height - 6, style, radius: 1.5)
        }
    }
}
