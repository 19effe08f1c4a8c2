import Feedback
public import Readers

/// A file of labelled texts: JSON (one object a line, or an array of them), or CSV with a header.
public struct LabelFile: Sendable {
    public var name: String
    /// The records as they are, with the line each starts at.
    public var rows: [(line: Int, values: JSONObject)]

    /// - Throws: ``EvaluationError`` when the file cannot be read, or a record of it is not one.
    public init(path: String) throws(EvaluationError) {
        do throws(ReaderError) {
            try self.init(name: path, source: FileSource(path: path))
        } catch { throw EvaluationError(error, file: path) }
    }

    /// - Throws: `ReaderError`.
    public init(name: String, source: any ByteSource) throws(ReaderError) {
        self.name = name
        rows = []
        let source = try PeekableSource(source)
        let head = source.head
        if let shape = guessJSONShape(of: head, isWhole: source.isWhole) {
            try readJSON(source, shape)
        } else if head.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") {
            // Broken JSON is told as such, and never taken for a table.
            try readJSON(source, JSONShape(kind: .ndjson))
        } else if let dialect = guessDialect(of: head.span, isWhole: source.isWhole) {
            try readCSV(source, dialect)
        }
    }

    /// The labelled texts.
    ///
    /// - Throws: ``EvaluationError`` when no row has a text, or none has a label.
    public func texts() throws(EvaluationError) -> [LabelledText] {
        let texts = rows.compactMap { LabelledText($0.values, file: name, line: $0.line) }
        guard !texts.isEmpty else {
            throw EvaluationError(
                file: name, what: .init(en: "no row has a text", fr: "aucune ligne n'a de texte"),
                fix: .init(
                    en: "Name the column 'text' (or verbatim, comment)",
                    fr: "Nommez la colonne « text » (ou verbatim, commentaire)"))
        }
        guard texts.contains(where: \.hasLabels) else {
            throw EvaluationError(
                file: name, what: .init(en: "no row has a label", fr: "aucune ligne n'a d'étiquette"),
                fix: .init(
                    en: "Add a column sentiment, stars, frictions, intents, step or language",
                    fr: "Ajoutez une colonne sentiment, stars, frictions, intents, step ou language"))
        }
        return texts
    }

    private mutating func readJSON(_ source: any ByteSource, _ shape: JSONShape) throws(ReaderError) {
        var reader = JSONRecordReader(source, shape: shape)
        while let record = try reader.next() {
            if let problem = record.problem { throw problem }
            guard let object = record.value.object else { continue }
            rows.append((record.line, object))
        }
    }

    private mutating func readCSV(_ source: any ByteSource, _ dialect: CSVDialect) throws(ReaderError) {
        var (reader, row) = (CSVReader(source, dialect: dialect), CSVRow())
        guard try reader.next(&row) else { return }
        var names = (0..<row.count).map { row.string($0).lowercased() }
        if let first = names.first, first.hasPrefix("\u{FEFF}") { names[0] = String(first.unicodeScalars.dropFirst()) }
        while try reader.next(&row) {
            let cells = (0..<min(row.count, names.count)).map { (names[$0], JSONValue.string(row.string($0))) }
            rows.append((row.line, JSONObject(cells)))
        }
    }
}
