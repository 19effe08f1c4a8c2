import ArgumentParser
import BundledData
import Feedback
import FeedbackStore
import Insights

struct ChangeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "change",
        abstract: "Is it really down, and why: the exact split of a score's change between two periods.")

    @Option(help: ArgumentHelp("The score.", valueName: "nps|csat|ces|stars|sentiment"))
    var metric: ScoreMetric?

    @Option(
        help: ArgumentHelp("The period before: 2026-09, 2026-09-01..2026-09-28, 'last month'.", valueName: "period"))
    var from: String

    @Option(help: ArgumentHelp("The period after.", valueName: "period"))
    var to: String

    @Option(
        help: ArgumentHelp(
            "Split by step, friction, channel, language, source or any attribute. Repeatable; the first four by default.",
            valueName: "dimension"))
    var by: [String] = []

    @Option(help: ArgumentHelp("Rows a split.", valueName: "n"))
    var limit = 6

    @OptionGroup var filter: FilterOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    func run() throws {
        try global.reporting { terminal in
            let store = try global.workspace.openStore()
            let today = FilterOptions.today
            let dimensions = by.isEmpty ? [.step, .friction, .channel, .language] : by.map(InsightDimension.init)
            let query = ChangeQuery(
                filter: try filter.filter(today: today), metric: metric, from: try Period(from, today: today),
                to: try Period(to, today: today), by: dimensions, stopWords: try global.workspace.stopWords())
            let report = try query.run(on: store)
            if output.json { return terminal.print(try Records.json(report)) }
            if output.csv { return terminal.print(csv(report)) }
            ChangePrinter(terminal: terminal, names: try global.workspace.names(terminal.language), limit: limit).print(
                report)
        }
    }

    private func csv(_ report: ChangeReport) -> String {
        let rows = report.splits.flatMap { split in split.rows.map { cells($0, split.dimension) } }
        return Records.csv(
            header: [
                "dimension", "key", "before", "n_before", "after", "n_after", "mix", "rate", "contribution", "p", "q",
            ],
            rows: rows)
    }

    private func cells(_ row: ChangeReport.Row, _ dimension: String) -> [String] {
        let numbers: [Double?] = [
            row.before.value, Double(row.before.count), row.after.value, Double(row.after.count), row.mix, row.rate,
            row.contribution, row.change.pValue, row.change.qValue,
        ]
        return [dimension, row.key] + numbers.map(Records.cell)
    }
}
