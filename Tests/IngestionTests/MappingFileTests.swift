import Feedback
import Ingestion
import Testing

@Suite struct MappingFileTests {
    @Test func `codes for no opinion are written and read`() throws {
        let rows = (0..<20).map { "R\($0);\($0 % 4 == 0 ? 99 : $0 % 5 + 1);Attente trop longue \($0)\n" }
        let text = "Id;Satisfaction (1 à 5);Commentaire\n" + rows.joined()
        let written = try #require(try ImportFixture(text).plan.mapping?.yaml)
        #expect(written.contains("noAnswer: [99]"))
        let run = try ImportFixture(text, mapping: Mapping(yaml: written, file: "map.yaml"))
        #expect(run.items.count == 20 && run.items.count { $0.answers.isEmpty } == 5)
        let error = #expect(throws: ImportError.self) {
            try Mapping(yaml: "columns:\n  - column: a\n    metric: csat\n    noAnswer: x\n", file: "map.yaml")
        }
        #expect(error?.what.en.contains("noAnswer") == true)
    }

    private let yaml = """
        source: boutique-lyon
        kind: survey
        language: fr
        timeZone: "+01:00"
        channel: store
        columns:
          - column: "Note"
            to: answer
            metric: ces
            scale: [1, 5]
            direction: down
          - column: Quand
            to: created_at
            dateFormat: dd/MM/yyyy
          - column: "Dites-nous tout"
            to: verbatim
        """

    @Test func `a mapping decides over every guess`() throws {
        let run = try ImportFixture(
            "Note,Quand,Dites-nous tout,Reste\n1,02/03/2026 10:00,rien,x\n5,03/03/2026 10:00,tout,y\n",
            mapping: try Mapping(yaml: yaml, file: "m.yaml"))
        let item = run.items[0]
        #expect((item.source, item.channel, item.declaredLanguage) == ("boutique-lyon", "store", "fr"))
        #expect(item.createdAt?.iso8601 == "2026-03-02T09:00:00Z")
        #expect(item.rated("Note")?.value == 1 && item.rated("Note")?.kind == .ces)
        #expect(item.texts == ["rien"] && item.segments.isEmpty)
    }

    @Test func `what is written reads back the same`() throws {
        var mapping = try Mapping(yaml: yaml, file: "m.yaml")
        mapping.columns.append(
            ColumnMapping("Guillemet \" et : deux-points\nsuite", to: .segment, name: "é", confidence: 0.5))
        #expect(try Mapping(yaml: mapping.yaml, file: "m.yaml") == mapping)
    }

    @Test func `the mapping of a plan gives the same items as the plan`() throws {
        let text = "id,date,rating,comment\n1,2026-03-02,4,trop lent ce matin\n2,2026-03-03,5,parfait comme toujours\n"
        let planned = try ImportFixture(text)
        let mapping = try #require(planned.plan.mapping)
        let again = try ImportFixture(text, mapping: try Mapping(yaml: mapping.yaml, file: "m.yaml"))
        #expect(again.items == planned.items)
    }

    @Test(arguments: [
        ("columns:\n  - column: a\n    to: verbatimm\n", 3), ("columns:\n  - column: a\n    scale: [10, 0]\n", 3),
        ("colums: []\n", 1),
        ("columns:\n  - to: id\n", 2), ("kind: poll\ncolumns: []\n", 1), ("a: [\n", 2), ("", 0), ("- a\n", 1),
        ("columns: []\n", 1),
    ])
    func `an error names its line and the nearest valid values`(yaml: String, line: Int) throws {
        let error = try #require(throws: ImportError.self) { try Mapping(yaml: yaml, file: "m.yaml") }
        #expect(error.line == line, "\(error)")
        #expect(!error.fix.fr.isEmpty)
    }

    @Test func `a column that is not there is named, with those that are`() throws {
        let mapping = try Mapping(yaml: "columns:\n  - {column: Avis, to: verbatim}\n", file: "m.yaml")
        let error = try #require(ImportFixture.refusal("comment,rating\nbien,4\n", mapping: mapping))
        #expect(error.what.en.contains("Avis") && error.what.en.contains("comment"))
    }

    @Test func `an unknown date format or zone is refused`() throws {
        for line in [
            "timeZone: Mars/Olympus\ncolumns:\n  - {column: c, to: verbatim}\n",
            "columns:\n  - {column: c, to: verbatim}\n  - {column: d, to: created_at, dateFormat: whenever}\n",
        ] {
            let mapping = try Mapping(yaml: line, file: "m.yaml")
            #expect(ImportFixture.refusal("c,d\nbien,2026-03-01\n", mapping: mapping) != nil)
        }
    }
}
