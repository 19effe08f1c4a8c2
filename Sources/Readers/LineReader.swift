/// Lines of bytes without their ends; over-long ones in pieces.
struct LineReader {
    /// Bytes of a line that are looked at together.
    static let limit = 64 << 10

    struct Line {
        var bytes: [UInt8]
        var number: Int
        /// Whether the line ends here; false for all but the last piece.
        var endsLine: Bool
        var followsEmpty: Bool
    }

    private let source: any ByteSource
    private var buffer: [UInt8] = []
    private var position = 0
    private var ended = false
    private var number = 1
    private var followsEmpty = true
    private var startsLine = true
    private(set) var bytesRead = 0

    init(_ source: any ByteSource) { self.source = source }

    mutating func next() throws(ReaderError) -> Line? {
        var searched = position
        while true {
            if let end = buffer[searched...].firstIndex(of: 0x0A) { return take(end, next: end + 1, endsLine: true) }
            searched = buffer.count
            if buffer.count - position >= Self.limit {
                return take(buffer.count, next: buffer.count, endsLine: false)
            }
            if ended { return position < buffer.count ? take(buffer.count, next: buffer.count, endsLine: true) : nil }
            if position > 0 {
                buffer.removeSubrange(..<position)
                searched -= position
                position = 0
            }
            ended = try source.read(upTo: 1 << 16, into: &buffer) == 0
        }
    }

    private mutating func take(_ end: Int, next: Int, endsLine: Bool) -> Line {
        var bytes = buffer[position..<end]
        if endsLine, bytes.last == 0x0D { bytes.removeLast() }
        let line = Line(
            bytes: Array(bytes), number: number, endsLine: endsLine, followsEmpty: startsLine && followsEmpty)
        bytesRead += next - position
        position = next
        followsEmpty = endsLine && startsLine && bytes.isEmpty
        startsLine = endsLine
        if endsLine { number += 1 }
        return line
    }
}
