import Feedback
import Ingestion
import Testing

/// The forms answers come in beside plain numbers and words.
@Suite struct AnswerFormsTests {
    private static func table(_ header: String, _ answers: [String], rows: Int = 12) -> String {
        let cells = (0..<rows).map {
            "\($0 + 1)/03/2026;\(answers[$0 % answers.count]);Le colis \($0) est arrivé abîmé\n"
        }
        return "Date;\(header);Commentaire\n" + cells.joined()
    }

    @Test(arguments: [
        ("Satisfaction globale", ["++", "+", "-", "--"], AnswerKind.csat, [5.0, 4, 2, 1], RatingScale(1, 5)),
        ("Accueil", ["++", "+", "=", "-", "--"], .rating, [5, 4, 3, 2, 1], RatingScale(1, 5)),
        ("Prix", ["+++", "++", "+", "-", "--", "---"], .rating, [7, 6, 5, 3, 2, 1], RatingScale(1, 7)),
        ("Ressenti", [":-)", ":-|", ":-("], .rating, [4, 3, 2], RatingScale(1, 5)),
    ])
    func `signs that go from bad to good are steps of a scale`(
        header: String, signs: [String], kind: AnswerKind, points: [Double], scale: RatingScale
    ) throws {
        let run = try ImportFixture(Self.table(header, signs))
        #expect(run.items.count == 12 && run.rejections.isEmpty)
        for (item, point) in zip(run.items, points) {
            #expect(item.answers.map(\.kind) == [kind] && item.answers.map(\.scale) == [scale])
            #expect(item.answers.first?.value == scale.normalised(point))
        }
        #expect(run.decision("scale")?.contains("from its signs, worst to best") == true)
    }

    @Test(arguments: [
        ("Option cadeau", ["+", "-"]), ("Note", ["-", "--", "4"]), ("Remise", ["-", "", "-"]),
        ("Solde", ["+", "5", "6"]),
    ])
    func `a dash elsewhere is no value`(header: String, cells: [String]) throws {
        let run = try ImportFixture(Self.table(header, cells))
        #expect(run.decisions.allSatisfy { !$0.text.en.contains("from its signs") })
        #expect(run.items.count == 12)
    }

    @Test func `grades in letters are kept, and which end is the best is asked for`() throws {
        let run = try ImportFixture(Self.table("Note de l'accueil", ["A", "B", "C", "D"]))
        #expect(run.items.allSatisfy { $0.answers.allSatisfy { !$0.kind.isRating } })
        #expect(run.decision("scale")?.contains("nothing says which end is the best") == true)
        let groups = try ImportFixture(Self.table("Segment client", ["A", "B", "C", "D"]))
        #expect(groups.decision("scale") == nil)
    }

    @Test func `smileys by their colour are steps of a scale`() throws {
        let run = try ImportFixture(Self.table("Borne", ["smiley vert", "smiley orange", "smiley rouge"]))
        #expect(run.items.prefix(3).map { $0.answers.first?.value } == [0.75, 0.5, 0.25])
    }

    @Test(arguments: ["Avez-vous des suggestions ?", "Commentaire", "Que pouvons-nous améliorer ?"])
    func `short answers to open questions are texts, whatever they say`(question: String) throws {
        let nothings = ["RAS", "Non", "Rien", "Rien à signaler", "R.A.S.", "néant", "ras.", "Aucune remarque"]
        let rows = (0..<24).map { row in
            "\(row % 11),\(row % 8 == 3 ? "La borne \(row) ne lit pas la carte" : nothings[row % 8])\n"
        }
        let run = try ImportFixture("Note (0-10),\"\(question)\"\n" + rows.joined())
        #expect(run.items.count == 24 && run.items.allSatisfy { $0.texts.count == 1 && $0.answers.count == 1 })
    }

    @Test func `what may be praise or a short text is one`() throws {
        let run = try ImportFixture("Note (0-10),Que pouvons-nous améliorer ?\n9,Rien\n2,Les prix\n3,Rien du tout\n")
        #expect(run.items.allSatisfy { $0.texts.count == 1 })
    }

    @Test(arguments: [
        "ID,Start time,Completion time,Email,Name", "Respondent,Respondent ID,Survey response ID,Submitted on,Status",
    ])
    func `what a survey was sent with is no answer`(own: String) throws {
        let names = [
            "How likely are you to recommend us?", "What could we do better?", "Context data: OrderId",
            "Context data: FirstName", "Context: Store", "Contexte : Motif d'appel",
        ]
        let rows = (0..<12).map { row in
            let cells = [
                "\(row % 11)", "The parcel \(row) never came to us", "CMD-\(row)", "Paul",
                row % 2 == 0 ? "Lyon" : "Paris", "motif \(row)",
            ]
            return "\(row),2026-03-02 10:00,2026-03-02 10:01,x,y," + cells.joined(separator: ",") + "\n"
        }
        let run = try ImportFixture(own + "," + names.joined(separator: ",") + "\n" + rows.joined())
        let item = try #require(run.items.first)
        #expect(item.orderID == "CMD-0" && item.answers.map(\.kind) == [.nps] && item.texts.count == 1)
        #expect(item.segments.contains(Segment("Store", "Lyon")))
        #expect(item.segments.contains(Segment("Motif d'appel", "motif 0")))
        #expect(item.segments.allSatisfy { $0.value != "Paul" })
    }
}
