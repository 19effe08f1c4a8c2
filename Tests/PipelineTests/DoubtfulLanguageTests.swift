import Analysis
import Feedback
import FeedbackStore
import Ingestion
import Lexicons
import Linking
import Pipeline
import TestSupport
import Testing

/// A word or two do not tell their language: the source does, or what else the customer wrote.
@Suite struct DoubtfulLanguageTests {
    private static let lexicons = [
        LexiconFile(name: "fr/sentiment.tsv", bytes: Array("super\t3\nmode\t1\n".utf8)),
        LexiconFile(name: "en/sentiment.tsv", bytes: Array("broken\t-3\nsuper\t2\n".utf8)),
        LexiconFile(name: "fr/language.tsv", bytes: Array("le\t2\nest\t2\nmode\t0.4\nla\t2\n".utf8)),
        LexiconFile(name: "en/language.tsv", bytes: Array("the\t2\nis\t2\nmy\t2\nplease\t2\n".utf8)),
    ]
    @Test(arguments: [
        ("Langue;Avis\nfr;Super\n", [Language.french]), ("Langue;Avis\nen-GB;Super\n", [.english]),
        ("Langue;Avis\nde;Super\n", [.other]), ("Langue;Avis\nen;Le colis est la\n", [.french]),
        ("Titre;Avis\nMode;Please the light of my app is broken\n", [.english, .english]),
        ("Titre;Avis\nMode;Le colis est la mais le carton est vide\n", [.french, .french]),
        ("Titre;Avis\nMode;Super\n", [.french, .other]), ("Id;Avis\n7;Super\n", [.other]),
    ])
    func `what says little is read in the language that is told`(table: String, languages: [Language]) throws {
        let folder = try TemporaryFolder()
        let store = try FeedbackStore.open(path: folder.path + "/voc.db", mode: .readWrite)
        let set = try LexiconSet.load(files: Self.lexicons)
        let engine = ImportEngine(
            analyzer: Analyzer(lexicons: set, traits: [:]),
            linker: StepLinker(
                journeys: try JourneySet(files: [("retail.yaml", ImportEngineTests.journey)]), defaultSteps: [:]),
            rules: set.version)
        // Met twice more, a text is remembered: with the language it was read in.
        let options = ImportOptions(masker: Masker(key: Array(repeating: 7, count: 32)))
        let row = String(table.split(separator: "\n")[1])
        // A title that never changes is the name of what is reviewed.
        let text = table + ["!", "?", "!", "?", "!"].map { row.replacing(";", with: " \($0);") + "\n" }.joined()
        let path = try folder.write(text, to: "avis.csv")
        _ = try engine.run(try Importer.plan(path: path, options: options), into: store, now: 1)
        var found: [[Language]] = []
        try store.forEachItem { found.append($0.analysed.verbatims.map(\.language)) }
        #expect(!found.isEmpty && found.allSatisfy { $0 == languages })
    }
}
