import Analysis
public import ArgumentParser
import BundledData
public import Feedback
import FeedbackStore
import Foundation
import Learning
import Lexicons
import Pipeline

struct LearnCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "learn",
        abstract: "Fit learned weights to feedback that also holds a score, and write them as a learned.tsv.",
        discussion: """
            Reads files of JSON lines (text, then sentiment, nps or stars; optionally lang and source), or a store: its \
            texts whose item holds a rating. Stars 1-2 and 4-5 and NPS 0-6 and 9-10 speak; the rest is left out.

            Weights stay near those of the lexicons in use. Put the file in your copy of the lexicons as \
            fr/learned.tsv or en/learned.tsv.
            """)

    /// Changes and refusals shown; the rest is counted.
    private static let mostShown = 20

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Files of scored texts, store files, or 'store' for the one in use.", valueName: "path"))
    var from: [String]

    @Option(help: ArgumentHelp("Language to learn; by default the one most texts are in.", valueName: "fr|en"))
    var language: Language?

    @Option(help: ArgumentHelp("Where to write the file; by default to standard output.", valueName: "file"))
    var out: String?

    @Option(help: ArgumentHelp("Date to note in the file.", valueName: "date"))
    var date: String?

    @Option(
        name: .customLong("exclude-source"), parsing: .upToNextOption,
        help: ArgumentHelp("Leave out rows whose source begins so.", valueName: "prefix"))
    var excludedSources: [String] = []

    @Flag(help: "Start from the hand-written words alone, not from the learned ones in use.")
    var fresh = false

    @Flag(name: .customLong("allow-sign-change"), help: "Let a hand-written word change sides.")
    var allowsSignChange = false

    @OptionGroup var global: GlobalOptions

    func run() throws {
        try global.reporting { terminal in
            let all = try LexiconFile.all(under: try global.workspace.dataFolders().lexicons)
            let scored = try read(with: try LexiconSet.load(files: all))
            let language = try language ?? majority(of: scored.texts, terminal)
            let files = fresh ? all.filter { $0.name != "\(language.rawValue)/learned.tsv" } : all
            var settings = LearnerSettings()
            settings.allowsSignChange = allowsSignChange
            let learned = LexiconLearner(
                lexicons: try LexiconSet.load(files: files), files: files, language: language, settings: settings
            ).learn(scored.texts)
            guard !learned.corpora.isEmpty else {
                throw Failure(
                    terminal.text(
                        "no scored text is in '\(language.rawValue)'. Give texts with sentiment, nps or stars.",
                        "aucun texte noté n'est en « \(language.rawValue) ». Donnez des textes avec sentiment, nps ou stars."
                    ))
            }
            try write(learned.file(date: date ?? ""), terminal)
            report(learned, skipped: scored.skipped, terminal)
        }
    }

    private func read(with lexicons: LexiconSet) throws -> ScoredTexts {
        var scored = ScoredTexts(
            analyzer: Analyzer(lexicons: lexicons, traits: [:]), excludedSources: excludedSources)
        for path in from {
            if path == "store" {
                try scored.add(try global.workspace.openStore())
            } else if isStore(path) {
                try scored.add(try FeedbackStore.open(path: path, mode: .existing))
            } else {
                do { try scored.add(file: path) } catch let error as ScoredTextsError {
                    throw Failure(error.message[global.language])
                }
            }
        }
        return scored
    }

    private func isStore(_ path: String) -> Bool {
        guard let file = FileHandle(forReadingAtPath: path) else { return false }
        defer { try? file.close() }
        return (try? file.read(upToCount: 15)) == Data("SQLite format 3".utf8)
    }

    private func majority(of texts: [ScoredText], _ terminal: Terminal) throws -> Language {
        let french = texts.count { $0.language == .french }
        let english = texts.count { $0.language == .english }
        guard french + english > 0 else {
            throw Failure(
                terminal.text(
                    "no scored French or English text was found. Give texts with sentiment, nps or stars.",
                    "aucun texte noté en français ou en anglais. Donnez des textes avec sentiment, nps ou stars."))
        }
        return french >= english ? .french : .english
    }

    private func write(_ text: String, _ terminal: Terminal) throws {
        guard let out else { return terminal.print(String(text.dropLast())) }
        do { try Data(text.utf8).write(to: URL(filePath: out), options: .atomic) } catch {
            throw Failure(
                terminal.text(
                    "\(out): cannot be written. Check the folder and its rights.",
                    "\(out) : écriture impossible. Vérifiez le dossier et ses droits."), code: 1)
        }
    }

    // MARK: What changed, on standard error

    private func report(_ learned: LearnedLexicon, skipped: Int, _ terminal: Terminal) {
        for corpus in learned.corpora {
            terminal.note(
                terminal.text(
                    "\(corpus.name): \(corpus.positive) positive, \(corpus.negative) negative",
                    "\(corpus.name) : \(corpus.positive) positifs, \(corpus.negative) négatifs"))
        }
        terminal.note(
            terminal.text(
                "\(skipped) rows without a text or a clear score left out. \(learned.lines.count) terms, \(learned.changes.count) changed.",
                "\(skipped) lignes sans texte ou sans note claire écartées. \(learned.lines.count) termes, \(learned.changes.count) changés."
            ))
        for change in learned.changes.prefix(Self.mostShown) { terminal.note("  " + shown(change)) }
        guard !learned.signChanges.isEmpty else { return }
        terminal.note(
            allowsSignChange
                ? terminal.text(
                    "\(learned.signChanges.count) hand-written words change sides:",
                    "\(learned.signChanges.count) mots écrits à la main changent de camp :")
                : terminal.text(
                    "\(learned.signChanges.count) hand-written words kept as they are; the texts would change their sign (--allow-sign-change):",
                    "\(learned.signChanges.count) mots écrits à la main gardés tels quels ; les textes en changeraient le signe (--allow-sign-change) :"
                ))
        for change in learned.signChanges.prefix(Self.mostShown) { terminal.note("  " + shown(change)) }
    }

    private func shown(_ change: LearnedLexicon.Change) -> String {
        "\(change.term)  \(LearnedLexicon.decimal(change.before)) → \(LearnedLexicon.decimal(change.after))"
    }
}

extension Language: ExpressibleByArgument {}
