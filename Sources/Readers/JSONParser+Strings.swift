extension JSONParser {
    /// Parses the string whose opening quote is at the offset.
    @_lifetime(self: copy self)
    mutating func string(quote: UInt8) throws(JSONFault) -> String {
        offset &+= 1
        let start = offset
        try scanPlain(quote: quote, from: start)
        if bytes[offset] == quote {
            offset &+= 1
            return try text(start..<offset &- 1)
        }
        return try escapedString(quote: quote, from: start)
    }

    /// The bytes of a range as text.
    func text(_ range: Range<Int>) throws(JSONFault) -> String {
        do {
            return String(copying: try UTF8Span(validating: bytes.extracting(range)))
        } catch {
            throw JSONFault(problem: .text, offset: range.lowerBound + error.byteOffsets.lowerBound)
        }
    }

    /// Moves to the next quote, backslash or control character.
    @_lifetime(self: copy self)
    private mutating func scanPlain(quote: UInt8, from start: Int) throws(JSONFault) {
        let (quotes, escapes) = (WordScan.pattern(quote), WordScan.pattern(UInt8(ascii: "\\")))
        while offset &+ 8 <= bytes.count {
            let word = WordScan.load(bytes, offset)
            let stops = WordScan.matches(word, quotes) | WordScan.matches(word, escapes) | WordScan.controls(word)
            if stops != 0 {
                offset &+= WordScan.firstIndex(stops)
                break
            }
            offset &+= 8
        }
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte == quote || byte == UInt8(ascii: "\\") || byte < 0x20 { break }
            offset &+= 1
        }
        if offset &- start > limits.stringBytes { throw fault(.longString(limits.stringBytes)) }
        if offset == bytes.count { throw fault(.end) }
    }

    /// Parses on from the first backslash or control character.
    @_lifetime(self: copy self)
    private mutating func escapedString(quote: UInt8, from start: Int) throws(JSONFault) -> String {
        scratch.removeAll(keepingCapacity: true)
        var copied = start
        while true {
            for index in copied..<offset { scratch.append(bytes[index]) }
            if scratch.count > limits.stringBytes { throw fault(.longString(limits.stringBytes)) }
            let byte = bytes[offset]
            if byte == quote { break }
            if byte == UInt8(ascii: "\\") {
                try escape()
            } else {
                guard isLenient else { throw fault(.control) }
                scratch.append(byte)
                offset &+= 1
            }
            copied = offset
            try scanPlain(quote: quote, from: copied)
        }
        offset &+= 1
        do {
            return String(copying: try UTF8Span(validating: scratch.span))
        } catch {
            throw JSONFault(problem: .text, offset: start)
        }
    }

    /// Parses one escape into the scratch bytes.
    @_lifetime(self: copy self)
    private mutating func escape() throws(JSONFault) {
        guard offset + 1 < bytes.count else { throw fault(.end) }
        let byte = bytes[offset + 1]
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): scratch.append(byte)
        case UInt8(ascii: "n"): scratch.append(0x0A)
        case UInt8(ascii: "t"): scratch.append(0x09)
        case UInt8(ascii: "r"): scratch.append(0x0D)
        case UInt8(ascii: "b"): scratch.append(0x08)
        case UInt8(ascii: "f"): scratch.append(0x0C)
        case UInt8(ascii: "u"): return try unicodeEscape()
        case UInt8(ascii: "x") where isLenient:
            guard let code = hexDigits(2, at: offset + 2) else {
                throw fault(bytes.count < offset + 4 ? .end : .escape)
            }
            appendUTF8(code, to: &scratch)
            offset &+= 4
            return
        case 0x20... where isLenient: scratch.append(byte)
        default: throw fault(.escape)
        }
        offset &+= 2
    }

    /// `\uXXXX`, and the second half of a pair when there is one.
    @_lifetime(self: copy self)
    private mutating func unicodeEscape() throws(JSONFault) {
        guard let code = hexDigits(4, at: offset + 2) else { throw fault(bytes.count < offset + 6 ? .end : .escape) }
        guard case 0xD800...0xDFFF = code else {
            appendUTF8(code, to: &scratch)
            offset &+= 6
            return
        }
        if code < 0xDC00, offset + 12 > bytes.count, !isFinal { throw fault(.end) }
        if code < 0xDC00, offset + 7 < bytes.count, bytes[offset + 6] == UInt8(ascii: "\\"),
            bytes[offset + 7] == UInt8(ascii: "u"), let low = hexDigits(4, at: offset + 8), case 0xDC00...0xDFFF = low
        {
            appendUTF8(0x10000 + (code - 0xD800) << 10 + (low - 0xDC00), to: &scratch)
            offset &+= 12
        } else {
            // Text cut by a tool in the middle of an emoji.
            appendUTF8(0xFFFD, to: &scratch)
            offset &+= 6
        }
    }

    private func hexDigits(_ count: Int, at start: Int) -> UInt32? {
        guard start + count <= bytes.count else { return nil }
        var code: UInt32 = 0
        for index in start..<start + count {
            let digit: UInt8
            switch bytes[index] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = bytes[index] - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = bytes[index] - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = bytes[index] - UInt8(ascii: "A") + 10
            default: return nil
            }
            code = code << 4 | UInt32(digit)
        }
        return code
    }
}
