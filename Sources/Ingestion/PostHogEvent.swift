import Feedback
import Readers

/// One event as PostHog's API and its batch exports write it.
struct PostHogEvent {
    let name: String
    let id: String?
    let at: Timestamp
    let visitor: String?
    /// Batch exports have the IP address beside the properties.
    let address: String?
    let properties: JSONObject
    /// The person's properties, where the export has them.
    let person: JSONValue?

    static func isEvent(_ object: JSONObject) -> Bool {
        guard object["event"]?.string != nil, object["properties"] != nil else { return false }
        // Mixpanel has the time among the properties.
        return object["distinct_id"] != nil
            || object.at("properties.distinct_id") != nil && object.at("properties.time") == nil
    }

    init(_ object: JSONObject, _ source: ItemSource) throws(RecordProblem) {
        name = object["event"]?.string ?? ""
        id = object.text("uuid", "id")
        guard let properties = Self.object(object["properties"]) else {
            throw RecordProblem(en: "properties is not an object", fr: "properties n'est pas un objet")
        }
        self.properties = properties
        visitor = object.text("distinct_id") ?? properties.text("distinct_id", "$device_id")
        address = object.text("ip")
        person = object.at("person.properties") ?? object["person_properties"] ?? properties["$set"]
        guard let at = try source.timestamp(object.value("timestamp", "created_at")) else {
            throw RecordProblem(en: "the event has no timestamp", fr: "l'événement n'a pas d'horodatage")
        }
        self.at = at
    }

    /// Batch exports write the properties as a text that is JSON itself.
    private static func object(_ value: JSONValue?) -> JSONObject? {
        guard case .string(let text) = value else { return value?.object }
        return (try? parseJSON(Array(text.utf8)))?.object
    }

    var sessionID: String? { properties.text("$session_id", "session_id") }
    var url: String? { properties.text("$current_url", "$pathname", "url", "$screen_name") }
    var channel: String { mobileLibraries.contains(properties.text("$lib") ?? "") ? "app" : "web" }
    var device: String? { properties.text("$device_type")?.lowercased() }
    var language: String? { properties.text("$browser_language", "$locale") }
    var country: String? { CountryCode.alpha2(properties.text("$geoip_country_code")) }
    var appVersion: String? { properties.text("$app_version", "app_version", "release") }
    var consent: Bool? { properties["consent"]?.bool }
    var replayURL: String? {
        properties.text("$session_replay_url", "$replay_url", "replay_url", "session_recording_url")
    }

    /// The pseudonym of who is known by e-mail or customer number.
    func respondent(_ source: ItemSource) -> String? {
        let email = person?.object?.text("email", "$email") ?? properties.text("email", "$user_email")
        return source.pseudonym(email ?? properties.text("$user_id", "user_id") ?? person?.object?.text("user_id"))
    }

    /// The pseudonym of the network it came from.
    func network(_ source: ItemSource) -> Int64? {
        source.masker.keepsNetworks ? source.masker.network(of: properties.text("$ip", "ip") ?? address) : nil
    }

    /// As written, for it joins feedback to sessions; a pseudonym when it is an e-mail address.
    func visitorID(_ source: ItemSource) -> String? {
        guard let visitor else { return nil }
        return visitor.utf8.contains(UInt8(ascii: "@")) ? source.pseudonym(visitor) : visitor
    }

    var isRobot: Bool {
        if properties["$is_bot"]?.bool == true || properties.text("$browser_type") == "bot" { return true }
        return properties.text("$raw_user_agent", "$user_agent").map { UserAgent($0).isRobot } ?? false
    }
}

private let mobileLibraries: Set<String> = [
    "posthog-ios", "posthog-android", "posthog-react-native", "posthog-flutter",
]

// MARK: What it says of the session

extension PostHogEvent {
    /// - Returns: `nil` for an event outside any session, which servers send.
    func signal(_ source: ItemSource) -> SessionSignal? {
        guard let sessionID else { return nil }
        var signal = SessionSignal(key: sessionID, at: at)
        signal.page = url.flatMap(PagePath.path).map(source.masker.clean)
        signal.kind = kind
        signal.beginsForm = beginsForm
        if signal.beginsForm { signal.kind = nil }
        signal.facts = facts(source)
        if beginsForm {
            signal.detail = properties.text("form_id", "form_name", "form").map(source.masker.clean)
        }
        switch signal.kind {
        case .error: signal.detail = errorName.map(source.masker.clean)
        case .form, .formAbandon:
            signal.detail = properties.text("form_id", "form_name", "form").map(source.masker.clean)
        case .other: signal.detail = String(name.prefix(80))
        case .addToCart, .checkout, .purchase: signal.value = amount
        default: break
        }
        if signal.kind == .purchase {
            signal.facts.orderID = properties.text("order_id", "$order_id", "orderId", "transaction_id", "order_number")
        }
        return signal
    }

    /// A field of a form was changed, or the shop's own event says that a form was begun.
    private var beginsForm: Bool {
        guard name == "$autocapture" else { return SessionEventNames.beginsForm(name) }
        guard properties.text("$event_type") == "change", let chain = properties.text("$elements_chain") else {
            return false
        }
        return chain.contains(";form")
    }

    private var kind: SessionEventKind? {
        switch name {
        case "$pageview", "$screen":
            return properties.text("status_code", "$status_code") == "404" ? .notFound : .pageView
        case "$autocapture": return properties.text("$event_type") == "submit" ? .form : nil
        case _ where name.utf8.starts(with: "survey ".utf8): return nil
        default: break
        }
        if let kind = SessionEventNames.kind(of: name) { return kind }
        return name.utf8.first == UInt8(ascii: "$") ? nil : .other
    }

    /// A type or a code, never a message: messages may hold what the customer typed.
    private var errorName: String? {
        let type = properties.text(
            "$exception_type", "$exception_list.0.type", "$exception_types.0", "error_type", "error_code", "code")
        return type.map { String($0.prefix(80)) }
    }

    private var amount: Double? {
        properties.value("revenue", "$revenue", "value", "total", "amount", "price")?.double
    }

    private func facts(_ source: ItemSource) -> SessionFacts {
        var facts = SessionFacts()
        facts.visitorID = visitorID(source)
        facts.respondent = respondent(source)
        facts.channel = channel
        facts.device = device
        facts.browser = properties.text("$browser")
        facts.language = language
        facts.country = country
        facts.city = properties.text("$geoip_city_name")
        facts.network = network(source)
        facts.campaign = properties.text("utm_campaign", "$utm_campaign")
        facts.appVersion = appVersion
        facts.consent = consent
        facts.replayURL = replayURL
        facts.dropReason = isRobot ? "robot" : nil
        return facts
    }
}
