import Feedback
import FeedbackStore
import Foundation
import GRDB
import TestSupport
import Testing

@Suite struct UndoTests {
    @Test(arguments: 0..<20 as Range<UInt64>) func `undo restores exactly what was there before`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let builder = try StoreBuilder()
        try builder.run(randomRecords(using: &random), file: "first.csv")
        let (before, rollups) = (try builder.contents(), try builder.rollups())
        let batch = try builder.run(randomRecords(using: &random), file: "second.csv")
        #expect(try builder.indexedTags() == builder.storedTags())
        #expect(try builder.store.integrityProblems().isEmpty)
        _ = try builder.store.undo(batch: batch.id, now: 9)
        #expect(try builder.contents() == before)
        #expect(try builder.rollups() == rollups)
        #expect(try builder.indexedTags() == builder.storedTags())
        #expect(try builder.store.integrityProblems().isEmpty)
        #expect(try builder.store.batch(batch.id).status == .undone)
    }

    @Test func `a batch that later ones changed has to wait its turn`() throws {
        let builder = try StoreBuilder()
        let first = try builder.run([.item(makeItem(1))])
        let second = try builder.run([.item(makeItem(1, nps: 8, hash: 2))], file: "b.csv")
        #expect(throws: StoreError.batchChangedSince(first.id, by: [second.id])) {
            try builder.store.undo(batch: first.id, now: 3)
        }
        _ = try builder.store.undo(batch: second.id, now: 3)
        _ = try builder.store.undo(batch: first.id, now: 4)
        #expect(try builder.contents().isEmpty)
    }

    @Test func `a batch is undone once`() throws {
        let builder = try StoreBuilder()
        let batch = try builder.run([.item(makeItem(1))])
        _ = try builder.store.undo(batch: batch.id, now: 3)
        #expect(throws: StoreError.batchNotUndoable(batch.id, status: "undone")) {
            try builder.store.undo(batch: batch.id, now: 4)
        }
        #expect(throws: StoreError.noSuchBatch(99)) { try builder.store.undo(batch: 99, now: 4) }
    }

    @Test func `a discarded batch leaves nothing behind`() throws {
        let builder = try StoreBuilder()
        try builder.run([.item(makeItem(1))])
        let before = try builder.contents()
        let header = BatchHeader(
            file: "b.xml", sha256: "b", bytes: 1, format: "table", source: "shop", mapping: nil, rules: "r")
        let session = try BatchSession(store: builder.store, batch: try builder.store.beginBatch(header, now: 1))
        try session.commit([.item(makeItem(1, hash: 5)), .item(makeItem(2))])
        try builder.store.discard(batch: session.batch.id)
        #expect(try builder.contents() == before)
        #expect(try builder.store.batches().count == 1)
    }

    private func randomRecords(using random: inout SplitMix64) -> [BatchRecord] {
        (0..<30).map { _ in
            let id = UInt64.random(in: 0..<25, using: &random)
            return .item(
                makeItem(
                    id, nps: Bool.random(using: &random) ? Int.random(in: 0...10, using: &random) : nil,
                    text: "texte \(Int.random(in: 0..<4, using: &random))",
                    friction: ["delivery.late", "pay.declined", nil].randomElement(using: &random)!,
                    hash: Int64.random(in: 0..<3, using: &random), day: Int.random(in: 20_000..<20_003, using: &random),
                    step: ["pay", "receive", nil].randomElement(using: &random)!))
        }
    }
}

extension StoreBuilder {
    /// How often the index of tags has each code.
    fileprivate func indexedTags() throws -> [String: Int] {
        try store.read { db in
            try Row.fetchAll(db, sql: "SELECT code, count(*) FROM tag GROUP BY code")
                .reduce(into: [:]) { $0[$1[0]] = $1[1] }
        }
    }

    /// The same, from the items.
    fileprivate func storedTags() throws -> [String: Int] {
        try contents().flatMap(\.verbatims).flatMap(\.annotations).reduce(into: [:]) { codes, tag in
            if tag.kind == .friction { codes[tag.code, default: 0] += 1 }
        }
    }
}

@Suite struct RollupTests {
    /// The counts kept with the rows equal those of the items themselves, whatever happened to them.
    @Test(arguments: 0..<10 as Range<UInt64>) func `rollups equal a count of the items`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let builder = try StoreBuilder()
        for file in 0..<3 {
            try builder.run(
                (0..<40).map { _ in
                    .item(
                        makeItem(
                            UInt64.random(in: 0..<50, using: &random), nps: Int.random(in: 0...10, using: &random),
                            friction: Bool.random(using: &random) ? "delivery.late" : nil,
                            hash: Int64.random(in: 0..<9, using: &random)))
                }, file: "\(file).csv")
        }
        let items = try builder.contents()
        let promoters = items.filter { ($0.item.answers.first?.value ?? 0) >= 0.9 }.count
        let late = items.filter { $0.verbatims[0].annotations.contains { $0.code == "delivery.late" } }.count
        #expect(try builder.sum(\.items, friction: "") == items.count)
        #expect(try builder.sum(\.npsPromoters, friction: "") == promoters)
        #expect(try builder.sum(\.items, friction: "delivery.late") == late)
        #expect(try builder.sum(\.primaryItems) == items.count)
    }
}

extension StoreBuilder {
    private struct Cell {
        var name: String
        var friction: String
        var counts: RollupCounts
    }

    private func cells() throws -> [Cell] {
        try store.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT day, step, friction, channel, language, source, counts FROM rollup ORDER BY 1, 2, 3, 4, 5, 6
                    """
            ).map { row in
                let packed: Data = row[6]
                return Cell(
                    name: (0..<6).map { "\(row[$0] as DatabaseValue)" }.joined(separator: " "), friction: row[2],
                    counts: RollupCounts(packed: Array(packed).span))
            }
        }
    }

    fileprivate func rollups() throws -> [String] {
        try cells().filter { $0.counts.items > 0 }.map { "\($0.name) \($0.counts)" }
    }

    func sum(_ count: KeyPath<RollupCounts, Int>, friction: String? = nil) throws -> Int {
        try cells().filter { friction == nil || $0.friction == friction }.map { $0.counts[keyPath: count] }
            .reduce(0, +)
    }
}

@Suite struct OrderUndoTests {
    private func order(_ key: String, _ amount: Double) -> Order {
        var order = Order(source: "shop", key: key, at: Timestamp(milliseconds: 1_772_439_161_000, offsetMinutes: 60))
        order.amount = amount
        return order
    }

    @Test func `an order is new, a duplicate or updated; undo puts the old one back`() throws {
        let builder = try StoreBuilder()
        let first = try builder.run([.order(order("A", 10)), .order(order("B", 5)), .order(order("A", 10))])
        #expect((first.counts.new, first.counts.duplicate) == (2, 1))
        let second = try builder.run([.order(order("A", 12)), .order(order("C", 1))], file: "later.csv")
        #expect((second.counts.new, second.counts.updated) == (1, 1))
        #expect(try builder.store.order("A", source: "shop")?.amount == 12)
        #expect(throws: StoreError.batchChangedSince(first.id, by: [second.id])) {
            try builder.store.undo(batch: first.id, now: 3)
        }
        _ = try builder.store.undo(batch: second.id, now: 4)
        #expect(try builder.store.order("A", source: "shop")?.amount == 10)
        #expect(try builder.store.order("C", source: "shop") == nil)
        _ = try builder.store.undo(batch: first.id, now: 5)
        #expect(try builder.store.order("B", source: "shop") == nil)
    }
}
