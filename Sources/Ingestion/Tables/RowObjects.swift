internal import Feedback
internal import Readers

/// How the rows of a table become records with named members, for formats that come as JSON and as tables alike.
public struct RowPlan: Sendable {
    /// One name a column; a cell without one is left out.
    public var headers: [String]
    /// Rows before the first record.
    public var rowsToSkip: Int
    /// Parts the names are cut into: `_` makes `actionDetails_0_url` the member `url` of the first `actionDetails`.
    public var nesting: Nesting?
    /// The columns whose dates a spreadsheet wrote anew.
    var dates = RowDates(headers: [], rows: [])

    public enum Nesting: Sendable {
        /// Array elements, as Matomo writes them: `list_0_name`.
        case numbered
    }
}

extension RowPlan {
    /// Takes the first row below titles as the header, whatever it says.
    init?(_ head: FileHead, nesting: Nesting? = nil) {
        guard let table = head.table, let first = table.rowsBelowTitles.first else { return nil }
        self.init(headers: first.map { $0.trimmed }, rowsToSkip: table.titleRows + 1, nesting: nesting)
        dates = RowDates(headers: headers, rows: table.rows.dropFirst(rowsToSkip))
    }

    /// - Parameter cell: empty cells make no member.
    func object(_ count: Int, _ cell: (Int) -> String) -> JSONObject {
        var members: [(key: String, value: JSONValue)] = []
        var lists = NumberedMembers()
        for index in 0..<min(count, headers.count) where !headers[index].isEmpty {
            let text = cell(index)
            guard !text.isEmpty else { continue }
            if nesting == .numbered, lists.add(headers[index], text) { continue }
            members.append((headers[index], .string(dates.normal(text, column: index))))
        }
        return JSONObject(members + lists.members)
    }
}

/// Gathers `actionDetails_0_url` and the like into arrays of objects.
private struct NumberedMembers {
    private var lists: [(name: String, elements: [JSONObject])] = []

    var members: [(key: String, value: JSONValue)] {
        lists.map { ($0.name, .array($0.elements.map(JSONValue.object))) }
    }

    /// - Returns: whether the name is a numbered one.
    mutating func add(_ name: String, _ text: String) -> Bool {
        let parts = name.split(separator: "_", maxSplits: 2)
        guard parts.count == 3, let number = Int(parts[1]), (0..<10_000).contains(number) else { return false }
        let list = String(parts[0])
        let place = lists.firstIndex { $0.name == list } ?? lists.count
        if place == lists.count { lists.append((list, [])) }
        while lists[place].elements.count <= number { lists[place].elements.append(JSONObject()) }
        lists[place].elements[number].members.append((String(parts[2]), .string(text)))
        return true
    }
}

/// The rows of a table or a sheet, as records with named members.
struct RowObjects<Rows: RowReader>: RecordConversion {
    /// The file's own bytes, where it is a text.
    private let source: CountingSource?
    private var reader: Rows
    private let plan: RowPlan
    private var converter: any JSONConverter
    private var row = CSVRow()
    private var rowsToSkip: Int

    init(_ rows: Rows, of source: CountingSource? = nil, _ plan: RowPlan, _ converter: any JSONConverter) {
        (self.source, self.plan, self.converter) = (source, plan, converter)
        reader = rows
        rowsToSkip = plan.rowsToSkip
    }

    var decisions: [Decision] { converter.decisions }
    var bytesRead: Int { source?.bytesRead ?? reader.bytesRead }

    mutating func convertNext(into records: inout [ImportedRecord]) throws(ReaderError) -> Bool {
        guard try reader.next(&row) else { return false }
        if rowsToSkip > 0 { rowsToSkip -= 1 } else { convertRow(into: &records) }
        return true
    }

    mutating func finish(into records: inout [ImportedRecord]) {
        converter.finish(context: JSONObject(), into: &records)
    }

    private mutating func convertRow(into records: inout [ImportedRecord]) {
        let object = plan.object(row.count) { row.string($0) }
        let record = JSONRecord(value: .object(object), line: row.line, column: 1)
        guard !row.hasUnclosedQuote else {
            let problem = RecordProblem(
                en: "a quotation mark is opened and never closed", fr: "un guillemet est ouvert et jamais fermé")
            records.append(.rejected(problem, record.value, at: RecordPosition(line: row.line)))
            return
        }
        converter.convert(record, context: JSONObject(), into: &records)
    }
}
