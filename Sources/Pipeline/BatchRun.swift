import Feedback
import FeedbackStore
import Foundation
import Ingestion
import Linking

/// The writing side of one import.
struct BatchRun {
    let store: FeedbackStore
    let batch: Batch
    let plan: ImportPlan
    /// How the file's columns differ from those of the last import.
    let drift: Decision?
    let linker: StepLinker

    func write(
        _ queue: OrderedQueue<PreparedChunk>, progress: (ImportProgress) -> Void
    ) throws -> ImportReport {
        let session = try BatchSession(store: store, batch: batch)
        var seen = SeenRecords()
        var end: PreparedChunk.End?
        while end == nil {
            var (count, bytes, isClosed) = (0, 0, false)
            try session.commit {
                guard count < ImportEngine.recordsPerTransaction, bytes < ImportEngine.bytesPerTransaction, end == nil
                else { return nil }
                guard let chunk = queue.take() else {
                    isClosed = true
                    return nil
                }
                count += chunk.batch.records.count
                bytes += chunk.batch.packed?.bytes ?? 0
                end = chunk.end
                seen.add(chunk)
                progress(
                    ImportProgress(
                        records: session.batch.counts.read + count, bytesRead: chunk.bytesRead,
                        bytesTotal: plan.byteCount))
                return chunk.batch
            }
            if isClosed { break }
        }
        switch end {
        case .finished(let decisions):
            return try finish(session, seen: seen, decisions: [drift].compactMap { $0 } + decisions)
        case .failed(let error):
            // A file that turns out to be broken leaves nothing behind: it can be mended and imported whole.
            try store.discard(batch: batch.id)
            throw error
        case nil: throw StoreError.failed(path: store.path, reason: "the reader stopped without a reason")
        }
    }

    private func finish(_ session: BatchSession, seen: SeenRecords, decisions: [Decision]) throws -> ImportReport {
        let rows = decisions.map { ["code": $0.code, "en": $0.text.en, "fr": $0.text.fr] }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let linked = try session.finish(
            decisions: String(decoding: try encoder.encode(rows), as: UTF8.self), source: seen.source,
            now: Int64(Date().timeIntervalSince1970 * 1000), step: linker.link(sessionPages:))
        return ImportReport(
            batch: batch.id, plan: plan, counts: session.batch.counts, seen: seen, decisions: decisions,
            resumedAt: batch.position, linkedSessions: linked)
    }
}

/// What passed by on the way to the store: reasons and first examples.
struct SeenRecords {
    var dropReasons: [String: Int] = [:]
    var rejections: [Rejection] = []
    /// The source of the first record.
    var source: String?

    mutating func add(_ chunk: PreparedChunk) {
        if source == nil { source = chunk.batch.source }
        dropReasons.merge(chunk.dropReasons, uniquingKeysWith: +)
        rejections.append(contentsOf: chunk.rejections.prefix(ImportReport.rejectionsShown - rejections.count))
    }
}
