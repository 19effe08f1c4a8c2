import Feedback
import Foundation
import Ingestion
import TestSupport
import Testing

@Suite struct TripleSTests {
    private let definition = """
        <?xml version="1.0" encoding="ISO-8859-1"?>
        <!DOCTYPE sss PUBLIC "-//Triple-S//DTD Survey Interchange v1.2//EN" "http://triple-s.org/dtd/sss_v12.dtd">
        <sss version="1.2"><survey><name>S</name><record ident="V">
        <variable ident="1" type="character" use="serial"><name>ID</name><label>Id</label><position start="1" finish="3"/></variable>
        <variable ident="2" type="single"><name>Q1</name><label>Satisfaction</label><position start="4"/><values><value code="1">Pas du tout satisfait</value><value code="2">Très satisfait</value></values></variable>
        <variable ident="3" type="multiple"><name>Q2</name><label>Motifs</label><position start="5" finish="7"/><values><value code="1">Prix</value><value code="2">Accueil</value><value code="3">Choix</value></values></variable>
        <variable ident="4" type="multiple"><name>Q3</name><label>Canaux</label><position start="8" finish="9"/><spread subfields="2"/><values><value code="1">Web</value><value code="2">Magasin</value></values></variable>
        <variable ident="5" type="date"><name>D</name><label>Date de réponse</label><position start="10" finish="17"/></variable>
        <variable ident="6" type="character"><name>Q4</name><label>Que faut-il améliorer ?</label><position start="18" finish="60"/></variable>
        </record></survey></sss>
        """
    private let data = "0011101 220260302L'accueil est très froid, \"vraiment\"\n00220111 20260303\n003"

    private func folder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "voc-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try #require(definition.data(using: .isoLatin1)).write(to: folder.appending(path: "enquete.sss"))
        try #require(data.data(using: .isoLatin1)).write(to: folder.appending(path: "enquete.asc"))
        return folder
    }

    @Test(arguments: ["enquete.sss", "enquete.asc"]) func `codes become labels, whichever file is named`(name: String)
        throws
    {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let run = try ImportFixture(path: folder.path + "/" + name)
        #expect(run.plan.format == "triple-s" && run.plan.file.hasSuffix("/enquete.asc"))
        #expect(run.items.map(\.externalID) == ["001", "002"] && run.drops == ["empty"] && run.rejections.isEmpty)
        #expect(run.items[0].given("Q1") == "Pas du tout satisfait" && run.items[1].given("Q1") == "Très satisfait")
        #expect(run.items[0].given("Q2") == "Prix; Choix" && run.items[1].given("Q2") == "Accueil; Choix")
        #expect(run.items[0].given("Q3") == "Magasin" && run.items[1].given("Q3") == "Web")
        #expect(run.items[0].texts == ["L'accueil est très froid, \"vraiment\""])
        #expect(run.items[0].verbatims.first?.question == "Que faut-il améliorer ?")
    }

    @Test func `a definition without its data says what is missing`() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.removeItem(at: folder.appending(path: "enquete.asc"))
        let error = #expect(throws: ImportError.self) { try ImportFixture(path: folder.path + "/enquete.sss") }
        #expect(error?.what.en.contains("Triple-S") == true && error?.fix.fr.contains(".asc") == true)
    }

    @Test func `the pair is one import in an archive`() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "voc-\(UUID().uuidString).zip")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(
            ZipBuilder([
                "s/enquete.sss": definition.replacingOccurrences(of: "ISO-8859-1", with: "UTF-8"),
                "s/enquete.asc": data,
            ]).bytes
        )
        .write(to: file)
        let found = try Importer.plans(path: file.path, options: ImportOptions(masker: ImportFixture.masker))
        #expect(found.plans.map(\.format) == ["triple-s"] && found.leftOut.isEmpty)
    }

    @Test(
        .enabled(if: RealReviewExportsTests.isThere),
        arguments: [("sample-1.sss", 3), ("sample-1.asc", 3), ("sample-2.csv", 1)])
    func `a real survey is read`(file: String, items: Int) throws {
        let run = try ImportFixture(path: RealReviewExportsTests.folder.appending(path: "triple-s/\(file)").path)
        #expect(run.plan.format == "triple-s" && run.items.count == items && run.rejections.isEmpty)
    }
}
