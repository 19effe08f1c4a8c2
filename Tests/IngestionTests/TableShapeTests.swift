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

    @Test(arguments: [
        ("Sous-total Lyon;;72;\n", 1), (";Total Lyon;3,2;10 réponses\n;Total Paris;3,4;\n;Moyenne;3,3;\n", 3),
        ("NPS;;12;\nAverage;;3.3;\nNb réponses;;20;\n", 3), ("Total général;Lyon;66;20 réponses\n", 1),
        (";Lyon Total;64;\n", 1),
    ])
    func `lines that sum up a shop or the table are no responses and no part of a scale`(lines: String, count: Int)
        throws
    {
        let body = (0..<20).map {
            "\(10 + $0)/03/2026;\($0 < 10 ? "Lyon" : "Paris");\($0 % 5 + 1);Attente trop longue n° \($0)\n"
        }
        let run = try ImportFixture(
            "Date;Magasin;Satisfaction (1 à 5);Commentaire\n" + body[..<10].joined() + lines + body[10...].joined())
        #expect(run.items.count == 20 && run.rejections.isEmpty)
        #expect(run.drops == [String](repeating: "total", count: count))
        #expect(run.items.allSatisfy { $0.answers.first?.kind == .csat })
    }

    @Test func `a mean under the comments is no response`() throws {
        let body = (0..<12).map {
            "\(10 + $0)/03/2026 08:12;Julie \($0);Salle trop froide le matin n° \($0);\($0 % 4 + 6)\n"
        }
        let header = "Horodatage;Nom;Points à améliorer;Note globale sur 10\n"
        let run = try ImportFixture(header + body.joined() + ";;Moyenne;7,4\n")
        #expect(run.items.count == 12 && run.drops == ["total"])
        // Somebody's whole comment.
        #expect(try ImportFixture(header + body.joined() + "22/03/2026 08:12;Luc;Moyenne;7\n").items.count == 13)
    }

    @Test(arguments: [
        "Total;36\nMoyenne;3\n", "Moyenne;2,9\nNPS;12\n", "Total général;36\n", "Nb réponses : 12;\n", "",
    ])
    func `sums under a table of two columns are no ratings`(lines: String) throws {
        let rows = (0..<12).map { "\($0 < 6 ? "Lyon" : "Paris");\($0 % 5 + 1)\n" }
        let text = "Magasin;Note\n" + rows[..<6].joined() + "Total Lyon;16\n" + rows[6...].joined() + "Paris Total;15\n"
        let run = try ImportFixture(text + lines)
        #expect(run.items.count == 12 && run.rejections.isEmpty)
        #expect(run.items.allSatisfy { $0.answers.first?.scale == RatingScale(1, 5) })
    }

    @Test func `words of sums that repeat are what customers bought, where they came or what they were asked`() throws {
        for words in [["Petite", "Moyenne", "Grande"], ["NPS", "CSAT", "CES"], ["Total", "Esso", "Avia"]] {
            let rows = (0..<30).map { "\(words[$0 % 3]);\($0 % 5 + 1);\($0 % 4 == 0 ? "" : "Trop lent, n° \($0)")\n" }
            #expect(try ImportFixture("Choix;Note;Avis\n" + rows.joined()).items.count == 30)
        }
        let cities = (0..<12).map { "Total Lyon \($0 % 3);\($0 % 5 + 1);Lyon \($0 % 3)\n" }
        #expect(try ImportFixture("Magasin;Note;Ville\n" + cities.joined()).items.count == 12)
    }

    @Test func `a shop that is called Total, with and without a comment, is no total`() throws {
        let shops = ["Total", "Total Access Lyon", "Esso"]
        let rows = (0..<30).map { "\(shops[$0 % 3]);\($0 % 5 + 1);\($0 == 27 ? "" : "Caisse trop lente, n° \($0)")\n" }
        #expect(try ImportFixture("Magasin;Note (1 à 5);Commentaire\n" + rows.joined()).items.count == 30)
    }

    @Test(arguments: ["", ";;"], [true, false])
    func `a CSV that a spreadsheet saved as one column of whole lines is read as it was`(rest: String, quotesAll: Bool)
        throws
    {
        let lines = (0..<20).map { "\(10 + $0 % 20)/03/2026,\($0 % 5 + 1),\"Attente, \"\"vraiment\"\" longue \($0)\"" }
        let text = (["Date,Note (1 à 5),Commentaire"] + lines).map { line in
            guard quotesAll || line.contains("\"") else { return line + rest + "\n" }
            return "\"\(line.replacingOccurrences(of: "\"", with: "\"\""))\"\(rest)\n"
        }
        let run = try ImportFixture(text.joined())
        #expect(run.items.count == 20 && run.rejections.isEmpty && run.decision("wrapped") != nil)
        #expect(run.items[3].texts == ["Attente, \"vraiment\" longue 3"] && run.positions[3].line == 5)
    }

    @Test func `a list of quoted sentences with commas is no table`() throws {
        let run = try ImportFixture(
            "\"Avis\"\n" + (0..<6).map { "\"Bonjour, le délai \($0) était long\"\n" }.joined())
        #expect(run.items.count == 6 && run.decision("wrapped") == nil)
    }

    @Test(arguments: [1, 60]) func `a cell longer than the head of the file is read whole`(row: Int) throws {
        let long = String(repeating: "Une ligne de texte assez longue\n", count: 9000)
        let rows = (1...90).map { "\($0),\($0 % 5 + 1),\($0 == row ? "\"\(long)\"" : "Attente trop longue \($0)")\n" }
        let run = try ImportFixture("Id,Note,Commentaire\n" + rows.joined())
        #expect(run.items.count == 90 && run.rejections.isEmpty && run.items.allSatisfy { $0.answers.count == 1 })
        #expect((run.items[row - 1].texts.first?.utf8.count ?? 0) > 280_000)
    }

    @Test func `a quote that is forgotten in a long file costs its line only`() throws {
        let rows = (2..<9000).map { "\($0),\($0 % 5 + 1),Attente trop longue au guichet numéro \($0)\n" }
        let run = try ImportFixture("Id,Note,Commentaire\n1,5,\"Jamais fermé\n" + rows.joined())
        #expect(run.items.count + run.rejections.count == 8999 && run.items.count >= 8998)
    }

    @Test(arguments: [
        (
            "ID,Created,Q1,Q2\n,,How satisfied are you? (1-5),What could be better?\n",
            "Q1 – How satisfied are you? (1-5)"
        ),
        (
            "id,date,q1,q2\nIdentifier,Date of response,How satisfied are you? (1-5),What could be better?\n",
            "q1 – How satisfied are you? (1-5)"
        ),
        ("id,date,How satisfied are you? (1-5),Why?\n,,Response,Open-Ended Response\n", "How satisfied are you? (1-5)"),
    ])
    func `a row under the header that says what columns hold is no response`(header: String, name: String) throws {
        let rows = (0..<12).map { "\(1000 + $0),2026-03-\(10 + $0),\($0 % 5 + 1),The queue was too long \($0)\n" }
        let run = try ImportFixture(header + rows.joined())
        #expect(run.items.count == 12 && run.rejections.isEmpty)
        #expect(run.plan.columns[2].name == name && run.plan.columns[2].metric == .csat)
    }

    @Test(arguments: [
        (
            "Atelier;Animateur;Mois;Q1;Q2;Avis libre;À revoir\n;;;Qualité des supports;Durée;;\n",
            ["Atelier", "Animateur", "Mois", "Q1 – Qualité des supports", "Q2 – Durée", "Avis libre", "À revoir"]
        ),
        (
            "N°;Jour;Salle;Repas;;Horaire;\n;;;Note;Commentaire;Note;Commentaire\n",
            ["N°", "Jour", "Salle", "Repas – Note", "Repas – Commentaire", "Horaire – Note", "Horaire – Commentaire"]
        ),
        (
            "Bilan 2026;;;;;;\nN°;Jour;Salle;Repas;;Horaire;\n;;;Note;Avis;Note;Avis\n",
            ["N°", "Jour", "Salle", "Repas – Note", "Repas – Avis", "Horaire – Note", "Horaire – Avis"]
        ),
        (
            ";;;Votre avis;;Le mieux ?;Le moins bien ?\nN°;Jour;Salle;Repas;Durée;;\n",
            ["N°", "Jour", "Salle", "Votre avis – Repas", "Votre avis – Durée", "Le mieux ?", "Le moins bien ?"]
        ),
    ])
    func `two header rows by hand name the columns together`(header: String, names: [String]) throws {
        let isGrouped = header.contains("Horaire")
        let rows = (1...6).map { row in
            let text = "Les échanges du groupe \(row) étaient riches"
            let answers =
                isGrouped
                ? "\(row % 5 + 1);\(text);\(row % 4 + 1);Il manque du temps au groupe \(row)"
                : "\(row % 5 + 1);4;\(text);Il manque du temps au groupe \(row)"
            return "\(row);\(row + 12)/03/2026;Salle \(row % 2);\(answers)\n"
        }
        let run = try ImportFixture(header + rows.joined())
        #expect(run.items.count == 6 && run.rejections.isEmpty && run.plan.columns.map(\.name) == names)
        #expect(run.items.allSatisfy { $0.texts.count == 2 })
    }

    @Test(arguments: [
        "Atelier;Q1;Q2;Q3;Jour;Avis\n;absent ce jour;malade ce jour;parti plus tôt;02/03/2026;Très utile\n",
        "Atelier;Q1;Q2;Q3;Jour;Avis\nMaths;absent ce jour;;;02/03/2026;Très utile\n",
    ])
    func `a response with words under codes is no header`(head: String) throws {
        let rows = (0..<5).map { "Maths;\($0 % 5 + 1);4;3;\($0 + 10)/03/2026;Des exemples clairs, n° \($0)\n" }
        #expect(try ImportFixture(head + rows.joined()).items.count == 6)
    }

    @Test func `a title over a header with a column without a name is no group`() throws {
        let rows = (1...6).map { "\($0);\($0 + 12)/03/2026;\($0 % 5 + 1);Attente trop longue \($0)\n" }
        let run = try ImportFixture("Retours des clients;;;\n;Jour;Note;Commentaire\n" + rows.joined())
        #expect(run.plan.columns.map(\.name) == ["column_1", "Jour", "Note", "Commentaire"] && run.items.count == 6)
        #expect(run.target("column_1") == .ignore)
    }

    @Test(arguments: [
        "R0,2026-03-02,much too bad to rate,Nobody answered me", "R0,2026-03-02,absent,Nobody answered me",
        "R0,2026-03-02,not applicable,Nobody answered me",
        "R0,,much too bad to rate,Nobody answered me",
    ])
    func `a first response with a word among numbers is no header`(first: String) throws {
        let rows = (1..<12).map { "R\($0),2026-03-\(10 + $0),\($0 % 5 + 1),The queue was too long \($0)\n" }
        let run = try ImportFixture("id,date,q1,comment\n\(first)\n" + rows.joined())
        #expect(run.items.count + run.rejections.count == 12)
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
