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

    /// The names in a row, each after the name of the group that stands merged over it: `Accueil – Délai`.
    func names(inRow row: Int) -> [String] {
        guard row >= 0 else { return [] }
        guard row > 0 else { return filled[row] }
        let width = filled[row].count
        return filled[row].enumerated().map { index, name in
            let isGrouped = merges.contains {
                $0.rows.contains(lines[row - 1]) && !$0.rows.contains(lines[row]) && $0.columns.contains(index + 1)
                    && (2..<width).contains($0.columns.count)
            }
            guard isGrouped, index < filled[row - 1].count, !name.isEmpty else { return name }
            return "\(filled[row - 1][index]) – \(name)"
        }
    }
}
