@testable import Readers

/// Web pages and workbooks written as XML on any bytes: their tables, and the data a page states.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzPage(_ input: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
    unsafe agree(input, count) { bytes, source -> [[String]] in
        let isStepped = source is FuzzSource
        let book = try Workbook(page: { again(bytes, isStepped: isStepped) }, plainText: { $0 })
        _ = try book.merges(ofSheet: 0, firstRows: 20)
        return try rows(book)
    }
    unsafe agree(input, count) { bytes, source -> [[String]] in
        let isStepped = source is FuzzSource
        return try rows(Workbook(spreadsheetXML: { again(bytes, isStepped: isStepped) }))
    }
    unsafe agree(input, count) { _, source -> [JSONValue] in
        try pageData(of: source, type: "application/ld+json")
    }
    return 0
}

/// The input from its start: a page is read more than once.
private func again(_ bytes: [UInt8], isStepped: Bool) -> any ByteSource {
    isStepped ? FuzzSource(bytes, step: 1 + bytes.count % 13) : MemorySource(bytes)
}

private func rows(_ book: Workbook) throws -> [[String]] {
    var all: [[String]] = []
    for sheet in book.sheets.indices.prefix(3) {
        var reader = try book.rows(ofSheet: sheet)
        var (row, line, count) = (CSVRow(), 0, 0)
        while count < 1000, try reader.next(&row) {
            precondition(row.line > line && row.count > 0 && row.count <= SheetReader.Limit.columns, "rows go forward")
            (line, count) = (row.line, count + 1)
            all.append((0..<min(row.count, 100)).map { row.string($0) })
        }
    }
    return all
}
