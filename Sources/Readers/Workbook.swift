/// A spreadsheet file: XLSX, transitional or strict, ODS, a workbook written as XML, or the tables of a web page.
public final class Workbook {
    public struct Sheet: Sendable {
        public let name: String
        public let isHidden: Bool
        /// The size of the sheet's part, unpacked.
        public let byteCount: Int
    }

    /// Cells that are shown as one; rows and columns count from 1.
    public struct Merge: Hashable, Sendable {
        public let rows: ClosedRange<Int>
        public let columns: ClosedRange<Int>
    }

    public let sheets: [Sheet]

    private let parts: Parts

    private enum Parts {
        case office(OfficeParts)
        case openDocument(OpenDocumentParts)
        case spreadsheetXML(SpreadsheetXMLParts)
        case page(PageTables)
    }

    /// Gives the bytes of a document from the first one on, as often as it is asked.
    public typealias Opener = () throws(ReaderError) -> any ByteSource
    /// Turns the markup of a cell into its words.
    public typealias PlainText = ([UInt8]) -> [UInt8]

    /// A workbook that Excel 2002 or 2003 has written as one XML document.
    public init(spreadsheetXML open: @escaping Opener) throws(ReaderError) {
        let found = try SpreadsheetXMLParts(open)
        (parts, sheets) = (.spreadsheetXML(found), found.sheets)
        try checkSheets()
    }

    /// The tables of a web page, as UTF-8.
    ///
    /// - Throws: kind `unsupported` when it has no table of two rows and two columns.
    public init(page open: @escaping Opener, plainText: @escaping PlainText) throws(ReaderError) {
        let found = try PageTables(open, plainText: plainText)
        (parts, sheets) = (.page(found), found.sheets)
        try checkSheets()
    }

    /// - Throws: what is wrong with its parts; kind `unsupported` when it holds no sheet.
    public init(_ archive: ZipArchive) throws(ReaderError) {
        if OpenDocumentParts.isSpreadsheet(archive) {
            let found = try OpenDocumentParts(archive)
            (parts, sheets) = (.openDocument(found), found.sheets)
        } else {
            let found = try OfficeParts(archive)
            (parts, sheets) = (.office(found), found.sheets)
        }
        try checkSheets()
    }

    private func checkSheets() throws(ReaderError) {
        guard sheets.isEmpty else { return }
        throw ReaderError(
            .unsupported, en: "the workbook holds no sheet", fr: "le classeur ne contient aucune feuille")
    }

    /// The rows of a sheet from the first one.
    public func rows(ofSheet index: Int) throws(ReaderError) -> SheetReader {
        switch parts {
        case .office(let parts): SheetReader(try parts.rows(ofSheet: index))
        case .openDocument(let parts): SheetReader(try parts.rows(ofSheet: index))
        case .spreadsheetXML(let parts): SheetReader(try parts.rows(ofSheet: index))
        case .page(let tables): SheetReader(try tables.rows(ofSheet: index))
        }
    }

    /// The merged cells that start in the first rows of a sheet.
    public func merges(ofSheet index: Int, firstRows: Int) throws(ReaderError) -> [Merge] {
        switch parts {
        case .office(let parts): try parts.merges(ofSheet: index, firstRows: firstRows)
        case .openDocument(let parts): try parts.merges(ofSheet: index, firstRows: firstRows)
        case .spreadsheetXML(let parts): try parts.merges(ofSheet: index, firstRows: firstRows)
        case .page(let tables): try tables.merges(ofSheet: index, firstRows: firstRows)
        }
    }
}

/// Streams the rows of one sheet, in memory bounded by one row and the workbook's texts.
public struct SheetReader: RowReader {
    /// As many as a sheet may have.
    public enum Limit {
        public static let rows = 1 << 20
        public static let columns = 16_384
    }

    private let rows: any SheetRows

    init(_ rows: any SheetRows) { self.rows = rows }

    public mutating func next(_ row: inout CSVRow) throws(ReaderError) -> Bool { try rows.next(&row) }
    public var bytesRead: Int { rows.bytesRead }
    public var errorCells: Int { rows.errorCells }
}

/// What the kinds of workbook have in common: a class, since a parser stands behind it.
protocol SheetRows: AnyObject {
    func next(_ row: inout CSVRow) throws(ReaderError) -> Bool
    var bytesRead: Int { get }
    var errorCells: Int { get }
}

extension SheetReader.Limit {
    static func check(row: Int, column: Int) throws(ReaderError) {
        guard row > rows || column > columns else { return }
        throw ReaderError(
            .tooLarge, en: "a sheet has at most \(rows) rows and \(columns) columns",
            fr: "une feuille a au plus \(rows) lignes et \(columns) colonnes", line: min(row, rows))
    }
}

/// The letters of a column, counted from 1: 28 is `AB`.
public func columnLetters(_ column: Int) -> String {
    var (rest, letters) = (column, [UInt8]())
    while rest > 0 {
        letters.append(0x41 + UInt8((rest - 1) % 26))
        rest = (rest - 1) / 26
    }
    return String(decoding: letters.reversed(), as: UTF8.self)
}

/// Row and column of a reference such as `AB12`, counted from 1; 0 for what it does not name.
func cellReference(_ text: some Sequence<UInt8>) -> (row: Int, column: Int) {
    var (row, column) = (0, 0)
    for byte in text {
        switch byte {
        case 0x41...0x5A, 0x61...0x7A: column = min(column * 26 + Int(byte & 0x1F), 1 << 20)
        case 0x30...0x39: row = min(row * 10 + Int(byte - 0x30), 1 << 40)
        case 0x24: continue
        default: return (0, 0)
        }
    }
    return (row, column)
}
