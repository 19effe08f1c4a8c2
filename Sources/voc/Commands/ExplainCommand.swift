import ArgumentParser
import Feedback
import FeedbackStore
import Insights
import Linking

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Why a page loses people: bounce, exits, errors beside what its feedback says more than elsewhere.")

    @Argument(help: ArgumentHelp("A page or an address; /produit/* for all that begin so.", valueName: "page"))
    var page: String

    @Option(help: ArgumentHelp("How many frictions.", valueName: "n"))
    var limit = 5

    @OptionGroup var filter: FilterOptions
    @Flag(help: "The result as JSON.")
    var json = false
    @OptionGroup var global: GlobalOptions

    func run() throws {
        try global.reporting { terminal in
            let store = try global.workspace.openStore()
            let report = try PageQuery(
                page: path, filter: try filter.filter(today: FilterOptions.today),
                stopWords: try global.workspace.stopWords(), limit: limit
            ).run(on: store)
            if json { return terminal.print(try Records.json(report)) }
            guard report.visits.sessions > 0 || report.items > 0 else {
                throw Failure(
                    terminal.text(
                        "no visit and no feedback knows the page '\(path)'. A page is a path: voc explain /panier, or '/produit/*'",
                        "aucune visite ni aucun retour ne connaît la page « \(path) ». Une page est un chemin : voc explain /panier, ou '/produit/*'"
                    ))
            }
            PagePrinter(terminal: terminal, names: try global.workspace.names(terminal.language)).print(report)
        }
    }

    private var path: String {
        let path = pagePath(of: page)
        return path.utf8.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }
}
