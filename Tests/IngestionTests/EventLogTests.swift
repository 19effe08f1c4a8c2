import Feedback
import Ingestion
import Testing

/// Dumps of events: sessions where a format knows them, refused with what to do where none does.
@Suite struct EventLogTests {
    private static func table(_ header: String, _ row: (Int) -> String) -> String {
        header + "\n" + (0..<20).map { row($0) + "\n" }.joined()
    }

    @Test func `a table of Amplitude's events is sessions`() throws {
        let text = Self.table(
            "event_type,event_time,session_id,user_id,device_id,amplitude_id,platform,event_properties"
        ) {
            "\($0 % 4 == 0 ? "Page View" : "Search"),2026-03-02 10:\($0 + 10):00,177244\($0 / 5),u\($0 / 5),d\($0 / 5),9,Web,"
                + "\"{\"\"page_path\"\":\"\"/panier\"\"}\""
        }
        let run = try ImportFixture(text)
        #expect(run.plan.format == "amplitude-events" && run.sessions.count == 4 && run.rejections.isEmpty)
        #expect(run.sessions[0].events.first?.page == "/panier" && run.sessions[0].channel == "web")
        #expect(run.sessions[0].startedAt.iso8601 == "2026-03-02T10:10:00Z")
    }

    @Test(arguments: ["Event Name,Time,Distinct ID,$current_url", "event,time,distinct_id,$current_url"])
    func `a table of Mixpanel's events is visits`(header: String) throws {
        let text = Self.table(header) { "Page View,\(1_772_446_800 + $0 * 60),m\($0 / 5),https://x.fr/p\($0)" }
        let run = try ImportFixture(text)
        #expect(run.plan.format == "mixpanel-events" && run.sessions.count == 4 && run.rejections.isEmpty)
        #expect(run.sessions[0].pageViews == 5)
    }

    @Test func `a query of PostHog's events may give properties names of their own`() throws {
        let text = Self.table("uuid,event,timestamp,distinct_id,$session_id,$current_url") {
            "e\($0),$pageview,2026-03-02T10:\($0 + 10):00Z,u\($0 / 5),s\($0 / 5),https://x.fr/panier"
        }
        let run = try ImportFixture(text)
        #expect(run.plan.format == "posthog-events" && run.sessions.count == 4)
        #expect(run.sessions[0].landingPage == "/panier")
    }

    @Test(arguments: [
        ("Date;Événement;Identifiant de session;Page", "02/03/2026 10:12;clic;s1;/panier"),
        ("event_id,time,user_id,session_id,type,path", "e1,2026-03-02 10:00:00,u1,s1,view page,/p"),
        ("visit_id,date,event_name,page,device_type", "v1,2026-03-02 10:00:00,page.display,accueil,Desktop"),
    ])
    func `a log of events no format knows is refused with what to do`(header: String, row: String) throws {
        let error = try #require(ImportFixture.refusal(Self.table(header) { _ in row }))
        #expect(error.what.en.contains("a log of events") && error.what.fr.contains("journal d'événements"))
        #expect(error.fix.fr.contains("formats de sessions"))
    }

    @Test func `a log of events in JSON is refused so too`() throws {
        let text = (0..<5).map {
            #"{"event_name": "click", "timestamp": "2026-03-02T10:00:0\#($0)Z", "user": "u1"}"# + "\n"
        }
        let error = try #require(ImportFixture.refusal(text.joined(), named: "events.ndjson"))
        #expect(error.what.en.contains("a log of events"))
    }
}
