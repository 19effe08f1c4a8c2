import Feedback

/// One input line of the filter: `{"id": 7, "text": "…", "language": "fr"}`. Other members are skipped.
struct ClassifyRequest {
    /// What is wrong in a line, and at which byte of it.
    struct Problem: Error {
        var message: String
        /// From 1.
        var column: Int
    }

    /// The id as it was written, `null` when there is none.
    private(set) var id = Array("null".utf8)
    /// UTF-8.
    private(set) var text: [UInt8] = []
    /// What the line forces; `nil` lets the text decide.
    private(set) var language: Language?

    private var position = 0
    /// The last string read.
    private var decoded: [UInt8] = []
    private static let deepest = 64

    /// Reads `line` into this value. After an error ``id`` holds what was read of it.
    mutating func parse(_ line: Span<UInt8>) throws(Problem) {
        (language, position) = (nil, 0)
        id.removeAll(keepingCapacity: true)
        id.append(contentsOf: "null".utf8)
        text.removeAll(keepingCapacity: true)
        guard line.isUTF8 else {
            throw Problem(message: "not UTF-8. Convert it.", column: 1)
        }
        try expect(UInt8(ascii: "{"), line, "the line is no JSON object. Write {\"id\": 1, \"text\": \"…\"}.")
        var hasText = false
        skipSpaces(line)
        if peek(line) == UInt8(ascii: "}") {
            position += 1
        } else {
            repeat {
                hasText = try member(line) || hasText
                skipSpaces(line)
            } while try hasNext(line)
        }
        skipSpaces(line)
        guard position == line.count else { throw problem("something follows the object. Write one object a line.") }
        guard hasText else { throw problem("the member \"text\" is missing. Add \"text\": \"…\".", at: 0) }
    }

    /// Takes a line that is a text and nothing else.
    mutating func take(_ line: Span<UInt8>) {
        language = nil
        text.removeAll(keepingCapacity: true)
        append(line, to: &text)
    }

    /// Gives the text away for another buffer.
    mutating func swapText(_ other: inout [UInt8]) { swap(&text, &other) }

    mutating func swapID(_ other: inout [UInt8]) { swap(&id, &other) }

    /// - Returns: whether it was the text.
    private mutating func member(_ line: Span<UInt8>) throws(Problem) -> Bool {
        skipSpaces(line)
        try string(line)
        let (isText, isID, isLanguage) =
            (decoded.span.holds("text"), decoded.span.holds("id"), decoded.span.holds("language"))
        try expect(UInt8(ascii: ":"), line, "a ':' is missing after the member's name. Add it.")
        skipSpaces(line)
        if isText {
            guard peek(line) == UInt8(ascii: "\"") else {
                throw problem("\"text\" is no string. Put it between quotes.")
            }
            try string(line)
            swap(&decoded, &text)
            return true
        }
        let start = position
        try skipValue(line, depth: 0)
        if isID {
            id.removeAll(keepingCapacity: true)
            append(line.extracting(start..<position), to: &id)
        } else if isLanguage {
            language = Self.language(line.extracting(start..<position))
        }
        return false
    }

    /// `"fr"`, `"fr-CA"`: French; `"en…"`: English; another tag: other; `null` and the rest: undecided.
    private static func language(_ value: Span<UInt8>) -> Language? {
        guard value.count >= 4, value[0] == UInt8(ascii: "\"") else { return nil }
        return switch (value[1] | 0x20, value[2] | 0x20, value[3]) {
        case (UInt8(ascii: "f"), UInt8(ascii: "r"), UInt8(ascii: "\"")), (UInt8(ascii: "f"), UInt8(ascii: "r"), 0x2D),
            (UInt8(ascii: "f"), UInt8(ascii: "r"), UInt8(ascii: "_")):
            .french
        case (UInt8(ascii: "e"), UInt8(ascii: "n"), UInt8(ascii: "\"")), (UInt8(ascii: "e"), UInt8(ascii: "n"), 0x2D),
            (UInt8(ascii: "e"), UInt8(ascii: "n"), UInt8(ascii: "_")):
            .english
        default: .other
        }
    }

    // MARK: JSON

    private func peek(_ line: Span<UInt8>) -> UInt8 { position < line.count ? line[position] : 0 }

    private mutating func skipSpaces(_ line: Span<UInt8>) {
        while position < line.count, line[position] == 0x20 || line[position] == 0x09 || line[position] == 0x0D {
            position += 1
        }
    }

    private func problem(_ message: String, at offset: Int? = nil) -> Problem {
        Problem(message: message, column: (offset ?? position) + 1)
    }

    private mutating func expect(_ byte: UInt8, _ line: Span<UInt8>, _ message: String) throws(Problem) {
        skipSpaces(line)
        guard peek(line) == byte else { throw problem(message) }
        position += 1
    }

    /// Whether a ',' or the end of the object comes next.
    private mutating func hasNext(_ line: Span<UInt8>, closing: UInt8 = UInt8(ascii: "}")) throws(Problem) -> Bool {
        let byte = peek(line)
        guard byte == UInt8(ascii: ",") || byte == closing else {
            throw problem("a ',' or '\(Unicode.Scalar(closing))' is missing. Check the JSON.")
        }
        position += 1
        return byte == UInt8(ascii: ",")
    }

    private mutating func skipValue(_ line: Span<UInt8>, depth: Int) throws(Problem) {
        guard depth < Self.deepest else { throw problem("over \(Self.deepest) levels deep. Flatten the object.") }
        skipSpaces(line)
        switch peek(line) {
        case UInt8(ascii: "\""): try string(line)
        case UInt8(ascii: "{"): try skipMembers(line, depth: depth, closing: UInt8(ascii: "}"))
        case UInt8(ascii: "["): try skipMembers(line, depth: depth, closing: UInt8(ascii: "]"))
        default: try skipLiteral(line)
        }
    }

    private mutating func skipMembers(_ line: Span<UInt8>, depth: Int, closing: UInt8) throws(Problem) {
        position += 1
        skipSpaces(line)
        if peek(line) == closing {
            position += 1
            return
        }
        repeat {
            if closing == UInt8(ascii: "}") {
                try skipValue(line, depth: Self.deepest - 1)
                try expect(UInt8(ascii: ":"), line, "a ':' is missing after the member's name. Add it.")
            }
            try skipValue(line, depth: depth + 1)
            skipSpaces(line)
        } while try hasNext(line, closing: closing)
    }

    /// A number, `true`, `false` or `null`.
    private mutating func skipLiteral(_ line: Span<UInt8>) throws(Problem) {
        let start = position
        while position < line.count, isLiteral(line[position]) { position += 1 }
        let literal = line.extracting(start..<position)
        guard isNumber(literal) || ["true", "false", "null"].contains(where: { literal.holds($0) }) else {
            throw problem("no JSON value stands here. Check the JSON.", at: start)
        }
    }

    private func isLiteral(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"),
            UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "E"):
            true
        default: false
        }
    }

    private func isNumber(_ literal: Span<UInt8>) -> Bool {
        guard literal.count > 0 else { return false }
        var hasDigit = false
        for index in literal.indices {
            switch literal[index] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): hasDigit = true
            case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"): break
            default: return false
            }
        }
        return hasDigit
    }

    /// Decodes the string at the position.
    private mutating func string(_ line: Span<UInt8>) throws(Problem) {
        decoded.removeAll(keepingCapacity: true)
        guard peek(line) == UInt8(ascii: "\"") else { throw problem("a string is missing. Put it between quotes.") }
        position += 1
        while position < line.count {
            appendPlain(line)
            let byte = peek(line)
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return
            case UInt8(ascii: "\\"): try escape(line)
            default:
                guard position <= line.count else { break }
                throw problem("a control character stands in a string. Write it as \\u00XX.", at: position - 1)
            }
        }
        position = line.count
        throw problem("a string is not closed. Add '\"'.")
    }

    /// Appends what stands before the next quote, backslash or control character.
    private mutating func appendPlain(_ line: Span<UInt8>) {
        let start = position
        // Eight bytes at a time while none of them is special.
        while position + 8 <= line.count {
            // Any bytes are an integer, and all eight are in the line.
            let word = unsafe line.bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
            guard !Self.hasSpecial(word) else { break }
            position += 8
        }
        while position < line.count {
            let byte = line[position]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { break }
            position += 1
        }
        append(line.extracting(start..<position), to: &decoded)
    }

    /// Whether a quote, a backslash or a control character is among eight bytes.
    private static func hasSpecial(_ word: UInt64) -> Bool {
        let (ones, tops): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
        let (quotes, backslashes) = (word ^ ones &* 0x22, word ^ ones &* 0x5C)
        let controls = (word &- ones &* 0x20) & ~word
        return ((quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes | controls) & tops != 0
    }

    private func append(_ bytes: Span<UInt8>, to buffer: inout [UInt8]) {
        // The bytes are read inside the closure only.
        unsafe bytes.withUnsafeBufferPointer { bytes in unsafe buffer.append(contentsOf: bytes) }
    }

    private mutating func escape(_ line: Span<UInt8>) throws(Problem) {
        let byte = peek(line)
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): decoded.append(byte)
        case UInt8(ascii: "b"): decoded.append(0x08)
        case UInt8(ascii: "f"): decoded.append(0x0C)
        case UInt8(ascii: "n"): decoded.append(0x0A)
        case UInt8(ascii: "r"): decoded.append(0x0D)
        case UInt8(ascii: "t"): decoded.append(0x09)
        case UInt8(ascii: "u"):
            let scalar = try unicodeEscape(line)
            decoded.append(contentsOf: scalar.utf8)
        default: throw problem("'\\' stands before no escape. Write it twice.", at: position - 2)
        }
    }

    /// The character of `\uXXXX`, or of a pair of them; a lone half is U+FFFD.
    private mutating func unicodeEscape(_ line: Span<UInt8>) throws(Problem) -> Unicode.Scalar {
        let first = try hexadecimal(line)
        if (0xD800...0xDBFF).contains(first), position + 6 <= line.count, line[position] == UInt8(ascii: "\\"),
            line[position + 1] == UInt8(ascii: "u")
        {
            let before = position
            position += 2
            let second = try hexadecimal(line)
            if (0xDC00...0xDFFF).contains(second) {
                return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}"
            }
            position = before
        }
        return Unicode.Scalar(first) ?? "\u{FFFD}"
    }

    private mutating func hexadecimal(_ line: Span<UInt8>) throws(Problem) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            let byte = peek(line)
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt32(byte - 0x30)
            case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"):
                value = value << 4 | UInt32((byte | 0x20) - 0x57)
            default: throw problem("four hexadecimal digits must follow '\\u'. Correct them.")
            }
            position += 1
        }
        return value
    }
}

extension Span<UInt8> {
    fileprivate func holds(_ text: StaticString) -> Bool {
        // The pointer of a static string is valid for the program's life.
        let bytes = unsafe UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        guard count == bytes.count else { return false }
        for index in indices where unsafe self[index] != bytes[index] { return false }
        return true
    }
}
