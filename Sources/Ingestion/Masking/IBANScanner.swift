extension PersonalDataScanner {
    /// Two letters, two check digits and the country's number of characters, in groups or not, with a right checksum.
    mutating func findIBANs() {
        var index = 0
        while let digits = nextDigits(from: index + 2) {
            index = digits - 2
            if bytes[index].isLetter, bytes[index + 1].isLetter, !isWord(index - 1) || has("iban", at: index - 4),
                let end = ibanEnd(from: index)
            {
                add(index..<end, .iban)
                index = end
            } else {
                index += 1
            }
        }
    }

    /// Where the next two digits are that have the rest of the shortest number after them.
    private func nextDigits(from start: Int) -> Int? {
        let bytes = bytes.span
        for index in start..<max(start, bytes.count - 12) where bytes[index].isDigit && bytes[index + 1].isDigit {
            return index
        }
        return nil
    }

    private func ibanEnd(from start: Int) -> Int? {
        let country = String(decoding: bytes[start..<start + 2], as: UTF8.self).uppercased()
        guard let length = ibanLengths[country] else { return nil }
        var (characters, index) = ([UInt8](), start)
        while characters.count < length {
            let byte = byte(index)
            if byte.isLetter || byte.isDigit {
                characters.append(byte.isLetter ? byte & 0xDF : byte)
                index += 1
            } else if case let width = ibanSeparatorWidth(index), width > 0, !characters.isEmpty {
                index += width
            } else {
                return nil
            }
        }
        return !isWord(index) && hasRightChecksum(characters) ? index : nil
    }

    private func ibanSeparatorWidth(_ index: Int) -> Int { byte(index) == 0x2D ? 1 : blankWidth(at: index) }

    /// - Source: ISO 13616: the rearranged number modulo 97 is 1.
    private func hasRightChecksum(_ characters: [UInt8]) -> Bool {
        var remainder = 0
        for character in characters[4...] + characters[..<4] {
            let value = character.isDigit ? Int(character - 0x30) : Int(character - 0x41) + 10
            remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97
        }
        return remainder == 1
    }
}

/// - Source: SWIFT IBAN registry.
private let ibanLengths: [String: Int] = [
    "AD": 24, "AE": 23, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20,
    "ES": 24,
    "FI": 18, "FR": 27, "GB": 22, "GI": 23, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IS": 26, "IT": 27, "LI": 21,
    "LT": 20,
    "LU": 20, "LV": 21, "MA": 28, "MC": 27, "MT": 31, "MU": 30, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24,
    "RS": 22,
    "SE": 24, "SI": 19, "SK": 24, "SM": 27, "TN": 24, "TR": 26,
]
