import Feedback

@testable import Ingestion
@testable import Readers

/// Dates, numbers, ratings, times, zones, addresses of pages and names of devices from any cell.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzValues(_ input: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
    // The fuzzer's buffer is valid for `count` bytes during the call.
    let bytes = unsafe Array(UnsafeBufferPointer(start: input, count: count))
    var evidence = DateEvidence()
    for cell in bytes.split(separator: 0x0A, maxSplits: 63) {
        let text = String(decoding: cell, as: UTF8.self)
        let cell = Array(text.utf8)
        evidence.add(text)
        let zone = TimeZoneRule(text) ?? TimeZoneRule("Europe/Paris")
        for style in DateStyle.allCases {
            for zone in [nil, zone] {
                guard let moment = DateParser(style: style, zone: zone).timestamp(cell.span) else { continue }
                precondition(!moment.iso8601.isEmpty, "a moment can be written")
                _ = moment.date
            }
        }
        if let number = parsedNumber(cell.span) { precondition(!number.isNaN, "a number is one") }
        _ = RatingCell(cell.span)
        _ = TimeOfDay.milliseconds(text)
        _ = DateStyle(pattern: text)
        _ = Timestamp(iso8601: text)
        _ = PagePath.path(of: text)
        _ = PagePath.address(of: text)
        _ = PagePath.parameter(["utm_source", "id"], of: text)
        _ = UserAgent(text)
        _ = CountryCode.named(text)
        _ = CountryCode.alpha2(text)
        _ = NumberFormat(code: text)
    }
    precondition((0...1).contains(evidence.share), "a share is one")
    _ = evidence.style
    return 0
}
