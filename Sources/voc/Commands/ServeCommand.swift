import ArgumentParser
import Dashboard
import Feedback
import Foundation
import Logging

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "The dashboard and its JSON API, read-only, on this machine.",
        discussion: """
            / is the report; filters go in its query: ?since=30d&step=pay&where=channel=app&metric=nps&lang=fr. The JSON of \
            the commands is at /api/scores, /api/top, /api/change?from=&to=, /api/journey, /api/search?q=, /api/items/ID and \
            /api/batches. Another machine can only reach it with --host and --token-file; put a proxy with TLS in front.
            """)

    @Option(
        help: ArgumentHelp(
            "The address to listen on. Any but this machine's own needs --token-file.", valueName: "address"))
    var host = "127.0.0.1"

    @Option(help: ArgumentHelp("The port; 0 for any that is free.", valueName: "port"))
    var port = 8080

    @Option(help: ArgumentHelp("A file only you can read, with the token every request must bring.", valueName: "file"))
    var tokenFile: String?

    @Option(help: ArgumentHelp("Another host name to answer to, as behind a proxy. Repeatable.", valueName: "name"))
    var allowHost: [String] = []

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await global.reporting { terminal in
            do { try await serve(terminal) } catch let error as ServeError {
                throw Failure("\(error.what[terminal.language]). \(error.fix[terminal.language]).")
            }
        }
    }

    private func serve(_ terminal: Terminal) async throws {
        let workspace = global.workspace
        let settings = DashboardSettings(
            storePath: workspace.storePath, host: host, port: port, token: try tokenFile.map(AccessToken.init(file:)),
            allowedHosts: allowHost, language: terminal.language,
            vocabulary: DashboardVocabulary(
                catalog: try workspace.catalog(), stopWords: try workspace.stopWords(),
                frustration: try workspace.frustrationWeights(), emotions: try workspace.emotions()),
            clock: { Self.now })
        let language = terminal.language
        try await Dashboard(settings, logger: logger).run { address in
            print(
                Phrase(
                    en: "Dashboard: \(address) (Ctrl-C stops it)", fr: "Tableau de bord : \(address) (Ctrl-C l'arrête)")[
                        language])
            fflush(nil)
        }
    }

    /// On standard error; each request with -v.
    private var logger: Logger {
        var logger = Logger(label: "voc.serve") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = global.quiet ? .error : global.verbose ? .info : .notice
        return logger
    }

    private static var now: Timestamp {
        let now = Date()
        return Timestamp(
            milliseconds: Int64(now.timeIntervalSince1970 * 1000),
            offsetMinutes: Int16(TimeZone.current.secondsFromGMT(for: now) / 60))
    }
}
