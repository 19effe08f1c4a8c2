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
            "Split by step, friction, topic, channel, language, source or any attribute. Repeatable; all named by default.",
            valueName: "dimension"))
    var by: [String] = []

    @Option(help: ArgumentHelp("Rows a split.", valueName: "n"))
    var limit = 6

    @Flag(
        inversion: .prefixedNo,
        help: "Split over frictions that overlap by Shapley values too; by default up to 200,000 items.")
    var shapley: Bool?

    @OptionGroup var filter: FilterOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    func run() throws {
        try global.reporting { terminal in
            let store = try global.workspace.openStore()
            let today = FilterOptions.today
            let dimensions =
                by.isEmpty ? [.step, .friction, .topic, .channel, .language, .source] : by.map(InsightDimension.init)
            let overlap: ChangeQuery.ShapleyUse =
                switch shapley {
                case true?: .always
                case false?: .never
                case nil: dimensions.contains(.friction) ? .whenQuick : .never
                }
            let query = ChangeQuery(
                filter: try filter.filter(today: today), metric: metric, from: try Period(from, today: today),
                to: try Period(to, today: today), by: dimensions, stopWords: try global.workspace.stopWords(),
                shapley: overlap)
            let report = try query.run(on: store)
            if output.json { return terminal.print(try Records.json(report)) }
            if output.csv { return terminal.print(csv(report)) }
            ChangePrinter(terminal: terminal, names: try global.workspace.names(terminal.language), limit: limit).print(
                report)
        }
    }

    private func csv(_ report: ChangeReport) -> String {
        let rows =
            report.splits.flatMap { split in split.rows.map { cells($0, split.dimension) } } + shapleyRows(report)
        return Records.csv(
            header: [
                "dimension", "key", "before", "n_before", "after", "n_after", "mix", "rate", "contribution", "p", "q",
            ],
            rows: rows)
    }

    /// Contributions only: a friction that overlaps others has no rate and mix of its own.
    private func shapleyRows(_ report: ChangeReport) -> [[String]] {
        guard let split = report.shapley else { return [] }
        let rows = split.rows.map { ($0.friction, $0.contribution) } + [("others", split.others), ("", split.untagged)]
        return rows.map { key, value in
            ["friction (Shapley)", key] + Array(repeating: "", count: 6) + [Records.cell(value), "", ""]
        }
    }

    private func cells(_ row: ChangeReport.Row, _ dimension: String) -> [String] {
        let numbers: [Double?] = [
            row.before.value, Double(row.before.count), row.after.value, Double(row.after.count), row.mix, row.rate,
            row.contribution, row.change.pValue, row.change.qValue,
        ]
        return [dimension, row.key] + numbers.map(Records.cell)
    }
}
