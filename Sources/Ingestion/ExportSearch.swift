internal import Feedback
internal import Readers

/// Finds the exports a path stands for: the file itself, the files of an archive, the sheets of a workbook.
struct ExportSearch {
    private let options: ImportOptions
    /// The one export that is asked for, when a path goes on inside a container: `archive.zip/avis.csv`.
    private let wanted: String?
    private(set) var plans: [ImportPlan] = []
    /// What is not imported, and why.
    private(set) var refusals: [ImportError] = []

    init(path: String, options: ImportOptions) throws(ImportError) {
        self.options = options
        let container = Self.container(in: path)
        wanted = container == path ? nil : path
        do throws(ReaderError) {
            let location = try ExportLocation(path: container)
            visit(location, depth: 0)
        } catch {
            throw ImportError(error, file: path)
        }
        if let wanted { plans.removeAll { $0.file != wanted } }
        // A survey's data is found by its definition too.
        var seen: Set<String> = []
        plans.removeAll { !seen.insert($0.file).inserted }
    }

    /// The file that a path names or goes into.
    private static func container(in path: String) -> String {
        func isMissing(_ path: String) -> Bool {
            do throws(ReaderError) { _ = try FileSource(path: path) } catch {
                return error.kind == .notFound || error.kind == .unreadable
            }
            return false
        }
        guard path != "-", isMissing(path) else { return path }
        var end = path.utf8.endIndex
        while let cut = path.utf8[..<end].lastIndex(where: { $0 == 0x2F || $0 == 0x3A }), cut > path.utf8.startIndex {
            let prefix = String(path[..<cut])
            do throws(ReaderError) {
                _ = try FileSource(path: prefix)
                return prefix
            } catch {
                if error.kind == .isDirectory { return path }
            }
            end = cut
        }
        return path
    }

    // MARK: Containers

    private mutating func visit(_ packed: ExportLocation, depth: Int) {
        do {
            let (location, source) = try packed.unpacked()
            switch containerKind(of: source.head) {
            case .zip, .xlsx, .ods: try visit(location.archive(), at: location, depth: depth)
            case let kind:
                if let refusal = ContainerRefusal(kind) { throw refusal.error(location.name) }
                if let document = MarkupDocument(source.head) { return try visit(document, at: location) }
                if let survey = try SurveyData(location, head: source.head) {
                    plans.append(try Importer.plan(FileInspection(survey: survey.data), options: options))
                    return
                }
                plans.append(
                    try Importer.plan(
                        FileInspection(location, source: source, repairsText: options.repairsText), options: options))
            }
        } catch let error as ImportError {
            refusals.append(error)
        } catch let error as ReaderError {
            refusals.append(ImportError(error, file: packed.name))
        } catch {
            preconditionFailure("readers and the importer throw their own errors only")
        }
    }

    private mutating func visit(_ archive: ZipArchive, at location: ExportLocation, depth: Int) throws {
        if let refusal = ContainerRefusal(archive.purpose) { throw refusal.error(location.name) }
        if archive.purpose == .workbook { return try visit(Workbook(archive), at: location) }
        guard depth < UnpackLimit.depth else {
            throw ReaderError(
                .hostile, en: "archives are nested more than \(UnpackLimit.depth) deep",
                fr: "les archives sont imbriquées sur plus de \(UnpackLimit.depth) niveaux")
        }
        let questionnaires = ArchiveQuestionnaires(archive)
        var others = 0
        for entry in archive.entries.sorted(by: { $0.name < $1.name })
        where !entry.isFolder && !Importer.isIncidental(entry.name) {
            let inside = ExportLocation(entry, of: archive, named: location.name, beside: questionnaires)
            guard isWanted(inside.name) else { continue }
            if !entry.isEncrypted, let source = try? PeekableSource(archive.open(entry), headSize: 4096),
                [.binary, .empty].contains(containerKind(of: source.head))
            {
                others += 1
            } else {
                visit(inside, depth: depth + 1)
            }
        }
        if others > 0, wanted == nil {
            refusals.append(
                ImportError(
                    file: location.name,
                    what: Phrase(
                        en: "\(others) files in it are empty or no text, such as pictures",
                        fr: "\(others) fichiers qu'elle contient sont vides ou ne sont pas du texte, comme des images"),
                    fix: Phrase(en: "There is nothing to do", fr: "Il n'y a rien à faire")))
        }
    }

    private func isWanted(_ name: String) -> Bool {
        guard let wanted else { return true }
        return wanted == name || wanted.utf8.starts(with: (name + "/").utf8)
            || wanted.utf8.starts(with: (name + ":").utf8)
    }

    // MARK: Pages and workbooks written as XML

    private mutating func visit(_ document: MarkupDocument, at location: ExportLocation) throws {
        switch document {
        case .spreadsheetXML:
            visit(try Workbook(spreadsheetXML: { () throws(ReaderError) in try location.opened() }), at: location)
        case .page:
            if let reviews = try PageReviews.found(in: location) {
                let source = try PeekableSource(reviews.opened())
                plans.append(
                    try Importer.plan(
                        FileInspection(reviews, source: source, repairsText: options.repairsText), options: options))
                return
            }
            let tables: Workbook
            do throws(ReaderError) {
                tables = try Workbook(
                    page: { () throws(ReaderError) in try location.openedAsText() }, plainText: plainText(fromHTML:))
            } catch {
                throw error.kind == .unsupported ? MarkupDocument.emptyPage(location.name) : error
            }
            visit(tables, at: location)
        }
    }

    // MARK: Workbooks

    private mutating func visit(_ workbook: Workbook, at location: ExportLocation) {
        var found: [ImportPlan] = []
        for (index, sheet) in workbook.sheets.enumerated() {
            var place = location
            place.name = "\(location.name):\(sheet.name)"
            place.sheet = (workbook, index)
            let isWanted = wanted == nil || wanted == location.name || wanted == place.name
            if sheet.isHidden, wanted != place.name {
                guard isWanted else { continue }
                refusals.append(
                    Self.passedOver(
                        place.name, Phrase(en: "the sheet is hidden", fr: "la feuille est masquée")))
                continue
            }
            do {
                found.append(try Importer.plan(FileInspection(sheet: place), options: options))
            } catch {
                if isWanted { refusals.append(error) }
            }
        }
        choose(found, in: location)
    }

    /// Takes every sheet, unless one of them is a known export: the others are then notes and pivot tables about it.
    private mutating func choose(_ found: [ImportPlan], in location: ExportLocation) {
        let best = found.max { $0.confidence < $1.confidence }
        func isPassedOver(_ plan: ImportPlan) -> Bool {
            best.map { $0.confidence >= 0.7 && plan.format != $0.format } ?? false
        }
        let sheets = SheetCopies.marked(found.filter { !isPassedOver($0) })
        for plan in found {
            if let wanted, wanted != location.name, plan.file != wanted { continue }
            if let best, isPassedOver(plan), wanted == nil {
                refusals.append(
                    Self.passedOver(
                        plan.file,
                        Phrase(
                            en: "another sheet of the workbook is the export (\(best.format))",
                            fr: "une autre feuille du classeur est l'export (\(best.format))")))
            } else {
                plans.append(sheets.first { $0.file == plan.file } ?? plan)
            }
        }
    }

    private static func passedOver(_ name: String, _ what: Phrase) -> ImportError {
        ImportError(
            file: name, what: what,
            fix: Phrase(
                en: "To import it all the same, name it: voc import '\(name)'",
                fr: "Pour l'importer quand même, nommez-la : voc import '\(name)'"))
    }
}

/// A kind of file that is not read, and what to export instead.
struct ContainerRefusal {
    private let what: Phrase
    private let fix: Phrase

    func error(_ file: String) -> ImportError { ImportError(file: file, what: what, fix: fix) }

    /// - Returns: nil for a kind that is read.
    init?(_ kind: ContainerKind) {
        let csv = Phrase(
            en: "Open it there and export it as CSV (UTF-8) or XLSX",
            fr: "Ouvrez-le dans ce logiciel et exportez-le en CSV (UTF-8) ou en XLSX")
        switch kind {
        case .text, .zip, .xlsx, .ods: return nil
        case .empty:
            what = Phrase(en: "the file is empty", fr: "le fichier est vide")
            fix = Phrase(en: "Export it again", fr: "Exportez-le de nouveau")
        case .gzip:
            what = Phrase(
                en: "the file is compressed again and again", fr: "le fichier est compressé plusieurs fois de suite")
            fix = Phrase(en: "Unpack it first with gunzip", fr: "Décompressez-le d'abord avec gunzip")
        case .legacyXLS:
            what = Phrase(
                en: "the file is a workbook of Excel 97–2003 (.xls), which is not read",
                fr: "le fichier est un classeur Excel 97–2003 (.xls), qui n'est pas lu")
            fix = Phrase(
                en: "Open it and save it as an Excel workbook (.xlsx) or as CSV (UTF-8)",
                fr: "Ouvrez-le et enregistrez-le au format Classeur Excel (.xlsx) ou CSV (UTF-8)")
        case .lockedWorkbook:
            what = Phrase(
                en: "the workbook is protected by a password", fr: "le classeur est protégé par un mot de passe")
            fix = Phrase(
                en: "Open it, remove the password (File, Info, Protect) and save it again",
                fr: "Ouvrez-le, retirez le mot de passe (Fichier, Informations, Protéger) et enregistrez-le de nouveau")
        case .outlookMessage:
            what = Phrase(en: "the file is a message of Outlook (.msg)", fr: "le fichier est un message Outlook (.msg)")
            fix = Phrase(
                en: "Save it as .eml, or export the folder as MBOX",
                fr: "Enregistrez-le en .eml, ou exportez le dossier en MBOX")
        case .legacyDocument:
            what = Phrase(en: "the file is a text document", fr: "le fichier est un document de texte")
            fix = csv
        case .statistics:
            what = Phrase(
                en: "the file is a data file of a statistics program (SPSS, Stata, SAS)",
                fr: "le fichier est un fichier de données d'un logiciel de statistique (SPSS, Stata, SAS)")
            fix = csv
        case .otherArchive:
            what = Phrase(
                en: "the file is an archive of a kind that is not read",
                fr: "le fichier est une archive d'un type qui n'est pas lu")
            fix = Phrase(
                en: "Unpack it and import the folder, or pack it as ZIP",
                fr: "Décompressez-la et importez le dossier, ou refaites-en un ZIP")
        case .pdf:
            what = Phrase(en: "the file is a PDF document", fr: "le fichier est un document PDF")
            fix = Self.plainExport
        case .binary:
            what = Phrase(en: "the file is binary, not text", fr: "le fichier est binaire, ce n'est pas du texte")
            fix = Self.plainExport
        }
    }

    /// - Returns: nil for an archive that is read.
    init?(_ purpose: ZipArchive.Purpose) {
        switch purpose {
        case .files, .workbook: return nil
        case .binaryWorkbook:
            what = Phrase(
                en: "the file is a binary workbook (.xlsb), which is not read",
                fr: "le fichier est un classeur binaire (.xlsb), qui n'est pas lu")
            fix = Phrase(
                en: "Open it and save it as an Excel workbook (.xlsx) or as CSV (UTF-8)",
                fr: "Ouvrez-le et enregistrez-le au format Classeur Excel (.xlsx) ou CSV (UTF-8)")
        case .iWork:
            what = Phrase(
                en: "the file is a document of Numbers, Pages or Keynote",
                fr: "le fichier est un document Numbers, Pages ou Keynote")
            fix = Phrase(
                en: "In Numbers, export it as CSV or Excel (File, Export To)",
                fr: "Dans Numbers, exportez-le en CSV ou Excel (Fichier, Exporter vers)")
        case .document:
            what = Phrase(
                en: "the file is a text document or a presentation",
                fr: "le fichier est un document de texte ou une présentation")
            fix = Self.plainExport
        }
    }

    private static let plainExport = Phrase(
        en: "Export the feedback as CSV, XLSX, JSON or XML", fr: "Exportez les retours en CSV, XLSX, JSON ou XML")
}
