import ArgumentParser
import BundledData
import Feedback
import FeedbackStore
import Insights

struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Did it work: before and after a date, or A against B, with the untouched steps as control.",
        discussion: """
            'voc compare --at 2026-09-29 --friction pay.declined' asks whether fewer items name it since then; without \
            --friction the score is judged. The answer is yes, no, worse, or how many answers are still missing. \
            'voc compare --where-a channel=web --where-b channel=app' sets two groups side by side.
            """)

    @Option(help: ArgumentHelp("The day of the change; a release noted with voc mark does too.", valueName: "day|mark"))
    var at: String?

    @Option(help: ArgumentHelp("Days before and after it.", valueName: "n"))
    var days = 28

    @Option(help: ArgumentHelp("The period of A, instead of --at.", valueName: "period"))
    var from: String?

    @Option(help: ArgumentHelp("The period of B, instead of --at.", valueName: "period"))
    var to: String?

    @Option(help: ArgumentHelp("Only A: channel=web. Repeatable.", valueName: "key=value"))
    var whereA: [String] = []

    @Option(help: ArgumentHelp("Only B: channel=app. Repeatable.", valueName: "key=value"))
    var whereB: [String] = []

    @Option(help: ArgumentHelp("The friction the change was about.", valueName: "code"))
    var friction: String?

    @Option(help: ArgumentHelp("The step that was changed: the others are the control.", valueName: "step"))
    var touched: String?

    @Option(help: ArgumentHelp("The score.", valueName: "nps|csat|ces|stars|sentiment"))
    var metric: ScoreMetric?

    @Option(
        help: ArgumentHelp(
            "The smallest gain that matters: points, or percent of items. 5, 0.2 for ratings, 2 for a friction.",
            valueName: "gain"))
    var margin: Double?

    @Option(help: ArgumentHelp("How many frictions to show.", valueName: "n"))
    var limit = 6

    @OptionGroup var filter: FilterOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        let ways = [at != nil, from != nil || to != nil, !whereA.isEmpty || !whereB.isEmpty]
        guard ways.contains(true) else {
            throw ValidationError("Say what to compare: --at DAY, --from and --to, or --where-a and --where-b.")
        }
        if at != nil, from != nil || to != nil { throw ValidationError("Give --at, or --from and --to, not both.") }
        if (from == nil) != (to == nil) { throw ValidationError("--from and --to go together.") }
        for condition in whereA + whereB where !condition.contains("=") {
            throw ValidationError("--where-a and --where-b take key=value, not '\(condition)'.")
        }
        if let margin, margin <= 0 { throw ValidationError("--margin is more than 0.") }
        guard days > 0 else { throw ValidationError("--days is 1 or more.") }
    }

    func run() throws {
        try global.reporting { terminal in
            let store = try global.workspace.openStore()
            let names = try global.workspace.names(terminal.language)
            if let friction, names.catalog.frictions[friction] == nil {
                throw InsightError.unknownFriction(
                    friction, near: nearest(to: friction, among: names.catalog.frictions.keys.sorted()))
            }
            let (a, b) = try sides(store)
            let report = try CompareQuery(
                a: a, b: b, metric: metric, friction: friction, touched: touched, margin: margin, limit: limit
            ).run(on: store)
            if output.json { return terminal.print(try Records.json(report)) }
            if output.csv { return terminal.print(csv(report)) }
            ComparePrinter(terminal: terminal, names: names, labels: labels(a, b)).print(report)
        }
    }

    private func sides(_ store: FeedbackStore) throws -> (InsightFilter, InsightFilter) {
        let today = FilterOptions.today
        var (a, b) = (try filter.filter(today: today), try filter.filter(today: today))
        for condition in whereA { a.require(condition) }
        for condition in whereB { b.require(condition) }
        if let from, let to {
            return (a.over(try Period(from, today: today).days), b.over(try Period(to, today: today).days))
        }
        guard let at else { return (a, b) }
        let mark = try store.allMarks().last { $0.name == at }
        let day = try mark.map { Int($0.at / 86_400_000) } ?? Period(at, today: today).first.dayNumber
        return (a.over(day - days...day - 1), b.over(day...day + days - 1))
    }

    private func labels(_ a: InsightFilter, _ b: InsightFilter) -> (String, String) {
        func label(_ filter: InsightFilter, _ conditions: [String]) -> String {
            let period = filter.since.flatMap { since in filter.until.map { Period(days: since...$0).description } }
            let parts = (filter.since == b.since && !conditions.isEmpty ? [] : [period].compactMap { $0 }) + conditions
            return parts.isEmpty ? "–" : parts.joined(separator: ", ")
        }
        return (label(a, whereA), label(b, whereB))
    }

    private func csv(_ report: CompareReport) -> String {
        func score(_ kind: String, _ key: String, _ a: ScoreFigure, _ b: ScoreFigure, _ change: DifferenceFigure)
            -> [String]
        {
            [kind, key, Records.cell(a.value), "\(a.count)", Records.cell(b.value), "\(b.count)"] + cells(change)
        }
        var rows = [score("score", report.metric.rawValue, report.a, report.b, report.change)]
        rows += report.steps.map { score("step", $0.step, $0.a, $0.b, $0.change) }
        rows += report.frictions.map { row in
            ["friction", row.friction, "\(row.a.value)", "\(row.a.total)", "\(row.b.value)", "\(row.b.total)"]
                + cells(row.change)
        }
        return Records.csv(
            header: ["kind", "key", "a", "n_a", "b", "n_b", "change", "low", "high", "p", "q"], rows: rows)
    }

    private func cells(_ change: DifferenceFigure) -> [String] {
        [change.value, change.interval?.low, change.interval?.high, change.pValue, change.qValue].map(Records.cell)
    }
}

extension InsightFilter {
    /// `key=value`.
    fileprivate mutating func require(_ condition: String) {
        let parts = condition.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        require(parts[0], parts[1])
    }
}
