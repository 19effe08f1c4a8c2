import ArgumentParser
import BundledData
import Feedback
import FeedbackStore
import Insights

struct TopCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "top",
        abstract: "What hurts most: friction points ranked by share, severity and impact on the score.",
        discussion: """
            Impact is leave-one-out: the score as it is minus the score without the items that name the friction. The adjusted \
            effect holds all other frictions, channel, language and source. Both are association, not a promise. The weights \
            of the ranking are in seeds/priority.yaml.
            """)

    @Option(
        help: ArgumentHelp("Rank friction, step, channel, language, source or any attribute.", valueName: "dimension"))
    var by = "friction"

    @Option(help: ArgumentHelp("The score the impact is on.", valueName: "nps|csat|ces|stars|sentiment"))
    var metric: ScoreMetric?

    @Option(help: ArgumentHelp("How many.", valueName: "n"))
    var limit = 10

    @Option(
        help: ArgumentHelp(
            "Sort by \(TopSort.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "column"))
    var sort = TopSort.priority

    @Flag(
        help: "Count respondents and fit adjusted effects however many items there are; over 50,000 it takes seconds.")
    var exact = false

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
                quotes: quotes, sessions: sessions, weights: try global.workspace.priorityWeights(), sort: sort,
                exact: exact)
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
                "respondents",
                "impact_boot_low", "impact_boot_high", "gap_low", "gap_high", "gap_boot_low", "gap_boot_high",
                "adjusted",
                "adjusted_low", "adjusted_high", "trend", "trend_q", "segments", "exposed", "exposed_low",
                "exposed_high", "orders", "orders_low", "orders_high", "currency",
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
        cells.append(row.respondents.map { "\($0)" } ?? "")
        let more: [Double?] = [
            row.impact?.leaveOneOutBootstrap?.low, row.impact?.leaveOneOutBootstrap?.high, row.impact?.gapInterval.low,
            row.impact?.gapInterval.high, row.impact?.gapBootstrap?.low, row.impact?.gapBootstrap?.high,
            row.adjusted?.coefficient, row.adjusted?.interval.low, row.adjusted?.interval.high, row.trend?.change.value,
            row.trend?.change.qValue,
        ]
        cells.append(contentsOf: more.map(Records.cell))
        cells.append(row.segments.map { "\($0.dimension)=\($0.key)" }.joined(separator: " "))
        cells.append(
            contentsOf: [row.exposed?.value, row.exposed?.range.low, row.exposed?.range.high].map(Records.cell))
        cells.append(row.orders.map { "\($0.orders)" } ?? "")
        cells.append(contentsOf: [row.orders?.range.low, row.orders?.range.high].map(Records.cell))
        cells.append(row.orders?.currency ?? "")
        return cells
    }
}
