import ArgumentParser
import Feedback
import FeedbackStore
import Foundation

struct SourcesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sources", abstract: "What came from where and when, how much of it, and what failed last.")

    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    private struct Row: Encodable {
        var source: String
        var formats: [String]
        var batches: Int
        var read: Int
        var quarantined: Int
        var items: Int
        var sessions: Int
        var firstImport: String
        var lastImport: String
        var lastFile: String
        /// The day of the newest item.
        var newest: String?
        var failure: FailureRow?

        init(_ summary: SourceSummary, _ language: OutputLanguage) {
            source = summary.source
            formats = summary.formats
            (batches, read, quarantined) = (summary.batches, summary.read, summary.quarantined)
            (items, sessions) = (summary.items, summary.sessions)
            firstImport = Timestamp(milliseconds: summary.firstImport).iso8601
            lastImport = Timestamp(milliseconds: summary.lastImport).iso8601
            lastFile = summary.lastFile
            newest = summary.newestDay.map { "\(CalendarDate(dayNumber: $0))" }
            failure = summary.failure.map { FailureRow($0, language) }
        }
    }

    private struct FailureRow: Encodable {
        var at: String
        var file: String
        var reason: String

        init(_ failure: ImportFailure, _ language: OutputLanguage) {
            at = Timestamp(milliseconds: failure.at).iso8601
            file = failure.file
            reason = failure.reason[language]
        }
    }

    private struct Rows: Encodable {
        var sources: [Row]
        /// Every file that failed and was not imported since, of known sources or not.
        var failures: [FailureRow]
    }

    func run() throws {
        try global.reporting { terminal in
            let store = try global.workspace.openStore()
            let rows = try store.sources().map { Row($0, terminal.language) }
            let failures = try store.openFailures().map { FailureRow($0, terminal.language) }
            if output.json { return terminal.print(try Records.json(Rows(sources: rows, failures: failures))) }
            if output.csv { return terminal.print(csv(rows)) }
            show(rows, terminal)
            for failure in failures {
                terminal.print(
                    terminal.red(terminal.text("failed ", "échec ")) + "\(moment(failure.at))  "
                        + displayed(failure.reason))
            }
        }
    }

    private func show(_ rows: [Row], _ terminal: Terminal) {
        var table = Table(
            [
                ("source", .left), ("format", .left), (terminal.text("imports", "imports"), .right),
                (terminal.text("last", "dernier"), .left), (terminal.text("file", "fichier"), .left),
                (terminal.text("items", "retours"), .right), (terminal.text("visits", "visites"), .right),
                (terminal.text("aside", "de côté"), .right), (terminal.text("newest", "plus récent"), .left),
            ], flexible: [1, 4])
        for row in rows {
            table.add([
                row.source, row.formats.joined(separator: ", "), "\(row.batches)", moment(row.lastImport),
                (row.lastFile as NSString).lastPathComponent, grouped(row.items, terminal.language),
                grouped(row.sessions, terminal.language), grouped(row.quarantined, terminal.language), row.newest ?? "",
            ])
        }
        for line in table.lines(width: terminal.width) { terminal.print(line) }
    }

    private func csv(_ rows: [Row]) -> String {
        Records.csv(
            header: [
                "source", "formats", "batches", "read", "items", "sessions", "quarantined", "first_import",
                "last_import", "last_file", "newest", "last_failure",
            ],
            rows: rows.map { row in
                [row.source, row.formats.joined(separator: " ")]
                    + [row.batches, row.read, row.items, row.sessions, row.quarantined].map(String.init)
                    + [row.firstImport, row.lastImport, row.lastFile, row.newest ?? "", row.failure?.reason ?? ""]
            })
    }

    private func moment(_ iso: String) -> String { String(iso.prefix(16)).replacing("T", with: " ") }
}
