import Feedback
import FeedbackStore
import Ingestion

/// Counts what an import would do, against the store as it is.
struct DryRun {
    let store: FeedbackStore?
    let plan: ImportPlan
    let drift: Decision?

    func count(_ queue: OrderedQueue<PreparedChunk>) throws -> ImportReport {
        var (tally, seen) = (Tally(), SeenRecords())
        var end: PreparedChunk.End?
        while end == nil, let chunk = queue.take() {
            try tally.count(chunk.batch, against: store)
            seen.add(chunk)
            end = chunk.end
        }
        switch end {
        case .finished(let decisions):
            return ImportReport(
                batch: nil, plan: plan, counts: tally.counts, seen: seen,
                decisions: [drift].compactMap { $0 } + decisions,
                resumedAt: 0,
                linkedSessions: 0)
        case .failed(let error): throw error
        case nil: throw StoreError.failed(path: plan.file, reason: "the reader stopped without a reason")
        }
    }

    private struct Tally {
        var counts = BatchCounts()
        /// The content each item of this file would leave in the store.
        private var items: [NaturalKey: Int64] = [:]
        private var sessions: [String: Int64] = [:]
        private var orders: [String: Order] = [:]

        mutating func count(_ chunk: BatchChunk, against store: FeedbackStore?) throws {
            let stored = try store?.contentHashes(of: chunk.naturalKeys) ?? [:]
            for record in chunk.records {
                switch record {
                case .packed(let index):
                    guard let items = chunk.packed else { continue }
                    count(items.key(at: index), items.contentHash(at: index), stored)
                case .item(let item): count(item.key, item.contentHash, stored)
                case .session(let session, let hash):
                    let known =
                        try sessions[session.sessionID]
                        ?? store?.contentHash(ofSession: session.sessionID, source: session.source)
                    counts.count(outcome(hash, before: known))
                    sessions[session.sessionID] = hash
                case .order(let order):
                    let name = "\(order.source)|\(order.key)"
                    let before = try orders[name] ?? store?.order(order.key, source: order.source)
                    counts.count(before == nil ? .new : before == order.asStored ? .duplicate : .updated)
                    orders[name] = order.asStored
                case .dropped:
                    counts.read += 1
                    counts.dropped += 1
                case .rejected:
                    counts.read += 1
                    counts.quarantined += 1
                }
            }
        }

        private mutating func count(_ key: NaturalKey, _ hash: Int64, _ stored: [NaturalKey: Int64]) {
            counts.count(outcome(hash, before: items[key] ?? stored[key]))
            items[key] = hash
        }

        private func outcome(_ hash: Int64, before: Int64?) -> StoreOutcome {
            before == nil ? .new : before == hash ? .duplicate : .updated
        }
    }
}

extension BatchChunk {
    fileprivate var naturalKeys: [NaturalKey] { (0..<(packed?.count ?? 0)).compactMap { packed?.key(at: $0) } }
}
