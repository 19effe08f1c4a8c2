internal import Feedback
internal import Readers

/// Reads the rows of a delimited file or a sheet.
struct TableImportReader<Rows: RowReader>: ImportReader {
    private let file: String
    /// The file's own bytes and their text, where it is one.
    private let source: CountingSource?
    private let text: UTF8Source?
    private var reader: Rows
    private var row = CSVRow()
    private var converter: RowConverter
    private var rowsToSkip: Int
    private let headerCells: [String]
    private let planned: [Decision]
    private var shortRows = 0
    private let unescapesVV: Bool
    private let isSheet: Bool
    private var rowsWithNotes = 0

    init(
        file: String, source: CountingSource? = nil, text: UTF8Source? = nil, rows: Rows, head: TableHead,
        plan: TablePlan, converter: RowConverter, decisions: [Decision]
    ) {
        self.file = file
        self.source = source
        self.text = text
        reader = rows
        isSheet = head.isSheet
        self.converter = converter
        rowsToSkip = plan.headerRows
        headerCells = head.writtenHeader ?? (head.headerRow >= 0 ? head.rows[head.headerRow] : [])
        planned = decisions
        unescapesVV = plan.unescapesVV
    }

    var bytesRead: Int { source?.bytesRead ?? reader.bytesRead }

    mutating func next() throws(ImportError) -> ImportedRecord? {
        do {
            while try reader.next(&row) {
                if rowsToSkip > 0 {
                    rowsToSkip -= 1
                } else {
                    return record()
                }
            }
            return nil
        } catch {
            throw ImportError(error, file: file)
        }
    }

    private mutating func record() -> ImportedRecord {
        let position = RecordPosition(line: row.line)
        let columns = converter.columnCount
        if row.hasUnclosedQuote {
            return converter.rejection(
                row, at: position,
                Phrase(en: "a quotation mark is opened and never closed", fr: "un guillemet est ouvert et jamais fermé")
            )
        }
        if isSheet {
            // What stands beside the table is no part of it.
            if row.count > columns { rowsWithNotes += 1 }
        } else if row.count > columns, (columns..<row.count).contains(where: { !row.isEmpty($0) }) {
            return converter.rejection(
                row, at: RecordPosition(line: row.line, column: columns + 1),
                Phrase(
                    en:
                        "the row has \(row.count) fields where \(columns) are expected: a delimiter in a "
                        + "text without quotation marks?",
                    fr:
                        "la ligne a \(row.count) champs au lieu de \(columns) : un séparateur dans un "
                        + "texte sans guillemets ?"
                ))
        }
        if row.count < columns, !isSheet {
            if row.count == 1, columns > 2 {
                if startsWithTotal(row[0]) { return .dropped(reason: "total", position) }
                return converter.rejection(
                    row, at: position,
                    Phrase(
                        en: "the row has one field where \(columns) are expected",
                        fr: "la ligne a un seul champ au lieu de \(columns)"))
            }
            shortRows += 1
        }
        if repeatsHeader() { return .dropped(reason: "header", position) }
        if converter.isTotal(row) { return .dropped(reason: "total", position) }
        guard unescapesVV else { return converter.convert(row, at: position) }
        return convertUnescaped(at: position)
    }

    private mutating func convertUnescaped(at position: RecordPosition) -> ImportedRecord {
        var flat = FlatRow(columns: converter.columnCount)
        for index in 0..<min(row.count, converter.columnCount) {
            flat.append(unescapedVV(row.string(index)), to: index)
        }
        return converter.convert(flat, at: position)
    }

    /// Files put one after another repeat their header.
    private func repeatsHeader() -> Bool {
        guard row.count == headerCells.count, row.count > 1, equals(row[0], headerCells[0]) else { return false }
        return headerCells.indices.allSatisfy { equals(row[$0], headerCells[$0]) }
    }

    private func equals(_ cell: Span<UInt8>, _ text: String) -> Bool {
        let other = text.utf8Span.span
        guard cell.count == other.count else { return false }
        for index in cell.indices where cell[index] != other[index] { return false }
        return true
    }

    var decisions: [Decision] {
        var all = planned
        all += reader.sheetDecisions(rowsWithNotes)
        if let text, text.removedNULs > 0 {
            all.append(
                Decision(
                    "nul", en: "\(text.removedNULs) NUL bytes were removed",
                    fr: "\(text.removedNULs) octets NUL ont été retirés"))
        }
        if let text, text.invalidSequences > 0 {
            all.append(
                Decision(
                    "invalid-text",
                    en: "\(text.invalidSequences) byte sequences that are no text were replaced by \u{FFFD}",
                    fr:
                        "\(text.invalidSequences) suites d'octets qui ne sont pas du texte ont été "
                        + "remplacées par \u{FFFD}"
                ))
        }
        if shortRows > 0 {
            all.append(
                Decision(
                    "short-rows", en: "\(shortRows) rows have fewer fields than the header: the rest counts as empty",
                    fr: "\(shortRows) lignes ont moins de champs que l'en-tête : le reste compte comme vide"))
        }
        if converter.tally.ruinedIDs > 0 {
            all.append(
                Decision(
                    "id",
                    en:
                        "\(converter.tally.ruinedIDs) ids were rounded by a spreadsheet (1.2E+17) and are "
                        + "not used as keys",
                    fr:
                        "\(converter.tally.ruinedIDs) identifiants ont été arrondis par un tableur "
                        + "(1,2E+17) et ne servent pas de clés"
                ))
        }
        return all + converter.decisions
    }
}

extension RowReader {
    /// What a sheet holds that is not read.
    fileprivate func sheetDecisions(_ rowsWithNotes: Int) -> [Decision] {
        var all: [Decision] = []
        if errorCells > 0 {
            all.append(
                Decision(
                    "error-cells",
                    en: "\(errorCells) cells hold the error of a formula (#N/A, #REF!) and count as empty",
                    fr: "\(errorCells) cellules contiennent une erreur de formule (#N/A, #REF!) et comptent comme vides"
                ))
        }
        if rowsWithNotes > 0 {
            all.append(
                Decision(
                    "beside", en: "\(rowsWithNotes) rows have cells beside the table, which are not read",
                    fr: "\(rowsWithNotes) lignes ont des cellules à côté du tableau, qui ne sont pas lues"))
        }
        return all
    }
}

extension TextCleaner.Tally {
    /// What was done to texts, as decisions; none when nothing was.
    var decisions: [Decision] {
        var all: [Decision] = []
        if repaired > 0 {
            all.append(
                Decision(
                    "mojibake", en: "\(repaired) texts that had been decoded twice (Ã©) were repaired",
                    fr: "\(repaired) textes décodés deux fois (Ã©) ont été réparés"))
        }
        if withMarkup > 0 {
            all.append(
                Decision(
                    "markup", en: "HTML was stripped from \(withMarkup) texts",
                    fr: "le HTML a été retiré de \(withMarkup) textes"))
        }
        if masks.total > 0 {
            let list = MaskKind.allCases.filter { masks[$0] > 0 }.map { "\(masks[$0]) \($0.token)" }.joined(
                separator: ", ")
            all.append(
                Decision("masked", en: "personal data masked: \(list)", fr: "données personnelles masquées : \(list)"))
        }
        return all
    }
}

/// Passes bytes on and counts them, so that progress is measured in the file's own bytes.
final class CountingSource: ByteSource {
    private let source: any ByteSource
    private(set) var bytesRead = 0

    init(_ source: any ByteSource) { self.source = source }

    func read(upTo count: Int, into buffer: inout [UInt8]) throws(ReaderError) -> Int {
        let taken = try source.read(upTo: count, into: &buffer)
        bytesRead += taken
        return taken
    }
}
