import Analysis
import BundledData
import Feedback
import FeedbackStore
import Foundation
import Ingestion
import Lexicons
import Linking
import Pipeline
import Yams

/// What commands work with: the store, the lexicons, the journeys, the taxonomy, the key of the pseudonyms.
struct Workspace {
    let options: GlobalOptions

    var storePath: String { options.storePath }

    private var folder: String {
        let folder = (storePath as NSString).deletingLastPathComponent
        return folder.isEmpty ? "." : folder
    }

    func dataFolders() throws -> DataFolders {
        let environment = ProcessInfo.processInfo.environment
        return try DataFolders(
            lexicons: options.lexicons, seeds: options.seeds, workspace: folder, environment: { environment[$0] })
    }

    func openStore(creating: Bool = false) throws -> FeedbackStore {
        try FeedbackStore.open(path: storePath, mode: creating ? .readWrite : .existing)
    }

    var storeExists: Bool { FileManager.default.fileExists(atPath: storePath) }

    func catalog() throws -> FrictionCatalog {
        let path = try dataFolders().seeds + "/frictions.yaml"
        return try FrictionCatalog(yaml: try text(of: path), name: path)
    }

    func journeys() throws -> JourneySet {
        let folder = try dataFolders().seeds + "/journeys"
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".yaml") }
            .sorted()
        return try JourneySet(files: try names.map { ("\(folder)/\($0)", try text(of: "\(folder)/\($0)")) })
    }

    /// Where replays are seen, by source; a seeds folder without the file has none.
    func replayTemplates() throws -> [String: String] {
        let path = try dataFolders().seeds + "/replays.yaml"
        guard FileManager.default.fileExists(atPath: path) else { return [:] }
        return try ReplayTemplates(yaml: try text(of: path), name: path).bySource
    }

    /// What emotions are called; their codes, where the seeds folder has no file of them.
    func emotions() throws -> EmotionCatalog {
        let path = try dataFolders().seeds + "/emotions.yaml"
        guard FileManager.default.fileExists(atPath: path) else { return EmotionCatalog() }
        return try EmotionCatalog(yaml: try text(of: path), name: path)
    }

    func segmentFile() throws -> SegmentRules {
        let path = try dataFolders().seeds + "/segments.yaml"
        return try SegmentRules(yaml: try text(of: path), name: path)
    }

    /// What signs of trouble count; any one of them, where the seeds folder has no file of weights.
    func frustrationWeights() throws -> FrustrationWeights {
        let path = try dataFolders().seeds + "/frustration.yaml"
        guard FileManager.default.fileExists(atPath: path) else { return .even }
        let weights: FrustrationWeights
        do {
            weights = try YAMLDecoder().decode(FrustrationWeights.self, from: try text(of: path))
        } catch let error as DecodingError {
            throw SeedError(file: path, reason: "a weight is missing or no number (\(error.weightName))")
        }
        guard weights.isUsable else {
            throw SeedError(file: path, reason: "a weight is below 0, or struggling_from is not above 0")
        }
        return weights
    }

    func lexiconSet() throws -> LexiconSet {
        try LexiconSet.load(directory: try dataFolders().lexicons, cache: lexiconCache)
    }

    /// Compiled lexicons, in the user's own cache folder; `VOC_CACHE` names another, and empty none.
    private var lexiconCache: LexiconCache? {
        let environment = ProcessInfo.processInfo.environment
        if let folder = environment["VOC_CACHE"] { return folder.isEmpty ? nil : LexiconCache(folder: folder) }
        if let folder = environment["XDG_CACHE_HOME"], folder.hasPrefix("/") {
            return LexiconCache(folder: folder + "/voc")
        }
        guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
        return LexiconCache(folder: home + "/.cache/voc")
    }

    func analyzer() throws -> Analyzer { analyzer(try lexiconSet(), try catalog()) }

    func analyzer(_ lexicons: LexiconSet, _ catalog: FrictionCatalog) -> Analyzer {
        let traits = catalog.frictions.mapValues { FrictionTraits(severity: $0.severity, step: $0.step) }
        return Analyzer(lexicons: lexicons, traits: traits)
    }

    func engine(_ journeys: JourneySet) throws -> ImportEngine {
        let (lexicons, catalog) = (try lexiconSet(), try self.catalog())
        return ImportEngine(
            analyzer: analyzer(lexicons, catalog),
            linker: StepLinker(journeys: journeys, defaultSteps: catalog.frictions.mapValues(\.step)),
            rules: lexicons.version)
    }

    /// What `voc.yaml` beside the store says.
    func settings() throws -> WorkspaceSettings {
        try WorkspaceSettings(file: folder + "/" + WorkspaceSettings.fileName)
    }

    /// The key that pseudonyms are made with: a file beside the store that only its owner can read. Made on first use.
    ///
    /// - Parameters:
    ///   - creating: `false` for a dry run, which writes nothing: a key of the moment serves.
    ///   - keepsPII: refused unless the settings allow it.
    func masker(creating: Bool, keepsPII: Bool = false) throws -> Masker {
        let settings = try settings()
        if keepsPII, !settings.keepsPII { throw refusalToKeepPII }
        return Masker(
            key: try key(creating: creating), keepsPII: keepsPII, keepsNetworks: settings.keepsNetworks)
    }

    private func key(creating: Bool) throws -> [UInt8] {
        let path = storePath + ".key"
        if let key = storedKey(path) { return key }
        var random = SystemRandomNumberGenerator()
        let key = (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }
        guard creating else { return key }
        // Written whole under another name, then given its own: of two imports that start together one wins.
        let draft = "\(path).\(ProcessInfo.processInfo.processIdentifier)"
        guard FileManager.default.createFile(atPath: draft, contents: Data(key), attributes: [.posixPermissions: 0o600])
        else {
            throw StoreError.notWritable(path: path)
        }
        defer { try? FileManager.default.removeItem(atPath: draft) }
        try? FileManager.default.linkItem(atPath: draft, toPath: path)
        guard let stored = storedKey(path) else { throw StoreError.notWritable(path: path) }
        return stored
    }

    private func storedKey(_ path: String) -> [UInt8]? {
        FileManager.default.contents(atPath: path).flatMap { $0.count >= 32 ? Array($0) : nil }
    }

    private var refusalToKeepPII: Failure {
        let file = folder + "/" + WorkspaceSettings.fileName
        return Failure(
            options.language == .french
                ? "\(file) : --keep-pii n'est pas permis ici. Les textes seraient enregistrés tels quels ; pour le permettre, écrivez « privacy: {keep-pii: true} » dans ce fichier."
                : "\(file): --keep-pii is not allowed here. Texts would be stored as written; to allow it, write 'privacy: {keep-pii: true}' in this file."
        )
    }

    /// The pseudonym of who is named by it, by e-mail, by customer number or by `platform:account`.
    func pseudonym(of key: String) throws -> String {
        key.hasPrefix("r_") ? key : try masker(creating: false).pseudonym(key)
    }

    /// Words too common to say anything of a text: what `voc rising` and `voc change` leave out.
    func stopWords() throws -> Set<String> {
        let folder = try dataFolders().lexicons
        var words: Set<String> = []
        for language in ["fr", "en"] {
            for line in try text(of: "\(folder)/\(language)/stopwords.txt").split(separator: "\n")
            where !line.hasPrefix("#") {
                words.insert(String(line))
            }
        }
        return words
    }

    func names(_ language: OutputLanguage) throws -> Names {
        let steps = try journeys().main.steps.map { ($0.code, $0.labels) }
        return Names(catalog: try catalog(), steps: Dictionary(steps) { first, _ in first }, language: language)
    }

    /// Journeys as the store keeps them.
    func stored(_ journeys: JourneySet) throws -> [StoredJourney] {
        try journeys.journeys.map { journey in
            StoredJourney(
                code: journey.code, labels: try Records.jsonLine(journey.labels), isDefault: journey.isDefault,
                steps: try journey.steps.map { step in
                    StoredJourney.Step(code: step.code, labels: try Records.jsonLine(step.labels), maps: step.maps)
                })
        }
    }

    private func text(of path: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: path), let text = String(validating: data, as: UTF8.self)
        else {
            throw SeedError(file: path, reason: "the file cannot be read as UTF-8")
        }
        return text
    }
}

extension LexiconSet {
    /// Words, expressions and cues of all files together.
    var entryCount: Int { entries.count }
}

extension DecodingError {
    fileprivate var weightName: String {
        switch self {
        case .keyNotFound(let key, _): key.stringValue
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            context.codingPath.last?.stringValue ?? "the file"
        @unknown default: "the file"
        }
    }
}
