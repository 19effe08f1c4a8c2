import Foundation
import TestSupport
import Testing

@Suite struct EvalCommandTests {
    private let folder: TemporaryFolder
    private let program: Program

    private static let labels = """
        texte;lang;sentiment;frictions;a;b
        Colis jamais reçu;fr;negative;delivery.missing;x;x
        Parfait, je recommande vivement;fr;positive;;y;y
        Secretissime, le site est lent et nul;fr;positive;delivery.late;x;y
        Great service, thank you so much;en;positive;;y;y
        They never answer the phone;en;negative;support.unreachable;x;x
        """

    init() throws {
        folder = try TemporaryFolder()
        _ = try folder.write(Self.labels, to: "labels.csv")
        program = Program(folder: folder.path)
    }

    @Test func `the figures of each language come with n and interval, the worst text first`() throws {
        let outcome = try program.run(["eval", "labels.csv", "--lang", "en"])
        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("5 texts of 1 file"))
        #expect(outcome.output.contains("fr: each tag") && outcome.output.contains("delivery.missing"))
        #expect(outcome.output.contains("1. labels.csv:4  positive, scored -"))
        #expect(outcome.output.contains("Secretissime"))
        #expect(!outcome.output.contains("\u{1B}"))
    }

    @Test func `in French too`() throws {
        let outcome = try program.run(["eval", "labels.csv", "--lang", "fr", "--worst", "1"])
        #expect(outcome.output.contains("5 textes de 1 fichier") && outcome.output.contains("manqué delivery.late"))
    }

    @Test func `the result to keep holds no word of a customer`() throws {
        let outcome = try program.run(["eval", "labels.csv", "--json"])
        #expect(outcome.code == 0)
        #expect(!outcome.output.contains("Secretissime"))
        let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
        #expect((object?["metrics"] as? [Any])?.isEmpty == false)
        #expect(((object?["worst"] as? [[String: Any]])?.first?["line"] as? Int) == 4)
    }

    @Test func `a run against its own result moved nothing; a better one says by how much`() throws {
        let saved = try program.run(["eval", "labels.csv", "--json"]).output
        _ = try folder.write(saved, to: "before.json")
        let same = try program.run(["eval", "labels.csv", "--baseline", "before.json", "--lang", "en"])
        #expect(same.output.contains("no figure moved"))
        _ = try folder.write(
            Self.labels.replacing("lent et nul;fr;positive", with: "lent et nul;fr;negative"), to: "labels.csv")
        let better = try program.run(["eval", "labels.csv", "--baseline", "before.json", "--lang", "en"])
        #expect(better.output.contains("fr.polarity.accuracy"))
    }

    @Test(arguments: [("0.01", Int32(0)), ("1", 1)]) func `a figure under the bar fails the run`(
        bar: String, code: Int32
    ) throws {
        let outcome = try program.run(["eval", "labels.csv", "--fail-under", bar])
        #expect(outcome.code == code)
        #expect(outcome.errors.contains("fr.polarity.macro_f1") == (code == 1))
    }

    @Test func `two columns of labels are compared without analysing`() throws {
        let outcome = try program.run(["eval", "labels.csv", "--agreement", "a", "b", "--lang", "en"])
        #expect(outcome.code == 0)
        // 4 of 5 agree; 3 × 2 and 2 × 3 of 25 by chance: (0.8 − 0.48) ÷ (1 − 0.48).
        #expect(outcome.output.contains("the same labels on 4 (80.0%). Cohen's κ = 0.615"))
        let other = try program.run(["eval", "--agreement", "a", "b", "labels.csv", "--lang", "en"])
        #expect(other.output == outcome.output)
    }

    @Test func `labels that nothing answers to are named, with what they should be`() throws {
        _ = try folder.write(
            "text;sentiment;frictions\nBof;meh;delivery.lat\nBof;positive;delivery.lat\nBof;positive;Mots_du_client_€\n",
            to: "typos.csv")
        let outcome = try program.run(["eval", "typos.csv", "--lang", "en"])
        #expect(outcome.code == 0)
        #expect(outcome.errors.contains("typos.csv:2: the sentiment is none that is known (1 rows). Write positive"))
        #expect(
            outcome.errors.contains(
                "typos.csv:2: no friction is called 'delivery.lat' (2 rows). Write 'delivery.late'."))
        #expect(!outcome.errors.contains("client"))
    }

    @Test func `one line a tag as CSV`() throws {
        let lines = try program.run(["eval", "labels.csv", "--csv"]).output.split(separator: "\n")
        #expect(lines.first?.hasPrefix("language,kind,code,labelled,given,right,precision,precision_low") == true)
        #expect(lines.contains { $0.hasPrefix("fr,frictions,delivery.missing,1,") })
    }

    @Test(arguments: [
        ["eval"], ["eval", "none.csv"], ["eval", "labels.csv", "--fail-under", "7"],
        ["eval", "labels.csv", "--agreement", "a"], ["eval", "labels.csv", "--agreement", "a", "c"],
        ["eval", "labels.csv", "--baseline", "labels.csv"],
    ])
    func `wrong usage exits 2 and says how to fix it`(arguments: [String]) throws {
        let outcome = try program.run(arguments)
        #expect(outcome.code == 2 && outcome.output.isEmpty && !outcome.errors.isEmpty)
        #expect(!outcome.errors.contains("Secretissime"))
    }
}

@Suite struct WhyCommandTests {
    private let program = Program(folder: projectRoot)

    @Test(arguments: [
        "Livraison rapide mais le paiement est refusé trois fois", "Pas mal du tout, mais trop cher, dommage !",
        "Very good app, really useful, but it crashes all the time and support is awful, slow and rude",
        "Je ne suis pas du tout satisfait : colis cassé, service lent, réponse nulle, accueil glacial", "Rien",
    ])
    func `the printed terms add up to the printed score`(text: String) throws {
        let output = try program.run(["why", "--text", text, "--lang", "en"]).output
        let line = try #require(output.split(separator: "\n").first { $0.hasPrefix("  raw score ") })
        let sides = line.dropFirst("  raw score ".count).components(separatedBy: " = ")
        // Thousandths are whole numbers, so that the sum is exact.
        func thousandths(_ term: Substring) -> Int { Int((Double(term)! * 1000).rounded()) }
        let sum = sides[0].split(separator: " ").reduce(0) { $0 + thousandths($1) }
        #expect(sum == thousandths(Substring(sides[1])))
    }

    @Test func `every word and every shifter names its line, and nothing is coloured in a pipe`() throws {
        let output = try program.run(["why", "--text", "Ce n'est vraiment pas pratique", "--lang", "en"]).output
        #expect(output.contains("fr/learned.tsv:") && output.contains("fr/shifters.tsv:"))
        #expect(!output.contains("\u{1B}"))
    }

    @Test func `the JSON holds clauses, cues and factors with spans`() throws {
        let output = try program.run(["why", "--text", "Joli, mais jamais livré", "--json"]).output
        let rows = try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [[String: Any]])
        let row = try #require(rows.first)
        let terms = try #require(row["contributions"] as? [[String: Any]]).compactMap { $0["value"] as? Double }
        #expect(abs(terms.reduce(0, +) - (row["rawScore"] as? Double ?? .nan)) < 1e-9)
        let clauses = try #require(row["clauses"] as? [[String: Any]])
        #expect(clauses.contains { $0["openedBy"] as? String == "contrast" })
    }
}
