import ArgumentParser
import Feedback
import FeedbackStore
import Insights

struct RisingCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rising",
        abstract: "What is new: words that rose against an earlier period, and the untagged share.")

    @Option(help: ArgumentHelp("The period before; the four weeks before --to by default.", valueName: "period"))
    var from: String?

    @Option(help: ArgumentHelp("The period after; the last week of the data by default.", valueName: "period"))
    var to: String?

    @Option(help: ArgumentHelp("How many.", valueName: "n"))
    var limit = 15

    @Flag(help: "Read every text; of more than 30,000 items a period, 30,000 are drawn otherwise.")
    var exact = false

    @OptionGroup var filter: FilterOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    func run() throws {
        try global.reporting { terminal in
            let store = try global.workspace.openStore()
            let today = FilterOptions.today
            let last = try store.dayRange()?.upperBound ?? today.dayNumber
            let after = try to.map { try Period($0, today: today) } ?? Period(days: last - 6...last)
            let start = after.first.dayNumber
            let before = try from.map { try Period($0, today: today) } ?? Period(days: start - 28...start - 1)
            let query = RisingQuery(
                filter: try filter.filter(today: today), from: before, to: after,
                stopWords: try global.workspace.stopWords(),
                limit: limit, exact: exact)
            let report = try query.run(on: store)
            if output.json { return terminal.print(try Records.json(report)) }
            let header = ["term", "before", "after", "g2", "q"]
            let figures = FigurePrinter(language: terminal.language)
            let rows = report.terms.map { term in
                [
                    term.term, "\(term.before.count)", "\(term.after.count)", decimal(term.g2, 1, terminal.language),
                    figures.probability(term.qValue),
                ]
            }
            if output.csv { return terminal.print(Records.csv(header: header, rows: rows)) }
            terminal.print(
                terminal.bold(terminal.text("Untagged share ", "Part sans étiquette "))
                    + figures.share(report.untaggedBefore) + " → " + figures.share(report.untaggedAfter))
            if let draw = report.draw { terminal.print(figures.draw(draw)) }
            var table = Table([
                (terminal.text("words", "mots"), .left), ("\(report.from)", .right), ("\(report.to)", .right),
                ("G²", .right), ("q", .right),
            ])
            for row in rows { table.add(row) }
            for line in table.lines(width: terminal.width) { terminal.print(line) }
        }
    }
}
