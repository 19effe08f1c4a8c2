import Readers

/// Encoding guess, dialect guess and the CSV reader on any bytes.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCSV(_ input: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
    unsafe agree(input, count) { bytes, source -> [[UInt8]] in
        let encoding = guessEncoding(of: bytes).encoding
        let head = decoded(bytes, as: encoding)
        _ = repairedMojibake(head.span)
        _ = containerKind(of: bytes)
        guard let dialect = guessDialect(of: head.span, isWhole: count.isMultiple(of: 2)) else { return [] }
        var reader = CSVReader(UTF8Source(source, encoding: encoding), dialect: dialect)
        var row = CSVRow()
        var fields: [[UInt8]] = []
        var line = 0
        while try reader.next(&row) {
            precondition(row.line > line && row.count > 0, "rows go forward and have a field")
            line = row.line
            for field in 0..<row.count { fields.append(Array(row.string(field).utf8)) }
        }
        return fields
    }
    return 0
}
