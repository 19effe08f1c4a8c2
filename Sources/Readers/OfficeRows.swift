/// The rows of one XLSX sheet: cells as people see them, dates as ISO 8601.
///
/// What a sheet says of its size is not believed; rows and cells without a reference follow the one before.
final class OfficeRows: SheetRows {
    private let reader: XMLTextReader
    private let gate: XMLGate
    private let texts: SharedStrings
    private let styles: CellStyles
    private let dates: SerialDate

    private(set) var errorCells = 0
    private var line = 0
    private var inRows = false
    private var isDone = false
    private var value: [UInt8] = []
    private var attribute: [UInt8] = []

    init(
        _ source: any ByteSource, texts: SharedStrings, styles: CellStyles, dates: SerialDate
    ) throws(ReaderError) {
        gate = try XMLGate(source, recovering: false)
        reader = try XMLTextReader(gate)
        (self.texts, self.styles, self.dates) = (texts, styles, dates)
    }

    var bytesRead: Int { gate.bytesPassed }

    func next(_ row: inout CSVRow) throws(ReaderError) -> Bool {
        while !isDone, try reader.read() {
            if inRows, reader.node == .endElement, reader.isNamed("sheetData") {
                isDone = true
            } else if reader.node == .element {
                if !inRows {
                    inRows = reader.isNamed("sheetData")
                    isDone = inRows && reader.isEmptyElement
                } else if reader.isNamed("row") {
                    try startRow(&row)
                    if !reader.isEmptyElement { try readCells(&row) }
                    if row.trimEnd() { return true }
                }
            }
        }
        isDone = true
        row.begin(line: line)
        return false
    }

    private func startRow(_ row: inout CSVRow) throws(ReaderError) {
        line += 1
        while reader.moveToNextAttribute() {
            guard reader.isNamed("r") else { continue }
            attribute.removeAll(keepingCapacity: true)
            reader.appendValue(to: &attribute)
            let given = cellReference(attribute).row
            guard given >= line else {
                if given > 0 { throw outOfOrder }
                continue
            }
            line = given
        }
        reader.leaveAttributes()
        try SheetReader.Limit.check(row: line, column: 0)
        row.begin(line: line)
    }

    private func readCells(_ row: inout CSVRow) throws(ReaderError) {
        let depth = reader.depth
        while try reader.read() {
            if reader.node == .endElement, reader.depth == depth { return }
            if reader.node == .element, reader.isNamed("c") { try readCell(&row) }
        }
    }

    // MARK: Cells

    private enum Kind { case number, shared, text, inline, boolean, error, date }

    private struct Cell {
        var kind = Kind.number
        var style = 0
        var column = 0
    }

    private func readCell(_ row: inout CSVRow) throws(ReaderError) {
        let cell = try attributes(of: row.count + 1)
        try SheetReader.Limit.check(row: line, column: cell.column)
        guard cell.column > row.count else { throw outOfOrder }
        row.pad(to: cell.column - 1)
        value.removeAll(keepingCapacity: true)
        if !reader.isEmptyElement { try readValue() }
        append(cell, to: &row)
        row.endField()
    }

    private func attributes(of column: Int) throws(ReaderError) -> Cell {
        var cell = Cell()
        cell.column = column
        while reader.moveToNextAttribute() {
            let (isReference, isType) = (reader.isNamed("r"), reader.isNamed("t"))
            guard isReference || isType || reader.isNamed("s") else { continue }
            attribute.removeAll(keepingCapacity: true)
            reader.appendValue(to: &attribute)
            if isReference {
                let given = cellReference(attribute)
                if given.column > 0 { cell.column = given.column }
            } else if isType {
                cell.kind = kind(attribute)
            } else {
                cell.style = cellReference(attribute).row
            }
        }
        reader.leaveAttributes()
        return cell
    }

    private func kind(_ name: [UInt8]) -> Kind {
        // s, str, inlineStr, b, e, d, n
        switch (name.first, name.count) {
        case (UInt8(ascii: "s"), 1): .shared
        case (UInt8(ascii: "s"), _): .text
        case (UInt8(ascii: "i"), _): .inline
        case (UInt8(ascii: "b"), _): .boolean
        case (UInt8(ascii: "e"), _): .error
        case (UInt8(ascii: "d"), _): .date
        default: .number
        }
    }

    /// Reads `v` or `is` into ``value`` and moves to the end of the cell.
    private func readValue() throws(ReaderError) {
        let depth = reader.depth
        var inValue = false
        while try reader.read() {
            switch reader.node {
            case .element:
                if reader.isNamed("is") {
                    try reader.appendRichText(to: &value)
                } else {
                    inValue = reader.isNamed("v")
                }
            case .text: if inValue { reader.appendValue(to: &value) }
            case .endElement:
                inValue = false
                if reader.depth == depth { return }
            case .doctype, .other: break
            }
        }
    }

    private func append(_ cell: Cell, to row: inout CSVRow) {
        guard !value.isEmpty else { return }
        switch cell.kind {
        case .shared:
            if let index = integer(value) { _ = texts.append(index, to: &row.bytes) }
        case .text:
            unescapeOOXML(&value, from: 0)
            row.bytes.append(contentsOf: value)
        case .inline, .date: row.bytes.append(contentsOf: value)
        case .boolean: row.bytes.append(contentsOf: (value == [0x31] ? "TRUE" : "FALSE").utf8)
        case .error: errorCells += 1
        case .number: SheetNumber.append(value, format: styles[cell.style], dates: dates, to: &row.bytes)
        }
    }

    private func integer(_ digits: [UInt8]) -> Int? {
        guard digits.count <= 9, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    private var outOfOrder: ReaderError {
        ReaderError(
            .invalid, en: "the cells of the sheet are out of order", fr: "les cellules de la feuille sont en désordre",
            line: line)
    }
}

/// Numbers of cells as text.
enum SheetNumber {
    /// Appends the number as its format means it: a date, `85%`, `0.1`. What is no number is kept as it is.
    static func append(_ text: [UInt8], format: NumberFormat, dates: SerialDate, to output: inout [UInt8]) {
        let isPlain = text.count <= 15 && text.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E || $0 == 0x2D }
        if format == .number, isPlain {
            output.append(contentsOf: text)
            return
        }
        guard let number = Double(String(decoding: text, as: UTF8.self)), number.isFinite else {
            output.append(contentsOf: text)
            return
        }
        switch format {
        case .date where dates.append(number, withTime: false, to: &output),
            .dateTime where dates.append(number, withTime: true, to: &output):
            break
        case .duration where SerialDate.appendDuration(number, to: &output): break
        case .percent:
            output.append(contentsOf: shortest(number * 100).utf8)
            output.append(UInt8(ascii: "%"))
        default:
            // A whole number that a tool has written in full is kept: only `1.2E+17` has been rounded.
            let isWhole = text.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2D }
            output.append(contentsOf: isWhole ? text : Array(shortest(number).utf8))
        }
    }

    /// The fewest digits that mean the number to 15 places, as sheets show it: `0.1`, not `0.10000000000000001`.
    private static func shortest(_ number: Double) -> String {
        if number == number.rounded(), abs(number) < 1e15 { return String(Int(number)) }
        // A spreadsheet has rounded longer integers: their form must show it.
        if abs(number) >= 1e15 { return exponential(number) }
        for places in 1...15 {
            var scale = 1.0
            for _ in 0..<places { scale *= 10 }
            let rounded = (number * scale).rounded() / scale
            if abs(rounded - number) <= abs(number) * 1e-15 { return "\(rounded)" }
        }
        return "\(number)"
    }

    /// `1.23456789012346E+17`
    private static func exponential(_ number: Double) -> String {
        let text = "\(number)"
        let parts = text.utf8.split(separator: UInt8(ascii: "e")).map { String(Substring($0)) }
        guard parts.count == 2, !parts[1].utf8.starts(with: "-".utf8) else { return text }
        return parts[0] + "E+" + parts[1].utf8.filter { $0 != 0x2B }.map { String(UnicodeScalar($0)) }.joined()
    }
}
