import ArgumentParser
import BundledData
import Feedback
import FeedbackStore
import Insights
import Linking

struct JourneyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "journey",
        abstract: "The journey as a table and a curve: volume, score, sentiment, top friction and drop-off a step.",
        discussion: "voc journey check says what each rule catches and what stays without a step.",
        subcommands: [Show.self, Check.self], defaultSubcommand: Show.self)
}

extension JourneyCommand {
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The journey as a table and a curve; several models one after the other.")

        @Argument(help: ArgumentHelp("Journey models; the default one when left out.", valueName: "model"))
        var models: [String] = []

        @Flag(name: .customLong("by-channel"), help: "A map: each step in each channel, and where channels overlap.")
        var byChannel = false

        @Option(help: ArgumentHelp("Only this metric.", valueName: "nps|csat|ces|stars|sentiment"))
        var metric: ScoreMetric?

        @OptionGroup var filter: FilterOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            try global.reporting { terminal in
                let store = try global.workspace.openStore()
                let filter = try filter.filter(today: FilterOptions.today)
                let wanted: [String?] = models.isEmpty ? [nil] : models.map { $0 }
                let reports = try wanted.map { try report($0, filter, store) }
                if output.json {
                    return terminal.print(reports.count == 1 ? try Records.json(reports[0]) : try Records.json(reports))
                }
                if output.csv { return terminal.print(csv(reports)) }
                for (index, report) in reports.enumerated() {
                    if index > 0 { terminal.print("") }
                    if byChannel {
                        JourneyMapPrinter(terminal: terminal).print(report)
                    } else {
                        try show(report, terminal)
                    }
                }
            }
        }

        private func report(_ model: String?, _ filter: InsightFilter, _ store: FeedbackStore) throws -> JourneyReport {
            var report = try JourneyQuery(filter: filter, journey: model, metric: metric).run(on: store)
            let linker = StepLinker(journeys: try global.workspace.journeys(), defaultSteps: [:])
            try report.addVisits(from: store, filter: filter, map: try store.journeyMap(report.journey)) {
                linker.link(page: $0)?.step.step
            }
            try report.addEmotions(from: store, filter: filter, sides: try global.workspace.emotions().sides)
            return report
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
                    (terminal.text("drop-off", "abandon"), .right),
                ], flexible: [4])
            for step in report.steps {
                table.add([
                    step.label[terminal.language], grouped(step.items, terminal.language), score(step, figures),
                    BandCurve(step.sentiment, step.sentimentInterval).text(terminal),
                    friction(step, catalog, figures, terminal.language),
                    step.sessions.map { figures.percent($0.withErrors.value) } ?? "–",
                    dropOff(step, figures, terminal.language),
                ])
            }
            for line in table.lines(width: terminal.width) { terminal.print(line) }
            terminal.print(
                terminal.text(
                    "Errors: share of linked sessions with an error or a page not found. Drop-off: visits that ended in the step, nothing bought, of those that saw it. ",
                    "Erreurs : part des sessions reliées avec une erreur ou une page introuvable. Abandon : visites finies à l'étape sans achat, parmi celles qui l'ont vue. "
                )
                    + terminal.text("Not placed in any step: ", "Sans étape : ") + figures.share(report.unassigned)
                    + terminal.text(
                        " of \(grouped(report.items, .english)) items", " des \(grouped(report.items, .french)) retours"
                    ))
            terminal.printWithheld(report.withheld)
            EmotionPrinter(terminal: terminal, catalog: try global.workspace.emotions()).print(report)
        }

        private func score(_ step: JourneyReport.Step, _ figures: FigurePrinter) -> String {
            guard let first = step.scores.first(where: { $0.metric != .sentiment }) ?? step.scores.first else {
                return "–"
            }
            return "\(first.metric.rawValue) \(figures.score(first))"
        }

        private func friction(
            _ step: JourneyReport.Step, _ catalog: FrictionCatalog, _ figures: FigurePrinter, _ language: OutputLanguage
        ) -> String {
            guard let code = step.topFriction else { return "–" }
            let share = step.topFrictionShare.map { " (\(figures.percent($0.value)))" } ?? ""
            return catalog.label(code, language) + share
        }

        /// Visits that saw the step and ended in it without buying; their number where the share is not known.
        private func dropOff(_ step: JourneyReport.Step, _ figures: FigurePrinter, _ language: OutputLanguage) -> String
        {
            guard let visits = step.visits else { return "–" }
            return visits.dropOff.map { figures.percent($0.value) } ?? grouped(visits.left, language)
        }

        private func csv(_ reports: [JourneyReport]) -> String {
            let rows = reports.flatMap(\.steps).flatMap { step in
                step.scores.map { score in
                    let numbers: [Double?] = [score.value, score.interval?.low, score.interval?.high]
                    let felt: [Double?] = [step.felt?.net, step.felt?.interval?.low, step.felt?.interval?.high]
                    let tail: [String] =
                        ["\(score.count)", Records.cell(step.sentiment), step.topFriction ?? ""]
                        + felt.map(Records.cell)
                        + ["\(step.felt?.named.count ?? 0)", step.felt?.emotions.first?.code ?? ""]
                    return [step.code, "\(step.items)", score.metric.rawValue] + numbers.map(Records.cell) + tail
                }
            }
            return Records.csv(
                header: [
                    "step", "items", "metric", "value", "low", "high", "n", "sentiment", "top_friction", "emotion",
                    "emotion_low", "emotion_high", "emotion_n", "top_emotion",
                ],
                rows: rows)
        }
    }
}
