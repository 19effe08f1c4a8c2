/// How well an eight-bit encoding explains a text: letters belong next to letters of the same case, apostrophes
/// between letters, symbols hardly anywhere.
struct AccentScore {
    private enum Role { case lower, upper, apostrophe, mark, sign, odd, control, other }

    private let roles: [Role]

    init(encoding: TextEncoding) {
        let page = CodePage.table(encoding) ?? []
        roles = (0..<256).map { byte in
            Self.role(of: byte < 0x80 ? UInt32(byte) : UInt32(page[byte - 0x80]))
        }
    }

    /// The sum over all bytes from 0x80 up; comparable between encodings of the same bytes.
    func score(_ bytes: [UInt8]) -> Int {
        var total = 0
        for index in bytes.indices where bytes[index] >= 0x80 {
            let before = index > 0 ? roles[Int(bytes[index - 1])] : .other
            let after = index + 1 < bytes.count ? roles[Int(bytes[index + 1])] : .other
            total += points(roles[Int(bytes[index])], byte: bytes[index], before, after)
        }
        return total
    }

    private func points(_ role: Role, byte: UInt8, _ before: Role, _ after: Role) -> Int {
        let inWord = isLetter(before) || isLetter(after)
        switch role {
        case .lower where before == .upper && after == .upper: return -1
        case .lower: return inWord ? 2 : 1
        case .upper where before == .lower: return -3
        case .upper: return inWord ? 2 : -1
        case .apostrophe: return isLetter(before) && isLetter(after) ? 2 : 1
        case .mark: return isLetter(before) && isLetter(after) ? 0 : 1
        case .sign: return isLetter(before) && isLetter(after) ? -2 : 0
        case .odd: return -2
        case .control: return -4
        case .other: return 0
        }
    }

    private func isLetter(_ role: Role) -> Bool { role == .lower || role == .upper }

    private static func role(of code: UInt32) -> Role {
        guard let scalar = Unicode.Scalar(code) else { return .odd }
        switch scalar {
        case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}": return code < 0x20 ? .other : .control
        case "’", "‘": return .apostrophe
        case "“", "”", "…", "–", "—", "«", "»", "\u{A0}", "€", "•", "°": return .mark
        case "£", "§", "©", "®", "™", "²", "³", "µ", "·", "¡", "¿", "½", "¼", "¾": return .sign
        case "ª", "º", "ƒ", "ﬁ", "ﬂ", "ı", "Ω", "π", "ˆ", "ˇ": return .odd
        default: break
        }
        if scalar.properties.isLowercase { return .lower }
        if scalar.properties.isUppercase { return .upper }
        return code < 0x80 ? .other : .odd
    }
}
