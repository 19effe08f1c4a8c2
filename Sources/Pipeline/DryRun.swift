import Feedback
import FeedbackStore
import Ingestion

/// Counts what an import would do, against the store as it is.
struct DryRun {
    let store: FeedbackStore?
    let plan: ImportPlan

    func count(_ queue: BoundedQueue<PreparedChunk>) throws -> ImportReport {
        var (tally, seen) = (Tally(), SeenRecords())
        var end: PreparedChunk.End?
        while end == nil, let chunk = queue.take() {
            try tally.count(chunk.records, against: store)
            seen.add(chunk)
            end = chunk.end
        }
        switch end {
        case .finished(let decisions):
            return ImportReport(
                batch: nil, plan: plan, counts: tally.counts, seen: seen, decisions: decisions, resumedAt: 0,
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

        mutating func count(_ records: [BatchRecord], against store: FeedbackStore?) throws {
            let stored = try store?.contentHashes(of: records.compactMap(\.naturalKey)) ?? [:]
            for record in records {
                switch record {
                case .prepared(let item): count(item.key, item.contentHash, stored)
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

extension BatchRecord {
    fileprivate var naturalKey: NaturalKey? {
        switch self {
        case .prepared(let item): item.key
        case .item(let item): item.key
        case .session, .order, .dropped, .rejected: nil
        }
    }
}
