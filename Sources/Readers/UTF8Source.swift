/// Any encoding in, valid UTF-8 out: byte-order marks and NUL removed, what is invalid replaced by U+FFFD and counted.
///
/// A byte-order mark is also removed at the start of a later line, where joined files leave one. Text that was plain
/// ASCII so far and turns out not to be UTF-8 is read as the eight-bit encoding it looks like from there on: a long
/// file may keep its first accent for its last page.
public final class UTF8Source: ByteSource {
    public private(set) var removedNULs = 0
    /// How many times U+FFFD was put in place of bytes that mean nothing in the encoding.
    public private(set) var invalidSequences = 0

    /// The encoding in use.
    public private(set) var encoding: TextEncoding

    private let source: any ByteSource
    private var isASCIISoFar = true
    /// How many bytes decide, from the first one beyond ASCII on.
    private static let evidence = 4096
    private var raw: [UInt8] = []  // read, not decoded yet: less than one character between calls
    private var ready: [UInt8] = []  // decoded, not handed over yet from `handed` on
    private var handed = 0
    private var sourceEnded = false
    private var last: UInt8 = 0x0A  // the last byte of the text so far

    public init(_ source: any ByteSource, encoding: TextEncoding) {
        self.source = source
        self.encoding = encoding
    }

    public func read(upTo count: Int, into buffer: inout [UInt8]) throws(ReaderError) -> Int {
        guard count > 0 else { return 0 }
        while handed == ready.count {
            guard !sourceEnded else { return 0 }
            ready.removeAll(keepingCapacity: true)
            handed = 0
            sourceEnded = try source.read(upTo: 1 << 16, into: &raw) == 0
            decodeRaw()
            if let byte = ready.last { last = byte }
        }
        let taken = min(count, ready.count - handed)
        buffer.append(contentsOf: ready[handed..<handed + taken])
        handed += taken
        return taken
    }

    private func decodeRaw() {
        let used =
            switch encoding {
            case .utf8: copyUTF8()
            case .utf16LE: decodeUTF16(lowFirst: true)
            case .utf16BE: decodeUTF16(lowFirst: false)
            case .windows1252, .latin9, .macRoman: decodeEightBit(from: 0)
            }
        if used == raw.count { raw.removeAll(keepingCapacity: true) } else { raw.removeSubrange(..<used) }
    }

    private func copyUTF8() -> Int {
        var offset = 0
        while offset < raw.count {
            let previous = ready.last ?? last
            let clean = cleanLength(of: raw.span, from: offset, previous: previous)
            ready.append(contentsOf: raw[offset..<offset + clean])
            if isASCIISoFar { isASCIISoFar = isASCII(raw.span.extracting(offset..<offset + clean)) }
            offset += clean
            guard offset < raw.count else { break }
            switch UTF8Sequence.at(offset, in: raw.span) {
            case .valid(let length):  // a NUL, or a byte-order mark at the start of a line
                if length == 1 { removedNULs += 1 } else { isASCIISoFar = false }
                offset += length
            case .cut where !sourceEnded: return offset
            case .cut:
                appendReplacement()
                offset = raw.count
            case .invalid where isASCIISoFar && !sourceEnded && raw.count - offset < Self.evidence: return offset
            case .invalid where isASCIISoFar && turnsEightBit(at: offset): return offset + decodeEightBit(from: offset)
            case .invalid(let length):
                appendReplacement()
                offset += length
            }
        }
        return offset
    }

    /// Whether the first bytes beyond ASCII show an eight-bit encoding, which is then used to the end.
    private func turnsEightBit(at offset: Int) -> Bool {
        isASCIISoFar = false
        let guess = guessEncoding(of: Array(raw[offset...].prefix(Self.evidence)))
        guard CodePage.table(guess.encoding) != nil, guess.confidence >= 0.5 else { return false }
        encoding = guess.encoding
        return true
    }

    /// Decodes all that is left, and returns how much that was.
    private func decodeEightBit(from start: Int) -> Int {
        let page = CodePage.table(encoding) ?? []
        for byte in raw[start...] {
            if byte >= 0x80 {
                appendUTF8(UInt32(page[Int(byte) - 0x80]), to: &ready)
            } else if byte != 0 {
                ready.append(byte)
            } else {
                removedNULs += 1
            }
        }
        return raw.count - start
    }

    private func decodeUTF16(lowFirst: Bool) -> Int {
        func unit(_ at: Int) -> UInt32 {
            let (first, second) = (UInt32(raw[at]), UInt32(raw[at + 1]))
            return lowFirst ? second << 8 | first : first << 8 | second
        }
        var offset = 0
        while offset + 1 < raw.count {
            let code = unit(offset)
            switch code {
            case 0xD800...0xDBFF:
                guard offset + 3 < raw.count || sourceEnded else { return offset }
                if offset + 3 < raw.count, case 0xDC00...0xDFFF = unit(offset + 2) {
                    appendUTF8(0x10000 + (code - 0xD800) << 10 + (unit(offset + 2) - 0xDC00), to: &ready)
                    offset += 2
                } else {
                    appendReplacement()
                }
            case 0xDC00...0xDFFF: appendReplacement()
            case 0: removedNULs += 1
            case 0xFEFF where [0x0A, 0x0D].contains(ready.last ?? last): break
            default: appendUTF8(code, to: &ready)
            }
            offset += 2
        }
        if sourceEnded, offset < raw.count {
            appendReplacement()
            offset += 1
        }
        return offset
    }

    private func appendReplacement() {
        invalidSequences += 1
        appendUTF8(0xFFFD, to: &ready)
    }
}

/// Bytes already in memory as UTF-8, without byte-order mark and NUL.
public func decoded(_ bytes: [UInt8], as encoding: TextEncoding) -> [UInt8] {
    // A memory source never throws.
    (try? UTF8Source(MemorySource(bytes), encoding: encoding).readAll(limit: .max)) ?? []
}
