internal import Feedback

/// The columns of a table of events whose dates a spreadsheet wrote anew, in the order of its country: `02/03/2026 14:05`.
///
/// Formats of events read dates as programs write them; these cells are turned into that form first.
struct RowDates: Hashable {
    private var styles: [Int: DateStyle] = [:]
    /// One for each column read so.
    private(set) var decisions: [Decision] = []

    /// - Parameter rows: the first rows under the header.
    init(headers: [String], rows: ArraySlice<[String]>) {
        for (index, header) in headers.enumerated() {
            var dates = DateEvidence()
            for row in rows where index < row.count { dates.add(row[index]) }
            let (style, certainty) = dates.style
            guard dates.share >= 0.8, !dates.isNumberOnly, dates.months == 0, [.dayFirst, .monthFirst].contains(style)
            else { continue }
            styles[index] = style
            decisions.append(.dateOrder(of: header, dates.shown(style.rawValue), certainty))
        }
    }

    /// `2026-03-02 14:05:00` for a cell of such a column; any other as it is.
    func normal(_ cell: String, column: Int) -> String {
        guard let style = styles[column] else { return cell }
        var scanner = DateScanner(order: style)
        guard scanner.read(cell.utf8Span.span), let moment = scanner.timestamp else { return cell }
        guard scanner.hasTime else { return "\(moment.date)" }
        return scanner.offset == nil ? String(moment.iso8601.dropLast()) : moment.iso8601
    }
}
