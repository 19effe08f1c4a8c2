import Feedback
import Foundation
import GRDB
import TestSupport
import Testing

@testable import FeedbackStore

@Suite struct ErasureTests {
    private func item(
        _ id: UInt64, of respondent: String?, text: String = "Livré en retard", session: String? = nil, hash: Int64 = 1,
        day: Int = 20_000, friction: String? = "delivery.late"
    ) -> BatchRecord {
        var item = makeItem(id, text: text, friction: friction, hash: hash, day: day, session: session)
        item.item.respondent = respondent
        return .item(item)
    }

    private func visit(_ id: String, visitor: String? = nil, respondent: String? = nil) -> BatchRecord {
        var session = Session(
            source: "shop", sessionID: id, startedAt: Timestamp(milliseconds: 1_728_000_000_000),
            endedAt: Timestamp(milliseconds: 1_728_000_100_000))
        session.visitorID = visitor
        session.respondent = respondent
        session.events = [
            SessionEvent(kind: .pageView, at: Timestamp(milliseconds: 1_728_000_000_000), page: "/xanthophyllepage")
        ]
        return .session(session, contentHash: 1)
    }

    @Test func `everything of a person goes, and nothing of the others`() throws {
        let builder = try StoreBuilder()
        try builder.run([
            item(1, of: "r_a", session: "v1"), item(2, of: "r_b"), item(3, of: "r_a"), visit("v1", visitor: "cookie"),
            visit("v2", visitor: "cookie"), visit("v3", respondent: "r_a"), visit("v4"),
        ])
        try builder.run([item(1, of: "r_a", text: "Corrigé", session: "v1", hash: 2)], file: "b.csv")
        let rehearsal = try builder.store.erase(.respondent("r_a"), isRehearsal: true, now: 3)
        #expect(try builder.store.rowCounts().items == 3)
        let report = try builder.store.erase(.respondent("r_a"), now: 3)
        #expect((report.items, report.sessions, report.revisions) == (2, 3, 1))
        #expect((rehearsal.items, rehearsal.sessions) == (2, 3))
        #expect(try builder.contents().map(\.item.respondent) == ["r_b"])
        #expect(try builder.store.rowCounts().sessions == 1)
        #expect(try builder.store.erasedNames() == ["r_a", "s_v1", "s_v2", "s_v3"])
        #expect(try builder.store.integrityProblems().isEmpty)
        #expect(try builder.store.erase(.respondent("r_a"), now: 4).isEmpty)
    }

    @Test func `the daily counts after an erasure are those of what is left`() throws {
        let (erased, never) = (try StoreBuilder(), try StoreBuilder())
        let others = (10..<20).map { item(UInt64($0), of: "r_\($0)", day: 20_000 + $0 % 3) }
        try erased.run(others + (0..<5).map { item(UInt64($0), of: "r_a", day: 20_000 + $0) })
        try never.run(others)
        _ = try erased.store.erase(.respondent("r_a"), now: 3)
        func cells(_ builder: StoreBuilder) throws -> [String] {
            try builder.store.read { db in
                try Row.fetchAll(db, sql: "SELECT * FROM rollup ORDER BY 1, 2, 3, 4, 5, 6").map { "\($0)" }
            }
        }
        #expect(try cells(erased) == cells(never))
    }

    /// Every word of what was erased is searched in the bytes of the file, its log and its index.
    @Test func `nothing is left in the bytes of the file, the index and the log`() throws {
        let builder = try StoreBuilder()
        let words = ["xylophonique", "zythologue", "quadrilobé", "v1secret", "xanthophyllepage"]
        try builder.run(
            (0..<3_000).map { item(UInt64($0) + 100, of: "r_\($0)", text: "la livraison numéro \($0) est en retard") })
        try builder.run(
            [
                item(1, of: "r_a", text: "un xylophonique et un Zythologue, quadrilobé", session: "v1secret"),
                visit("v1secret", visitor: "cookie"),
            ], file: "b.csv")
        try builder.run([item(1, of: "r_a", text: "zythologue encore", session: "v1secret", hash: 2)], file: "c.csv")
        func traces() throws -> [String] {
            var found: [String] = []
            for suffix in ["", "-wal", "-shm"] {
                let path = builder.folder.path + "/voc.db" + suffix
                let bytes = Data(
                    (FileManager.default.contents(atPath: path) ?? Data()).map { byte in
                        (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
                    })
                for word in words + ["quadrilobe"] where bytes.range(of: Data(word.utf8)) != nil {
                    found.append("\(word) in \(suffix)")
                }
            }
            return found
        }
        #expect(try !traces().isEmpty)
        _ = try builder.store.erase(.respondent("r_a"), now: 3)
        // The visit's id stays as a tombstone on purpose.
        try builder.store.wipe()
        #expect(try traces().filter { !$0.hasPrefix("v1secret") } == [])
        #expect(try builder.store.integrityProblems().isEmpty)
    }

    @Test func `messages lose what they quote of the person, and nothing else`() throws {
        let builder = try StoreBuilder()
        let text = "La validation bancaire boucle sans fin depuis lundi, j'abandonne"
        try builder.run([item(1, of: "r_a", text: text), item(2, of: "r_b", text: "Nul")])
        let message = #"{"quotes":[{"text":"La validation bancaire boucle sans fin"},{"text":"Autre chose de bien"}]}"#
        try builder.store.write { db in
            try db.execute(
                sql: "INSERT INTO incident (rule, key, fired_at, severity, message) VALUES ('r', 'k', 1, 1, ?)",
                arguments: [message])
        }
        #expect(try builder.store.erase(.respondent("r_a"), now: 3).messages == 1)
        let left = try builder.store.read { try String.fetchOne($0, sql: "SELECT message FROM incident") }
        #expect(left == #"{"quotes":[{"text":"[…]"},{"text":"Autre chose de bien"}]}"#)
    }

    @Test func `retention removes what is older, by source, in pieces`() throws {
        let builder = try StoreBuilder()
        try builder.run((0..<50).map { item(UInt64($0), of: nil, day: 19_000 + Int($0)) })
        let moment = Int64(19_030) * 86_400_000
        #expect(try builder.store.purge(before: moment, source: nil, except: ["shop"], now: 1).items == 0)
        #expect(try builder.store.purge(before: moment, source: "shop", isRehearsal: true, now: 1).items == 30)
        #expect(try builder.store.purge(before: moment, source: nil, now: 1).items == 30)
        #expect(try builder.store.rowCounts().items == 20)
        let trail = try builder.store.auditTrail()
        #expect(trail.map(\.action) == ["retention", "retention"] && trail[1].detail.contains(#""items":30"#))
    }

    @Test func `an item without a respondent can be erased by its id`() throws {
        let builder = try StoreBuilder()
        try builder.run([item(1, of: nil), item(2, of: nil)])
        #expect(try builder.store.erase(.item("id-2"), now: 1).items == 1)
        #expect(throws: StoreError.noSuchItem("id-2")) { try builder.store.erase(.item("id-2"), now: 1) }
        let key = NaturalKey(high: 7, low: 2).tombstone
        #expect(try builder.store.erasedNames() == [key] && key.utf8.count == 24)
    }
}
