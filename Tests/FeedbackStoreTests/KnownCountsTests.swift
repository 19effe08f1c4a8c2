import Feedback
import GRDB
import TestSupport
import Testing

@testable import FeedbackStore

/// An import keeps what it knows of the daily counts from one transaction to the next, and stores texts many at once.
@Suite struct KnownCountsTests {
    private static func session(_ store: FeedbackStore, file: String) throws -> BatchSession {
        let header = BatchHeader(
            file: file, sha256: file, bytes: 1, format: "table", source: "shop", mapping: nil, rules: "r")
        return try BatchSession(store: store, batch: try store.beginBatch(header, now: 1))
    }

    /// Of few days and steps, so that transactions meet in the same cells.
    private static func item(_ id: UInt64, _ random: inout SplitMix64, texts: Int = 1, hash: Int64 = 1) -> AnalysedItem
    {
        var made = makeItem(
            id, nps: Int.random(in: 0...10, using: &random), text: "Texte \(id) livré",
            friction: ["delivery.late", "pay.declined", nil].randomElement(using: &random)!, hash: hash,
            day: Int.random(in: 20_000..<20_004, using: &random),
            step: ["pay", "receive", nil].randomElement(using: &random)!)
        let first = made.verbatims[0]
        made.verbatims = (0..<texts).map { place in
            var text = first
            text.verbatim.text = "Texte \(id) \(place) livré"
            return text
        }
        return made
    }

    private static func counts(_ store: FeedbackStore) throws -> [String] {
        try store.read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT day || step || friction || channel || language || source || ' ' || items || ' ' || hex(counts)
                    FROM rollup WHERE items > 0 ORDER BY 1
                    """)
        }
    }

    @Test(arguments: 0..<6 as Range<UInt64>)
    func `what another import wrote between two transactions is counted`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let items = (0..<60).map { Self.item($0, &random) }
        let (shared, alone) = (try StoreBuilder(), try StoreBuilder())
        // By the same connection, and by another one.
        let other = seed % 2 == 0 ? shared.store : try FeedbackStore.open(path: shared.store.path)
        let sessions = [try Self.session(shared.store, file: "a"), try Self.session(other, file: "b")]
        var rest = items[...]
        while !rest.isEmpty {
            let session = sessions.randomElement(using: &random)!
            let part = rest.prefix(Int.random(in: 1...9, using: &random))
            rest = rest.dropFirst(part.count)
            try session.commit(part.map(BatchRecord.item))
        }
        for session in sessions { _ = try session.finish(decisions: "[]", now: 2) }
        try alone.run(items.map(BatchRecord.item))
        #expect(try Self.counts(shared.store) == Self.counts(alone.store))
    }

    @Test func `a correction made while an import runs is counted`() throws {
        var random = SplitMix64(seed: 4)
        let items = (0..<20).map { Self.item($0, &random) }
        let builder = try StoreBuilder()
        let session = try Self.session(builder.store, file: "a")
        try session.commit(items.prefix(10).map(BatchRecord.item))
        let corrected = try #require(items.first { $0.stepLink?.step == "pay" && $0.item.externalID != nil })
        _ = try builder.store.correct(
            try #require(corrected.item.externalID), [TagChange(kind: .step, from: "pay", to: "receive")], now: 3)
        try session.commit(items.dropFirst(10).map(BatchRecord.item))
        _ = try session.finish(decisions: "[]", now: 5)
        let steps = try builder.store.read { db in
            try Int.fetchAll(
                db,
                sql: """
                    SELECT (SELECT sum(items) FROM rollup WHERE friction = '' AND step = 'receive')
                        - (SELECT count(*) FROM item WHERE step = 'receive')
                    """)
        }
        #expect(steps == [0])
    }

    @Test(arguments: 0..<4 as Range<UInt64>) func `no more cells are kept than asked for, and none is lost`(
        seed: UInt64
    ) throws {
        var random = SplitMix64(seed: seed)
        var rollups = RollupAccumulator(mostKept: 5)
        var (store, expected) = ([String: RollupCounts](), [String: Int]())
        let places = (0..<4).map { RollupPlace(step: "s\($0)", friction: "", channel: "", language: "", source: "") }
        for _ in 0..<30 {
            var touched: Set<String> = []
            for _ in 0..<Int.random(in: 0...12, using: &random) {
                let (day, place) = (Int32.random(in: -1...4, using: &random), places.randomElement(using: &random)!)
                let cell = ItemCell(day: day, place: 0, mentions: 2, severity: 3, isPrimary: true)
                rollups.add(ItemRatings(), cell, place: rollups.id(of: place))
                expected["\(day) \(place.step)", default: 0] += 1
                touched.insert("\(day) \(place.step)")
            }
            var written: [String] = []
            try rollups.drain {
                store["\($0) \($1.step)"]
            } write: {
                written.append("\($0) \($1.step)")
                store["\($0) \($1.step)"] = $2
            }
            #expect(Set(written) == touched && written.count == touched.count)
            // Somebody else writes, at times.
            if Bool.random(using: &random), let key = store.keys.sorted().randomElement(using: &random) {
                store[key]?.items += 1
                expected[key]? += 1
                rollups.forget()
            }
        }
        #expect(store.mapValues(\.items) == expected)
        #expect(store.values.allSatisfy { $0.mentions <= 2 * $0.items })
    }

    @Test(arguments: 0..<4 as Range<UInt64>)
    func `packed items are stored as they are one by one: repeated, changed, without a text, with many`(seed: UInt64)
        throws
    {
        var random = SplitMix64(seed: seed)
        let items = (0..<300).map { _ in
            Self.item(
                UInt64.random(in: 0..<220, using: &random), &random,
                texts: [0, 1, 1, 2, 40].randomElement(using: &random)!,
                hash: Int64.random(in: 0..<2, using: &random))
        }
        let (packed, single) = (try StoreBuilder(), try StoreBuilder())
        let (session, plain) = (
            try Self.session(packed.store, file: "a"), try Self.session(single.store, file: "a")
        )
        var packers = [Packer(lane: 0), Packer(lane: 1)]
        for start in stride(from: 0, to: items.count, by: 60) {
            var chunks = stride(from: start, to: start + 60, by: 20).map { first in
                let lane = Int.random(in: 0...1, using: &random)
                for item in items[first..<first + 20] { packers[lane].pack(item) }
                return BatchChunk(records: (0..<20).map { .packed($0) }, packed: packers[lane].take())
            }[...]
            try session.commit { chunks.popFirst() }
            try plain.commit(items[start..<start + 60].map(BatchRecord.item))
        }
        for session in [session, plain] { _ = try session.finish(decisions: "[]", now: 2) }
        #expect(session.batch.counts == plain.batch.counts && session.batch.counts.updated > 0)
        #expect(try packed.contents() == single.contents())
        #expect(try Self.counts(packed.store) == Self.counts(single.store))
        let rows = "SELECT id || ' ' || item || ' ' || text || ' ' || coalesce(tags, '') FROM verbatim"
        let index = "SELECT code || tenths || ' ' || verbatim || ' ' || item FROM tag"
        let found = "SELECT rowid || ' ' || rank FROM verbatim_fts WHERE verbatim_fts MATCH 'texte'"
        for sql in [rows, index, found] {
            let both = try [packed, single].map { try $0.store.read { db in Set(try String.fetchAll(db, sql: sql)) } }
            #expect(both[0] == both[1] && !both[0].isEmpty)
        }
    }
}
