import Feedback
import FeedbackStore
import GRDB
import TestSupport
import Testing

/// What a person says stands in the place of what was read, in every count, and stays.
@Suite struct CorrectionTests {
    private static let codes = ["delivery.late", "pay.declined", "delivery.missing"]

    /// Counts and index as they are, and as a store is that was given the corrected items at once.
    @Test(arguments: 0..<10 as Range<UInt64>) func `counts and index are those of the corrected items`(
        seed: UInt64
    ) throws {
        var random = SplitMix64(seed: seed)
        let builder = try StoreBuilder()
        try builder.run(
            (0..<20).map { id in
                .item(
                    makeItem(
                        id, friction: Self.codes.randomElement(using: &random),
                        step: Bool.random(using: &random) ? "pay" : nil))
            })
        for _ in 0..<30 {
            let item = "id-\(Int.random(in: 0..<20, using: &random))"
            try builder.store.correct(item, [change(using: &random)], now: 5)
        }
        let twin = try StoreBuilder()
        try twin.run(try builder.contents().map { .item($0) })
        for friction in Self.codes + [""] {
            #expect(try builder.sum(\.items, friction: friction) == twin.sum(\.items, friction: friction))
        }
        for count in [\.mentions, \.severitySum, \.primaryItems, \.sentimentN, \.sentimentNegative]
            as [KeyPath<RollupCounts, Int>]
        {
            #expect(try builder.sum(count) == twin.sum(count))
        }
        #expect(try index(of: builder) == index(of: twin))
        #expect(try steps(of: builder) == steps(of: twin))
    }

    private func change(using random: inout SplitMix64) -> TagChange {
        let code = Self.codes.randomElement(using: &random)!
        switch Int.random(in: 0..<4, using: &random) {
        case 0: return TagChange(kind: .friction, to: code, severity: 3)
        case 1: return TagChange(kind: .friction, from: code)
        case 2: return TagChange(kind: .sentiment, to: SentimentLabel.allCases.randomElement(using: &random)!.rawValue)
        default: return TagChange(kind: .step, to: ["pay", "receive"].randomElement(using: &random)!)
        }
    }

    private func index(of builder: StoreBuilder) throws -> [String] {
        try builder.store.read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT t.code || t.tenths || i.external_id FROM tag t JOIN item i ON i.id = t.item
                    JOIN verbatim v ON v.id = t.verbatim AND v.item = i.id ORDER BY 1
                    """)
        }
    }

    private func steps(of builder: StoreBuilder) throws -> [String] {
        try builder.store.read { db in
            try String.fetchAll(
                db, sql: "SELECT step || sum(items) FROM rollup WHERE items > 0 AND friction = '' GROUP BY step")
        }
    }

    @Test func `it says what was changed, once, and by whom`() throws {
        let builder = try StoreBuilder()
        try builder.run([.item(makeItem(1))])
        let changes = [TagChange(kind: .friction, from: "delivery.late"), TagChange(kind: .sentiment, to: "neutral")]
        let made = try builder.store.correct("id-1", changes, now: 5)
        #expect(made.map(\.change.from) == ["delivery.late", "negative"])
        #expect(try builder.store.correct("id-1", changes, now: 6).isEmpty)
        #expect(try builder.store.corrections() == made)
        #expect(try builder.store.auditTrail().map(\.action) == ["correct"])
        #expect(throws: StoreError.noSuchItem("id-2")) { try builder.store.correct("id-2", changes, now: 7) }
        #expect(throws: StoreError.noSuchText(1, count: 1)) {
            try builder.store.correct("id-1", text: 1, changes, now: 7)
        }
    }

    @Test func `it outlives an update as long as the text stays, and an undo`() throws {
        let builder = try StoreBuilder()
        try builder.run([.item(makeItem(1)), .item(makeItem(2))])
        let changes = [
            TagChange(kind: .friction, from: "delivery.late"),
            TagChange(kind: .friction, to: "pay.declined", severity: 5),
            TagChange(kind: .step, to: "pay"),
        ]
        for item in ["id-1", "id-2"] { try builder.store.correct(item, changes, now: 5) }
        let before = try builder.contents()
        let batch = try builder.run(
            [.item(makeItem(1, nps: 9, hash: 2)), .item(makeItem(2, text: "Tout est en ordre", hash: 2))], file: "b.csv"
        )
        func codes(_ item: String) throws -> [String] {
            try builder.store.item(item).analysed.verbatims[0].annotations.filter { $0.kind == .friction }.map(\.code)
        }
        #expect(try codes("id-1") == ["pay.declined"])
        #expect(try codes("id-2") == ["delivery.late"])
        #expect(try builder.store.item("id-1").analysed.stepLink?.method == "corrected")
        #expect(try builder.store.item("id-1").analysed.item.answers.first?.given == "9")
        _ = try builder.store.undo(batch: batch.id, now: 9)
        #expect(try builder.contents() == before)
        #expect(try builder.store.corrections().filter { $0.externalID == "id-1" }.count == 3)
    }
}
