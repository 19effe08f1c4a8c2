/// The tables of a web page (HTML), each read as a sheet: what many tools and Excel itself save as `.xls`.
final class PageTables {
    /// Tables of two rows and two columns at least: others only lay a page out.
    let sheets: [Workbook.Sheet]

    private let open: Workbook.Opener
    private let plainText: Workbook.PlainText
    /// Which table of the page each sheet is.
    private var numbers: [Int] = []

    init(_ open: @escaping Workbook.Opener, plainText: @escaping Workbook.PlainText) throws(ReaderError) {
        self.open = open
        self.plainText = plainText
        let page = PageScanner(try open())
        var tables: [Table] = []
        var stack: [Int] = []
        while let token = try page.next() {
            switch token {
            case .open("table"):
                guard tables.count < 1000 else { break }
                stack.append(tables.count)
                tables.append(Table(caption: page.attribute("summary") ?? page.attribute("id") ?? ""))
            case .close("table"): _ = stack.popLast()
            case .open("tr"): if let table = stack.last { tables[table].startRow() }
            case .open("td"), .open("th"): if let table = stack.last { tables[table].cells += 1 }
            default: break
            }
        }
        let size = page.bytesRead
        var found: [Workbook.Sheet] = []
        for (number, table) in tables.enumerated() where table.isTable {
            numbers.append(number)
            found.append(
                Workbook.Sheet(
                    name: table.caption.isEmpty ? "table \(found.count + 1)" : table.caption, isHidden: false,
                    byteCount: size))
        }
        sheets = found
    }

    private struct Table {
        var caption: String
        /// The cells of the row that is open, and how many rows before it have more than one.
        var cells = 0
        var wide = 0

        init(caption: String) { self.caption = caption }

        mutating func startRow() {
            if cells > 1 { wide += 1 }
            cells = 0
        }

        var isTable: Bool { wide + (cells > 1 ? 1 : 0) >= 2 }
    }

    func rows(ofSheet index: Int) throws(ReaderError) -> PageRows {
        PageRows(PageScanner(try open()), table: numbers[index], plainText: plainText)
    }

    func merges(ofSheet index: Int, firstRows: Int) throws(ReaderError) -> [Workbook.Merge] {
        let rows = try self.rows(ofSheet: index)
        var row = CSVRow()
        while rows.line < firstRows, try rows.next(&row) {}
        return rows.merges
    }
}

/// The rows of one table of a page. A cell that spans several is given once, the others empty; a table inside a cell is a
/// table of its own.
final class PageRows: SheetRows {
    private let page: PageScanner
    private let plainText: Workbook.PlainText
    private var tablesToSkip: Int
    /// How many tables inside the one that is read are open; −1 outside it.
    private var depth = -1
    private var isDone = false

    /// The row of the table, counted from 1.
    private(set) var line = 0
    private(set) var merges: [Workbook.Merge] = []
    let errorCells = 0
    private var rowIsOpen = false
    private var cell: Cell?
    private var markup: [UInt8] = []
    /// For each column, how many of the next rows a cell above reaches into.
    private var covered: [Int] = []
    private var column = 0

    private struct Cell { var (columns, rows) = (1, 1) }

    init(_ page: PageScanner, table: Int, plainText: @escaping Workbook.PlainText) {
        (self.page, tablesToSkip, self.plainText) = (page, table, plainText)
    }

    var bytesRead: Int { page.bytesRead }

    func next(_ row: inout CSVRow) throws(ReaderError) -> Bool {
        if rowIsOpen { startRow(&row) }
        while !isDone, let token = try page.next() {
            if try follow(token, &row) { return true }
        }
        let wasOpen = rowIsOpen
        try endRow(&row)
        isDone = true
        if wasOpen, row.trimEnd() { return true }
        row.begin(line: line)
        return false
    }

    /// - Returns: whether a row is whole: the parser then stands behind it, or at the start of the next one.
    private func follow(_ token: PageScanner.Token, _ row: inout CSVRow) throws(ReaderError) -> Bool {
        switch token {
        case .open("table"):
            if depth >= 0 {
                depth += 1
            } else if tablesToSkip == 0 {
                depth = 0
            }
            tablesToSkip -= 1
        case .close("table") where depth >= 0:
            depth -= 1
            if depth < 0 {
                isDone = true
                guard rowIsOpen else { return false }
                try endRow(&row)
                return row.trimEnd()
            }
        case .open("tr") where depth == 0:
            let isWhole = rowIsOpen
            try endRow(&row)
            rowIsOpen = true
            if isWhole, row.trimEnd() { return true }
            startRow(&row)
        case .close("tr") where depth == 0 && rowIsOpen:
            try endRow(&row)
            return row.trimEnd()
        case .open("td") where depth == 0, .open("th") where depth == 0:
            if !rowIsOpen {
                rowIsOpen = true
                startRow(&row)
            }
            try endCell(&row)
            cell = Cell(columns: span("colspan"), rows: span("rowspan"))
        case .close("td") where depth == 0, .close("th") where depth == 0: try endCell(&row)
        case .text where depth == 0 && cell != nil: try keep(page.text)
        case .open("br") where depth == 0 && cell != nil: try keep(Array("<br>".utf8))
        case .open("p") where depth == 0 && cell != nil, .open("div") where depth == 0 && cell != nil,
            .open("li") where depth == 0 && cell != nil:
            try keep(Array("<p>".utf8))
        default: break
        }
        return false
    }

    private func keep(_ text: [UInt8]) throws(ReaderError) {
        // In a page a line end is a blank like any other.
        for byte in text where byte > 0x20 || markup.last.map({ $0 > 0x20 }) ?? false {
            markup.append(byte > 0x20 ? byte : 0x20)
        }
        guard markup.count <= CSVReader.Limit.field else { throw tooLong("field", "champ", CSVReader.Limit.field) }
    }

    private func span(_ name: String) -> Int { min(max(page.attribute(name).flatMap { Int($0) } ?? 1, 1), 1 << 16) }

    // MARK: Rows

    private func startRow(_ row: inout CSVRow) {
        line += 1
        column = 0
        row.begin(line: line)
    }

    private func endRow(_ row: inout CSVRow) throws(ReaderError) {
        guard rowIsOpen else { return }
        try endCell(&row)
        rowIsOpen = false
        // Cells from above that stand behind the last one of this row.
        for index in covered.indices where index >= column && covered[index] > 0 { covered[index] -= 1 }
        try SheetReader.Limit.check(row: line, column: 0)
    }

    private func endCell(_ row: inout CSVRow) throws(ReaderError) {
        guard let ended = cell else { return }
        cell = nil
        while column < covered.count, covered[column] > 0 {
            covered[column] -= 1
            column += 1
        }
        try SheetReader.Limit.check(row: line, column: column + ended.columns)
        row.pad(to: column)
        row.bytes.append(contentsOf: plainText(markup))
        row.endField()
        markup.removeAll(keepingCapacity: true)
        guard row.bytes.count <= CSVReader.Limit.row else {
            throw tooLong("record", "enregistrement", CSVReader.Limit.row)
        }
        if ended.rows > 1 || ended.columns > 1 { span(ended) }
        column += ended.columns
    }

    private func span(_ cell: Cell) {
        while covered.count < column + cell.columns { covered.append(0) }
        for index in column..<column + cell.columns { covered[index] = cell.rows - 1 }
        guard merges.count < 1000 else { return }
        merges.append(
            Workbook.Merge(rows: line...line + cell.rows - 1, columns: column + 1...column + cell.columns))
    }

    private func tooLong(_ en: String, _ fr: String, _ limit: Int) -> ReaderError {
        ReaderError(
            .tooLarge, en: "a \(en) is longer than \(limit) bytes", fr: "un \(fr) dépasse \(limit) octets",
            line: page.line)
    }
}
