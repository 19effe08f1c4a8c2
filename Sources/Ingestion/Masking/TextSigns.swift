import Readers

/// What a text could hold, by its bytes alone. Wrong alarms only cost time; most texts have none.
struct PersonalDataHints: OptionSet {
    let rawValue: UInt8

    /// An `@`, or `%40`, between bytes that an address may have there.
    static let emails = PersonalDataHints(rawValue: 1)
    /// Six digits with at most eight other bytes between neighbours, four numbers joined by dots, or `::`.
    static let numbers = PersonalDataHints(rawValue: 2)
    /// A number before a word a street may start with.
    static let addresses = PersonalDataHints(rawValue: 4)
    /// A title, an introduction, a greeting or a closing formula.
    static let names = PersonalDataHints(rawValue: 8)
}

/// Which of the cleaner's steps a text needs, found in one pass over eight bytes at a time.
struct TextSigns {
    private(set) var personalData: PersonalDataHints = []
    /// A tag or an entity may begin somewhere.
    private(set) var hasMarkup = false
    /// Two bytes stand together that every doubly decoded text has, as in "trÃ¨s".
    private(set) var mayBeDamaged = false

    private var digits = 0
    private var dots = 0
    private var lastDigit = 0

    /// - Complexity: O(*n*), about half a nanosecond a byte for a text that needs nothing.
    init(_ text: Span<UInt8>) {
        // Asked for once a text: each use of a global one would look whether it has been made.
        let heads = titleHeads.span
        var (offset, lettersBefore) = (0, UInt64(0))
        while offset < text.count {
            let word = ByteWord(text, at: offset)
            let marks = word.marks
            if marks != 0 { readMarks(marks, of: text, at: offset) }
            let beyond = word.beyondASCII
            if beyond != 0, !mayBeDamaged { readLeads(word.latinLeads, of: text, at: offset) }
            let letters = word.letters
            var starts = letters & ~((letters | beyond) << 8 | lettersBefore >> 56)
            lettersBefore = letters | beyond
            while starts != 0 {
                let start = offset &+ ByteWord.firstIndex(starts)
                starts &= starts &- 1
                guard start &+ 2 < text.count else { break }
                let head = titleHead(text[start], text[start &+ 1], text[start &+ 2])
                if heads[head >> 6] >> UInt64(head & 63) & 1 == 1, startsTitle(text, at: start) {
                    personalData.insert(.names)
                }
            }
            offset &+= 8
        }
    }

    /// Looks at the digits and the signs among eight bytes.
    private mutating func readMarks(_ marks: UInt64, of text: Span<UInt8>, at offset: Int) {
        var marks = marks
        while marks != 0 {
            let index = offset + ByteWord.firstIndex(marks)
            marks &= marks &- 1
            switch text[index] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): readDigit(text, at: index)
            case UInt8(ascii: "@"): readAtSign(text, at: index, width: 1)
            case UInt8(ascii: "%"):
                if index + 2 < text.count, text[index + 1] == 0x34, text[index + 2] == 0x30 {
                    readAtSign(text, at: index, width: 3)
                }
            case UInt8(ascii: ":"):
                if index > 0, text[index - 1] == UInt8(ascii: ":") { personalData.insert(.numbers) }
            case UInt8(ascii: "<"), UInt8(ascii: "&"): hasMarkup = hasMarkup || startsMarkup(text, at: index)
            default: break
            }
        }
    }

    /// Most stand before the name of an account, after a blank.
    private mutating func readAtSign(_ text: Span<UInt8>, at index: Int, width: Int) {
        guard index > 0, index + width < text.count else { return }
        if isOfAddress(text[index - 1]), isOfAddress(text[index + width]) { personalData.insert(.emails) }
    }

    /// Whether a byte may be in an e-mail address, before or after the `@`.
    private func isOfAddress(_ byte: UInt8) -> Bool {
        byte.isLetter || byte.isDigit || byte >= 0x80 || "._+-".utf8.contains(byte)
    }

    private mutating func readDigit(_ text: Span<UInt8>, at index: Int) {
        let distance = index - lastDigit
        digits = distance > 9 ? 1 : digits + 1
        if distance > 1 { dots = distance == 2 && text[index - 1] == UInt8(ascii: ".") ? dots + 1 : 0 }
        lastDigit = index
        if digits >= 6 || dots >= 3 { personalData.insert(.numbers) }
        if startsStreetNumber(text, endingAt: index) { personalData.insert(.addresses) }
    }

    /// Looks at what follows each C2 and C3: the repair itself decides.
    private mutating func readLeads(_ leads: UInt64, of text: Span<UInt8>, at offset: Int) {
        var leads = leads
        while leads != 0 {
            let index = offset + ByteWord.firstIndex(leads)
            leads &= leads &- 1
            guard index + 1 < text.count else { return }
            if isSuspect(text[index], text[index + 1]) { mayBeDamaged = true }
        }
    }
}

/// Eight bytes of a text. A flag is the top bit of a byte; all flags are exact.
private struct ByteWord {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let tops: UInt64 = 0x8080_8080_8080_8080

    private let bytes: UInt64
    /// The seven low bits of each byte: sums of two such numbers carry nothing into the next byte.
    private let low: UInt64

    /// The bytes at `offset`, the first one lowest; zeros after the text's end.
    @inline(__always)
    init(_ text: Span<UInt8>, at offset: Int) {
        if offset &+ 8 <= text.count {
            // Safe: eight bytes are left, and any eight bytes are a number.
            bytes = UInt64(littleEndian: unsafe text.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
        } else {
            var (rest, index) = (UInt64(0), text.count)
            while index > offset {
                index &-= 1
                rest = rest << 8 | UInt64(text[index])
            }
            bytes = rest
        }
        low = bytes & ~Self.tops
    }

    /// How many bytes precede the first flag; `flags` must not be 0.
    @inline(__always)
    static func firstIndex(_ flags: UInt64) -> Int { flags.trailingZeroBitCount &>> 3 }

    @inline(__always)
    var beyondASCII: UInt64 { bytes & Self.tops }

    @inline(__always)
    var letters: UInt64 { Self.range(low | 0x20 &* Self.ones, 0x61, 0x7A) & ~bytes & Self.tops }

    /// `0`…`9`, `:`, `<`, `@`, `%` and `&`, also `;`.
    @inline(__always)
    var marks: UInt64 {
        (Self.range(low, 0x30, 0x3C) | Self.range(low, 0x25, 0x26) | Self.range(low, 0x40, 0x40)) & ~bytes & Self.tops
    }

    /// C2 and C3.
    @inline(__always)
    var latinLeads: UInt64 { Self.range(low, 0x42, 0x43) & bytes & Self.tops }

    @inline(__always)
    private static func range(_ low: UInt64, _ first: UInt64, _ last: UInt64) -> UInt64 {
        (low &+ (0x80 - first) &* ones) & ~(low &+ (0x7F - last) &* ones)
    }
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
    let titles = titleBeginnings.span
    for title in titles.indices where text[index] | 0x20 == titles[title].letter {
        let beginning = titles[title].bytes.span
        guard index + beginning.count <= text.count else { continue }
        var offset = 1
        while offset < beginning.count, text[index + offset] | 0x20 == beginning[offset] { offset += 1 }
        if offset == beginning.count { return true }
    }
    return false
}

private struct TitleBeginning {
    /// The first of the bytes.
    let letter: UInt8
    /// With the letter-case bit set, which maps `.`, blanks and quotes onto themselves.
    let bytes: [UInt8]

    init(_ text: String) {
        bytes = text.utf8.map { $0 | 0x20 }
        letter = bytes[0]
    }
}

/// Of three bytes each at least.
private let titleBeginnings = [
    "m. ", "mr ", "mr.", "mrs", "ms ", "ms.", "mme", "mlle", "monsieur ", "madame ", "mademoi", "miss ", "m'app",
    "m’app", "mon nom",
    "my nam",
    "docteur", "dr ", "dr.", "maître", "cordialement", "regards", "sincer", "sign", "salutat", "bien à vous",
    "bonjour ", "bonsoir ", "cher ", "chère ", "dear ", "hi ", "hello ",
].map(TitleBeginning.init)

/// A place in ``titleHeads`` for the first three bytes of a word: other words seldom share one with a title.
@inline(__always)
private func titleHead(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Int {
    let bytes = (UInt32(first) | UInt32(second) << 8 | UInt32(third) << 16) | 0x20_2020
    return Int((bytes &* 0x9E37_79B1) >> 20)
}

/// 4,096 bits: set where a title's first three bytes lead.
private let titleHeads: [UInt64] = titleBeginnings.reduce(into: Array(repeating: 0, count: 64)) { heads, title in
    let head = titleHead(title.bytes[0], title.bytes[1], title.bytes[2])
    heads[head >> 6] |= 1 << UInt64(head & 63)
}
