import Feedback
import Foundation
import Ingestion
import Testing

/// What offices do to a table between the tool that exports it and us.
@Suite struct TableShapeTests {
    private static let header = "Id;Date;Note NPS (0 à 10);Commentaire\n"
    private static let body = (0..<40).map {
        "R\($0);\($0 % 27 + 1)/03/2026;\($0 % 11);Délai trop long n° \($0), à l'été\n"
    }.joined()
    private static let plain = header + body

    @Test(arguments: [
        "sep=;\n" + plain, "\"sep=;\"\r\n" + plain.replacingOccurrences(of: "\n", with: "\r\n"),
        plain.replacingOccurrences(of: "\n", with: "\r"), plain.replacingOccurrences(of: ";", with: "\t"),
        plain.replacingOccurrences(of: ";", with: "|"), plain.replacingOccurrences(of: ";", with: " ; "),
        "Enquête de satisfaction\nPériode : mars 2026\n\nMagasin : Lyon;;;\n" + plain,
        "Rapport;;;\n;;;\nDu 01/03/2026;;;\n;;;\n" + plain, plain + "\n\n\n", "\u{FEFF}" + plain,
        plain.replacingOccurrences(of: "R5;", with: "\rR5;"), plain.replacingOccurrences(of: "R7;", with: "R\u{0}7;"),
        header + body + header, plain + ";;;\n;;;\n", plain + "Total;;5,2;40 réponses\n", plain + "Moyenne :;;5,2;\n",
        plain + "Total : 40 réponses\n",
    ])
    func `the same forty answers are read, however the table is written`(text: String) throws {
        let run = try ImportFixture(text)
        #expect(run.items.count == 40 && run.rejections.isEmpty)
        #expect(run.items.map(\.externalID) == (0..<40).map { "R\($0)" })
        #expect(run.items[0].texts == ["Délai trop long n° 0, à l'été"])
        #expect(run.items.allSatisfy { $0.answers.first?.kind == .nps && $0.createdAt != nil })
    }

    @Test(arguments: [
        String.Encoding.utf16, .utf16LittleEndian, .utf16BigEndian, .windowsCP1252,
        String.Encoding(rawValue: 0x8000_020F),
    ])
    func `the same forty answers are read in every encoding`(encoding: String.Encoding) throws {
        let text = Self.plain + "R40;1/04/2026;3;\"Trop cher : 12 €, cœur serré\"\n"
        guard let data = text.data(using: encoding) else { return }
        let run = try ImportFixture(data)
        #expect(run.items.count == 41)
        #expect(run.items[0].texts == ["Délai trop long n° 0, à l'été"])
    }

    @Test func `the same forty answers are read as old Macs wrote them`() throws {
        let page: [Character: UInt8] = ["é": 0x8E, "à": 0x88, "°": 0xA1, "œ": 0xCF, "€": 0xDB]
        let text = Self.plain + "R40;1/04/2026;3;\"Trop cher : 12 €, cœur serré\"\n"
        let run = try ImportFixture(Data(text.map { page[$0] ?? $0.asciiValue ?? 0x3F }))
        #expect(run.decision("encoding") == "text is read as macintosh")
        #expect(run.items[0].texts == ["Délai trop long n° 0, à l'été"])
        #expect(run.items[40].texts == ["Trop cher : 12 €, cœur serré"])
    }

    @Test(arguments: ["Total : 40 réponses", "Le total est faux", "Total Energies m'a déçu"])
    func `a comment or a brand that speaks of totals is no total`(text: String) throws {
        let run = try ImportFixture(Self.plain + "R40;1/04/2026;3;\(text)\n")
        #expect(run.items.last?.texts == [text] && run.drops.isEmpty)
        let brands = "Magasin;Commentaire\n" + (0..<9).map { "Total;Caisse trop lente, n° \($0)\n" }.joined()
        #expect(try ImportFixture(brands).items.count == 9)
    }

    @Test func `a second header row names the parts of the groups above it`() throws {
        let text =
            "Id;Date;Satisfaction;;Commentaire\n;;Accueil (1 à 5);Prix (1 à 5);\n"
            + (0..<20).map { "R\($0);\($0 + 1)/03/2026;\($0 % 5 + 1);\(($0 + 2) % 5 + 1);Délai trop long n° \($0)\n" }
            .joined()
        let run = try ImportFixture(text)
        #expect(
            run.plan.columns.map(\.name) == [
                "Id", "Date", "Satisfaction – Accueil (1 à 5)", "Satisfaction – Prix (1 à 5)", "Commentaire",
            ])
        #expect(run.items.count == 20 && run.rejections.isEmpty)
        #expect(run.items[0].answers.count == 2)
    }

    @Test func `a first answer with gaps is no second header row`() throws {
        let run = try ImportFixture("Id;Note (1 à 5);;Commentaire\n;4;x;Bien\nR2;5;y;Très bien\nR3;3;z;Moyen\n")
        #expect(run.items.count == 3)
    }

    @Test(arguments: [1, 2]) func `names and texts that were decoded twice are repaired, once or twice`(times: Int)
        throws
    {
        var text =
            "Id;Date;Réponse à la question;Qualité (1 à 5)\n"
            + (0..<20).map { "R\($0);\($0 + 1)/03/2026;Délai très long à l'été \($0);\($0 % 5 + 1)\n" }.joined()
        let whole = text
        for _ in 0..<times { text = String(data: Data(text.utf8), encoding: .isoLatin1) ?? "" }
        let run = try ImportFixture(text)
        #expect(run.plan.columns.map(\.name) == ["Id", "Date", "Réponse à la question", "Qualité (1 à 5)"])
        #expect(run.items.map(\.texts) == (try ImportFixture(whole)).items.map(\.texts))
        let folder = FileManager.default.temporaryDirectory.appending(path: "voc-\(UUID().uuidString).csv")
        try Data(text.utf8).write(to: folder)
        defer { try? FileManager.default.removeItem(at: folder) }
        let options = ImportOptions(masker: ImportFixture.masker, repairsText: false)
        #expect(try Importer.plan(path: folder.path, options: options).columns[2].name.contains("Ã"))
    }

    @Test(arguments: [
        "callback(#);", "/**/ jQuery.cb_1(#)", "window.YTD.part0 = #", "var data = #;\n", ")]}'\n#", "while(1);#", "#",
    ])
    func `JSON is read out of what a web page wraps around it`(wrapping: String) throws {
        let records = (0..<8).map { "{\"id\": \($0), \"comment\": \"Délai trop long n° \($0)\", \"nps\": \($0)}" }
        let text = wrapping.replacingOccurrences(of: "#", with: "[\(records.joined(separator: ", "))]")
        #expect(try ImportFixture(text, named: "a.js").items.count == 8)
    }

    @Test(arguments: [
        String(repeating: "[", count: 10_000), String(repeating: "{\"a\":", count: 10_000) + "1",
        "[{\"comment\": \"coupé",
        "{\"reviews\": [{\"text\": \"bien\", ",
    ])
    func `JSON that is too deep or cut short is refused at its place`(text: String) throws {
        let error = try #require(ImportFixture.refusal(text, named: "a.json"))
        #expect(error.line == 1 && error.column > 0)
    }

    @Test func `a lone half of a pair becomes a mark, and the record is kept`() throws {
        let run = try ImportFixture(
            "[{\"id\": 1, \"comment\": \"Livraison \\ud800 en retard, c'est long\", \"rating\": 3}]", named: "a.json")
        #expect(run.items.count == 1 && run.items[0].texts[0].contains("\u{FFFD}"))
    }
}
