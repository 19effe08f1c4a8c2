import Glibc

/// Whole lines, some hundred kilobytes of them.
package struct LineChunk: Sendable {
    package var bytes: [UInt8]
    /// The number of its first line, from 1.
    var firstLine: Int
    /// Whether the last line is longer than is read.
    package var isCut = false
}

/// Reads a descriptor in chunks of whole lines.
package struct LineChunkReader {
    static let chunkSize = 256 << 10
    /// Longer lines are answered with an error and skipped.
    package static let longestLine = 64 << 20

    private let descriptor: Int32
    private let limit: Int
    private var rest: [UInt8] = []
    private var line = 1
    private var isAtEnd = false
    private var isSkipping = false

    package init(descriptor: Int32, longestLine: Int = LineChunkReader.longestLine) {
        self.descriptor = descriptor
        limit = longestLine
    }

    /// Whether reading on would not wait.
    var hasMoreReady: Bool {
        guard !isAtEnd else { return false }
        if rest.contains(0x0A) { return true }
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        // `poll` reads and fills one local structure.
        return unsafe poll(&request, 1, 0) > 0
    }

    /// The next lines; waits for a whole one, then takes what is there. `nil` at the end.
    package mutating func next() throws -> LineChunk? {
        var searched = 0
        while true {
            if let last = lastLineEnd(from: searched), rest.count >= Self.chunkSize || isAtEnd || !isReadable {
                return take(last + 1)
            }
            if isAtEnd { return rest.isEmpty ? nil : take(rest.count) }
            if rest.count >= limit, !rest.contains(0x0A) { return cut() }
            searched = lastLineEnd(from: searched) ?? rest.count
            try fill()
        }
    }

    private var isReadable: Bool {
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        // As above.
        return unsafe poll(&request, 1, 0) > 0
    }

    private func lastLineEnd(from searched: Int) -> Int? { rest[searched...].lastIndex(of: 0x0A) }

    private mutating func take(_ count: Int) -> LineChunk {
        let chunk = LineChunk(bytes: Array(rest[..<count]), firstLine: line)
        rest.removeFirst(count)
        let bytes = chunk.bytes.span
        var start = 0
        while start < bytes.count {
            start = bytes.lineEnd(from: start) + 1
            if start <= bytes.count { line += 1 }
        }
        return chunk
    }

    /// Answers the head of a line that is too long and skips the rest of it.
    private mutating func cut() -> LineChunk {
        let chunk = LineChunk(bytes: Array(rest[..<4096]), firstLine: line, isCut: true)
        rest.removeAll(keepingCapacity: false)
        isSkipping = true
        return chunk
    }

    private mutating func fill() throws {
        let old = rest.count
        rest.append(contentsOf: repeatElement(0, count: Self.chunkSize))
        // Reads into the last `chunkSize` bytes of the array.
        let got = unsafe rest.withUnsafeMutableBytes { bytes in
            unsafe Glibc.read(descriptor, bytes.baseAddress! + old, Self.chunkSize)
        }
        rest.removeLast(Self.chunkSize - max(got, 0))
        if got < 0, errno == EINTR { return }
        guard got >= 0 else { throw ClassifyError.cannotRead(code: errno) }
        if got == 0 { isAtEnd = true }
        if isSkipping { skipLine() }
    }

    private mutating func skipLine() {
        guard let end = rest.firstIndex(of: 0x0A) else {
            rest.removeAll(keepingCapacity: true)
            return
        }
        rest.removeFirst(end + 1)
        (isSkipping, line) = (false, line + 1)
    }
}

extension Span<UInt8> {
    /// Where the line that starts at `start` ends: at its line feed, or at the end of the bytes.
    ///
    /// A search of one's own costs seven instructions a byte, 2 % of an analysis.
    func lineEnd(from start: Int) -> Int {
        // The pointers are compared inside the closure only, within the buffer.
        unsafe withUnsafeBufferPointer { bytes in
            guard start < bytes.count, let base = bytes.baseAddress,
                let found = unsafe memchr(base + start, 0x0A, bytes.count - start)
            else { return bytes.count }
            return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(base)
        }
    }
}
