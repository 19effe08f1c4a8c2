import Feedback
import Insights

/// The split of a change as a waterfall: from the score before, part by part, to the score after.
struct WaterfallChart {
    let split: SplitParts
    let change: ChangeReport
    let figures: FigureText
    let id: String
    let title: String
    /// What each part is called, in the order of the split.
    let names: [String]
    /// The score before.
    let start: Double

    private let width = 960.0
    private var height: Double { bottom + 34 + 14 * Double(max(1, names.map { wrapped($0).count }.max() ?? 1) - 1) }
    private let left = 52.0
    private let right = 944.0
    private let top = 26.0
    private let bottom = 244.0
    private var slot: Double { (right - left) / Double(split.parts.count + 2) }

    private func middle(_ index: Int) -> Double { left + (Double(index) + 0.5) * slot }

    private var scale: ChartScale {
        let values = [start, start + split.total] + split.parts.flatMap { [start + $0.from, start + $0.to] }
        return ChartScale(fitting: values, within: change.metric.range, top: top, bottom: bottom)
    }

    var markup: Markup {
        let scale = scale
        return drawing(id, width: width, height: height, title: title, description: description) {
            scale.grid(from: left, to: right, figures)
            end(0, start, figures.say("Before", "Avant"), scale)
            for (index, part) in split.parts.enumerated() { bar(index, part, scale) }
            end(split.parts.count + 1, start + split.total, figures.say("After", "Après"), scale)
        }
    }

    private var description: String {
        let parts = zip(names, split.parts).map { name, part in
            "\(name)\(figures.colon)\(signed(part.contribution))"
        }
        let ends = "\(figures.score(change.before)) → \(figures.score(change.after))"
        return ([ends] + parts).joined(separator: ". ") + "."
    }

    private func signed(_ value: Double) -> String { figures.value(value, change.metric, signed: true) }

    /// A thick line at the score: a bar from below would show nothing, since the scale does not start at zero.
    @MarkupBuilder private func end(_ index: Int, _ value: Double, _ name: String, _ scale: ChartScale) -> [Markup] {
        let place = middle(index)
        rectangle(place - slot * 0.36, scale.y(value) - 2.5, slot * 0.72, 5, "part total")
        label(figures.value(value, change.metric), place, scale.y(value) - 9, "step-name")
        label(name, place, bottom + 22, "step-name")
    }

    @MarkupBuilder private func bar(_ index: Int, _ part: SplitParts.Part, _ scale: ChartScale) -> [Markup] {
        let place = middle(index + 1)
        let (from, to) = (scale.y(start + part.from), scale.y(start + part.to))
        line((place - slot * 1.36 + slot * 0.72, from), (place + slot * 0.36, from), "connector")
        Tag.g {
            Tag.title { "\(names[index])\(figures.colon)\(signed(part.contribution))" }
            rectangle(
                place - slot * 0.36, min(from, to), slot * 0.72, max(2, abs(to - from)),
                part.contribution < 0 ? "part falls" : "part rises", radius: 1.5)
        }
        label(
            signed(part.contribution), place, max(from, to) + 15 > bottom - 2 ? min(from, to) - 6 : max(from, to) + 15,
            "small")
        for (row, word) in wrapped(names[index]).enumerated() {
            label(word, place, bottom + 22 + Double(row) * 14, "small part-name")
        }
    }

    /// At most four lines of whole words, each as wide as its place lets it.
    private func wrapped(_ name: String) -> [String] {
        let room = max(6, Int(slot / 6.2))
        var lines: [String] = []
        for word in name.split(separator: " ") {
            if let last = lines.last, last.count + 1 + word.count <= room {
                lines[lines.count - 1] = last + " " + word
            } else {
                lines.append(shortened(String(word), room))
            }
        }
        guard lines.count > 4 else { return lines }
        return lines.prefix(3) + [shortened(lines[3] + "…", room)]
    }
}
