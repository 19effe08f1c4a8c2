extension PersonalDataScanner {
    /// Four numbers from 0 to 255 with dots, unless a version is meant.
    func ipEnd(at position: Int, in groups: [DigitGroup]) -> Int? {
        guard position + 4 <= groups.count,
            standsFree(groups[position].start) || has("//", at: groups[position].start - 2)
        else { return nil }
        let quad = groups[position..<position + 4]
        guard quad.dropFirst().allSatisfy({ $0.separator == .dot && bytes[$0.start - 1] == 0x2E }),
            quad.allSatisfy({ $0.count <= 3 && value(of: $0) <= 255 }),
            zip(quad, quad.dropFirst()).allSatisfy({ $1.start == $0.end + 1 })
        else { return nil }
        if position + 4 < groups.count, groups[position + 4].separator == .dot { return nil }
        let end = quad[position + 3].end
        let isVersion = isPreceded(by: versionWords, index: groups[position].start, reach: 14)
        return isWord(end) || isVersion ? nil : end
    }

    private func value(of group: DigitGroup) -> Int {
        bytes[group.start..<group.end].reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    /// Eight groups of hexadecimal digits, or fewer with one `::`.
    mutating func findIPv6() {
        var index = 0
        // Most texts have no colon to look around.
        while let colon = nextColon(from: index) {
            var (start, colons) = (colon, 0)
            while start > index, isHexadecimal(bytes[start - 1]) { start -= 1 }
            index = colon
            while index < bytes.count, bytes[index] == 0x3A || isHexadecimal(bytes[index]) {
                if bytes[index] == 0x3A { colons += 1 }
                index += 1
            }
            if colons >= 2, index - start <= 45, !isWord(start - 1), !isWord(index), isIPv6(bytes[start..<index]) {
                add(start..<index, .ip)
            }
        }
    }

    private func nextColon(from start: Int) -> Int? {
        let bytes = bytes.span
        for index in start..<bytes.count where bytes[index] == 0x3A { return index }
        return nil
    }

    private func isIPv6(_ text: ArraySlice<UInt8>) -> Bool {
        let groups = text.split(separator: 0x3A, omittingEmptySubsequences: false)
        guard groups.allSatisfy({ $0.count <= 4 }) else { return false }
        let written = groups.filter { !$0.isEmpty }
        if groups.count == 8, written.count == 8 { return true }
        return text.contains(sequence: [0x3A, 0x3A]) && (3...7).contains(written.count)
            && written.reduce(0) { $0 + $1.count } >= 6
    }

    private func isHexadecimal(_ byte: UInt8) -> Bool { byte.isDigit || (0x61...0x66).contains(byte | 0x20) }
}

/// Words before four numbers with dots that are a version or a place in a text.
private let versionWords = [
    "version", "ver.", "build", "firmware", "release", "ios", "android", " v ", " v.", "maj", "mise à jour", "update",
    "appli", "app ", "patch", "pilote", "driver", "chapitre", "chapter", "section", "article", "clause", "paragraph",
    "§",
].map { Array($0.utf8) }
