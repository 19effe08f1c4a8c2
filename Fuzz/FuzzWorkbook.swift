@testable import Readers

/// Both kinds of workbook on any bytes: as an archive, and as the parts of one.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzWorkbook(_ input: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
    unsafe agree(input, count) { _, source -> [[String]] in
        try rows(OfficeRows(source, texts: SharedStrings(), styles: CellStyles(), dates: SerialDate()))
    }
    unsafe agree(input, count) { _, source -> [[String]] in try rows(OpenDocumentRows(source, sheet: count % 3)) }
    unsafe agree(input, count) { _, source -> [[UInt8]] in
        let strings = try SharedStrings(source)
        return (0..<min(strings.count, 100)).map { index in
            var text: [UInt8] = []
            precondition(strings.append(index, to: &text), "every text is there")
            return text
        }
    }
    unsafe agree(input, count) { bytes, _ -> [[String]] in
        _ = NumberFormat(code: String(decoding: bytes, as: UTF8.self))
        let book = try Workbook(ZipArchive(bytes: bytes))
        _ = try book.merges(ofSheet: 0, firstRows: 20)
        var reader = try book.rows(ofSheet: 0)
        var (row, all) = (CSVRow(), [[String]]())
        while all.count < 1000, try reader.next(&row) { all.append((0..<row.count).map { row.string($0) }) }
        return all
    }
    return 0
}

private func rows(_ reader: any SheetRows) throws -> [[String]] {
    var (row, rows, line) = (CSVRow(), [[String]](), 0)
    while rows.count < 1000, try reader.next(&row) {
        precondition(row.line > line && row.count > 0 && row.count <= SheetReader.Limit.columns, "rows go forward")
        line = row.line
        rows.append((0..<min(row.count, 100)).map { row.string($0) })
    }
    return rows
}
