internal import Feedback
internal import Readers

/// The head of a file, decoded and split in each way it can be.
struct FileInspection {
    let location: ExportLocation
    let encoding: EncodingGuess
    /// Every view the head allows, likeliest first; never empty.
    private(set) var heads: [FileHead]
    let byteCount: Int?
    /// Why the head is no JSON although it begins like it.
    private let jsonProblem: ReaderError?

    /// What errors and reports call the file.
    var file: String { location.name }

    /// A text, whose first bytes `source` has.
    ///
    /// - Parameter repairsText: whether headers that were decoded twice are repaired.
    init(_ location: ExportLocation, source: PeekableSource, repairsText: Bool) throws(ImportError) {
        self.location = location
        byteCount = location.byteCount
        encoding = guessEncoding(of: source.head)
        jsonProblem = Self.jsonProblem(source, encoding: encoding)
        heads = Self.heads(of: source, encoding: encoding, fileName: location.fileName).map { head in
            (repairsText ? head.repaired : head).at(location.place)
        }
        if heads.isEmpty {
            throw ImportError(
                file: location.name,
                what: Phrase(en: "the file holds no text", fr: "le fichier ne contient aucun texte"),
                fix: Phrase(
                    en: "Export the feedback as CSV, XLSX, JSON or XML",
                    fr: "Exportez les retours en CSV, XLSX, JSON ou XML"))
        }
    }

    /// A sheet of a workbook.
    init(sheet location: ExportLocation) throws(ImportError) {
        self.location = location
        byteCount = location.byteCount
        encoding = EncodingGuess(encoding: .utf8)
        jsonProblem = nil
        let table: TableHead?
        do {
            table = try location.sheet.flatMap { sheet throws(ReaderError) in
                try TableHead(sheet: sheet.index, of: sheet.workbook)
            }
        } catch {
            throw ImportError(error, file: location.name)
        }
        guard let table else {
            throw ImportError(
                file: location.name, what: Phrase(en: "the sheet is empty", fr: "la feuille est vide"),
                fix: Phrase(en: "There is nothing to do", fr: "Il n'y a rien à faire"))
        }
        heads = [FileHead(fileName: location.fileName, encoding: encoding, shape: .table(table))]
    }

    /// The data of a survey, with its definition.
    init(survey location: ExportLocation) throws(ImportError) {
        self.location = location
        byteCount = location.byteCount
        jsonProblem = nil
        let table: TableHead?
        do {
            let source = try PeekableSource(location.opened())
            encoding = guessEncoding(of: source.head)
            let encoding = encoding.encoding
            table = try location.definition.flatMap { definition throws(ReaderError) in
                try TableHead(source, definition: definition, encoding: encoding)
            }
        } catch {
            throw ImportError(error, file: location.name)
        }
        guard let table else {
            throw ImportError(
                file: location.name, what: Phrase(en: "the file is empty", fr: "le fichier est vide"),
                fix: Phrase(en: "Export it again", fr: "Exportez-le de nouveau"))
        }
        heads = [FileHead(fileName: location.fileName, encoding: encoding, shape: .table(table))]
    }

    /// The bytes from the start again: a file is opened anew, standard input goes on after its head.
    func reopened() throws(ImportError) -> any ByteSource {
        do { return try location.opened() } catch { throw ImportError(error, file: file) }
    }

    /// Keeps one view and not the others: a folder of many files would fill the memory with heads.
    func keeping(_ head: FileHead) -> FileInspection {
        var kept = self
        kept.heads = [head]
        return kept
    }

    // MARK: Views

    private static func heads(of source: PeekableSource, encoding: EncodingGuess, fileName: String) -> [FileHead] {
        var text = decoded(source.head, as: encoding.encoding)
        if !source.isWhole { dropCutCharacter(&text) }
        let beginning = text.lazy.filter { !$0.isBlank }.prefix(2)
        var shapes: [FileHead.Shape] = []
        if let mail = MailHead(source.head) {
            shapes.append(.mail(mail))
        } else if beginning.first == 0x3C, let xml = readXMLHead(of: source.head) {
            shapes.append(.xml(xml))
        } else if let json = guessJSONShape(of: text, isWhole: source.isWhole) {
            shapes.append(.json(json))
        } else if !looksLikeJSON(Array(beginning)),
            let table = TableHead(wrapped: text, isWhole: source.isWhole) ?? TableHead(text, isWhole: source.isWhole)
        {
            shapes.append(.table(table))
        }
        let lines = text.prefix(1 << 16).split(maxSplits: 100, omittingEmptySubsequences: true) {
            $0 == 0x0A || $0 == 0x0D
        }
        .prefix(100).map { String(decoding: $0, as: UTF8.self) }
        if !lines.isEmpty { shapes.append(.log(firstLines: lines)) }
        return shapes.map { FileHead(fileName: fileName, encoding: encoding, shape: $0, bytes: source.head) }
    }

    /// `{`, `[{`, `["`: what cannot be read as JSON then is broken JSON, not a table.
    private static func looksLikeJSON(_ beginning: [UInt8]) -> Bool {
        beginning.first == 0x7B || beginning.first == 0x5B && beginning.count > 1 && "{[\"]".utf8.contains(beginning[1])
    }

    /// Where a JSON text breaks off, when it is one and all of it was looked at.
    private static func jsonProblem(_ source: PeekableSource, encoding: EncodingGuess) -> ReaderError? {
        let text = decoded(source.head, as: encoding.encoding)
        guard source.isWhole, looksLikeJSON(Array(text.lazy.filter { !$0.isBlank }.prefix(2))) else { return nil }
        do {
            _ = try parseJSON(text)
            return nil
        } catch {
            return error
        }
    }

    /// A head that is cut may end within a character.
    private static func dropCutCharacter(_ text: inout [UInt8]) {
        if text.suffix(3) == [0xEF, 0xBF, 0xBD] { text.removeLast(3) }
    }

    // MARK: What to say

    func decisions(for head: FileHead) -> [Decision] {
        let mark = encoding.hasBOM ? (" with a byte-order mark", " avec une marque d'ordre") : ("", "")
        if let sheet = location.sheet, let table = head.table {
            let count = sheet.workbook.sheets.count
            let name = sheet.workbook.sheets[sheet.index].name
            return [
                Decision(
                    "sheet", en: "sheet \"\(name)\", one of \(count)", fr: "feuille « \(name) », une parmi \(count)")
            ] + table.decisions
        }
        var all = [
            Decision(
                "encoding", en: "text is read as \(encoding.encoding.rawValue)\(mark.0)",
                fr: "le texte est lu en \(encoding.encoding.rawValue)\(mark.1)")
        ]
        if let table = head.table { all += table.decisions }
        return all
    }

    func notRecognised(_ options: ImportOptions, nearest: String? = nil) -> ImportError {
        if case .xml(let xml) = heads[0].shape, let problem = xml.problem { return ImportError(problem, file: file) }
        if heads[0].json == nil, let jsonProblem { return ImportError(jsonProblem, file: file) }
        if let log = heads.lazy.compactMap({ EventLog($0) }).first { return log.error(file) }
        let isTable = heads.contains { $0.table != nil }
        return ImportError(
            file: file, line: 0,
            what: Phrase(
                en: "no column or member of this file is recognised as a text or a rating by customers",
                fr: "aucune colonne ni aucun champ de ce fichier n'est reconnu comme un texte ou une note de clients"),
            fix: isTable
                ? Phrase(
                    en:
                        "If it holds feedback, say which column is which in a mapping file and pass it "
                        + "with --map (voc inspect writes one)",
                    fr:
                        "S'il contient des retours, dites quelle colonne est quoi dans un fichier de "
                        + "correspondance et passez-le avec --map (voc inspect en écrit un)"
                )
                : Phrase(
                    en: "Check that it is an export of feedback; voc formats lists what can be read",
                    fr: "Vérifiez qu'il s'agit d'un export de retours ; voc formats liste ce qui peut être lu"))
    }
}
