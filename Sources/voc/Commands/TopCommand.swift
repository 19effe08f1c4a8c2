import ArgumentParser
import BundledData
import Feedback
import FeedbackStore
import Insights

struct TopCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "top",
        abstract: "What hurts most: friction points ranked by share, severity and impact on the score.",
        discussion:
            "Impact is leave-one-out: the score as it is minus the score without the items that name the friction. It is association, not a promise."
    )

    @Option(
        help: ArgumentHelp("Rank friction, step, channel, language, source or any attribute.", valueName: "dimension"))
    var by = "friction"

    @Option(help: ArgumentHelp("The score the impact is on.", valueName: "nps|csat|ces|stars|sentiment"))
    var metric: ScoreMetric?

    @Option(help: ArgumentHelp("How many.", valueName: "n"))
    var limit = 10

    @Option(help: ArgumentHelp("Quotes for each.", valueName: "n"))
    var quotes = 2

    @Option(help: ArgumentHelp("Linked sessions for each.", valueName: "n"))
    var sessions = 3

    @OptionGroup var filter: FilterOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    func run() throws {
        try global.reporting { terminal in
            let store = try global.workspace.openStore()
            let query = TopQuery(
                filter: try filter.filter(today: FilterOptions.today), metric: metric, by: InsightDimension(by),
                limit: limit,
                quotes: quotes, sessions: sessions)
            let report = try query.run(on: store)
            if output.json { return terminal.print(try Records.json(report)) }
            if output.csv { return terminal.print(csv(report)) }
            try TopPrinter(terminal: terminal, names: try global.workspace.names(terminal.language)).print(report)
        }
    }

    private func csv(_ report: TopReport) -> String {
        let rows = report.rows.map(cells)
        return Records.csv(
            header: [
                "rank", report.dimension, "mentions", "items", "share", "share_low", "share_high", "sentiment",
                "severity",
                "impact", "impact_low", "impact_high", "gap", "main_step", "priority", "quote", "sessions",
            ], rows: rows)
    }

    private func cells(_ row: TopReport.Row) -> [String] {
        let numbers: [Double?] = [
            row.share.value, row.share.interval.low, row.share.interval.high, row.sentiment, row.severity,
            row.impact?.leaveOneOut, row.impact?.leaveOneOutInterval.low, row.impact?.leaveOneOutInterval.high,
            row.impact?.gap,
        ]
        var cells = ["\(row.rank)", row.key, "\(row.mentions)", "\(row.items)"]
        cells.append(contentsOf: numbers.map(Records.cell))
        cells.append(contentsOf: [row.mainStep ?? "", Records.cell(row.priority), row.quotes.first?.text ?? ""])
        cells.append(row.sessions.map(\.sessionID).joined(separator: " "))
        return cells
    }
}
