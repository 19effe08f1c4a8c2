import Feedback
import FeedbackStore
import TestSupport
import Testing

/// Two imports into one store at the same time.
@Suite struct TwoWritersTests {
    private func session(_ store: FeedbackStore, file: String) throws -> BatchSession {
        let header = BatchHeader(
            file: file, sha256: file, bytes: 1, format: "table", source: "shop", mapping: nil, rules: "r")
        return try BatchSession(store: store, batch: try store.beginBatch(header, now: 1))
    }

    @Test func `names that the other import stored first are used, not stored twice`() throws {
        let builder = try StoreBuilder()
        let other = try FeedbackStore.open(path: builder.store.path)
        // Both have read the names before either stores one.
        let (first, second) = (try session(builder.store, file: "a"), try session(other, file: "b"))
        try first.commit([.item(makeItem(1))])
        try second.commit([.item(makeItem(2)), .rejected(line: 3, column: 1, reason: Phrase("x"), raw: "")])
        try first.commit([.item(makeItem(3))])
        _ = try first.finish(decisions: "[]", now: 2)
        _ = try second.finish(decisions: "[]", now: 2)
        #expect(try builder.contents().map { $0.verbatims[0].annotations.count } == [2, 2, 2])
        #expect(try builder.store.batches().allSatisfy(\.counts.isBalanced))
    }

    @Test func `of two imports of the same file the one that comes second leaves the batch alone`() throws {
        let builder = try StoreBuilder()
        let other = try FeedbackStore.open(path: builder.store.path)
        let (first, second) = (try session(builder.store, file: "a"), try session(other, file: "a"))
        #expect(first.batch.id == second.batch.id)
        let records: [BatchRecord] = [
            .item(makeItem(1)), .rejected(line: 3, column: 1, reason: Phrase("x"), raw: ""),
        ]
        try first.commit(records)
        #expect(throws: StoreError.locked(path: builder.store.path)) { try second.commit(records) }
        _ = try first.finish(decisions: "[]", now: 2)
        #expect(throws: StoreError.locked(path: builder.store.path)) { try second.finish(decisions: "[]", now: 2) }
        #expect(try builder.store.quarantine(batch: 1).count == 1 && builder.store.batch(1).counts.read == 2)
    }
}
