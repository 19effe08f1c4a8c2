import Feedback
import Readers

/// Amplitude's raw events, one JSON object a line or one row of a table each.
///
/// A session is a device and the moment its `session_id` names; −1 stands for events outside any.
enum AmplitudeEvents: SessionEventFormat {
    static let name = "amplitude-events"
    static let title = Phrase(en: "Amplitude events (JSON, CSV)", fr: "Événements Amplitude (JSON, CSV)")
    static let sourceName = "amplitude"
    static let grouping = SessionAssembler.Grouping.bySessionID
    static let certainty = 0.96
    static let evidence = "event_type, event_time, session_id, amplitude_id"
    static let sessionKey = "session_id"

    static func isEvent(_ event: JSONObject) -> Bool {
        event["event_type"] != nil && event.value("event_time", "client_event_time") != nil
            && event["session_id"] != nil && event.text("amplitude_id", "device_id", "user_id") != nil
    }

    static func signal(_ event: JSONObject, _ source: ItemSource) throws(RecordProblem) -> SessionSignal? {
        guard let session = event.text("session_id"), session != "-1",
            let device = event.text("device_id", "amplitude_id", "user_id")
        else { return nil }
        guard let at = try moment(event, source) else { throw .badDate }
        let properties = properties(of: event)
        var signal = SessionSignal(key: "\(source.key(device) ?? device).\(session)", at: at)
        signal.id = event.text("uuid", "$insert_id", "event_id")
        let page = properties.text(
            "[Amplitude] Page Path", "[Amplitude] Page URL", "page_path", "page_url", "path", "url", "page")
        signal.page = source.page(page)
        let type = event.text("event_type") ?? ""
        let name = type.suffix(after: "[Amplitude] ") ?? type
        signal.beginsForm = SessionEventNames.beginsForm(name)
        if !signal.beginsForm, !passive.contains(name.lowercased()) {
            signal.kind = SessionEventNames.kind(of: name) ?? .other
        }
        if signal.kind == .other { signal.detail = String(name.prefix(80)) }
        if [.addToCart, .checkout, .purchase].contains(signal.kind) {
            signal.value = properties.value("revenue", "$revenue", "total", "value", "price")?.double
        }
        if signal.kind == .purchase { signal.facts.orderID = properties.text("order_id", "orderId", "transaction_id") }
        learn(event, source, device, &signal.facts)
        return signal
    }

    /// Written in UTC, without saying so.
    private static func moment(_ event: JSONObject, _ source: ItemSource) throws(RecordProblem) -> Timestamp? {
        let written = event.value("client_event_time", "event_time")
        if let text = written?.string?.trimmed, let moment = Timestamp(iso8601: "\(text)Z") { return moment }
        return try source.timestamp(written)
    }

    /// Tables hold them as a text of JSON.
    private static func properties(of event: JSONObject) -> JSONObject {
        guard let value = event["event_properties"] else { return JSONObject() }
        guard let text = value.string, text.utf8.first == 0x7B else { return value.object ?? JSONObject() }
        return (try? parseJSON(Array(text.utf8)))?.object ?? JSONObject()
    }

    /// Events that trackers send on their own: they only say that the visit goes on.
    private static let passive: Set<String> = [
        "session_start", "session_end", "start session", "end session", "element clicked", "$identify", "revenue",
    ]

    private static func learn(
        _ event: JSONObject, _ source: ItemSource, _ device: String, _ facts: inout SessionFacts
    ) {
        facts.visitorID = source.key(device)
        facts.respondent = source.pseudonym(event.text("user_id"))
        let isWeb = event.text("platform").map { $0.lowercased() == "web" }
        facts.channel = isWeb.map { $0 ? "web" : "app" }
        if isWeb == true { facts.browser = known(event.text("os_name")) }
        facts.device = isWeb == false ? "mobile" : nil
        facts.language = known(event.text("language"))
        facts.country = CountryCode.named(event.text("country"))
        facts.city = known(event.text("city"))
        facts.network = source.masker.network(of: event.text("ip_address"))
        facts.appVersion = event.text("version_name")
    }
}
