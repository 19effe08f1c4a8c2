/// The rating that Amazon's pages put before the title of a review, and scrapers with it.
enum StarsBefore {
    /// "Broken" of "1.0 out of 5 stars Broken"; any other cell as it is.
    @_lifetime(copy cell)
    static func rest(of cell: Span<UInt8>) -> Span<UInt8> {
        guard cell.count >= 12, cell[0].isDigit, cell[0] <= 0x35, cell[1] == 0x2E || cell[1] == 0x2C, cell[2].isDigit,
            cell[3] == 0x20 || cell[3] == 0xC2
        else { return cell }
        for words in forms {
            var end = 4
            if cell[3] == 0xC2 { end = 5 }
            guard cell.count >= end + words.count else { continue }
            var isSame = true
            for index in words.indices where cell[end + index] != words[index] { isSame = false }
            guard isSame else { continue }
            end += words.count
            guard end == cell.count || cell[end].isBlank else { continue }
            while end < cell.count, cell[end].isBlank { end += 1 }
            return cell.extracting(end..<cell.count)
        }
        return cell
    }

    private static let forms = [
        "out of 5 stars", "sur 5 étoiles", "sur\u{A0}5 étoiles", "von 5 Sternen", "de 5 estrellas", "su 5 stelle",
        "van 5 sterren", "de 5 estrelas",
    ].map { Array($0.utf8) }
}
