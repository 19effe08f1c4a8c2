import ArgumentParser
import BundledData
import Feedback
import FeedbackStore
import Insights

struct MismatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mismatch",
        abstract: "Where rating and words disagree: unhappy words behind a 9, happy words behind a 2.",
        discussion: """
            High and low are promoters and detractors on 0-10, the best and worst 30 % of other scales. The words' \
            sentiment is the analyser's: read the quotes before believing a rate.
            """)

    @Option(help: ArgumentHelp("The rating.", valueName: "nps|csat|ces|stars"))
    var metric: ScoreMetric?

    @Option(help: ArgumentHelp("How far from 0 the sentiment of the words has to be, 0 to 1.", valueName: "strength"))
    var strength = 0.3

    @Option(help: ArgumentHelp("How many each way.", valueName: "n"))
    var limit = 10

    @OptionGroup var filter: FilterOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if metric == .sentiment { throw ValidationError("--metric takes a rating: nps, csat, ces or stars.") }
        guard (0...1).contains(strength) else { throw ValidationError("--strength is from 0 to 1.") }
    }

    func run() throws {
        try global.reporting { terminal in
            let store = try global.workspace.openStore()
            let query = MismatchQuery(
                filter: try filter.filter(today: FilterOptions.today), metric: metric, strength: strength, limit: limit)
            let report = try query.run(on: store)
            if output.json { return terminal.print(try Records.json(report)) }
            if output.csv { return terminal.print(csv(report)) }
            show(report, terminal)
        }
    }

    private func show(_ report: MismatchReport, _ terminal: Terminal) {
        let name = report.metric.label[terminal.language]
        let parts = [
            (
                terminal.text(
                    "Unhappy words behind a high \(name)", "Mots mécontents derrière une bonne note (\(name))"),
                report.unhappyWords, report.unhappyWordsBehindHighScores
            ),
            (
                terminal.text("Happy words behind a low \(name)", "Mots contents derrière une mauvaise note (\(name))"),
                report.happyWords, report.happyWordsBehindLowScores
            ),
        ]
        let figures = FigurePrinter(language: terminal.language)
        for (index, part) in parts.enumerated() {
            if index > 0 { terminal.print() }
            let of = terminal.text("of", "sur")
            terminal.print(
                terminal.bold(part.0) + "  " + figures.share(part.1)
                    + "  \(grouped(part.1.count, terminal.language)) \(of) \(grouped(part.1.total, terminal.language))")
            var table = Table(
                [
                    ("id", .right), (terminal.text("rating", "note"), .right),
                    (terminal.text("words", "mots"), .right), (terminal.text("date", "date"), .left),
                    (terminal.text("text", "texte"), .left),
                ], flexible: [4])
            for row in part.2 {
                table.add([
                    "\(row.itemID)", row.rating, decimal(row.sentiment, 2, terminal.language, signed: true),
                    row.date ?? "", row.text,
                ])
            }
            guard !part.2.isEmpty else { continue }
            for line in table.lines(width: terminal.width) { terminal.print(line) }
        }
    }

    private func csv(_ report: MismatchReport) -> String {
        let rows =
            report.unhappyWordsBehindHighScores.map { ("unhappy words", $0) }
            + report.happyWordsBehindLowScores.map { ("happy words", $0) }
        return Records.csv(
            header: ["kind", "id", "external_id", "date", "channel", "rating", "sentiment", "text"],
            rows: rows.map { kind, row in
                [
                    kind, "\(row.itemID)", row.externalID ?? "", row.date ?? "", row.channel ?? "", row.rating,
                    "\(row.sentiment)", row.text,
                ]
            })
    }
}
