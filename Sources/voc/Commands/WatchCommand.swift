import ArgumentParser
import Dispatch
import Feedback
import FeedbackStore
import Foundation
import Ingestion
import Pipeline
import Synchronization

struct WatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "Import what arrives in a folder, until told to stop.",
        discussion: """
            A file is imported once it has not changed for a while. One that cannot be imported is reported once, and \
            tried again when it changes. Ends after the file at hand on SIGTERM or Ctrl-C; a second one ends it at once, \
            and the next run goes on where it stopped.
            """)

    @Argument(help: ArgumentHelp("The folder.", valueName: "dir"))
    var folder: String

    @Option(help: ArgumentHelp("Seconds a file must not have changed for.", valueName: "seconds"))
    var settle = 10.0

    @Option(help: ArgumentHelp("Seconds between two looks.", valueName: "seconds"))
    var every = 2.0

    @Option(help: ArgumentHelp("Name of the source in the store.", valueName: "name"))
    var source: String?

    @Flag(help: "Import what is there, and end.")
    var once = false

    @Flag(help: "Results as JSON, one line a file.")
    var json = false

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard settle >= 0, every > 0 else { throw ValidationError("Give --settle and --every as positive seconds.") }
    }

    func run() throws {
        try global.reporting { terminal in
            guard FileManager.default.fileExists(atPath: folder + "/.") else {
                throw Failure(
                    terminal.text(
                        "\(folder): there is no such folder. Create it, or name another one.",
                        "\(folder) : ce dossier n'existe pas. Créez-le, ou indiquez-en un autre."))
            }
            let stop = StopSignal()
            var importer = try FolderImporter(command: self, terminal: terminal)
            var watch = FolderWatch(settle: Int64(settle * 1000))
            terminal.note(terminal.text("watching \(folder)", "surveillance de \(folder)"))
            repeat {
                for file in watch.ready(try listing(), now: milliseconds()) {
                    guard !stop.isAsked else { break }
                    try importer.add(file)
                }
                if once, !watch.isWaiting { break }
                stop.wait(upTo: every)
            } while !stop.isAsked
            if once, importer.failures > 0 { throw ExitStatus.unusable }
            if once, importer.quarantined > 0 { throw ExitStatus.quarantined }
        }
    }

    private func listing() throws -> [String: FileStamp] {
        var files: [String: FileStamp] = [:]
        // What downloads and copies are called while they last.
        let unfinished = [".part", ".partial", ".tmp", ".crdownload", ".download", ".filepart", "~"]
        for file in try ImportFiles.files(in: folder) where !unfinished.contains(where: file.hasSuffix) {
            // A file that went away in between is none.
            guard let facts = try? FileManager.default.attributesOfItem(atPath: file),
                let size = facts[.size] as? Int, let date = facts[.modificationDate] as? Date
            else { continue }
            files[file] = FileStamp(size: Int64(size), modifiedAt: Int64(date.timeIntervalSince1970 * 1000))
        }
        return files
    }
}

private func milliseconds() -> Int64 { Int64(Date().timeIntervalSince1970 * 1000) }

/// Imports one file after another into one store.
private struct FolderImporter {
    private let command: WatchCommand
    private let terminal: Terminal
    private let store: FeedbackStore
    private let engine: ImportEngine
    private let options: ImportOptions
    private(set) var failures = 0
    private(set) var quarantined = 0

    init(command: WatchCommand, terminal: Terminal) throws {
        let workspace = command.global.workspace
        let journeys = try workspace.journeys()
        self.command = command
        self.terminal = terminal
        engine = try workspace.engine(journeys)
        store = try workspace.openStore(creating: true)
        try store.save(journeys: try workspace.stored(journeys))
        options = ImportOptions(source: command.source, masker: try workspace.masker(creating: true))
    }

    mutating func add(_ file: String) throws {
        do {
            guard try !engine.knows(file: file, in: store) else { return }
            let plan = try Importer.plan(path: file, options: options)
            try show(try engine.run(plan, into: store, now: milliseconds()))
        } catch let error as ImportError {
            try report(error, file)
        } catch let error as StoreError {
            guard case .locked = error else { throw error }
            // Tried again with the next change, and by the next watch.
            failures += 1
            terminal.complain("voc: " + Failure(error, language: terminal.language).text)
        }
    }

    private mutating func report(_ error: ImportError, _ file: String) throws {
        failures += 1
        terminal.complain("voc: " + error.message(in: terminal.language))
        try store.note(ImportFailure(error, file: file, source: command.source, at: milliseconds()))
    }

    private mutating func show(_ report: ImportReport) throws {
        quarantined += report.counts.quarantined
        if command.json {
            return terminal.print(try Records.jsonLine(ImportSummary([report], skipped: [], terminal.language)))
        }
        ImportPrinter(terminal: terminal, isDryRun: false, isVerbose: command.global.verbose).print(report)
    }
}

extension ImportFailure {
    init(_ error: ImportError, file: String, source: String?, at: Int64) {
        self.init(
            at: at, file: file, source: source,
            reason: Phrase(en: error.message(in: .english), fr: error.message(in: .french)))
    }
}

/// Ctrl-C and SIGTERM, noticed between two files; the second one ends the program as usual.
private final class StopSignal {
    private final class State: Sendable {
        let asked = Mutex(false)
        let woken = DispatchSemaphore(value: 0)
    }

    private let state = State()
    private let sources: [any DispatchSourceSignal]

    init() {
        sources = [SIGTERM, SIGINT].map { [state] number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                signal(number, SIG_DFL)
                state.asked.withLock { $0 = true }
                state.woken.signal()
            }
            source.resume()
            return source
        }
    }

    var isAsked: Bool { state.asked.withLock { $0 } }

    func wait(upTo seconds: Double) { _ = state.woken.wait(timeout: .now() + seconds) }
}
