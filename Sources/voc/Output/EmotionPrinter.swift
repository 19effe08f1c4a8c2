import BundledData
import Feedback
import Insights

/// The emotion curve of a journey: a line a step with its band, a gap where too few texts say what is felt.
struct EmotionPrinter {
    var terminal: Terminal
    var catalog: EmotionCatalog
    private var figures: FigurePrinter { FigurePrinter(language: terminal.language) }

    init(terminal: Terminal, catalog: EmotionCatalog) {
        self.terminal = terminal
        self.catalog = catalog
    }

    func print(_ report: JourneyReport) {
        guard report.steps.contains(where: { $0.felt?.net != nil }) else { return }
        var table = Table(
            [
                (terminal.text("step", "étape"), .left),
                (terminal.text("name an emotion", "disent une émotion"), .right),
                (terminal.text("emotion −1…+1 [95%]", "émotion −1…+1 [95 %]"), .left),
                (terminal.text("named most", "les plus dites"), .left),
            ], flexible: [3])
        for step in report.steps {
            table.add([
                step.label[terminal.language], named(step.felt), curve(step.felt),
                (step.felt?.emotions ?? []).prefix(3).map(share).joined(separator: ", "),
            ])
        }
        terminal.print()
        for line in table.lines(width: terminal.width) { terminal.print(line) }
        terminal.print(
            terminal.dim(
                terminal.text(
                    "Emotion: texts more pleasant than unpleasant less the others, of those that name one; none under 10.",
                    "Émotion : textes plutôt agréables moins les désagréables, parmi ceux qui en disent une ; rien sous 10."
                )))
    }

    private func named(_ felt: StepEmotions?) -> String {
        guard let felt else { return "–" }
        return "\(grouped(felt.named.count, terminal.language)) (\(figures.percent(felt.named.value)))"
    }

    private func curve(_ felt: StepEmotions?) -> String {
        let text = BandCurve(felt?.net, felt?.interval).text(terminal)
        guard let interval = felt?.interval else { return text }
        let ends = [interval.low, interval.high].map { decimal($0, 2, terminal.language, signed: true) }
        return text + " [" + ends.joined(separator: terminal.text(", ", " ; ")) + "]"
    }

    private func share(_ emotion: StepEmotions.Emotion) -> String {
        "\(catalog.label(emotion.code, terminal.language)) \(figures.percent(emotion.share.value))"
    }
}
