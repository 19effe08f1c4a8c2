import ArgumentParser
import Feedback
import FeedbackStore
import Foundation

struct MarkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mark", abstract: "Note releases and other dated events: they stand beside the changes near them.",
        subcommands: [Add.self, List.self], defaultSubcommand: List.self)

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Note a release or an event.")

        @Argument(help: "Its name: web-5.2, 'free delivery from 30 €'.")
        var name: String

        @Option(
            help: ArgumentHelp(
                "When it happened: 2026-09-29, 2026-09-29T10:00+02:00. Now by default.", valueName: "time"))
        var at: MomentArgument?

        @Flag(help: "The result as JSON.")
        var json = false

        @OptionGroup var global: GlobalOptions

        func run() throws {
            try global.reporting { terminal in
                let store = try global.workspace.openStore()
                let at = at?.timestamp ?? MomentArgument.now
                let isNew = try store.addMark(name, at: at.milliseconds)
                if json { return terminal.print(try Records.json(MarkRow(name: name, at: at.iso8601))) }
                terminal.note(
                    isNew
                        ? terminal.text(
                            "Noted: \(displayed(name)), \(at.iso8601)", "Noté : \(displayed(name)), \(at.iso8601)")
                        : terminal.text("It was noted already.", "C'était déjà noté."))
            }
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the releases and events, the oldest first.")

        @OptionGroup var output: OutputOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            try global.reporting { terminal in
                let rows = try global.workspace.openStore().allMarks().map {
                    MarkRow(name: $0.name, at: Timestamp(milliseconds: $0.at).iso8601)
                }
                if output.json { return terminal.print(try Records.json(rows)) }
                if output.csv {
                    return terminal.print(Records.csv(header: ["at", "name"], rows: rows.map { [$0.at, $0.name] }))
                }
                guard !rows.isEmpty else {
                    return terminal.note(
                        terminal.text(
                            "No release noted yet. Add one with: voc mark add NAME --at 2026-09-29",
                            "Aucune version notée. Ajoutez-en une : voc mark add NOM --at 2026-09-29"))
                }
                for row in rows { terminal.print("\(row.at)  \(displayed(row.name))") }
            }
        }
    }

    private struct MarkRow: Encodable {
        var name: String
        /// ISO 8601, UTC.
        var at: String
    }
}

/// A moment on the command line. Without a zone it is on this machine's wall clock.
struct MomentArgument: ExpressibleByArgument {
    var timestamp: Timestamp

    init?(argument: String) {
        guard let read = Timestamp(iso8601: argument) else { return nil }
        timestamp = read
        guard read.offsetMinutes == nil else { return }
        // The offset there is around that moment: right but for the hour a clock change skips or repeats.
        let date = Date(timeIntervalSince1970: Double(read.milliseconds) / 1000)
        let guess = TimeZone.current.secondsFromGMT(for: date)
        let offset = TimeZone.current.secondsFromGMT(for: date.addingTimeInterval(-Double(guess)))
        timestamp = Timestamp(milliseconds: read.milliseconds - Int64(offset) * 1000, offsetMinutes: Int16(offset / 60))
    }

    static var now: Timestamp { Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }
}
