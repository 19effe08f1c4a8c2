import ArgumentParser
import Feedback
import FeedbackStore
import Foundation
import Ingestion

struct BatchesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "batches", abstract: "List what was imported.")

    @Option(name: .customLong("quarantine"), help: ArgumentHelp("Show the rows a batch put aside.", valueName: "batch"))
    var quarantined: Int64?

    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    func run() throws {
        try global.reporting { terminal in
            let store = try global.workspace.openStore()
            if let quarantined { return try showQuarantine(of: quarantined, in: store, terminal) }
            let batches = try store.batches()
            if output.json { return terminal.print(try Records.json(batches.map(BatchSummary.init))) }
            if output.csv {
                return terminal.print(
                    Records.csv(header: BatchSummary.header, rows: batches.map { BatchSummary($0).cells }))
            }
            var table = Table(
                [
                    (terminal.text("batch", "lot"), .right), (terminal.text("when", "quand"), .left),
                    (terminal.text("file", "fichier"), .left), ("format", .left),
                    (terminal.text("read", "lus"), .right),
                    (terminal.text("new", "nouveaux"), .right), (terminal.text("updated", "modifiés"), .right),
                    (terminal.text("same", "déjà là"), .right), (terminal.text("left out", "écartés"), .right),
                    (terminal.text("aside", "de côté"), .right), (terminal.text("state", "état"), .left),
                ], flexible: [2])
            for batch in batches {
                let row = BatchSummary(batch)
                table.add(
                    [
                        "\(batch.id)", String(row.started.prefix(16)).replacing("T", with: " "),
                        (batch.file as NSString).lastPathComponent, batch.format,
                    ] + row.numbers + [batch.status.rawValue])
            }
            for line in table.lines(width: terminal.width) { terminal.print(line) }
        }
    }

    private func showQuarantine(of batch: Int64, in store: FeedbackStore, _ terminal: Terminal) throws {
        let file = (try store.batch(batch).file as NSString).lastPathComponent
        let rows = try store.quarantine(batch: batch)
        if output.json { return terminal.print(try Records.json(rows)) }
        if output.csv {
            return terminal.print(
                Records.csv(
                    header: ["line", "column", "reason", "raw"],
                    rows: rows.map { ["\($0.line)", "\($0.column)", terminal.text($0.en, $0.fr), $0.raw] }))
        }
        for row in rows {
            let place = placeName(file: file, line: row.line, column: row.column)
            terminal.print("\(place): \(terminal.text(row.en, row.fr))")
            if global.verbose { terminal.print("    " + displayed(row.raw)) }
        }
    }
}

extension BatchSummary {
    static let header = [
        "batch", "file", "sha256", "format", "source", "status", "read", "new", "updated", "duplicate", "dropped",
        "quarantined", "started", "finished",
    ]

    var numbers: [String] { [read, new, updated, duplicate, dropped, quarantined].map(String.init) }

    var cells: [String] { ["\(batch)", file, sha256, format, source, status] + numbers + [started, finished ?? ""] }
}
