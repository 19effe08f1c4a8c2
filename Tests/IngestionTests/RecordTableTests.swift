import Feedback
import Foundation
import Ingestion
import Testing

/// Exports of tables that somebody turned into JSON: what is known of their columns holds for the members too.
@Suite struct RecordTableTests {
    private static func quoted(_ text: String) -> String {
        "\"" + text.replacingOccurrences(of: "\"", with: "\\\"") + "\""
    }

    /// Records as programs write them: empty cells are `null`, columns without a name are numbered.
    private static func records(_ rows: [[String]]) -> [String] {
        let names = rows[0].enumerated().map { $1.isEmpty ? "Unnamed: \($0)" : $1 }
        return rows.dropFirst().map { row in
            let members = zip(names, row).map { "\(quoted($0)): \($1.isEmpty ? "null" : quoted($1))" }
            return "{" + members.joined(separator: ", ") + "}"
        }
    }

    private static let others: [(format: String, rows: [[String]])] = [
        (
            "delighted-csv",
            [
                ["Score", "Comment", "Permalink", "Created at", "Delighted Source"],
                ["3", "Refund took three weeks", "https://delighted.com/r/A1", "2026-03-02 09:00:00 UTC", "Web"],
                ["10", "Quick and friendly", "https://delighted.com/r/A2", "2026-03-03 09:00:00 UTC", "Web"],
            ]
        ),
        (
            "google-play-csv",
            [
                [
                    "Package Name", "App Version Name", "Reviewer Language", "Review Submit Date and Time",
                    "Review Submit Millis Since Epoch", "Star Rating", "Review Title", "Review Text", "Review Link",
                ],
                [
                    "com.shop", "3.1", "fr", "2026-03-02T08:12:41Z", "1772439161000", "1", "",
                    "L'appli plante à l'ouverture", "https://play.google.com/x?reviewId=gp:1",
                ],
            ]
        ),
        (
            "typeform-csv",
            [
                [
                    "#", "How likely are you to recommend us?", "Why?", "Start Date (UTC)", "Submit Date (UTC)",
                    "Network ID",
                ],
                ["a1", "9", "Fast delivery and kind people", "2026-03-02 08:00:00", "2026-03-02 08:12:41", "n1"],
                ["a2", "2", "The parcel never came to us", "2026-03-02 08:00:00", "2026-03-02 09:12:41", "n2"],
            ]
        ),
    ]

    @Test(
        arguments: ResavedExportsTests.tools.map { ($0.format, $0.header + [$0.numbered(1)]) } + others, [true, false])
    func `records under the headers of a tool are read as its table is`(
        file: (format: String, rows: [[String]]), isArray: Bool
    ) throws {
        let csv = file.rows.map { row in
            row.map { "\"" + $0.replacingOccurrences(of: "\"", with: "\"\"") + "\"" }.joined(separator: ",") + "\n"
        }
        let table = try ImportFixture(csv.joined(), format: nil)
        let records = Self.records(file.rows)
        let text = isArray ? "[\n" + records.joined(separator: ",\n") + "\n]" : records.joined(separator: "\n")
        let json = try ImportFixture(text, named: "file.json")
        #expect(table.plan.format == file.format)
        #expect(json.items.count > 0 && json.items == table.items && json.drops == table.drops)
        #expect(json.rejections.isEmpty)
        // LimeSurvey gives its responses as JSON by itself.
        #expect([file.format, "limesurvey-json"].contains(json.plan.format))
    }

    @Test func `previews, tests and unfinished responses are left out of JSON too`() throws {
        let tool = ResavedExportsTests.tools[0]
        var rows = tool.header
        for (index, (status, finished)) in [("0", "1"), ("1", "1"), ("2", "1"), ("8", "1"), ("0", "0")].enumerated() {
            var row = tool.numbered(index)
            (row[1], row[2]) = (status, finished)
            rows.append(row)
        }
        let file = try ImportFixture("[" + Self.records(rows).joined(separator: ",") + "]", named: "q.json")
        #expect(file.items.count == 1 && file.items[0].externalID == "R_0")
        #expect(file.drops == ["preview", "test", "spam", "partial"])
    }

    @Test func `records of an unknown tool are read as any`() throws {
        let file = try ImportFixture(
            #"[{"note": 4, "avis": "Très bon accueil en magasin"}, {"note": 1, "avis": "Colis perdu, personne ne répond"}]"#,
            named: "x.json")
        #expect(file.plan.format == "json" && file.items.count == 2)
    }
}
