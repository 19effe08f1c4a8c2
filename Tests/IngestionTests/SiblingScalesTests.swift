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
}
