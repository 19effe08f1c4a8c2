import Readers

@testable import Ingestion

/// Encodings, repairs and markup on any bytes: what comes out is UTF-8, whatever goes in.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzText(_ input: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
    unsafe agree(input, count) { bytes, source -> [UInt8] in
        let encodings = TextEncoding.allCases
        let encoding = count.isMultiple(of: 3) ? guessEncoding(of: bytes).encoding : encodings[count % encodings.count]
        let text = try UTF8Source(source, encoding: encoding).readAll(limit: 1 << 20)
        precondition(String(validating: text, as: UTF8.self) != nil, "decoded text is UTF-8")
        precondition(!text.contains(0), "decoded text has no NUL")
        return text
    }
    // The fuzzer's buffer is valid for `count` bytes during the call.
    let bytes = unsafe Array(UnsafeBufferPointer(start: input, count: count))
    let text = String(decoding: bytes, as: UTF8.self)
    if let repaired = repairedMojibake(Array(text.utf8).span) {
        precondition(String(validating: repaired, as: UTF8.self) != nil, "repaired text is UTF-8")
    }
    _ = plainText(fromHTML: bytes)
    _ = MailText.ownPart(ofHTML: text)
    _ = MailText.ownPart(of: text)
    _ = BBCode.plain(text)
    _ = containerKind(of: bytes)
    return 0
}
