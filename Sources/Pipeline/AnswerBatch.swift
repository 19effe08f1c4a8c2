import Analysis
import Feedback

/// Requests that wait to be answered together; kept from chunk to chunk.
struct AnswerBatch: Sendable {
    /// What is kept of a request beside its text.
    struct Request: Sendable {
        /// As it was written.
        var id: [UInt8] = []
        /// What is remembered of the text, its tags in ``finding``.
        var recall = TextRecall.unknown
        var finding = TextFinding()
    }

    /// The texts, in the same places.
    var texts: TextBatch
    var requests: [Request]
    var count = 0
    /// For what is analysed by itself.
    lazy var workspace: Workspace = analyzer.makeWorkspace()
    private let analyzer: Analyzer

    init(analyzer: Analyzer) {
        self.analyzer = analyzer
        texts = analyzer.makeBatch()
        requests = Array(repeating: Request(), count: TextBatch.size)
    }

    var isFull: Bool { count == TextBatch.size }
}
