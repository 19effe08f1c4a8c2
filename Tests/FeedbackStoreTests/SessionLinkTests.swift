import Feedback
import FeedbackStore
import TestSupport
import Testing

@Suite struct SessionLinkTests {
    private func session(
        _ id: String, consent: Bool? = nil, orders: [String] = [], visitor: String? = nil, start: Int64 = 0
    ) -> Session {
        var session = Session(
            source: "posthog", sessionID: id, startedAt: Timestamp(milliseconds: start),
            endedAt: Timestamp(milliseconds: start + 600_000))
        session.consent = consent
        session.orderIDs = orders
        session.visitorID = visitor
        session.events = [SessionEvent(kind: .error, at: Timestamp(milliseconds: start), page: "/paiement/3ds")]
        return session
    }

    @Test func `an item joins the session it names, whichever came first`() throws {
        for sessionFirst in [true, false] {
            let builder = try StoreBuilder()
            let records: [BatchRecord] = [.session(session("s-1"), contentHash: 1), .item(makeItem(1, session: "s-1"))]
            for record in sessionFirst ? records : records.reversed() { try builder.run([record], file: "\(record)") }
            let link = try #require(try builder.store.record("id-1")?.links.first { $0.target == "session" })
            #expect(link.method == "exact:session_id" && link.sessionID == "s-1" && link.accepted)
        }
    }

    @Test(arguments: [(nil as Bool?, false as Bool?), (false, nil), (false, true)])
    func `refused consent is respected`(item: Bool?, session refusing: Bool?) throws {
        let builder = try StoreBuilder()
        try builder.run([
            .session(session("s-1", consent: refusing), contentHash: 1),
            .item(makeItem(1, session: "s-1", consent: item)),
        ])
        #expect(try builder.store.record("id-1")?.links.contains { $0.target == "session" } == false)
    }

    @Test func `an order joins where no session id does`() throws {
        let builder = try StoreBuilder()
        var item = makeItem(1)
        item.item.orderID = "CMD-7"
        try builder.run([.session(session("s-9", orders: ["CMD-7", "CMD-8"]), contentHash: 1), .item(item)])
        #expect(try builder.store.record("id-1")?.links.first { $0.target == "session" }?.method == "exact:order")
    }

    @Test func `a visitor's item joins the visit it was written in, not another`() throws {
        let builder = try StoreBuilder()
        var item = makeItem(1)
        item.item.visitorID = "v-1"
        let written = try #require(item.item.createdAt).milliseconds
        try builder.run([
            .session(session("old", visitor: "v-1", start: written - 86_400_000), contentHash: 1),
            .session(session("now", visitor: "v-1", start: written - 300_000), contentHash: 2),
            .session(session("later", visitor: "v-1", start: written + 300_000), contentHash: 3), .item(item),
        ])
        let link = try #require(try builder.store.record("id-1")?.links.first { $0.target == "session" })
        #expect(link.sessionID == "now" && link.method == "exact:visitor")
    }

    @Test func `a session imported again with more events is replaced, and undo brings it back`() throws {
        let builder = try StoreBuilder()
        try builder.run([.session(session("s-1"), contentHash: 1), .item(makeItem(1, session: "s-1"))])
        var longer = session("s-1")
        longer.events.append(SessionEvent(kind: .purchase, at: longer.endedAt, page: "/confirmation"))
        let batch = try builder.run([.session(longer, contentHash: 2)], file: "b.json")
        #expect(batch.counts.updated == 1)
        #expect(try builder.store.session(named: "s-1")?.session == longer)
        #expect(try builder.store.session(named: "s-1")?.items.count == 1)
        _ = try builder.store.undo(batch: batch.id, now: 5)
        #expect(try builder.store.session(named: "s-1")?.session == session("s-1"))
        #expect(try builder.store.session(named: "s-1")?.items.count == 1)
    }
}
