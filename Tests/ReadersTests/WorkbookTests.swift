import TestSupport
import Testing

@testable import Readers

@Suite struct WorkbookTests {
    @Test func `cells are read as people see them, whatever way they are stored`() throws {
        let styles = """
            <numFmts><numFmt numFmtId="164" formatCode="[$-40C]d\\ mmm\\ yyyy\\ hh:mm;@"/><numFmt numFmtId="165" formatCode="0.00&quot;days&quot;"/></numFmts>
            <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="9"/><xf numFmtId="165"/><xf numFmtId="21"/></cellXfs>
            """
        let strings = """
            <si><t>Très bien</t></si><si><r><t xml:space="preserve">riche </t></r><r><t>texte</t></r><rPh><t>lecture</t></rPh></si>\
            <si><t>a_x000D_\n_x0041_b</t></si>
            """
        let rows = """
            <row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c><c r="D2" t="inlineStr"><is><r><t>en </t></r><r><t>ligne</t></r></is></c></row>
            <row r="5"><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c t="str"><f>A1</f><v>formule</v></c><c t="s"><v>2</v></c><c/><c s="1"/></row>
            <row><c s="1"><v>46083</v></c><c s="2"><v>45218.673727233792</v></c><c s="3"><v>0.85</v></c><c s="4"><v>2.5</v></c><c s="5"><v>0.5</v></c></row>
            <row><c><v>0.10000000000000001</v></c><c><v>1.5880912345678901E+18</v></c><c><v>4.0000000000000002E-2</v></c><c><v>12</v></c><c t="s"><v>99</v></c></row>
            """
        let read = try sheet(WorkbookBuilder(rows: rows, strings: strings, styles: styles).bytes)
        #expect(
            read.rows == [
                ["Très bien", "", "riche texte", "en ligne"],
                ["TRUE", "", "formule", "a\nAb"],
                ["2026-03-02", "2023-10-19 16:10:10.033", "85%", "2.5", "12:00:00"],
                ["0.1", "1.5880912345678902E+18", "0.04", "12"],
            ])
        #expect(read.lines == [2, 5, 6, 7])
        #expect(read.errors == 1)
    }

    @Test(arguments: [
        (1.0, false, "1900-01-01"), (59, false, "1900-02-28"), (61, false, "1900-03-01"),
        (60.25, false, "1900-02-29 06:00:00"),
        (46083, false, "2026-03-02"), (44621, true, "2026-03-02"), (0, true, "1904-01-01"),
        (46083.999999999, false, "2026-03-03"), (2_958_466, false, "2958466"), (-1, false, "-1"),
    ])
    func `serial days become dates in both epochs`(serial: Double, isFrom1904: Bool, date: String) throws {
        var builder = WorkbookBuilder(
            rows: "<row><c s=\"0\"><v>\(serial)</v></c></row>", styles: "<cellXfs><xf numFmtId=\"14\"/></cellXfs>")
        builder.isFrom1904 = isFrom1904
        // Day 60 of 1900 never was: any answer but a crash will do.
        let read = try sheet(builder.bytes).rows
        #expect(serial == 60.25 || read == [[date]])
    }

    @Test(arguments: ["", "x:", "spreadsheet:"], [false, true])
    func `any prefix and the strict namespaces are read`(prefix: String, isStrict: Bool) throws {
        var builder = WorkbookBuilder(
            rows: "<\(prefix)row><\(prefix)c t=\"s\"><\(prefix)v>0</\(prefix)v></\(prefix)c></\(prefix)row>",
            strings: "<\(prefix)si><\(prefix)t>oui</\(prefix)t></\(prefix)si>")
        (builder.prefix, builder.isStrict) = (prefix, isStrict)
        #expect(try sheet(builder.bytes).rows == [["oui"]])
    }

    @Test func `sheets keep the workbook's order and say when they are hidden`() throws {
        var builder = WorkbookBuilder(rows: "<row><c><v>1</v></c></row>")
        builder.sheets.append((name: "Détail", rows: "<row><c><v>2</v></c></row>", after: ""))
        builder.sheets.append((name: "Notes", rows: "", after: ""))
        builder.hidden = ["Détail"]
        let book = try Workbook(ZipArchive(bytes: builder.bytes))
        #expect(book.sheets.map(\.name) == ["Feuil1", "Détail", "Notes"])
        #expect(book.sheets.map(\.isHidden) == [false, true, false])
        #expect(try sheet(builder.bytes, 0).rows == [["1"]])
        #expect(try sheet(builder.bytes, 1).rows == [["2"]])
        #expect(try sheet(builder.bytes, 2).rows.isEmpty)
    }

    @Test func `merged cells are found after the rows`() throws {
        let after =
            "<mergeCells count=\"2\"><mergeCell ref=\"B1:D1\"/><mergeCell ref=\"A1:A2\"/><mergeCell ref=\"A90:B90\"/></mergeCells>"
        let book = try Workbook(ZipArchive(bytes: WorkbookBuilder(rows: "", after: after).bytes))
        #expect(
            try book.merges(ofSheet: 0, firstRows: 20) == [
                Workbook.Merge(rows: 1...1, columns: 2...4), Workbook.Merge(rows: 1...2, columns: 1...1),
            ])
    }

    @Test func `hundreds of thousands of texts stay in order when they are packed`() throws {
        let count = 300_000
        let strings = SharedStrings()
        func text(_ number: Int) -> [UInt8] {
            Array("Commentaire numéro \(number), livré en retard, n° \(number * 7919 % 100_003)".utf8)
        }
        for number in 0..<count { try strings.append(text(number)) }
        var random = SplitMix64(seed: 7)
        for _ in 0..<2000 {
            let number = Int.random(in: 0..<count, using: &random)
            var output: [UInt8] = []
            #expect(strings.append(number, to: &output))
            #expect(output == text(number))
        }
        var output: [UInt8] = []
        #expect(!strings.append(count, to: &output) && !strings.append(-1, to: &output))
    }

    // MARK: ODS

    @Test func `an ODS sheet gives its values, with repeats counted and comments left out`() throws {
        let table = """
            <table:table table:name="Avis" table:style-name="ta2"><table:table-column/>
            <table:table-row><table:table-cell office:value-type="string"><text:p>Date</text:p></table:table-cell><table:table-cell table:number-columns-repeated="2" office:value-type="string"><text:p>Note</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16381"/></table:table-row>
            <table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
            <table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="date" office:date-value="2026-03-02T09:12:00"><text:p>02/03/26</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="4.5"><text:p>4,5</text:p></table:table-cell><table:table-cell office:value-type="percentage" office:value="0.85"><text:p>85 %</text:p></table:table-cell></table:table-row>
            <table:table-row><table:table-cell office:value-type="string"><office:annotation><text:p>note</text:p></office:annotation><text:p>un<text:s text:c="2"/><text:span>deux</text:span></text:p><text:p>trois</text:p></table:table-cell><table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>VRAI</text:p></table:table-cell></table:table-row>
            <table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row></table:table>
            <table:table table:name="Vide"/>
            """
        let styles = "<style:style style:name=\"ta2\"><style:table-properties table:display=\"false\"/></style:style>"
        let bytes = openDocument(table, styles: styles)
        let book = try Workbook(ZipArchive(bytes: bytes))
        #expect(book.sheets.map(\.name) == ["Avis", "Vide"] && book.sheets.map(\.isHidden) == [true, false])
        let read = try sheet(bytes)
        #expect(
            read.rows == [
                ["Date", "Note", "Note"], ["2026-03-02T09:12:00", "4.5", "85%"], ["2026-03-02T09:12:00", "4.5", "85%"],
                ["un  deux\ntrois", "TRUE"],
            ])
        #expect(read.lines == [1, 5, 6, 7])
        #expect(try sheet(bytes, 1).rows.isEmpty)
    }

    // MARK: Hostile

    @Test(arguments: [
        "<row r=\"1\"><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>2</v></c></row>", "<row r=\"2\"/><row r=\"1\"/>",
        "<row r=\"1048577\"/>", "<row><c r=\"XFE1\"><v>1</v></c></row>",
    ])
    func `cells out of order or off the sheet are refused`(rows: String) throws {
        #expect(throws: ReaderError.self) { try sheet(WorkbookBuilder(rows: rows).bytes) }
    }

    @Test func `a row repeated a thousand million times is refused`() throws {
        let row =
            "<table:table-row table:number-rows-repeated=\"1000000000\"><table:table-cell office:value-type=\"string\"><text:p>x</text:p></table:table-cell></table:table-row>"
        let bytes = openDocument("<table:table table:name=\"A\">\(row)</table:table>")
        #expect { try sheet(bytes) } throws: { ($0 as? ReaderError)?.kind == .tooLarge }
    }

    @Test func `entities in a workbook are refused`() throws {
        let rows = "</sheetData></worksheet>"
        var zip = ZipBuilder()
        zip.add("[Content_Types].xml", [])
        zip.add(
            "xl/workbook.xml",
            Array("<!DOCTYPE w [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><workbook><sheets>&x;\(rows)".utf8))
        #expect { try Workbook(ZipArchive(bytes: zip.bytes)) } throws: { ($0 as? ReaderError)?.kind == .hostile }
    }

    @Test(arguments: 0..<60 as Range<UInt64>)
    func `a damaged workbook gives an error or fewer rows, never a crash`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var bytes = WorkbookBuilder(
            rows: String(repeating: "<row><c t=\"s\"><v>0</v></c><c><v>2</v></c></row>", count: 50),
            strings: "<si><t>Bien</t></si>"
        ).bytes
        if seed.isMultiple(of: 3) { bytes.removeLast(Int.random(in: 1..<bytes.count, using: &random)) }
        for _ in 0..<Int.random(in: 0...4, using: &random) where !bytes.isEmpty {
            bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        do { #expect(try sheet(bytes).rows.count <= 50) } catch { #expect(error is ReaderError) }
    }
}

/// The collected real workbooks, counted by another program, on machines that have them.
@Suite(.enabled(if: exportsFolder != nil)) struct `Collected workbooks` {
    @Test(
        arguments: [
            ("nasty-xlsx/deaths.xlsx", "arts", 19, 82), ("nasty-xlsx/deaths.xlsx", "other", 19, 81),
            ("nasty-xlsx/embedded-chartsheet.xlsx", "mtcars", 33, 363),
            ("nasty-xlsx/embedded-chartsheet.xlsx", "quakes", 1001, 5005),
            ("nasty-xlsx/empty-named-column.xlsx", "Sheet1", 4, 9), ("nasty-xlsx/empty-sheets.xlsx", "empty", 0, 0),
            ("nasty-xlsx/iris-google-doc.xlsx", "iris", 151, 755),
            ("nasty-xlsx/missing-first-column.xlsx", "Sheet1", 3, 3),
            ("nasty-xlsx/missing-values-xlsx.xlsx", "Sheet1", 4, 11),
            ("nasty-xlsx/no-styles-or-sharedStrings-parts.xlsx", "Sheet1", 12, 36),
            ("nasty-xlsx/sheet-xml-lookup.xlsx", "Oceania", 6, 36),
            ("nasty-xlsx/skipping.xlsx", "two_occupied_rows", 5, 8),
            ("nasty-xlsx/style-only-cells.xlsx", "Data", 4, 13),
            ("nasty-xlsx/utf8-sheet-names.xlsx", "∂", 2, 2), ("nasty-xlsx/vietnamese-utf8.xlsx", "Sheet1", 7, 7),
            ("xlsx-misc/qualtrics_headers_compare.xlsx", "Sheet1", 76, 151),
            ("meltwater-xlsx/Kaseya_V2_Reddit_Test.xlsx", "Export", 49, 1057),
            ("google-forms-xlsx-czech/survey_results.xlsx", "results_raw", 334, 7261),
            ("google-forms-xlsx-czech/survey_results.xlsx", "coding", 3331, 11845),
            ("nasty-csv-french/file.xlsx", "REI_1987", 6, 211),
        ])
    func `a sheet gives every row and cell`(path: String, name: String, rows: Int, cells: Int) throws {
        guard let exportsFolder else { return }
        let book = try Workbook(ZipArchive(path: exportsFolder + "/" + path))
        let index = try #require(book.sheets.firstIndex { $0.name == name })
        let read = try table(book.rows(ofSheet: index)).rows
        #expect(read.count == rows)
        #expect(read.reduce(0) { $0 + $1.count { !$0.isEmpty } } == cells)
    }

    @Test(
        arguments: [
            ("nasty-xlsx/dates-1900-LibreOffice.xlsx", [["2000-01-01", "2000-01-01"]]),
            ("nasty-xlsx/richtext-coloured.xlsx", []), ("nasty-xlsx/texty-dates-xlsx.xlsx", []),
        ] as [(String, [[String]])])
    func `dates and rich text are read whole`(path: String, start: [[String]]) throws {
        guard let exportsFolder else { return }
        let read = try table(Workbook(ZipArchive(path: exportsFolder + "/" + path)).rows(ofSheet: 0)).rows
        #expect(!read.isEmpty)
        for (row, expected) in zip(read, start) { #expect(row.starts(with: expected)) }
    }
}

private func sheet(
    _ bytes: [UInt8], _ index: Int = 0
) throws -> (rows: [[String]], lines: [Int], errors: Int) {
    try table(Workbook(ZipArchive(bytes: bytes)).rows(ofSheet: index))
}

private func table(_ reader: SheetReader) throws -> (rows: [[String]], lines: [Int], errors: Int) {
    var reader = reader
    var (row, rows, lines) = (CSVRow(), [[String]](), [Int]())
    while try reader.next(&row) {
        rows.append((0..<row.count).map { row.string($0) })
        lines.append(row.line)
    }
    return (rows, lines, reader.errorCells)
}
