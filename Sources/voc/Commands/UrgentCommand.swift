import ArgumentParser
import Feedback
import FeedbackStore
import Foundation
import Insights

struct UrgentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "urgent", abstract: "Whom to call today: urgent and leaving customers, the longest waiting first.")

    @Option(help: ArgumentHelp("How far back from the newest item, in days.", valueName: "days"))
    var days = 2

    @Option(help: ArgumentHelp("How many.", valueName: "n"))
    var limit = 30

    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    func run() throws {
        try global.reporting { terminal in
            let store = try global.workspace.openStore()
            let newest = try store.newestItemTime() ?? 0
            let rows = try store.urgentItems(since: newest - Int64(days) * 86_400_000, limit: limit)
            if output.json { return terminal.print(try Records.json(rows)) }
            if output.csv {
                let cells = rows.map {
                    [
                        "\($0.id)", Timestamp(milliseconds: $0.createdAt).iso8601, $0.channel ?? "",
                        $0.reasons.joined(separator: " "), $0.text,
                    ]
                }
                return terminal.print(
                    Records.csv(header: ["id", "created_at", "channel", "reasons", "text"], rows: cells))
            }
            var table = Table(
                [
                    ("id", .right), (terminal.text("since", "depuis"), .left),
                    (terminal.text("channel", "canal"), .left),
                    (terminal.text("why", "motif"), .left), (terminal.text("text", "texte"), .left),
                ], flexible: [4])
            for row in rows {
                let date = String(Timestamp(milliseconds: row.createdAt).iso8601.prefix(16)).replacing("T", with: " ")
                table.add(["\(row.id)", date, row.channel ?? row.source, row.reasons.joined(separator: " "), row.text])
            }
            for line in table.lines(width: terminal.width) { terminal.print(line) }
        }
    }
}
