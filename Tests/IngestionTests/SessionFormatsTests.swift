import Feedback
import Foundation
import Testing

@testable import Ingestion

/// What each analytics tool's export becomes: pages, events, place, device, campaign, consent, replay.
@Suite struct SessionFormatsTests {
    // MARK: Matomo

    private static let visit = """
        <row><idSite>1</idSite><idVisit>77</idVisit><visitorId>aabbccddeeff0011</visitorId><userId>lea@example.com</userId>
        <visitorType>returning</visitorType><firstActionTimestamp>1772439161</firstActionTimestamp>
        <lastActionDateTime>2026-03-02 08:20:41</lastActionDateTime><visitDuration>480</visitDuration>
        <referrerType>campaign</referrerType><referrerName>soldes</referrerName><deviceType>Smartphone</deviceType>
        <browserName>Mobile Safari</browserName><languageCode>fr</languageCode><countryCode>fr</countryCode>
        <city>Lyon</city><actions>3</actions><actionDetails>
        <row><type>action</type><url>https://shop.example/panier?mail=a@b.fr</url><timestamp>1772439161</timestamp></row>
        <row><type>action</type><url>https://shop.example/vieux</url><pageTitle>404/URL = /vieux</pageTitle><timestamp>1772439200</timestamp></row>
        <row><type>goal</type><goalName>Brochure</goalName><url>https://shop.example/b</url></row>
        <row><type>event</type><eventAction>rage click</eventAction><timestamp>1772439300</timestamp></row>
        <row><type>ecommerceOrder</type><orderId>CMD-9</orderId><revenue>59.9</revenue><timestamp>1772439641</timestamp></row>
        </actionDetails></row>
        """

    @Test func `a Matomo visit holds its pages, goals, orders, place, device and campaign`() throws {
        let run = try FormatRun(MatomoVisits.self, "<?xml version=\"1.0\"?><result>\(Self.visit)</result>")
        let session = try #require(run.sessions.first)
        #expect((session.sessionID, session.visitorID) == ("77", "aabbccddeeff0011"))
        #expect(session.respondent == FormatRun.masker.pseudonym("lea@example.com"))
        #expect(session.events.map(\.kind) == [.pageView, .goal, .notFound, .rageClick, .purchase])
        #expect(session.events.first?.page == "/panier")
        #expect((session.orderIDs, session.outcome) == (["CMD-9"], .purchased))
        #expect((session.device, session.country, session.city) == ("mobile", "FR", "Lyon"))
        #expect((session.campaign, session.language) == ("soldes", "fr"))
        #expect(session.startedAt.iso8601 == "2026-03-02T08:12:41Z")
        #expect(session.endedAt.milliseconds - session.startedAt.milliseconds == 480_000)
    }

    @Test func `a Matomo table with numbered columns is the same visit, its repeated page views kept`() throws {
        let table = """
            idVisit,visitorType,visitDuration,firstActionTimestamp,actionDetails_0_type,actionDetails_0_url,actionDetails_0_timestamp,actionDetails_1_type,actionDetails_1_url,actionDetails_1_timestamp
            5,new,10,1772439161,action,https://s.example/a,1772439161,action,https://s.example/a,1772439161
            6,new,0,1772439161,action,https://s.example/b,1772439161
            """
        let sessions = try FormatRun(MatomoVisits.self, table).sessions
        #expect(sessions.map(\.pageViews) == [2, 1])
        #expect(sessions.map(\.exitPage) == ["/a", "/b"])
    }

    @Test func `a Matomo error page is a rejection, not an empty import`() throws {
        let run = try FormatRun(
            MatomoVisits.self, "<result><row><idVisit>1</idVisit></row><row><x>1</x></row></result>")
        #expect((run.sessions.count, run.rejections.count) == (1, 1))
        #expect(run.decisions.contains { $0.text.en.contains("no time") })
    }

    // MARK: Snowplow

    @Test func `an enriched Snowplow line needs no header`() throws {
        func line(_ id: String, _ event: String, _ path: String, _ seconds: Int, _ rest: [Int: String] = [:]) -> String
        {
            var cells = Array(repeating: "", count: 131)
            let time = "2026-03-02 08:12:\(seconds).000"
            (cells[0], cells[1], cells[2], cells[3], cells[4]) = ("shop", "web", time, time, time)
            (cells[5], cells[6], cells[15]) = (event, "\(id)e983d4a-e07c-4858-8e97-bdb7feb31241", "visitor-1")
            (cells[18], cells[20], cells[35]) = ("FR", "Lille", path)
            for (column, text) in rest { cells[column] = text }
            cells[122] = "[]"
            cells[123] = "session-1"
            return cells.joined(separator: "\t")
        }
        let text = [
            line("9", "page_view", "/panier", 10), line("9", "page_view", "/panier", 11),
            line("8", "struct", "/panier", 20, [54: "add_to_cart"]), line("7", "page_ping", "/panier", 30),
        ].joined(separator: "\n")
        let run = try FormatRun(SnowplowEvents.self, text)
        let session = try #require(run.sessions.first)
        #expect(session.sessionID == "session-1")
        #expect(session.events.map(\.kind) == [.pageView, .addToCart])
        #expect((session.country, session.city, session.visitorID) == ("FR", "Lille", "visitor-1"))
        #expect(session.endedAt.iso8601 == "2026-03-02T08:12:30Z")
    }

    // MARK: Segment

    private func segment(_ id: String, _ time: String, _ rest: String) -> String {
        "{\"messageId\":\"\(id)\",\"anonymousId\":\"a-1\",\"timestamp\":\"2026-03-02T\(time)Z\",\(rest)}"
    }

    @Test func `Segment calls are joined into visits by the 30-minute rule`() throws {
        let text = [
            segment(
                "1", "08:00:00",
                "\"type\":\"page\",\"context\":{\"page\":{\"url\":\"https://s.example/p/1\"},\"campaign\":{\"name\":\"mars\"}}"
            ),
            segment("1", "08:00:00", "\"type\":\"page\",\"context\":{\"page\":{\"url\":\"https://s.example/p/1\"}}"),
            segment("2", "08:05:00", "\"type\":\"track\",\"event\":\"Product Added\",\"properties\":{\"value\":12}"),
            segment("3", "08:10:00", "\"type\":\"identify\",\"userId\":\"u-9\""),
            segment(
                "4", "09:00:00",
                "\"type\":\"track\",\"event\":\"Order Completed\",\"properties\":{\"order_id\":\"C-1\",\"revenue\":30}"),
        ].joined(separator: "\n")
        let sessions = try FormatRun(SegmentEvents.self, text).sessions
        #expect(sessions.map(\.outcome) == [.abandoned, .purchased])
        #expect(sessions[0].events.map(\.kind) == [.pageView, .addToCart])
        #expect((sessions[0].campaign, sessions[0].respondent) == ("mars", FormatRun.masker.pseudonym("u-9")))
        #expect(sessions[1].orderIDs == ["C-1"])
        #expect(sessions.allSatisfy { $0.visitorID == "a-1" })
    }

    @Test func `a warehouse table of Segment pages is read by its columns; a refused consent is kept`() throws {
        let table = """
            anonymous_id,id,received_at,context_page_url,context_user_agent
            a-1,m1,2026-03-02 08:00:00.000,https://s.example/panier,Mozilla/5.0 (iPhone) Mobile Safari/604
            """
        let session = try #require(try FormatRun(SegmentEvents.self, table).sessions.first)
        #expect((session.exitPage, session.device) == ("/panier", "mobile"))
        let refused = segment(
            "1", "08:00:00",
            "\"type\":\"page\",\"context\":{\"consent\":{\"categoryPreferences\":{\"analytics\":false}}}")
        #expect(try FormatRun(SegmentEvents.self, refused).sessions.first?.consent == false)
    }

    // MARK: Unomi

    @Test func `a Unomi request names the session once for all its events; stored sessions add when and where`() throws
    {
        let request = """
            {"sessionId":"s-1","events":[{"eventType":"view","scope":"x","target":{"itemType":"page","properties":{"pageInfo":{"destinationURL":"https://s.example/aide"}}}},{"eventType":"form","scope":"x","target":{"itemType":"form","itemId":"contact"}}]}
            {"itemId":"s-1","itemType":"session","profileId":"p-1","timeStamp":"2026-03-02T08:00:00Z","duration":60000,"properties":{"deviceCategory":"Smartphone","sessionCountryName":"France"}}
            """
        let run = try FormatRun(UnomiEvents.self, request)
        let session = try #require(run.sessions.first)
        #expect(run.sessions.count == 1)
        #expect(session.events.map(\.kind) == [.pageView, .form])
        #expect((session.visitorID, session.device, session.country) == ("p-1", "mobile", "FR"))
        #expect(session.startedAt.iso8601 == "2026-03-02T08:00:00Z")
        #expect(session.endedAt.iso8601 == "2026-03-02T08:01:00Z")
    }

    // MARK: OpenTelemetry

    @Test func `spans with a session id become a visit: pages, exceptions, failed requests`() throws {
        func attribute(_ key: String, _ value: String) -> String {
            "{\"key\":\"\(key)\",\"value\":{\"stringValue\":\"\(value)\"}}"
        }
        func span(_ id: String, _ name: String, _ second: Int, _ attributes: [String], _ rest: String = "") -> String {
            "{\"spanId\":\"\(id)\",\"name\":\"\(name)\",\"startTimeUnixNano\":\"17724391\(second)000000000\",\"attributes\":[\(attributes.joined(separator: ","))]\(rest)}"
        }
        let session = attribute("session.id", "otel-1")
        let text = """
            {"resourceSpans":[{"resource":{"attributes":[\(attribute("service.version", "4.2"))]},"scopeSpans":[{"spans":[\
            \(span("a", "documentLoad", 61, [session, attribute("url.full", "https://s.example/paiement?x=1")])),\
            \(span("b", "HTTP GET", 62, [session, "{\"key\":\"http.response.status_code\",\"value\":{\"intValue\":\"404\"}}"])),\
            \(span("c", "click", 63, [session], ",\"events\":[{\"name\":\"exception\",\"attributes\":[\(attribute("exception.type", "TypeError"))]}]")),\
            \(span("d", "cron", 64, []))]}]}]}
            """
        let run = try FormatRun(OpenTelemetrySessions.self, text)
        let visit = try #require(run.sessions.first)
        #expect(visit.events.map(\.kind) == [.pageView, .notFound, .error])
        #expect((visit.exitPage, visit.appVersion, visit.events.last?.detail) == ("/paiement", "4.2", "TypeError"))
        #expect(run.decisions.contains { $0.text.en == "1 events carry no session.id and are left out" })
    }

    // MARK: Contentsquare, Hotjar

    @Test func `Contentsquare rows with one user and session number are one visit with its replay`() throws {
        let table = """
            project_id,user_id,session_number,session_time,device_type,country,csq_session_replay_link,number_of_views,duration_msec
            9,u1,3,2026-03-02T08:00:00Z,mobile,France,https://app.contentsquare.com/quick-playback/index.html?pid=9&uu=u1&sn=3,4,90000
            """
        let session = try #require(try FormatRun(ContentsquareSessions.self, table).sessions.first)
        #expect((session.sessionID, session.pageViews, session.device) == ("9.u1.3", 4, "mobile"))
        #expect(session.replayURL?.hasSuffix("sn=3") == true)
        #expect(session.endedAt.milliseconds - session.startedAt.milliseconds == 90_000)
    }

    @Test func `a Hotjar recording is a visit with its counted clicks and its replay`() throws {
        let table = """
            Recording URL,Date,Country,Landing page,Exit page,Duration,Pages,Device,Browser,Rage clicks,User ID
            https://insights.hotjar.com/r/abc123,2026-03-02 08:00:00,France,https://s.example/,https://s.example/panier,2:05,3,Mobile,Chrome,2,u-1
            """
        let session = try #require(try FormatRun(HotjarRecordings.self, table).sessions.first)
        #expect((session.sessionID, session.replayURL) == ("abc123", "https://insights.hotjar.com/r/abc123"))
        #expect((session.landingPage, session.exitPage) == ("/", "/panier"))
        #expect(session.count(.rageClick) == 2)
        #expect(session.endedAt.milliseconds - session.startedAt.milliseconds == 125_000)
    }

    // MARK: Tables of PostHog and Google Analytics

    @Test func `events that a query made a table of are the same sessions`() throws {
        let posthog = """
            uuid,event,distinct_id,timestamp,properties.$session_id,properties.$current_url,properties.$device_type
            1,$pageview,d-1,2026-03-02T08:00:00Z,s-1,https://s.example/panier,Mobile
            2,$rageclick,d-1,2026-03-02T08:00:05Z,s-1,https://s.example/panier,Mobile
            """
        let first = try #require(try FormatRun(PostHogEvents.self, posthog).sessions.first)
        #expect((first.sessionID, first.device) == ("s-1", "mobile"))
        #expect(first.events.map(\.kind) == [.pageView, .rageClick])
        let google = """
            event_date,event_timestamp,event_name,user_pseudo_id,event_params.ga_session_id,event_params.page_location,device.category,geo.country
            20260302,1772439161000000,page_view,1.2,1772439000,https://s.example/panier?sid=1,desktop,France
            20260302,1772439171000000,add_to_cart,1.2,1772439000,https://s.example/panier?sid=1,desktop,France
            """
        let second = try #require(try FormatRun(GA4Events.self, google).sessions.first)
        #expect((second.sessionID, second.country, second.outcome) == ("1.2.1772439000", "FR", .abandoned))
    }

    // MARK: Orders

    @Test func `orders are read with their customer as a pseudonym; lines of one order are one`() throws {
        let table = """
            N° commande;Date commande;Client e-mail;Montant TTC;Devise
            CMD-1;02/03/2026 09:12;lea@example.com;1 234,50 €;eur
            CMD-1;02/03/2026 09:12;lea@example.com;1 234,50 €;eur
            CMD-2;15/03/2026 10:00;;-20,00;eur
            CMD-3;pas de date;;10;eur
            """
        var options = FormatRun.options
        options.utcOffsetMinutes = 60
        let run = try FormatRun(Orders.self, table, options: options)
        #expect(run.orders.map(\.key) == ["CMD-1", "CMD-2"])
        #expect(run.orders.map(\.amount) == [1234.5, -20])
        #expect(run.orders[0].respondent == FormatRun.masker.pseudonym("lea@example.com"))
        #expect(run.orders[0].at.iso8601 == "2026-03-02T08:12:00Z")
        #expect(run.orders[0].currency == "EUR")
        #expect(run.rejections.map(\.position.line) == [5])
        #expect(!"\(run.records)".contains("example.com") && !"\(run.records)".contains("lea@"))
    }

    @Test func `a table of feedback with an order number is no orders file`() throws {
        let text = "order_id,total,created_at,comment\n1,20,2026-03-02,The parcel came late and broken\n"
        let file = FileManager.default.temporaryDirectory.appending(path: "feedback-\(UUID().uuidString).csv")
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        #expect(try Importer.plan(path: file.path, options: FormatRun.options).format != Orders.name)
    }

    // MARK: Replay

    @Test(arguments: [
        ("https://replay.example/{session}", "https://replay.example/s%2F1"),
        ("https://replay.example/{visitor}?s={session}", "https://replay.example/d-1?s=s%2F1"),
        ("https://replay.example/none", "https://replay.example/none"),
    ])
    func `a template gives the replay of a session whose export has none`(template: String, address: String) throws {
        var options = FormatRun.options
        options.replayTemplates = ["posthog": template, "*": "https://other.example/{session}"]
        let event =
            "{\"event\":\"$pageview\",\"distinct_id\":\"d-1\",\"timestamp\":\"2026-03-02T08:00:00Z\",\"properties\":{\"$session_id\":\"s/1\"}}"
        #expect(try FormatRun(PostHogEvents.self, event, options: options).sessions.first?.replayURL == address)
    }

    @Test(arguments: [
        (
            "posthog-events",
            """
            {"event":"$autocapture","timestamp":"2026-09-07T10:00:05Z","distinct_id":"v","properties":{"$session_id":"s1","$current_url":"https://s.example/contact","$event_type":"change","$elements_chain":"input:attr__name=\\"mail\\";form:attr__id=\\"f\\""}}
            {"event":"$autocapture","timestamp":"2026-09-07T10:00:06Z","distinct_id":"v","properties":{"$session_id":"s1","$current_url":"https://s.example/p/1","$event_type":"change","$elements_chain":"select:attr__name=\\"taille\\";div"}}
            {"event":"$autocapture","timestamp":"2026-09-07T10:00:07Z","distinct_id":"w","properties":{"$session_id":"s2","$current_url":"https://s.example/contact","$event_type":"submit"}}
            """
        ),
        (
            "segment-events",
            """
            {"type":"track","event":"Form Started","anonymousId":"v","messageId":"1","timestamp":"2026-09-07T10:00:05Z","properties":{"form_id":"f","url":"https://s.example/contact"}}
            {"type":"track","event":"Form Submitted","anonymousId":"w","messageId":"2","timestamp":"2026-09-07T10:00:05Z","properties":{"form_id":"f","url":"https://s.example/contact"}}
            """
        ),
        (
            "ga4-events",
            """
            {"event_name":"form_start","event_timestamp":"1788775205000000","user_pseudo_id":"v","event_params":[{"key":"ga_session_id","value":{"int_value":"1"}},{"key":"form_id","value":{"string_value":"f"}},{"key":"page_location","value":{"string_value":"https://s.example/contact"}}]}
            {"event_name":"form_submit","event_timestamp":"1788775205000000","user_pseudo_id":"w","event_params":[{"key":"ga_session_id","value":{"int_value":"2"}},{"key":"form_id","value":{"string_value":"f"}},{"key":"page_location","value":{"string_value":"https://s.example/contact"}}]}
            """
        ),
    ])
    func `a form that was begun and never sent is left`(name: String, text: String) throws {
        let sessions = try FormatRun(try #require(ImportFormats.named(name)), text).sessions
        let left = sessions.flatMap(\.events).filter { $0.kind == .formAbandon }
        #expect(left.map(\.page) == ["/contact"], "\(sessions.map(\.events))")
        #expect(sessions.flatMap(\.events).filter { $0.kind == .form }.count == 1)
    }

    // MARK: Robustness

    @Test(arguments: [
        "matomo-visits", "snowplow-events", "segment-events", "unomi-events", "contentsquare", "hotjar-recordings",
        "orders",
    ])
    func `an empty or foreign record is rejected or left out, never a crash`(name: String) throws {
        let format = try #require(ImportFormats.named(name))
        for text in ["[{}]", "[1, null, \"x\", []]", "[{\"idVisit\": {}}]", "{\"events\": 3}"] {
            #expect(try FormatRun(format, text).sessions.isEmpty)
        }
    }
}

extension FormatRun {
    var orders: [Order] { records.compactMap { if case .order(let order, _) = $0 { order } else { nil } } }
}
