import Foundation
import TestSupport
import Testing

/// From files to links, as a user runs it.
@Suite struct LinkCommandTests {
    private static let start = 1_790_000_000

    private static func date(_ second: Int) -> String {
        Date(timeIntervalSince1970: TimeInterval(start + second)).formatted(.iso8601)
    }

    /// A hundred visits in PostHog's form, ten minutes apart, and an answer to each; every other answer has the session's id.
    private func program() throws -> (Program, TemporaryFolder) {
        let folder = try TemporaryFolder()
        var (events, rows) = (
            [String](), ["response_id,submitted_at,channel,session_id,page_url,device,city,consent,nps,comment"]
        )
        let cities = ["Lyon", "Paris", "Lille", "Nantes", "Brest"]
        for visit in 0..<100 {
            let city = cities[visit % 5]
            for (offset, page) in [(0, "/"), (40, "/p/\(visit % 7)")] {
                events.append(
                    """
                    {"event":"$pageview","timestamp":"\(Self.date(visit * 600 + offset))","distinct_id":"v\(visit)","properties":\
                    {"$session_id":"s-\(visit)","$current_url":"https://shop.example\(page)","$device_type":"Mobile",\
                    "$geoip_city_name":"\(city)"}}
                    """)
            }
            let key = visit % 2 == 0 ? "s-\(visit)" : ""
            let consent = visit == 99 ? "no" : "yes"
            rows.append(
                "F\(visit),\(Self.date(visit * 600 + 60)),web,\(key),https://shop.example/p/\(visit % 7),mobile,\(city),\(consent),9,Parfait et rapide"
            )
        }
        _ = try folder.write(events.joined(separator: "\n") + "\n", to: "events.ndjson")
        _ = try folder.write(rows.joined(separator: "\n") + "\n", to: "feedback.csv")
        let program = Program(folder: folder.path, environment: ["VOC_STORE": folder.path + "/voc.db"])
        let outcome = try program.run(["import", "events.ndjson", "feedback.csv"])
        #expect(outcome.code == 0, "\(outcome.errors)")
        return (program, folder)
    }

    private func object(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test func `link joins by key and by odds, report measures it, explain shows the weights`() throws {
        let (program, folder) = try program()
        defer { withExtendedLifetime(folder) {} }
        let links = try object(try program.run(["link", "--json"]).output)
        #expect(links["items"] as? Int == 100 && (links["exact"] as? [String: Int]) == ["session_id": 50])
        #expect((links["probable"] as? Int ?? 0) >= 45)
        #expect((links["unlinked"] as? [String: Int])?["refused"] == 1)
        let again = try program.run(["link", "--json"]).output
        #expect(try object(again)["probable"] as? Int == links["probable"] as? Int)

        let report = try object(try program.run(["link", "report", "--json"]).output)
        let onSite = try #require(report["onSite"] as? [String: Any])
        #expect(onSite["precision"] as? Double == 1 && (onSite["items"] as? Int ?? 0) > 10)
        let words = try program.run(["link", "report", "--lang", "fr"]).output
        #expect(words.contains("précision 100,0 %"))

        let explained = try program.run(["link", "--explain", "F1"]).output
        #expect(
            explained.contains("session s-1  probable") && explained.contains("accepted")
                && explained.contains("city agrees"))
        let refused = try program.run(["link", "--explain", "F99", "--lang", "fr"]).output
        #expect(refused.contains("consentement") && !refused.contains("session s-99"))
    }
}
