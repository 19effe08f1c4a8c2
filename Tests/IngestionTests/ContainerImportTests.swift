import Feedback
import Foundation
import Ingestion
import Readers
import TestSupport
import Testing

@Suite struct ContainerImportTests {
    @Test(arguments: [
        [["Répondant", "Satisfaction", "", "", "Avis"], ["", "Prix", "Accueil", "Délai", ""]],
        [["Répondant", "Satisfaction", "", "", "Avis"], ["Répondant", "Prix", "Accueil", "Délai", "Avis"]],
    ])
    func `groups merged over columns and names merged over rows make one header`(header: [[String]]) throws {
        let body = (0..<12).map { row -> [Spreadsheet.Cell] in
            [.text("R\(row)")] + (0..<3).map { .number("\((row + $0) % 5 + 1)") } + [
                .text("Attente trop longue \(row)")
            ]
        }
        let rows = header.map { $0.map { $0.isEmpty ? .empty : Spreadsheet.Cell.text($0) } } + body
        let book = Spreadsheet(["Feuil1": rows], merges: ["A1:A2", "B1:D1", "E1:E2"])
        let run = try ImportFixture(Data(book.bytes), named: "avis.xlsx")
        #expect(
            run.plan.columns.map(\.name) == [
                "Répondant", "Satisfaction – Prix", "Satisfaction – Accueil", "Satisfaction – Délai", "Avis",
            ])
        #expect(run.items.count == 12 && run.items.allSatisfy { $0.answers.count == 3 && $0.texts.count == 1 })
    }

    private let csv = "id;date;commentaire\nR1;2026-03-02;Livraison en retard\nR2;2026-03-03;Très bon accueil\n"
    private let other = "id;date;commentaire\nR3;2026-03-04;Site trop lent\n"

    @Test func `gzip is undone, whatever the file is called`() throws {
        let packed = try ImportFixture(Data(Packed.gzip(Array(csv.utf8))), named: "avis.csv")
        #expect(packed.items.count == 2)
        #expect(packed.items == (try ImportFixture(csv)).items)
        #expect(try ImportFixture(Data(Packed.gzip(Packed.gzip(Array(csv.utf8))))).items.count == 2)
    }

    @Test func `each file of an archive is an import of its own, zipped or not`() throws {
        var zip = ZipBuilder()
        zip.add("export/b.csv", Array(other.utf8))
        zip.add("export/a.csv", Array(csv.utf8))
        zip.add("export/README.txt", Array("Ceci n'est pas un export".utf8))
        zip.add("__MACOSX/export/._a.csv", Array(csv.utf8))
        zip.add("export/photo.jpg", [0xFF, 0xD8, 0xFF, 0xE0])
        zip.add("export/vide.csv", [])
        let found = try plans(zip.bytes, named: "export.zip")
        #expect(found.files == ["export.zip/export/a.csv", "export.zip/export/b.csv"])
        #expect(
            found.leftOut == [
                "export.zip: 2 files in it are empty or no text, such as pictures. There is nothing to do."
            ])
        #expect(found.items.map(\.externalID) == ["R1", "R2", "R3"])
    }

    @Test func `archives in archives are read to the third level and no further`() throws {
        var bytes = ZipBuilder(["avis.csv": csv]).bytes
        for depth in 1...4 {
            let found = Result { try plans(bytes, named: "a.zip") }
            if depth <= 3 {
                #expect(try found.get().items.count == 2)
            } else {
                #expect(throws: ImportError.self) { try found.get() }
            }
            var outer = ZipBuilder()
            outer.add("niveau\(depth).zip", bytes)
            bytes = outer.bytes
        }
    }

    @Test(arguments: ["../../etc/avis.csv", "/etc/avis.csv", "C:\\avis.csv", "a/../../avis.csv"])
    func `a name that leads out of the archive is only a name`(name: String) throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let before = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        let found = try plans(ZipBuilder([name: csv]).bytes, named: "a.zip", in: folder)
        #expect(found.items.count == 2)
        #expect(try FileManager.default.subpathsOfDirectory(atPath: folder.path) == before + ["a.zip"])
    }

    @Test func `an encrypted file is refused by its name, the others are read`() throws {
        var zip = ZipBuilder(["a.csv": csv])
        zip.add("secret.csv", Array(other.utf8), isEncrypted: true)
        let found = try plans(zip.bytes, named: "a.zip")
        #expect(found.items.count == 2)
        #expect(found.leftOut.count == 1)
        #expect(found.leftOut[0].hasPrefix("a.zip/secret.csv: it is protected by a password."))
    }

    @Test func `a path may go on inside an archive and a workbook`() throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(ZipBuilder(["x/a.csv": csv, "x/b.csv": other]).bytes).write(to: folder.appending(path: "a.zip"))
        #expect(try ImportFixture(path: folder.path + "/a.zip/x/b.csv").items.map(\.externalID) == ["R3"])
        #expect(throws: ImportError.self) { try ImportFixture(path: folder.path + "/a.zip/x/c.csv") }
        #expect(throws: ImportError.self) { try ImportFixture(path: folder.path + "/absent.zip/x/c.csv") }
    }

    @Test func `the same export has the same identity, another sheet another one`() throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(ZipBuilder(["x/a.csv": csv]).bytes).write(to: folder.appending(path: "a.zip"))
        try Data(csv.utf8).write(to: folder.appending(path: "a.csv"))
        func identity(_ name: String) throws -> [UInt8] {
            try ImportFixture(path: folder.path + "/" + name).plan.identity().readAll(limit: 1 << 20)
        }
        #expect(try identity("a.zip") == identity("a.csv"))
    }

    // MARK: Workbooks

    @Test func `a workbook is imported like the CSV of its sheet`() throws {
        let found = try plans(Spreadsheet(["Réponses": survey]).bytes, named: "avis.xlsx")
        #expect(found.files == ["avis.xlsx:Réponses"])
        #expect(found.items.map(\.externalID) == ["R1", "R2"])
        #expect(found.items[0].createdAt?.iso8601 == "2026-03-02T09:12:00Z")
        #expect(found.items[0].answers.first?.kind == .nps)
        #expect(found.items[0].texts == ["Livraison en retard"])
    }

    @Test func `a bad cell is named as the spreadsheet names it`() throws {
        var rows = survey
        rows.append([.text("R3"), .date("46084"), .number("11"), .text("Bien")])
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(Spreadsheet(["Réponses": rows]).bytes).write(to: folder.appending(path: "avis.xlsx"))
        let run = try ImportFixture(path: folder.path + "/avis.xlsx")
        let place = try #require(run.rejections.first).position
        #expect(
            placeName(file: "avis.xlsx:Réponses", line: place.line, column: place.column) == "avis.xlsx:Réponses!C4")
    }

    @Test func `every sheet is a table; hidden ones wait to be named`() throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let book = Spreadsheet(
            ["Mars": survey, "Avril": survey, "Brouillon": survey, "Vide": []], hidden: ["Brouillon"])
        let found = try plans(book.bytes, named: "avis.xlsx", in: folder)
        #expect(found.files == ["avis.xlsx:Mars", "avis.xlsx:Avril"])
        #expect(found.leftOut.contains { $0.contains("avis.xlsx:Brouillon: the sheet is hidden.") })
        #expect(found.leftOut.contains { $0.contains("avis.xlsx:Vide: the sheet is empty.") })
        #expect(try ImportFixture(path: folder.path + "/avis.xlsx:Brouillon").items.count == 2)
    }

    @Test func `names under merged cells carry the name of their group`() throws {
        let rows: [[Spreadsheet.Cell]] = [
            [.text("Id"), .text("Magasin"), .empty, .text("Commentaire")],
            [.empty, .text("Accueil (1 à 5)"), .text("Prix (1 à 5)"), .empty],
            [.text("R1"), .number("4"), .number("2"), .text("Trop cher pour ce que c'est")],
            [.text("R2"), .number("5"), .number("3"), .text("Accueil très agréable")],
        ]
        let book = Spreadsheet(["Avis": rows], merges: ["A1:A2", "B1:C1", "D1:D2"])
        let found = try plans(book.bytes, named: "avis.xlsx")
        #expect(found.headers == ["Id", "Magasin – Accueil (1 à 5)", "Magasin – Prix (1 à 5)", "Commentaire"])
        #expect(found.items.map(\.externalID) == ["R1", "R2"])
    }

    @Test func `cells beside the table and errors of formulas are said, not read`() throws {
        var rows = survey
        rows[1] += [.empty, .text("à vérifier")]
        rows.append([.text("R9"), .date("46084"), .error, .text("Bien, sans plus")])
        rows += (10..<30).map { [.text("R\($0)"), .date("46084"), .number("7"), .text("Bien, sans plus \($0)")] }
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(Spreadsheet(["A": rows]).bytes).write(to: folder.appending(path: "avis.xlsx"))
        let run = try ImportFixture(path: folder.path + "/avis.xlsx")
        #expect(run.items.count == 23 && run.rejections.isEmpty)
        #expect(run.decision("error-cells")?.hasPrefix("1 cells hold the error of a formula") == true)
        #expect(run.decision("beside")?.hasPrefix("1 rows have cells beside the table") == true)
    }

    @Test(arguments: [
        ([0xD0, 0xCF, 0x11, 0xE0] + [UInt8](repeating: 0, count: 600), ".xls"),
        (Array("$FL2@(#) SPSS".utf8), "SPSS"), (Array("%PDF-1.4".utf8), "PDF"),
        (ZipBuilder(["Index/Document.iwa": "x"]).bytes, "Numbers"),
        (ZipBuilder(["xl/workbook.bin": "x"]).bytes, ".xlsb"),
        (ZipBuilder(["word/document.xml": "x", "[Content_Types].xml": "x"]).bytes, "document"),
    ])
    func `what is not read is refused with what to do, in both languages`(bytes: [UInt8], word: String) throws {
        let error = #expect(throws: ImportError.self) { try ImportFixture(Data(bytes), named: "fichier") }
        #expect(error?.what.en.contains(word) == true && error?.what.fr.isEmpty == false)
        #expect(error?.fix.en.isEmpty == false && error?.fix.fr != error?.fix.en)
    }

    // MARK: Helpers

    private var survey: [[Spreadsheet.Cell]] {
        [
            [.text("Id"), .text("Date"), .text("Recommanderiez-vous notre enseigne (0 à 10) ?"), .text("Commentaire")],
            [.text("R1"), .date("46083.383333333331"), .number("3"), .text("Livraison en retard")],
            [.text("R2"), .date("46084"), .number("9"), .text("Très bon accueil")],
        ]
    }

    private struct Found {
        var files: [String] = []
        var leftOut: [String] = []
        var headers: [String] = []
        var items: [FeedbackItem] = []
    }

    /// Everything found in a file of these bytes; names start at the file's own.
    private func plans(_ bytes: [UInt8], named name: String, in folder: URL? = nil) throws -> Found {
        let place = try folder ?? temporaryFolder()
        defer { if folder == nil { try? FileManager.default.removeItem(at: place) } }
        try Data(bytes).write(to: place.appending(path: name))
        let (plans, leftOut) = try Importer.plans(
            path: place.path + "/" + name, options: ImportOptions(masker: ImportFixture.masker))
        var found = Found()
        let start = place.path.utf8.count + 1
        found.leftOut = leftOut.map { String($0.description.utf8.dropFirst(start)) ?? "" }
        for plan in plans {
            found.files.append(String(plan.file.utf8.dropFirst(start)) ?? "")
            found.headers += plan.columns.map(\.name)
            var reader = try plan.makeReader()
            while let record = try reader.next() { if case .item(let item, _) = record { found.items.append(item) } }
        }
        return found
    }

    private func temporaryFolder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "voc-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }
}
