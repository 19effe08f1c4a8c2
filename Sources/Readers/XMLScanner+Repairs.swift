extension XMLScanner {
    static let longestEndTag = 1024

    /// Repairs what stands at `offset`; how many bytes that took, or nil when it is fine as it is.
    mutating func rewrite(
        _ bytes: Span<UInt8>, at offset: Int, into output: inout [UInt8]
    ) throws(ReaderError) -> Int? {
        let isText = if case .text = place { true } else { false }
        let isQuoted = if case .quoted = place { true } else { false }
        switch bytes[offset] {
        case UInt8(ascii: "&") where isText || isQuoted:
            if startsReference(bytes, at: offset) { return nil }
            output.append(contentsOf: "&amp;".utf8)
        case UInt8(ascii: "<") where isQuoted: output.append(contentsOf: "&lt;".utf8)
        case UInt8(ascii: "<") where isText:
            let next = offset + 1 < bytes.count ? bytes[offset + 1] : 0x20
            if next == UInt8(ascii: "/") { return try rewriteEndTag(bytes, at: offset, into: &output) }
            if startsTag(next) { return nil }
            output.append(contentsOf: "&lt;".utf8)
        case 0..<0x09, 0x0B, 0x0C, 0x0E..<0x20: output.append(0x20)
        default: return nil
        }
        try isText ? countText() : countTag()
        recent = recent << 8 | 0x20
        return 1
    }

    private func startsTag(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x80..., UInt8(ascii: "_"),
            UInt8(ascii: ":"), UInt8(ascii: "!"), UInt8(ascii: "?"):
            true
        default: false
        }
    }

    /// Closes what is still open inside the element that ends here; drops an end tag that ends nothing.
    private mutating func rewriteEndTag(
        _ bytes: Span<UInt8>, at offset: Int, into output: inout [UInt8]
    ) throws(ReaderError) -> Int? {
        var (end, name) = (offset + 2, [UInt8]())
        while end < bytes.count, bytes[end] != UInt8(ascii: ">"), end - offset < Self.longestEndTag {
            if bytes[end] > 0x20 { name.append(bytes[end]) }
            end += 1
        }
        guard end < bytes.count, bytes[end] == UInt8(ascii: ">") else { return nil }
        line += countLineFeeds(bytes, in: offset..<end).count
        if let index = openNames.lastIndex(of: name) {
            for open in openNames[index...].reversed() {
                output.append(contentsOf: "</".utf8)
                output.append(contentsOf: open)
                output.append(UInt8(ascii: ">"))
                close()
            }
            openNames.removeSubrange(index...)
        }
        return end + 1 - offset
    }

    /// Whether `&` at `offset` begins a numeric reference or one of XML's five names.
    private func startsReference(_ bytes: Span<UInt8>, at offset: Int) -> Bool {
        var name: [UInt8] = []
        var index = offset + 1
        while index < min(bytes.count, offset + 12), bytes[index] != UInt8(ascii: ";") {
            name.append(bytes[index])
            index += 1
        }
        guard index < bytes.count, bytes[index] == UInt8(ascii: ";"), let first = name.first else { return false }
        if first == UInt8(ascii: "#") { return isCharacterNumber(name.dropFirst()) }
        return ["amp", "lt", "gt", "quot", "apos"].contains { name.elementsEqual($0.utf8) }
    }

    private func isCharacterNumber(_ digits: ArraySlice<UInt8>) -> Bool {
        let isHex = digits.first == UInt8(ascii: "x")
        let text = String(decoding: isHex ? digits.dropFirst() : digits, as: UTF8.self)
        guard text.utf8.first != UInt8(ascii: "+"), let code = UInt32(text, radix: isHex ? 16 : 10) else {
            return false
        }
        return code == 9 || code == 10 || code == 13
            || (code >= 0x20 && Unicode.Scalar(code) != nil && code & 0xFFFE != 0xFFFE)
    }
}
