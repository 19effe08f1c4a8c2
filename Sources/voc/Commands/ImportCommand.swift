import ArgumentParser
import Feedback
import FeedbackStore
import Foundation
import Ingestion
import Pipeline

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Import exports: files, folders, or - for standard input.",
        discussion:
            "Importing the same file twice changes nothing; an edited row updates in place; voc undo takes a batch back."
    )

    @Argument(help: ArgumentHelp("Files or folders.", valueName: "path"))
    var paths: [String]

    @Option(
        name: .customLong("as"),
        help: ArgumentHelp("Format, when the content does not tell. See: voc formats", valueName: "format"))
    var format: String?

    @Option(help: ArgumentHelp("Mapping file, as written by voc inspect.", valueName: "file"))
    var map: String?

    @Option(help: ArgumentHelp("Name of the source in the store.", valueName: "name"))
    var source: String?

    @Option(
        name: .customLong("utc-offset"),
        help: ArgumentHelp("Offset of dates without zone, in minutes east of UTC.", valueName: "minutes"))
    var utcOffset: Int16?

    @Flag(name: .customLong("dry-run"), help: "Say what would happen; write nothing.")
    var dryRun = false

    @Flag(name: .customLong("no-repair"), help: "Leave text that was decoded twice as it is.")
    var noRepair = false

    @Flag(
        name: .customLong("keep-pii"),
        help: "Store texts as written, personal data included. Refused unless voc.yaml beside the store allows it.")
    var keepPII = false

    @Option(
        help: ArgumentHelp(
            "Address of a session's replay, where the export has none: 'https://…/{session}'. Also by source in seeds/replays.yaml.",
            valueName: "template"))
    var replay: String?

    func validate() throws {
        guard let replay else { return }
        guard replay.contains("{session}") || replay.contains("{visitor}") else {
            throw ValidationError("--replay needs {session} or {visitor}: 'https://replay.example/{session}'.")
        }
    }

    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    func run() throws {
        try global.reporting { terminal in
            let workspace = global.workspace
            let options = try importOptions(workspace)
            let files = try ImportFiles(paths: paths, options: options, terminal: terminal)
            guard !files.plans.isEmpty else { throw files.nothingToImport }
            let results = try dryRun ? rehearse(files, workspace) : perform(files, workspace, terminal)
            let reports = results.compactMap { try? $0.get() }
            if !reports.isEmpty { try show(reports, skipped: files.skipped, workspace, terminal) }
            for case .failure(let error) in results {
                terminal.complain("voc: " + error.message(in: terminal.language))
            }
            if reports.count < results.count { throw ExitStatus.unusable }
            if reports.contains(where: { $0.counts.quarantined > 0 }) { throw ExitStatus.quarantined }
        }
    }

    private func importOptions(_ workspace: Workspace) throws -> ImportOptions {
        let mapping = try map.map { try Mapping.read(path: $0) }
        var replays = try workspace.replayTemplates()
        if let replay { replays = ["*": replay] }
        return ImportOptions(
            format: format, mapping: mapping, source: source, utcOffsetMinutes: utcOffset,
            masker: try workspace.masker(creating: !dryRun, keepsPII: keepPII), repairsText: !noRepair,
            replayTemplates: replays)
    }

    /// A file that breaks off in the middle is taken back and reported; the others are imported all the same.
    private func perform(
        _ files: ImportFiles, _ workspace: Workspace, _ terminal: Terminal
    ) throws -> [Result<ImportReport, ImportError>] {
        let journeys = try workspace.journeys()
        let engine = try workspace.engine(journeys)
        let store = try workspace.openStore(creating: true)
        try store.save(journeys: try workspace.stored(journeys))
        for file in files.skipped { try store.note(file.failure(source: source)) }
        return try files.plans.map { plan in
            var line = ProgressLine((plan.file as NSString).lastPathComponent, on: terminal)
            defer { line.clear() }
            let now = Int64(Date().timeIntervalSince1970 * 1000)
            let result = try outcome { try engine.run(plan, into: store, now: now) { line.show($0) } }
            if case .failure(let error) = result {
                try store.note(ImportFailure(error, file: plan.file, source: plan.source, at: now))
            }
            return result
        }
    }

    private func rehearse(_ files: ImportFiles, _ workspace: Workspace) throws -> [Result<ImportReport, ImportError>] {
        let engine = try workspace.engine(try workspace.journeys())
        let store = workspace.storeExists ? try workspace.openStore() : nil
        return try files.plans.map { plan in try outcome { try engine.dryRun(plan, against: store) } }
    }

    private func outcome(_ body: () throws -> ImportReport) throws -> Result<ImportReport, ImportError> {
        do { return .success(try body()) } catch let error as ImportError { return .failure(error) }
    }

    private func show(
        _ reports: [ImportReport], skipped: [SkippedFile], _ workspace: Workspace, _ terminal: Terminal
    ) throws {
        if output.json {
            terminal.print(try Records.json(ImportSummary(reports, skipped: skipped, terminal.language)))
        } else if output.csv {
            terminal.print(ImportSummary(reports, skipped: skipped, terminal.language).csv)
        } else {
            ImportPrinter(terminal: terminal, isDryRun: dryRun, isVerbose: global.verbose)
                .print(reports, skipped: skipped, store: workspace.storePath)
            let isChanged = reports.contains { $0.counts.new + $0.counts.updated > 0 }
            if !dryRun, isChanged, !terminal.isQuiet, try workspace.openStore().hasItemsToLink() {
                terminal.note(
                    terminal.text(
                        "Items without a session, and visits of the same days: voc link joins those that fit by odds.",
                        "Des retours sans session et des visites des mêmes jours : voc link relie par probabilité ceux qui conviennent."
                    ))
            }
        }
    }
}

/// The files a command line names, each with its plan: all are looked at before anything is written.
struct ImportFiles {
    var plans: [ImportPlan] = []
    var skipped: [SkippedFile] = []
    private var files: Set<String> = []

    /// - Throws: ``ImportError`` when a file that was named itself cannot be imported; a file of a folder is skipped.
    init(paths: [String], options: ImportOptions, terminal: Terminal) throws {
        for path in paths {
            guard FileManager.default.fileExists(atPath: path + "/.") else {
                let file = try path == "-" ? StandardInput.spooled() : path
                add(try Importer.plans(path: file, options: options), terminal)
                continue
            }
            for file in try Self.files(in: path) {
                do {
                    add(try Importer.plans(path: file, options: options), terminal)
                } catch {
                    skipped.append(
                        SkippedFile(file: file, reason: error.message(in: terminal.language), error: error))
                }
            }
        }
    }

    private mutating func add(_ found: (plans: [ImportPlan], leftOut: [ImportError]), _ terminal: Terminal) {
        // The data of a survey is also found by its definition.
        plans += found.plans.filter { files.insert($0.file).inserted }
        skipped += found.leftOut.map {
            SkippedFile(file: $0.file, reason: $0.message(in: terminal.language), error: $0)
        }
    }

    static func files(in folder: String) throws -> [String] {
        // A link to a folder is followed; links inside it are not.
        let names = try FileManager.default.subpathsOfDirectory(
            atPath: URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
        ).sorted()
        return names.filter { name in
            !Importer.isIncidental(name) && !FileManager.default.fileExists(atPath: "\(folder)/\(name)/.")
        }
        .map { folder.hasSuffix("/") ? folder + $0 : "\(folder)/\($0)" }
    }

    var nothingToImport: Failure {
        Failure(skipped.isEmpty ? "no file to import" : skipped.map(\.reason).joined(separator: "\nvoc: "))
    }
}

/// A file of a folder that is not an export.
struct SkippedFile: Encodable {
    var file: String
    var reason: String
    var error: ImportError

    private enum CodingKeys: CodingKey { case file, reason }

    func failure(source: String?) -> ImportFailure {
        ImportFailure(error, file: file, source: source, at: Int64(Date().timeIntervalSince1970 * 1000))
    }
}
