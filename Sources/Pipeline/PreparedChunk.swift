import FeedbackStore
import Ingestion

/// Some hundreds of records on their way from the reader to the writer.
struct PreparedChunk: Sendable {
    var batch = BatchChunk()
    /// Why records were left out on purpose.
    var dropReasons: [String: Int] = [:]
    var rejections: [Rejection] = []
    /// Bytes of the file used when its last record was read.
    var bytesRead = 0
    /// Set on the last chunk.
    var end: End?

    enum End: Sendable {
        case finished(decisions: [Decision])
        case failed(ImportError)
    }
}
