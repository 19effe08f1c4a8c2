/// Streams the records of a delimited UTF-8 text, in memory bounded by one record.
///
/// Lines end in LF, CRLF or CR, mixed or not; empty lines are skipped; line breaks inside quotes are data. Quotes that
/// were not doubled are kept when a closing quote follows (`"she said "yes" twice",5`), and a quote that is never
/// closed costs its own line only: that row says so and reading goes on at the next line.
public struct CSVReader {
    /// Bounds that keep memory small whatever the input.
    public enum Limit {
        /// Bytes of one field.
        public static let field = 1 << 20
        /// Bytes of one record.
        public static let row = 16 << 20
        public static let columns = 16_384
    }

    let source: any ByteSource
    let dialect: CSVDialect
    let plainStops: StopBytes
    let quotedStops: StopBytes

    /// `buffer[cursor...]` is unread; what comes before is kept back to `fieldStart`.
    var buffer: [UInt8] = []
    var cursor = 0
    var fieldStart = 0
    private var dropped = 0
    private var ended = false
    private var started = false

    /// The physical line of the cursor, and of the field's first byte.
    var line = 1
    var fieldLine = 1
    /// Where the field and what is written of it end in the row's bytes.
    var fieldOutput = 0
    var written = 0
    /// Stray quotes before this offset are known to be text.
    var textUntil = 0
    private var rescanned = 0

    public init(_ source: any ByteSource, dialect: CSVDialect) {
        self.source = source
        self.dialect = dialect
        plainStops = StopBytes(dialect.delimiter, 0x0A, 0x0D, 0x0D)
        let escape = dialect.escapesWithBackslash ? UInt8(ascii: "\\") : dialect.quote
        quotedStops = StopBytes(dialect.quote, 0x0A, 0x0D, escape)
    }

    /// How far the reader is, in bytes of the source.
    public var bytesRead: Int { dropped + cursor }

    /// Reads the next record into `row`.
    ///
    /// - Returns: false at the end; `row` then has no fields.
    /// - Throws: `ReaderError` of kind `tooLarge` past a ``Limit``, with the record's line; what the source throws.
    public mutating func next(_ row: inout CSVRow) throws(ReaderError) -> Bool {
        row.ends.removeAll(keepingCapacity: true)
        row.hasUnclosedQuote = false
        written = 0
        guard try skipEmptyLines() else { return false }
        row.line = line
        var more = true
        while more {
            fieldStart = cursor
            fieldOutput = written
            more = try readField(&row)
            row.ends.append(Int32(truncatingIfNeeded: written))
            if written - fieldOutput > Limit.field { throw tooLarge("field", "champ", Limit.field, row.line) }
            if written > Limit.row { throw tooLarge("record", "enregistrement", Limit.row, row.line) }
            if row.ends.count > Limit.columns {
                throw ReaderError(
                    .tooLarge, en: "a record has more than \(Limit.columns) columns",
                    fr: "un enregistrement a plus de \(Limit.columns) colonnes", line: row.line)
            }
        }
        return true
    }

    // MARK: Fields

    /// Reads one field; whether a delimiter, so another field, follows.
    private mutating func readField(_ row: inout CSVRow) throws(ReaderError) -> Bool {
        guard dialect.quote != 0, try has(0), buffer[cursor] == dialect.quote else { return try readPlain(&row) }
        fieldLine = line
        if let more = try readQuoted(&row) { return more }
        try rewindToField()
        row.hasUnclosedQuote = true
        return try readPlain(&row)
    }

    mutating func readPlain(_ row: inout CSVRow) throws(ReaderError) -> Bool {
        while true {
            copy(to: &row, stops: plainStops)
            guard cursor < buffer.count else {
                if written - fieldOutput > Limit.field { throw tooLarge("field", "champ", Limit.field, row.line) }
                fieldStart = cursor
                guard try has(0) else { return false }
                continue
            }
            switch buffer[cursor] {
            case dialect.delimiter:
                cursor += 1
                return true
            case 0x0A, 0x0D:
                try passLineEnd()
                return false
            default: continue  // the row was full and has grown
            }
        }
    }

    /// Copies up to the next stop byte, the end of the buffer, or what fits in the row.
    @inline(__always)
    mutating func copy(to row: inout CSVRow, stops: StopBytes) {
        if row.bytes.count < written + 64 {
            row.bytes += [UInt8](repeating: 0, count: max(row.bytes.count, 256))
        }
        var output = row.bytes.mutableSpan
        let copied = stops.copy(from: buffer.span, at: cursor, to: &output, at: written)
        cursor += copied
        written += copied
    }

    private mutating func rewindToField() throws(ReaderError) {
        rescanned += cursor - fieldStart
        guard rescanned <= 256 << 20 || rescanned <= 8 * bytesRead else {
            throw ReaderError(
                .hostile, en: "too many quotes are opened and never closed",
                fr: "trop de guillemets sont ouverts et jamais fermés", line: fieldLine)
        }
        cursor = fieldStart
        line = fieldLine
        written = fieldOutput
        textUntil = 0
    }

    // MARK: Lines and bytes

    /// Moves past the line end at the cursor: LF, CRLF or CR.
    private mutating func passLineEnd() throws(ReaderError) {
        let isReturn = buffer[cursor] == 0x0D
        cursor += 1
        line += 1
        if isReturn {
            fieldStart = cursor
            if try has(0), buffer[cursor] == 0x0A { cursor += 1 }
        }
    }

    private mutating func skipEmptyLines() throws(ReaderError) -> Bool {
        fieldStart = cursor
        if !started { try start() }
        while try has(0) {
            guard buffer[cursor] == 0x0A || buffer[cursor] == 0x0D else { return true }
            try passLineEnd()
            fieldStart = cursor
        }
        return false
    }

    /// Skips a byte-order mark and the lines before the first record.
    private mutating func start() throws(ReaderError) {
        started = true
        if try has(2), buffer.starts(with: [0xEF, 0xBB, 0xBF]) { cursor = 3 }
        var toSkip = dialect.skippedLines
        while toSkip > 0, try has(0) {
            if buffer[cursor] == 0x0A || buffer[cursor] == 0x0D {
                try passLineEnd()
                toSkip -= 1
            } else {
                cursor += 1
            }
            fieldStart = cursor
        }
    }

    /// Whether there is a byte `distance` after the cursor; reads more when needed, keeping from `fieldStart` on.
    @inline(__always)
    mutating func has(_ distance: Int) throws(ReaderError) -> Bool {
        if cursor + distance < buffer.count { return true }
        return try fill(for: distance)
    }

    @inline(never)
    private mutating func fill(for distance: Int) throws(ReaderError) -> Bool {
        while cursor + distance >= buffer.count {
            guard !ended else { return false }
            if fieldStart > 0 {
                buffer.removeSubrange(..<fieldStart)
                cursor -= fieldStart
                textUntil -= fieldStart
                dropped += fieldStart
                fieldStart = 0
            }
            ended = try source.read(upTo: 1 << 17, into: &buffer) == 0
        }
        return true
    }

    private func tooLarge(_ en: String, _ fr: String, _ limit: Int, _ line: Int) -> ReaderError {
        ReaderError(
            .tooLarge, en: "a \(en) is longer than \(limit) bytes", fr: "un \(fr) dépasse \(limit) octets", line: line)
    }
}
