import Readers

/// A Triple-S definition and its data, with one zero byte between them, as fixed-width lines and as CSV.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzFixed(_ input: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
    unsafe agree(input, count) { bytes, source -> [[String]] in
        let parts = bytes.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false).map { Array($0) }
        let definition = try TripleSDefinition(MemorySource(parts[0]))
        let data: any ByteSource =
            source is FuzzSource ? FuzzSource(parts.last ?? [], step: 3) : MemorySource(parts.last ?? [])
        var reader = TripleSReader(data, definition: definition, encoding: .utf8)
        var (row, rows, line) = (CSVRow(), [[String]](), 0)
        while rows.count < 1000, try reader.next(&row) {
            precondition(row.line > line && row.count > 0, "records go forward")
            line = row.line
            rows.append((0..<min(row.count, 100)).map { row.string($0) })
        }
        return rows
    }
    return 0
}
