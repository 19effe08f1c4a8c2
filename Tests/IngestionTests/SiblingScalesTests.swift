import Feedback
import Testing

@testable import Ingestion

@Suite struct SiblingScalesTests {
    /// Ten responses of four questions, each digit an answer.
    private static func survey(_ header: String, _ rows: [String]) -> String {
        header + "\n" + rows.map { $0.map(String.init).joined(separator: ",") }.joined(separator: "\n") + "\n"
    }

    private static let onFive = ["4545", "5435", "3543", "4454", "5344", "4535", "3454", "5543", "4345", "5454"]

    @Test(arguments: [
        ("satisfaction,usefulness,recommend,frequency", "recommend", AnswerKind.rating),
        ("Satisfaction,Utilité,Recommanderiez-vous,Fréquence", "Recommanderiez-vous", .rating),
        ("satisfaction,usefulness,ease_of_use,frequency", "ease_of_use", .ces),
    ])
    func `a question among others on five points is on five points`(
        header: String, column: String, kind: AnswerKind
    ) throws {
        let run = try ImportFixture(Self.survey(header, Self.onFive))
        let answers = run.items.compactMap { $0.rated(column) }
        #expect(answers.count == 10)
        #expect(answers.allSatisfy { $0.kind == kind && $0.scale == RatingScale(1, 5) })
        #expect(run.decisions.contains { $0.code == "scale" && $0.text.en.contains("never goes above 5") })
    }

    @Test(arguments: [
        // Somebody gave more than 5.
        Self.survey("satisfaction,usefulness,recommend,frequency", Self.onFive.dropLast() + ["5494"]),
        // It says what it is.
        Self.survey("satisfaction,usefulness,NPS recommend,frequency", Self.onFive),
        // Too few answers prove nothing.
        Self.survey("satisfaction,usefulness,recommend,frequency", Array(Self.onFive.prefix(4))),
    ])
    func `a recommendation stays on 0–10 where it can be`(text: String) throws {
        let run = try ImportFixture(text)
        #expect(run.items.allSatisfy { item in item.answers.contains { $0.kind == .nps && $0.scale == .nps } })
    }

    @Test(arguments: [
        ("FoodQuality,Cleanliness,Taste,Rating", ["FoodQuality", "Cleanliness", "Taste"]),
        (
            "Room cleanliness,Staff behaviour,Food quality,Rating",
            ["Room cleanliness", "Staff behaviour", "Food quality"]
        ),
        ("Goût,Amabilité,Rapidité,Note", ["Goût", "Amabilité", "Rapidité"]),
    ])
    func `aspects are rated as the whole beside them`(header: String, aspects: [String]) throws {
        let run = try ImportFixture(Self.survey(header, Self.onFive))
        for aspect in aspects {
            #expect(run.items.allSatisfy { $0.rated(aspect)?.scale == RatingScale(1, 5) }, "\(aspect)")
        }
    }

    @Test func `a rank among others is no rating`() throws {
        let run = try ImportFixture(Self.survey("Rank: Price,Rank: Quality,Rank: Service,Overall rating", Self.onFive))
        for name in ["Rank: Price", "Rank: Quality", "Rank: Service"] {
            #expect(run.items.allSatisfy { $0.rated(name)?.kind == .number }, "\(name)")
        }
        #expect(run.items.allSatisfy { $0.rated("Overall rating") != nil })
    }

    @Test(arguments: ["Code magasin", "store_code", "Room number", "N° de chambre"])
    func `a number that names a place is no answer`(name: String) throws {
        let rows = (0..<20).map { "\($0 % 5 + 1),\($0 % 2 == 0 ? "0123" : "0456"),Délai trop long \($0)\n" }.joined()
        let run = try ImportFixture("Note,\(name),Avis\n" + rows)
        #expect(run.target(name) == .segment)
        #expect(run.items[0].segments.map(\.value) == ["0123"])
    }

    @Test(arguments: [
        ("Overall experience (0 = awful, 100 = amazing)", RatingScale(0, 100)),
        ("Votre visite (1 = déplorable, 10 = exceptionnelle)", RatingScale(1, 10)),
    ])
    func `a question that says what its ends mean is a rating`(question: String, scale: RatingScale) throws {
        let rows = (0..<20).map { "\($0 * Int(scale.maximum) / 25 + 1),Délai trop long \($0)\n" }.joined()
        let run = try ImportFixture("\"\(question)\",Avis\n" + rows)
        #expect(run.items.allSatisfy { $0.rated(question)?.scale == scale })
    }

    @Test(arguments: [("Type", "NPS", AnswerKind.nps), ("Survey", "nps", .nps), ("Type", "Comment", .rating)])
    func `a column that says NPS in every row says what the score is`(
        name: String, value: String, kind: AnswerKind
    ) throws {
        let rows = (0..<20).map { "\($0 % 11),\(value),Slow answer \($0)\n" }.joined()
        let run = try ImportFixture("Score,\(name),Comment\n" + rows)
        #expect(run.items.allSatisfy { $0.rated("Score")?.kind == kind })
    }

    @Test func `what names a restaurant by its number is no answer`() throws {
        let run = try ImportFixture(
            "id_avis,id_restaurant,note,contenu_avis\n1,7,4,Bonne cuisine mais service lent\n2,7,5,Parfait de bout en bout\n3,8,2,Une heure d'attente\n"
        )
        #expect(run.target("id_restaurant") == .segment)
    }

    @Test(arguments: [
        (
            "customer_review;stars_count\nParcel never came;1\nAll fine, thank you;5\nSlow but correct;3\n",
            FeedbackKind.review
        ),
        ("rating,comment,productId\n5,Love this stole,1\n2,Torn after a week,2\n4,Soft and warm,1\n", .review),
        (
            "TicketID,CreatedAt,Priority,Title\nT-1,2026-02-10,P0,The gateway crashes at each start\nT-2,2026-02-11,P1,The rate limit hits too soon\n",
            .support
        ),
    ])
    func `the kind is told by what stands beside the text`(text: String, kind: FeedbackKind) throws {
        let run = try ImportFixture(text)
        #expect(run.items.allSatisfy { $0.kind == kind })
        #expect(run.items.count > 1)
    }

    @Test func `questions side by side with a known rating among them are all ratings`() throws {
        let run = try ImportFixture(Self.survey("satisfaction,trainer,contents,logistics", Self.onFive))
        for column in ["trainer", "contents", "logistics"] {
            #expect(run.items.allSatisfy { $0.rated(column)?.scale == RatingScale(1, 5) }, "\(column)")
        }
        // A satisfaction stays one beside a question that was given 0.
        let stay = try ImportFixture(
            Self.survey("satisfaction,trainer,contents,logistics", Self.onFive.dropLast() + ["4034"]))
        #expect(stay.items.allSatisfy { $0.rated("satisfaction")?.kind == .csat })
        #expect(stay.items.allSatisfy { $0.rated("trainer")?.scale == RatingScale(0, 5) })
        // 0 where a question does not apply: it is part of the scale, and no row is put aside.
        let flight = try ImportFixture(
            Self.survey("Wifi,Ease of online booking,Gate,Food", Self.onFive.dropLast() + ["4034"]))
        #expect(flight.rejections.isEmpty)
        #expect(flight.items.allSatisfy { $0.rated("Food")?.scale == RatingScale(0, 5) })
    }

    @Test(arguments: [
        // Beside what is answered up to 7 they may be, too.
        ("satisfaction,trainer,contents,logistics,safety", zip(Self.onFive, "6745362741").map { "\($0)\($1)" }),
        // Counted, not rated.
        ("satisfaction,visits,children,years", Self.onFive),
        // Most rows have none of it.
        (
            "rating,trunks,doors,spots",
            ["4500", "5040", "3003", "4400", "5010", "4020", "3500", "5003", "4100", "5050"]
        ),
        // Two questions are no grid.
        ("satisfaction,trainer", Self.onFive.map { String($0.prefix(2)) }),
    ])
    func `numbers that may be something else stay numbers`(header: String, rows: [String]) throws {
        let run = try ImportFixture(Self.survey(header, rows))
        let columns = header.split(separator: ",").dropFirst().map(String.init)
        for column in columns {
            #expect(run.items.allSatisfy { $0.rated(column)?.kind == .number }, "\(column)")
        }
    }

    private static let usability = """
        I think that I would like to use this system frequently,I found the system unnecessarily complex,"I thought the system was \
        easy to use",I think that I would need the support of a technical person,I found the various functions were well \
        integrated,I thought there was too much inconsistency,I would imagine that most people would learn to use this system \
        very quickly,I found the system very cumbersome to use,I felt very confident using the system,I needed to learn a lot of things
        """

    @Test func `the statements of the System Usability Scale are ratings, every second from high to low`() throws {
        let run = try ImportFixture(Self.survey(Self.usability, ["5241415245", "4241514155", "5131414144"]))
        let scales = run.items[0].answers.map(\.scale)
        #expect(scales.count == 10)
        for (index, scale) in scales.enumerated() {
            #expect(scale == RatingScale(1, 5, index % 2 == 0 ? .higherIsBetter : .lowerIsBetter))
        }
    }

    @Test(arguments: ["2 - Disagree", "\"Disagree\n2\"", "Disagree (2)"])
    func `numbers that name the steps of a scale are ratings whatever the question`(cell: String) throws {
        let other = cell.replacing("Disagree", with: "Strongly agree").replacing("2", with: "5")
        let run = try ImportFixture("id,Am the life of the party\n1,\(cell)\n2,\(other)\n3,\(cell)\n")
        let answers = run.items.map { $0.rated("Am the life of the party") }
        #expect(answers.map { $0?.value } == [0.25, 1, 0.25])
        #expect(answers.allSatisfy { $0?.scale == RatingScale(1, 5) })
    }

    @Test(arguments: ["friction_score", "pain_score", "Niveau de frustration", "severity_rating"])
    func `the more it hurts, the worse`(column: String) throws {
        let run = try ImportFixture(
            "\(column),comment\n5,I copy files from older projects for want of a starter\n1,It went as it should from end to end\n"
        )
        let answers = run.items.compactMap { $0.rated(column) }.filter { $0.kind == .rating }
        #expect(answers.allSatisfy { $0.scale?.direction == .lowerIsBetter })
    }

    @Test(arguments: ["No Reply", "Aucune réponse", "None", "no response"])
    func `where the company has not answered there is no reply`(cell: String) throws {
        let run = try ImportFixture(
            "Rating,Review,Reply\n5,Quick and friendly,\(cell)\n1,Nobody ever called back,We are sorry to hear that\n")
        let replies = run.items.map { $0.segments.first { $0.name == "company_reply" }?.value }
        #expect(replies == [nil, "We are sorry to hear that"])
    }

    @Test func `what the agent answered a ticket is the company's`() throws {
        let run = try ImportFixture(
            "subject,body,answer,queue,priority\nLogin broken,I cannot sign in since the update,Please clear the cache,IT,high\n"
        )
        #expect(run.items.map(\.texts) == [["Login broken", "I cannot sign in since the update"]])
        #expect(run.items[0].segments.contains { $0.name == "company_reply" && $0.value == "Please clear the cache" })
    }

    @Test func `one passive is enough to know an NPS`() throws {
        let run = try ImportFixture("email,score,segment\na@example.org,7,Passives\n")
        #expect(run.items[0].rated("score")?.scale == .nps)
    }

    @Test(arguments: [
        (
            "q.csv",
            "QuestionID,QuestionType,QuestionText,QuestionWeight\n1,Open,How would your best friend describe you?,2\n2,Open,What would you change about our shop?,1\n"
        ),
        (
            "survey.json",
            #"{"result_ok": true, "data": {"id": "1", "_type": "Survey", "title": "Films", "pages": [{"id": 1, "_type": "SurveyPage", "questions": [{"id": 1, "_type": "SurveyQuestion", "title": {"English": "Thank you for taking our survey"}}]}]}}"#
        ),
    ])
    func `questions without answers are refused`(name: String, text: String) throws {
        let refusal = try #require(ImportFixture.refusal(text, named: name))
        #expect(refusal.what.en.contains("questions"))
    }

    @Test func `Spanish reviews are read`() throws {
        let run = try ImportFixture(
            "Contenido,Valoración\nGran historia pero se cierra a veces,4\nNo funciona en mi equipo,1\n")
        #expect(run.items.map(\.texts.count) == [1, 1])
        #expect(run.items.allSatisfy { $0.rated("Valoración")?.scale == .stars })
    }
}
