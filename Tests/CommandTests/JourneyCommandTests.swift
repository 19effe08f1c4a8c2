import Foundation
import TestSupport
import Testing

/// The emotion curve and the floor of customer groups, as a user sees them.
@Suite struct JourneyCommandTests {
    private let folder: TemporaryFolder
    private var program: Program { Program(folder: folder.path) }

    init() throws { folder = try TemporaryFolder() }

    private func write(_ rows: [String]) throws {
        _ = try folder.write(
            (["id,date,email,device,page_url,nps,comment"] + rows).joined(separator: "\n") + "\n", to: "avis.csv")
        let outcome = try program.run(["import", "avis.csv", "--quiet"])
        try #require(outcome.code == 0, "\(outcome.errors)")
    }

    @Test func `the curve names what is felt where enough say it, in both languages`() throws {
        var rows = (1...14).map {
            "\($0),2026-09-\($0 + 9),c\($0)@example.org,desktop,https://s.example/paiement,2,je suis furieux paiement \($0)"
        }
        rows.append("99,2026-09-20,c99@example.org,desktop,https://s.example/suivi,9,je suis furieux du colis")
        try write(rows)
        let english = try program.run(["journey", "--lang", "en"]).output
        let line = try #require(english.split(separator: "\n").last { $0.hasPrefix("Pay") })
        #expect(line.contains("14 (100.0%)") && line.contains("-1.00") && line.contains("anger 100.0%"), "\(line)")
        let other = try #require(english.split(separator: "\n").last { $0.hasPrefix("Receive") })
        #expect(other.contains("too few") && !other.contains("anger"), "\(other)")
        #expect(try program.run(["journey", "--lang", "fr"]).output.contains("colère 100,0"))
        let csv = try program.run(["journey", "--csv"]).output.split(separator: "\n")
        #expect(csv.contains { $0.hasPrefix("pay,") && $0.hasSuffix(",14,anger") }, "\(csv)")
    }

    @Test func `every emotion of the lexicons has its names and its side`() throws {
        let named = try String(contentsOfFile: projectRoot + "/seeds/emotions.yaml", encoding: .utf8)
        for language in ["fr", "en"] {
            let files = try FileManager.default.contentsOfDirectory(
                atPath: projectRoot + "/lexicons/\(language)/emotions")
            for file in files where file.hasSuffix(".tsv") {
                #expect(named.contains("\n\(file.dropLast(4)): {side: "), "\(file)")
            }
        }
    }

    @Test func `no figure is shown of a group of three`() throws {
        try write(
            (1...30).map {
                let device = $0 <= 3 ? "mobile" : "desktop"
                return "\($0),2026-09-10,c\($0)@example.org,\(device),,\($0 % 11),livraison en retard \($0)"
            })
        let table = try program.run(["segments", "--lang", "en"]).output
        #expect(
            table.split(separator: "\n").contains { $0.contains("mobile shopper") && $0.contains("< 10") }, "\(table)")
        for command in ["top", "scores", "drivers", "journey", "rising"] {
            let outcome = try program.run([command, "--where", "segment=mobile-shopper", "--lang", "en"])
            #expect(outcome.code == 2 && outcome.output.isEmpty, "\(command): \(outcome.output)")
            #expect(outcome.errors.contains("fewer than 10 people"), "\(command): \(outcome.errors)")
        }
        #expect(try program.run(["top", "--where", "device=desktop"]).code == 0)
    }

    @Test(arguments: ["emotions: [", "joy: {side: 2, fr: joie, en: joy}", "joy: {side: 1, fr: joie}"])
    func `a file of emotions that cannot be used is named`(yaml: String) throws {
        try write(["1,2026-09-10,a@example.org,desktop,,9,parfait"])
        let seeds = folder.path + "/graines"
        try FileManager.default.copyItem(atPath: projectRoot + "/seeds", toPath: seeds)
        try yaml.write(toFile: seeds + "/emotions.yaml", atomically: true, encoding: .utf8)
        let outcome = try program.run(["journey", "--seeds", seeds])
        #expect(outcome.code == 2 && outcome.errors.contains("emotions.yaml"), "\(outcome.errors)")
    }
}
