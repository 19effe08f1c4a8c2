internal import Feedback
internal import Readers

extension TableHead {
    static let sampledRows = 200

    /// A table that a spreadsheet saved again as one column of whole lines.
    ///
    /// - Returns: `nil` when the text is none, or what its lines hold is no table with a known column.
    init?(wrapped text: [UInt8], isWhole: Bool) {
        guard let wrapping = LineWrapping(text, isWhole: isWhole) else { return nil }
        self.init(wrapping.unwrapped(text), isWhole: isWhole)
        self.wrapping = wrapping
        guard headers.count > 1, dialect.agreeingRecords * 10 >= dialect.sampledRecords * 9,
            headers.contains(where: { HeaderDictionary.meaning(ofHeader: $0) != nil })
        else { return nil }
    }

    /// - Returns: `nil` when the text has no row.
    init?(_ text: [UInt8], isWhole: Bool) {
        guard let dialect = guessDialect(of: text.span, isWhole: isWhole) else { return nil }
        self.init(text, dialect: dialect, isWhole: isWhole)
    }

    /// - Returns: `nil` when the text has no row.
    init?(_ text: [UInt8], dialect: CSVDialect, isWhole: Bool) {
        var reader = CSVReader(MemorySource(text), dialect: dialect)
        var (rows, lines) = ([[String]](), [Int]())
        // A row over the limits ends the sample: reading the file will say so, with its line.
        var records: [(columns: Int, unclosed: Bool)] = []
        try? Self.sample(&reader, &rows, &lines) { records.append(($0.count, $0.hasUnclosedQuote)) }
        if !isWhole {
            var whole = recordsBeforeCut(records, sampled: Self.sampledRows)
            // Of a first response that is cut, what stands before its long cell is all there is to see.
            if whole == 1, records.count > 1, records[1].unclosed { whole = 2 }
            rows.removeSubrange(whole...)
            lines.removeSubrange(whole...)
        }
        guard !rows.isEmpty else { return nil }
        let header = HeaderSearch(rows)
        let names = HeaderNames(rows, first: header.row)
        self.init(
            dialect: dialect, rows: rows, lines: lines, headerRow: names.lastRow,
            headers: repairedHeaders(names.names, columns: header.columns))
        firstHeaderRow = names.firstRow
    }

    /// - Returns: `nil` when the sheet has no row.
    init?(sheet index: Int, of workbook: Workbook) throws(ReaderError) {
        var reader = try workbook.rows(ofSheet: index)
        var (rows, lines) = ([[String]](), [Int]())
        try Self.sample(&reader, &rows, &lines)
        guard !rows.isEmpty else { return nil }
        let groups = MergedHeaders(rows, lines: lines, merges: try workbook.merges(ofSheet: index, firstRows: 20))
        let header = HeaderSearch(groups.filled)
        let names = HeaderNames(rows, first: header.row)
        let isMerged = groups.filled != rows
        let last = groups.lastRow(of: header.row)
        self.init(
            dialect: CSVDialect(delimiter: 0, quote: 0), rows: rows, lines: lines,
            headerRow: isMerged ? last : names.lastRow,
            headers: repairedHeaders(isMerged ? groups.names(inRow: last) : names.names, columns: header.columns))
        (isSheet, firstHeaderRow) = (true, isMerged ? groups.firstRow(of: last) : names.firstRow)
    }

    /// The first answers of a survey's data file; columns have the names of its variables.
    ///
    /// - Returns: `nil` when there is no answer.
    init?(_ source: any ByteSource, definition: TripleSDefinition, encoding: TextEncoding) throws(ReaderError) {
        var reader = TripleSReader(source, definition: definition, encoding: encoding)
        var (rows, lines) = ([[String]](), [Int]())
        try Self.sample(&reader, &rows, &lines)
        guard !rows.isEmpty else { return nil }
        let names = definition.variables.map(\.name)
        self.init(
            dialect: CSVDialect(delimiter: 0, quote: 0), rows: rows, lines: lines, headerRow: -1,
            headers: repairedHeaders(names, columns: names.count))
        (isSheet, self.definition) = (true, definition)
    }

    private static func sample(
        _ reader: inout some RowReader, _ rows: inout [[String]], _ lines: inout [Int],
        _ look: (CSVRow) -> Void = { _ in }
    ) throws(ReaderError) {
        var row = CSVRow()
        while rows.count < sampledRows, try reader.next(&row) {
            look(row)
            rows.append((0..<row.count).map { row.string($0) })
            lines.append(row.line)
        }
    }

    /// With the names of the columns repaired where they were decoded twice.
    var repaired: TableHead {
        let first = 0...max(headerRow, min(2, rows.count - 1))
        guard first.contains(where: { rows[$0].contains { $0.repaired != nil } }) else { return self }
        var head = self
        if headerRow >= 0 { head.writtenHeader = rows[headerRow] }
        for row in first { head.rows[row] = rows[row].map { $0.repaired ?? $0 } }
        head.headers = headers.map { $0.repaired ?? $0 }
        return head
    }

    /// The same with what a row under the header explains, for tables of unknown tools: `Q1 – How satisfied are you?`.
    var explained: TableHead {
        guard headerRow >= 0, headerRow == firstHeaderRow,
            let names = HeaderNames.explained(rows, header: headerRow, names: headers)
        else { return self }
        var head = self
        head.headers = repairedHeaders(names, columns: headers.count)
        head.headerRow += 1
        return head
    }

    /// The line the header stands on, or the first line.
    var headerLine: Int { lines[max(headerRow, 0)] }

    var decisions: [Decision] {
        var all: [Decision] = []
        let name = dialect.delimiter == 0x09 ? "tab" : String(UnicodeScalar(dialect.delimiter))
        if dialect.delimiter != 0 {
            all.append(
                Decision(
                    "delimiter",
                    en:
                        "fields are separated by \"\(name)\": \(dialect.columns) columns in "
                        + "\(dialect.agreeingRecords) of the first \(dialect.sampledRecords) rows",
                    fr:
                        "les champs sont séparés par « \(name) » : \(dialect.columns) colonnes dans "
                        + "\(dialect.agreeingRecords) des \(dialect.sampledRecords) premières lignes"
                ))
        }
        if headerRow < 0, definition == nil {
            all.append(
                Decision(
                    "header", en: "there is no header: columns are named column_1, column_2…",
                    fr: "il n'y a pas d'en-tête : les colonnes s'appellent column_1, column_2…"))
        } else if headerRow > 0 {
            all.append(headerDecision)
        }
        if wrapping != nil {
            all.append(
                Decision(
                    "wrapped",
                    en: "a spreadsheet saved the table as one column of whole lines: it is read as it was before",
                    fr:
                        "un tableur a enregistré le tableau en une seule colonne de lignes entières : il est lu comme avant"
                ))
        }
        return all
    }

    /// Where the header is.
    var headerDecision: Decision {
        let first = lines[firstHeaderRow]
        guard first < headerLine else {
            return Decision(
                "header", en: "the header is on line \(headerLine); what stands above is left out",
                fr: "l'en-tête est à la ligne \(headerLine) ; ce qui précède est ignoré")
        }
        return Decision(
            "header", en: "lines \(first) and \(headerLine) name the columns together",
            fr: "les lignes \(first) et \(headerLine) nomment ensemble les colonnes")
    }
}

/// Finds the header among the first rows, if there is one.
struct HeaderSearch {
    /// Index of the header row, or −1.
    let row: Int
    /// How many columns the table has.
    let columns: Int

    init(_ rows: [[String]]) {
        let widths = rows.map { Self.width(of: $0) }
        let modal = Self.modalWidth(widths)
        var (best, bestScore) = (-1, 0.0)
        for index in 0..<min(rows.count, 15) {
            let score = Self.score(rows, index, modal: modal)
            if score > bestScore { (best, bestScore) = (index, score) }
        }
        if best == 0, rows.allSatisfy({ $0.count == 1 }), !Self.headsList(rows) { best = -1 }
        row = best
        // Columns that one row in twenty fills exist, whatever the header says.
        let usual = widths.filter { $0 > modal }
        let widest = usual.count * 20 >= rows.count ? usual.max() ?? modal : modal
        let headerWidth = best < 0 ? 0 : rows[best].count
        columns = best < 0 ? max(widths.max() ?? 1, 1) : max(headerWidth, min(widest, max(headerWidth, modal)))
    }

    /// Whether the first line of a list of texts names it or asks for them: what customers write may be a question too.
    private static func headsList(_ rows: [[String]]) -> Bool {
        let name = comparableHeader(rows[0][0])
        if HeaderDictionary.meaning(of: name) != nil || rows.count < 3 { return true }
        let isSaid = rows[0][0].contains { ".!?…,".contains($0) }
        if !isSaid, Self.namesTexts(rows[0][0]) { return true }
        let words = name.split(separator: " ")
        let texts = rows.dropFirst().map { $0[0] }
        let asking = texts.count { $0.utf8.contains(0x3F) }
        let addressed: Set<Substring> = ["vous", "votre", "vos", "you", "your", "sie", "ihr", "usted", "su", "u", "uw"]
        if rows[0][0].utf8.contains(0x3F) {
            return words.contains(where: addressed.contains) && asking * 10 <= texts.count
        }
        // A name is shorter than what it heads, and no sentence.
        let bytes = texts.reduce(0) { $0 + $1.utf8.count } / texts.count
        let isSentence = ".!…".contains(rows[0][0].last ?? " ")
        return !isSentence && bytes < 20 || words.count == 1 && !rows[0][0].utf8.contains(0x20) && !isSentence
    }

    /// `comment_content`, "Commentaires des clients", "Avis client": what customers write may begin so too ("Avis positif"),
    /// a program or the name of those who write settles it.
    private static func namesTexts(_ text: String) -> Bool {
        let name = HeaderWords(text)
        let writers: Set<String> = [
            "client", "clients", "customer", "customers", "user", "users", "utilisateurs", "visiteurs", "patients",
            "guest",
            "your", "votre", "vos",
        ]
        return name.isNameOfTexts && (name.isIdentifier || name.words.contains { writers.contains($0) })
    }

    /// Fields up to the last one with a value.
    private static func width(of row: [String]) -> Int { (row.lastIndex { !$0.isEmpty } ?? 0) + 1 }

    private static func modalWidth(_ widths: [Int]) -> Int {
        var counts: [Int: Int] = [:]
        for width in widths { counts[width, default: 0] += 1 }
        return counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 1
    }

    /// Positive for a row of names over rows that look different; more for names that are known.
    private static func score(_ rows: [[String]], _ index: Int, modal: Int) -> Double {
        let cells = rows[index].map { Array($0.utf8).trimmed }.filter { !$0.isEmpty }
        guard !cells.isEmpty, index + 1 < rows.count || rows.count == 1 else { return 0 }
        guard rows[index].count * 2 >= modal else { return 0 }
        // A row of HXL tags ("#adm1+name") stands under the names, never in their place.
        if cells.count > 1, cells.allSatisfy({ $0.first == 0x23 && $0.count > 1 }) { return 0 }
        let named = rows[index].reduce(0) { $0 + (HeaderDictionary.meaning(of: comparableHeader($1)) == nil ? 0 : 1) }
        // "E-mail" and "Web" under the names of a help desk are its channels.
        let known = max(named, TicketTable.of(rows[index]) == nil ? 0 : min(5, cells.count))
        let values = cells.reduce(0) { $0 + (looksLikeValue(Array($1)) ? 1 : 0) }
        let unique = Double(Set(cells.map { String(decoding: $0, as: UTF8.self) }).count) / Double(cells.count)
        let full = min(Double(cells.count) / Double(max(modal, 1)), 1)
        if values > 0, known == 0 { return 0 }
        if known == 0, resemblesRowsBelow(rows, index) { return 0 }
        let share = Double(known) / Double(cells.count)
        return (1 + 3 * Double(known) + 6 * share) * unique * (0.2 + 0.8 * full)
            * (1 - Double(values) / Double(cells.count))
            - 0.05 * Double(index)
    }

    /// A number, a date, an address: names of columns are none of these.
    static func looksLikeValue(_ cell: [UInt8]) -> Bool {
        if parsedNumber(cell.span) != nil || cell.contains(0x40) && !cell.contains(0x20) { return true }
        var scanner = DateScanner(order: .dayFirst)
        return scanner.read(cell.span) || scanner.readsWithMonthFirst(cell.span)
    }

    /// Whether a cell of the row occurs again in its column: a header does not.
    private static func resemblesRowsBelow(_ rows: [[String]], _ index: Int) -> Bool {
        let below = rows[(index + 1)...].prefix(100)
        let repeated = rows[index].indices.filter { column in
            let cell = rows[index][column]
            return !cell.isEmpty && below.contains { column < $0.count && $0[column] == cell }
        }
        return repeated.count * 2 > rows[index].filter { !$0.isEmpty }.count
    }
}

extension FileHead {
    /// A table with its headers repaired; anything else as it is.
    var repaired: FileHead {
        guard case .table(let table) = shape else { return self }
        var head = self
        head.shape = .table(table.repaired)
        return head
    }
}

extension String {
    fileprivate var repaired: String? {
        repairedMojibake(utf8Span.span).map { String(decoding: $0, as: UTF8.self) }
    }
}
