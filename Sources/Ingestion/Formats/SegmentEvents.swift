import Feedback
import Readers

/// Segment's calls, one JSON object or one row of a warehouse table each; RudderStack writes the same.
///
/// Where the library sends no session id, a visit is a visitor's events with no pause over 30 minutes.
enum SegmentEvents: SessionEventFormat {
    static let name = "segment-events"
    static let title = Phrase(
        en: "Segment or RudderStack events (JSON, CSV)", fr: "Événements Segment ou RudderStack (JSON, CSV)")
    static let sourceName = "segment"
    static let grouping = SessionAssembler.Grouping.byVisitor
    static let certainty = 0.96
    static let evidence = "anonymousId, messageId, type, context"
    static let sessionKey = "anonymousId"

    static func isEvent(_ event: JSONObject) -> Bool {
        let hasCaller = event.text("anonymousId", "anonymous_id", "userId", "user_id") != nil
        if event["messageId"] != nil || event["originalTimestamp"] != nil {
            return hasCaller && (event["type"] != nil || event["event"] != nil)
        }
        return hasCaller && event["anonymous_id"] != nil && event["received_at"] != nil
            && (event["context_library_name"] != nil || event["context_page_url"] != nil
                || event["original_timestamp"] != nil)
    }

    static func events(in record: JSONObject, context: JSONObject) -> [JSONObject] {
        // A batch call holds its calls in one member.
        guard !isEvent(record), let batch = record["batch"]?.array else { return [record] }
        return batch.compactMap(\.object)
    }

    static func signal(_ event: JSONObject, _ source: ItemSource) throws(RecordProblem) -> SessionSignal? {
        guard
            let visitor = event.text("anonymousId", "anonymous_id")
                ?? event.text("userId", "user_id").flatMap(source.pseudonym)
        else { return nil }
        guard
            let at = try source.timestamp(
                event.value(
                    "timestamp", "originalTimestamp", "original_timestamp", "sentAt", "sent_at", "receivedAt",
                    "received_at"))
        else { throw .badDate }
        var signal = SessionSignal(key: visitor, at: at)
        signal.id = event.text("messageId", "id")
        let page = event.text("properties.url", "context.page.url", "context_page_url", "url", "properties.path")
        signal.page = source.page(page ?? event.text("context.page.path", "context_page_path", "path", "name"))
        signal.kind = kind(of: event)
        signal.beginsForm = event.text("event", "event_text").map(SessionEventNames.beginsForm) ?? false
        if signal.beginsForm { signal.kind = nil }
        if signal.kind == .form || signal.beginsForm {
            signal.detail = event.text("properties.form_id", "properties.form_name", "properties.form")
                .map(source.masker.clean)
        }
        if signal.kind == .other { signal.detail = event.text("event").map { String($0.prefix(80)) } }
        if [.addToCart, .checkout, .purchase].contains(signal.kind) {
            signal.value =
                event.value("properties.revenue", "properties.total", "revenue", "total", "properties.value")?
                .double
        }
        if signal.kind == .purchase {
            signal.facts.orderID = event.text("properties.order_id", "properties.orderId", "order_id")
        }
        learn(event, source, visitor, &signal.facts)
        return signal
    }

    private static func kind(of event: JSONObject) -> SessionEventKind? {
        let name = event.text("event") ?? event.text("event_text") ?? ""
        switch event.text("type") ?? (name.isEmpty ? "page" : "track") {
        case "page", "screen":
            let title = event.text("properties.title", "title") ?? ""
            return event.text("properties.status_code", "status_code") == "404" || title.utf8.starts(with: "404".utf8)
                ? .notFound : .pageView
        case "track": return SessionEventNames.kind(of: name) ?? .other
        default: return nil
        }
    }

    private static func learn(
        _ event: JSONObject, _ source: ItemSource, _ visitor: String, _ facts: inout SessionFacts
    ) {
        facts.visitorID = visitor
        facts.sessionID = event.text(
            "context.sessionId", "context_session_id", "properties.session_id",
            "integrations.Actions Google Analytics 4.session_id")
        facts.respondent = source.pseudonym(
            event.text("userId", "user_id")
                ?? event.text("context.traits.email", "traits.email", "context_traits_email"))
        facts.channel = channel(event)
        facts.device = device(event)
        facts.language = event.text("context.locale", "context_locale")
        facts.country = CountryCode.named(event.text("context.location.country", "context.geo.country"))
        facts.city = event.text("context.location.city", "context.geo.city")
        facts.network = source.masker.network(of: event.text("context.ip", "context_ip"))
        facts.campaign = event.text("context.campaign.name", "context_campaign_name")
        facts.appVersion = event.text("context.app.version", "context_app_version")
        facts.consent = consent(event)
        facts.learn(userAgent: event.text("context.userAgent", "context_user_agent"))
    }

    private static func channel(_ event: JSONObject) -> String? {
        switch event.text("channel", "context.channel") {
        case "mobile": return "app"
        case "server": return nil
        case .some: return "web"
        case nil: return event.text("context.device.type", "context_device_type") == nil ? "web" : "app"
        }
    }

    private static func device(_ event: JSONObject) -> String? {
        switch event.text("context.device.type", "context_device_type")?.lowercased() {
        case "ios", "android", "mobile": "mobile"
        case "tablet": "tablet"
        default: nil
        }
    }

    /// Refused when every category a consent tool asks about is refused.
    private static func consent(_ event: JSONObject) -> Bool? {
        guard let categories = event.value("context.consent.categoryPreferences")?.object, !categories.isEmpty else {
            return nil
        }
        return categories.members.contains { $0.value.bool == true }
    }
}
