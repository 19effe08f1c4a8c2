/// The answers of a Triple-S data file, one field a variable, codes written out as their labels.
public struct TripleSReader: RowReader {
    private let definition: TripleSDefinition
    private let encoding: TextEncoding
    /// One of the two reads the file.
    private var lines: LineReader?
    private var records: CSVReader?
    private var linesToSkip: Int
    private var cells = CSVRow()

    public init(_ source: any ByteSource, definition: TripleSDefinition, encoding: TextEncoding) {
        self.definition = definition
        self.encoding = encoding
        linesToSkip = definition.skippedLines
        if definition.isCSV {
            records = CSVReader(UTF8Source(source, encoding: encoding), dialect: CSVDialect())
        } else {
            lines = LineReader(source)
        }
    }

    public var bytesRead: Int { lines?.bytesRead ?? records?.bytesRead ?? 0 }

    public mutating func next(_ row: inout CSVRow) throws(ReaderError) -> Bool {
        while true {
            let isRead = definition.isCSV ? try readRecord(into: &row) : try readLine(into: &row)
            guard isRead else {
                row.begin(line: row.line)
                return false
            }
            if linesToSkip > 0 { linesToSkip -= 1 } else if row.trimEnd() { return true }
        }
    }

    private mutating func readLine(into row: inout CSVRow) throws(ReaderError) -> Bool {
        guard let line = try lines?.next() else { return false }
        guard line.endsLine else {
            throw ReaderError(
                .tooLarge, en: "a record is longer than \(LineReader.limit) bytes",
                fr: "un enregistrement dépasse \(LineReader.limit) octets", line: line.number)
        }
        row.begin(line: line.number)
        for variable in definition.variables {
            let columns = variable.columns.lowerBound - 1..<variable.columns.upperBound
            let field =
                columns.lowerBound < line.bytes.count
                ? Array(line.bytes[columns.clamped(to: 0..<line.bytes.count)]) : []
            variable.append([field.allSatisfy { $0 < 0x80 } ? field : decoded(field, as: encoding)], to: &row.bytes)
            row.endField()
        }
        return true
    }

    private mutating func readRecord(into row: inout CSVRow) throws(ReaderError) -> Bool {
        guard try records?.next(&cells) == true else { return false }
        row.begin(line: cells.line)
        for variable in definition.variables {
            variable.append(variable.columns.prefix(256).map { Array(cells.string($0 - 1).utf8) }, to: &row.bytes)
            row.endField()
        }
        return true
    }
}
