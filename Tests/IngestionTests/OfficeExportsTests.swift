import Feedback
import Ingestion
import Testing

/// What offices and tools put beside, between and instead of ratings.
@Suite struct OfficeExportsTests {
    @Test(arguments: ["NC", "N.C.", "NR", "Non renseigné", "DK/NA", "Refused", "SO", "abs"])
    func `a word for no answer costs neither the scores nor the texts`(word: String) throws {
        let rows = (0..<15).map { row in
            "2026-03-\(row + 10);\(row % 5 == 0 ? word : "\(row % 9)");Le colis numéro \(row) a mis trop de temps"
        }
        let run = try ImportFixture("Date;Recommandation (0-10);Commentaire\n" + rows.joined(separator: "\n") + "\n")
        #expect(run.items.count == 15 && run.items.allSatisfy { $0.texts.count == 1 })
        #expect(run.items.count { $0.answers.first?.kind == .nps } == 12)
    }

    @Test func `a response date on rows without a reply is the customer's`() throws {
        let run = try ImportFixture(
            "Response ID,Response Date,Visit Date,NPS,Comment,Owner Response\n"
                + "1,2026-03-05,2026-03-01,9,The room was spotless and quiet,\n"
                + "2,2026-03-06,2026-03-02,2,Nobody answered the phone at all,We are sorry about the wait\n"
                + "3,2026-03-07,2026-03-03,7,The breakfast could be warmer,\n")
        #expect(run.items.map { $0.createdAt?.iso8601.prefix(10) } == ["2026-03-05", "2026-03-06", "2026-03-07"])
    }

    @Test(arguments: [
        ("Niveau d'effort (1 = très faible, 7 = très élevé)", RatingScale.Direction.lowerIsBetter),
        ("Effort perçu (1-7)", .lowerIsBetter), ("Perceived effort", .lowerIsBetter),
        ("Customer Effort Score", .higherIsBetter),
    ])
    func `amounts of effort are good when low`(header: String, direction: RatingScale.Direction) throws {
        let run = try ImportFixture(
            "Date,\(header),Comment\n2026-03-02,7,It took me three calls to get there\n"
                + "2026-03-03,1,All was done in a minute\n2026-03-04,3,I had to send a form twice\n")
        #expect(run.items.allSatisfy { $0.answers.first?.kind == .ces })
        #expect(run.items.first?.answers.first?.scale?.direction == direction)
    }

    @Test func `labels that a dozen people chose are no texts, whatever the question asks`() throws {
        let labels = ["Bug", "Compliment", "Just browsing"]
        let rows = (0..<12).map { "2026-03-\($0 + 10),\(labels[$0 % 3]),The page number \($0) never loads for me" }
        let run = try ImportFixture(
            "Date,Which best describes your visit?,What happened?\n" + rows.joined(separator: "\n") + "\n")
        #expect(run.items.allSatisfy { $0.texts.count == 1 })
    }

    @Test func `what a tool marks of AskNicely's people is no answer`() throws {
        let head = "response_id,person_id,answer,answerlabel,comment,dontcontact,sent,responded,created,published\n"
        let run = try ImportFixture(
            head + "1,8,9,promoter,They came early,0,1772431961,1772439161,1772349161,0\n"
                + "2,9,2,detractor,The van never came,0,1772431962,1772439162,1772349162,0\n"
                + "3,10,,,,0,1772431963,0,1772349163,0\n")
        #expect(run.items.map(\.externalID) == ["1", "2"])
        #expect(run.items.allSatisfy { $0.answers.map(\.kind) == [.nps] })
    }

    @Test(arguments: ["Total / Moyenne", "Moy.", "Moyenne"])
    func `a line of means is no response`(word: String) throws {
        let run = try ImportFixture(
            "Date;Magasin;Note;Commentaire\n03/02/2026;Lyon;4;Le conseil était clair\n"
                + "04/02/2026;Nantes;2;La caisse était fermée\n05/02/2026;Lyon;5;Tout était prêt\n\(word);;3,7;\n")
        #expect(run.items.count == 3)
    }

    @Test func `a row with a field too many is put aside when a word stands where a rating should`() throws {
        let run = try ImportFixture(
            "City,NPS,Comment\nLyon,9,The advice was clear to me\nParis, France,2,The till was closed\n"
                + "Nantes,7,All was ready this morning\n")
        #expect(run.items.count == 2 && run.rejections.count == 1)
    }
}
