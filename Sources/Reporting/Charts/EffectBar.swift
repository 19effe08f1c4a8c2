import Feedback

/// An effect with its interval on a line through zero, the size of a few words; the figures stand beside it.
struct EffectBar {
    let value: Double
    let interval: Interval
    /// What all bars of the table have to fit in.
    let range: ClosedRange<Double>

    private let width = 180.0
    private let height = 18.0

    private func x(_ value: Double) -> Double {
        4 + (value - range.lowerBound) / max(range.upperBound - range.lowerBound, 1e-9) * (width - 8)
    }

    var markup: Markup {
        let isSure = interval.excludesZero
        let style = !isSure ? "effect" : value < 0 ? "effect falls" : "effect rises"
        return Tag.svg(
            .class("effect-bar"), Attribute("viewBox", "0 0 \(coordinate(width)) \(coordinate(height))"),
            Attribute("aria-hidden", "true")
        ) {
            line((x(0), 0), (x(0), height), "axis")
            line((x(interval.low), height / 2), (x(interval.high), height / 2), style)
            dot(x(value), height / 2, 4, style)
        }
    }
}
