import Feedback
import Foundation
import Ingestion
import TestSupport
import Testing

@Suite struct TableImportTests {
    private let french = """
        Id réponse;Date;Email;Nom;Canal;Magasin;Recommanderiez-vous notre enseigne (de 0 à 10) ?;Satisfaction;Commentaire;N° commande
        R1;02/03/2026 09:12;lea@exemple.fr;Léa Martin;Web;Lyon;3;2;"Livraison en retard; rappelez le 06 12 34 56 78";CMD-1
        R2;25/03/2026 10:00;LEA@exemple.fr;Léa Martin;Magasin;Paris;9;5;Parfait;CMD-2
        R3;26/03/2026 10:00;;;Web;Lyon;0;1;;CMD-3

        """

    @Test func `a French spreadsheet is read whole: names, dates, scales, texts`() throws {
        let run = try ImportFixture(french)
        #expect(run.items.count == 3)
        let item = run.items[0]
        #expect((item.externalID, item.channel, item.orderID) == ("R1", "web", "CMD-1"))
        #expect(item.createdAt?.iso8601 == "2026-03-02T09:12:00Z")
        #expect(item.texts == ["Livraison en retard; rappelez le [phone]"])
        #expect(item.segments == [Segment("Magasin", "Lyon")])
        let nps = try #require(item.answers.first { $0.kind == .nps })
        #expect((nps.scale, nps.value) == (.nps, 0.3))
        #expect(item.answers.first { $0.kind == .csat }?.value == 0.25)
        #expect(run.positions.map(\.line) == [2, 3, 4])
        #expect(
            item.respondent == run.items[1].respondent
                && item.respondent == ImportFixture.masker.pseudonym("lea@exemple.fr"))
        #expect(run.items[2].respondent == nil)
    }

    @Test func `names and addresses are nowhere in what is imported`() throws {
        let run = try ImportFixture(french)
        #expect(!"\(run.items)".contains("Martin") && !"\(run.items)".contains("exemple.fr"))
        #expect(!"\(run.plan.columns)".contains("Martin"))
    }

    @Test func `Windows-1252 with CRLF gives the same items`() throws {
        let plain = try ImportFixture(french)
        let excel = try ImportFixture(french.replacingOccurrences(of: "\n", with: "\r\n"), encoding: .windowsCP1252)
        #expect(plain.items == excel.items)
        #expect(excel.decision("encoding") == "text is read as windows-1252")
    }

    @Test func `every choice is stated`() throws {
        let codes = Set(try ImportFixture(french).decisions.map(\.code))
        #expect(codes.isSuperset(of: ["encoding", "delimiter", "dates", "scale", "masked"]))
    }

    @Test func `months alone are the first of the month, and it is stated`() throws {
        let months = french.replacing("02/03/2026 09:12", with: "mars 2026").replacing(
            "25/03/2026 10:00", with: "04/2026")
        let run = try ImportFixture(months)
        #expect(run.items.map { $0.createdAt?.iso8601.prefix(10) } == ["2026-03-01", "2026-04-01", "2026-03-26"])
        #expect(try #require(run.decision("dates")).contains("with a month only count as its first day"))
        #expect(!(try #require(try ImportFixture(french).decision("dates")).contains("month only")))
    }

    @Test func `a cell off its scale rejects its row, with line, column and masked words`() throws {
        let run = try ImportFixture(
            french + "R4;27/03/2026 10:00;zoe@exemple.fr;Zoé Petit;Web;Lyon;11;3;écrire à zoe@exemple.fr;CMD-4\n")
        let rejection = try #require(run.rejections.first)
        #expect(run.items.count == 3 && run.rejections.count == 1)
        #expect((rejection.position.line, rejection.position.column) == (5, 7))
        #expect(rejection.reason.en.contains("rating 11 is not from 0 to 10") && rejection.reason.fr.contains("11"))
        #expect(!rejection.raw.contains("Zoé") && !rejection.raw.contains("zoe@") && rejection.raw.contains("CMD-4"))
    }

    @Test func `a bad date, a missing quote and a split text are rejected one by one`() throws {
        let good = (1...20).map { "2026-02-\($0 + 7),4,\"Bien, n° \($0)\"\n" }.joined()
        let run = try ImportFixture(
            "date,note,commentaire\n\(good)2026-13-01,4,\"Bien\"\n2026-03-02,5,trop, cher\n2026-03-03,1,\"jamais fermé\n2026-03-04,2,Nul\n"
        )
        #expect(run.items.count == 21 && run.items.last?.texts == ["Nul"])
        #expect(run.rejections.map(\.position.line) == [22, 23, 24])
    }

    @Test(arguments: [
        "id,NPS,comment\n" + (1...12).map { "\($0),\(($0 - 1) % 10 + 1),fine\n" }.joined(),
        "id,Likelihood to recommend (1 to 10),comment\n1,3,fine\n2,9,good\n",
        "id,Note NPS,comment\n1,55,fine\n2,80,good\n",
    ])
    func `an NPS that is not on 0–10 is refused before anything is read, with the fix`(text: String) throws {
        let error = try #require(ImportFixture.refusal(text))
        #expect(error.line == 1)
        #expect(error.fix.en.contains("--map") && error.fix.fr.contains("--map") && error.fix.en.contains("scale"))
    }

    @Test func `the mapping may say that the NPS is right`() throws {
        let text = "id,NPS,comment\n" + (1...12).map { "\($0),\(($0 - 1) % 10 + 1),fine\n" }.joined()
        let mapping = try Mapping(
            yaml:
                "columns:\n  - {column: NPS, to: answer, metric: nps, scale: [0, 10]}\n  - {column: comment, to: verbatim}\n",
            file: "m.yaml")
        let run = try ImportFixture(text, mapping: mapping)
        #expect(run.items.count == 12)
        #expect(run.items[0].rated("NPS")?.scale == .nps)
    }

    @Test(arguments: [
        "a,b,c\n1,2,3\n4,5,6\n", "city,country\nLyon,France\nParis,France\n", "just one line of prose without anything",
    ])
    func `a file that holds no feedback is refused with what to do`(text: String) throws {
        let error = try #require(ImportFixture.refusal(text))
        #expect(error.fix.en.contains("--map") || error.fix.en.contains("voc formats"))
        #expect(!error.fix.fr.isEmpty && error.what.fr != error.what.en)
    }

    @Test func `broken, binary and empty files are refused in one sentence`() throws {
        #expect(ImportFixture.refusal("")?.what.en == "the file is empty")
        #expect(ImportFixture.refusal("PK\u{3}\u{4}anything at all")?.what.en.contains("ZIP") == true)
        #expect(ImportFixture.refusal("%PDF-1.7 …")?.what.en.contains("PDF") == true)
        let json = try #require(ImportFixture.refusal("{\"reviews\": [ oops ]}", named: "a.json"))
        #expect(json.line == 1 && json.column > 0)
        #expect(throws: ImportError.self) { try ImportFixture(path: "/nowhere/at/all.csv") }
        #expect(throws: ImportError.self) { try ImportFixture(path: projectRoot) }
    }

    @Test func `ids a spreadsheet has rounded are no keys`() throws {
        let rows = (0..<5).map { "5.4\($0)E+17,\($0 + 1),ok merci bien\n" }.joined()
        let run = try ImportFixture("id,rating,comment\n" + rows)
        #expect(run.items.count == 5 && run.items.allSatisfy { $0.externalID == nil })
        #expect(run.decision("id")?.contains("rounded") == true)
    }

    @Test func `a table without header is read by what it holds`() throws {
        let run = try ImportFixture(
            "2026-03-01;Lyon;Très satisfait;Le colis est arrivé en avance et bien emballé\n2026-03-02;Lyon;Insatisfait;J'attends toujours mon remboursement depuis lundi\n2026-03-03;Paris;Satisfait;Le conseiller a pris le temps de tout m'expliquer\n"
        )
        #expect(run.items.count == 3)
        #expect(run.items[1].answers.first?.value == 0.25)
        #expect(run.items[0].texts.count == 1 && run.items[0].createdAt != nil)
    }

    @Test func `a title above the header, blank columns and repeated headers are seen through`() throws {
        let run = try ImportFixture(
            "Export des avis du 3 mars;;;\ndate;note;commentaire;\n01/03/2026;4;Bien reçu;\n15/03/2026;2;Trop long;\ndate;note;commentaire;\n16/03/2026;5;Merci;\n"
        )
        #expect(run.items.count == 3)
        #expect(run.drops == ["header"])
        #expect(run.decision("header")?.contains("line 2") == true)
    }

    @Test func `formula guards, text guards and null markers are taken off`() throws {
        let run = try ImportFixture("id,rating,store,comment\n\"=\"\"0012\"\"\",4,N/A,'=cher\n2,NULL,Lyon,bien\n")
        #expect(run.items[0].externalID == "0012" && run.items[0].texts == ["=cher"])
        #expect(run.items[0].segments.isEmpty && run.items[1].answers.isEmpty)
    }

    @Test func `text decoded twice is repaired and HTML stripped`() throws {
        let run = try ImportFixture("rating,comment\n1,Le colis est arrivÃ© cassÃ©\n2,<p>L&#39;appli plante</p>\n")
        #expect(run.items.map(\.texts) == [["Le colis est arrivé cassé"], ["L'appli plante"]])
        #expect(Set(run.decisions.map(\.code)).isSuperset(of: ["mojibake", "markup"]))
    }

    @Test func `low effort is good effort`() throws {
        let rows = (0..<40).map { "\($0),\($0 % 5 + 1),avis \($0) laissé sans plus de détail\n" }.joined()
        let run = try ImportFixture("id,How much effort did it take (1 to 5) ?,comment\n" + rows)
        #expect(run.items[0].answers.first?.scale == .effort && run.items[0].answers.first?.value == 1)
    }

    @Test(arguments: [("Note", "4,5/5", 4.5), ("stars", "★★★★☆", 4), ("rating", "3 étoiles", 3)])
    func `a rating may be written with its maximum, its stars or its unit`(name: String, cell: String, points: Double)
        throws
    {
        let run = try ImportFixture(
            "\(name);avis\n\(cell);Bien reçu mais un peu tard\n\(cell);Rien à dire de plus que cela\n")
        let answer = try #require(run.items.first?.answers.first)
        #expect(answer.value == (points - 1) / 4 && answer.given == cell)
    }

    @Test func `local times take the offset that is asked for`() throws {
        let run = try ImportFixture("date,rating,comment\n2026-07-01 12:00,4,bien\n", utcOffsetMinutes: 120)
        #expect(run.items[0].createdAt?.iso8601 == "2026-07-01T10:00:00Z")
        #expect(run.items[0].createdAt?.offsetMinutes == 120)
    }

    @Test func `the plan states the runner-up and never reads a table as JSON`() throws {
        #expect(try ImportFixture(french).plan.format == "table")
        let json = try ImportFixture(
            "[{\"id\": 1, \"comment\": \"trop lent ce matin\", \"rating\": 2, \"user\": {\"email\": \"a@b.fr\"}}]",
            named: "x.csv")
        #expect(json.plan.format == "json" && json.items[0].respondent == ImportFixture.masker.pseudonym("a@b.fr"))
    }

    @Test func `XML records are flattened like a table`() throws {
        let run = try ImportFixture(
            "<?xml version=\"1.0\"?><avis><item id=\"1\"><note>4</note><commentaire>Bien &amp; rapide</commentaire></item><item id=\"2\"><note>1</note><commentaire>Jamais reçu</commentaire></item></avis>",
            named: "avis.xml")
        #expect(run.plan.format == "xml")
        #expect(run.items.map(\.texts) == [["Bien & rapide"], ["Jamais reçu"]])
        #expect(run.items[0].externalID == "1" && run.items[0].answers.first?.value == 0.75)
    }

    @Test func `the same file gives the same records twice`() throws {
        #expect(try ImportFixture(french).items == ImportFixture(french).items)
    }
}
