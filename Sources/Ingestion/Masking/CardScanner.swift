extension PersonalDataScanner {
    /// The French NIR: 13 characters and a key of two, blanks between any; 2A and 2B name Corsica.
    ///
    /// - Source: INSEE: key = 97 − (number mod 97), where 2A counts as 19 and 2B as 18.
    func socialSecurityEnd(from start: Int) -> Int? {
        guard "123478".utf8.contains(bytes[start]), !isWord(start - 1) else { return nil }
        var (number, key, count, index) = (0, 0, 0, start)
        while count < 15 {
            let byte = byte(index)
            if byte.isDigit {
                if count < 13 { number = number * 10 + Int(byte - 0x30) } else { key = key * 10 + Int(byte - 0x30) }
            } else if count == 6, number % 10 == 2, byte | 0x20 == 0x61 || byte | 0x20 == 0x62 {
                number = number / 10 * 100 + (byte | 0x20 == 0x61 ? 19 : 18)
            } else {
                // "1 85 05 78 006 084 (36)", "…/36": the key stands apart.
                let isSign = ".-/()".utf8.contains(byte)
                let width = isSign ? 1 : max(blankWidth(at: index), dashWidth(at: index))
                guard width > 0 else { return nil }
                index += width
                continue
            }
            count += 1
            index += 1
        }
        let month = number / 100_000_000 % 100
        guard !isWord(index), key == 97 - number % 97, (1...12).contains(month) || month >= 20 else { return nil }
        return index
    }

    /// 13 to 19 digits with an issuer's prefix and a right Luhn digit, whole or in groups from the first four on.
    ///
    /// Fourteen digits on end are no card: so are moments (`20261012143055`) and companies' numbers.
    func cardEnd(at position: Int, in groups: [DigitGroup]) -> Int? {
        guard groups[position].count >= 4, standsFree(groups[position].start) else { return nil }
        var digits: [UInt8] = []
        for (index, group) in groups[position...].prefix(6).enumerated() {
            guard group.count >= 3, digits.count + group.count <= 19 else { return nil }
            digits.append(contentsOf: bytes[group.start..<group.end])
            let isMoment = digits.count == 14 && digits.count == group.count
            if digits.count >= 13, !isMoment, hasIssuerPrefix(digits), hasLuhnDigit(digits), !isWord(group.end) {
                // A longer number in groups of four: a voucher's, not a card's.
                let next = position + index + 1
                let goesOn = index > 0 && next < groups.count && groups[next].count == 4
                return goesOn ? nil : group.end
            }
        }
        return nil
    }

    /// - Source: ISO/IEC 7812; the ranges of the networks in use in Europe and North America.
    private func hasIssuerPrefix(_ digits: [UInt8]) -> Bool {
        let prefix = digits.prefix(4).reduce(0) { $0 * 10 + Int($1 - 0x30) }
        switch digits.count {
        case 13: return prefix / 1000 == 4
        case 14:
            return prefix / 100 == 36 || prefix / 100 == 38 || prefix / 10 == 309 || (300...305).contains(prefix / 10)
        case 15: return prefix / 100 == 34 || prefix / 100 == 37
        case 16:
            return (2221...2720).contains(prefix) || (3528...3589).contains(prefix) || (4000...5899).contains(prefix)
                || prefix == 6011 || prefix == 6304 || (6200...6299).contains(prefix) || (6440...6599).contains(prefix)
                || (6750...6799).contains(prefix)
        default: return prefix / 1000 == 4 || prefix / 1000 == 6
        }
    }

    /// - Source: ISO/IEC 7812-1, annex B.
    func hasLuhnDigit(_ digits: some BidirectionalCollection<UInt8>) -> Bool {
        var (sum, doubles) = (0, false)
        for digit in digits.reversed() {
            let value = Int(digit - 0x30) * (doubles ? 2 : 1)
            sum += value > 9 ? value - 9 : value
            doubles.toggle()
        }
        return sum % 10 == 0
    }
}
