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

@Suite struct ProbableLinkTests {
    private func session(_ id: String, respondent: String? = nil, consent: Bool? = nil, start: Int64 = 0) -> Session {
        var session = Session(
            source: "posthog", sessionID: id, startedAt: Timestamp(milliseconds: start),
            endedAt: Timestamp(milliseconds: start + 600_000))
        session.respondent = respondent
        session.consent = consent
        session.landingPage = "/"
        session.exitPage = "/panier"
        return session
    }

    @Test func `a key that arrives later outweighs odds`() throws {
        let builder = try StoreBuilder()
        try builder.run([.session(session("s-1"), contentHash: 1), .item(makeItem(1, session: "s-2"))])
        try builder.store.replaceProbableLinks { add in
            for (row, odds) in [(1, 0.95), (1, 0.02)] as [(Int64, Double)] {
                try add(
                    ProbableLink(
                        item: 1, session: row, probability: odds, evidence: "page 3s +9.0", isAccepted: odds > 0.8))
            }
        }
        let probable = try #require(try builder.store.record("id-1")?.links.filter { $0.target == "session" })
        #expect(probable.map(\.method) == ["probable", "probable"] && probable.map(\.accepted) == [true, false])
        #expect(try builder.store.sessionSummaries(SessionFilter(), weights: .even, limit: 5).map(\.items) == [0])
        try builder.run([.session(session("s-2"), contentHash: 2)], file: "b.json")
        let links = try #require(try builder.store.record("id-1")?.links.filter { $0.target == "session" })
        #expect(links.map(\.method) == ["exact:session_id"] && links.map(\.sessionID) == ["s-2"])
    }

    @Test(arguments: [(1, "exact:respondent" as String?), (2, nil)])
    func `an answer days later joins the respondent's only visit, not one of two`(visits: Int, method: String?) throws {
        let builder = try StoreBuilder()
        var item = makeItem(1)
        item.item.respondent = "r-1"
        let written = try #require(item.item.createdAt).milliseconds
        var records: [BatchRecord] = [.item(item)]
        for visit in 1...visits {
            let start = written - Int64(visit) * 2 * 86_400_000
            records.append(.session(session("s-\(visit)", respondent: "r-1", start: start), contentHash: Int64(visit)))
        }
        records.append(.session(session("old", respondent: "r-1", start: written - 40 * 86_400_000), contentHash: 9))
        try builder.run(records)
        #expect(try builder.store.record("id-1")?.links.first { $0.target == "session" }?.method == method)
    }

    @Test func `the linker reads items with what they may be linked by, and only sessions that may be`() throws {
        let builder = try StoreBuilder()
        var elsewhere = makeItem(3, session: "gone")
        elsewhere.item.createdAt = nil
        try builder.run([
            .session(session("s-1"), contentHash: 1), .session(session("s-2", consent: false), contentHash: 2),
            .item(makeItem(1, session: "s-1")), .item(makeItem(2, consent: false)), .item(elsewhere),
            .item(makeItem(4)),
            .item(makeItem(5, session: "s-2")),
        ])
        var items: [LinkingItem] = []
        try builder.store.forEachLinkingItem { items.append($0) }
        #expect(items.map(\.exactSession) == [1, nil, nil, nil, nil])
        #expect(items.map(\.refused) == [false, true, false, false, false])
        // "gone" is a session's id like that of the first item; "s-2" refused.
        #expect(items.map(\.hasKey) == [true, false, true, false, true])
        #expect(items.map { $0.at == nil } == [false, false, true, false, false])
        var sessions: [LinkingSession] = []
        try builder.store.forEachLinkingSession(in: -1_000...1_000) { sessions.append($0) }
        #expect(sessions.map(\.row) == [1])
        #expect(sessions[0].views.map(\.page) == ["/", "/panier"])
        #expect(try builder.store.itemSpan() == 1_728_003_600_000...1_728_003_600_000)
    }
}
