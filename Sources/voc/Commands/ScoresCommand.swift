import ArgumentParser
import BundledData
import Feedback
import FeedbackStore
import Insights

struct ScoresCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scores", abstract: "NPS, CSAT, CES, stars and net sentiment, with interval and n.",
        discussion: "Under 10 answers no score is printed, under 30 it is marked indicative.")

    @Option(
        help: ArgumentHelp("Only this metric; all with answers by default.", valueName: "nps|csat|ces|stars|sentiment"))
    var metric: ScoreMetric?

    @Option(
        help: ArgumentHelp(
            "Break down by step, friction, channel, language, source or any attribute.", valueName: "dimension"))
    var by: String?

    @Option(help: ArgumentHelp("One score a period.", valueName: "day|week|month"))
    var every: PeriodLength?

    @OptionGroup var filter: FilterOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    func run() throws {
        try global.reporting { terminal in
            let store = try global.workspace.openStore()
            let filter = try filter.filter(today: FilterOptions.today)
            let metrics = try metric.map { [$0] } ?? ScoreMetric.allCases.filter(try store.metrics().contains)
            let reports = try metrics.map {
                try ScoreQuery(filter: filter, metric: $0, by: by.map(InsightDimension.init), every: every).run(
                    on: store)
            }
            if output.json { return terminal.print(try Records.json(reports)) }
            if output.csv { return terminal.print(csv(reports)) }
            guard !reports.isEmpty else {
                return terminal.print(
                    terminal.text("No answer to score yet.", "Aucune réponse à noter pour l'instant."))
            }
            if by == nil && every == nil { show(reports, terminal) } else { try showRows(reports, terminal) }
        }
    }

    private func show(_ reports: [ScoreReport], _ terminal: Terminal) {
        let figures = FigurePrinter(language: terminal.language)
        var table = Table([
            (terminal.text("score", "score"), .left),
            (terminal.text("value [95% interval]", "valeur [intervalle à 95 %]"), .left),
            ("n", .right), (terminal.text("scale", "échelle"), .left),
        ])
        for report in reports {
            table.add([
                report.metric.label[terminal.language], figures.score(report.overall),
                grouped(report.overall.count, terminal.language), report.metric.range[terminal.language],
            ])
        }
        for line in table.lines(width: terminal.width) { terminal.print(line) }
    }

    private func showRows(_ reports: [ScoreReport], _ terminal: Terminal) throws {
        let figures = FigurePrinter(language: terminal.language)
        let names = try global.workspace.names(terminal.language)
        for report in reports {
            let name = report.metric.label[terminal.language]
            terminal.print(
                terminal.bold(name) + "  " + figures.score(report.overall)
                    + "  n = \(grouped(report.overall.count, terminal.language))")
            var table = Table(
                [
                    (names.dimension(by ?? ""), .left),
                    (every == nil ? "" : terminal.text("from", "à partir du"), .left),
                    (terminal.text("value [95% interval]", "valeur [intervalle à 95 %]"), .left), ("n", .right),
                    ("", .left),
                ], flexible: [0])
            for row in report.rows where row.score.count > 0 {
                table.add([
                    row.key.map { names.part($0, of: report.dimension ?? "") } ?? "",
                    row.period ?? "", figures.score(row.score), grouped(row.score.count, terminal.language),
                    bar(row.score),
                ])
            }
            for line in table.lines(width: terminal.width) { terminal.print(line) }
        }
    }

    /// The score on its scale in twenty columns; empty under the floor.
    private func bar(_ figure: ScoreFigure) -> String {
        guard let value = figure.value else { return "" }
        let bounds = figure.metric.bounds
        let share = (value - bounds.lowerBound) / (bounds.upperBound - bounds.lowerBound)
        return String(repeating: "▪", count: max(0, min(20, Int((share * 20).rounded()))))
    }

    private func csv(_ reports: [ScoreReport]) -> String {
        func cells(_ metric: ScoreMetric, _ key: String?, _ period: String?, _ figure: ScoreFigure) -> [String] {
            [
                metric.rawValue, key ?? "", period ?? "", figure.value.map { "\($0)" } ?? "",
                figure.interval.map { "\($0.low)" } ?? "", figure.interval.map { "\($0.high)" } ?? "",
                "\(figure.count)",
                figure.floor.rawValue,
            ]
        }
        let rows = reports.flatMap { report in
            report.rows.isEmpty
                ? [cells(report.metric, nil, nil, report.overall)]
                : report.rows.map { cells(report.metric, $0.key, $0.period, $0.score) }
        }
        return Records.csv(header: ["metric", "key", "period", "value", "low", "high", "n", "floor"], rows: rows)
    }
}

extension ScoreMetric {
    /// The ends of the scale scores are printed on.
    var bounds: ClosedRange<Double> {
        switch self {
        case .nps, .sentiment: -100...100
        case .csat: 0...100
        case .ces: 1...7
        case .stars: 1...5
        }
    }

    fileprivate var range: Phrase {
        switch self {
        case .nps: Phrase(en: "−100 to 100", fr: "−100 à 100")
        case .csat: Phrase(en: "share of 4s and 5s of 5", fr: "part des 4 et 5 sur 5")
        case .ces: Phrase(en: "1 to 7, 7 = easy", fr: "1 à 7, 7 = facile")
        case .stars: Phrase(en: "1 to 5", fr: "1 à 5")
        case .sentiment: Phrase(en: "% positive − % negative texts", fr: "% textes positifs − % négatifs")
        }
    }
}
