import Foundation
import TestSupport
import Testing

/// `voc lexicon learn` as a user runs it.
@Suite struct LearnCommandTests {
    private let folder: TemporaryFolder
    private var program: Program { Program(folder: folder.path) }

    init() throws { folder = try TemporaryFolder() }

    private func scored(_ count: Int = 30) throws {
        let rows = [
            #"{"text": "Le colis est zigzagué", "lang": "fr", "stars": 1, "source": "a"}"#,
            #"{"text": "Le colis est bouledogué", "lang": "fr", "stars": 5, "source": "a"}"#,
            #"{"text": "Le colis est là", "lang": "fr", "stars": 3, "source": "a"}"#,
            #"{"text": "Un vrai zigzagué", "nps": 2, "lang": "fr", "source": "b"}"#,
            #"{"text": "Un vrai bouledogué", "nps": 10, "lang": "fr", "source": "b"}"#,
            #"{"text": "Jamais zigzagué", "sentiment": ["negative"], "lang": "fr", "source": "secret_c"}"#,
        ]
        _ = try folder.write(
            String(repeating: rows.joined(separator: "\n") + "\n", count: count), to: "scored.jsonl")
    }

    @Test func `scored texts give a file with its provenance, and it is used`() throws {
        try scored()
        let outcome = try program.run([
            "lexicon", "learn", "--from", "scored.jsonl", "--fresh", "--exclude-source", "secret_", "--date",
            "2026-01-02", "--out", "learned.tsv", "--lang", "en",
        ])
        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(outcome.errors.contains("a: 30 positive, 30 negative") && !outcome.errors.contains("secret_c"))
        let file = try String(contentsOfFile: folder.path + "/learned.tsv", encoding: .utf8)
        #expect(file.contains("# Date: 2026-01-02\n# From a: 30 positive, 30 negative\n# From b:"))
        #expect(file.contains("\nzigzagué\t-") && file.contains("\nbouledogué\t"))
        let lexicons = folder.path + "/mine"
        try FileManager.default.copyItem(atPath: projectRoot + "/lexicons", toPath: lexicons)
        try Data(file.utf8).write(to: URL(filePath: lexicons + "/fr/learned.tsv"))
        let why = try program.run(["why", "--text", "Le colis est zigzagué", "--json", "--lexicons", lexicons])
        #expect(why.output.contains("fr\\/learned.tsv:") || why.output.contains("fr/learned.tsv:"))
    }

    @Test func `without --out the file goes to standard output`() throws {
        try scored(5)
        let outcome = try program.run(["lexicon", "learn", "--from", "scored.jsonl", "--fresh"])
        #expect(outcome.code == 0 && outcome.output.hasPrefix("# French learned weights"))
    }

    @Test(arguments: [("en", "no row of scored text"), ("fr", "n'est pas une ligne de texte noté")])
    func `a line that is no row is named`(language: String, words: String) throws {
        _ = try folder.write("{\"text\": \"Bien\", \"stars\": 5}\nBien\n", to: "bad.jsonl")
        let outcome = try program.run(["lexicon", "learn", "--from", "bad.jsonl", "--lang", language])
        #expect(outcome.code == 2 && outcome.errors.contains("bad.jsonl:2:1") && outcome.errors.contains(words))
        #expect(!outcome.errors.contains("Bien"))
    }

    @Test func `a store teaches from its own ratings`() throws {
        var csv = "Date;Recommanderiez-vous ? (0 à 10);Commentaire\n"
        for day in 10..<28 {
            csv += "\(day)/09/2026;\(day % 2 == 0 ? 1 : 10);"
            csv += "Le colis numéro \(day) est \(day % 2 == 0 ? "zigzagué" : "bouledogué") dans la rue\n"
        }
        _ = try folder.write(csv, to: "enquete.csv")
        #expect(try program.run(["import", "enquete.csv"]).code == 0)
        let outcome = try program.run(["lexicon", "learn", "--from", "store", "--language", "fr"])
        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("\nzigzagué\t-") && outcome.output.contains("\nbouledogué\t"))
    }

    @Test(
        .enabled(if: FileManager.default.fileExists(atPath: Self.data + "/gold_friction.train.jsonl")))
    func `evaluation-only sets have no part in the shipped weights`() throws {
        for language in ["fr", "en"] {
            let file = try String(contentsOfFile: projectRoot + "/lexicons/\(language)/learned.tsv", encoding: .utf8)
            #expect(file.contains("# From insurance_fr") || file.contains("# From airline_en"))
            #expect(!file.contains("semeval16") && !file.contains("xlmt"))
        }
    }

    private static var data: String {
        ProcessInfo.processInfo.environment["VOC_DATA"] ?? projectRoot + "/../shared/data"
    }
}
