import Feedback
import Readers

/// Contentsquare's Data Connect tables as CSV or JSON: sessions, page views, and what happened in them.
///
/// A session is a project, a user and a session number; rows of the tables that share them are one session.
enum ContentsquareSessions: SessionEventFormat {
    static let name = "contentsquare"
    static let title = Phrase(
        en: "Contentsquare sessions and page views (CSV, JSON)", fr: "Sessions et pages vues Contentsquare (CSV, JSON)")
    static let sourceName = "contentsquare"
    static let grouping = SessionAssembler.Grouping.bySessionID
    static let certainty = 0.95
    static let evidence = "project_id, user_id, session_number"
    static let sessionKey = "user_id"

    static func isEvent(_ event: JSONObject) -> Bool {
        event["user_id"] != nil && event["session_number"] != nil
            && (event["project_id"] != nil || event["session_time"] != nil || event["session_start_time"] != nil)
    }

    static func signal(_ event: JSONObject, _ source: ItemSource) throws(RecordProblem) -> SessionSignal? {
        guard let user = event.text("user_id"), let number = event.text("session_number") else { return nil }
        let key = [event.text("project_id"), user, number].compactMap { $0 }.joined(separator: ".")
        let written = event.value(
            "event_time", "view_time", "pageview_time", "session_time", "session_start_time", "collected_at")
        var signal = SessionSignal(key: key, at: try source.timestamp(written) ?? .undated)
        signal.page = source.page(event.text("url", "path", "page_url", "page_path", "landing_url"))
        let isSessionRow =
            event["event_name"] == nil && event["view_number"] == nil && event["pageview_number"] == nil
            && event["event_time"] == nil && event["view_time"] == nil
        if !isSessionRow {
            signal.kind =
                event.text("event_name", "event_type").map { SessionEventNames.kind(of: $0) ?? .other } ?? .pageView
            if signal.kind == .other {
                signal.detail = event.text("event_name", "event_type").map { String($0.prefix(80)) }
            }
            if signal.kind == .purchase { signal.facts.orderID = event.text("transaction_id") }
            if [.addToCart, .purchase].contains(signal.kind) {
                signal.value = event.value("value", "amount", "revenue")?.double
            }
            signal.id = event.text("event_id", "pageview_id")
        }
        signal.facts.sessionID = event.text("session_id")
        signal.facts.visitorID = source.key(user)
        signal.facts.channel =
            event.text("platform", "app_name").map { $0.lowercased().contains("app") ? "app" : "web" } ?? "web"
        signal.facts.device = device(event)
        signal.facts.browser = known(event.text("browser_name", "browser"))
        signal.facts.language = known(event.text("language"))
        signal.facts.country = CountryCode.named(event.text("country", "country_code"))
        signal.facts.city = known(event.text("city"))
        signal.facts.campaign = event.text("utm_campaign")
        signal.facts.replayURL = event.text("csq_session_replay_link", "session_replay_link", "replay_link")
        signal.facts.pageViews = event.value("number_of_views", "pageviews", "pageview_count")?.int
        signal.facts.duration = event.value("duration_msec", "session_duration_msec")?.double.map { $0 / 1000 }
        return signal
    }

    private static func device(_ event: JSONObject) -> String? {
        switch event.text("device_type", "device", "device_category")?.lowercased() {
        case "desktop", "pc", "computer", "1": "desktop"
        case "mobile", "smartphone", "phone", "3": "mobile"
        case "tablet", "2": "tablet"
        default: nil
        }
    }
}
