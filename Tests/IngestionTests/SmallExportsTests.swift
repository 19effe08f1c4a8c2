import Feedback
import Ingestion
import Testing

/// Exports of survey tools with a response or two, where the cells alone say little.
@Suite struct SmallExportsTests {
    @Test(arguments: [
        ("Êtes-vous satisfait de votre achat ?", "Très satisfait", AnswerKind.csat, 1.0),
        ("Satisfaction globale", "Plutôt satisfait", .csat, 0.75),
        ("Overall, how satisfied are you with our company?", "Very dissatisfied", .csat, 0),
        ("How easy was it to find what you wanted?", "Very easy", .ces, 1),
        ("Comment évaluez-vous l'accueil ?", "Bon", .rating, 0.75),
    ])
    func `one response's label is a rating where one is asked for`(
        question: String, label: String, kind: AnswerKind, value: Double
    ) throws {
        let run = try ImportFixture(
            "Horodateur;\(question);Commentaire\n02/03/2026 10:00;\(label);Le colis est abîmé\n")
        #expect(run.items[0].answers.map(\.kind) == [kind] && run.items[0].answers[0].value == value)
        #expect(run.items[0].texts.count == 1)
    }

    @Test(arguments: [
        ("Pourquoi êtes-vous satisfait ?", "Très bien"), ("Satisfaction globale", "Neutre"), ("Ville", "Satisfait"),
    ])
    func `a label alone elsewhere is none`(question: String, cell: String) throws {
        let run = try ImportFixture("Horodateur;\(question);Commentaire\n02/03/2026 10:00;\(cell);Le colis est abîmé\n")
        #expect(run.items[0].answers.allSatisfy { !$0.kind.isRating })
    }

    @Test func `a score beside its group is an NPS from the first response`() throws {
        let run = try ImportFixture(
            "Customer Email,Score,Rating Category,Feedback,Survey date,Response date\n"
                + "a@x.example,9,Promoter,Great staff at the checkout,2026-03-01,2026-03-04\n")
        #expect(run.items[0].answers.map(\.kind) == [.nps])
        #expect(run.items[0].createdAt?.date.description == "2026-03-04")
    }

    @Test func `the maximum of a score is no rating`() throws {
        let run = try ImportFixture("ID,Date,Score,Max score,Comment\n1,2026-03-02,4,5,Great staff at the checkout\n")
        #expect(run.items[0].answers.count { $0.kind.isRating } == 1)
    }

    @Test(arguments: [
        ("Completion Status", "Completed", "Partially Completed"), ("PROGRESSION", "Terminé", "En cours"),
        ("Response status", "complete", "partial"), ("Completed", "true", "false"),
    ])
    func `responses that were not finished are left out of any table`(header: String, whole: String, part: String)
        throws
    {
        let rows = [whole, part, whole].enumerated().map {
            "\($0 + 1),2026-03-02,\($1),\($0 * 4),The parcel \($0) is late\n"
        }
        let run = try ImportFixture("ID,Date,\(header),How likely are you to recommend us?,Why?\n" + rows.joined())
        #expect(run.items.count == 2 && run.drops == ["partial"])
    }

    @Test func `options a form names by their ids are read by their texts`() throws {
        let records = (0..<6).map { row in
            #"{"createdAt": "2026-03-02T10:00:0\#(row)Z", "data": {"responseId": "r\#(row)", "fields": ["#
                + #"{"label": "How likely are you to recommend us?", "type": "LINEAR_SCALE", "value": \#(row + 3)}, "#
                + #"{"label": "Which?", "value": ["a\#(row % 2)"], "options": [{"id": "a0", "text": "Store"}, {"id": "a1", "text": "Website"}]}]}}"#
        }
        let run = try ImportFixture("[" + records.joined(separator: ",") + "]", named: "tally.json")
        #expect(
            run.items.compactMap { $0.given("Which?") } == ["Store", "Website", "Store", "Website", "Store", "Website"])
    }

    @Test func `the only moment of a survey's responses is when they came in`() throws {
        let rows = (0..<4).map { "r\($0),2026-03-0\($0 + 1)T10:00:00Z,\($0 + 5),The parcel \($0) is late\n" }
        let run = try ImportFixture("uuid,collected_at,How likely are you to recommend us?,Why?\n" + rows.joined())
        #expect(run.items.allSatisfy { $0.createdAt != nil })
    }

    @Test func `CheckMarket is no SurveyMonkey`() throws {
        let run = try ImportFixture(
            "RespondentId,ContactId,DateResponded,LanguageCode,1. Hoe waarschijnlijk is het dat u ons aanbeveelt?,2. Waarom?\n"
                + "r1,c1,2026-03-02 10:00:00,nl,9,Snelle levering en vriendelijke mensen\n"
                + "r2,c2,2026-03-03 10:00:00,nl,2,Het pakket kwam nooit aan bij ons\n")
        #expect(run.plan.format == "table" && run.items.allSatisfy { $0.answers.map(\.kind) == [.nps] })
    }
}
