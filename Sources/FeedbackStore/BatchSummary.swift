import Feedback

/// One import, as `voc batches --json` and the dashboard's API write it. Times are ISO 8601, UTC.
public struct BatchSummary: Encodable, Sendable {
    public var batch: Int64
    public var file: String
    public var sha256: String
    public var format: String
    public var source: String
    public var rules: String
    public var status: String
    public var read: Int
    public var new: Int
    public var updated: Int
    public var duplicate: Int
    public var dropped: Int
    public var quarantined: Int
    public var started: String
    public var finished: String?

    public init(_ batch: Batch) {
        self.batch = batch.id
        file = batch.file
        sha256 = batch.sha256
        format = batch.format
        source = batch.source
        rules = batch.rules
        status = batch.status.rawValue
        (read, new, updated) = (batch.counts.read, batch.counts.new, batch.counts.updated)
        (duplicate, dropped, quarantined) = (batch.counts.duplicate, batch.counts.dropped, batch.counts.quarantined)
        started = Timestamp(milliseconds: batch.startedAt).iso8601
        finished = batch.finishedAt.map { Timestamp(milliseconds: $0).iso8601 }
    }
}
