import ArgumentParser
import Feedback
import FeedbackStore
import Ingestion

struct PersonCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person", abstract: "One respondent's whole story, in time order.",
        discussion:
            "Give the pseudonym (r_…), or an e-mail or customer id: it is turned into the pseudonym here and kept nowhere."
    )

    @Argument(help: ArgumentHelp("Pseudonym, e-mail or customer id.", valueName: "key"))
    var key: String

    @Flag(help: "The result as JSON.")
    var json = false

    @OptionGroup var global: GlobalOptions

    func run() throws {
        try global.reporting { terminal in
            let store = try global.workspace.openStore()
            let pseudonym = try global.workspace.pseudonym(of: key)
            let story = PersonStory(
                items: try store.records(ofRespondent: pseudonym), history: try store.history(ofRespondent: pseudonym))
            if json { return terminal.print(try Records.json(PersonRecord(story))) }
            guard !story.isEmpty else {
                return terminal.print(
                    terminal.text("Nothing is stored of this respondent.", "Rien n'est enregistré de ce répondant."))
            }
            PersonPrinter(terminal: terminal, catalog: try global.workspace.catalog()).print(story)
        }
    }
}
