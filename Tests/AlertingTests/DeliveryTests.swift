import Feedback
import FeedbackStore
import Foundation
import Insights
import Synchronization
import Testing

@testable import Alerting

/// A receiver that answers as it is told to, and keeps what it got.
private final class Receiver: Sendable {
    private let state: Mutex<(answers: [Int], requests: [WebRequest], letters: [(String, String)])>
    private let retryAfter: Int64?

    init(_ answers: [Int] = [], retryAfter: Int64? = nil) {
        state = Mutex((answers, [], []))
        self.retryAfter = retryAfter
    }

    var requests: [WebRequest] { state.withLock { $0.requests } }
    var letters: [(String, String)] { state.withLock { $0.letters } }

    func surroundings(_ desk: Desk, now: Timestamp) -> ChannelSurroundings {
        let shown = desk.shown
        return ChannelSurroundings(
            language: desk.language, folder: desk.data.folder,
            environment: [
                "VOC_WEBHOOK_SECRET": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "VOC_SLACK_URL": "https://hooks.example/services/SECRET",
            ],
            now: { now },
            post: { request in
                self.state.withLock { state in
                    state.requests.append(request)
                    let status = state.answers.isEmpty ? 200 : state.answers.removeFirst()
                    return WebResponse(status: status, retryAfter: self.retryAfter)
                }
            },
            sendMail: { recipient, letter in self.state.withLock { $0.letters.append((recipient, letter)) } },
            show: { shown.add($0) })
    }
}

@Suite struct DeliveryTests {
    private func broken(_ channels: String...) throws -> Desk {
        let desk = try Desk(npsRule(channels: channels))
        try desk.addCalmWeeks(0..<8)
        for week in 8..<10 { try desk.addBadWeek(week) }
        _ = try AlertCheck([desk.rule], now: after(week: 9)).run(on: desk.data.store)
        return desk
    }

    private func flush(_ desk: Desk, _ receiver: Receiver, minutes: Int64 = 0) throws -> AlertOutbox.Result {
        let now = Timestamp(milliseconds: after(week: 9).milliseconds + minutes * 60_000)
        return try AlertOutbox(receiver.surroundings(desk, now: now), now: now.milliseconds).flush(desk.data.store)
    }

    private func header(_ name: String, _ request: WebRequest) -> String? {
        request.headers.first { $0.name == name }?.value
    }

    @Test func `the signature is that of the specification's example`() throws {
        let signature = try WebhookSignature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
        let headers = signature.headers(
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek", seconds: 1_614_265_330, body: "{\"test\": 2432232314}")
        #expect(headers[2].value == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
        #expect(throws: DeliveryFailure.self) { try WebhookSignature("whsec_c2hvcnQ=") }
    }

    @Test func `while a secret is replaced, both sign`() throws {
        let two = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        let value = try WebhookSignature(two).headers(id: "a", seconds: 1, body: "")[2].value
        #expect(value.split(separator: " ").count == 2)
    }

    @Test func `a webhook that fails is tried again with the same key until it is taken`() throws {
        let desk = try broken("webhook:https://example.com/hook/SECRET")
        let receiver = Receiver([500, 302, 200])
        #expect(try flush(desk, receiver).failures == ["webhook:example.com: the receiver answered 500"])
        #expect(try flush(desk, receiver).sent == 0)
        #expect(try flush(desk, receiver, minutes: 1).failures.count == 1)
        #expect(try flush(desk, receiver, minutes: 7).sent == 1)
        #expect(try flush(desk, receiver, minutes: 999).sent == 0)
        #expect(receiver.requests.count == 3)
        #expect(Set(receiver.requests.compactMap { header("webhook-id", $0) }).count == 1)
        #expect(Set(receiver.requests.compactMap { header("webhook-signature", $0) }).count == 3)
        #expect(try desk.statuses == ["firing sent"])
    }

    @Test func `what was sent when the machine died is sent again with the same key`() throws {
        let desk = try broken("webhook:https://example.com/hook")
        let receiver = Receiver()
        try desk.data.execute(
            """
            CREATE TRIGGER died BEFORE UPDATE ON delivery WHEN new.status = 'sent'
            BEGIN SELECT RAISE(ABORT, 'power cut'); END
            """)
        #expect(throws: StoreError.self) { try flush(desk, receiver) }
        try desk.data.execute("DROP TRIGGER died")
        #expect(try flush(desk, receiver, minutes: 1).sent == 0)
        #expect(try flush(desk, receiver, minutes: 2).sent == 1)
        #expect(receiver.requests.count == 2)
        #expect(Set(receiver.requests.compactMap { header("webhook-id", $0) }).count == 1)
    }

    @Test func `who says 410 is left alone, and who asks for time gets it`() throws {
        let gone = try broken("webhook:https://example.com/hook")
        _ = try flush(gone, Receiver([410]))
        #expect(try gone.statuses == ["firing failed"])
        let busy = try broken("webhook:https://example.com/hook")
        let receiver = Receiver([429], retryAfter: 3_600)
        _ = try flush(busy, receiver)
        #expect(try flush(busy, receiver, minutes: 59).sent == 0)
        #expect(try flush(busy, receiver, minutes: 61).sent == 1)
    }

    @Test func `nobody is tried for ever`() throws {
        let desk = try broken("webhook:https://example.com/hook")
        let receiver = Receiver(Array(repeating: 503, count: 50))
        var minutes: Int64 = 0
        while try desk.statuses == ["firing pending"], minutes < 20_000 {
            _ = try flush(desk, receiver, minutes: minutes)
            minutes += 30
        }
        #expect(try desk.statuses == ["firing failed"])
        #expect(receiver.requests.count == 10)
        #expect((70 * 60...90 * 60).contains(minutes))
    }

    @Test func `customers' words stay on this machine unless the rule shares them`() throws {
        let desk = try broken("webhook:https://example.com/hook", "slack:$VOC_SLACK_URL", "teams:https://t.example/x")
        let receiver = Receiver()
        #expect(try flush(desk, receiver).sent == 3)
        for request in receiver.requests { #expect(!request.body.contains("tourne en boucle")) }
        #expect(receiver.requests[1].address.url.hasSuffix("SECRET"))
        var sharing = npsRule(channels: ["webhook:https://example.com/hook"])
        sharing.sharesWords = true
        let other = try Desk(sharing)
        try other.addCalmWeeks(0..<8)
        for week in 8..<10 { try other.addBadWeek(week) }
        _ = try AlertCheck([sharing], now: after(week: 9)).run(on: other.data.store)
        let open = Receiver()
        _ = try flush(other, open)
        #expect(open.requests[0].body.contains("tourne en boucle"))
    }

    @Test func `each payload is what its receiver reads`() throws {
        let desk = try broken("webhook:https://example.com/hook", "slack:$VOC_SLACK_URL", "teams:https://t.example/x")
        let receiver = Receiver()
        _ = try flush(desk, receiver)
        let bodies = try receiver.requests.map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.body.utf8)) as? [String: Any])
        }
        #expect(bodies[0]["type"] as? String == "alert.firing")
        #expect((bodies[0]["data"] as? [String: Any])?["rule"] as? String == "nps")
        #expect((bodies[1]["text"] as? String)?.hasPrefix("[FIRING · severity 2] NPS, whole journey") == true)
        let blocks = try #require(bodies[1]["blocks"] as? [[String: Any]])
        #expect(((blocks[0]["text"] as? [String: Any])?["text"] as? String)?.utf8.count ?? 9_999 < 3_000)
        let card = try #require((bodies[2]["attachments"] as? [[String: Any]])?.first)
        #expect(card["contentType"] as? String == "application/vnd.microsoft.card.adaptive")
        #expect(receiver.requests.allSatisfy { $0.body.utf8.count < 20_000 })
    }

    @Test func `markup in a name does nothing in Slack or Teams`() throws {
        var rule = npsRule(channels: ["slack:$VOC_SLACK_URL", "teams:https://t.example/x"])
        rule.labels = Phrase("<!channel> *all* [x](http://y) & co")
        let desk = try Desk(rule)
        let receiver = Receiver()
        try AlertOutbox(receiver.surroundings(desk, now: after(week: 1)), now: 0).test(rule)
        #expect(
            receiver.requests[0].body.contains("&lt;!channel&gt; ∗all∗")
                && receiver.requests[0].body.contains("&amp; co"))
        #expect(receiver.requests[1].body.contains("\\\\[x\\\\]\\\\(http"))
    }

    @Test func `a letter has its headers, and nothing can add one`() throws {
        var rule = npsRule(channels: ["mail:team@example.com"])
        rule.labels = Phrase("Étape\r\nBcc: all@example.com")
        let desk = try Desk(rule)
        let receiver = Receiver()
        try AlertOutbox(receiver.surroundings(desk, now: after(week: 1)), now: 0).test(rule)
        let (recipient, letter) = try #require(receiver.letters.first)
        #expect(recipient == "team@example.com")
        let parts = letter.components(separatedBy: "\n\n")
        #expect(!parts[0].contains("Bcc") && !letter.contains("\r"))
        #expect(parts[0].contains("Auto-Submitted: auto-generated") && parts[0].contains("Message-ID: <msg_"))
        #expect(parts[0].contains("Date: Mon, 17 Aug 2026 12:00:00 +0000"))
        let text = Data(base64Encoded: parts[1].replacing("\n", with: "")).map { String(decoding: $0, as: UTF8.self) }
        #expect(text?.hasPrefix("[TEST · severity 2] Étape") == true)
        #expect(parts[0].split(separator: "\n").allSatisfy { $0.utf8.count < 79 })
    }

    @Test(arguments: [
        ("127.0.0.1", false), ("10.1.2.3", false), ("172.16.0.1", false), ("172.32.0.1", true), ("192.168.1.1", false),
        ("169.254.169.254", false), ("100.64.0.1", false), ("0.0.0.0", false), ("224.0.0.1", false),
        ("255.255.255.255", false), ("8.8.8.8", true), ("93.184.216.34", true), ("::1", false), ("::", false),
        ("fe80::1", false), ("fc00::1", false), ("ff02::1", false), ("::ffff:127.0.0.1", false),
        ("::ffff:8.8.8.8", true), ("64:ff9b::7f00:1", false), ("2002:7f00:1::", false), ("2001::1", false),
        ("2001:db8::1", false), ("2606:2800:220:1::1", true),
    ])
    func `only addresses that anybody can reach are public`(text: String, isPublic: Bool) throws {
        let found = try #require(WebSender.resolve(text).first)
        #expect(WebAddress.isPublic(found.bytes) == isPublic)
    }

    @Test func `a private address is refused unless its host is allowed`() throws {
        let loopback: (String) -> [(text: String, bytes: [UInt8])] = { _ in
            [("93.184.216.34", [93, 184, 216, 34]), ("127.0.0.1", [127, 0, 0, 1])]
        }
        let address = try WebAddress("https://hooks.example/x")
        #expect(throws: DeliveryFailure.self) { try WebSender(allowedHosts: []).check(address, resolve: loopback) }
        #expect(try WebSender(allowedHosts: ["hooks.example"]).check(address, resolve: loopback) == "93.184.216.34")
        let plain = try WebAddress("http://hooks.example/x")
        let anywhere: (String) -> [(text: String, bytes: [UInt8])] = { _ in [("8.8.8.8", [8, 8, 8, 8])] }
        #expect(throws: DeliveryFailure.self) { try WebSender(allowedHosts: []).check(plain, resolve: anywhere) }
        #expect(try WebSender(allowedHosts: ["hooks.example"]).check(plain, resolve: anywhere) == "8.8.8.8")
    }

    @Test func `curl is told one address, and no text ends a setting`() throws {
        let request = WebRequest(
            address: try WebAddress("https://hooks.example/x"), headers: [("a", "b")],
            body: "{\"text\": \"line\\nend\"}\nurl = \"file:///etc/passwd\"")
        let settings = WebSender.settings(request, place: "93.184.216.34")
        #expect(settings.contains("resolve = \"hooks.example:443:93.184.216.34\"\n"))
        #expect(settings.contains("proto = \"=https\"\n") && settings.contains("noproxy = \"*\"\n"))
        #expect(settings.split(separator: "\n").filter { $0.hasPrefix("url") }.count == 1)
    }

    @Test(arguments: [
        "ftp://example.com", "https://", "https://user:pass@example.com/", "https://exam ple.com", "example.com/x",
        "https://example.com/\"x", "$lower",
    ])
    func `an address that leads nowhere is refused when the rules are read`(target: String) {
        #expect(WebhookChannel.fault(in: target) != nil)
    }

    @Test(arguments: ["team", "-oX@example.com", "a@b@example.com", "a@example", "a,b@example.com", "a@exa\nmple.com"])
    func `a letter goes to one address`(target: String) { #expect(MailChannel.fault(in: target) != nil) }

    @Test func `a program that never ends is ended`() {
        #expect(throws: DeliveryFailure.self) {
            try ProgramRun("/bin/sleep", ["60"], input: "", seconds: 1).result()
        }
    }
}
