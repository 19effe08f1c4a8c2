public import Feedback
import GRDB

/// One record of an import, ready to be written.
///
/// Nearly all are an item's place: the others are kept elsewhere, so that a record takes nine bytes and not a thousand.
public enum BatchRecord: Sendable {
    /// An item by its place among the packed ones of its chunk.
    case packed(Int)
    indirect case item(AnalysedItem)
    indirect case session(Session, contentHash: Int64)
    indirect case order(Order)
    /// Left out on purpose.
    case dropped
    /// Goes to quarantine; `raw` is masked.
    indirect case rejected(line: Int, column: Int, reason: Phrase, raw: String)
}

/// Some records on their way to the store.
public struct BatchChunk: Sendable {
    public var records: [BatchRecord]
    /// What ``BatchRecord/packed(_:)`` counts in.
    public var packed: PackedItems?

    public init(records: [BatchRecord] = [], packed: PackedItems? = nil) {
        self.records = records
        self.packed = packed
    }

    /// What its first stored record comes from; `nil` when none is stored.
    public var source: String? {
        packed?.source
            ?? records.lazy.compactMap { record in
                switch record {
                case .item(let item): item.item.source
                case .session(let session, _): session.source
                case .packed, .order, .dropped, .rejected: nil
                }
            }.first
    }
}

/// Writes a batch, some thousand records a transaction.
public final class BatchSession {
    private let store: FeedbackStore
    private let writer: BatchWriter
    public private(set) var batch: Batch

    public init(store: FeedbackStore, batch: Batch) throws {
        self.store = store
        self.batch = batch
        writer = try store.write { db in try BatchWriter(db, batch: batch.id) }
    }

    /// Stores the records, their rollups, the counts and the position in the file: all of it, or nothing.
    public func commit(_ records: [BatchRecord]) throws {
        var rest: BatchChunk? = BatchChunk(records: records)
        try commit {
            defer { rest = nil }
            return rest
        }
    }

    /// Stores records in one transaction for as long as `next` has some.
    public func commit(next: () -> BatchChunk?) throws {
        batch = try store.write { db in
            try checkPosition(in: db)
            try writer.begin()
            var batch = self.batch
            while let chunk = next() { try store(chunk, counting: &batch, in: db) }
            try batch.save(in: db)
            try writer.flush()
            return batch
        }
    }

    private func store(_ chunk: BatchChunk, counting batch: inout Batch, in db: Database) throws {
        if let packed = chunk.packed { try writer.learnNames(of: packed) }
        // Through a span a record is looked at where it stands: most are an item's place, and nothing else is copied.
        let records = chunk.records.span
        var index = 0
        while index < records.count {
            let places = packedPlaces(records, from: index)
            if let packed = chunk.packed, !places.isEmpty {
                try writer.store(packed, places, in: db) { batch.counts.count($0) }
                batch.position += places.count
                index += places.count
            } else {
                try store(records[index], counting: &batch, in: db)
                index += 1
            }
        }
    }

    /// The places of the packed items that follow one another from `index` on.
    private func packedPlaces(_ records: Span<BatchRecord>, from index: Int) -> Range<Int> {
        guard case .packed(let first) = records[index] else { return 0..<0 }
        var count = 1
        while index + count < records.count, case .packed(first + count) = records[index + count] { count += 1 }
        return first..<first + count
    }

    /// Two processes may import the same file: each takes the batch for one that was cut off. The one that finds that the
    /// other went on leaves it alone.
    private func checkPosition(in db: Database) throws {
        let row = try Row.fetchOne(
            db, sql: "SELECT position FROM batch WHERE id = ? AND status = 'running'", arguments: [batch.id])
        guard let row, row[0] == batch.position else { throw StoreError.locked(path: store.path) }
    }

    private func store(_ record: BatchRecord, counting batch: inout Batch, in db: Database) throws {
        batch.position += 1
        switch record {
        case .packed: preconditionFailure("a packed record without its chunk's packed items")
        case .item(let item): batch.counts.count(try writer.store(item, in: db))
        case .session(let session, let hash):
            batch.counts.count(try writer.store(session, contentHash: hash, batch: batch.id, in: db))
        case .order(let order): batch.counts.count(try writer.store(order, batch: batch.id, in: db))
        case .dropped:
            batch.counts.read += 1
            batch.counts.dropped += 1
        case .rejected(let line, let column, let reason, let raw):
            batch.counts.read += 1
            batch.counts.quarantined += 1
            try writer.quarantine(batch: batch.id, line: line, column: column, reason: reason, raw: raw, in: db)
        }
    }

    /// Ends the batch and joins its items to sessions, in one transaction.
    ///
    /// - Parameters:
    ///   - decisions: a JSON array of `{"code", "en", "fr"}`.
    ///   - source: what its records turned out to come from; `nil` when there were none.
    ///   - step: places items by the last pages of the session they were joined to.
    /// - Returns: how many items got a session.
    public func finish(
        decisions: String, source: String? = nil, now: Int64, step: ([String]) -> StepLink? = { _ in nil }
    ) throws -> Int {
        guard batch.counts.isBalanced else {
            throw StoreError.failed(path: store.path, reason: "batch \(batch.id): the counts do not add up")
        }
        return try store.write { db in
            try checkPosition(in: db)
            try writer.begin()
            batch.status = .done
            if let source { batch.source = source }
            batch.decisions = decisions
            batch.finishedAt = now
            try batch.save(in: db)
            let last = try FeedbackStore.lastLink(in: db)
            let linked = try FeedbackStore.linkSessions(in: db)
            if linked > 0 {
                _ = try FeedbackStore.placeBySessions(after: last, writer: writer, in: db, step: step)
                try writer.flush()
            }
            try RollupSums.complete(in: db)
            return linked
        }
    }
}
