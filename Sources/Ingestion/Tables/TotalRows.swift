internal import Feedback
internal import Readers

/// Tells the lines that sum up others, as people leave them in a table and under it: `Total Lyon`, `Moyenne`, `NPS`.
///
/// A line is one when its first cell begins with such a word and a column that nearly all rows fill is empty in it. What a
/// customer wrote may begin with the same words, and "Total" is a brand: columns of texts never make a total.
struct TotalRows: Sendable {
    /// Columns that nine rows in ten fill.
    private let usual: [Int]
    /// Columns of whole texts.
    private let texts: Set<Int>
    /// Columns of dates and ids: no customer's row goes without.
    private let keys: [Int]
    /// What the cells of the columns that may head a line of sums hold, in lower case: "lyon".
    private let groups: Set<String>
    /// First cells of rows that have all that others have: "Total" where it is a brand, "NPS" where it is a survey.
    private var names: Set<String> = []

    /// - Parameters:
    ///   - rows: the first rows of the table, without the header.
    init(_ rows: [[String]], columns: Int) {
        var (filled, bytes, dates) = ([Int](repeating: 0, count: columns), [Int](repeating: 0, count: columns), [Int]())
        dates = filled
        var groups: Set<String> = []
        var count = 0
        for row in rows where Self.beginsWithTotal(row) == nil {
            count += 1
            for index in 0..<min(row.count, columns) where !row[index].isEmpty {
                filled[index] += 1
                bytes[index] += row[index].utf8.count
                var scanner = DateScanner(order: .dayFirst)
                if row[index].utf8.count >= 8, scanner.read(row[index].utf8Span.span) { dates[index] += 1 }
                if row[index].utf8.count <= 40 { groups.insert(row[index].lowercased()) }
            }
        }
        usual = count < 3 ? [] : filled.indices.filter { filled[$0] * 10 >= count * 9 }
        texts = Set(filled.indices.filter { filled[$0] > 0 && bytes[$0] >= 20 * filled[$0] })
        keys = usual.filter { dates[$0] * 10 >= count * 9 }
        self.groups = groups
        names = Set(
            rows.compactMap { row in
                guard let first = Self.beginsWithTotal(row), usual.count > 1,
                    usual.allSatisfy({ $0 < row.count && !row[$0].isEmpty }), !keys.contains(first)
                else { return nil }
                return TotalWord(row[first].utf8Span.span)?.text
            })
    }

    /// Whether a row of the sample sums up others.
    func contains(_ row: [String]) -> Bool {
        guard let first = Self.beginsWithTotal(row) else { return false }
        return isTotal(row[first].utf8Span.span, at: first) { $0 < row.count && !row[$0].isEmpty }
    }

    /// Whether a row sums up others.
    func contains(_ row: some CellSource) -> Bool {
        var first = 0
        while first < row.count, row.cell(first).isEmpty { first += 1 }
        guard first < row.count, mayBeTotal(row.cell(first)) else { return false }
        return isTotal(row.cell(first), at: first) { !row.cell($0).isEmpty }
    }

    private static func beginsWithTotal(_ row: [String]) -> Int? {
        guard let first = row.firstIndex(where: { !$0.isEmpty }), mayBeTotal(row[first].utf8Span.span) else {
            return nil
        }
        return first
    }

    private func isTotal(_ cell: Span<UInt8>, at first: Int, isFilled: (Int) -> Bool) -> Bool {
        guard !texts.contains(first), let word = TotalWord(cell) else { return false }
        // No word of these is a date.
        if word.isSure || keys.contains(first) || keys.contains(where: { !isFilled($0) }) { return true }
        guard usual.contains(where: { $0 != first && !isFilled($0) }), !names.contains(word.text) else { return false }
        return word.rest.isEmpty || !word.isBrand || groups.contains(word.rest)
    }
}

/// Whether a cell may head a line of sums: most cells are told by one byte.
private func mayBeTotal(_ cell: Span<UInt8>) -> Bool {
    guard cell.count >= 3, cell.count <= 64 else { return false }
    switch cell[0] | 0x20 {
    case 0x74, 0x6D, 0x73, 0x61, 0x67, 0x6E, 0x63: return TotalWord(cell) != nil  // t m s a g n c
    default: return cell[cell.count - 1] | 0x20 == 0x6C && TotalWord(cell) != nil  // "Lyon Total"
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
        guard cell.count >= 3, cell.count <= 64 else { return nil }
        let text = String(decoding: cell.bytes.lowercasedLatin.trimmed, as: UTF8.self)
        self.text = text
        let name = text.utf8.firstIndex(of: 0x3A).map { String(text[..<$0]).trimmed } ?? text
        if Self.alone.contains(name) {
            (word, rest) = (name, "")
            return
        }
        if let word = Self.heading.first(where: { text.hasPrefix($0 + " ") }) {
            (self.word, rest) = (word, text.dropFirst(word.count + 1).description.trimmed)
            return
        }
        guard text.hasSuffix(" total") else { return nil }
        (word, rest) = ("total", text.dropLast(6).description.trimmed)
    }

    private static let heading = ["total", "sous-total", "subtotal", "sub-total", "moyenne", "average", "somme"]
    private static let sure: Set<String> = [
        "sous-total", "sous total", "subtotal", "sub-total", "grand total", "total général", "total general",
        "moyenne générale",
    ]
    private static let alone: Set<String> = [
        "total", "totaux", "total général", "total general", "sous-total", "sous total", "somme", "moyenne",
        "grand total",
        "subtotal", "sub-total", "sum", "average", "mean", "total responses", "total réponses", "moyenne générale",
        "nps",
        "csat", "score nps", "nps score", "nombre de réponses", "nb réponses", "nb de réponses", "nb. réponses",
        "médiane",
        "median", "minimum", "maximum", "ecart-type", "écart-type", "taux de satisfaction",
        "number of responses", "note moyenne", "average score", "average rating",
    ]
}
