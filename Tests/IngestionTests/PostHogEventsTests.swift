import Feedback
import Testing

@testable import Ingestion

@Suite struct PostHogEventsTests {
    private func event(_ name: String, at time: String, session: String? = "s1", _ properties: String = "") -> String {
        let id = session.map { "\"$session_id\": \"\($0)\"" } ?? "\"$lib\": \"server\""
        let more = properties.isEmpty ? "" : ", \(properties)"
        return """
            {"uuid": "\(name)-\(time)", "event": "\(name)", "distinct_id": "u_42", "timestamp": "2026-03-02T08:\(time).000Z", "properties": {\(id)\(more)}}
            """
    }

    @Test func `events of one session become one session with its outcome, order and device`() throws {
        let lines = [
            event(
                "$pageview", at: "00:00",
                #""$current_url": "https://shop.example/panier?mail=a@b.fr", "$browser": "Firefox", "$device_type": "Mobile", "$geoip_country_code": "FR", "$app_version": "web-5.2""#
            ),
            event("add_to_cart", at: "00:10", #""$current_url": "https://shop.example/panier", "value": 45.9"#),
            event("$rageclick", at: "00:20", #""$current_url": "https://shop.example/paiement/3ds""#),
            event(
                "$exception", at: "00:30", #""$exception_type": "TypeError", "$exception_message": "carte 4242 de Léa""#
            ),
            event("Order Completed", at: "00:40", #""order_id": "CMD-1", "revenue": "45.90""#),
            event("$pageleave", at: "00:50"), event("newsletter_popup", at: "00:55"),
        ]
        let run = try FormatRun(PostHogEvents.self, lines.joined(separator: "\n"))
        let session = try #require(run.sessions.first)
        #expect(run.records.count == 1)
        #expect(session.sessionID == "s1")
        #expect(session.events.map(\.kind) == [.pageView, .addToCart, .rageClick, .error, .purchase, .other])
        #expect(session.events.first?.page == "/panier")
        #expect(session.events[3].detail == "TypeError")
        #expect(session.events.last?.detail == "newsletter_popup")
        #expect(session.events[4].value == 45.9)
        #expect((session.outcome, session.orderIDs) == (.purchased, ["CMD-1"]))
        #expect(
            (session.device, session.browser, session.country, session.appVersion) == (
                "mobile", "Firefox", "FR", "web-5.2"
            ))
        #expect(session.visitorID == "u_42")
        #expect(session.endedAt.iso8601 == "2026-03-02T08:00:55Z")
    }

    @Test func `a survey that was sent is feedback, joined to its session`() throws {
        let run = try FormatRun(
            PostHogEvents.self,
            event(
                "survey sent", at: "12:41",
                #""$survey_name": "NPS", "$survey_response": 3, "$survey_response_1": "La page tourne en boucle", "$survey_response_2": ["Prix", "Choix"], "$current_url": "https://shop.example/paiement?x=1", "$set": {"email": "lea@example.fr"}"#
            ) + "\n" + event("survey shown", at: "12:01", session: nil))
        let item = try #require(run.items.first)
        #expect(item.answer("survey_response")?.kind == .nps)
        #expect(item.answer("survey_response")?.value == 0.3)
        #expect(item.text("survey_response_1") == "La page tourne en boucle")
        #expect(item.answer("survey_response_2")?.given == "Prix; Choix")
        #expect((item.sessionID, item.visitorID, item.pageURL) == ("s1", "u_42", "https://shop.example/paiement"))
        #expect(item.respondent == FormatRun.masker.pseudonym("lea@example.fr"))
        #expect(run.sessions.count == 1)
        #expect(run.decisions.map(\.code) == ["scale", "sessions"])
    }

    @Test func `answers by question id carry their question; an undeclared number stays a number`() throws {
        let line = event(
            "survey sent", at: "12:41",
            #""$survey_questions": [{"id": "0195aaaa", "question": "Votre avis ?"}, {"id": "0195bbbb", "question": "Note du site"}], "$survey_response_0195aaaa": "Clair", "$survey_response_0195bbbb": "4""#
        )
        let run = try FormatRun(PostHogEvents.self, "[\(line)]")
        #expect(run.items.first?.verbatims.first?.question == "Votre avis ?")
        #expect(run.items.first?.answers.first?.kind == .number)
        #expect(run.decisions.contains { $0.code == "scale" && $0.text.en.contains("Note du site") })
    }

    @Test func `a mapping declares the metric and scale of a question`() throws {
        var options = FormatRun.options
        options.mapping = Mapping(columns: [
            ColumnMapping("Note du site", to: .answer, metric: .csat, scale: .csat)
        ])
        let line = event(
            "survey sent", at: "12:41",
            #""$survey_questions": [{"id": "0195bbbb", "question": "Note du site"}], "$survey_response_0195bbbb": 4"#)
        let run = try FormatRun(PostHogEvents.self, "[\(line)]", options: options)
        #expect(run.items.first?.answers.first?.kind == .csat)
        #expect(run.items.first?.answers.first?.value == 0.75)
    }

    @Test(arguments: [false, true]) func `the parts of one submission are one answer, the last`(runsBackwards: Bool)
        throws
    {
        let parts = [
            event("survey sent", at: "12:41", #""$survey_submission_id": "x", "$survey_response": "Bien""#),
            event(
                "survey sent", at: "12:55",
                #""$survey_submission_id": "x", "$survey_response": "Bien", "$survey_response_1": "mais cher""#),
        ]
        let run = try FormatRun(
            PostHogEvents.self, (runsBackwards ? parts.reversed() : parts).joined(separator: "\n"))
        #expect(run.items.map(\.externalID) == ["x"])
        #expect(run.items.first?.verbatims.count == 2)
    }

    @Test func `an NPS of eleven goes to quarantine`() throws {
        let run = try FormatRun(
            PostHogEvents.self,
            event("survey sent", at: "12:41", session: nil, #""$survey_name": "NPS Q3", "$survey_response": 11"#))
        #expect(run.items.isEmpty)
        #expect(run.rejections.count == 1)
    }

    @Test func `properties written as text are read, an address for a visitor is not kept`() throws {
        let run = try FormatRun(
            PostHogEvents.self,
            #"{"event": "$pageview", "distinct_id": "lea@example.fr", "timestamp": "2026-03-02 08:00:00.123000", "properties": "{\"$session_id\": \"s9\", \"$pathname\": \"/aide\"}"}"#
        )
        #expect(run.sessions.first?.landingPage == "/aide")
        #expect(run.sessions.first?.visitorID == FormatRun.masker.pseudonym("lea@example.fr"))
    }

    @Test func `a robot's session is left out`() throws {
        let run = try FormatRun(
            PostHogEvents.self,
            event("$pageview", at: "00:00", #""$raw_user_agent": "Mozilla/5.0 (compatible; Examplebot/2.1)""#))
        #expect(run.dropReasons == ["robot"])
    }

    @Test(arguments: [
        ("Product Added", SessionEventKind.addToCart), ("ajout-panier", .addToCart), ("begin_checkout", .checkout),
        ("Order Completed", .purchase),
        ("page_not_found", .notFound), ("$dead_click", .deadClick), ("form_abandoned", .formAbandon),
    ])
    func `the common event names are understood`(name: String, expected: SessionEventKind) {
        #expect(SessionEventNames.kind(of: name) == expected)
    }
}

@Suite struct GA4EventsTests {
    private func event(
        _ name: String, microseconds: Int, session: String? = "1772439000",
        page: String = "https://shop.example/panier?gclid=1"
    ) -> String {
        let id = session.map { #"{"key": "ga_session_id", "value": {"int_value": "\#($0)"}},"# } ?? ""
        return """
            {"event_date": "20260302", "event_timestamp": "\(microseconds)", "event_name": "\(name)", "event_params": [\(id) {"key": "page_location", "value": {"string_value": "\(page)"}}, {"key": "transaction_id", "value": {"string_value": "T-1"}}], "user_pseudo_id": "1234567.1772430000", "user_id": "u_42", "device": {"category": "desktop"}, "geo": {"country": "France"}, "platform": "WEB"}
            """
    }

    @Test func `a session is a visitor and a session number`() throws {
        let lines = [
            event("session_start", microseconds: 1_772_439_161_000_000),
            event("page_view", microseconds: 1_772_439_161_000_001),
            event("begin_checkout", microseconds: 1_772_439_171_000_000),
            event("purchase", microseconds: 1_772_439_181_000_000),
            event("page_view", microseconds: 1_772_439_161_000_000, session: nil),
        ]
        let run = try FormatRun(GA4Events.self, lines.joined(separator: "\n"))
        let session = try #require(run.sessions.first)
        #expect(run.records.count == 1)
        #expect(session.sessionID == "1234567.1772430000.1772439000")
        #expect(session.visitorID == "1234567.1772430000")
        #expect(session.events.map(\.kind) == [.pageView, .checkout, .purchase])
        #expect(session.landingPage == "/panier")
        #expect(session.orderIDs == ["T-1"])
        #expect(session.startedAt.iso8601 == "2026-03-02T08:12:41Z")
        #expect(session.respondent == FormatRun.masker.pseudonym("u_42"))
        #expect(run.decisions.map(\.code) == ["sessions"])
    }
}
