import Feedback
import FeedbackStore
import Testing

@Suite struct ItemRecordTests {
    @Test func `an item is shown with all that hangs on it`() throws {
        let test = try TestStore([
            item(
                step: "pay", respondent: "p1", answers: [nps(3)], text: "Paiement refusé", sentiment: -0.5,
                frictions: [("payment.refused", 4, 0.9)])
        ])
        try test.addSession("s1", item: 1)
        let record = try #require(try test.store.record("1"))
        #expect(record.texts.first?.text == "Paiement refusé")
        #expect(record.texts.first?.tags.map(\.code) == ["negative", "payment.refused"])
        #expect(record.answers.first?.given == "3")
        #expect(Set(record.links.map(\.target)) == ["step", "session"])
        #expect(try test.store.records(ofRespondent: "p1").map(\.id) == [1])
        #expect(try test.store.record("999") == nil)
        _ = try json(record)
    }
}
