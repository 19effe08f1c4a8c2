import Foundation
import TestSupport
import Testing

@Suite struct PrivacyCommandTests {
    private let folder: TemporaryFolder
    private var program: Program { Program(folder: folder.path) }

    init() throws { folder = try TemporaryFolder() }

    private static let csv = """
        Date;Email;Recommanderiez-vous ? (0 à 10);Commentaire
        12/09/2026;lea@exemple.fr;3;Livraison en retard, une vraie bérézina
        13/09/2026;paul@exemple.fr;10;Parfait, très bon accueil
        """

    @Test func `a person is handed out, erased for good, and an old export does not bring them back`() throws {
        _ = try folder.write(Self.csv, to: "avis.csv")
        #expect(try program.run(["import", "avis.csv"]).code == 0)
        let access = try program.run(["privacy", "access", "lea@exemple.fr"])
        #expect(access.output.contains("bérézina") && !access.output.contains("Parfait"))
        #expect(try program.run(["privacy", "erase", "LEA@exemple.fr", "--dry-run"]).output.contains("1 items"))
        #expect(try program.run(["privacy", "erase", "lea@exemple.fr"]).code == 0)
        for suffix in ["", "-wal"] {
            let bytes = FileManager.default.contents(atPath: folder.path + "/voc.db" + suffix) ?? Data()
            #expect(bytes.range(of: Data("bérézina".utf8)) == nil && bytes.range(of: Data("berezina".utf8)) == nil)
        }
        let again = try program.run(["import", "avis.csv"])
        #expect(again.output.contains("left out: 1 × erased"))
        #expect(try !program.run(["export"]).output.contains("bérézina"))
        let trail = try program.run(["privacy", "audit"]).output
        #expect(trail.contains("erase") && trail.contains("access") && !trail.contains("exemple"))
        #expect(try program.run(["doctor"]).code == 0)
    }

    @Test func `personal data is kept only where the settings allow it`() throws {
        _ = try folder.write("Date;Note (1 à 5);Commentaire\n12/09/2026;2;Appelez le 06 12 34 56 78\n", to: "avis.csv")
        let refused = try program.run(["import", "avis.csv", "--keep-pii"])
        #expect(refused.code == 2 && refused.errors.contains("voc.yaml"))
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/voc.db"))
        _ = try folder.write("privacy:\n  keep-pii: true\n", to: "voc.yaml")
        #expect(try program.run(["import", "avis.csv"]).code == 0)
        #expect(try program.run(["export"]).output.contains("[phone]"))
        #expect(try program.run(["import", "avis.csv", "--keep-pii", "--store", "raw.db"]).code == 0)
        #expect(try program.run(["export", "--store", "raw.db"]).output.contains("06 12 34 56 78"))
        let mode = try FileManager.default.attributesOfItem(atPath: folder.path + "/voc.db.key")[.posixPermissions]
        #expect(mode as? Int == 0o600)
    }

    @Test(arguments: ["privacy:\n  keep: true\n", "privacy: [", "privacy:\n  keep-pii: perhaps\n", "nosuch: 1\n"])
    func `settings that are not known are refused with their place`(yaml: String) throws {
        _ = try folder.write(Self.csv, to: "avis.csv")
        _ = try folder.write(yaml, to: "voc.yaml")
        let outcome = try program.run(["import", "avis.csv", "--keep-pii"])
        #expect(outcome.code == 2 && outcome.errors.contains("voc.yaml:"), "\(outcome.errors)")
    }

    @Test func `retention follows the settings, source by source`() throws {
        _ = try folder.write("Date;Note (1 à 5);Commentaire\n12/09/2016;2;Vieux\n13/09/2026;5;Neuf\n", to: "avis.csv")
        #expect(try program.run(["import", "avis.csv", "--source", "a"]).code == 0)
        #expect(try program.run(["import", "avis.csv", "--source", "b"]).code == 0)
        _ = try folder.write("privacy:\n  retention-by-source:\n    b: 20 years\n", to: "voc.yaml")
        #expect(try program.run(["privacy", "retention", "--dry-run"]).output.contains("1 items"))
        #expect(try program.run(["privacy", "retention"]).code == 0)
        #expect(try program.run(["export"]).output.split(separator: "\n").count == 3)
        #expect(try program.run(["privacy", "retention", "--older-than", "2020-01-01"]).output.contains("1 items"))
        #expect(try program.run(["privacy", "retention"]).output.contains("Nothing"))
    }
}

@Suite struct SourcesCommandTests {
    private let folder: TemporaryFolder
    private var program: Program { Program(folder: folder.path) }

    init() throws { folder = try TemporaryFolder() }

    private func csv(_ header: String, _ rows: Int = 3) -> String {
        header + "\n" + (0..<rows).map { "1\($0)/09/2026;\($0 % 5 + 1);le paiement est refusé \($0);Lyon\n" }.joined()
    }

    @Test func `sources say what came when, and which file failed last`() throws {
        _ = try folder.write(csv("Date;Note (1 à 5);Commentaire;Ville"), to: "in/a.csv")
        _ = try folder.write("[{\"a\": ", to: "in/broken.json")
        #expect(try program.run(["import", "in", "--source", "boutiques"]).code == 0)
        let shown = try program.run(["sources"]).output
        #expect(shown.contains("boutiques") && shown.contains("a.csv") && shown.contains("2026-09-12"))
        #expect(shown.contains("failed") && shown.contains("broken.json"))
        _ = try folder.write(csv("Date;Note (1 à 5);Commentaire;Ville", 2), to: "in/broken.json")
        #expect(try program.run(["import", "in/broken.json", "--source", "boutiques"]).code == 0)
        #expect(try !program.run(["sources"]).output.contains("failed"))
    }

    @Test func `columns that changed since the last import are said, by a dry run too`() throws {
        _ = try folder.write(csv("Date;Note (1 à 5);Commentaire;Ville"), to: "a.csv")
        _ = try folder.write(csv("Date;Note (1 à 5);Votre avis;Région", 4), to: "b.csv")
        #expect(try !program.run(["import", "a.csv"]).output.contains("columns changed"))
        for arguments in [["import", "b.csv", "--dry-run"], ["import", "b.csv"]] {
            let output = try program.run(arguments).output
            #expect(output.contains("the columns changed since batch 1"), "\(output)")
            #expect(output.contains("Commentaire → Votre avis") && output.contains("Région"))
        }
        #expect(try !program.run(["import", "b.csv"]).output.contains("columns changed"))
    }

    @Test func `near copies are marked and kept`() throws {
        let text =
            "Boutique formidable, la lampe est arrivée en deux jours et la vendeuse a été charmante du début à la fin"
        var csv = "Date;Note (1 à 5);Commentaire\n"
        for row in 0..<4 { csv += "1\(row)/09/2026;5;\(text) \(row) !\n" }
        _ = try folder.write(csv + "15/09/2026;1;Rien à dire de bon de ce magasin ni de son site\n", to: "avis.csv")
        let outcome = try program.run(["import", "avis.csv"])
        #expect(outcome.output.contains("3 texts are near copies") && outcome.output.contains("new 5"))
        #expect(try program.run(["export"]).output.components(separatedBy: "near_duplicate").count == 4)
        #expect(try program.run(["import", "avis.csv"]).output.contains("already there 5"))
    }

    @Test func `a watched folder is imported as files arrive, until the program is told to stop`() throws {
        _ = try folder.write("rien à voir", to: "in/note.txt")
        _ = try folder.write(csv("Date;Note (1 à 5);Commentaire;Ville"), to: "in/a.csv")
        let once = try program.run(["watch", "in", "--once", "--settle", "0.2", "--every", "0.1"])
        #expect(once.code == 2 && once.errors.contains("note.txt") && once.output.contains("new 3"))
        let watch = try program.start(["watch", "in", "--settle", "0.2", "--every", "0.1"])
        _ = try folder.write(csv("Date;Note (1 à 5);Commentaire;Ville", 8), to: "in/b.csv")
        for _ in 0..<300 where try !program.run(["sources"]).output.contains("b.csv") {
            Thread.sleep(forTimeInterval: 0.1)
        }
        watch.process.terminate()
        watch.process.waitUntilExit()
        #expect(watch.process.terminationReason == .exit && watch.process.terminationStatus == 0)
        #expect(try program.run(["export"]).output.split(separator: "\n").count == 8)
        #expect(try program.run(["batches", "--csv"]).output.split(separator: "\n").count == 3)
    }
}
