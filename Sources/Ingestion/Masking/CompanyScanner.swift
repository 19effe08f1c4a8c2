extension PersonalDataScanner {
    /// A SIRET: fourteen digits, on end or as `732 829 320 00074`. The sole trader behind one is a person.
    ///
    /// Both the number and the nine digits of the company at its start have a Luhn digit, which one number in a hundred has
    /// by chance.
    ///
    /// - Source: INSEE; for establishments of La Poste (SIREN 356 000 000) the digits add up to a multiple of five instead.
    func siretEnd(at position: Int, in groups: [DigitGroup]) -> Int? {
        guard standsFree(groups[position].start),
            let (digits, end) = companyDigits(at: position, in: groups, sizes: [3, 3, 3, 5])
                ?? companyDigits(at: position, in: groups, sizes: [9, 5]),
            hasLuhnDigit(digits.prefix(9))
        else { return nil }
        if hasLuhnDigit(digits) { return end }
        let isPost = digits.starts(with: "356000000".utf8)
        return isPost && digits.reduce(0, { $0 + Int($1 - 0x30) }) % 5 == 0 ? end : nil
    }

    /// A SIREN: nine digits with a Luhn digit, where a word says so. One in ten numbers of nine digits has one by chance.
    func sirenEnd(at position: Int, in groups: [DigitGroup]) -> Int? {
        let start = groups[position].start
        guard standsFree(start), let (digits, end) = companyDigits(at: position, in: groups, sizes: [3, 3, 3]),
            hasLuhnDigit(digits), isPreceded(by: companyWords, index: start, reach: 24)
        else { return nil }
        let next = position + (groups[position].count == 9 ? 1 : 3)
        // A SIRET whose checksum is wrong.
        return next < groups.count && groups[next].count == 5 ? nil : end
    }

    /// The digits of one group of all of them, or of groups of these sizes.
    private func companyDigits(
        at position: Int, in groups: [DigitGroup], sizes: [Int]
    ) -> (digits: [UInt8], end: Int)? {
        let length = sizes.reduce(0, +)
        let isWhole = groups[position].count == length
        guard isWhole || groups[position...].prefix(sizes.count).map(\.count) == sizes else { return nil }
        let taken = groups[position...].prefix(isWhole ? 1 : sizes.count)
        guard let end = taken.last?.end, !isWord(end) else { return nil }
        return (taken.flatMap { bytes[$0.start..<$0.end] }, end)
    }
}

private let companyWords = ["siren", "siret", "rcs", "r.c.s"].map { Array($0.utf8) }
