import Analysis
import Feedback

/// Analyses one line after the other into one buffer.
struct LineClassifier: ~Copyable {
    private let analyzer: Analyzer
    private let options: ClassifyOptions
    private var workspace: Workspace
    private var finding = TextFinding()
    private let writer: AnswerWriter
    private var request = ClassifyRequest()
    private var output: JSONBytes
    private var summary = ClassifySummary()

    init(analyzer: Analyzer, options: ClassifyOptions, writer: AnswerWriter, capacity: Int) {
        self.analyzer = analyzer
        self.options = options
        self.writer = writer
        workspace = writer.takeWorkspace()
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
        case .text: answer(line, language: nil)
        case .ndjson:
            guard !line.isBlank else { return }
            do throws(ClassifyRequest.Problem) {
                try request.parse(line)
                let text = request.text
                answer(text.span, language: request.language)
            } catch { fail(error.message, number, column: error.column) }
        }
    }

    private mutating func answer(_ text: Span<UInt8>, language: Language?) {
        summary.lines += 1
        output.beginObject()
        if options.format == .ndjson { output.raw("id", request.id) }
        if options.explain {
            let explanation = analyzer.explain(text, language: language, using: &workspace)
            output.append(explanation.analysis, fields: options.fields)
            output.append(explanation)
        } else {
            writer.answer(text, language: language, using: &workspace, &finding, to: &output)
        }
        output.endLine()
    }

    /// Leaves the workspace to the next chunk.
    consuming func finish() -> (bytes: [UInt8], summary: ClassifySummary) {
        writer.giveBack(workspace)
        return (output.bytes, summary)
    }

    private mutating func fail(_ message: String, _ line: Int, column: Int) {
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
