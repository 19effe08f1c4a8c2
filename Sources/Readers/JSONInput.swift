/// The unread bytes of a JSON text, with their place in the file.
struct JSONInput {
    let limits: JSONLimits

    private let source: any ByteSource
    private let isLenient: Bool
    private var buffer: [UInt8] = []
    private var cursor = 0
    private var dropped = 0
    private var ended = false
    /// The cursor's line, and where in the buffer that line starts (before it when negative).
    private var line = 1
    private var lineStart = 0

    init(_ source: any ByteSource, limits: JSONLimits, isLenient: Bool) {
        self.source = source
        self.limits = limits
        self.isLenient = isLenient
    }

    var bytesRead: Int { dropped + cursor }

    /// A fault at the cursor.
    func fault(_ problem: JSONFault.Problem) -> ReaderError { fault(JSONFault(problem: problem, offset: cursor)) }

    private func fault(_ fault: JSONFault) -> ReaderError {
        let offset = min(fault.offset, buffer.count)
        let (count, last) = countLineFeeds(buffer.span, in: cursor..<max(offset, cursor))
        return fault.error(line: line + count, column: offset - (last.map { $0 + 1 } ?? lineStart) + 1)
    }

    // MARK: Moving

    /// Skips a byte-order mark, and the script text before the JSON when it is there.
    mutating func skipPrefix(_ prefix: String?) throws(ReaderError) {
        while buffer.count < 4096, try fill() {}
        if buffer.starts(with: [0xEF, 0xBB, 0xBF]) { cursor = 3 }
        if let prefix, buffer[cursor...].starts(with: prefix.utf8) { advance(to: cursor + prefix.utf8.count) }
    }

    mutating func skipByte() { advance(to: cursor + 1) }

    /// Moves past white space; the byte found there, or nil at the end.
    mutating func nextByte() throws(ReaderError) -> UInt8? {
        while true {
            var offset = cursor
            while offset < buffer.count {
                switch buffer[offset] {
                case 0x20, 0x09, 0x0A, 0x0D, 0x1E: offset += 1  // 1E separates records in RFC 7464
                default:
                    advance(to: offset)
                    return buffer[offset]
                }
            }
            advance(to: offset)
            guard try fill() else { return nil }
        }
    }

    private mutating func advance(to offset: Int) {
        let (count, last) = countLineFeeds(buffer.span, in: cursor..<offset)
        line += count
        if let last { lineStart = last + 1 }
        cursor = offset
    }

    /// Reads at least as much again as is unread, so that a long value is looked through a few times only.
    private mutating func fill() throws(ReaderError) -> Bool {
        guard !ended else { return false }
        if cursor > 0 {
            buffer.removeSubrange(..<cursor)
            dropped += cursor
            lineStart -= cursor
            cursor = 0
        }
        ended = try source.read(upTo: max(1 << 16, buffer.count), into: &buffer) == 0
        return !ended
    }

    // MARK: Values

    /// The value at the cursor.
    mutating func value() throws(ReaderError) -> JSONValue {
        guard let value = try value(atMost: limits.recordBytes) else { throw tooLarge() }
        return value
    }

    /// The value at the cursor; nil, without moving, when it is longer than `count` bytes.
    mutating func value(atMost count: Int) throws(ReaderError) -> JSONValue? {
        while true {
            do throws(JSONFault) {
                var parser = JSONParser(buffer.span, from: cursor, limits: limits)
                parser.isFinal = ended
                parser.isLenient = isLenient
                let value = try parser.value()
                let end = parser.offset
                guard end - cursor <= count else { return nil }
                advance(to: end)
                return value
            } catch {
                guard error.problem == .end, !ended else { throw fault(error) }
                guard buffer.count - cursor <= count else { return nil }
            }
            _ = try fill()
        }
    }

    /// The value at the cursor as a record.
    mutating func record() throws(ReaderError) -> JSONRecord {
        _ = try nextByte()
        let (line, column) = (line, cursor - lineStart + 1)
        return JSONRecord(value: try value(), line: line, column: column)
    }

    /// Moves past the value at the cursor without keeping it, however long it is.
    mutating func skipValue() throws(ReaderError) {
        var (depth, inString, escaped) = (0, false, false)
        _ = try nextByte()
        while true {
            var offset = cursor
            while offset < buffer.count {
                let byte = buffer[offset]
                if inString {
                    if escaped {
                        escaped = false
                    } else if byte == 0x5C {
                        escaped = true
                    } else {
                        inString = byte != 0x22
                    }
                } else {
                    switch byte {
                    case UInt8(ascii: "\""): inString = true
                    case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
                    case UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ","):
                        if depth == 0 { return advance(to: offset) }
                        if byte != UInt8(ascii: ",") { depth -= 1 }
                    default: break
                    }
                }
                offset += 1
            }
            advance(to: offset)
            guard try fill() else { throw fault(.end) }
        }
    }

    // MARK: Lines

    /// The next line that is not empty as a record, with a problem when it is not JSON; nil at the end.
    mutating func lineRecord() throws(ReaderError) -> JSONRecord? {
        guard try nextByte() != nil else { return nil }
        var (end, isWhole) = try findLineEnd()
        defer { advance(to: end) }
        let (line, column) = (line, cursor - lineStart + 1)
        do throws(JSONFault) {
            guard isWhole else { throw JSONFault(problem: .longString(limits.recordBytes), offset: cursor) }
            return JSONRecord(value: try lineValue(cursor..<end), line: line, column: column)
        } catch {
            let problem = isWhole ? fault(error) : tooLarge()
            let raw = Array(buffer[cursor..<end].prefix(4096))
            if !isWhole { end = try skipLine() }
            return JSONRecord(value: .null, line: line, column: column, problem: problem, raw: raw)
        }
    }

    private func lineValue(_ range: Range<Int>) throws(JSONFault) -> JSONValue {
        var parser = JSONParser(buffer.span.extracting(..<range.upperBound), from: range.lowerBound, limits: limits)
        parser.isLenient = isLenient
        let value = try parser.value()
        while parser.offset < range.upperBound {
            switch buffer[parser.offset] {
            case 0x20, 0x09, 0x0D: break
            case UInt8(ascii: ",") where isLenient: break
            default: throw parser.fault(.afterValue)
            }
            parser.offset += 1
        }
        return value
    }

    /// Where the cursor's line ends; not whole when it is longer than a record may be.
    private mutating func findLineEnd() throws(ReaderError) -> (end: Int, isWhole: Bool) {
        var searched = 0
        while true {
            if let end = firstLineFeed(from: cursor + searched) { return (end, end - cursor <= limits.recordBytes) }
            searched = buffer.count - cursor
            if searched > limits.recordBytes { return (buffer.count, false) }
            guard try fill() else { return (buffer.count, true) }
        }
    }

    private func firstLineFeed(from start: Int) -> Int? {
        let bytes = buffer.span
        let lineFeed = WordScan.pattern(0x0A)
        var offset = start
        while offset &+ 8 <= bytes.count {
            let flags = WordScan.matches(WordScan.load(bytes, offset), lineFeed)
            if flags != 0 { return offset &+ WordScan.firstIndex(flags) }
            offset &+= 8
        }
        while offset < bytes.count {
            if bytes[offset] == 0x0A { return offset }
            offset &+= 1
        }
        return nil
    }

    /// Drops what is left of a line that is too long; where it ends in the buffer.
    private mutating func skipLine() throws(ReaderError) -> Int {
        while true {
            if let end = firstLineFeed(from: cursor) { return end }
            advance(to: buffer.count)
            guard try fill() else { return buffer.count }
        }
    }

    private func tooLarge() -> ReaderError {
        ReaderError(
            .tooLarge, en: "a record is longer than \(limits.recordBytes) bytes",
            fr: "un enregistrement dépasse \(limits.recordBytes) octets", line: line, column: cursor - lineStart + 1)
    }
}
