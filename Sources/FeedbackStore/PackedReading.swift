import Feedback
import GRDB

/// Reads what ``Packer`` wrote: JSON arrays of arrays of texts and numbers, in bytes.
///
/// The bytes come from the store's own rows: what does not read as expected ends the reading.
struct PackedCursor {
    private var position = 0

    /// Moves into the next inner array; `false` when there is none left.
    mutating func nextRow(_ bytes: Span<UInt8>) -> Bool {
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == UInt8(ascii: "["), position < bytes.count, bytes[position] != UInt8(ascii: "[") {
                return bytes[position] != UInt8(ascii: "]")
            }
        }
        return false
    }

    mutating func integer(_ bytes: Span<UInt8>) -> Int { Int(number(bytes) ?? 0) }

    /// `nil` for `null`.
    mutating func number(_ bytes: Span<UInt8>) -> Double? {
        defer { skipSeparator(bytes) }
        let start = position
        var (mantissa, digits, decimals, isPoint, isPlain) = (0, 0, 0, false, true)
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                guard digits < 18 else {
                    isPlain = false
                    break
                }
                mantissa = mantissa * 10 + Int(bytes[position] - UInt8(ascii: "0"))
                digits += 1
                decimals += isPoint ? 1 : 0
            case UInt8(ascii: "-") where position == start: break
            case UInt8(ascii: ".") where !isPoint: isPoint = true
            case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: " "):
                return value(bytes, start, mantissa, decimals, isPlain: isPlain && digits > 0)
            default: isPlain = false
            }
            position += 1
        }
        return value(bytes, start, mantissa, decimals, isPlain: isPlain && digits > 0)
    }

    /// A quotient of two exactly held numbers is the nearest number to the decimal; anything longer takes the slow way.
    private func value(
        _ bytes: Span<UInt8>, _ start: Int, _ mantissa: Int, _ decimals: Int, isPlain: Bool
    ) -> Double? {
        guard isPlain, mantissa < 1 << 53, decimals <= 18 else {
            return Double(string(bytes, at: start..<position))
        }
        var divisor = 1.0
        for _ in 0..<decimals { divisor *= 10 }
        return (bytes[start] == UInt8(ascii: "-") ? -1 : 1) * Double(mantissa) / divisor
    }

    /// The text's bytes as they stand, escapes not resolved: for codes, which have none.
    mutating func textRange(_ bytes: Span<UInt8>) -> Range<Int> {
        let start = position + 1
        position = min(start, bytes.count)
        while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
            position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
        }
        position = min(position, bytes.count)
        let range = min(start, position)..<position
        position = min(position + 1, bytes.count)
        skipSeparator(bytes)
        return range
    }

    mutating func text(_ bytes: Span<UInt8>) -> String {
        let range = textRange(bytes)
        var (text, index) = ([UInt8](), range.lowerBound)
        text.reserveCapacity(range.count)
        while index < range.upperBound {
            guard bytes[index] == UInt8(ascii: "\\"), index + 1 < range.upperBound else {
                text.append(bytes[index])
                index += 1
                continue
            }
            if bytes[index + 1] == UInt8(ascii: "u"), index + 5 < range.upperBound {
                // Only control characters are written this way: one byte each.
                text.append(hexDigit(bytes[index + 4]) << 4 | hexDigit(bytes[index + 5]))
                index += 6
            } else {
                text.append(bytes[index + 1])
                index += 2
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    func string(_ bytes: Span<UInt8>, at range: Range<Int>) -> String {
        var copy: [UInt8] = []
        copy.reserveCapacity(range.count)
        for index in range { copy.append(bytes[index]) }
        return String(decoding: copy, as: UTF8.self)
    }

    private mutating func skipSeparator(_ bytes: Span<UInt8>) {
        if position < bytes.count, bytes[position] == UInt8(ascii: ",") { position += 1 }
    }
}

private func hexDigit(_ byte: UInt8) -> UInt8 {
    byte <= UInt8(ascii: "9") ? byte &- UInt8(ascii: "0") : (byte | 0x20) &- UInt8(ascii: "a") &+ 10
}

/// One packed answer, its question still a number.
struct StoredAnswer {
    var question: Int64
    var given: String
    var value: Double?
}

/// One packed tag, its rule still a number.
struct StoredTag {
    var kind: String
    var code: String
    var polarity: Double
    var score: Double
    var confidence: Double
    var severity: Int
    var span: Range<Int>
    var rule: Int64
}

func storedAnswers(_ packed: String?) -> [StoredAnswer] {
    guard let packed else { return [] }
    let bytes = packed.utf8.span
    var (answers, cursor) = ([StoredAnswer](), PackedCursor())
    while cursor.nextRow(bytes) {
        answers.append(
            StoredAnswer(
                question: Int64(cursor.integer(bytes)), given: cursor.text(bytes), value: cursor.number(bytes)))
    }
    return answers
}

func storedTags(_ packed: String?) -> [StoredTag] {
    guard let packed else { return [] }
    let bytes = packed.utf8.span
    var (tags, cursor) = ([StoredTag](), PackedCursor())
    while cursor.nextRow(bytes) {
        let (kind, code) = (cursor.text(bytes), cursor.text(bytes))
        let (polarity, score) = (cursor.number(bytes) ?? 0, cursor.number(bytes) ?? 0)
        let confidence = cursor.number(bytes) ?? 0
        let (severity, start, end) = (cursor.integer(bytes), cursor.integer(bytes), cursor.integer(bytes))
        tags.append(
            StoredTag(
                kind: kind, code: code, polarity: polarity, score: score, confidence: confidence, severity: severity,
                span: min(start, end)..<max(start, end), rule: Int64(cursor.integer(bytes))))
    }
    return tags
}

extension Database {
    /// The name of a rule by its number.
    func ruleName(_ id: Int64) throws -> String {
        let statement = try cachedStatement(sql: "SELECT name FROM rule WHERE id = ?")
        return try String.fetchOne(statement, arguments: [id]) ?? ""
    }
}
