import ArgumentParser
import BundledData
import Feedback
import FeedbackStore
import Foundation
import Insights
import Reporting

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract:
            "One self-contained page: verdict, scores, control chart, journey, frictions, split of the change, drivers, ideas.",
        discussion: """
            The page loads nothing and runs no script; it prints on A4. Without --since the last 28 days are compared with the \
            28 before; with it, the period named with as many days before it.
            """)

    @Option(name: .shortAndLong, help: ArgumentHelp("Where to write the page.", valueName: "file"))
    var out = "report.html"

    @Option(help: ArgumentHelp("The score to explain.", valueName: "nps|csat|ces|stars|sentiment"))
    var metric: ScoreMetric?

    @OptionGroup var filter: FilterOptions
    @OptionGroup var global: GlobalOptions

    func run() throws {
        try global.reporting { terminal in
            let store = try global.workspace.openStore()
            let emotions = try global.workspace.emotions()
            let request = ReportRequest(
                filter: try filter.filter(today: FilterOptions.today), metric: metric,
                stopWords: try global.workspace.stopWords(), frustration: try global.workspace.frustrationWeights(),
                emotionSides: emotions.sides,
                generatedAt: Self.now)
            let page = ReportPage(
                data: try ReportData(from: store, request: request), catalog: try global.workspace.catalog(),
                emotions: emotions, language: terminal.language)
            try write(page.html)
            terminal.print(terminal.text("Report: \(out)", "Rapport : \(out)"))
        }
    }

    private static var now: Timestamp { Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }

    private static func resolved(_ path: String) -> String { URL(fileURLWithPath: path).resolvingSymlinksInPath().path }

    /// Customers' words are in the page: only its owner can read the file, as the store.
    private func write(_ page: String) throws {
        guard Self.resolved(out) != Self.resolved(global.storePath) else {
            throw Failure(
                global.terminal.text(
                    "\(out) is the store. Name another file with --out.",
                    "\(out) est la base. Indiquez un autre fichier avec --out."))
        }
        do {
            try Data(page.utf8).write(to: URL(fileURLWithPath: out), options: .atomic)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: out)
        } catch {
            throw Failure(
                global.terminal.text(
                    "\(out) cannot be written. Name a file in a folder you can write to with --out.",
                    "\(out) ne peut pas être écrit. Indiquez avec --out un fichier dans un dossier accessible en écriture."
                ))
        }
    }
}
