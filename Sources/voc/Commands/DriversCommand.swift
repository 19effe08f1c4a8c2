import ArgumentParser
import BundledData
import Feedback
import FeedbackStore
import Insights

struct DriversCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drivers",
        abstract: "What matters for a score: frictions side by side, and each rating's share of what ratings explain.",
        discussion: """
            Frictions: one regression of the score on all of them, with channel, language and source held; robust \
            intervals, q-values. Ratings: Johnson's relative weights, which add up to R². Association, not a promise.
            """)

    @Option(help: ArgumentHelp("The score.", valueName: "nps|csat|ces|stars|sentiment"))
    var metric: ScoreMetric?

    @Option(help: ArgumentHelp("How many frictions.", valueName: "n"))
    var limit = 12

    @OptionGroup var filter: FilterOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    func run() throws {
        try global.reporting { terminal in
            let store = try global.workspace.openStore()
            let report = try DriverQuery(
                filter: try filter.filter(today: FilterOptions.today), metric: metric, limit: limit
            ).run(on: store)
            if output.json { return terminal.print(try Records.json(report)) }
            if output.csv { return terminal.print(csv(report)) }
            show(report, try global.workspace.names(terminal.language), terminal)
        }
    }

    private func show(_ report: DriverReport, _ names: Names, _ terminal: Terminal) {
        let figures = FigurePrinter(language: terminal.language)
        let name = report.metric.label[terminal.language]
        let fit = report.rSquared.map { "  R² = \(decimal($0, 2, terminal.language))" } ?? ""
        terminal.print(
            terminal.bold(terminal.text("\(name): frictions", "\(name) : irritants"))
                + "  n = \(grouped(report.count, terminal.language))\(fit)")
        var table = Table(
            [
                (names.dimension("friction"), .left), (terminal.text("share", "part"), .right),
                (terminal.text("adjusted effect [95%]", "effet ajusté [95 %]"), .left), ("q", .right),
                (terminal.text("correlation", "corrélation"), .right),
            ], flexible: [0])
        for row in report.tags {
            table.add([
                names.friction(row.friction), figures.percent(row.share.value),
                row.adjusted.map { figures.change($0.coefficient, $0.interval, report.metric) }
                    ?? terminal.text("too few", "trop peu"),
                row.adjusted.map { figures.probability($0.qValue) } ?? "",
                row.correlation.map { decimal($0, 2, terminal.language, signed: true) } ?? "",
            ])
        }
        for line in table.lines(width: terminal.width) { terminal.print(line) }
        for ratings in report.ratings { show(ratings, terminal) }
        terminal.print(
            terminal.dim(
                terminal.text(
                    "Effects with all other frictions, channel, language and source held. Association, not a promise.",
                    "Effets à autres irritants, canal, langue et source égaux. Association, pas promesse.")))
    }

    private func show(_ ratings: DriverReport.Ratings, _ terminal: Terminal) {
        terminal.print()
        let outcome = displayed(ratings.outcome.text ?? ratings.outcome.field)
        terminal.print(
            terminal.bold(terminal.text("Ratings behind “\(outcome)”", "Notes derrière « \(outcome) »"))
                + "  \(ratings.outcome.source)  n = \(grouped(ratings.count, terminal.language))  R² = \(decimal(ratings.rSquared, 2, terminal.language))"
        )
        var table = Table(
            [
                (terminal.text("rating", "note"), .left), (terminal.text("of R²", "de R²"), .right),
                (terminal.text("relative weight", "poids relatif"), .right),
                (terminal.text("correlation", "corrélation"), .right),
            ], flexible: [0])
        let figures = FigurePrinter(language: terminal.language)
        if let draw = ratings.draw { terminal.print("  " + figures.draw(draw)) }
        for row in ratings.rows {
            table.add([
                row.question.text ?? row.question.field, figures.percent(row.shareOfR2),
                decimal(row.weight, 3, terminal.language), decimal(row.correlation, 2, terminal.language, signed: true),
            ])
        }
        for line in table.lines(width: terminal.width) { terminal.print(line) }
    }

    private func csv(_ report: DriverReport) -> String {
        let tags = report.tags.map { row in
            ["friction", row.friction]
                + [
                    row.share.value, row.adjusted?.coefficient, row.adjusted?.interval.low, row.adjusted?.interval.high,
                    row.adjusted?.pValue, row.adjusted?.qValue, row.correlation, nil,
                ].map(Records.cell)
        }
        let ratings = report.ratings.flatMap { table in
            table.rows.map { row in
                ["rating", row.question.field] + Array(repeating: "", count: 6)
                    + [Records.cell(row.correlation), Records.cell(row.weight)]
            }
        }
        return Records.csv(
            header: [
                "kind", "key", "share", "coefficient", "low", "high", "p", "q", "correlation", "relative_weight",
            ], rows: tags + ratings)
    }
}
