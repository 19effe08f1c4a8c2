import ArgumentParser
import Feedback
import FeedbackStore
import Insights

struct SessionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sessions", abstract: "Sessions and the feedback joined to them.")

    @Argument(help: ArgumentHelp("A session's id in its source: shows what happened in it.", valueName: "session"))
    var session: String?

    @Flag(help: "Only sessions whose feedback is unhappy.")
    var unhappy = false

    @Flag(help: "Only sessions that struggle: errors, rage and dead clicks… by the weights of seeds/frustration.yaml.")
    var struggling = false

    @Flag(help: "Only sessions that struggle and of which nobody said a word, the worst first.")
    var silent = false

    @Flag(help: "How many sessions are fine or struggle, by what was said of them.")
    var matrix = false

    @Option(help: ArgumentHelp("From this day on: 2026-09-14, 30d, 'last month', 'mois dernier'.", valueName: "time"))
    var since: String?

    @Option(help: ArgumentHelp("Up to this day.", valueName: "time"))
    var until: String?

    @Option(help: ArgumentHelp("How many.", valueName: "n"))
    var limit = 20

    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    func run() throws {
        try global.reporting { terminal in
            let store = try global.workspace.openStore()
            if let session { return try show(session, in: store, terminal) }
            let (filter, weights) = (try filter, try global.workspace.frustrationWeights())
            if matrix {
                return try show(SessionMatrix(try store.sessionMatrix(filter, weights: weights), weights), terminal)
            }
            let rows = try store.sessionSummaries(filter, weights: weights, limit: limit)
            if output.json { return terminal.print(try Records.json(rows)) }
            if output.csv { return terminal.print(Records.csv(header: SessionSummary.header, rows: rows.map(\.cells))) }
            var table = Table(
                [
                    ("session", .left), (terminal.text("start", "début"), .left),
                    (terminal.text("device", "appareil"), .left),
                    (terminal.text("pages", "pages"), .right), (terminal.text("errors", "erreurs"), .right),
                    (terminal.text("frustr.", "frustr."), .right), (terminal.text("exit", "sortie"), .left),
                    (terminal.text("outcome", "issue"), .left), (terminal.text("items", "retours"), .right),
                    (terminal.text("sentiment", "tonalité"), .right),
                ], flexible: [0, 6])
            for row in rows {
                table.add([
                    row.sessionID, row.isDated ? String(row.startedAt.prefix(16)) : "–", row.device ?? "",
                    "\(row.pageViews)",
                    "\(row.errors + row.notFound)",
                    decimal(row.frustration, row.frustration == row.frustration.rounded() ? 0 : 1, terminal.language),
                    row.exitPage ?? "", row.outcome,
                    "\(row.items)",
                    row.sentiment.map { decimal($0, 2, terminal.language, signed: true) } ?? "–",
                ])
            }
            for line in table.lines(width: terminal.width) { terminal.print(line) }
        }
    }

    private var filter: SessionFilter {
        get throws {
            var filter = SessionFilter()
            (filter.isUnhappy, filter.isStruggling, filter.isSilent) = (unhappy, struggling, silent)
            if let since { filter.since = try Period(since, today: FilterOptions.today).first.dayNumber }
            if let until { filter.until = try Period(until, today: FilterOptions.today).last.dayNumber }
            return filter
        }
    }

    private func show(_ matrix: SessionMatrix, _ terminal: Terminal) throws {
        if output.json { return terminal.print(try Records.json(matrix)) }
        let figures = FigurePrinter(language: terminal.language)
        var table = Table(
            [
                (terminal.text("sessions", "sessions"), .left), (terminal.text("happy", "content"), .right),
                (terminal.text("unhappy", "mécontent"), .right), (terminal.text("said nothing", "muet"), .right),
                (terminal.text("purchased [95%]", "achat [95 %]"), .left),
            ], flexible: [])
        for row in matrix.rows {
            table.add([
                row.struggles ? terminal.text("struggling", "en difficulté") : terminal.text("fine", "sans souci"),
                grouped(row.happy, terminal.language), grouped(row.unhappy, terminal.language),
                grouped(row.silent, terminal.language),
                row.purchased.total < 10 ? terminal.text("too few", "trop peu") : figures.share(row.purchased),
            ])
        }
        for line in table.lines(width: terminal.width) { terminal.print(line) }
        let weights = matrix.weights
        func number(_ weight: Double) -> String {
            decimal(weight, weight == weight.rounded() ? 0 : 1, terminal.language)
        }
        let terms = [
            ("error", weights.error), ("404", weights.notFound), ("rage", weights.rageClick),
            ("dead", weights.deadClick),
            ("form", weights.formAbandon),
        ].map { "\($0.0) × \(number($0.1))" }
        terminal.print(
            terminal.dim(
                terminal.text("Struggling: ", "En difficulté : ") + terms.joined(separator: " + ")
                    + " ≥ \(number(weights.strugglingFrom))  (seeds/frustration.yaml)"))
    }

    private func show(_ name: String, in store: FeedbackStore, _ terminal: Terminal) throws {
        guard let (session, items) = try store.session(named: name) else {
            throw Failure(terminal.text("there is no session '\(name)'", "aucune session « \(name) »"))
        }
        if output.json { return terminal.print(try Records.json(VisitRecord(session, items: items))) }
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
        "outcome", "items", "sentiment", "replay_url", "frustration",
    ]

    /// Exports without any time leave a session at 0.
    var isDated: Bool { !startedAt.hasPrefix("1970-01-01T00:00:00") }

    var cells: [String] {
        [
            sessionID, source, startedAt, device ?? "", "\(pageViews)", "\(errors)", "\(notFound)", "\(rageClicks)",
            exitPage ?? "", outcome, "\(items)", sentiment.map { "\($0)" } ?? "", replayURL ?? "", "\(frustration)",
        ]
    }
}
