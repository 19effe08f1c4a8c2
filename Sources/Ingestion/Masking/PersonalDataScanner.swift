/// Finds personal data in one text. Every detector looks at each byte a bounded number of times.
struct PersonalDataScanner {
    struct Found {
        var range: Range<Int>
        var kind: MaskKind
    }

    let bytes: [UInt8]
    /// The same length as ``bytes``, Latin letters in lower case.
    let folded: [UInt8]
    var found: [Found] = []

    init(_ text: Span<UInt8>) {
        // Safe: the bytes are copied before the call returns.
        let copy = unsafe text.withUnsafeBufferPointer { unsafe Array($0) }
        bytes = copy
        folded = copy.lowercasedLatin
    }

    /// - Returns: ranges in ascending order that do not overlap.
    mutating func spans(_ hints: PersonalDataHints) -> [Found] {
        if hints.contains(.emails) { findEmails() }
        if hints.contains(.numbers) {
            findIBANs()
            findNumbers()
            findIPv6()
        }
        if hints.contains(.addresses) { findAddresses() }
        if hints.contains(.names) { findNames() }
        found.sort { ($0.range.lowerBound, $0.kind.precedence) < ($1.range.lowerBound, $1.kind.precedence) }
        var kept: [Found] = []
        for candidate in found {
            guard let last = kept.last, last.range.upperBound > candidate.range.lowerBound else {
                kept.append(candidate)
                continue
            }
            if candidate.kind.precedence < last.kind.precedence { kept[kept.count - 1] = candidate }
        }
        return kept
    }

    func replacing(_ spans: [Found]) -> (bytes: [UInt8], counts: MaskCounts) {
        var (result, counts, position) = ([UInt8](), MaskCounts(), 0)
        result.reserveCapacity(bytes.count)
        for span in spans {
            result.append(contentsOf: bytes[position..<span.range.lowerBound])
            result.append(contentsOf: span.kind.token.utf8)
            counts.count(span.kind)
            position = span.range.upperBound
        }
        result.append(contentsOf: bytes[position...])
        return (result, counts)
    }

    mutating func add(_ range: Range<Int>, _ kind: MaskKind) { found.append(Found(range: range, kind: kind)) }

    // MARK: Looking around

    func byte(_ index: Int) -> UInt8 { index >= 0 && index < bytes.count ? bytes[index] : 0 }

    /// Letters, digits, `_` and every byte of a letter beyond ASCII; not blanks, dashes, quotes, ellipses and pictures.
    func isWord(_ index: Int) -> Bool {
        let byte = byte(index)
        if byte < 0x80 { return byte.isLetter || byte.isDigit || byte == 0x5F }
        return isLetterBeyondASCII(around: index)
    }

    /// By blocks: Latin-1 signs, general punctuation and symbols (U+2000–2FFF), CJK punctuation and emoji are no letters.
    private func isLetterBeyondASCII(around index: Int) -> Bool {
        var start = index
        while start > 0, index - start < 3, bytes[start] & 0xC0 == 0x80 { start -= 1 }
        let next = byte(start + 1)
        switch bytes[start] {
        case 0xC2: return next == 0xAA || next == 0xB5 || next == 0xBA
        case 0xC3: return next != 0x97 && next != 0xB7
        case 0xE2: return false
        case 0xE3: return next != 0x80
        case 0xEF: return next != 0xB8 && next != 0xBB
        case let lead: return lead < 0xF0
        }
    }

    /// The width of the blank at `index`: a space, tab, no-break space (2 bytes) or narrow no-break space (3); else 0.
    func blankWidth(at index: Int) -> Int {
        switch byte(index) {
        case 0x20, 0x09: 1
        case 0xC2 where byte(index + 1) == 0xA0: 2
        case 0xE2 where byte(index + 1) == 0x80 && (byte(index + 2) == 0xAF || byte(index + 2) == 0x89): 3
        default: 0
        }
    }

    /// The width of the typographic dash or minus at `index`, else 0: `–`, `—`, the hyphen that does not break.
    func dashWidth(at index: Int) -> Int {
        guard byte(index) == 0xE2 else { return 0 }
        let (second, third) = (byte(index + 1), byte(index + 2))
        return second == 0x80 && (0x90...0x95).contains(third) || second == 0x88 && third == 0x92 ? 3 : 0
    }

    func skippingBlanks(from index: Int) -> Int {
        var next = index
        while case let width = blankWidth(at: next), width > 0 { next += width }
        return next
    }

    /// Whether the folded text has `word` at `index`.
    func has(_ word: StaticString, at index: Int) -> Bool {
        let count = word.utf8CodeUnitCount
        guard index >= 0, index + count <= folded.count else { return false }
        return word.withUTF8Buffer { word in
            // The buffer lives as long as the closure, and `offset` stays under its count.
            for offset in 0..<count where unsafe word[offset] != folded[index + offset] { return false }
            return true
        }
    }

    /// The end of the word that starts at `index`.
    func wordEnd(from index: Int) -> Int {
        var end = index
        while end < bytes.count, isWord(end) { end += 1 }
        return end
    }

    /// Whether one of `words` stands in the `reach` bytes before `index`.
    func isPreceded(by words: [[UInt8]], index: Int, reach: Int) -> Bool {
        let window = folded[max(0, index - reach)..<index]
        return words.contains { window.contains(sequence: $0) }
    }
}
