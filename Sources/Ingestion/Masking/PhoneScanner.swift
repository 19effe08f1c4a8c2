extension PersonalDataScanner {
    /// French, British and North American numbers as they are written at home, and any number with its country code.
    func phone(at position: Int, in groups: [DigitGroup]) -> Range<Int>? {
        let first = groups[position]
        let plus = plusBefore(first.start)
        if let plus, let end = internationalEnd(at: position, in: groups, skipping: 0) {
            return isWord(plus - 1) ? nil : plus..<end
        }
        guard standsFree(first.start) || followsPhone(first.start) || saysPhone(before: first.start) else { return nil }
        if let end = dialledEnd(at: position, in: groups) { return first.start..<end }
        guard let last = nationalEnd(at: position, in: groups) else { return nil }
        return first.start..<groups[last].end
    }

    /// Where the `+` is, when one stands before the number, perhaps with a bracket between: `+33`, `(+33)`.
    private func plusBefore(_ start: Int) -> Int? { byte(start - 1) == 0x2B ? start - 1 : nil }

    // MARK: With a country code

    /// `0033 6…`, `001 415…`, and `00 33 6…` for countries whose numbers have one length.
    private func dialledEnd(at position: Int, in groups: [DigitGroup]) -> Int? {
        let first = groups[position]
        // "6335 9912 0045 1187 2204" is one number.
        guard position == 0 || first.separator != .blank || groups[position - 1].count != 4 else { return nil }
        guard first.count >= 2, bytes[first.start] == 0x30, bytes[first.start + 1] == 0x30 else { return nil }
        if first.count == 2 {
            guard position + 1 < groups.count, groups[position + 1].separator == .blank,
                let range = phoneLengths(after: bytes[groups[position + 1].start..<groups[position + 1].end]),
                range.lowerBound == range.upperBound
            else { return nil }
            return internationalEnd(at: position + 1, in: groups, skipping: 0)
        }
        return bytes[first.start + 2] == 0x30 ? nil : internationalEnd(at: position, in: groups, skipping: 2)
    }

    private func internationalEnd(at position: Int, in groups: [DigitGroup], skipping prefix: Int) -> Int? {
        var digits: [UInt8] = []
        var (end, wanted): (Int?, ClosedRange<Int>) = (nil, 8...15)
        for (index, group) in groups[position...].prefix(9).enumerated() {
            let start = index == 0 ? group.start + prefix : group.start
            // "+33 (0)6 12 34 56 78": the zero in brackets is dialled at home only.
            let isTrunkZero = index > 0 && group.count == 1 && bytes[start] == 0x30 && group.separator == .bracket
            if isTrunkZero { continue }
            digits.append(contentsOf: bytes[start..<group.end])
            if digits.count > 24 { break }
            if digits.count >= 2 { wanted = phoneLengths(after: digits[...]) ?? 9...15 }
            if digits.count > wanted.upperBound { break }
            if wanted.contains(digits.count), !isWord(group.end) { end = group.end }
            if digits.count == wanted.upperBound { break }
        }
        guard let first = digits.first, first != 0x30 else { return nil }
        return end
    }

    /// How many digits numbers of this country have, its code included; `nil` for one not listed.
    private func phoneLengths(after digits: ArraySlice<UInt8>) -> ClosedRange<Int>? {
        let code = digits.prefix(3).reduce(0) { $0 * 10 + Int($1 - 0x30) }
        if digits.count > 2, let lengths = lengthsOfThreeDigitCodes[code] { return lengths }
        let first = digits[digits.startIndex]
        if first == 0x31 { return isAmericanPlan(digits) ? 11...11 : 12...12 }
        guard digits.count > 1 else { return nil }
        switch digits.count > 2 ? code / 10 : code {
        // "+33 06…" keeps the zero that is dialled at home.
        case 33: return digits.count > 2 && code % 10 == 0 ? 12...12 : 11...11
        case 31, 34, 41, 48, 61: return 11...11
        case 45, 47: return 10...10
        case 91: return 12...12
        case 44: return 12...13
        case 32: return 10...11
        case 39, 49: return 10...14
        default: return nil
        }
    }

    /// Area codes and exchanges of North America start with 2 to 9.
    private func isAmericanPlan(_ digits: ArraySlice<UInt8>) -> Bool {
        let start = digits.startIndex
        return (digits.count < 2 || digits[start + 1] >= 0x32) && (digits.count < 5 || digits[start + 4] >= 0x32)
    }

    // MARK: As written at home

    /// - Returns: the index of the number's last group.
    private func nationalEnd(at position: Int, in groups: [DigitGroup]) -> Int? {
        let rest = groups[position...].prefix(6)
        let lengths = rest.map(\.count)
        guard
            let pattern = patterns(for: rest.first).first(where: { lengths.starts(with: $0) })
                ?? lonelyPattern(at: position, in: groups)
        else { return nil }
        let last = position + pattern.count - 1
        guard !isWord(groups[last].end), !countsUp(groups[position...last]) else { return nil }
        return pattern.count > 1 || !saysReference(before: groups[position].start) ? last : nil
    }

    private func lonelyPattern(at position: Int, in groups: [DigitGroup]) -> [Int]? {
        guard position == 0, bytes[groups[0].start] == 0x30 else { return nil }
        let lengths = groups.prefix(5).map(\.count)
        return lonelyPatterns.first { $0 == lengths }
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

    /// "01 02 03 04 05": five things in a row.
    private func countsUp(_ pairs: ArraySlice<DigitGroup>) -> Bool {
        guard pairs.count == 5, pairs.allSatisfy({ $0.count == 2 }) else { return false }
        let numbers = pairs.map { Int(bytes[$0.start]) * 10 + Int(bytes[$0.start + 1]) }
        return zip(numbers, numbers.dropFirst()).allSatisfy { $1 == $0 + 1 }
    }

    /// "555-123-4567" and "(555) 123 4567", not "200 300 4000".
    private func isAmericanNumber(_ group: DigitGroup) -> Bool {
        byte(group.start - 1) == 0x28
            || "-.".utf8.contains(byte(group.end)) && byte(group.end) == byte(group.end + 4)
                && byte(group.end + 1) >= 0x32
    }

    /// "06 12 34 56 78 / 01 23 45 67 89": one number after another.
    private func followsPhone(_ start: Int) -> Bool {
        found.last.map { $0.kind == .phone && start >= $0.range.upperBound && start - $0.range.upperBound <= 3 }
            ?? false
    }

    private func saysPhone(before index: Int) -> Bool { isPreceded(by: phoneWords, index: index, reach: 16) }

    /// "commande n° 0612345678": ten digits on end after such a word are no phone number.
    private func saysReference(before index: Int) -> Bool {
        isPreceded(by: referenceWords, index: index, reach: 24) && !saysPhone(before: index)
    }
}

/// Digits with the country code, by country code: North Africa, Portugal, Luxembourg, Ireland, overseas France.
private let lengthsOfThreeDigitCodes: [Int: ClosedRange<Int>] = [
    212: 12...12, 213: 12...12, 216: 11...11, 262: 12...12, 351: 12...12, 352: 9...12, 353: 10...12, 590: 12...12,
    594: 12...12, 596: 12...12, 687: 9...9, 689: 11...11,
]
/// Group lengths of numbers that start with the trunk zero: French, Belgian, then British.
private let trunkPatterns: [[Int]] = [
    [2, 2, 2, 2, 2], [4, 2, 2, 2], [10], [1, 3, 3, 3], [1, 1, 2, 2, 2, 2], [4, 3, 3], [4, 6], [2, 4, 4], [2, 3, 2, 2],
    [3, 2, 2, 2],
    [2, 8], [5, 6], [5, 3, 3], [3, 4, 4], [4, 3, 4], [4, 7], [3, 8], [11],
]
/// The same of numbers that stand alone: within more groups of digits they are part of something else.
private let lonelyPatterns: [[Int]] = [[2, 2, 3, 3], [3, 3, 2, 2]]
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
