/// The sheets of a workbook written as one XML document: what Excel 2002 and 2003 call "XML Spreadsheet", often named `.xls`.
final class SpreadsheetXMLParts {
    static let namespace = "urn:schemas-microsoft-com:office:spreadsheet"

    let sheets: [Workbook.Sheet]

    private let open: Workbook.Opener
    private var formats: [String: NumberFormat] = [:]

    init(_ open: @escaping Workbook.Opener) throws(ReaderError) {
        self.open = open
        let gate = try XMLGate(try open(), recovering: false)
        let reader = try XMLTextReader(gate)
        var found: [(name: String, isHidden: Bool)] = []
        var (style, isVisible) = ("", false)
        while try reader.read() {
            if reader.node == .text, isVisible, !found.isEmpty, reader.value.utf8.contains(UInt8(ascii: "H")) {
                // SheetHidden, SheetVeryHidden
                found[found.count - 1].isHidden = true
            }
            guard reader.node == .element else {
                if reader.node == .endElement { isVisible = false }
                continue
            }
            isVisible = reader.isNamed("Visible") && !reader.isEmptyElement
            if reader.isNamed("Style") {
                style = reader.attribute("ID") ?? ""
            } else if reader.isNamed("NumberFormat"), formats.count < 10_000, let code = reader.attribute("Format") {
                formats[style] = Self.format(code)
            } else if reader.isNamed("Worksheet"), found.count < 1000 {
                found.append((name: reader.attribute("Name") ?? "", isHidden: false))
            }
        }
        sheets = found.map { Workbook.Sheet(name: $0.name, isHidden: $0.isHidden, byteCount: gate.bytesPassed) }
    }

    /// Formats have names here beside codes.
    private static func format(_ code: String) -> NumberFormat {
        switch code {
        case "Percent": .percent
        case "General", "General Number", "Fixed", "Standard", "Scientific", "Currency", "Euro Currency", "Yes/No",
            "True/False", "On/Off":
            .number
        case "Short Date", "Medium Date", "Long Date": .date
        case "General Date": .dateTime
        case "Short Time", "Medium Time", "Long Time": .duration
        default: NumberFormat(code: code)
        }
    }

    func rows(ofSheet index: Int) throws(ReaderError) -> SpreadsheetXMLRows {
        try SpreadsheetXMLRows(try open(), sheet: index, formats: formats)
    }

    func merges(ofSheet index: Int, firstRows: Int) throws(ReaderError) -> [Workbook.Merge] {
        let rows = try self.rows(ofSheet: index)
        var row = CSVRow()
        while rows.line < firstRows, try rows.next(&row) {}
        return rows.merges
    }
}

/// The rows of one of its sheets. Comments on cells are left out.
final class SpreadsheetXMLRows: SheetRows {
    private let gate: XMLGate
    private let reader: XMLTextReader
    private let formats: [String: NumberFormat]
    private var sheetsToSkip: Int
    private var isInSheet = false
    private var isDone = false

    private(set) var line = 0
    private(set) var merges: [Workbook.Merge] = []
    private(set) var errorCells = 0
    private var value: [UInt8] = []

    init(_ source: any ByteSource, sheet: Int, formats: [String: NumberFormat]) throws(ReaderError) {
        gate = try XMLGate(source, recovering: false)
        reader = try XMLTextReader(gate)
        (sheetsToSkip, self.formats) = (sheet, formats)
    }

    var bytesRead: Int { gate.bytesPassed }

    func next(_ row: inout CSVRow) throws(ReaderError) -> Bool {
        while !isDone, try reader.read() {
            if reader.node == .endElement, isInSheet, reader.isNamed("Worksheet") { isDone = true }
            guard reader.node == .element else { continue }
            if reader.isNamed("Worksheet") {
                if sheetsToSkip == 0 { (isInSheet, isDone) = (true, reader.isEmptyElement) }
                sheetsToSkip -= 1
            } else if isInSheet, reader.isNamed("Row") {
                try readRow(&row)
                if row.trimEnd() { return true }
            }
        }
        isDone = true
        row.begin(line: line)
        return false
    }

    private func readRow(_ row: inout CSVRow) throws(ReaderError) {
        line = try index(after: line)
        try SheetReader.Limit.check(row: line, column: 0)
        row.begin(line: line)
        guard !reader.isEmptyElement else { return }
        let depth = reader.depth
        var column = 0
        while try reader.read() {
            if reader.node == .endElement, reader.depth == depth { return }
            guard reader.node == .element, reader.isNamed("Cell") else { continue }
            column = try index(after: column)
            let across = number("MergeAcross")
            try SheetReader.Limit.check(row: line, column: column + across)
            try readCell(column, &row, across: across)
            column += across
        }
    }

    /// Where `ss:Index` puts a row or cell; behind the one before when it is not given.
    private func index(after last: Int) throws(ReaderError) -> Int {
        guard let given = reader.attribute("Index") else { return last + 1 }
        guard let index = Int(given), index > last else {
            throw ReaderError(
                .invalid, en: "the cells of the sheet are out of order",
                fr: "les cellules de la feuille sont en désordre", line: gate.line)
        }
        return index
    }

    private func readCell(_ column: Int, _ row: inout CSVRow, across: Int) throws(ReaderError) {
        let down = number("MergeDown")
        if across > 0 || down > 0, merges.count < 1000 {
            merges.append(Workbook.Merge(rows: line...line + down, columns: column...column + across))
        }
        let format = reader.attribute("StyleID").flatMap { formats[$0] } ?? .number
        value.removeAll(keepingCapacity: true)
        let type = reader.isEmptyElement ? "" : try readData()
        guard !value.isEmpty else { return }
        row.pad(to: column - 1)
        append(type, format, to: &row)
        row.endField()
        guard row.bytes.count <= CSVReader.Limit.row else { throw tooLong }
    }

    private func append(_ type: String, _ format: NumberFormat, to row: inout CSVRow) {
        switch type {
        case "Number": SheetNumber.append(value, format: format, dates: SerialDate(), to: &row.bytes)
        case "Boolean": row.bytes.append(contentsOf: (value == [0x31] ? "TRUE" : "FALSE").utf8)
        case "Error": errorCells += 1
        case "DateTime":
            // 2026-03-02T00:00:00.000
            let isDay = value.count > 10 && value[11...].allSatisfy { $0 == 0x30 || $0 == 0x3A || $0 == 0x2E }
            row.bytes.append(contentsOf: isDay ? value[..<10] : value[...])
        default: row.bytes.append(contentsOf: value)
        }
    }

    /// Reads the `Data` of a cell into ``value`` and moves to the cell's end; the type of the data.
    private func readData() throws(ReaderError) -> String {
        let depth = reader.depth
        var (type, dataDepth, noteDepth) = ("", -1, -1)
        while try reader.read() {
            switch reader.node {
            case .element:
                guard noteDepth < 0, !reader.isEmptyElement else { break }
                if reader.isNamed("Comment") {
                    noteDepth = reader.depth
                } else if reader.isNamed("Data") {
                    (type, dataDepth) = (reader.attribute("Type") ?? "", reader.depth)
                }
            case .text: if noteDepth < 0, dataDepth >= 0 { reader.appendValue(to: &value) }
            case .endElement:
                if reader.depth == noteDepth { noteDepth = -1 }
                if reader.depth == dataDepth { dataDepth = -1 }
                if reader.depth == depth { return type }
            case .doctype, .other: break
            }
            guard value.count <= CSVReader.Limit.field else { throw tooLong }
        }
        return type
    }

    private func number(_ name: String) -> Int {
        min(max(reader.attribute(name).flatMap { Int($0) } ?? 0, 0), 1 << 20)
    }

    private var tooLong: ReaderError {
        ReaderError(
            .tooLarge, en: "a record is longer than \(CSVReader.Limit.row) bytes",
            fr: "un enregistrement dépasse \(CSVReader.Limit.row) octets", line: line)
    }
}

extension XMLTextReader {
    /// The attribute of this local name of the element, whatever its prefix.
    fileprivate func attribute(_ name: String) -> String? { attributes.first { $0.name == name }?.value }
}
