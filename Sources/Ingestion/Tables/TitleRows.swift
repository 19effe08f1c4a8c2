extension TableHead {
    /// How many of the first rows hold a title, the day of the export or nothing, above rows that fill many more columns:
    /// what people write over an export before they pass it on.
    var titleRows: Int {
        let filled = rows.prefix(12).map { row in row.count { !$0.isBlank } }
        guard let widest = filled.max(), widest > 2 else { return 0 }
        let titles = filled.prefix { $0 <= 2 && $0 * 3 <= widest }.count
        return titles <= Self.titleLimit ? titles : 0
    }

    private static let titleLimit = 6

    /// The rows without those ``titleRows``.
    var rowsBelowTitles: [[String]] { Array(rows.dropFirst(titleRows)) }
}

extension String {
    fileprivate var isBlank: Bool { utf8.allSatisfy { $0.isBlank } }
}
