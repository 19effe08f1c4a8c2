internal import Readers

/// One row of cells: of a delimited file, or of a flattened JSON or XML record.
protocol CellSource {
    var count: Int { get }
    /// The cell's bytes; empty past the last one.
    @_lifetime(borrow self) func cell(_ index: Int) -> Span<UInt8>
}

extension CSVRow: CellSource {
    @_lifetime(borrow self) func cell(_ index: Int) -> Span<UInt8> { self[index] }
}

/// A row put together from members or elements. Reuse it: it stops allocating.
struct FlatRow: CellSource {
    private var bytes: [UInt8] = []
    private var ranges: [Range<Int>]

    init(columns: Int) { ranges = [Range<Int>](repeating: 0..<0, count: columns) }

    var count: Int { ranges.count }

    @_lifetime(borrow self) func cell(_ index: Int) -> Span<UInt8> {
        bytes.span.extracting(index < ranges.count ? ranges[index] : 0..<0)
    }

    mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
        for index in ranges.indices { ranges[index] = 0..<0 }
    }

    /// Sets a cell, or adds to it after `; ` when it has a value already.
    mutating func append(_ text: String, to column: Int) {
        guard !text.isEmpty else { return }
        let start = bytes.count
        if !ranges[column].isEmpty {
            bytes.append(contentsOf: bytes[ranges[column]])
            bytes.append(contentsOf: "; ".utf8)
        }
        bytes.append(contentsOf: text.utf8)
        ranges[column] = start..<bytes.count
    }
}
