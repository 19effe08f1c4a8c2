/// What a text could hold, by its bytes alone. Wrong alarms only cost time; most texts have none.
struct PersonalDataHints: OptionSet {
    let rawValue: UInt8

    /// An `@`, or `%40`.
    static let emails = PersonalDataHints(rawValue: 1)
    /// Six digits with at most eight other bytes between neighbours, four numbers joined by dots, or `::`.
    static let numbers = PersonalDataHints(rawValue: 2)
    /// A number before a word a street may start with.
    static let addresses = PersonalDataHints(rawValue: 4)
    /// A title, an introduction, a greeting or a closing formula.
    static let names = PersonalDataHints(rawValue: 8)

    init(rawValue: UInt8) { self.rawValue = rawValue }

    init(_ text: Span<UInt8>) {
        self = []
        // A table is asked for once a text: each use of a global one would look whether it has been made.
        let kinds = byteKinds.span
        var (digits, dots, lastDigit, index) = (0, 0, 0, 0)
        var (previous, previousKind): (UInt8, UInt8) = (0x20, 0)
        while index < text.count {
            let byte = text[index]
            let kind = kinds[Int(byte)]
            switch kind {
            case 0, 3: break
            case 1:
                let distance = index - lastDigit
                digits = distance > 9 ? 1 : digits + 1
                if distance > 1 { dots = distance == 2 && previous == 0x2E ? dots + 1 : 0 }
                lastDigit = index
                if digits >= 6 || dots >= 3 { insert(.numbers) }
                if startsStreetNumber(text, endingAt: index) { insert(.addresses) }
            case 2:
                // `%` counts as `@` where `40` follows.
                if byte == 0x40 || index + 2 < text.count && text[index + 1] == 0x34 && text[index + 2] == 0x30 {
                    insert(.emails)
                }
            case 4:
                if previousKind != 3, previousKind != 4, !contains(.names), startsTitle(text, at: index) {
                    insert(.names)
                }
            default: if previous == 0x3A { insert(.numbers) }
            }
            (previous, previousKind) = (byte, kind)
            index += 1
        }
    }
}

/// 1 digit, 2 `@` or `%`, 3 letter, 4 letter a title may start with, 5 colon.
private let byteKinds: [UInt8] = (0..<256).map { (value: Int) -> UInt8 in
    let byte = UInt8(value)
    if byte.isDigit { return 1 }
    if byte == UInt8(ascii: "@") || byte == UInt8(ascii: "%") { return 2 }
    if "mMcCrRsSbByYdDhH".utf8.contains(byte) { return 4 }
    if byte == UInt8(ascii: ":") { return 5 }
    return byte.isLetter || byte >= 0x80 ? 3 : 0
}

/// Whether a digit ends a house number: `12 rue`, `221B Baker`, `8, allée`.
private func startsStreetNumber(_ text: Span<UInt8>, endingAt index: Int) -> Bool {
    var next = index + 1
    if next < text.count, text[next].isLetter { next += 1 }
    guard next + 1 < text.count, text[next] == 0x20 || text[next] == 0x2C else { return false }
    while next < text.count, text[next] == 0x20 || text[next] == 0x2C { next += 1 }
    guard next + 1 < text.count else { return false }
    return (0x41...0x5A).contains(text[next]) || "abcfilpqrstv".utf8.contains(text[next])
}

private func startsTitle(_ text: Span<UInt8>, at index: Int) -> Bool {
    let letter = Int(text[index] & 31)
    guard index + 1 < text.count, secondsOfTitles[letter] >> UInt32(text[index + 1] & 31) & 1 == 1 else { return false }
    for beginning in titlesByLetter[letter] {
        guard index + beginning.count <= text.count else { continue }
        var offset = 0
        while offset < beginning.count, text[index + offset] | 0x20 == beginning[offset] { offset += 1 }
        if offset == beginning.count { return true }
    }
    return false
}

/// Bytes with the letter-case bit set, which maps `.`, blanks and quotes onto themselves.
private let titleBeginnings: [[UInt8]] = [
    "m. ", "mr ", "mr.", "mrs", "ms ", "ms.", "mme", "mlle", "monsieur ", "madame ", "mademoi", "miss ", "m'app",
    "m’app", "mon nom",
    "my nam",
    "docteur", "dr ", "dr.", "maître", "cordialement", "regards", "sincer", "sign", "salutat", "bien à vous",
    "bonjour ", "bonsoir ", "cher ", "chère ", "dear ", "hi ", "hello ",
].map { Array($0.utf8).map { $0 | 0x20 } }

/// By the five low bits of their first letter.
private let titlesByLetter: [[[UInt8]]] = (0..<32).map { letter in
    titleBeginnings.filter { $0[0] & 31 == letter }
}

/// For each first letter of a title, the second bytes: most words are told apart by these two.
private let secondsOfTitles: [UInt32] = (0..<32).map { (letter: UInt8) -> UInt32 in
    titleBeginnings.filter { $0[0] & 31 == letter }.reduce(0) { $0 | 1 << UInt32($1[1] & 31) }
}

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
