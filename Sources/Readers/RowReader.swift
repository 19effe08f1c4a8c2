/// The rows of a table, whatever kind of file holds it.
public protocol RowReader {
    /// Reads the next row that holds anything into `row`.
    ///
    /// - Returns: false at the end.
    mutating func next(_ row: inout CSVRow) throws(ReaderError) -> Bool
    /// How far the reader is, in bytes of what it reads.
    var bytesRead: Int { get }
    /// How many cells held a formula's error (`#N/A`, `#REF!`) and were read as empty.
    var errorCells: Int { get }
}

extension RowReader {
    public var errorCells: Int { 0 }
}

extension CSVReader: RowReader {}

extension CSVRow {
    /// Starts over, for the row on `line`.
    mutating func begin(line: Int) {
        self.line = line
        hasUnclosedQuote = false
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
    }

    /// Ends the field whose text has been appended to ``bytes``.
    mutating func endField() { ends.append(Int32(truncatingIfNeeded: bytes.count)) }

    /// Adds empty fields until `count` are there.
    mutating func pad(to count: Int) { while ends.count < count { endField() } }

    /// Drops empty fields at the end; whether a field is left.
    mutating func trimEnd() -> Bool {
        while let last = ends.last, last == (ends.count > 1 ? ends[ends.count - 2] : 0) { ends.removeLast() }
        return !ends.isEmpty
    }
}
