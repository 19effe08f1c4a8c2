/// What a character is to the scanner.
enum ByteClass: UInt8, Sendable {
    case separator, letter, digit, multibyte, clauseEnd, softBreak, quote, hyphen, at, slash
}

/// What a character above ASCII is to the scanner, once decoded.
enum ScalarClass: Sendable {
    /// A Latin letter; its folded form was appended to the key.
    case latin
    /// A letter of another script.
    case foreign
    /// A combining mark: part of the letter before it.
    case mark
    case apostrophe, quote, clauseEnd, ellipsis, softBreak, hyphen, emoji, separator
}

/// One decoded character.
struct Scalar {
    var value: UInt32
    /// In bytes, at least 1.
    var width: Int
}

/// Tables of letters and punctuation, built once per lexicon set.
struct Letters: Sendable {
    let classes: [ByteClass]
    /// ASCII letters in lower case and digits; 0 for everything else.
    let folded: [UInt8]
    /// By code point, U+00C0…U+017F: the base letter, 0 where folding takes two letters or there is none.
    private let bases: [UInt8]

    init() {
        classes = (0..<256).map { Self.byteClass(UInt8($0)) }
        folded = (0..<256).map { byte in
            switch Self.byteClass(UInt8(byte)) {
            case .letter: UInt8(byte) | 0x20
            case .digit: UInt8(byte)
            default: 0
            }
        }
        bases = Array(Self.baseLetters.utf8)
        precondition(bases.count == 0x180 - 0xC0, "one base letter for each code point")
    }

    /// U+00C0…U+017F; `.` where there is no single base letter.
    private static let baseLetters =
        "aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.y"
        + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkkklllllllll"
        + "lnnnnnnnnnoooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"

    private static func byteClass(_ byte: UInt8) -> ByteClass {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): .letter
        case UInt8(ascii: "0")...UInt8(ascii: "9"): .digit
        case 0x80...0xFF: .multibyte
        case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ";"), UInt8(ascii: ":"), 0x0A, 0x0D:
            .clauseEnd
        case UInt8(ascii: ","), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"),
            UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "|"):
            .softBreak
        case UInt8(ascii: "\""): .quote
        case UInt8(ascii: "-"): .hyphen
        case UInt8(ascii: "/"): .slash
        case UInt8(ascii: "@"): .at
        default: .separator
        }
    }

    /// Says what a character above ASCII is and, when it is a letter, appends its folded form.
    func classify(_ scalar: UInt32, appendingTo key: inout WordKey) -> ScalarClass {
        if scalar >= 0xC0, scalar < 0x180 { return appendLatin(scalar, to: &key) }
        switch scalar {
        case 0x0300...0x036F: return .mark
        case 0x2018, 0x2019, 0x02BC, 0x00B4, 0x2032: return .apostrophe
        case 0x2026: return .ellipsis
        case 0x00AB, 0x00BB, 0x201C...0x201F, 0x2039, 0x203A: return .quote
        case 0x2010, 0x2011: return .hyphen
        case 0x2012...0x2015, 0x2022, 0x00B7: return .softBreak
        case 0x0085, 0x2028, 0x2029, 0x3002, 0xFF01, 0xFF1F, 0x00A1, 0x00BF: return .clauseEnd
        case 0x1F000...0x1FAFF, 0x2600...0x27BF, 0x2B00...0x2BFF, 0x2300...0x23FF: return .emoji
        case 0x0180...0x02AF, 0x1E00...0x1EFF:
            Self.appendUTF8(scalar, to: &key)
            return .latin
        case 0x0370...0x1DFF, 0x1F00...0x1FFF, 0x2C00...0x2DFF, 0x3040...0xD7FF, 0xF900...0xFDFF, 0xFE70...0xFEFC,
            0xFF21...0xFFDC, 0x10000...0x1EFFF, 0x20000...0x3FFFF:
            Self.appendUTF8(scalar, to: &key)
            return .foreign
        default: return .separator
        }
    }

    /// The base letter of the accented letter at `offset`, U+00C0…U+00FF, with its code point; `nil` for what folds to two
    /// letters and for everything else.
    @inline(__always)
    func accented(_ text: Span<UInt8>, at offset: Int) -> (base: UInt8, scalar: UInt32)? {
        guard offset + 1 < text.count, text[offset] == 0xC3, text[offset + 1] & 0xC0 == 0x80 else { return nil }
        let index = Int(text[offset + 1] & 0x3F)
        let base = bases[index]
        return base == UInt8(ascii: ".") ? nil : (base, 0xC0 + UInt32(truncatingIfNeeded: index))
    }

    private func appendLatin(_ scalar: UInt32, to key: inout WordKey) -> ScalarClass {
        let base = bases[Int(scalar - 0xC0)]
        if base != UInt8(ascii: ".") {
            key.append(base)
            return .latin
        }
        switch scalar {
        case 0xC6, 0xE6: key.append("a", "e")
        case 0xDF: key.append("s", "s")
        case 0xDE, 0xFE: key.append("t", "h")
        case 0x132, 0x133: key.append("i", "j")
        case 0x152, 0x153: key.append("o", "e")
        default: return .separator  // × ÷
        }
        return .latin
    }

    static func appendUTF8(_ scalar: UInt32, to key: inout WordKey) {
        guard let scalar = Unicode.Scalar(scalar) else { return }
        for byte in scalar.utf8 { key.append(byte) }
    }

    /// Decodes the character at `offset`; `nil` when the bytes there are not UTF-8.
    static func decode(_ text: Span<UInt8>, at offset: Int) -> Scalar? {
        let lead = text[offset]
        let (width, bits, lowest): (Int, UInt32, UInt32) =
            switch lead {
            case 0x00...0x7F: (1, UInt32(lead), 0)
            case 0xC2...0xDF: (2, UInt32(lead & 0x1F), 0x80)
            case 0xE0...0xEF: (3, UInt32(lead & 0x0F), 0x800)
            case 0xF0...0xF4: (4, UInt32(lead & 0x07), 0x10000)
            default: (0, 0, 0)
            }
        guard width > 0, offset + width <= text.count else { return nil }
        var value = bits
        for index in 1..<max(width, 1) {
            let byte = text[offset + index]
            guard byte & 0xC0 == 0x80 else { return nil }
            value = value << 6 | UInt32(byte & 0x3F)
        }
        guard value >= lowest, value <= 0x10FFFF, !(0xD800...0xDFFF).contains(value) else { return nil }
        return Scalar(value: value, width: width)
    }
}

extension WordKey {
    fileprivate mutating func append(_ first: Unicode.Scalar, _ second: Unicode.Scalar) {
        append(UInt8(ascii: first))
        append(UInt8(ascii: second))
    }
}
