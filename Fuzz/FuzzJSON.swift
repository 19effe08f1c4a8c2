import Readers

/// Shape guess, the record reader in every mode, and parsing and writing on any bytes.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzJSON(_ input: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
    let modes = [JSONShape(kind: .ndjson), JSONShape(kind: .array), JSONShape(kind: .object(path: ["a", "b"]))]
    unsafe agree(input, count) { bytes, source -> [JSONValue] in
        let guessed = guessJSONShape(of: bytes, isWhole: count.isMultiple(of: 2))
        var reader = JSONRecordReader(source, shape: guessed ?? modes[count % modes.count])
        var values: [JSONValue] = []
        while let record = try reader.next() { values.append(record.value) }
        return values + [.object(reader.context)]
    }
    unsafe agree(input, count) { bytes, _ -> Bool in
        let value = try parseJSON(bytes)
        var written: [UInt8] = []
        appendJSON(value, to: &written)
        precondition((try? parseJSON(written)) == value, "what is written reads back")
        return true
    }
    return 0
}
