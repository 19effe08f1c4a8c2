import ArgumentParser
import BundledData
import Feedback
import FeedbackStore
import Insights

struct JourneyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "journey",
        abstract: "The journey as a table and a curve: volume, score, sentiment and top friction a step.")

    @Argument(help: ArgumentHelp("The journey model; the default one when left out.", valueName: "model"))
    var model: String?

    @Option(help: ArgumentHelp("Only this metric.", valueName: "nps|csat|ces|stars|sentiment"))
    var metric: ScoreMetric?

    @OptionGroup var filter: FilterOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    func run() throws {
        try global.reporting { terminal in
            let store = try global.workspace.openStore()
            let filter = try filter.filter(today: FilterOptions.today)
            let report = try JourneyQuery(filter: filter, journey: model, metric: metric).run(on: store)
            if output.json { return terminal.print(try Records.json(report)) }
            if output.csv { return terminal.print(csv(report)) }
            try show(report, terminal)
        }
    }

    private func show(_ report: JourneyReport, _ terminal: Terminal) throws {
        let figures = FigurePrinter(language: terminal.language)
        let catalog = try global.workspace.catalog()
        terminal.print(terminal.bold(report.label[terminal.language]) + "  " + terminal.dim(report.journey))
        var table = Table(
            [
                (terminal.text("step", "étape"), .left), (terminal.text("items", "retours"), .right),
                (terminal.text("score [95%]", "score [95 %]"), .left),
                (terminal.text("sentiment −1…+1", "tonalité −1…+1"), .left),
                (terminal.text("top friction", "premier irritant"), .left),
                (terminal.text("errors", "erreurs"), .right),
            ], flexible: [4])
        for step in report.steps {
            table.add([
                step.label[terminal.language], grouped(step.items, terminal.language), score(step, figures),
                curve(step.sentiment, terminal), friction(step, catalog, figures, terminal.language),
                step.sessions.map { figures.percent($0.withErrors.value) } ?? "–",
            ])
        }
        for line in table.lines(width: terminal.width) { terminal.print(line) }
        terminal.print(
            terminal.text(
                "Errors: share of linked sessions with an error or a page not found. ",
                "Erreurs : part des sessions reliées avec une erreur ou une page introuvable. ")
                + terminal.text("Not placed in any step: ", "Sans étape : ") + figures.share(report.unassigned)
                + terminal.text(
                    " of \(grouped(report.items, .english)) items", " des \(grouped(report.items, .french)) retours"))
    }

    private func score(_ step: JourneyReport.Step, _ figures: FigurePrinter) -> String {
        guard let first = step.scores.first(where: { $0.metric != .sentiment }) ?? step.scores.first else { return "–" }
        return "\(first.metric.rawValue) \(figures.score(first))"
    }

    private func friction(
        _ step: JourneyReport.Step, _ catalog: FrictionCatalog, _ figures: FigurePrinter, _ language: OutputLanguage
    ) -> String {
        guard let code = step.topFriction else { return "–" }
        let share = step.topFrictionShare.map { " (\(figures.percent($0.value)))" } ?? ""
        return catalog.label(code, language) + share
    }

    /// A point between −1 and +1 in eleven columns, zero marked; a gap where there is too little data.
    private func curve(_ sentiment: Double?, _ terminal: Terminal) -> String {
        guard let sentiment else { return terminal.text("too few", "trop peu") }
        var cells = Array(repeating: "·", count: 11)
        cells[5] = "|"
        cells[max(0, min(10, Int(((sentiment + 1) * 5).rounded())))] = "●"
        return cells.joined() + " " + decimal(sentiment, 2, terminal.language, signed: true)
    }

    private func csv(_ report: JourneyReport) -> String {
        let rows = report.steps.flatMap { step in
            step.scores.map { score in
                let numbers: [Double?] = [score.value, score.interval?.low, score.interval?.high]
                let tail: [String] = ["\(score.count)", Records.cell(step.sentiment), step.topFriction ?? ""]
                return [step.code, "\(step.items)", score.metric.rawValue] + numbers.map(Records.cell) + tail
            }
        }
        return Records.csv(
            header: ["step", "items", "metric", "value", "low", "high", "n", "sentiment", "top_friction"], rows: rows)
    }
}
