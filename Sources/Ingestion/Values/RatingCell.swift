/// A rating as a cell writes it, with what it is out of when the cell says.
struct RatingCell: Hashable {
    var points: Double
    var maximum: Double?

    /// Reads `4`, `4,5`, `4/5`, `4 sur 5 étoiles`, `Noté 4 sur 5`, `4 étoiles sur 5`, `80%`, `★★★★☆`, `4 stars`, `FOUR`,
    /// `5 - Extremely likely`, `10 = Très probable`, `Très probable (10)`, and Qualtrics' label
    /// with its number on a line below.
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
            if let word = RatingCell.ratedInWords(cell) {
                self = word
            } else if let trailing = RatingCell.trailingNumber(in: cell) {
                self.init(points: trailing)
            } else {
                return nil
            }
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
        if let word = cell.firstOf(maximumWords, at: start) {
            var number = NumberScanner()
            let first = start + maximumWords[word].count
            let end = number.read(cell, from: first)
            guard end > first,
                end == cell.count || cell[end].isLetter || cell[end] >= 0x80 || cell[end] == 0x28
            else {
                return false
            }
            maximum = number.value
            return true
        }
        if let named = maximumAfterStars(cell, from: start) {
            maximum = named
            return true
        }
        let byte = cell[start]
        // "5 - Extremely likely", "5 (best)", "5 stars"; not "5-10" and not "30 - 44".
        guard "-=:().".utf8.contains(byte) || byte.isLetter || byte >= 0x80 else { return false }
        return followsLabel(cell, from: start)
    }

    /// "4 étoiles sur 5", "4 stars out of 5".
    private func maximumAfterStars(_ cell: Span<UInt8>, from start: Int) -> Double? {
        guard cell.count - start <= 40, let star = cell.firstOf(starWords, at: start) else { return nil }
        let after = skippedBlanks(cell, from: start + starWords[star].count)
        guard let word = cell.firstOf(maximumWords, at: after) else { return nil }
        var number = NumberScanner()
        let first = after + maximumWords[word].count
        return number.read(cell, from: first) == cell.count ? number.value : nil
    }

    /// "Noté 4 sur 5", which must say what it is out of, and "FIVE", "Cinq étoiles".
    private static func ratedInWords(_ cell: Span<UInt8>) -> RatingCell? {
        guard cell.count >= 2, cell.count <= 40 else { return nil }
        if let lead = cell.firstOf(leadWords, at: 0) {
            let start = skippedBlanks(cell, from: leadWords[lead].count)
            guard start < cell.count, cell[start].isDigit else { return nil }
            let rating = RatingCell(cell.extracting(start..<cell.count))
            return rating?.maximum == nil ? nil : rating
        }
        guard let word = cell.firstOf(numberWords, at: 0) else { return nil }
        let points = Double(word % 5 + 1)
        let rest = skippedBlanks(cell, from: numberWords[word].count)
        if rest == cell.count { return RatingCell(points: points) }
        guard rest > numberWords[word].count, let star = cell.firstOf(starWords, at: rest) else { return nil }
        return rest + starWords[star].count == cell.count ? RatingCell(points: points) : nil
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
        guard "(=: \n".utf8.contains(cell[start - 1]) else { return nil }
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
private let starWords = ["étoiles", "étoile(s)", "étoile", "etoiles", "etoile", "stars", "star(s)", "star"].map {
    Array($0.utf8)
}
private let leadWords = [
    "noté : ", "noté: ", "noté ", "note : ", "note: ", "note de ", "note ", "rated: ", "rated ", "rating: ", "rating ",
    "score: ", "score : ",
].map { Array($0.utf8) }
/// One to five, five a language.
private let numberWords = [
    "one", "two", "three", "four", "five", "une", "deux", "trois", "quatre", "cinq", "un",
].map { Array($0.utf8) }

extension Span<UInt8> {
    /// The first of some words, in lower case, that stands at an offset in whatever case of ASCII letters.
    fileprivate func firstOf(_ words: [[UInt8]], at start: Int) -> Int? {
        for index in words.indices where begins(with: words[index], at: start) { return index }
        return nil
    }

    private func begins(with word: [UInt8], at start: Int) -> Bool {
        guard word.count <= count - start else { return false }
        for offset in word.indices where self[start + offset] != word[offset] {
            guard self[start + offset].isLetter, self[start + offset] | 0x20 == word[offset] else { return false }
        }
        return true
    }
}
