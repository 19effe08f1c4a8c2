internal import Feedback
internal import Readers

/// The head of a file, decoded and split in each way it can be.
struct FileInspection {
    let path: String
    let encoding: EncodingGuess
    /// Every view the head allows, likeliest first; never empty.
    let heads: [FileHead]
    let byteCount: Int?
    private let standardInput: PeekableSource?
    /// Why the head is no JSON although it begins like it.
    private let jsonProblem: ReaderError?

    /// What errors and reports call the file.
    var file: String { path == "-" ? "standard input" : path }

    init(path: String) throws(ImportError) {
        self.path = path
        let source: PeekableSource
        do {
            let opened = try FileSource(path: path)
            byteCount = opened.byteCount
            source = try PeekableSource(opened)
        } catch {
            throw ImportError(error, file: path)
        }
        standardInput = path == "-" ? source : nil
        let name = path.utf8.split(separator: 0x2F).last.map { String(Substring($0)) } ?? path
        try Self.checkContainer(source.head, file: path)
        encoding = guessEncoding(of: source.head)
        jsonProblem = Self.jsonProblem(source, encoding: encoding)
        heads = Self.heads(of: source, encoding: encoding, fileName: name).map { $0.at(path) }
        if heads.isEmpty {
            throw Self.refusal(path, en: "the file holds no text", fr: "le fichier ne contient aucun texte")
        }
    }

    /// The bytes from the start again: a file is opened anew, standard input goes on after its head.
    func reopened() throws(ImportError) -> any ByteSource {
        if let standardInput { return standardInput }
        do { return try FileSource(path: path) } catch { throw ImportError(error, file: path) }
    }

    // MARK: Containers

    private static func checkContainer(_ head: [UInt8], file: String) throws(ImportError) {
        switch containerKind(of: head) {
        case .text: return
        case .empty:
            throw refusal(
                file, en: "the file is empty", fr: "le fichier est vide", fixEN: "Export it again",
                fixFR: "Exportez-le de nouveau")
        case .xlsx, .ods, .legacyXLS:
            throw refusal(
                file, en: "the file is a spreadsheet workbook, which is not read yet",
                fr: "le fichier est un classeur de tableur, qui n'est pas encore lu",
                fixEN: "Save the sheet as CSV (UTF-8)", fixFR: "Enregistrez la feuille en CSV (UTF-8)")
        case .zip:
            throw refusal(
                file, en: "the file is a zip archive", fr: "le fichier est une archive zip",
                fixEN: "Unpack it and import the files in it",
                fixFR: "Décompressez-la et importez les fichiers qu'elle contient")
        case .gzip:
            throw refusal(
                file, en: "the file is compressed with gzip", fr: "le fichier est compressé avec gzip",
                fixEN: "Unpack it first: gunzip -c FILE | voc import -",
                fixFR: "Décompressez-le d'abord : gunzip -c FICHIER | voc import -")
        case .pdf: throw refusal(file, en: "the file is a PDF document", fr: "le fichier est un document PDF")
        case .binary:
            throw refusal(file, en: "the file is binary, not text", fr: "le fichier est binaire, ce n'est pas du texte")
        }
    }

    private static func refusal(
        _ file: String, en: String, fr: String, fixEN: String = "Export the feedback as CSV, JSON or XML",
        fixFR: String = "Exportez les retours en CSV, JSON ou XML"
    ) -> ImportError {
        ImportError(
            file: file == "-" ? "standard input" : file, what: Phrase(en: en, fr: fr), fix: Phrase(en: fixEN, fr: fixFR)
        )
    }

    // MARK: Views

    private static func heads(of source: PeekableSource, encoding: EncodingGuess, fileName: String) -> [FileHead] {
        var text = decoded(source.head, as: encoding.encoding)
        if !source.isWhole { dropCutCharacter(&text) }
        let beginning = text.lazy.filter { !$0.isBlank }.prefix(2)
        var shapes: [FileHead.Shape] = []
        if beginning.first == 0x3C, let xml = readXMLHead(of: source.head) {
            shapes.append(.xml(xml))
        } else if let json = guessJSONShape(of: text, isWhole: source.isWhole) {
            shapes.append(.json(json))
        } else if !looksLikeJSON(Array(beginning)), let dialect = guessDialect(of: text.span, isWhole: source.isWhole),
            let table = TableHead(text, dialect: dialect, isWhole: source.isWhole)
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
        var all = [
            Decision(
                "encoding", en: "text is read as \(encoding.encoding.rawValue)\(mark.0)",
                fr: "le texte est lu en \(encoding.encoding.rawValue)\(mark.1)")
        ]
        if let table = head.table { all += table.decisions }
        return all
    }

    func notRecognised(_ options: ImportOptions, nearest: String? = nil) -> ImportError {
        if case .xml(let xml) = heads[0].shape, let problem = xml.problem { return ImportError(problem, file: path) }
        if heads[0].json == nil, let jsonProblem { return ImportError(jsonProblem, file: path) }
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
