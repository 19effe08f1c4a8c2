import Readers

@testable import Ingestion

/// Masking of any text: the result is UTF-8, nothing is found twice, and a pseudonym never shows what it stands for.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzMask(_ input: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
    // The fuzzer's buffer is valid for `count` bytes during the call.
    let text = String(decoding: unsafe UnsafeBufferPointer(start: input, count: count), as: UTF8.self)
    if let (masked, counts) = masker.masked(text) {
        precondition(masked != text, "what is masked is changed")
        precondition(counts.total > 0, "what is masked is counted")
    }
    let cleaner = TextCleaner(masker: masker, repairsText: true)
    var tally = TextCleaner.Tally()
    let clean = cleaner.clean(text, &tally)
    precondition(clean == cleaner.clean(text, &tally), "the same text gives the same")
    _ = cleaner.cleanedURL(text, &tally)
    precondition(masker.pseudonym(text).utf8.count == 22, "a pseudonym has its length")
    return 0
}

private let masker = Masker(key: Array("fuzz".utf8))
