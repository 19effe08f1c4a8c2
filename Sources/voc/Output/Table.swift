/// Rows in columns that fit the terminal: numbers to the right, the widest text column gives way first.
struct Table {
    enum Alignment { case left, right }

    struct Column {
        var title: String
        var alignment: Alignment
        /// Whether it may be cut when the table is too wide.
        var isFlexible: Bool
    }

    private var columns: [Column] = []
    private var rows: [[String]] = []

    init(_ columns: [(title: String, alignment: Alignment)], flexible: Set<Int> = []) {
        self.columns = columns.enumerated().map { index, column in
            Column(title: column.title, alignment: column.alignment, isFlexible: flexible.contains(index))
        }
    }

    var isEmpty: Bool { rows.isEmpty }

    mutating func add(_ cells: [String]) { rows.append(cells.map(displayed)) }

    /// Lines without a trailing newline; the first is the header.
    func lines(width: Int) -> [String] {
        let widths = fittedWidths(width)
        return [line(columns.map(\.title), widths)] + rows.map { line($0, widths) }
    }

    private func fittedWidths(_ width: Int) -> [Int] {
        var widths = columns.indices.map { index in
            max(columnWidth(columns[index].title), rows.map { columnWidth($0[index]) }.max() ?? 0)
        }
        var excess = widths.reduce(0, +) + 2 * (columns.count - 1) - width
        while excess > 0 {
            let flexible = columns.indices.filter { columns[$0].isFlexible && widths[$0] > 12 }
            guard let widest = flexible.max(by: { widths[$0] < widths[$1] }) else { break }
            let cut = min(excess, max(1, widths[widest] / 4), widths[widest] - 12)
            widths[widest] -= cut
            excess -= cut
        }
        return widths
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        let parts = zip(cells, widths).enumerated().map { index, pair in
            let text = fitted(pair.0, pair.1)
            let gap = String(repeating: " ", count: max(0, pair.1 - columnWidth(text)))
            return columns[index].alignment == .right ? gap + text : text + gap
        }
        var line = parts.joined(separator: "  ")
        while line.last == " " { line.removeLast() }
        return line
    }

    private func fitted(_ text: String, _ width: Int) -> String {
        guard columnWidth(text) > width else { return text }
        var (kept, used) = ("", 1)
        for character in text {
            let next = columnWidth(String(character))
            guard used + next <= width else { break }
            kept.append(character)
            used += next
        }
        return kept + "…"
    }
}

/// How many terminal columns a text takes: wide characters and emoji count two.
func columnWidth(_ text: String) -> Int {
    text.reduce(0) { width, character in
        guard let scalar = character.unicodeScalars.first else { return width }
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
            0x1F300...0x1FAFF:
            return width + 2
        default: return width + 1
        }
    }
}
