extension ArraySlice<UInt8> {
    /// Where the UTF-8 bytes of `text` first occur.
    func firstRange(ofText text: String) -> Range<Int>? { firstRange(of: Array(text.utf8)) }

    /// Where `wanted` first occurs.
    func firstRange(of wanted: [UInt8]) -> Range<Int>? {
        guard let lead = wanted.first, count >= wanted.count else { return nil }
        var start = startIndex
        while let found = self[start...(endIndex - wanted.count)].firstIndex(of: lead) {
            let end = found + wanted.count
            if self[found..<end].elementsEqual(wanted) { return found..<end }
            guard end < endIndex else { return nil }
            start = found + 1
        }
        return nil
    }
}
