internal import Feedback
internal import Readers

/// Tells the lines that sum up others, as people leave them in a table and under it: `Total Lyon`, `Moyenne`, `NPS`.
///
/// Such a line begins with such a word, and lacks what all others have, or sums up a shop that others name. What a customer
/// wrote may begin with the same words, and "Total" is a brand: columns of texts never make a total.
struct TotalRows: Sendable {
    /// Columns that nine rows in ten fill.
    private var usual: [Int] = []
    /// Columns of whole texts.
    private var texts: Set<Int> = []
    /// Columns of dates: no customer's row goes without.
    private var dates: [Int] = []
    /// The numbers of a column, where nearly all are some.
    private var ranges: [Int: ClosedRange<Double>] = [:]
    /// What the cells of each column hold, in lower case: "lyon".
    private var groups: [Set<String>]
    /// First cells of several rows that lack nothing: "Total" where it is a brand, "Moyenne" where it is a size.
    private var names: Set<String> = []

    /// - Parameter rows: the first rows of the table, without the header.
    init(_ rows: [[String]], columns: Int) {
        groups = [Set<String>](repeating: [], count: columns)
        let others = rows.filter { Self.word(of: $0) == nil }
        for index in 0..<columns {
            let cells = others.compactMap { index < $0.count && !$0[index].isEmpty ? $0[index] : nil }
            groups[index] = Set(cells.lazy.filter { $0.utf8.count <= 40 }.map { $0.lowercased() })
            guard others.count >= 3, !cells.isEmpty else { continue }
            if cells.reduce(0, { $0 + $1.utf8.count }) >= 20 * cells.count { texts.insert(index) }
            guard cells.count * 10 >= others.count * 9 else { continue }
            usual.append(index)
            if cells.count(where: Self.isDate) * 10 >= cells.count * 9 { dates.append(index) }
            let numbers = cells.compactMap { parsedNumber($0) }
            if numbers.count * 10 >= cells.count * 9, let low = numbers.min(), let high = numbers.max() {
                ranges[index] = low...high
            }
        }
        var counts: [String: Int] = [:]
        for row in rows where usual.allSatisfy({ $0 < row.count && !row[$0].isEmpty }) {
            if let word = Self.word(of: row) { counts[word.text, default: 0] += 1 }
        }
        names = Set(counts.filter { $0.value > 1 }.keys)
    }

    private static func isDate(_ cell: String) -> Bool {
        var scanner = DateScanner(order: .dayFirst)
        return cell.utf8.count >= 6
            && (scanner.read(cell.utf8Span.span) || scanner.readsWithMonthFirst(cell.utf8Span.span))
    }

    private static func word(of row: [String]) -> TotalWord? {
        row.first { !$0.isEmpty }.flatMap { mayHeadTotal($0.utf8Span.span) ? TotalWord($0.utf8Span.span) : nil }
    }

    /// Whether a row of the sample sums up others.
    func contains(_ row: [String]) -> Bool {
        guard let word = Self.word(of: row), let first = row.firstIndex(where: { !$0.isEmpty }) else { return false }
        return isTotal(word, at: first, isText: texts.contains(first)) { $0 < row.count ? row[$0] : "" }
    }

    /// Whether a row sums up others.
    ///
    /// - Parameters:
    ///   - first: its first column that is filled.
    ///   - isText: whether that column holds what customers wrote.
    func contains(_ row: some CellSource, from first: Int, isText: Bool) -> Bool {
        guard let word = TotalWord(row.cell(first)) else { return false }
        return isTotal(word, at: first, isText: isText || texts.contains(first)) { string(row.cell($0)) }
    }

    private func isTotal(_ word: TotalWord, at first: Int, isText: Bool, cell: (Int) -> String) -> Bool {
        guard first < groups.count else { return false }
        // Under the comments only in a line that has neither a date nor what stands before: "Moyenne" beside the mean.
        if isText {
            return word.rest.isEmpty && usual.count { $0 < first } > 1
                && usual.allSatisfy { $0 <= first || cell($0).isEmpty || parsedNumber(cell($0)) != nil }
        }
        // No word of these is a date.
        if word.isSure || dates.contains(first) || dates.contains(where: { cell($0).isEmpty }) { return true }
        if !word.rest.isEmpty, groups[first].contains(word.rest) { return true }
        guard !names.contains(word.text), !texts.contains(where: { Self.isText(cell($0)) }) else { return false }
        // A total goes beyond what is summed up, a brand's rating does not.
        let isBeyond = ranges.contains { index, range in parsedNumber(cell(index)).map { !range.contains($0) } ?? false
        }
        let isShort = usual.contains { $0 != first && cell($0).isEmpty }
        return word.isBrand ? isBeyond || isShort && word.rest.isEmpty : isBeyond || isShort || word.rest.isEmpty
    }

    /// Not "20 réponses" under a column of comments.
    private static func isText(_ cell: String) -> Bool {
        !cell.isEmpty && !(cell.utf8.count <= 24 && cell.utf8.first.map(\.isDigit) == true)
    }
}

/// Whether a cell may head a line of sums: two bytes tell nearly all others.
func mayHeadTotal(_ cell: Span<UInt8>) -> Bool {
    guard cell.count >= 3, cell.count <= 64 else { return false }
    switch (cell[0] | 0x20, cell[1] | 0x20) {
    // to ta mo me mé mi ma so su sc av gr np no nb nu cs ec éc ef n= "n "
    case (0x74, 0x6F), (0x74, 0x61), (0x6D, 0x6F), (0x6D, 0x65), (0x6D, 0xE3), (0x6D, 0x69), (0x6D, 0x61), (0x73, 0x6F),
        (0x73, 0x75), (0x73, 0x63), (0x61, 0x76), (0x67, 0x72), (0x6E, 0x70), (0x6E, 0x6F), (0x6E, 0x62),
        (0x6E, 0x75), (0x63, 0x73), (0x65, 0x63), (0xE3, 0xA9), (0x65, 0x66),
        (0x6E, 0x3D), (0x6E, 0x20):
        return true
    default:  // "Lyon Total"
        return cell.count > 6 && cell[cell.count - 6] == 0x20 && cell[cell.count - 5] | 0x20 == 0x74
    }
}

/// The word that heads a line of sums, and what it sums up: "Sous-total", "Lyon".
struct TotalWord {
    /// The cell, in lower case.
    let text: String
    let word: String
    /// In lower case; empty for all of the table.
    let rest: String

    /// "Total" is a name of shops too.
    var isBrand: Bool { word == "total" }
    /// Whether it heads nothing but sums.
    var isSure: Bool { Self.sure.contains(word) }

    /// - Returns: `nil` for a cell that no such word heads, alone, before a colon or before a name.
    init?(_ cell: Span<UInt8>) {
        let text = String(decoding: cell.bytes.lowercasedLatin.trimmed, as: UTF8.self)
        self.text = text
        let name = text.utf8.firstIndex(of: 0x3A).map { String(text[..<$0]).trimmed } ?? text
        if Self.alone.contains(name) {
            (word, rest) = (name, "")
            return
        }
        if name == "n" || text.hasPrefix("n=") || text.hasPrefix("n ="), cell.count > 2 {
            (word, rest) = ("n", "")
            return
        }
        if let word = Self.heading.first(where: { text.hasPrefix($0 + " ") }) {
            (self.word, rest) = (word, String(text.dropFirst(word.count + 1)).trimmed)
            return
        }
        guard text.hasSuffix(" total") else { return nil }
        (word, rest) = ("total", String(text.dropLast(6)).trimmed)
    }

    private static let heading = ["total", "sous-total", "subtotal", "sub-total", "moyenne", "average", "somme"]
    private static let sure: Set<String> = [
        "sous-total", "sous total", "subtotal", "sub-total", "grand total", "total général", "total general",
        "moyenne générale",
    ]
    private static let alone: Set<String> = [
        "total", "totaux", "total général", "total general", "sous-total", "sous total", "somme", "moyenne",
        "grand total", "subtotal", "sub-total", "sum", "average", "mean", "total responses", "total réponses",
        "moyenne générale", "nps", "csat", "score nps", "nps score", "nombre de réponses", "nb réponses",
        "nb de réponses", "nb. réponses", "médiane", "median", "minimum", "maximum", "ecart-type", "écart-type",
        "taux de satisfaction", "number of responses", "nombre total", "nombre total de réponses", "effectif",
        "effectif total", "total respondents", "total des réponses", "nombre de répondants", "number of respondents",
        "note moyenne", "average score", "average rating", "total / moyenne", "moyenne / total", "total/moyenne",
        "moy.",
        "moy", "moy. générale", "total / average", "avg", "avg.",
    ]
}
