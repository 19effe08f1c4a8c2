extension PersonalDataScanner {
    /// French, British and North American numbers as they are written at home, and any number with its country code.
    func phone(at position: Int, in groups: [DigitGroup]) -> Range<Int>? {
        let first = groups[position]
        let plus = plusBefore(first.start)
        if let plus, let end = internationalEnd(at: position, in: groups, skipping: 0) {
            return isWord(plus - 1) ? nil : plus..<end
        }
        guard standsFree(first.start) || saysPhone(before: first.start) else { return nil }
        if first.count >= 4, bytes[first.start] == 0x30, bytes[first.start + 1] == 0x30, bytes[first.start + 2] != 0x30,
            let end = internationalEnd(at: position, in: groups, skipping: 2)
        {
            return first.start..<end
        }
        guard let last = nationalEnd(at: position, in: groups) else { return nil }
        return first.start..<groups[last].end
    }

    /// Where the `+` is, when one stands before the number, perhaps with a bracket between: `+33`, `(+33)`.
    private func plusBefore(_ start: Int) -> Int? { byte(start - 1) == 0x2B ? start - 1 : nil }

    // MARK: With a country code

    private func internationalEnd(at position: Int, in groups: [DigitGroup], skipping prefix: Int) -> Int? {
        var digits: [UInt8] = []
        var (end, wanted): (Int?, ClosedRange<Int>) = (nil, 8...15)
        for (index, group) in groups[position...].prefix(9).enumerated() {
            let start = index == 0 ? group.start + prefix : group.start
            // "+33 (0)6 12 34 56 78": the zero in brackets is dialled at home only.
            let isTrunkZero = index > 0 && group.count == 1 && bytes[start] == 0x30 && group.separator == .bracket
            if isTrunkZero { continue }
            digits.append(contentsOf: bytes[start..<group.end])
            if digits.count >= 2 { wanted = numberLengths(after: digits) }
            if digits.count > wanted.upperBound { break }
            if wanted.contains(digits.count), !isWord(group.end) { end = group.end }
            if digits.count == wanted.upperBound { break }
        }
        guard let first = digits.first, first != 0x30 else { return nil }
        return end
    }

    /// How many digits numbers of this country have, its code included.
    private func numberLengths(after digits: [UInt8]) -> ClosedRange<Int> {
        let code = digits.prefix(2).reduce(0) { $0 * 10 + Int($1 - 0x30) }
        switch code {
        case 10...19: return 11...11
        case 33, 34, 31, 41, 48: return digits.count > 2 && code == 33 && digits[2] == 0x30 ? 12...12 : 11...11
        case 44: return 12...13
        case 32: return 10...11
        case 49, 39: return 10...14
        default: return 9...15
        }
    }

    // MARK: As written at home

    /// - Returns: the index of the number's last group.
    private func nationalEnd(at position: Int, in groups: [DigitGroup]) -> Int? {
        let rest = groups[position...].prefix(6)
        let lengths = rest.map(\.count)
        guard let pattern = patterns(for: rest.first).first(where: { lengths.starts(with: $0) }) else { return nil }
        let last = position + pattern.count - 1
        guard !isWord(groups[last].end) else { return nil }
        return pattern.count > 1 || !saysReference(before: groups[position].start) ? last : nil
    }

    private func patterns(for group: DigitGroup?) -> [[Int]] {
        guard let group else { return [] }
        let (first, second) = (bytes[group.start], byte(group.start + 1))
        if first == 0x30 { return group.count > 1 && !(0x31...0x39).contains(second) ? [] : trunkPatterns }
        if group.count == 3, first >= 0x32 { return isAmericanNumber(group) ? [[3, 3, 4]] : [] }
        if group.count == 1, first == 0x31 { return [[1, 3, 3, 4]] }
        if group.count == 2, first == 0x33, second == 0x33 { return [[2, 1, 2, 2, 2, 2]] }
        if group.count == 11, first == 0x33, second == 0x33, (0x36...0x37).contains(byte(group.start + 2)) {
            return [[11]]
        }
        return []
    }

    /// "555-123-4567" and "(555) 123 4567", not "200 300 4000".
    private func isAmericanNumber(_ group: DigitGroup) -> Bool {
        byte(group.start - 1) == 0x28 || "-.".utf8.contains(byte(group.end)) && byte(group.end) == byte(group.end + 4)
    }

    private func saysPhone(before index: Int) -> Bool { isPreceded(by: phoneWords, index: index, reach: 16) }

    /// "commande n° 0612345678": ten digits on end after such a word are no phone number.
    private func saysReference(before index: Int) -> Bool {
        isPreceded(by: referenceWords, index: index, reach: 24) && !saysPhone(before: index)
    }
}

/// Group lengths of numbers that start with the trunk zero: French, Belgian, then British.
private let trunkPatterns: [[Int]] = [
    [2, 2, 2, 2, 2], [4, 2, 2, 2], [10], [1, 3, 3, 3], [1, 1, 2, 2, 2, 2], [4, 3, 3], [4, 6], [2, 4, 4], [2, 3, 2, 2],
    [3, 2, 2, 2],
    [2, 8], [5, 6], [5, 3, 3], [3, 4, 4], [4, 3, 4], [4, 7], [3, 8], [11],
]
private let phoneWords = [
    "tel", "tél", "phone", "phoning", "mobile", "portable", "appel", "joindre", "joignable", "call", "fax", "numéro :",
    "whatsapp",
]
.map { Array($0.utf8) }
private let referenceWords = [
    "commande", "cde", "dossier", "facture", "ref", "réf", "ticket", "colis", "suivi", "client", "order", "tracking",
    "invoice",
    "case", "serial", "série", "produit", "article", "contrat", "n° ", "booking", "réservation", "transaction", "ean",
    "code",
].map { Array($0.utf8) }
