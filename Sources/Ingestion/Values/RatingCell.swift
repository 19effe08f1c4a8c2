/// A rating as a cell writes it, with what it is out of when the cell says.
struct RatingCell: Hashable {
    var points: Double
    var maximum: Double?

    /// Reads `4`, `4,5`, `4/5`, `4 sur 5 étoiles`, `4.5 out of 5`, `80%`, `★★★★☆`, `4 stars`, `5 - Extremely likely`,
    /// `10 = Très probable`, `Très probable (10)`.
    ///
    /// - Returns: `nil` for anything else, answer labels without a number included.
    init?(_ cell: Span<UInt8>) {
        if let stars = RatingCell.stars(in: cell) {
            self = stars
            return
        }
        var number = NumberScanner()
        let end = number.read(cell, from: 0)
        guard end > 0 else {
            guard let trailing = RatingCell.trailingNumber(in: cell) else { return nil }
            self.init(points: trailing)
            return
        }
        self.init(points: number.value)
        guard end < cell.count else { return }
        guard readsRest(cell, from: end) else { return nil }
    }

    private init(points: Double, maximum: Double? = nil) {
        self.points = points
        self.maximum = maximum
    }

    /// What may follow the number: its maximum, a unit or the answer's label.
    private mutating func readsRest(_ cell: Span<UInt8>, from start: Int) -> Bool {
        if cell[start] == 0x25 {
            maximum = 100
            return skippedBlanks(cell, from: start + 1) == cell.count
        }
        for word in maximumWords where word.count < cell.count - start {
            var offset = 0
            while offset < word.count, cell[start + offset] | 0x20 == word[offset] | 0x20 { offset += 1 }
            guard offset == word.count else { continue }
            var number = NumberScanner()
            let end = number.read(cell, from: start + word.count)
            guard end > start + word.count,
                end == cell.count || cell[end].isLetter || cell[end] >= 0x80 || cell[end] == 0x28
            else {
                return false
            }
            maximum = number.value
            return true
        }
        let byte = cell[start]
        // "5 - Extremely likely", "5 (best)", "5 stars"; not "5-10" and not "30 - 44".
        guard "-=:().".utf8.contains(byte) || byte.isLetter || byte >= 0x80 else { return false }
        return followsLabel(cell, from: start)
    }

    private func followsLabel(_ cell: Span<UInt8>, from start: Int) -> Bool {
        var hasLetter = false
        for index in start..<cell.count {
            if cell[index].isDigit { return false }
            hasLetter = hasLetter || cell[index].isLetter || cell[index] >= 0x80
        }
        return hasLetter && cell.count - start <= 60
    }

    private static func trailingNumber(in cell: Span<UInt8>) -> Double? {
        guard cell.count <= 60, cell.count >= 3 else { return nil }
        var end = cell.count
        if cell[end - 1] == 0x29 { end -= 1 }
        var start = end
        while start > 0, cell[start - 1].isDigit { start -= 1 }
        guard start < end, end - start <= 2, start > 1 else { return nil }
        // "Très probable - 10", not the code "Agence-12".
        guard "(=: ".utf8.contains(cell[start - 1]) else { return nil }
        for index in 0..<start where cell[index].isDigit { return nil }
        guard cell[start - 1] != 0x20 || "-=:".utf8.contains(cell[start - 2]) else { return nil }
        var number = NumberScanner()
        return number.read(cell.extracting(start..<end), from: 0) > 0 ? number.value : nil
    }

    /// `★★★★☆`, `⭐⭐⭐`: filled and empty stars only.
    private static func stars(in cell: Span<UInt8>) -> RatingCell? {
        var (filled, empty, index) = (0, 0, 0)
        while index + 2 < cell.count, cell[index] == 0xE2 {
            switch (cell[index + 1], cell[index + 2]) {
            case (0x98, 0x85), (0xAD, 0x90): filled += 1
            case (0x98, 0x86): empty += 1
            default: return nil
            }
            index += 3
            if index + 2 < cell.count, cell[index] == 0xEF, cell[index + 1] == 0xB8 { index += 3 }
        }
        guard filled > 0, index == cell.count else { return nil }
        return RatingCell(points: Double(filled), maximum: empty > 0 ? Double(filled + empty) : nil)
    }
}

private let maximumWords = ["/", "sur ", "out of ", "von ", "of "].map { Array($0.utf8) }
