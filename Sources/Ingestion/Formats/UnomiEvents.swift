import Feedback
import Readers

/// Apache Unomi: what the collector receives, the events it stores, and its sessions.
enum UnomiEvents: SessionEventFormat {
    static let name = "unomi-events"
    static let title = Phrase(
        en: "Apache Unomi events and sessions (JSON)", fr: "Événements et sessions Apache Unomi (JSON)")
    static let sourceName = "unomi"
    static let grouping = SessionAssembler.Grouping.bySessionID
    static let certainty = 0.97
    static let evidence = "sessionId, eventType, scope, target"
    static let sessionKey = "sessionId"

    static func isEvent(_ event: JSONObject) -> Bool {
        isSession(event) || event["eventType"]?.string != nil && isPlaced(event)
    }

    private static func isPlaced(_ event: JSONObject) -> Bool {
        event["scope"] != nil || event["source"] != nil || event["target"] != nil || event["profileId"] != nil
    }

    private static func isSession(_ event: JSONObject) -> Bool {
        event.text("itemType") == "session" && event.text("itemId") != nil
    }

    static func events(in record: JSONObject, context: JSONObject) -> [JSONObject] {
        if isEvent(record) { return [record.naming(session: context.text("sessionId"))] }
        guard let list = record.value("events", "list")?.array else { return [record] }
        return list.compactMap(\.object).map { $0.naming(session: record.text("sessionId")) }
    }

    static func signal(_ event: JSONObject, _ source: ItemSource) throws(RecordProblem) -> SessionSignal? {
        if isSession(event) { return try session(event, source) }
        guard let session = event.text("sessionId") else { return nil }
        var signal = SessionSignal(key: session, at: try source.timestamp(event["timeStamp"]) ?? .undated)
        signal.id = event.text("itemId")
        let page = event.text(
            "target.properties.pageInfo.destinationURL", "target.properties.pageInfo.pagePath",
            "source.properties.pageInfo.destinationURL", "source.properties.pageInfo.pagePath", "properties.path")
        signal.page = source.page(page)
        let type = event.text("eventType") ?? ""
        signal.kind = passive.contains(type) ? nil : SessionEventNames.kind(of: type) ?? .other
        switch signal.kind {
        case .form: signal.detail = event.text("target.itemId").map(source.masker.clean)
        case .other: signal.detail = String(type.prefix(80))
        case .purchase:
            signal.value = event.value("properties.total", "properties.amount")?.double
            signal.facts.orderID = event.text("properties.orderId", "properties.order_id", "target.itemId")
        default: break
        }
        signal.facts.visitorID = source.key(event.text("profileId"))
        signal.facts.channel = "web"
        signal.facts.language = event.text("target.properties.pageInfo.language")
        return signal
    }

    /// A stored session: it says when the visit was and who made it; its events come apart.
    private static func session(_ event: JSONObject, _ source: ItemSource) throws(RecordProblem) -> SessionSignal? {
        guard let id = event.text("itemId") else { return nil }
        var signal = SessionSignal(key: id, at: try source.timestamp(event["timeStamp"]) ?? .undated)
        signal.facts.visitorID = source.key(event.text("profileId", "profile.itemId"))
        signal.facts.respondent = source.pseudonym(event.text("profile.properties.email"))
        signal.facts.channel = "web"
        signal.facts.browser = known(event.text("properties.userAgentName"))
        let device = event.text("properties.deviceCategory")?.lowercased() ?? ""
        signal.facts.device =
            ["desktop", "mobile", "tablet"].first { device.contains($0) }
            ?? (device.contains("smartphone") ? "mobile" : nil)
        signal.facts.country = CountryCode.named(
            event.text("properties.sessionCountryCode", "properties.sessionCountryName"))
        signal.facts.city = known(event.text("properties.sessionCity"))
        signal.facts.network = source.masker.network(of: event.text("properties.remoteAddr"))
        signal.facts.duration = event["duration"]?.double.map { $0 / 1000 }
        if device == "robot" { signal.facts.dropReason = "robot" }
        return signal
    }

    private static let passive: Set<String> = [
        "sessionCreated", "sessionReassigned", "profileUpdated", "updateProperties", "identify", "login",
        "modifyConsent", "rule", "personalizationShown",
    ]
}

extension JSONObject {
    /// The collector names the session once, around its events.
    fileprivate func naming(session: String?) -> JSONObject {
        guard let session, self["sessionId"] == nil else { return self }
        var named = self
        named["sessionId"] = .string(session)
        return named
    }
}
