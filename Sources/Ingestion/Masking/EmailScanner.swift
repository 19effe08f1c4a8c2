extension PersonalDataScanner {
    /// `lea.martin+avis@exemple.fr`, also with `%40` as in URLs.
    mutating func findEmails() {
        var (index, floor) = (0, 0)
        while index < bytes.count {
            let width = atSignWidth(index)
            if width > 0, let range = email(around: index, width: width, floor: floor) {
                add(range, .email)
                floor = range.upperBound
                index = range.upperBound
            } else {
                if width > 0 { floor = index + width }
                index += max(width, 1)
            }
        }
    }

    private func atSignWidth(_ index: Int) -> Int {
        switch bytes[index] {
        case UInt8(ascii: "@"): 1
        case UInt8(ascii: "%") where byte(index + 1) == 0x34 && byte(index + 2) == 0x30: 3
        default: 0
        }
    }

    private func email(around at: Int, width: Int, floor: Int) -> Range<Int>? {
        var start = at
        while start > floor, isLocalPart(start - 1) { start -= 1 }
        while start < at, bytes[start] == 0x2E { start += 1 }
        guard start < at else { return nil }
        var (end, lastDot) = (at + width, 0)
        while end < bytes.count, isDomain(end) {
            if bytes[end] == 0x2E, end > at + width { lastDot = end }
            end += 1
        }
        // "écrivez à a@b.fr." ends with the sentence's own full stop.
        while end > at + width, bytes[end - 1] == 0x2E || bytes[end - 1] == 0x2D {
            end -= 1
            if lastDot == end { lastDot = bytes[at + width..<end].lastIndex(of: 0x2E) ?? 0 }
        }
        guard lastDot > 0, end - lastDot >= 3, bytes[(lastDot + 1)..<end].allSatisfy({ $0.isLetter || $0 >= 0x80 })
        else { return nil }
        return start..<end
    }

    private func isLocalPart(_ index: Int) -> Bool { isWord(index) || "._+-".utf8.contains(bytes[index]) }

    private func isDomain(_ index: Int) -> Bool {
        isWord(index) && bytes[index] != 0x5F || bytes[index] == 0x2E || bytes[index] == 0x2D
    }
}
