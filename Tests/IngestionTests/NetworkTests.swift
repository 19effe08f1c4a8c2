import Feedback
import Foundation
import Testing

@testable import Ingestion

@Suite struct NetworkTests {
    private let masker = Masker(key: Array("key".utf8), keepsNetworks: true)

    @Test(arguments: [
        ("203.0.113.7", "203.0.113.250"), ("203.0.113.7:51234", "203.0.113.1"),
        ("198.51.100.4, 10.0.0.1", "198.51.100.9"),
        (" \"203.0.113.7\" ", "203.0.113.8"), ("::ffff:203.0.113.7", "203.0.113.9"),
        ("2001:db8:85a3::8a2e:370:7334", "2001:0DB8:85A3:ffff::1"), ("[2001:db8:85a3::1]:443", "2001:db8:85a3::2"),
        ("2a01::1", "2a01:0:0:5::9"), ("2a01:cb00:1:2:3:4:5:6", "2a01:cb00:1::%eth0"),
    ])
    func `addresses of one network have one pseudonym`(first: String, second: String) {
        #expect(masker.network(of: first) != nil && masker.network(of: first) == masker.network(of: second))
        #expect(masker.network(of: first) != Masker(key: Array("other".utf8), keepsNetworks: true).network(of: second))
    }

    @Test(arguments: [
        ("203.0.113.7", "203.0.114.7"), ("2001:db8:85a3::1", "2001:db8:85a4::1"), ("203.0.113.7", "2001:db8:85a3::1"),
    ])
    func `other networks have others`(first: String, second: String) {
        #expect(masker.network(of: first) != masker.network(of: second))
    }

    @Test(arguments: [
        "", "-", "unknown", "10.1.2.3", "192.168.1.20", "127.0.0.1", "100.64.3.4", "172.20.1.1", "169.254.0.9",
        "0.0.0.0",
        "239.0.0.1", "::1", "fe80::1", "fd00:1::2", "999.1.1.1", "1.2.3", "1.2.3.4.5", "IP Address", "2001:db8",
        "2001:zz::1",
        "web-3.example",
    ])
    func `what is no routed address has none`(text: String) {
        #expect(masker.network(of: text) == nil)
    }

    @Test func `nothing is kept unless it is allowed`() {
        #expect(Masker(key: Array("key".utf8)).network(of: "203.0.113.7") == nil)
    }

    /// In each the address is 203.0.113.7.
    @Test(arguments: [
        (
            "access-log",
            #"203.0.113.7 - - [12/Sep/2026:10:00:00 +0200] "GET /p/1 HTTP/1.1" 200 12 "-" "Mozilla/5.0 (X11; Linux) Firefox/130.0""#
        ),
        (
            "posthog-events",
            #"{"event":"$pageview","timestamp":"2026-09-12T10:00:00Z","distinct_id":"v","properties":{"$session_id":"s","$current_url":"https://x.example/","$ip":"203.0.113.7"}}"#
        ),
        (
            "posthog-events",
            #"{"event":"survey sent","timestamp":"2026-09-12T10:00:00Z","distinct_id":"v","ip":"203.0.113.7","properties":{"$survey_response":"Trop long"}}"#
        ),
        (
            "matomo-visits",
            #"[{"idVisit":1,"visitorId":"a1","visitIp":"203.0.113.0","serverTimestamp":1789207200,"actionDetails":[{"type":"action","url":"https://x.example/","timestamp":1789207200}]}]"#
        ),
        (
            "segment-events",
            #"{"type":"page","anonymousId":"a","timestamp":"2026-09-12T10:00:00Z","properties":{"url":"https://x.example/"},"context":{"ip":"203.0.113.7"}}"#
        ),
        (
            "qualtrics-csv",
            "StartDate,EndDate,Status,IPAddress,Progress,Finished,RecordedDate,ResponseId,Q1\nStart,End,Response Type,IP Address,Progress,Finished,Recorded,Response ID,Votre avis ?\n\"{\"\"ImportId\"\":\"\"startDate\"\"}\",\"{\"\"ImportId\"\":\"\"endDate\"\"}\",\"{\"\"ImportId\"\":\"\"status\"\"}\",\"{\"\"ImportId\"\":\"\"ipAddress\"\"}\",\"{\"\"ImportId\"\":\"\"progress\"\"}\",\"{\"\"ImportId\"\":\"\"finished\"\"}\",\"{\"\"ImportId\"\":\"\"recordedDate\"\"}\",\"{\"\"ImportId\"\":\"\"_recordId\"\"}\",\"{\"\"ImportId\"\":\"\"QID1_TEXT\"\"}\"\n2026-09-12 10:00:00,2026-09-12 10:01:00,IP Address,203.0.113.7,100,True,2026-09-12 10:01:00,R_1,Livraison en retard\n"
        ),
        (
            "surveymonkey-csv",
            "Respondent ID,Collector ID,Date Created,Date Modified,IP Address,Email Address,Que changer ?\n,,,,,,Open-Ended Response\n118,4,09/12/2026 10:00:00 AM,09/12/2026 10:01:00 AM,203.0.113.7,,Livraison en retard\n"
        ),
        (
            "table",
            "Date;Adresse IP;Commentaire\n12/09/2026;203.0.113.7;Livraison en retard, rien reçu\n13/09/2026;203.0.113.9;Parfait, très bon accueil\n"
        ),
    ])
    func `formats that have an address give its network, where it is allowed`(format: String, text: String) throws {
        let type = try #require(ImportFormats.all.first { $0.name == format })
        for keeps in [true, false] {
            let options = ImportOptions(masker: Masker(key: Array("key".utf8), keepsNetworks: keeps))
            let run = try FormatRun(type, text, options: options)
            let networks = run.items.map(\.network) + run.sessions.map(\.network)
            #expect(
                networks.first == (keeps ? masker.network(of: "203.0.113.7") : nil) as Int64??, "\(format) \(keeps)")
            #expect(!networks.isEmpty, "\(run.dropReasons) \(run.rejections)")
        }
    }
}
