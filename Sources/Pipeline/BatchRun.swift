import Feedback
import FeedbackStore
import Foundation
import Ingestion

/// The writing side of one import.
struct BatchRun {
    let store: FeedbackStore
    let batch: Batch
    let plan: ImportPlan

    func write(_ queue: BoundedQueue<PreparedChunk>, progress: (ImportProgress) -> Void) throws -> ImportReport {
        let session = try BatchSession(store: store, batch: batch)
        var seen = SeenRecords()
        var end: PreparedChunk.End?
        while end == nil {
            let chunks = Self.transaction(from: queue)
            guard let last = chunks.last else { break }
            try session.commit(chunks.lazy.flatMap(\.records))
            for chunk in chunks { seen.add(chunk) }
            end = last.end
            progress(
                ImportProgress(records: session.batch.counts.read, bytesRead: last.bytesRead, bytesTotal: plan.byteCount))
        }
        switch end {
        case .finished(let decisions): return try finish(session, seen: seen, decisions: decisions)
        case .failed(let error):
            // A file that turns out to be broken leaves nothing behind: it can be mended and imported whole.
            try store.discard(batch: batch.id)
            throw error
        case nil: throw StoreError.failed(path: store.path, reason: "the reader stopped without a reason")
        }
    }

    private static func transaction(from queue: BoundedQueue<PreparedChunk>) -> [PreparedChunk] {
        var chunks: [PreparedChunk] = []
        var count = 0
        while count < ImportEngine.recordsPerTransaction, let chunk = queue.take() {
            count += chunk.records.count
            chunks.append(chunk)
            if chunk.end != nil { break }
        }
        return chunks
    }

    private func finish(_ session: BatchSession, seen: SeenRecords, decisions: [Decision]) throws -> ImportReport {
        let rows = decisions.map { ["code": $0.code, "en": $0.text.en, "fr": $0.text.fr] }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let linked = try session.finish(
            decisions: String(decoding: try encoder.encode(rows), as: UTF8.self),
            now: Int64(Date().timeIntervalSince1970 * 1000))
        return ImportReport(
            batch: batch.id, plan: plan, counts: session.batch.counts, seen: seen, decisions: decisions,
            resumedAt: batch.position, linkedSessions: linked)
    }
}

/// What passed by on the way to the store: reasons and first examples.
struct SeenRecords {
    var dropReasons: [String: Int] = [:]
    var rejections: [Rejection] = []

    mutating func add(_ chunk: PreparedChunk) {
        dropReasons.merge(chunk.dropReasons, uniquingKeysWith: +)
        rejections.append(contentsOf: chunk.rejections.prefix(ImportReport.rejectionsShown - rejections.count))
    }
}
