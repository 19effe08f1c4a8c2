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
    ///
    /// - Parameter settings: what `voc.yaml` says; both sides then have addresses too.
    private func program(settings: String? = nil) throws -> (Program, TemporaryFolder) {
        let folder = try TemporaryFolder()
        if let settings { _ = try folder.write(settings, to: "voc.yaml") }
        var (events, rows) = (
            [String](),
            ["response_id,submitted_at,channel,session_id,page_url,device,city,consent,ip_address,nps,comment"]
        )
        let cities = ["Lyon", "Paris", "Lille", "Nantes", "Brest"]
        for visit in 0..<100 {
            let city = cities[visit % 5]
            for (offset, page) in [(0, "/"), (40, "/p/\(visit % 7)")] {
                events.append(
                    """
                    {"event":"$pageview","timestamp":"\(Self.date(visit * 600 + offset))","distinct_id":"v\(visit)","properties":\
                    {"$session_id":"s-\(visit)","$current_url":"https://shop.example\(page)","$device_type":"Mobile",\
                    "$ip":"203.0.\(visit).7","$geoip_city_name":"\(city)"}}
                    """)
            }
            let key = visit % 2 == 0 ? "s-\(visit)" : ""
            let consent = visit == 99 ? "no" : "yes"
            rows.append(
                "F\(visit),\(Self.date(visit * 600 + 60)),web,\(key),https://shop.example/p/\(visit % 7),mobile,\(city),\(consent),203.0.\(visit).99,9,Parfait et rapide"
            )
        }
        _ = try folder.write(events.joined(separator: "\n") + "\n", to: "events.ndjson")
        _ = try folder.write(rows.joined(separator: "\n") + "\n", to: "feedback.csv")
        let program = Program(folder: folder.path, environment: ["VOC_STORE": folder.path + "/voc.db"])
        let outcome = try program.run(["import", "events.ndjson", "feedback.csv"])
        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(outcome.errors.contains("voc link joins those that fit by odds"))
        // Without visits there is nothing to join.
        let alone = try program.run(["import", "feedback.csv", "--store", folder.path + "/alone.db"])
        #expect(alone.code == 0 && !alone.errors.contains("voc link"))
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
        #expect(!explained.contains("network"))
        #expect(try object(program.run(["privacy", "retention", "--json"]).output)["networks"] as? Int == 0)
    }

    @Test func `networks of addresses are compared where the settings allow it, and go when they do not`() throws {
        let (program, folder) = try program(settings: "privacy:\n  ip-prefix: true\n")
        let explained = try linkedByNetwork(program)
        #expect(explained.contains("IP network agrees  +"), "\(explained)")
        #expect(try program.run(["link", "--explain", "F1", "--lang", "fr"]).output.contains("réseau de l'adresse IP"))
        for path in ["voc.db", "voc.db-wal"] {
            let bytes = FileManager.default.contents(atPath: "\(folder.path)/\(path)") ?? Data()
            #expect(bytes.range(of: Data("203.0.".utf8)) == nil)
        }
        // Importing again changes nothing; without the setting it takes the networks out.
        let again = try object(program.run(["import", "feedback.csv", "--json"]).output)["batches"] as? [[String: Any]]
        #expect(again?.first?["duplicate"] as? Int == 100)
        _ = try folder.write("privacy:\n  ip-prefix: false\n", to: "voc.yaml")
        #expect(try !linkedByNetwork(program).contains("network"))
        #expect(try program.run(["privacy", "erase", "--item", "F1"]).code == 0)
        #expect(try program.run(["privacy", "retention", "--dry-run"]).output.contains("199 IP networks"))
        #expect(try program.run(["privacy", "retention"]).output.contains("199 IP networks"))
        #expect(try object(program.run(["privacy", "retention", "--json"]).output)["networks"] as? Int == 0)
    }

    /// The weights of an answer's candidates.
    private func linkedByNetwork(_ program: Program) throws -> String {
        #expect(try program.run(["link"]).code == 0)
        return try program.run(["link", "--explain", "F1"]).output
    }
}
