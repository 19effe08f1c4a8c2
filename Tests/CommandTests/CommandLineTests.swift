import Foundation
import TestSupport
import Testing

/// The program as a user runs it.
@Suite struct CommandLineTests {
    private let folder: TemporaryFolder
    private var program: Program { Program(folder: folder.path) }

    init() throws { folder = try TemporaryFolder() }

    private static let csv = """
        Date;Note de satisfaction (1 à 5);Recommanderiez-vous ? (0 à 10);Commentaire
        12/09/2026;2;3;Livraison en retard de six jours et personne ne répond
        13/09/2026;5;10;Parfait, très bon accueil
        14/09/2026;1;0;Le paiement est refusé trois fois
        """

    @Test(
        arguments: [
            (["--help"], 0), (["--version"], 0), (["import"], 2), (["nosuch"], 2), (["import", "missing.csv"], 2),
            (["top"], 2), (["scores", "--metric", "nsp"], 2), (["scores", "--json", "--csv"], 2), (["undo", "x"], 2),
            (["classify", "--format", "xml"], 2), (["why"], 2), (["top", "--where", "channel"], 2),
        ] as [([String], Int32)])
    func `exit codes tell usage from success`(arguments: [String], code: Int32) throws {
        #expect(try program.run(arguments).code == code)
    }

    @Test(arguments: [("en", "left out: 1 × unpublished"), ("fr", "écartés : 1 × non publié")])
    func `why a record is left out is said in words`(language: String, said: String) throws {
        _ = try folder.write(
            "Review Text,Rating,Moderation Status\nToo pricey,1,Rejected\nFine by me,4,Approved\n", to: "reviews.csv")
        let outcome = try program.run(["import", "reviews.csv", "--lang", language])
        #expect(outcome.code == 0 && outcome.output.contains(said))
    }

    @Test(arguments: ["en", "fr"]) func `what cannot be imported is refused in one sentence, and nothing is written`(
        language: String
    ) throws {
        let hostile: [(String, [UInt8])] = [
            ("empty.csv", []), ("binary.csv", (0..<4000).map { UInt8(truncatingIfNeeded: $0 &* 7919) }),
            ("broken.xml", Array("<feed><entry><title>x</entry>".utf8)),
            ("bomb.xml", Array("<!DOCTYPE a [<!ENTITY b \"cc\">]><feed><entry>&b;</entry></feed>".utf8)),
            ("deep.json", Array(String(repeating: "[", count: 100_000).utf8)),
            ("numbers.csv", Array("a,b,c\n1,2,3\n4,5,6\n7,8,9\n".utf8)),
            ("old.xls", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + Array(repeating: 0, count: 600)),
        ]
        for (name, bytes) in hostile {
            _ = try folder.write(bytes, to: name)
            let outcome = try program.run(["import", name, "--lang", language])
            #expect(outcome.code == 2, "\(name)")
            #expect(outcome.output.isEmpty, "\(name)")
            let lines = outcome.errors.split(separator: "\n")
            #expect(lines.count == 1 && lines[0].contains(name), "\(name): \(outcome.errors)")
        }
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/voc.db"))
    }

    @Test func `import, again, undo`() throws {
        _ = try folder.write(Self.csv, to: "avis.csv")
        let first = try program.json(["import", "avis.csv", "--json"])
        let batch = try #require((first["batches"] as? [[String: Any]])?.first)
        #expect(batch["read"] as? Int == 3 && batch["new"] as? Int == 3 && batch["quarantined"] as? Int == 0)
        let before = try program.run(["export"]).output
        #expect(before.split(separator: "\n").count == 3)
        let again = try program.json(["import", "avis.csv", "--json"])
        #expect((again["batches"] as? [[String: Any]])?.first?["duplicate"] as? Int == 3)
        #expect(try program.run(["export"]).output == before)
        #expect(try program.run(["undo", "1"]).code == 0)
        #expect(try program.run(["export"]).output.isEmpty)
    }

    @Test func `a folder imports its exports and says what it left out`() throws {
        _ = try folder.write(Self.csv, to: "in/avis.csv")
        _ = try folder.write("rien à voir", to: "in/note.txt")
        let outcome = try program.run(["import", "in"])
        #expect(outcome.code == 0)
        #expect(outcome.errors.contains("in/note.txt"))
        #expect(outcome.output.contains("read 3"))
    }

    @Test func `standard input is a file like another`() throws {
        #expect(try program.run(["import", "-", "--source", "boutique"], input: Self.csv).code == 0)
        #expect(try program.run(["search", "paiement"]).output.contains("boutique"))
    }

    @Test func `a bad cell goes to quarantine with its place, and exit code 3`() throws {
        _ = try folder.write(Self.csv + "\n15/09/2026;4;11;Bof\n", to: "avis.csv")
        let outcome = try program.run(["import", "avis.csv"])
        #expect(outcome.code == 3)
        #expect(outcome.output.contains("avis.csv:5:3"))
        #expect(try program.run(["batches", "--quarantine", "1"]).output.contains("avis.csv:5:3"))
    }

    @Test func `classify answers line by line in order`() throws {
        let input = """
            {"id": 1, "text": "Livraison en retard, mais le service client est adorable"}
            not json
            {"id": "b", "text": ""}

            {"id": 3, "text": "Great service, thank you"}
            """
        let outcome = try program.run(["classify"], input: input)
        let lines = outcome.output.split(separator: "\n").map {
            try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
        }
        #expect(outcome.code == 3)
        // A blank line asks nothing.
        try #require(lines.count == 4)
        #expect(lines[0]?["id"] as? Int == 1 && lines[0]?["language"] as? String == "fr")
        #expect(lines[1]?["error"] is String)
        #expect(lines[2]?["id"] as? String == "b")
        #expect((lines[3]?["sentiment"] as? [String: Any])?["label"] as? String == "positive")
    }

    @Test(arguments: 0..<3 as Range<UInt64>) func `an import killed at any moment goes on to the same store`(
        seed: UInt64
    ) throws {
        var random = SplitMix64(seed: seed)
        var csv = "Date;Recommanderiez-vous ? (0 à 10);Commentaire\n"
        for row in 0..<6000 {
            csv +=
                "\(10 + row % 18)/09/2026;\(row % 11);Commande \(row) : livraison en retard, service \(row % 7) injoignable\n"
        }
        _ = try folder.write(csv, to: "avis.csv")
        let whole = Program(folder: folder.path, environment: ["VOC_STORE": "whole.db"])
        #expect(try whole.run(["import", "avis.csv"]).code == 0)
        for _ in 0..<3 {
            let run = try program.start(["import", "avis.csv"])
            Thread.sleep(forTimeInterval: Double.random(in: 0.05..<1.5, using: &random))
            run.kill()
        }
        #expect(try program.run(["import", "avis.csv"]).code == 0)
        #expect(try program.run(["export"]).output == whole.run(["export"]).output)
        #expect(try program.run(["doctor"]).code == 0)
    }

    @Test func `customers' words never reach standard error`() throws {
        _ = try folder.write(Self.csv + "\n99/99/2026;9;77;Secretissime\n", to: "avis.csv")
        let outcome = try program.run(["import", "avis.csv", "-v"])
        #expect(!outcome.errors.contains("Secretissime"))
    }
}

extension Program {
    fileprivate func json(_ arguments: [String]) throws -> [String: Any] {
        let outcome = try run(arguments)
        return try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    }
}
