import ArgumentParser
import Feedback
import Ingestion

struct FormatsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "formats", abstract: "List what can be imported.")

    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    private struct Row: Encodable {
        var name: String
        var family: String
        var title: String
    }

    func run() throws {
        try global.reporting { terminal in
            let rows = ImportFormats.all.map {
                Row(name: $0.name, family: $0.family.rawValue, title: $0.title[terminal.language])
            }
            if output.json { return terminal.print(try Records.json(rows)) }
            let header = ["name", "family", "title"]
            if output.csv {
                return terminal.print(Records.csv(header: header, rows: rows.map { [$0.name, $0.family, $0.title] }))
            }
            var table = Table(
                [
                    (terminal.text("format", "format"), .left), (terminal.text("family", "famille"), .left),
                    (terminal.text("what it is", "ce que c'est"), .left),
                ], flexible: [2])
            for row in rows { table.add([row.name, row.family, row.title]) }
            for line in table.lines(width: terminal.width) { terminal.print(line) }
        }
    }
}
