import Feedback
import Readers

/// Spans and logs of OpenTelemetry (OTLP JSON) that carry a session id.
///
/// - Source: OpenTelemetry semantic conventions, session, url, user agent, exception and HTTP attributes.
enum OpenTelemetrySessions: SessionEventFormat {
    static let name = "otel-sessions"
    static let title = Phrase(
        en: "OpenTelemetry spans and logs with session.id (OTLP JSON)",
        fr: "Traces et journaux OpenTelemetry avec session.id (JSON OTLP)")
    static let sourceName = "opentelemetry"
    static let grouping = SessionAssembler.Grouping.bySessionID
    static let certainty = 0.97
    static let evidence = "resource, scopeSpans, scopeLogs"
    static let sessionKey = "session.id"

    /// Spans and logs are flattened: `attributes` becomes the members of the event.
    static func isEvent(_ event: JSONObject) -> Bool { event["otlp"] != nil }

    static func rows(_ head: FileHead) -> RowPlan? { nil }

    static func events(in record: JSONObject, context: JSONObject) -> [JSONObject] {
        let resources = record.value("resourceSpans", "resourceLogs")?.array?.compactMap(\.object) ?? [record]
        return resources.flatMap { resource -> [JSONObject] in
            let shared = attributes(resource.value("resource.attributes"))
            let scopes = (resource.value("scopeSpans", "scopeLogs", "instrumentationLibrarySpans")?.array ?? [])
            return scopes.flatMap { scope in
                (scope.value("spans", "logRecords")?.array ?? []).compactMap(\.object).map { flat($0, shared) }
            }
        }
    }

    private static func flat(_ record: JSONObject, _ shared: [(key: String, value: JSONValue)]) -> JSONObject {
        var event = JSONObject([(key: "otlp", value: .bool(true))] + shared + attributes(record["attributes"]))
        event["otlp.id"] = record["spanId"]
        event["otlp.name"] = record.value("eventName", "name")
        event["otlp.time"] = record.value("startTimeUnixNano", "timeUnixNano", "observedTimeUnixNano")
        event["otlp.error"] = record.at("status.code")
        for happened in record["events"]?.array ?? [] where happened["name"]?.string == "exception" {
            event.members += attributes(happened["attributes"])
        }
        return event
    }

    private static func attributes(_ value: JSONValue?) -> [(key: String, value: JSONValue)] {
        (value?.array ?? []).compactMap { attribute in
            guard let key = attribute["key"]?.string,
                let value = attribute["value"]?.object?.value("stringValue", "intValue", "doubleValue", "boolValue")
            else { return nil }
            return (key, value)
        }
    }

    static func signal(_ event: JSONObject, _ source: ItemSource) throws(RecordProblem) -> SessionSignal? {
        guard let session = event.text("session.id") else { return nil }
        guard let at = try source.timestamp(event["otlp.time"]) else { throw .badDate }
        var signal = SessionSignal(key: session, at: at)
        signal.id = event.text("otlp.id")
        signal.page = source.page(event.text("url.full", "url.path", "http.url", "browser.page.url", "http.target"))
        (signal.kind, signal.detail) = kind(of: event)
        signal.facts.visitorID = source.key(event.text("user.pseudo_id", "client.id", "device.id"))
        signal.facts.respondent = source.pseudonym(event.text("user.email", "enduser.id", "user.id"))
        signal.facts.channel = event.text("os.name").map { ["iOS", "Android"].contains($0) } == true ? "app" : "web"
        signal.facts.language = event.text("browser.language")
        if let mobile = event["browser.mobile"]?.string {
            signal.facts.device = mobile == "true" ? "mobile" : "desktop"
        }
        signal.facts.country = CountryCode.named(event.text("geo.country.iso_code", "client.geo.country_iso_code"))
        signal.facts.city = event.text("geo.locality.name", "client.geo.city_name")
        signal.facts.network = source.masker.network(of: event.text("client.address", "http.client_ip"))
        signal.facts.appVersion = event.text("service.version", "app.version")
        signal.facts.learn(userAgent: event.text("user_agent.original", "http.user_agent"))
        return signal
    }

    private static func kind(of event: JSONObject) -> (SessionEventKind?, detail: String?) {
        let name = event.text("otlp.name") ?? ""
        if let type = event.text("exception.type") { return (.error, String(type.prefix(80))) }
        if let status = event["http.response.status_code"]?.int ?? event["http.status_code"]?.int, status >= 400 {
            return status == 404 || status == 410 ? (.notFound, nil) : (.error, "HTTP \(status)")
        }
        if ["documentLoad", "browser.page_view", "browser.navigation", "app.screen.view"].contains(name) {
            return (.pageView, nil)
        }
        if let kind = SessionEventNames.kind(of: name) { return (kind, nil) }
        return event.text("otlp.error") == "2" || event.text("otlp.error") == "STATUS_CODE_ERROR"
            ? (.error, String(name.prefix(80))) : (nil, nil)
    }
}
