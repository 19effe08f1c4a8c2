public import FeedbackStore
import Foundation
public import Ingestion

/// How far an import is.
public struct ImportProgress: Sendable {
    public var records: Int
    public var bytesRead: Int
    /// `nil` for standard input.
    public var bytesTotal: Int?
}

/// What an import did, or would do.
public struct ImportReport: Sendable {
    static let rejectionsShown = 20

    /// `nil` for a dry run.
    public var batch: Int64?
    public var file: String
    public var format: String
    public var source: String
    public var confidence: Double
    public var counts: BatchCounts
    /// Why records were left out on purpose, the most frequent first.
    public var dropReasons: [(reason: String, count: Int)]
    public var decisions: [Decision]
    /// Columns nothing was taken from.
    public var unusedColumns: [String]
    /// The first rejected rows.
    public var rejections: [Rejection]
    /// Records an earlier, cut-off run of the same file had stored.
    public var resumedAt: Int
    /// Items that got a session by an exact key.
    public var linkedSessions: Int

    init(
        batch: Int64?, plan: ImportPlan, counts: BatchCounts, seen: SeenRecords, decisions: [Decision], resumedAt: Int,
        linkedSessions: Int
    ) {
        self.batch = batch
        file = plan.file
        format = plan.format
        source = seen.source ?? plan.source
        confidence = plan.confidence
        self.counts = counts
        dropReasons = seen.dropReasons.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
        self.decisions = decisions
        unusedColumns = plan.columns.filter { $0.target == .ignore }.map(\.name)
        rejections = seen.rejections
        self.resumedAt = resumedAt
        self.linkedSessions = linkedSessions
    }
}

extension ImportPlan {
    /// The source its items are stored under.
    public var source: String { givenSource ?? mapping?.source ?? format }

    /// What the store keeps of the columns; `nil` for formats that have none.
    var columnsJSON: String? {
        get throws {
            let records = columnRecords
            guard !records.isEmpty else { return nil }
            return String(decoding: try JSONEncoder().encode(records), as: UTF8.self)
        }
    }

    /// How the columns differ from those of the last import of this source and format; `nil` when they do not.
    func drift(in store: FeedbackStore) throws -> Decision? {
        guard !columns.isEmpty, let last = try store.lastColumns(source: source, format: format) else { return nil }
        let before = try JSONDecoder().decode([ColumnRecord].self, from: Data(last.json.utf8))
        let drift = ColumnDrift(before: before, after: columnRecords)
        // Without a source of their own, unlike tables meet under the format's name.
        guard !drift.isEmpty, givenSource != nil || drift.isOfSameExport else { return nil }
        return drift.decision(since: last.batch)
    }
}
