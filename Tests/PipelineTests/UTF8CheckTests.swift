import Testing

@testable import Pipeline

@Suite struct UTF8CheckTests {
    /// What the standard library says of the same bytes.
    private func isUTF8(_ bytes: [UInt8]) -> Bool { (try? UTF8Span(validating: bytes.span)) != nil }

    @Test func `every sequence of up to three bytes is judged as the standard library does`() {
        let leads: [UInt8] = [0x41, 0x7F, 0x80, 0xBF, 0xC0, 0xC1, 0xC2, 0xC3, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF]
        let rare: [UInt8] = [0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF, 0x9F, 0xA0, 0x8F, 0x90]
        let bytes = leads + rare
        for first in bytes {
            for second in bytes {
                for third in bytes {
                    for fourth in [[], [UInt8(0x80)], [0x41], [0xBF, 0x41]] {
                        let sequence = [first, second, third] + fourth
                        #expect(sequence.span.isUTF8 == isUTF8(sequence), "\(sequence)")
                    }
                }
            }
        }
    }

    @Test(arguments: 0..<20)
    func `a broken byte is seen wherever it stands among plain ones`(place: Int) {
        var bytes = Array("Délai très long, 😀 — déçu".utf8.prefix(40))
        #expect(bytes.span.isUTF8)
        bytes.insert(0xC3, at: bytes.index(bytes.startIndex, offsetBy: place))
        #expect(bytes.span.isUTF8 == isUTF8(bytes))
        #expect(!Array(bytes.dropLast(40 - place)).appendingLead.span.isUTF8)
    }
}

extension [UInt8] {
    fileprivate var appendingLead: [UInt8] { self + [0xE2] }
}
