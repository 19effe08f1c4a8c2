import ArgumentParser
import BundledData
import Feedback
import FeedbackStore

struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show one item with its answers, tags, step and sessions.")

    @Argument(help: ArgumentHelp("Our id or its source's.", valueName: "id"))
    var id: String

    @Flag(help: "The result as JSON.")
    var json = false

    @Flag(help: "The result as CSV, one verbatim a line.")
    var csv = false

    @OptionGroup var global: GlobalOptions

    func run() throws {
        try global.reporting { terminal in
            let store = try global.workspace.openStore()
            if csv {
                let row = ExportRow(try store.item(id))
                return terminal.print(([ExportRow.csvHeader] + row.csvLines).joined(separator: "\n"))
            }
            guard let record = try store.record(id) else { throw StoreError.noSuchItem(id) }
            if json { return terminal.print(try Records.json(record)) }
            ItemPrinter(terminal: terminal, catalog: try global.workspace.catalog()).print(record)
        }
    }
}
