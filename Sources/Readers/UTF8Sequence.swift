/// One UTF-8 sequence as found at some byte.
enum UTF8Sequence: Equatable {
    case valid(length: Int)
    /// Right so far, but the bytes end first.
    case cut
    /// Wrong; `length` bytes (1 to 3) stand for one U+FFFD.
    case invalid(length: Int)

    /// What the sequence that begins at `offset` is; overlong forms and surrogates are invalid.
    ///
    /// - Source: The Unicode Standard 15, table 3-7, and its "maximal subpart" practice for U+FFFD.
    @inline(__always)
    static func at(_ offset: Int, in bytes: Span<UInt8>) -> UTF8Sequence {
        let lead = bytes[offset]
        if lead < 0x80 { return .valid(length: 1) }
        guard lead >= 0xC2, lead <= 0xF4 else { return .invalid(length: 1) }
        guard offset + 1 < bytes.count else { return .cut }
        let second = bytes[offset + 1]
        if lead < 0xE0 { return second & 0xC0 == 0x80 ? .valid(length: 2) : .invalid(length: 1) }
        return long(lead: lead, second: second, at: offset, in: bytes)
    }

    private static func long(lead: UInt8, second: UInt8, at offset: Int, in bytes: Span<UInt8>) -> UTF8Sequence {
        let allowed: ClosedRange<UInt8> =
            switch lead {
            case 0xE0: 0xA0...0xBF
            case 0xED: 0x80...0x9F
            case 0xF0: 0x90...0xBF
            case 0xF4: 0x80...0x8F
            default: 0x80...0xBF
            }
        guard allowed.contains(second) else { return .invalid(length: 1) }
        let length = lead < 0xF0 ? 3 : 4
        for index in 2..<length {
            guard offset + index < bytes.count else { return .cut }
            guard bytes[offset + index] & 0xC0 == 0x80 else { return .invalid(length: index) }
        }
        return .valid(length: length)
    }
}

/// How much of `bytes` from `start` on can pass as it is: valid UTF-8, without NUL and without a byte-order mark at the
/// start of a line.
///
/// - Parameter previous: the byte of text before `start`, a line feed at the start of the text.
func cleanLength(of bytes: Span<UInt8>, from start: Int, previous: UInt8) -> Int {
    let count = bytes.count
    var offset = start
    while offset < count {
        if offset &+ 8 <= count {
            let word = WordScan.load(bytes, offset)
            let stops = (word & WordScan.tops) | WordScan.matches(word, 0)
            if stops == 0 {
                offset &+= 8
                continue
            }
            offset &+= WordScan.firstIndex(stops)
        }
        if bytes[offset] == 0 { return offset - start }
        guard case .valid(let length) = UTF8Sequence.at(offset, in: bytes) else { return offset - start }
        if length == 3, bytes[offset] == 0xEF, bytes[offset + 1] == 0xBB, bytes[offset + 2] == 0xBF {
            let before = offset > start ? bytes[offset - 1] : previous
            if before == 0x0A || before == 0x0D { return offset - start }
        }
        offset &+= length
    }
    return count - start
}

/// Whether every byte is below 0x80.
func isASCII(_ bytes: Span<UInt8>) -> Bool {
    var offset = 0
    while offset &+ 8 <= bytes.count {
        if WordScan.load(bytes, offset) & WordScan.tops != 0 { return false }
        offset &+= 8
    }
    while offset < bytes.count {
        if bytes[offset] >= 0x80 { return false }
        offset &+= 1
    }
    return true
}
