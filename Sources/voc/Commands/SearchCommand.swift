import ArgumentParser
import Feedback
import FeedbackStore
import Insights

struct SearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search", abstract: "Full text: every verbatim that holds all the words.",
        discussion: "Accents and case do not matter. A phrase goes in quotes; word* finds its endings.")

    @Argument(help: ArgumentHelp("Words to look for.", valueName: "words"))
    var words: [String]

    @Option(help: ArgumentHelp("How many.", valueName: "n"))
    var limit = 20

    @OptionGroup var filter: FilterOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    func run() throws {
        try global.reporting { terminal in
            let store = try global.workspace.openStore()
            let text =
                words.count == 1 ? words[0] : words.map { $0.contains(" ") ? "\"\($0)\"" : $0 }.joined(separator: " ")
            let filter = try filter.filter(today: FilterOptions.today)
            let report = try SearchQuery(text, filter: filter, limit: limit).run(on: store)
            if output.json { return terminal.print(try Records.json(report)) }
            if output.csv {
                let rows = report.hits.map { hit in
                    [
                        "\(hit.itemID)", hit.externalID ?? "", hit.source, hit.date ?? "", hit.step ?? "", hit.language,
                        hit.text,
                    ]
                }
                return terminal.print(
                    Records.csv(
                        header: ["item", "external_id", "source", "date", "step", "language", "text"], rows: rows))
            }
            for hit in report.hits {
                let place = [hit.date, hit.source, hit.step].compactMap { $0 }.joined(separator: " · ")
                terminal.print(
                    terminal.bold("#\(hit.itemID)") + "  " + terminal.dim(place) + "  " + displayed(hit.text))
            }
            terminal.print(
                terminal.text(
                    "\(report.hits.count) of \(report.total) verbatims shown.",
                    "\(report.hits.count) verbatims affichés sur \(report.total)."))
        }
    }
}
