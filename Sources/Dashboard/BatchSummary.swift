import Feedback
import FeedbackStore

/// One import, as `voc batches --json` prints it.
struct BatchSummary: Encodable {
    var batch: Int64
    var file: String
    var sha256: String
    var format: String
    var source: String
    var rules: String
    var status: String
    var read: Int
    var new: Int
    var updated: Int
    var duplicate: Int
    var dropped: Int
    var quarantined: Int
    var started: String
    var finished: String?

    init(_ batch: Batch) {
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
