import Feedback
import Readers

/// Mixpanel's raw events, one JSON object a line or one row of a table each.
///
/// They carry no session: a visit is a visitor's events with no pause over 30 minutes.
enum MixpanelEvents: SessionEventFormat {
    static let name = "mixpanel-events"
    static let title = Phrase(en: "Mixpanel events (JSON, CSV)", fr: "Événements Mixpanel (JSON, CSV)")
    static let sourceName = "mixpanel"
    static let grouping = SessionAssembler.Grouping.byVisitor
    static let certainty = 0.96
    static let evidence = "event, time, distinct_id"
    static let sessionKey = "distinct_id"

    private static let names = ["event", "event_name", "Event Name", "Event"]
    private static let times = ["properties.time", "time", "Time", "properties.$time"]
    private static let visitors = ["properties.distinct_id", "distinct_id", "Distinct ID"]

    static func isEvent(_ event: JSONObject) -> Bool {
        let isNested = event.text("properties.distinct_id") != nil && event.text("properties.time") != nil
        let isFlat =
            text(event, times) != nil && text(event, visitors) != nil
            && event.keys.contains { $0.hasPrefix("$") || $0.hasPrefix("mp_") }
        return text(event, names) != nil && (isNested || isFlat)
    }

    static func signal(_ event: JSONObject, _ source: ItemSource) throws(RecordProblem) -> SessionSignal? {
        guard let visitor = text(event, visitors) else { return nil }
        guard let at = try source.timestamp(text(event, times).map(JSONValue.string)) else { throw .badDate }
        var signal = SessionSignal(key: visitor, at: at)
        signal.id = own(event, "$insert_id")
        signal.page = source.page(own(event, "$current_url", "current_url_path", "page", "url"))
        let written = text(event, names) ?? ""
        let name = written.suffix(after: "$mp_web_") ?? written
        signal.beginsForm = SessionEventNames.beginsForm(name)
        if !signal.beginsForm, !passive.contains(name.lowercased()) {
            signal.kind = SessionEventNames.kind(of: name) ?? .other
        }
        if signal.kind == .other { signal.detail = String(name.prefix(80)) }
        if [.addToCart, .checkout, .purchase].contains(signal.kind) {
            signal.value = own(event, "revenue", "amount", "total", "value", "price").flatMap(Double.init)
        }
        if signal.kind == .purchase { signal.facts.orderID = own(event, "order_id", "orderId", "transaction_id") }
        learn(event, source, visitor, &signal.facts)
        return signal
    }

    /// Events that trackers send on their own: they only say that the visit goes on.
    private static let passive: Set<String> = [
        "$identify", "$create_alias", "$merge", "$session_start", "$session_end",
    ]

    private static func learn(
        _ event: JSONObject, _ source: ItemSource, _ visitor: String, _ facts: inout SessionFacts
    ) {
        facts.visitorID = source.key(visitor)
        facts.sessionID = own(event, "$session_id", "session_id")
        facts.respondent = source.pseudonym(own(event, "$user_id", "user_id"))
        facts.channel = own(event, "mp_lib").map { $0 == "web" ? "web" : "app" }
        facts.browser = known(own(event, "$browser"))
        facts.country = CountryCode.alpha2(own(event, "mp_country_code"))
        facts.city = known(own(event, "$city"))
        facts.appVersion = own(event, "$app_version_string")
        facts.campaign = own(event, "utm_campaign")
    }

    private static func text(_ event: JSONObject, _ names: [String]) -> String? {
        names.lazy.compactMap { event.text($0) }.first
    }

    /// A property, which a table has as a column of its own.
    private static func own(_ event: JSONObject, _ names: String...) -> String? {
        names.lazy.compactMap { event.text("properties.\($0)") ?? event.text($0) }.first
    }
}
