import ArgumentParser
import BundledData
import Feedback
import FeedbackStore
import Insights

struct IdeasCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ideas",
        abstract: "Which ideas come back, and from whom: suggestions grouped by the words they share.",
        discussion: "The newest 20,000 suggestions are grouped; those like no other are counted apart.")

    @Option(help: ArgumentHelp("How many.", valueName: "n"))
    var limit = 10

    @Option(help: ArgumentHelp("Quotes for each.", valueName: "n"))
    var quotes = 2

    @Option(help: ArgumentHelp("How alike two suggestions are to be one idea, 0 to 1.", valueName: "likeness"))
    var likeness = 0.3

    @OptionGroup var filter: FilterOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard (0.05...1).contains(likeness) else { throw ValidationError("--likeness is from 0.05 to 1.") }
    }

    func run() throws {
        try global.reporting { terminal in
            let store = try global.workspace.openStore()
            let query = IdeaQuery(
                filter: try filter.filter(today: FilterOptions.today), stopWords: try global.workspace.stopWords(),
                limit: limit, quotes: quotes, likeness: likeness)
            let report = try query.run(on: store)
            if output.json { return terminal.print(try Records.json(report)) }
            if output.csv { return terminal.print(csv(report)) }
            show(report, try global.workspace.names(terminal.language), terminal)
        }
    }

    private func show(_ report: IdeaReport, _ names: Names, _ terminal: Terminal) {
        let figures = FigurePrinter(language: terminal.language)
        terminal.print(
            terminal.bold(terminal.text("Suggestions", "Suggestions")) + "  " + figures.share(report.suggestions)
                + terminal.text(
                    "  \(grouped(report.suggestions.count, .english)) from \(grouped(report.respondents, .english)) people; \(report.groups) ideas, \(report.alone) alone",
                    "  \(grouped(report.suggestions.count, .french)) de \(grouped(report.respondents, .french)) personnes ; \(report.groups) idées, \(report.alone) isolées"
                ))
        for (index, idea) in report.ideas.enumerated() {
            terminal.print()
            let words = idea.words.map(displayed).joined(separator: " · ")
            terminal.print(
                terminal.bold("\(index + 1)  \(words)")
                    + terminal.text(
                        "  \(idea.items) items, \(idea.respondents) people",
                        "  \(idea.items) retours, \(idea.respondents) personnes")
                    + "  \(idea.first ?? "")..\(idea.last ?? "")")
            let segments = [list(idea.channels), list(idea.languages), list(idea.steps, names.step)]
            terminal.print("   " + terminal.dim(segments.filter { !$0.isEmpty }.joined(separator: " | ")))
            for quote in idea.quotes {
                terminal.print(
                    "   “\(displayed(quote.text))\(quote.isWhole ? "" : "…")”  "
                        + terminal.dim("#\(quote.itemID) \(quote.date ?? "")"))
            }
        }
    }

    private func list(_ counts: [IdeaReport.Count], _ name: (String) -> String = { $0 }) -> String {
        counts.prefix(3).map { "\(displayed(name($0.key))) \($0.items)" }.joined(separator: ", ")
    }

    private func csv(_ report: IdeaReport) -> String {
        Records.csv(
            header: ["words", "items", "respondents", "first", "last", "channels", "languages", "steps", "quote"],
            rows: report.ideas.map { idea in
                [
                    idea.words.joined(separator: " "), "\(idea.items)", "\(idea.respondents)", idea.first ?? "",
                    idea.last ?? "", list(idea.channels), list(idea.languages), list(idea.steps),
                    idea.quotes.first?.text ?? "",
                ]
            })
    }
}
