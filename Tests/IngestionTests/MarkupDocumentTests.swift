import Feedback
import Foundation
import TestSupport
import Testing

@testable import Ingestion

/// Pages and workbooks written as XML, by whatever name they come.
@Suite struct MarkupDocumentTests {
    private static let page = """
        <html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8"><style>td{mso-number-format:"a<b"}</style>
        <title>Export</title></head><body><table><tr><td><img src="logo.png"></td></tr></table>
        <table id=Avis border=1>
        <tr><th>Date<th>Recommanderiez-vous notre boutique&nbsp;? (0 &agrave; 10)<th>Commentaire</tr>
        <tr><td>02/03/2026</td><td x:num>9</td><td>Livraison rapide,<br>emballage
           soign&eacute;</td></tr>
        <tr><td rowspan="2">13/03/2026</td><td>3</td><td><p>Délai &lt; 2 jours <b>non tenu</b></p></td></tr>
        <tr><td>10</td><td>Très bon accueil</td></tr>
        </table></body></html>
        """

    @Test func `a table of a page that is called .xls is read as a sheet`() throws {
        let found = try plans(Self.page, named: "avis.xls")
        #expect(found.files == ["avis.xls:Avis"])
        #expect(
            found.items.map { $0.verbatims.first?.text } == [
                "Livraison rapide,\nemballage soigné", "Délai < 2 jours non tenu", "Très bon accueil",
            ])
        #expect(found.items.map { $0.answers.first?.given } == ["9", "3", "10"])
        #expect(found.items[0].createdAt?.iso8601 == "2026-03-02T00:00:00Z")
    }

    private static let workbook = """
        <?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
        <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
        <Styles><Style ss:ID="s1"><NumberFormat ss:Format="Short Date"/></Style></Styles>
        <Worksheet ss:Name="Réponses"><Table>
        <Row><Cell><Data ss:Type="String">Date</Data></Cell><Cell><Data ss:Type="String">NPS</Data></Cell>
        <Cell ss:Index="4"><Data ss:Type="String">Commentaire</Data><Comment><ss:Data>note à part</ss:Data></Comment></Cell></Row>
        <Row ss:Index="3"><Cell ss:StyleID="s1"><Data ss:Type="DateTime">2026-03-02T00:00:00.000</Data></Cell>
        <Cell><Data ss:Type="Number">9</Data></Cell><Cell ss:Index="4"><ss:Data ss:Type="String"
        xmlns="http://www.w3.org/TR/REC-html40"><B>Livraison</B> rapide</ss:Data></Cell></Row>
        <Row><Cell ss:StyleID="s1"><Data ss:Type="DateTime">2026-03-03T14:30:00.000</Data></Cell>
        <Cell><Data ss:Type="Number">0</Data></Cell><Cell/><Cell><Data ss:Type="String">Site trop lent</Data></Cell></Row>
        </Table></Worksheet>
        <Worksheet ss:Name="Notes"><Table><Row><Cell><Data ss:Type="String">brouillon</Data></Cell></Row></Table>
        <WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions>
        </Worksheet></Workbook>
        """

    @Test func `a workbook that Excel wrote as XML is read sheet by sheet`() throws {
        let found = try plans(Self.workbook, named: "avis.xls")
        #expect(found.files == ["avis.xls:Réponses"])
        #expect(found.items.map { $0.verbatims.first?.text } == ["Livraison rapide", "Site trop lent"])
        #expect(found.items.map { $0.answers.first?.given } == ["9", "0"])
        #expect(found.items.map { $0.createdAt?.iso8601 } == ["2026-03-02T00:00:00Z", "2026-03-03T14:30:00Z"])
        #expect(found.leftOut.contains { $0.contains("hidden") })
    }

    private static let reviews = """
        <!doctype html><html lang="fr"><head><script>if (a<b) document.write("<table>")</script>
        <script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"BreadcrumbList"},
        {"@type":"Product","name":"Robe en lin","review":[
        {"@type":"Review","author":"Paul","datePublished":"2026-03-02","reviewBody":"Belle coupe mais trop courte",
        "reviewRating":{"ratingValue":3,"bestRating":5}},{"reviewBody":"Parfaite","reviewRating":{"ratingValue":"5"},},]}]}</script>
        <script type='application/ld+json'>[{"@type":["Review"],"reviewBody":"Deux retours
        pour un colis","datePublished":"2026-03-04"}]</script></head>
        <body><table><tr><td>menu</td><td>panier</td></tr><tr><td>a</td><td>b</td></tr></table></body></html>
        """

    @Test func `the reviews a page states for search engines are read, its tables then not`() throws {
        let found = try plans(Self.reviews, named: "produit.html")
        #expect(found.files == ["produit.html"])
        #expect(found.formats == ["schema-org-json"])
        #expect(
            found.items.compactMap { $0.verbatims.last?.text } == [
                "Belle coupe mais trop courte", "Parfaite", "Deux retours\npour un colis",
            ])
        #expect(found.items[0].product == "Robe en lin")
    }

    @Test(arguments: [
        "<html><body><p>Page introuvable</p></body></html>", "<!DOCTYPE html><table><tr><td>Avis</td></tr></table>",
        "<html><script type=\"application/ld+json\">{\"@type\": \"Product\", </script></html>",
        "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet/></Workbook>",
    ])
    func `a page without feedback is refused with what to do`(text: String) throws {
        let error = try #require(ImportFixture.refusal(text, named: "avis.xls"))
        #expect(!error.what.fr.isEmpty && !error.fix.en.isEmpty)
    }

    @Test func `a page in a zipped export is read like any file`() throws {
        let found = try plans(ZipBuilder(["export/avis.xls": Self.page]).bytes, named: "export.zip")
        #expect(found.files == ["export.zip/export/avis.xls:Avis"] && found.items.count == 3)
    }

    @Test(arguments: ["<a =\"", "<td ", "<!--", "<script>", "<"])
    func `tags that are never closed are refused, not searched for ever`(tag: String) throws {
        let text = "<html><table>" + String(repeating: tag, count: 100_000)
        #expect(ImportFixture.refusal(text, named: "avis.html") != nil)
    }

    private func plans(_ text: String, named name: String) throws -> Found { try plans(Array(text.utf8), named: name) }

    private func plans(_ bytes: [UInt8], named name: String) throws -> Found {
        let folder = try TemporaryFolder()
        let path = try folder.write(bytes, to: name)
        let options = ImportOptions(masker: ImportFixture.masker)
        let (plans, leftOut) = try Importer.plans(path: path, options: options)
        var found = Found()
        found.files = plans.map { $0.file.replacingOccurrences(of: folder.path + "/", with: "") }
        found.formats = plans.map(\.format)
        found.leftOut = leftOut.map { "\($0.file): \($0.what.en)" }
        for plan in plans {
            var reader = try plan.makeReader()
            while let record = try reader.next() {
                if case .item(let item, _) = record { found.items.append(item) }
            }
        }
        return found
    }

    private struct Found {
        var files: [String] = []
        var formats: [String] = []
        var leftOut: [String] = []
        var items: [FeedbackItem] = []
    }
}
