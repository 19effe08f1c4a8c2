import Analysis
import Feedback

/// Analyses lines into one buffer, a few of them at a time.
struct LineClassifier: ~Copyable {
    /// Longer texts are analysed by themselves, so that only one workspace grows to their size.
    private static let longestOfBatch = 8 << 10

    private let analyzer: Analyzer
    private let options: ClassifyOptions
    private var batch: AnswerBatch
    private let writer: AnswerWriter
    private var request = ClassifyRequest()
    private var output: JSONBytes
    private var summary = ClassifySummary()

    init(analyzer: Analyzer, options: ClassifyOptions, writer: AnswerWriter, capacity: Int) {
        self.analyzer = analyzer
        self.options = options
        self.writer = writer
        batch = writer.takeBatch()
        output = JSONBytes(capacity: capacity * 2)
    }

    /// - Parameter isTooLong: the line was cut: answer with an error.
    mutating func classify(_ line: Span<UInt8>, line number: Int, isTooLong: Bool) {
        let line = line.extracting(0..<line.lineLength)
        guard !isTooLong else {
            fail("the line is longer than \(LineChunkReader.longestLine >> 20) MB. Split it.", number, column: 1)
            return
        }
        switch options.format {
        case .text:
            request.take(line)
            answer()
        case .ndjson:
            guard !line.isBlank else { return }
            do throws(ClassifyRequest.Problem) {
                try request.parse(line)
                answer()
            } catch { fail(error.message, number, column: error.column) }
        }
    }

    /// Answers the request, or lets it wait for a few more.
    private mutating func answer() {
        summary.lines += 1
        if options.explain { return explain() }
        let isLong = request.text.count > Self.longestOfBatch
        if isLong { writer.answer(&batch, options.format, to: &output) }
        writer.add(&request, to: &batch)
        if isLong || batch.isFull { writer.answer(&batch, options.format, to: &output) }
    }

    private mutating func explain() {
        output.beginObject()
        if options.format == .ndjson { output.raw("id", request.id) }
        let text = request.text
        let explanation = analyzer.explain(text.span, language: request.language, using: &batch.workspace)
        output.append(explanation.analysis, fields: options.fields)
        output.append(explanation)
        output.endLine()
    }

    /// Leaves the workspaces to the next chunk.
    consuming func finish() -> (bytes: [UInt8], summary: ClassifySummary) {
        writer.answer(&batch, options.format, to: &output)
        writer.giveBack(batch)
        return (output.bytes, summary)
    }

    private mutating func fail(_ message: String, _ line: Int, column: Int) {
        writer.answer(&batch, options.format, to: &output)
        summary.lines += 1
        summary.errors += 1
        output.beginObject()
        if options.format == .ndjson { output.raw("id", request.id) }
        output.string("error", "line \(line), column \(column): \(message)")
        output.endLine()
    }
}

extension Span<UInt8> {
    /// The length without a carriage return at the end.
    fileprivate var lineLength: Int { count > 0 && self[count - 1] == 0x0D ? count - 1 : count }

    fileprivate var isBlank: Bool {
        for index in indices where self[index] > 0x20 { return false }
        return true
    }
}
