import Feedback
import Foundation
import Ingestion
import TestSupport
import Testing

/// Exports that people opened, gave a title and saved again before they passed them on.
@Suite struct ResavedExportsTests {
    /// A tool's columns and one response that counts; its `#` is the number of the row.
    struct Tool: Sendable, CustomTestStringConvertible {
        var format: String
        var header: [[String]]
        var row: [String]
        var testDescription: String { format }

        func numbered(_ number: Int) -> [String] {
            row.map { $0.replacingOccurrences(of: "#", with: "\(number)") }
        }
    }

    private static let recommends = "Recommanderiez-vous notre boutique à un proche ?"
    private static let why = "Que pouvons-nous améliorer ?"
    private static let words = "La livraison n° # était trop lente et le colis abîmé"

    static let tools = [
        Tool(
            format: "qualtrics-csv",
            header: [
                ["StartDate", "Status", "Finished", "RecordedDate", "ResponseId", "QID1", "QID2_TEXT"],
                ["Date de début", "Type", "Terminé", "Date d'enregistrement", "ID de réponse", recommends, why],
                ["startDate", "status", "finished", "recordedDate", "_recordId", "QID1", "QID2_TEXT"]
                    .map { "{\"ImportId\":\"\($0)\"}" },
            ],
            row: ["02/03/2026 10:00", "Adresse IP", "Vrai", "02/03/2026 10:0#", "R_#", "9", words]),
        Tool(
            format: "surveymonkey-csv",
            header: [
                ["ID du répondant", "ID du collecteur", "Date de début", "Date de fin", recommends, why],
                ["", "", "", "", "Réponse", "Réponse ouverte"],
            ],
            row: ["118#", "4001", "02/03/2026 10:00", "02/03/2026 10:0#", "9", words]),
        Tool(
            format: "limesurvey-csv",
            header: [["ID de la réponse", "Date de soumission", "Dernière page", "Langue de départ", recommends, why]],
            row: ["#", "2026-03-02 10:0#:00", "3", "fr", "9", words]),
        Tool(
            format: "google-forms-csv", header: [["Horodateur", recommends, why]],
            row: ["02/03/2026 10:0#:00", "9", words]),
        Tool(
            format: "microsoft-forms",
            header: [["ID", "Heure de début", "Heure de fin", "Adresse de messagerie", "Nom", recommends, why]],
            row: ["#", "02/03/2026 10:00", "02/03/2026 10:0#", "anonymous", "", "9", words]),
    ]

    private static func text(_ tool: Tool, above titles: [[String]], delimiter: String) -> String {
        let rows = (1...3).map(tool.numbered)
        let lines = titles + tool.header + rows
        return lines.map { line in
            line.map { "\"" + $0.replacingOccurrences(of: "\"", with: "\"\"") + "\"" }.joined(separator: delimiter)
        }.joined(separator: "\r\n") + "\r\n"
    }

    @Test(arguments: tools, [";", ","])
    func `titles and empty lines above a tool's header rows are left out`(tool: Tool, delimiter: String) throws {
        let wide = [String](repeating: "", count: tool.row.count - 1)
        let titles: [[[String]]] = [
            [], [["Enquête de satisfaction, mars 2026"]], [["Enquête de satisfaction"] + wide],
            [["Enquête de satisfaction"] + wide, ["Exporté le 2 mars 2026"] + wide, [""] + wide],
        ]
        for above in titles {
            for encoding in [String.Encoding.utf8, .windowsCP1252] {
                let file = try ImportFixture(
                    Self.text(tool, above: above, delimiter: delimiter), encoding: encoding)
                #expect(file.plan.format == tool.format)
                #expect(file.items.count == 3 && file.rejections.isEmpty)
                #expect(file.items.allSatisfy { $0.answers.first?.kind == .nps })
                #expect(
                    file.items.first?.verbatims.first?.text == "La livraison n° 1 était trop lente et le colis abîmé",
                    "\(above.count) titles")
                #expect(file.items.last?.createdAt?.date.description == "2026-03-02")
            }
        }
    }

    @Test(arguments: tools) func `titles above a tool's header rows are left out of workbooks too`(tool: Tool) throws {
        let rows = [["Enquête de satisfaction"], []] + tool.header + (1...3).map(tool.numbered)
        let book = Spreadsheet(["Réponses": rows.map { row in row.map { .text($0) } }])
        let file = try ImportFixture(Data(book.bytes), named: "réponses.xlsx")
        #expect(file.plan.format == tool.format)
        #expect(
            file.items.count == 3 && file.items.allSatisfy { $0.answers.first?.kind == .nps && $0.texts.count == 1 })
    }

    @Test func `a first row that fills its columns is no title`() throws {
        let file = try ImportFixture("Note;Avis\n5;Très bon accueil en magasin\n1;Colis perdu et personne ne répond\n")
        #expect(file.items.count == 2)
    }

    @Test(arguments: [
        (
            "hotjar-recordings", "Recording URL;Date;Time;Landing page;Exit page;Pages;Duration",
            "https://insights.hotjar.com/r?site=1&recording=#;1#/03/2026;14:05;https://x.fr/;https://x.fr/panier;3;125"
        ),
        (
            "snowplow-events", "event_id;collector_tstamp;domain_userid;domain_sessionid;event;page_urlpath",
            "e#;1#/03/2026 14:05;u1;s#;page_view;/panier"
        ),
        (
            "ga4-events", "event_name;event_timestamp;user_pseudo_id;ga_session_id;page_location",
            "page_view;1#/03/2026 14:05;u1;#;https://x.fr/panier"
        ),
        (
            "matomo-visits", "idVisit;visitorId;visitorType;visitDuration;lastActionDateTime;actions",
            "#;v1;new;60;1#/03/2026 14:05;3"
        ),
    ])
    func `dates that a spreadsheet wrote anew are read in its order`(
        format: String, header: String, row: String
    ) throws {
        let title = "Visites de mars" + String(repeating: ";", count: 5)
        for above in ["", title + "\n"] {
            let rows = (3...6).map { row.replacingOccurrences(of: "#", with: "\($0)") + "\n" }
            let file = try ImportFixture(above + header + "\n" + rows.joined())
            #expect(file.plan.format == format && file.rejections.isEmpty)
            #expect(file.sessions.count == 4)
            let ends = Set(file.sessions.map { $0.endedAt.iso8601.prefix(10) })
            #expect(ends.contains("2026-03-13") && ends.contains("2026-03-16"))
            #expect(file.decision("dates")?.contains("dd/MM/yyyy, as its cells show") == true)
        }
    }
}
