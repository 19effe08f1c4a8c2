/// A run of digits, and what stands between it and the run before.
struct DigitGroup {
    var start: Int
    var end: Int
    var separator: Separator

    var count: Int { end - start }

    enum Separator { case none, blank, dot, dash, bracket }
}

extension PersonalDataScanner {
    /// Phone, card, company and social-security numbers and IPv4 addresses: all are groups of digits.
    mutating func findNumbers() {
        var index = 0
        while index < bytes.count {
            guard bytes[index].isDigit else {
                index += 1
                continue
            }
            let groups = digitGroups(from: index)
            findNumbers(in: groups)
            index = groups[groups.count - 1].end
        }
    }

    private mutating func findNumbers(in groups: [DigitGroup]) {
        var position = 0
        while position < groups.count {
            guard let (range, kind) = number(at: position, in: groups) else {
                position += 1
                continue
            }
            add(range, kind)
            while position < groups.count, groups[position].start < range.upperBound { position += 1 }
        }
    }

    private func number(at position: Int, in groups: [DigitGroup]) -> (Range<Int>, MaskKind)? {
        let start = groups[position].start
        if let end = socialSecurityEnd(from: start) { return (start..<end, .nir) }
        if let end = siretEnd(at: position, in: groups) { return (start..<end, .siret) }
        if let end = cardEnd(at: position, in: groups) { return (start..<end, .card) }
        if let end = sirenEnd(at: position, in: groups) { return (start..<end, .siren) }
        if let end = ipEnd(at: position, in: groups) { return (start..<end, .ip) }
        if let range = phone(at: position, in: groups) { return (range, .phone) }
        return nil
    }

    private func digitGroups(from start: Int) -> [DigitGroup] {
        var (groups, index, separator) = ([DigitGroup](), start, DigitGroup.Separator.none)
        while true {
            let first = index
            while byte(index).isDigit { index += 1 }
            groups.append(DigitGroup(start: first, end: index, separator: separator))
            guard let (next, kind) = groupSeparator(at: index) else { return groups }
            (index, separator) = (next, kind)
        }
    }

    /// At most three blanks, dots, dashes, slashes or brackets, then a digit.
    private func groupSeparator(at start: Int) -> (next: Int, DigitGroup.Separator)? {
        var (index, kind, pieces) = (start, DigitGroup.Separator.none, 0)
        while pieces < 3 {
            if case let width = blankWidth(at: index), width > 0 {
                index += width
                if kind == .none { kind = .blank }
            } else if case let width = dashWidth(at: index), width > 0 {
                index += width
                kind = .dash
            } else if byte(index) == 0x2E {
                index += 1
                kind = .dot
            } else if byte(index) == 0x2D || byte(index) == 0x2F {
                index += 1
                kind = .dash
            } else if byte(index) == 0x28 || byte(index) == 0x29 {
                index += 1
                kind = .bracket
            } else {
                break
            }
            pieces += 1
        }
        return pieces > 0 && byte(index).isDigit ? (index, kind) : nil
    }

    /// Whether a number may start at `start`: not in the middle of a word or a reference such as `CMD-0612345678`.
    func standsFree(_ start: Int) -> Bool {
        let before = byte(start - 1)
        if before == 0x2E || before == 0x2C { return !byte(start - 2).isDigit }
        return !isWord(start - 1) && before != 0x2D && before != 0x23 && before != 0x2F || start == 0
    }
}
