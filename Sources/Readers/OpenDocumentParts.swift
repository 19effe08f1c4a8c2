/// The sheets of an ODS file: all in one part.
final class OpenDocumentParts {
    let sheets: [Workbook.Sheet]

    private let archive: ZipArchive
    private let content: ZipArchive.Entry

    static let mediaType = "application/vnd.oasis.opendocument.spreadsheet"

    static func isSpreadsheet(_ archive: ZipArchive) -> Bool {
        guard let entry = archive.entry(named: "mimetype"), entry.byteCount < 256,
            let source = try? archive.open(entry),
            let type = try? source.readAll(limit: 256)
        else { return false }
        return String(decoding: type, as: UTF8.self).utf8.starts(with: mediaType.utf8)
    }

    init(_ archive: ZipArchive) throws(ReaderError) {
        guard let content = archive.entry(named: "content.xml") else {
            throw ReaderError(.invalid, en: "the workbook's content is missing", fr: "le contenu du classeur manque")
        }
        if content.isEncrypted { _ = try archive.open(content) }
        if let manifest = archive.entry(named: "META-INF/manifest.xml") {
            let reader = try XMLRecordReader(archive.open(manifest), recordNames: ["encryption-data"])
            if try reader.next() != nil {
                throw ReaderError(
                    .unsupported, en: "it is protected by a password", fr: "il est protégé par un mot de passe")
            }
        }
        self.archive = archive
        self.content = content
        sheets = try Self.sheets(in: archive.open(content), byteCount: content.byteCount)
    }

    func rows(ofSheet index: Int) throws(ReaderError) -> OpenDocumentRows {
        try OpenDocumentRows(archive.open(content), sheet: index)
    }

    /// Spans stand at the cells themselves: the first rows are read for them.
    func merges(ofSheet index: Int, firstRows: Int) throws(ReaderError) -> [Workbook.Merge] {
        let rows = try self.rows(ofSheet: index)
        var row = CSVRow()
        while rows.line < firstRows, try rows.next(&row) {}
        return rows.merges
    }

    private static func sheets(in source: any ByteSource, byteCount: Int) throws(ReaderError) -> [Workbook.Sheet] {
        let reader = try XMLTextReader(XMLGate(source, recovering: false))
        var sheets: [Workbook.Sheet] = []
        var hiddenStyles: Set<String> = []
        var style = ""
        while try reader.read() {
            guard reader.node == .element else { continue }
            if reader.isNamed("style") {
                style = reader.attributes.first { $0.name == "name" }?.value ?? ""
            } else if reader.isNamed("table-properties") {
                if reader.attributes.contains(where: { $0.name == "display" && $0.value == "false" }) {
                    hiddenStyles.insert(style)
                }
            } else if reader.isNamed("table") {
                let attributes = reader.attributes
                guard sheets.count < 1000 else { break }
                sheets.append(
                    Workbook.Sheet(
                        name: attributes.first { $0.name == "name" }?.value ?? "",
                        isHidden: attributes.contains { $0.name == "style-name" && hiddenStyles.contains($0.value) },
                        byteCount: byteCount))
            }
        }
        return sheets
    }
}

/// The rows of one ODS sheet. Repeated cells and rows are written once in the file and counted here, up to the limits
/// of a sheet; comments on cells are left out.
final class OpenDocumentRows: SheetRows {
    private let reader: XMLTextReader
    private let gate: XMLGate
    private var sheetsToSkip: Int
    private var isInSheet = false
    private var isDone = false

    private(set) var line = 0
    private(set) var merges: [Workbook.Merge] = []
    let errorCells = 0
    /// The row that is given `repeats` more times.
    private var repeated: CSVRow?
    private var repeats = 0
    private var value: [UInt8] = []

    init(_ source: any ByteSource, sheet: Int) throws(ReaderError) {
        gate = try XMLGate(source, recovering: false)
        reader = try XMLTextReader(gate)
        sheetsToSkip = sheet
    }

    var bytesRead: Int { gate.bytesPassed }

    func next(_ row: inout CSVRow) throws(ReaderError) -> Bool {
        if repeats > 0, let repeated {
            repeats -= 1
            line += 1
            row = repeated
            row.line = line
            return true
        }
        while !isDone, try reader.read() {
            if reader.node == .endElement, isInSheet, reader.isNamed("table") { isDone = true }
            guard reader.node == .element else { continue }
            if reader.isNamed("table") {
                if sheetsToSkip == 0 { (isInSheet, isDone) = (true, reader.isEmptyElement) }
                sheetsToSkip -= 1
            } else if isInSheet, reader.isNamed("table-row"), try readRow(&row) {
                return true
            }
        }
        isDone = true
        row.begin(line: line)
        return false
    }

    /// Reads the row the parser is at; whether it holds anything.
    private func readRow(_ row: inout CSVRow) throws(ReaderError) -> Bool {
        let count = number("number-rows-repeated")
        row.begin(line: line + 1)
        if !reader.isEmptyElement { try readCells(&row) }
        guard row.trimEnd() else {
            // Empty rows may be said to fill the sheet, or more.
            line = min(line + count, SheetReader.Limit.rows + 1)
            return false
        }
        try SheetReader.Limit.check(row: line + count, column: row.count)
        line += 1
        (repeats, repeated) = (count - 1, count > 1 ? row : nil)
        return true
    }

    private func readCells(_ row: inout CSVRow) throws(ReaderError) {
        let depth = reader.depth
        var column = 0
        while try reader.read() {
            if reader.node == .endElement, reader.depth == depth { return }
            guard reader.node == .element, reader.isNamed("table-cell") || reader.isNamed("covered-table-cell") else {
                continue
            }
            let isCovered = reader.isNamed("covered-table-cell")
            let cell = try readCell(at: column + 1)
            if !value.isEmpty, !isCovered {
                try SheetReader.Limit.check(row: line + 1, column: column + cell.repeats)
                row.pad(to: column)
                for _ in 0..<cell.repeats {
                    row.bytes.append(contentsOf: value)
                    row.endField()
                    guard row.bytes.count <= CSVReader.Limit.row else { throw tooLong }
                }
            }
            column = min(column + cell.repeats, SheetReader.Limit.columns)
        }
    }

    private var tooLong: ReaderError {
        ReaderError(
            .tooLarge, en: "a record is longer than \(CSVReader.Limit.row) bytes",
            fr: "un enregistrement dépasse \(CSVReader.Limit.row) octets", line: line + 1)
    }

    private struct Cell {
        var repeats = 1
        var type = ""
        var stated = ""
        var (rows, columns) = (1, 1)
    }

    /// Reads a cell into ``value`` and moves to its end.
    private func readCell(at column: Int) throws(ReaderError) -> Cell {
        var cell = Cell()
        for (name, value) in reader.attributes {
            switch name {
            case "number-columns-repeated": cell.repeats = Self.count(value)
            case "value-type": cell.type = cell.type.isEmpty ? value : cell.type
            case "value", "date-value", "boolean-value", "string-value":
                cell.stated = cell.stated.isEmpty ? value : cell.stated
            case "number-rows-spanned": cell.rows = Self.count(value)
            case "number-columns-spanned": cell.columns = Self.count(value)
            default: break
            }
        }
        if cell.rows > 1 || cell.columns > 1, merges.count < 1000 {
            merges.append(
                Workbook.Merge(rows: line + 1...line + cell.rows, columns: column...column + cell.columns - 1))
        }
        value.removeAll(keepingCapacity: true)
        if !reader.isEmptyElement { try readText() }
        state(cell)
        return cell
    }

    /// Replaces what is shown by the value behind it, where that says more.
    private func state(_ cell: Cell) {
        switch cell.type {
        case "float", "currency", "percentage":
            let format: NumberFormat = cell.type == "percentage" ? .percent : .number
            value.removeAll(keepingCapacity: true)
            SheetNumber.append(Array(cell.stated.utf8), format: format, dates: SerialDate(), to: &value)
        case "date": value = Array(cell.stated.utf8)
        case "boolean": value = Array((cell.stated == "true" ? "TRUE" : "FALSE").utf8)
        case "string" where value.isEmpty: value = Array(cell.stated.utf8)
        default: break
        }
    }

    /// Appends the paragraphs of a cell to ``value``, one a line.
    private func readText() throws(ReaderError) {
        let depth = reader.depth
        var (paragraphs, noteDepth, textDepth) = (0, -1, -1)
        while try reader.read() {
            switch reader.node {
            case .element:
                if noteDepth >= 0 { break }
                if reader.isNamed("annotation") {
                    if !reader.isEmptyElement { noteDepth = reader.depth }
                } else if reader.isNamed("p") || reader.isNamed("h") {
                    if paragraphs > 0 { value.append(0x0A) }
                    paragraphs += 1
                    if !reader.isEmptyElement, textDepth < 0 { textDepth = reader.depth }
                } else if reader.isNamed("s") {
                    for _ in 0..<min(number("c"), 1000) { value.append(0x20) }
                } else if reader.isNamed("tab") {
                    value.append(0x09)
                } else if reader.isNamed("line-break") {
                    value.append(0x0A)
                }
            case .text: if noteDepth < 0, textDepth >= 0 { reader.appendValue(to: &value) }
            case .endElement:
                if reader.depth == noteDepth { noteDepth = -1 }
                if reader.depth == textDepth { textDepth = -1 }
                if reader.depth == depth { return }
            case .doctype, .other: break
            }
            guard value.count <= CSVReader.Limit.field else { throw tooLong }
        }
    }

    /// The number in an attribute of the element, at least 1.
    private func number(_ name: String) -> Int {
        reader.attributes.first { $0.name == name }.map { Self.count($0.value) } ?? 1
    }

    private static func count(_ text: String) -> Int { min(max(Int(text) ?? 1, 1), 1 << 30) }
}
