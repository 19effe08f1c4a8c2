import ArgumentParser
import Feedback
import FeedbackStore

struct SessionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sessions", abstract: "Sessions and the feedback joined to them.")

    @Argument(help: ArgumentHelp("A session's id in its source: shows what happened in it.", valueName: "session"))
    var session: String?

    @Flag(help: "Only sessions whose feedback is unhappy.")
    var unhappy = false

    @Flag(help: "Only sessions with errors, rage or dead clicks, or abandoned forms.")
    var struggling = false

    @Option(help: ArgumentHelp("How many.", valueName: "n"))
    var limit = 20

    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    func run() throws {
        try global.reporting { terminal in
            let store = try global.workspace.openStore()
            if let session { return try show(session, in: store, terminal) }
            let rows = try store.sessionSummaries(unhappy: unhappy, struggling: struggling, limit: limit)
            if output.json { return terminal.print(try Records.json(rows)) }
            if output.csv { return terminal.print(Records.csv(header: SessionSummary.header, rows: rows.map(\.cells))) }
            var table = Table(
                [
                    ("session", .left), (terminal.text("start", "début"), .left),
                    (terminal.text("device", "appareil"), .left),
                    (terminal.text("pages", "pages"), .right), (terminal.text("errors", "erreurs"), .right),
                    (terminal.text("rage", "rage"), .right), (terminal.text("exit", "sortie"), .left),
                    (terminal.text("outcome", "issue"), .left), (terminal.text("items", "retours"), .right),
                    (terminal.text("sentiment", "tonalité"), .right),
                ], flexible: [0, 6])
            for row in rows {
                table.add([
                    row.sessionID, String(row.startedAt.prefix(16)), row.device ?? "", "\(row.pageViews)",
                    "\(row.errors + row.notFound)", "\(row.rageClicks)", row.exitPage ?? "", row.outcome,
                    "\(row.items)",
                    row.sentiment.map { decimal($0, 2, terminal.language, signed: true) } ?? "–",
                ])
            }
            for line in table.lines(width: terminal.width) { terminal.print(line) }
        }
    }

    private func show(_ name: String, in store: FeedbackStore, _ terminal: Terminal) throws {
        guard let (session, items) = try store.session(named: name) else {
            throw Failure(terminal.text("there is no session '\(name)'", "aucune session « \(name) »"))
        }
        if output.json { return terminal.print(try Records.json(session)) }
        terminal.print(
            terminal.bold("session \(session.sessionID)")
                + "  \(session.startedAt.iso8601) – \(session.endedAt.iso8601)  \(session.outcome.rawValue)")
        if let replay = session.replayURL { terminal.print("  " + replay) }
        for event in session.events {
            let time = event.at.iso8601.dropFirst(11).prefix(8)
            let parts = [event.page, event.detail].compactMap { $0 }.map(displayed)
            terminal.print("  \(time)  \(event.kind.rawValue)  \(parts.joined(separator: "  "))")
        }
        let printer = ItemPrinter(terminal: terminal, catalog: try global.workspace.catalog())
        for id in items { if let record = try store.record("\(id)") { printer.print(record) } }
    }
}

extension SessionSummary {
    static let header = [
        "session_id", "source", "started_at", "device", "page_views", "errors", "not_found", "rage_clicks", "exit_page",
        "outcome", "items", "sentiment", "replay_url",
    ]

    var cells: [String] {
        [
            sessionID, source, startedAt, device ?? "", "\(pageViews)", "\(errors)", "\(notFound)", "\(rageClicks)",
            exitPage ?? "", outcome, "\(items)", sentiment.map { "\($0)" } ?? "", replayURL ?? "",
        ]
    }
}
