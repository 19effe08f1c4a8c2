extension CSVReader {
    /// Reads a field that opens with a quote; nil when the quote is never closed within the field limit.
    mutating func readQuoted(_ row: inout CSVRow) throws(ReaderError) -> Bool? {
        cursor += 1
        while true {
            copy(to: &row, stops: quotedStops)
            guard written - fieldOutput <= Limit.field, try has(0) else { return nil }
            let byte = buffer[cursor]
            if byte == dialect.quote {
                switch try passQuote(&row) {
                case .text: break
                case .closing: return try readPlain(&row)
                case .unclosed: return nil
                }
            } else if byte == 0x0A || byte == 0x0D {
                try keepLineEnd(&row)
            } else if dialect.escapesWithBackslash, byte == UInt8(ascii: "\\") {
                try keepEscape(&row)
            }
        }
    }

    private enum QuoteRole {
        /// The field goes on.
        case text
        /// What follows up to the delimiter is not quoted.
        case closing
        /// It opens another field: the one being read was never closed.
        case unclosed
    }

    /// Deals with a quote inside a quoted field: doubled, closing, or stray.
    private mutating func passQuote(_ row: inout CSVRow) throws(ReaderError) -> QuoteRole {
        if try has(1), buffer[cursor + 1] == dialect.quote {
            cursor += 1
            keepByte(&row)
            return .text
        }
        if let after = try endOfField(after: 1) {
            cursor += after
            return .closing
        }
        if line > fieldLine, opensField(buffer[cursor - 1]) { return .unclosed }
        if try isText() {
            keepByte(&row)
            return .text
        }
        // `"abc"def,`: the quotes end before the field does.
        cursor += 1
        return .closing
    }

    /// How far the delimiter, line end or end of file is, when only spaces stand before it.
    private mutating func endOfField(after start: Int) throws(ReaderError) -> Int? {
        var distance = start
        while distance < 64, try has(distance) {
            let byte = buffer[cursor + distance]
            if byte == dialect.delimiter || byte == 0x0A || byte == 0x0D { return distance }
            guard byte == 0x20 || byte == 0x09 else { return nil }
            distance += 1
        }
        return distance < 64 ? distance : nil
    }

    /// Whether the stray quote at the cursor is text: the next quote that looks like a closing one comes before any
    /// that looks like an opening one. What was found is remembered, so a field is looked through once.
    private mutating func isText() throws(ReaderError) -> Bool {
        if cursor < textUntil { return true }
        var distance = 1
        while distance < 1 << 16, try has(distance) {
            if buffer[cursor + distance] == dialect.quote {
                if opensField(buffer[cursor + distance - 1]) { return false }
                if try closes(at: distance) {
                    textUntil = cursor + distance
                    return true
                }
            }
            distance += 1
        }
        return false
    }

    /// Whether a delimiter, a line end or the end of the file follows the quote at `distance`.
    private mutating func closes(at distance: Int) throws(ReaderError) -> Bool {
        guard try has(distance + 1) else { return true }
        return opensField(buffer[cursor + distance + 1])
    }

    /// Whether a field may begin after this byte.
    private func opensField(_ byte: UInt8) -> Bool { byte == dialect.delimiter || byte == 0x0A || byte == 0x0D }

    /// Keeps a line end inside quotes as it is and counts it.
    private mutating func keepLineEnd(_ row: inout CSVRow) throws(ReaderError) {
        let isReturn = buffer[cursor] == 0x0D
        keepByte(&row)
        line += 1
        if isReturn, try has(0), buffer[cursor] == 0x0A { keepByte(&row) }
    }

    /// `\"` and `\\` stand for the second byte; any other pair is kept as it is.
    private mutating func keepEscape(_ row: inout CSVRow) throws(ReaderError) {
        if try has(1), buffer[cursor + 1] == dialect.quote || buffer[cursor + 1] == UInt8(ascii: "\\") { cursor += 1 }
        keepByte(&row)
    }

    private mutating func keepByte(_ row: inout CSVRow) {
        if written == row.bytes.count { row.bytes.append(0) }
        row.bytes[written] = buffer[cursor]
        written += 1
        cursor += 1
    }
}
