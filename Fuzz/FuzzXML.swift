@testable import Readers

/// Head and record reader, on a first and a second try, on any bytes.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzXML(_ input: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
    for recovering in [false, true] {
        unsafe agree(input, count) { bytes, source -> [String] in
            _ = readXMLHead(of: bytes)
            let reader = try XMLRecordReader(source, recordNames: ["r", "entry"], recovering: recovering)
            var texts: [String] = []
            while let (element, line) = try reader.next() {
                precondition(line > 0, "lines count from 1")
                texts.append(element.text)
            }
            return texts
        }
    }
    return 0
}
