public import Feedback
internal import Readers

/// Any XML list of elements with a text or a rating: children and attributes are read like the columns of a table.
public enum GenericXML: ImportFormat {
    public static let name = "xml"
    public static let title = Phrase(en: "XML records", fr: "Enregistrements XML")
    public static let family = FormatFamily.survey

    public static func detect(_ head: FileHead) -> Detection? {
        guard let xml = head.xml, let record = recordName(xml) else { return nil }
        do {
            return try plan(head, record, ImportOptions(masker: Masker(key: [])))?.detection
        } catch {
            return Detection(
                confidence: 0.4, reasons: [Phrase(en: "elements with ratings", fr: "des éléments avec des notes")])
        }
    }

    public static func conversion(for head: FileHead, options: ImportOptions) throws(ImportError) -> Conversion {
        guard let xml = head.xml, let record = recordName(xml), let plan = try plan(head, record, options)
        else { throw .wrongShape(head.fileName, title) }
        return .xml(
            recordNames: [record], FlatXMLConverter(plan, try plan.converter(file: head.fileName, options: options)))
    }

    /// The element that repeats nearest to the root and has children.
    private static func recordName(_ head: XMLHead) -> String? {
        let paths = head.firstPaths.map { $0.split(separator: "/").map(String.init) }
        let parents = Set(paths.filter { $0.count > 1 }.map { $0.dropLast().joined(separator: "/") })
        let candidates = paths.filter { path in
            path.count >= 2 && parents.contains(path.joined(separator: "/"))
        }
        return candidates.min { ($0.count, -count($0, head)) < ($1.count, -count($1, head)) }?.last
            ?? paths.first { $0.count == 2 }?.last
    }

    private static func count(_ path: [String], _ head: XMLHead) -> Int {
        head.elementCounts[path.last ?? "", default: 0]
    }

    private static func plan(_ head: FileHead, _ record: String, _ options: ImportOptions) throws(ImportError)
        -> TablePlan?
    {
        var table = FlatTable()
        var rows = 0
        // The head may end within an element: what came before still counts.
        if let reader = try? XMLRecordReader(MemorySource(head.bytes), recordNames: [record]) {
            while rows < TableHead.sampledRows, let next = try? reader.next() {
                table.add { next.0.visitLeaves($0) }
                rows += 1
            }
        }
        let isReview = ["review", "avis"].contains(comparableHeader(record))
        return try table.plan(
            file: head.fileName, source: name, kind: isReview ? .review : .survey, options: options)
    }
}

struct FlatXMLConverter: XMLConverter, FlatteningConverter {
    let plan: TablePlan
    private var rows: RowConverter
    private var row: FlatRow
    private let columns: [String: Int]

    init(_ plan: TablePlan, _ rows: RowConverter) {
        self.plan = plan
        self.rows = rows
        row = FlatRow(columns: plan.headers.count)
        columns = plan.columnsByHeader
    }

    var decisions: [Decision] { rows.decisions }

    mutating func convert(_ element: XMLElement, line: Int, into records: inout [ImportedRecord]) {
        row.clear()
        element.visitLeaves { path, text in
            if let column = columns[path] { row.append(text, to: column) }
        }
        records.append(rows.convert(row, at: RecordPosition(line: line)))
    }
}

extension XMLElement {
    /// Calls `leaf` with the dotted path and the text of every element and attribute in this one.
    func visitLeaves(_ leaf: (String, String) -> Void) { visitLeaves(at: "", leaf) }

    private func visitLeaves(at path: String, _ leaf: (String, String) -> Void) {
        let prefix = path.isEmpty ? "" : "\(path)."
        for (name, value) in attributes { leaf(prefix + name, value) }
        if !text.isEmpty { leaf(path.isEmpty ? name : path, text) }
        for child in children { child.visitLeaves(at: prefix + child.name, leaf) }
    }
}
