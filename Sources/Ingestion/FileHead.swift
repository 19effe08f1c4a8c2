public import Readers

/// What detectors look at: the first quarter mebibyte of a file, already split into rows, members or elements.
public struct FileHead: Sendable {
    public enum Shape: Sendable {
        case table(TableHead)
        case json(JSONShape)
        case xml(XMLHead)
        case log(firstLines: [String])
        case mail(MailHead)
    }

    public var fileName: String
    public var encoding: EncodingGuess
    public var shape: Shape
    /// The head as in the file, not decoded.
    public var bytes: [UInt8]
    /// Where the file is, so that a questionnaire beside it can be read; `nil` for standard input.
    public var place: ExportPlace?

    public init(fileName: String, encoding: EncodingGuess, shape: Shape, bytes: [UInt8] = []) {
        self.fileName = fileName
        self.encoding = encoding
        self.shape = shape
        self.bytes = bytes
    }

    /// The same head, of a file that stands somewhere.
    func at(_ place: ExportPlace?) -> FileHead {
        var head = self
        head.place = place
        return head
    }

    public var table: TableHead? { if case .table(let head) = shape { head } else { nil } }
    public var json: JSONShape? { if case .json(let head) = shape { head } else { nil } }
    public var xml: XMLHead? { if case .xml(let head) = shape { head } else { nil } }
    public var mail: MailHead? { if case .mail(let head) = shape { head } else { nil } }
    public var logLines: [String]? { if case .log(let lines) = shape { lines } else { nil } }
}

/// The first rows of a delimited text.
public struct TableHead: Sendable {
    public var dialect: CSVDialect
    /// The first records, at most 200, cells as written.
    public var rows: [[String]]
    /// The physical line each of ``rows`` starts on.
    public var lines: [Int]
    /// Index into ``rows`` of the header, or −1 when the file has none and columns are named `column_1`…
    public var headerRow: Int
    /// Index of the first of several header rows; ``headerRow`` is the last.
    var firstHeaderRow: Int
    /// One name a column: trimmed, without markup, unique; `column_3` where the file has no name.
    public var headers: [String]
    /// Whether the rows are those of a workbook's sheet: without delimiter, quotes and cells at their end that are empty.
    public var isSheet = false
    /// What tells the columns of a survey's data file, where a Triple-S definition stands beside it.
    var definition: TripleSDefinition?
    /// How a spreadsheet saved the whole text as one column, where it did.
    var wrapping: LineWrapping?
    /// The cells of the header as the file has them, when they were decoded twice and ``rows`` have them repaired.
    var writtenHeader: [String]?

    public init(dialect: CSVDialect, rows: [[String]], lines: [Int], headerRow: Int, headers: [String]) {
        self.dialect = dialect
        self.rows = rows
        self.lines = lines
        (self.headerRow, firstHeaderRow) = (headerRow, headerRow)
        self.headers = headers
    }

    /// The rows under the header.
    public var body: ArraySlice<[String]> { rows.dropFirst(headerRow + 1) }

    /// The first column of that name, letter case apart.
    public func column(_ name: String) -> Int? {
        let wanted = name.lowercased()
        return headers.firstIndex { $0.lowercased() == wanted }
    }

    public func hasColumns(_ names: String...) -> Bool { names.allSatisfy { column($0) != nil } }
}
