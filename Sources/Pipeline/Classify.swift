public import Analysis
import Glibc

/// How ``classify(from:to:analyzer:options:)`` reads and writes.
public struct ClassifyOptions: Sendable {
    public enum Format: String, CaseIterable, Sendable {
        /// One JSON object a line, with `text` and optionally `id` and `language`.
        case ndjson
        /// One text a line.
        case text
    }

    public enum Field: String, CaseIterable, Hashable, Sendable {
        case language, sentiment, frictions, praises, intents, emotions, steps, needsReview
    }

    /// Chunks analysed at the same time, at least 1.
    public var threads: Int
    /// Adds the arithmetic to each line.
    public var explain: Bool
    public var format: Format
    public var fields: Set<Field>

    /// Everything but praises.
    public static let defaultFields = Set(Field.allCases).subtracting([.praises])

    public init(
        threads: Int = 1, explain: Bool = false, format: Format = .ndjson, fields: Set<Field> = Self.defaultFields
    ) {
        self.threads = max(threads, 1)
        self.explain = explain
        self.format = format
        self.fields = fields
    }
}

/// What a run of the filter did.
public struct ClassifySummary: Hashable, Sendable {
    /// Lines written, those with an error included.
    public var lines = 0
    /// Lines that could not be read.
    public var errors = 0
}

/// The run itself failed; a bad line never does that.
public enum ClassifyError: Error, Hashable, Sendable, CustomStringConvertible {
    case cannotRead(code: Int32)
    case cannotWrite(code: Int32)

    public var description: String {
        switch self {
        case .cannotRead(let code): "the input cannot be read (error \(code)). Check the file or pipe and run again."
        case .cannotWrite(let code): "the output cannot be written (error \(code)). Check its space and run again."
        }
    }
}

/// Analyses texts from one file descriptor to another: same order, constant memory, a chunk of lines per thread.
///
/// What is already there is answered before waiting for more, so the filter can sit in a conversation of pipes.
///
/// - Throws: ``ClassifyError`` when a descriptor fails. Lines that make no sense get an `error` and the run goes on.
public func classify(
    from input: Int32, to output: Int32, analyzer: Analyzer, options: ClassifyOptions = ClassifyOptions()
) async throws -> ClassifySummary {
    var reader = LineChunkReader(descriptor: input)
    let writer = AnswerWriter(analyzer: analyzer, fields: options.fields)
    return try await withThrowingTaskGroup(of: ClassifiedChunk.self) { group in
        var (summary, started, ended, written) = (ClassifySummary(), 0, 0, 0)
        var finished: [Int: ClassifiedChunk] = [:]
        while let chunk = try reader.next() {
            let index = started
            started += 1
            group.addTask {
                classify(chunk, index: index, analyzer: analyzer, options: options, writer: writer)
            }
            // Read on while every thread is busy; wait for all of them before waiting for input.
            let allowed = reader.hasMoreReady ? options.threads - 1 : 0
            // One slow chunk must not let finished ones pile up behind it.
            while started - ended > allowed || started - written > options.threads * 4,
                let done = try await group.next()
            {
                ended += 1
                finished[done.index] = done
                while let next = finished.removeValue(forKey: written) {
                    try write(next, to: output, &summary)
                    written += 1
                }
            }
        }
        while let done = try await group.next() { finished[done.index] = done }
        for index in written..<started {
            if let next = finished.removeValue(forKey: index) { try write(next, to: output, &summary) }
        }
        return summary
    }
}

/// The answer to one chunk of lines.
private struct ClassifiedChunk: Sendable {
    var index: Int
    var bytes: [UInt8]
    var summary: ClassifySummary
}

private func classify(
    _ chunk: LineChunk, index: Int, analyzer: Analyzer, options: ClassifyOptions, writer: AnswerWriter
) -> ClassifiedChunk {
    var classifier = LineClassifier(
        analyzer: analyzer, options: options, writer: writer, capacity: chunk.bytes.count)
    var (start, line) = (0, chunk.firstLine)
    let bytes = chunk.bytes.span
    while start < bytes.count {
        let end = bytes.lineEnd(from: start)
        let isCut = chunk.isCut && end == bytes.count
        classifier.classify(bytes.extracting(start..<end), line: line, isTooLong: isCut)
        (start, line) = (end + 1, line + 1)
    }
    let (answers, summary) = classifier.finish()
    return ClassifiedChunk(index: index, bytes: answers, summary: summary)
}

private func write(_ chunk: ClassifiedChunk, to output: Int32, _ summary: inout ClassifySummary) throws {
    var offset = 0
    while offset < chunk.bytes.count {
        // The pointer is used inside the closure only, for the bytes that are left.
        let count = unsafe chunk.bytes.withUnsafeBytes { bytes in
            unsafe Glibc.write(output, bytes.baseAddress! + offset, bytes.count - offset)
        }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { throw ClassifyError.cannotWrite(code: errno) }
        offset += count
    }
    summary.lines += chunk.summary.lines
    summary.errors += chunk.summary.errors
}
