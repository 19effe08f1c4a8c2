/// What stands between a file and libxml2: UTF-8 whatever the file's encoding, no document type, and hard limits that
/// are checked before the parser sees the bytes.
///
/// - Source: with libxml2 2.9.14 an element of 200 000 attributes (2.5 MB) takes over 20 s; no parser option stops it.
final class XMLGate {
    enum Limit {
        static let tagBytes = 64 << 10
        static let attributes = 256
        static let depth = 64
        static let textBytes = 1 << 20
        static let prologBytes = 256 << 10
    }

    /// Why the document was refused; the parser then stops.
    private(set) var problem: ReaderError?
    /// The line reached, 1-based.
    var line: Int { scanner.line }
    /// How many bytes of decoded text have been let through.
    private(set) var bytesPassed = 0

    private let source: UTF8Source
    private var scanner: XMLScanner
    private var chunk: [UInt8] = []
    private var ready: [UInt8] = []
    private var handed = 0
    private var ended = false

    /// - Throws: `ReaderError` of kind `unsupported` for an encoding that is not read, `hostile` for a document type
    ///   that declares something, and what the source throws.
    init(_ source: any ByteSource, recordNames: Set<String> = [], recovering: Bool) throws(ReaderError) {
        let peek = try PeekableSource(source, headSize: Limit.prologBytes)
        self.source = UTF8Source(peek, encoding: try XMLProlog.encoding(of: peek.head))
        scanner = XMLScanner(recordNames: recordNames, rewrites: recovering)
        while chunk.count < Limit.prologBytes, try self.source.read(upTo: 1 << 16, into: &chunk) > 0 {}
        try XMLProlog.blank(&chunk)
    }

    /// The line where the next record element, in document order, starts.
    func nextRecordLine() -> Int { scanner.nextRecordLine() }

    /// Fills `buffer`; how many bytes, 0 at the end, −1 when the document is refused.
    func hand(to buffer: UnsafeMutableRawBufferPointer) -> Int32 {
        do throws(ReaderError) {
            while handed == ready.count {
                if ended, chunk.isEmpty { return 0 }
                try pass()
            }
        } catch {
            problem = error
            return -1
        }
        let count = min(buffer.count, ready.count - handed)
        // `count` fits in the parser's buffer.
        unsafe buffer.copyBytes(from: ready[handed..<handed + count])
        handed += count
        bytesPassed += count
        return Int32(count)
    }

    /// Lets the next bytes through.
    private func pass() throws(ReaderError) {
        ready.removeAll(keepingCapacity: true)
        handed = 0
        if chunk.count < 1 << 12, !ended { ended = try source.read(upTo: 1 << 16, into: &chunk) == 0 }
        var text: [UInt8] = []
        swap(&text, &chunk)
        guard scanner.rewrites else {
            try scanner.follow(text.span)
            swap(&text, &ready)
            // What was handed over before: its memory is used again.
            text.removeAll(keepingCapacity: true)
            return swap(&text, &chunk)
        }
        let used = try scanner.scan(text.span, isLast: ended, into: &ready)
        text.removeSubrange(..<used)
        swap(&text, &chunk)
    }
}
