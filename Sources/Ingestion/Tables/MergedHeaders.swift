internal import Readers

/// The first rows of a sheet with what is written once over merged cells repeated in each of them.
struct MergedHeaders {
    /// The rows as read, empty cells of a merge filled with its text.
    private(set) var filled: [[String]]
    private let rows: [[String]]
    private let lines: [Int]
    private let merges: [Workbook.Merge]

    init(_ rows: [[String]], lines: [Int], merges: [Workbook.Merge]) {
        (self.rows, self.lines, filled) = (rows, lines, rows)
        self.merges = merges.filter { $0.columns.upperBound <= 1024 }
        for merge in self.merges { fill(merge) }
    }

    private mutating func fill(_ merge: Workbook.Merge) {
        guard let top = lines.firstIndex(of: merge.rows.lowerBound), merge.columns.lowerBound <= rows[top].count
        else { return }
        let text = rows[top][merge.columns.lowerBound - 1]
        guard !text.isEmpty else { return }
        for row in lines.indices where merge.rows.contains(lines[row]) {
            while filled[row].count < merge.columns.upperBound { filled[row].append("") }
            for column in merge.columns where filled[row][column - 1].isEmpty { filled[row][column - 1] = text }
        }
    }

    /// The last row of the header: the one under groups that are merged over several columns names their parts.
    func lastRow(of header: Int) -> Int {
        guard header >= 0, header + 1 < rows.count else { return header }
        let groups = merges.filter { isGroup($0, over: header + 1) }
        let parts = groups.flatMap { Array($0.columns) }.filter { $0 <= filled[header + 1].count }.map {
            filled[header + 1][$0 - 1]
        }
        let areNames = !parts.isEmpty && parts.allSatisfy { !HeaderSearch.looksLikeValue(Array($0.utf8)) }
        return areNames && parts.contains { !$0.isEmpty } ? header + 1 : header
    }

    /// The first row of the header that ends with a row: the groups merged over it are part of it.
    func firstRow(of last: Int) -> Int {
        last > 0 && merges.contains { isGroup($0, over: last) } ? last - 1 : last
    }

    /// The names in a row, each after the name of the group that stands merged over it: `Accueil – Délai`.
    func names(inRow row: Int) -> [String] {
        guard row >= 0 else { return [] }
        guard row > 0 else { return filled[row] }
        return (0..<max(filled[row].count, filled[row - 1].count)).map { index in
            let above = index < filled[row - 1].count ? filled[row - 1][index] : ""
            let name = index < filled[row].count ? filled[row][index] : ""
            // A name that is not merged over what stands beneath it, or not merged at all.
            guard merges.contains(where: { isGroup($0, over: row) && $0.columns.contains(index + 1) }) else {
                let isUnderGroups = merges.contains { isGroup($0, over: row) }
                return name.isEmpty && isUnderGroups ? above : name
            }
            return HeaderNames.name(above, under: above, name)
        }
    }

    /// Whether a merge ends right above a row, over some of its columns but not all.
    private func isGroup(_ merge: Workbook.Merge, over row: Int) -> Bool {
        let width = max(filled[row].count, filled[row - 1].count)
        return merge.rows.contains(lines[row - 1]) && !merge.rows.contains(lines[row])
            && (2..<width).contains(merge.columns.count)
    }
}
