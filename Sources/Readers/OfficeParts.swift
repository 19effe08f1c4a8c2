/// The parts of an XLSX file: which sheets there are, where they are stored, and what their cells refer to.
final class OfficeParts {
    let sheets: [Workbook.Sheet]

    private let archive: ZipArchive
    private let entries: [ZipArchive.Entry]
    private let isFrom1904: Bool
    private let styles: CellStyles
    private let textEntry: ZipArchive.Entry?
    private var texts: SharedStrings?

    init(_ archive: ZipArchive) throws(ReaderError) {
        self.archive = archive
        let bookPath = try Self.relations(of: "", in: archive).values.first { $0.kind == "officeDocument" }?.target
        let book = bookPath.flatMap { archive.entry(named: $0) } ?? archive.entry(named: "xl/workbook.xml")
        guard let book else { throw Self.noWorkbook }
        let relations = try Self.relations(of: book.name, in: archive)
        func part(_ kind: String) -> ZipArchive.Entry? {
            relations.values.first { $0.kind == kind }.flatMap { archive.entry(named: $0.target) }
        }
        textEntry = part("sharedStrings")
        styles =
            try part("styles").map { entry throws(ReaderError) in try CellStyles(archive.open(entry)) } ?? CellStyles()
        var (sheets, entries, isFrom1904) = ([Workbook.Sheet](), [ZipArchive.Entry](), false)
        let reader = try XMLRecordReader(archive.open(book), recordNames: ["sheet", "workbookPr"])
        while let (element, _) = try reader.next() {
            if element.name == "workbookPr" {
                isFrom1904 = ["1", "true"].contains(element[attribute: "date1904"])
            } else if let relation = element[attribute: "id"].flatMap({ relations[$0] }), relation.kind == "worksheet",
                let entry = archive.entry(named: relation.target)
            {
                sheets.append(
                    Workbook.Sheet(
                        name: element[attribute: "name"] ?? "",
                        isHidden: element[attribute: "state"]?.contains("idden") == true,
                        byteCount: entry.byteCount))
                entries.append(entry)
            }
        }
        (self.sheets, self.entries, self.isFrom1904) = (sheets, entries, isFrom1904)
    }

    func rows(ofSheet index: Int) throws(ReaderError) -> OfficeRows {
        if texts == nil {
            texts = try textEntry.map { entry throws(ReaderError) in try SharedStrings(archive.open(entry)) }
        }
        return try OfficeRows(
            archive.open(entries[index]), texts: texts ?? SharedStrings(), styles: styles,
            dates: SerialDate(isFrom1904: isFrom1904))
    }

    /// Merged cells are listed after the rows: the part is looked through for them.
    func merges(ofSheet index: Int, firstRows: Int) throws(ReaderError) -> [Workbook.Merge] {
        try MergeScan(archive.open(entries[index])).merges(firstRows: firstRows)
    }

    private static let noWorkbook = ReaderError(
        .invalid, en: "the workbook's list of sheets is missing", fr: "la liste des feuilles du classeur manque")

    // MARK: Relations

    private struct Relation {
        /// The last word of its type: the transitional and the strict ones agree on it.
        var kind: String
        /// The path of an entry.
        var target: String
    }

    /// What a part refers to, by id; nothing when it has no relations.
    private static func relations(of part: String, in archive: ZipArchive) throws(ReaderError) -> [String: Relation] {
        let path = part.utf8.split(separator: 0x2F, omittingEmptySubsequences: true).map { String(Substring($0)) }
        let folder = path.dropLast().joined(separator: "/")
        let name = (folder.isEmpty ? "" : folder + "/") + "_rels/" + (path.last ?? "") + ".rels"
        guard let entry = archive.entry(named: name) else { return [:] }
        var relations: [String: Relation] = [:]
        let reader = try XMLRecordReader(archive.open(entry), recordNames: ["Relationship"])
        while let (element, _) = try reader.next() {
            guard let id = element[attribute: "Id"], let target = element[attribute: "Target"] else { continue }
            let kind = element[attribute: "Type"]?.utf8.split(separator: 0x2F).last.map { String(Substring($0)) } ?? ""
            relations[id] = Relation(kind: kind, target: resolved(target, in: folder))
        }
        return relations
    }

    /// `../styles.xml` in `xl/worksheets` is `xl/styles.xml`; a target that starts with a slash stands for itself.
    private static func resolved(_ target: String, in folder: String) -> String {
        var steps = target.utf8.first == 0x2F ? [] : folder.utf8.split(separator: 0x2F).map { String(Substring($0)) }
        for step in target.utf8.split(separator: 0x2F).map({ String(Substring($0)) }) where step != "." {
            if step == ".." { _ = steps.popLast() } else { steps.append(step) }
        }
        return steps.joined(separator: "/")
    }
}

/// Finds `<mergeCell ref="A1:C1"/>` in the bytes of a sheet, whatever the prefix, without parsing the rows before it.
private struct MergeScan {
    private let source: any ByteSource

    init(_ source: any ByteSource) { self.source = source }

    func merges(firstRows: Int) throws(ReaderError) -> [Workbook.Merge] {
        var merges: [Workbook.Merge] = []
        var bytes: [UInt8] = []
        let mark = Array("mergeCell ref=\"".utf8)
        while try source.read(upTo: 1 << 18, into: &bytes) > 0 {
            var position = 0
            while merges.count < 1000, let found = bytes[position...].firstRange(of: mark) {
                guard let end = bytes[found.upperBound...].firstIndex(of: UInt8(ascii: "\"")) else { break }
                position = end
                if let merge = Workbook.Merge(bytes[found.upperBound..<end]), merge.rows.lowerBound <= firstRows {
                    merges.append(merge)
                }
            }
            // What may be the start of a mark goes on in the next piece.
            bytes.removeSubrange(..<max(position, bytes.count - 64))
        }
        return merges
    }
}

extension Workbook.Merge {
    init?(_ reference: ArraySlice<UInt8>) {
        let ends = reference.split(separator: UInt8(ascii: ":")).map { cellReference($0) }
        guard ends.count == 2, ends[0].row > 0, ends[0].column > 0, ends[1].row >= ends[0].row,
            ends[1].column >= ends[0].column
        else { return nil }
        self.init(rows: ends[0].row...ends[1].row, columns: ends[0].column...ends[1].column)
    }
}
