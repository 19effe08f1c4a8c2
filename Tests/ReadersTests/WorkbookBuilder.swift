import TestSupport

/// An XLSX file for tests, of the parts that are given.
struct WorkbookBuilder {
    /// The `sheetData` of each sheet, and what follows it.
    var sheets: [(name: String, rows: String, after: String)] = []
    var strings = ""
    var styles = ""
    var isFrom1904 = false
    var hidden: Set<String> = []
    /// Before each name of the main namespace.
    var prefix = ""
    var isStrict = false

    init(rows: String, after: String = "", strings: String = "", styles: String = "") {
        sheets = [(name: "Feuil1", rows: rows, after: after)]
        (self.strings, self.styles) = (strings, styles)
    }

    var bytes: [UInt8] {
        let main =
            isStrict
            ? "http://purl.oclc.org/ooxml/spreadsheetml/main"
            : "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        let links =
            isStrict
            ? "http://purl.oclc.org/ooxml/officeDocument/relationships"
            : "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        let space = prefix.isEmpty ? "xmlns=\"\(main)\"" : "xmlns:\(prefix.dropLast())=\"\(main)\""
        func relation(_ id: String, _ kind: String, _ target: String) -> String {
            "<Relationship Id=\"\(id)\" Type=\"\(links)/\(kind)\" Target=\"\(target)\"/>"
        }
        func relations(_ all: [String]) -> String {
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\(all.joined())</Relationships>"
        }
        var zip = ZipBuilder()
        func add(_ name: String, _ text: String) { zip.add(name, Array(text.utf8)) }
        add("[Content_Types].xml", "<Types/>")
        add("_rels/.rels", relations([relation("rId1", "officeDocument", "xl/workbook.xml")]))
        let list = sheets.enumerated().map { index, sheet in
            "<\(prefix)sheet name=\"\(sheet.name)\" sheetId=\"\(index + 1)\" rel:id=\"rId\(index + 1)\""
                + (hidden.contains(sheet.name) ? " state=\"hidden\"/>" : "/>")
        }
        add(
            "xl/workbook.xml",
            "<\(prefix)workbook \(space) xmlns:rel=\"\(links)\"><\(prefix)workbookPr\(isFrom1904 ? " date1904=\"1\"" : "")/><\(prefix)sheets>\(list.joined())</\(prefix)sheets></\(prefix)workbook>"
        )
        // The sheets are stored in the opposite order of their names.
        var links2 = sheets.indices.map {
            relation("rId\($0 + 1)", "worksheet", "worksheets/sheet\(sheets.count - $0).xml")
        }
        if !strings.isEmpty { links2.append(relation("rId98", "sharedStrings", "/xl/sharedStrings.xml")) }
        if !styles.isEmpty { links2.append(relation("rId99", "styles", "styles.xml")) }
        add("xl/_rels/workbook.xml.rels", relations(links2))
        for (index, sheet) in sheets.enumerated() {
            add(
                "xl/worksheets/sheet\(sheets.count - index).xml",
                "<?xml version=\"1.0\"?><\(prefix)worksheet \(space)><\(prefix)dimension ref=\"A1\"/><\(prefix)sheetData>\(sheet.rows)</\(prefix)sheetData>\(sheet.after)</\(prefix)worksheet>"
            )
        }
        if !strings.isEmpty { add("xl/sharedStrings.xml", "<\(prefix)sst \(space)>\(strings)</\(prefix)sst>") }
        if !styles.isEmpty { add("xl/styles.xml", "<\(prefix)styleSheet \(space)>\(styles)</\(prefix)styleSheet>") }
        return zip.bytes
    }
}

/// An ODS file with this content between its tables' tags.
func openDocument(_ tables: String, styles: String = "") -> [UInt8] {
    let spaces = ["office", "table", "text", "style"].map {
        "xmlns:\($0)=\"urn:oasis:names:tc:opendocument:xmlns:\($0):1.0\""
    }
    return ZipBuilder([
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml":
            "<office:document-content \(spaces.joined(separator: " "))><office:automatic-styles>\(styles)</office:automatic-styles><office:body><office:spreadsheet>\(tables)</office:spreadsheet></office:body></office:document-content>",
    ]).bytes
}
