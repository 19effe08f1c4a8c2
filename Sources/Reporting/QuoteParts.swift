import Insights

/// A quote cut at the ends of the words that earned its tag.
struct QuoteParts: Hashable, Sendable {
    let before: String
    let marked: String
    let after: String

    /// Cuts on bytes, never inside a character: an offset inside one is moved to where it starts.
    init(_ quote: Quote) {
        let text = quote.text.utf8
        func cut(_ offset: Int) -> Int {
            var offset = min(max(0, offset), text.count)
            while offset > 0, offset < text.count, text[text.index(text.startIndex, offsetBy: offset)] & 0xC0 == 0x80 {
                offset -= 1
            }
            return offset
        }
        let start = cut(quote.span.first ?? 0)
        let end = max(start, cut(quote.span.last ?? 0))
        let bytes = Array(text)
        before = String(decoding: bytes[..<start], as: UTF8.self)
        marked = String(decoding: bytes[start..<end], as: UTF8.self)
        after = String(decoding: bytes[end...], as: UTF8.self)
    }
}
