import Feedback
import TestSupport
import Testing

@testable import Ingestion

@Suite struct AccessLogTests {
    private let browser =
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) AppleWebKit/605 Version/18.0 Mobile/15E148 Safari/604.1"

    private func line(
        _ time: String, _ request: String, _ status: Int = 200, address: String = "203.0.113.7", agent: String? = nil
    ) -> String {
        "\(address) - - [02/Mar/2026:\(time) +0100] \"\(request)\" \(status) 3279 \"-\" \"\(agent ?? browser)\""
    }

    @Test func `requests become a visit: pages, errors, missing pages, outcome`() throws {
        let log = [
            line("09:12:41", "GET /panier?mail=a@b.fr HTTP/1.1"), line("09:12:42", "GET /css/site.css HTTP/1.1"),
            line("09:13:00", "POST /panier/ajouter HTTP/1.1", 302), line("09:14:00", "GET /paiement/3ds HTTP/1.1", 500),
            line("09:15:00", "GET /vieux HTTP/1.1", 404), line("09:15:01", "GET /favicon.ico HTTP/1.1", 404),
        ].joined(separator: "\n")
        let session = try #require(try FormatRun(AccessLog.self, log).sessions.first)
        #expect(session.events.map(\.kind) == [.pageView, .addToCart, .error, .notFound])
        #expect(session.events.map(\.page) == ["/panier", "/panier/ajouter", "/paiement/3ds", "/vieux"])
        #expect(session.events[2].detail == "HTTP 500")
        #expect((session.outcome, session.pageViews) == (.abandoned, 1))
        #expect((session.device, session.browser) == ("mobile", "Safari"))
        #expect(session.startedAt.iso8601 == "2026-03-02T08:12:41Z")
    }

    @Test func `no address is kept anywhere`() throws {
        let run = try FormatRun(AccessLog.self, line("09:12:41", "GET / HTTP/1.1"))
        #expect(run.sessions.count == 1)
        #expect(!"\(run.sessions)".contains("203.0.113.7"))
        #expect(run.sessions.first?.visitorID == FormatRun.masker.pseudonym("203.0.113.7|\(browser)"))
    }

    @Test func `the order and the session that an address carries are kept as keys`() throws {
        let log = [
            line("09:12:41", "GET /?sid=s-77 HTTP/1.1"),
            line("09:20:00", "GET /commande/confirmation?order=CMD-8 HTTP/1.1"),
        ].joined(separator: "\n")
        let session = try #require(try FormatRun(AccessLog.self, log).sessions.first)
        #expect((session.sessionID, session.orderIDs, session.outcome) == ("s-77", ["CMD-8"], .purchased))
    }

    @Test func `a pause of 30 minutes, another browser and another address are other visits; ids do not collide`()
        throws
    {
        let log = [
            line("09:00:00", "GET / HTTP/1.1"), line("09:40:00", "GET / HTTP/1.1"),
            line("09:40:10", "GET / HTTP/1.1", agent: "Mozilla/5.0 Firefox/130.0"),
            line("09:40:20", "GET / HTTP/1.1", address: "2001:db8::1"),
        ].joined(separator: "\n")
        let sessions = try FormatRun(AccessLog.self, log).sessions
        #expect(sessions.count == 4)
        #expect(Set(sessions.map(\.sessionID)).count == 4)
        #expect(Set(sessions.map(\.visitorID)).count == 3)
    }

    @Test func `robots are left out, a phone that is called Cubot is not`() throws {
        let log = [
            line(
                "09:00:00", "GET / HTTP/1.1",
                agent: "Mozilla/5.0 (compatible; Examplebot/2.1; +http://example.com/bot.html)"),
            line(
                "09:00:00", "GET / HTTP/1.1", address: "198.51.100.1",
                agent: "Mozilla/5.0 (Linux; Android 13; CUBOT P80) Chrome/120 Mobile"),
        ].joined(separator: "\n")
        let run = try FormatRun(AccessLog.self, log)
        #expect(run.dropReasons == ["robot"])
        #expect(run.sessions.map(\.device) == ["mobile"])
    }

    @Test(arguments: [
        ("203.0.113.7 - lea [02/Mar/2026:09:12:41 +0100] \"GET /a HTTP/1.1\" 200 -", "/a", "203.0.113.7", 200),
        (
            "\"203.0.113.7 - - [02/Mar/2026:09:12:41 +0100] \"GET /a HTTP/1.1\" 200 12 \"-\" \"x\"\"", "/a",
            "203.0.113.7", 200
        ),
        (
            "shop.example:443 203.0.113.7 - - [02/Mar/2026:09:12:41 +0100] \"GET /a HTTP/1.1\" 200 12 \"-\" \"x\" \"1.2.3.4\" rt=0.1",
            "/a", "203.0.113.7", 200
        ),
        (
            "2001:db8::1 - - [02/Mar/2026:09:12:41 +0100] \"GET /a?q=\"'<x> HTTP/1.1\" 400 12 \"-\" \"a \\\"b\\\" c\"",
            "/a?q=\"'<x>", "2001:db8::1", 400
        ),
        ("203.0.113.7 - - [02/Mar/2026:09:12:41 +0100] \"\" 408 0 \"-\" \"-\"", "", "203.0.113.7", 408),
        ("203.0.113.7 - - [02/Mar/2026:09:12:41 +0100] \"\\x16\\x03\\x01\" 400 0 \"-\" \"-\"", "", "203.0.113.7", 400),
    ])
    func `the variants of the form are read`(line: String, target: String, address: String, status: Int) throws {
        let read = AccessLogLine(line.utf8Span.span)
        let parsed = try #require(read)
        #expect((parsed.target, parsed.address, parsed.status) == (target, address, status))
        #expect(parsed.at.iso8601 == "2026-03-02T08:12:41Z")
    }

    @Test(arguments: [
        "", "\"", "a,b,c", "[02/Mar/2026:09:12:41 +0100]",
        "1.2.3.4 - - [32/Mar/2026:09:12:41 +0100] \"GET / HTTP/1.1\" 200 1",
        "1.2.3.4 - - [02/Mar/2026:09:12:41 +0100] \"GET / HTTP/1.1\"",
        "1.2.3.4 - - [02/Mar/2026:09:12:41 +0100] \"GET / HTTP/1.1\" 2000 1",
    ])
    func `what is no log line is refused`(line: String) {
        let read = AccessLogLine(line.utf8Span.span)
        #expect(read == nil)
    }

    @Test func `a line that cannot be read goes to quarantine with its number`() throws {
        let run = try FormatRun(AccessLog.self, line("09:00:00", "GET / HTTP/1.1") + "\ngarbage\n")
        #expect(run.rejections.map(\.position.line) == [2])
        #expect(run.sessions.count == 1)
    }

    @Test(arguments: 0..<300 as Range<UInt64>) func `a damaged line is read or refused, never a crash`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var bytes = Array(line("09:12:41", "GET /panier?x=1 HTTP/1.1").utf8)
        for _ in 0..<Int.random(in: 1...6, using: &random) where bytes.count > 1 {
            let index = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<3, using: &random) {
            case 0: bytes.remove(at: index)
            case 1: bytes[index] = UInt8.random(in: 0...255, using: &random)
            default: bytes = Array(bytes[...index])
            }
        }
        if let parsed = AccessLogLine(bytes.span) { #expect((0...999).contains(parsed.status)) }
    }
}
