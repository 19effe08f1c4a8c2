/// An XLSX file for tests, of cells.
public struct Spreadsheet {
    public enum Cell: Sendable {
        case empty, error
        case text(String)
        case number(String)
        /// A day's serial number in a cell with a date format.
        case date(String)

        fileprivate var xml: String {
            switch self {
            case .empty: "<c/>"
            case .error: "<c t=\"e\"><v>#N/A</v></c>"
            case .text(let text): "<c t=\"inlineStr\"><is><t>\(text)</t></is></c>"
            case .number(let number): "<c><v>\(number)</v></c>"
            case .date(let serial): "<c s=\"1\"><v>\(serial)</v></c>"
            }
        }
    }

    public let bytes: [UInt8]

    /// - Parameter merges: references such as `A1:B1`, of every sheet.
    public init(_ sheets: KeyValuePairs<String, [[Cell]]>, hidden: Set<String> = [], merges: [String] = []) {
        let main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
        let links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        var zip = ZipBuilder()
        func add(_ name: String, _ text: String) { zip.add(name, Array(text.utf8)) }
        let list = sheets.enumerated().map { index, sheet in
            "<sheet name=\"\(sheet.key)\" r:id=\"r\(index)\"\(hidden.contains(sheet.key) ? " state=\"hidden\"" : "")/>"
        }
        let targets = sheets.indices.map {
            "<Relationship Id=\"r\($0)\" Type=\"\(links)/worksheet\" Target=\"worksheets/\($0).xml\"/>"
        }
        add("[Content_Types].xml", "<Types/>")
        add("xl/workbook.xml", "<workbook \(main) xmlns:r=\"\(links)\"><sheets>\(list.joined())</sheets></workbook>")
        add(
            "xl/_rels/workbook.xml.rels",
            "<Relationships>\(targets.joined())<Relationship Id=\"s\" Type=\"\(links)/styles\" Target=\"styles.xml\"/></Relationships>"
        )
        add(
            "xl/styles.xml",
            "<styleSheet \(main)><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"22\"/></cellXfs></styleSheet>")
        let merged = merges.map { "<mergeCell ref=\"\($0)\"/>" }.joined()
        for (index, sheet) in sheets.enumerated() {
            let rows = sheet.value.map { "<row>\($0.map(\.xml).joined())</row>" }.joined()
            add(
                "xl/worksheets/\(index).xml",
                "<worksheet \(main)><sheetData>\(rows)</sheetData>\(merged.isEmpty ? "" : "<mergeCells>\(merged)</mergeCells>")</worksheet>"
            )
        }
        bytes = zip.bytes
    }
}
