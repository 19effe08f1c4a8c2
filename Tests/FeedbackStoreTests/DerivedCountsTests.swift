import Feedback
import Foundation
import GRDB
import TestSupport
import Testing

@testable import FeedbackStore

/// What is kept beside the rows so that questions are quick has to say what the rows say, whatever happened to them.
@Suite struct DerivedCountsTests {
    /// Three imports that add and update, one of them undone, one respondent erased.
    private static func worn(_ seed: UInt64) throws -> StoreBuilder {
        var random = SplitMix64(seed: seed)
        let builder = try StoreBuilder()
        var batches: [Int64] = []
        for file in 0..<3 {
            let records = (0..<60).map { _ in
                var made =
                    makeItem(
                        UInt64.random(in: 0..<70, using: &random), nps: Int.random(in: 0...10, using: &random),
                        friction: ["delivery.late", "pay.declined", nil].randomElement(using: &random)!,
                        hash: Int64.random(in: 0..<9, using: &random),
                        day: Int.random(in: 19_980..<20_060, using: &random),
                        step: ["pay", "receive", nil].randomElement(using: &random)!)
                let emotions = [["joy"], ["anger", "fear"], ["fear", "anger", "fear"], []].randomElement(
                    using: &random)!
                made.verbatims[0].annotations += emotions.map {
                    Annotation(
                        kind: .emotion, code: $0, polarity: 0, score: 0.9, confidence: 1, severity: 0, span: 0..<5,
                        rule: "\($0):1")
                }
                return BatchRecord.item(made)
            }
            batches.append(try builder.run(records, file: "\(file).csv").id)
        }
        if seed % 2 == 0 { _ = try builder.store.undo(batch: batches[2], now: 9) }
        let erased = try builder.store.read { db in try Int64.fetchOne(db, sql: "SELECT min(id) FROM item") }
        _ = try builder.store.erase(.item("\(try #require(erased))"), now: 10)
        return builder
    }

    /// Rows as text, by id.
    private static func columns(_ store: FeedbackStore) throws -> [String] {
        try store.read { db in
            let runs = try RowReader(db, "SELECT columns FROM item_column ORDER BY first")
            var rows: [String] = []
            while try runs.next() {
                var columns = ItemColumns()
                runs.withBlob(0) { columns = ItemColumns(packed: $0) }
                let ends = columns.tagEnds
                for row in 0..<columns.count {
                    let names = ItemColumns.Key.allCases.map {
                        columns.names[$0.rawValue][Int(columns.columns[ItemColumns.place($0)][row])]
                    }
                    let figures = ItemColumns.Figure.allCases.map { figure in
                        let place = Int(columns.columns[ItemColumns.place(figure)][row])
                        return place == 0 ? "-" : "\(columns.numbers[figure.rawValue][place - 1])"
                    }
                    let kinds = ItemColumns.Class.allCases.map { columns.columns[ItemColumns.place($0)][row] }
                    let tags = ((row == 0 ? 0 : ends[row - 1])..<ends[row]).map { tag in
                        "\(columns.names[ItemColumns.codes][Int(columns.tags[0][tag])]) \(columns.tags[1][tag]) \(columns.tags[2][tag])"
                    }
                    rows.append(
                        "\(columns.ids[row]) \(columns.days[row]) \(names) \(figures) \(kinds) \(tags) \(columns.emotionNames[Int(columns.emotions[row])])"
                    )
                }
            }
            return rows
        }
    }

    @Test(arguments: 0..<8 as Range<UInt64>) func `the columns of the items are what the rows would give`(seed: UInt64)
        throws
    {
        let builder = try Self.worn(seed)
        let kept = try Self.columns(builder.store)
        #expect(try kept.count == builder.contents().count)
        try builder.store.write { db in
            try db.execute(sql: "DELETE FROM item_column")
            try FeedbackStore.completeColumns(in: db)
        }
        #expect(try Self.columns(builder.store) == kept)
    }

    @Test(arguments: 0..<4 as Range<UInt64>) func `emotions are added to columns that were written without`(
        seed: UInt64
    ) throws {
        let builder = try Self.worn(seed)
        let (kept, sides) = (try Self.columns(builder.store), ["joy": 1, "anger": -1, "fear": -1])
        func felt() throws -> [String] {
            try builder.store.emotions(InsightFilter(), step: .step, sides: sides).map {
                "\($0.step) \($0.channel) \($0.items) \($0.pleasant) \($0.unpleasant) \($0.byEmotion.sorted { $0.key < $1.key })"
            }.sorted()
        }
        let before = try felt()
        try builder.store.write { db in
            let runs = try RowReader(db, "SELECT first, columns FROM item_column ORDER BY first")
            var old: [(Int, [UInt8])] = []
            while try runs.next() {
                var columns = ItemColumns()
                runs.withBlob(1) { columns = ItemColumns(packed: $0, withEmotions: false) }
                // The list of one name of no bytes, and a column of no width: what comes last.
                old.append((runs.integer(0), columns.packed.dropLast(3)))
            }
            for (first, bytes) in old {
                try db.execute(
                    sql: "UPDATE item_column SET columns = ? WHERE first = ?", arguments: [Data(bytes), first])
            }
        }
        #expect(try !before.isEmpty && felt() == before)
        #expect(try Self.columns(builder.store).allSatisfy { $0.hasSuffix("?") })
        // An import in between leaves what is not known as it is.
        _ = try builder.run([.item(makeItem(900, friction: nil))], file: "later.csv")
        #expect(try felt() == before)
        try builder.store.write { db in try ItemColumnWriter.addEmotions(in: db) }
        #expect(try Self.columns(builder.store).dropLast() == kept[...] && felt() == before)
    }

    @Test(arguments: 0..<8 as Range<UInt64>) func `sums and daily counts give the same figures`(seed: UInt64) throws {
        let builder = try Self.worn(seed)
        let store = builder.store
        func answers() throws -> [String] {
            var all: [String] = []
            for (view, dimensions) in [
                (FrictionView.tagged, [InsightDimension.friction, .step]), (.partition, [.friction]),
                (.whole, [.step, .channel]), (.tagged, [.channel, .friction]), (.whole, []),
            ] {
                for filter in [
                    InsightFilter(), InsightFilter(since: 19_990, until: 20_040), InsightFilter(step: "pay"),
                    InsightFilter(friction: "delivery.late"),
                ] where filter.friction == nil || view == .whole {
                    let rows = try store.tallies(
                        TallyQuery(filter, by: dimensions, frictions: view) { $0 >= 20_020 ? 1 : 0 })
                    all += rows.map {
                        "\(view) \(dimensions) \(filter) \($0.bucket) \($0.keys) \(Self.shown($0.counts))"
                    }.sorted()
                }
            }
            return all
        }
        let fromSums = try answers()
        let sums = try store.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM rollup_sum WHERE days = 32") }
        #expect(try #require(sums) >= 3)
        try store.write { db in try db.execute(sql: "DELETE FROM rollup_sum") }
        #expect(try answers() == fromSums)
        // Half of them, as after an import that was cut off.
        try store.write(RollupSums.complete)
        try store.write { db in try db.execute(sql: "DELETE FROM rollup_sum WHERE days = 32 OR start % 2 = 0") }
        #expect(try answers() == fromSums)
    }

    /// Sums of halves are exact in any order; those of sentiments are not.
    private static func shown(_ counts: RollupCounts) -> String {
        var counts = counts
        (counts.sentimentSum, counts.sentimentSquares) = (
            counts.sentimentSum.rounded(), counts.sentimentSquares.rounded()
        )
        return "\(counts)"
    }
}
