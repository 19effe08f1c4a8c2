internal import Feedback
internal import Readers

/// The way in: decides what a file is by its content, and gives a plan that reads it.
public enum Importer {
    /// The one export a path stands for, or the first of several.
    ///
    /// - Parameter path: a file, or `-` for standard input.
    /// - Throws: ``ImportError`` when the path cannot be read, is no text, is of no known format, holds no feedback, or
    ///   contradicts a declared scale. Nothing has been imported then.
    public static func plan(path: String, options: ImportOptions) throws(ImportError) -> ImportPlan {
        try plans(path: path, options: options).plans[0]
    }

    /// Every export a path stands for: a file, the files of an archive, the sheets of a workbook.
    ///
    /// - Parameter path: a file, `-` for standard input, or a path that goes on inside a file: `archive.zip/avis.csv`,
    ///   `classeur.xlsx:Feuil1`.
    /// - Returns: at least one plan, and what is left out with the reasons.
    /// - Throws: when there is no export at all.
    public static func plans(
        path: String, options: ImportOptions
    ) throws(ImportError) -> (plans: [ImportPlan], leftOut: [ImportError]) {
        let search = try ExportSearch(path: path, options: options)
        guard search.plans.isEmpty else { return (search.plans, search.refusals) }
        guard search.refusals.count != 1 else { throw search.refusals[0] }
        throw nothingFound(path, search.refusals)
    }

    private static func nothingFound(_ path: String, _ refusals: [ImportError]) -> ImportError {
        guard let first = refusals.first else {
            return ImportError(
                file: path,
                what: Phrase(en: "there is no file of this name in it", fr: "aucun fichier de ce nom ne s'y trouve"),
                fix: Phrase(en: "Check the path", fr: "Vérifiez le chemin"))
        }
        return ImportError(
            file: path,
            what: Phrase(
                en:
                    "none of the \(refusals.count) tables or files in it can be imported; the first: \(first.file): \(first.what.en)",
                fr:
                    "aucun de ses \(refusals.count) tableaux ou fichiers ne peut être importé ; le premier : \(first.file) : \(first.what.fr)"
            ), fix: first.fix)
    }

    /// Whether a file of a folder or an archive only travels with exports: notes, hidden files, a Mac's extras.
    public static func isIncidental(_ path: String) -> Bool {
        let steps = path.utf8.split(separator: 0x2F).map { String(Substring($0)) }
        let name = steps.last?.lowercased() ?? ""
        let notes = ["readme", "source.md", "licence", "license", "changelog"]
        return notes.contains { name.hasPrefix($0) }
            || steps.contains { $0.hasPrefix(".") && $0 != "." && $0 != ".." || $0 == "__MACOSX" }
    }

    static func plan(_ inspection: FileInspection, options: ImportOptions) throws(ImportError) -> ImportPlan {
        if options.format == nil, options.mapping == nil,
            let refusal = inspection.heads.lazy.compactMap({ OtherFile.refusal($0, file: inspection.file) }).first
        {
            throw refusal
        }
        let candidates = try FormatChoice.candidates(inspection, options: options)
        guard let best = candidates.first else { throw inspection.notRecognised(options) }
        // A format that recognised the file may still find no feedback in it: then the next one has its turn.
        var failure: ImportError?
        for (index, candidate) in candidates.enumerated() {
            do {
                let runnerUp = candidates.dropFirst(index + 1).first { $0.format.name != candidate.format.name }
                return try plan(candidate, inspection: inspection, runnerUp: runnerUp, options: options)
            } catch {
                if failure == nil {
                    failure = error
                    // Formats know the file by its name only.
                    failure?.file = inspection.file
                }
                if candidate.detection.confidence >= 0.5 || options.format != nil { break }
            }
        }
        throw failure ?? inspection.notRecognised(options, nearest: best.format.name)
    }

    private static func plan(
        _ candidate: FormatChoice, inspection: FileInspection, runnerUp: FormatChoice?, options: ImportOptions
    ) throws(ImportError) -> ImportPlan {
        let conversion = try candidate.conversion(options)
        var plan = ImportPlan(
            file: inspection.file, format: candidate.format.name, title: candidate.format.title,
            confidence: candidate.detection.confidence, reasons: candidate.detection.reasons,
            runnerUp: runnerUp.map { ($0.format.name, $0.detection.confidence) }, decisions: [], mapping: nil,
            columns: [],
            byteCount: inspection.byteCount,
            opening: Opening(
                inspection: inspection.keeping(candidate.head), head: candidate.head, conversion: conversion,
                options: options))
        plan.decisions = inspection.decisions(for: candidate.head)
        switch conversion {
        case .table(let table):
            (plan.mapping, plan.columns) = (table.mapping, table.reportsAsMapped)
            plan.decisions += table.decisions
            plan.opening.table = try table.converter(file: inspection.file, options: options)
        case .json(let converter): plan.describe(converter)
        case .rows(let rows, _): plan.decisions += rows.dates.decisions
        case .xml(_, let converter): plan.describe(converter)
        case .lines, .mail: break
        }
        plan.opening.decisions = plan.decisions
        // The reader asks converters again once it has read the file.
        plan.decisions += conversion.earlyDecisions
        return plan
    }
}

extension Conversion {
    /// What a converter has decided before the first record.
    fileprivate var earlyDecisions: [Decision] {
        switch self {
        case .table: []
        case .json(let converter), .rows(_, let converter): converter.decisions
        case .xml(_, let converter): converter.decisions
        case .lines(let converter): converter.decisions
        case .mail(let converter): converter.decisions
        }
    }
}

extension ImportPlan {
    /// Shows the columns of flattened records as those of a table.
    fileprivate mutating func describe(_ converter: any RecordConverter) {
        guard let flat = converter as? any FlatteningConverter else { return }
        (mapping, columns) = (flat.plan.mapping, flat.plan.reportsAsMapped)
        decisions += flat.plan.decisions
    }
}

/// One format that fits a file, with the view of the head it fits.
struct FormatChoice {
    var format: any ImportFormat.Type
    var head: FileHead
    var detection: Detection
    /// The records of a JSON text as rows, where a format of tables knows their members.
    var records: RecordTable?

    func conversion(_ options: ImportOptions) throws(ImportError) -> Conversion {
        guard let records else { return try format.conversion(for: head, options: options) }
        return try records.conversion(to: format, options: options)
    }

    /// The formats that fit, best first.
    static func candidates(_ inspection: FileInspection, options: ImportOptions) throws(ImportError) -> [FormatChoice] {
        if let name = options.format { return [try named(name, inspection: inspection)] }
        if options.mapping != nil, let flat = inspection.heads.compactMap({ generic(for: $0) }).first { return [flat] }
        var choices: [FormatChoice] = []
        for head in inspection.heads {
            for format in ImportFormats.all {
                guard let detection = format.detect(head) else { continue }
                choices.append(FormatChoice(format: format, head: head, detection: detection))
            }
        }
        // What is known of JSON records as such comes before what their members are called.
        if !choices.contains(where: { $0.detection.confidence >= 0.5 }) {
            choices += inspection.heads.flatMap(rows)
        }
        // The sort keeps the list's order at equal confidence.
        return choices.enumerated().sorted {
            ($1.element.detection.confidence, $0.offset) < ($0.element.detection.confidence, $1.offset)
        }.map(\.element)
    }

    private static func rows(_ head: FileHead) -> [FormatChoice] {
        guard let records = RecordTable(head) else { return [] }
        return records.choices.map {
            FormatChoice(format: $0.format, head: head, detection: $0.detection, records: records)
        }
    }

    private static func generic(for head: FileHead) -> FormatChoice? {
        let format: (any ImportFormat.Type)? =
            switch head.shape {
            case .table: GenericTable.self
            case .json: GenericJSON.self
            case .xml: GenericXML.self
            case .log, .mail: nil
            }
        let reason = Phrase(en: "a mapping file is given", fr: "un fichier de correspondance est donné")
        return format.map {
            FormatChoice(format: $0, head: head, detection: Detection(confidence: 1, reasons: [reason]))
        }
    }

    private static func named(_ name: String, inspection: FileInspection) throws(ImportError) -> FormatChoice {
        guard let format = ImportFormats.named(name) else {
            throw ImportError(
                file: inspection.file,
                what: Phrase(en: "no format is named \"\(name)\"", fr: "aucun format ne s'appelle « \(name) »"),
                fix: Phrase(
                    en: "Choose one of \(ImportFormats.all.map { $0.name }.joined(separator: ", "))",
                    fr: "Choisissez parmi \(ImportFormats.all.map { $0.name }.joined(separator: ", "))"))
        }
        let asked = Phrase(en: "asked for with --as", fr: "demandé avec --as")
        for head in inspection.heads {
            let records = format.detect(head) == nil ? RecordTable(head) : nil
            guard let detection = format.detect(records?.table ?? head) else { continue }
            return FormatChoice(
                format: format, head: head,
                detection: Detection(confidence: detection.confidence, reasons: [asked] + detection.reasons),
                records: records)
        }
        return FormatChoice(
            format: format, head: inspection.heads[0], detection: Detection(confidence: 0, reasons: [asked]))
    }
}

/// How a planned file is opened and read.
struct Opening {
    let inspection: FileInspection
    let head: FileHead
    let conversion: Conversion
    let options: ImportOptions
    var table: RowConverter?
    var decisions: [Decision] = []

    init(inspection: FileInspection, head: FileHead, conversion: Conversion, options: ImportOptions) {
        (self.inspection, self.head, self.conversion, self.options) = (inspection, head, conversion, options)
    }

    func makeReader() throws(ImportError) -> any ImportReader {
        let (file, encoding) = (inspection.file, inspection.encoding.encoding)
        if let sheet = inspection.location.sheet { return try makeSheetReader(sheet.workbook, sheet.index) }
        let source = CountingSource(try inspection.reopened())
        if let definition = inspection.location.definition {
            guard case .table(let plan) = conversion, let converter = table, let table = head.table else {
                throw mismatch
            }
            return TableImportReader(
                file: file, source: source,
                rows: TripleSReader(source, definition: definition, encoding: encoding), head: table, plan: plan,
                converter: converter, decisions: decisions)
        }
        switch (conversion, head.shape) {
        case (.table(let plan), .table(let table)):
            guard let converter = self.table else { throw mismatch }
            let text = UTF8Source(source, encoding: encoding)
            let reader = TableImportReader(
                file: file, source: source, text: text, rows: rows(of: text, table), head: table,
                plan: plan, converter: converter, decisions: decisions)
            return plan.groupsConversations ? ConversationReader(reader) : reader
        case (.json(let converter), .json(let shape)):
            let reader = JSONRecordReader(UTF8Source(source, encoding: encoding), shape: shape)
            let records = JSONRecords(source: source, reader: reader, converter: converter)
            return ConvertedReader(file: file, records, options, decisions)
        case (.rows(let plan, let converter), .table(let table)):
            let rows = rows(of: UTF8Source(source, encoding: encoding), table)
            return ConvertedReader(file: file, RowObjects(rows, of: source, plan, converter), options, decisions)
        case (.xml(let names, let converter), .xml):
            do {
                let recovers = XMLRecovery.isNeeded(head.bytes)
                let reader = try XMLRecordReader(source, recordNames: names, recovering: recovers)
                let records = XMLRecords(source: source, reader: reader, converter: converter)
                return ConvertedReader(
                    file: file, records, options, decisions + (recovers ? [XMLRecovery.decision] : []))
            } catch {
                throw ImportError(error, file: file)
            }
        case (.lines(let converter), .log):
            return ConvertedReader(file: file, LineRecords(source, encoding, converter), options, decisions)
        case (.mail(let converter), .mail(let head)):
            return ConvertedReader(file: file, MailRecords(source, head, converter), options, decisions)
        default: throw mismatch
        }
    }

    private func rows(of text: UTF8Source, _ table: TableHead) -> CSVReader {
        CSVReader(table.wrapping.map { UnwrappedLines(text, $0) } ?? text, dialect: table.dialect)
    }

    private func makeSheetReader(_ workbook: Workbook, _ index: Int) throws(ImportError) -> any ImportReader {
        let file = inspection.file
        let rows: SheetReader
        do { rows = try workbook.rows(ofSheet: index) } catch { throw ImportError(error, file: file) }
        if case .rows(let plan, let converter) = conversion {
            return ConvertedReader(file: file, RowObjects(rows, plan, converter), options, decisions)
        }
        guard case .table(let plan) = conversion, let converter = table, let table = head.table else { throw mismatch }
        let reader = TableImportReader(
            file: file, rows: rows, head: table, plan: plan, converter: converter, decisions: decisions)
        return plan.groupsConversations ? ConversationReader(reader) : reader
    }

    private var mismatch: ImportError {
        ImportError(
            file: inspection.file,
            what: Phrase(
                en: "the file does not have the shape this format needs",
                fr: "le fichier n'a pas la forme attendue par ce format"),
            fix: Phrase(
                en: "Leave out --as to let the content decide", fr: "Omettez --as pour laisser le contenu décider"))
    }
}
