/// What bytes 0x80 to 0xFF mean in the eight-bit encodings; below, all are ASCII.
enum CodePage {
    static let windows1252: [UInt16] = {
        var page = [UInt16](0x80...0xFF)
        let special = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ"
        for (index, scalar) in special.unicodeScalars.enumerated() { page[index] = UInt16(scalar.value) }
        return page
    }()

    static let latin9: [UInt16] = {
        var page = [UInt16](0x80...0xFF)
        for (byte, scalar) in [
            (0xA4, "€"), (0xA6, "Š"), (0xA8, "š"), (0xB4, "Ž"), (0xB8, "ž"), (0xBC, "Œ"), (0xBD, "œ"), (0xBE, "Ÿ"),
        ] as [(Int, Unicode.Scalar)] {
            page[byte - 0x80] = UInt16(scalar.value)
        }
        return page
    }()

    static let macRoman: [UInt16] = {
        let rows = [
            "ÄÅÇÉÑÖÜáàâäãåçéè", "êëíìîïñóòôöõúùûü", "†°¢£§•¶ß®©™´¨≠ÆØ", "∞±≤≥¥µ∂∑∏π∫ªºΩæø",
            "¿¡¬√ƒ≈∆«»…\u{A0}ÀÃÕŒœ", "–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ", "‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ", "\u{F8FF}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ",
        ]
        return rows.joined().unicodeScalars.map { UInt16($0.value) }
    }()

    /// The table of an eight-bit encoding; nil for UTF-8 and UTF-16.
    static func table(_ encoding: TextEncoding) -> [UInt16]? {
        switch encoding {
        case .windows1252: windows1252
        case .latin9: latin9
        case .macRoman: macRoman
        case .utf8, .utf16LE, .utf16BE: nil
        }
    }
}

/// Appends a code point that is not a surrogate as UTF-8.
@inline(__always)
func appendUTF8(_ code: UInt32, to output: inout [UInt8]) {
    switch code {
    case ..<0x80: output.append(UInt8(truncatingIfNeeded: code))
    case ..<0x800:
        output.append(UInt8(truncatingIfNeeded: 0xC0 | code >> 6))
        output.append(UInt8(truncatingIfNeeded: 0x80 | code & 0x3F))
    case ..<0x10000:
        output.append(UInt8(truncatingIfNeeded: 0xE0 | code >> 12))
        output.append(UInt8(truncatingIfNeeded: 0x80 | code >> 6 & 0x3F))
        output.append(UInt8(truncatingIfNeeded: 0x80 | code & 0x3F))
    default:
        output.append(UInt8(truncatingIfNeeded: 0xF0 | code >> 18))
        output.append(UInt8(truncatingIfNeeded: 0x80 | code >> 12 & 0x3F))
        output.append(UInt8(truncatingIfNeeded: 0x80 | code >> 6 & 0x3F))
        output.append(UInt8(truncatingIfNeeded: 0x80 | code & 0x3F))
    }
}
