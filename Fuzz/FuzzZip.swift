@testable import Readers

/// Gzip, archives and whatever they hold, on any bytes.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzZip(_ input: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
    unsafe agree(input, count) { bytes, source -> [UInt8] in
        bytes.isEmpty ? [] : try GzipSource(source).readAll(limit: 1 << 20)
    }
    unsafe agree(input, count) { bytes, _ -> [[UInt8]] in
        let archive = try ZipArchive(bytes: bytes)
        _ = archive.purpose
        return archive.entries.prefix(8).map { entry in
            (try? archive.open(entry).readAll(limit: 1 << 20)) ?? []
        }
    }
    return 0
}
