import Testing

@testable import Pipeline

@Suite struct UTF8CheckTests {
    private func isAccepted(_ bytes: [UInt8]) -> Bool { bytes.span.isUTF8 }

    /// What the standard library says of the same bytes.
    private func isUTF8(_ bytes: [UInt8]) -> Bool { (try? UTF8Span(validating: bytes.span)) != nil }

    @Test func `sequences of up to five bytes are judged as the standard library judges them`() {
        let leads: [UInt8] = [0x41, 0x7F, 0xC0, 0xC1, 0xC2, 0xC3, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF]
        let others: [UInt8] = [0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF]
        let bytes = leads + others
        var wrong: [[UInt8]] = []
        for first in bytes {
            for second in bytes {
                for third in bytes {
                    for rest in [[], [0x80], [0x41], [0xBF, 0x41]] as [[UInt8]] {
                        let sequence = [first, second, third] + rest
                        if isAccepted(sequence) != isUTF8(sequence) { wrong.append(sequence) }
                    }
                }
            }
        }
        #expect(wrong.isEmpty)
    }

    @Test func `a broken byte is seen wherever it stands among plain ones`() {
        let text = Array("Délai très long, 😀 — déçu de la livraison".utf8)
        #expect(isAccepted(text))
        for place in 0...text.count {
            var broken = text
            broken.insert(0xFF, at: place)
            #expect(!isAccepted(broken))
            #expect(isAccepted(Array(text[..<place])) == isUTF8(Array(text[..<place])))
        }
    }
}
