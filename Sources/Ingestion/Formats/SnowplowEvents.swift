import Feedback
import Readers

/// Snowplow events: enriched lines (TSV of 131 columns without a header), tables of the warehouse, or JSON.
enum SnowplowEvents: SessionEventFormat {
    static let name = "snowplow-events"
    static let title = Phrase(
        en: "Snowplow events (enriched TSV, CSV, JSON)", fr: "Événements Snowplow (TSV enrichi, CSV, JSON)")
    static let sourceName = "snowplow"
    static let grouping = SessionAssembler.Grouping.bySessionID
    static let certainty = 0.98
    static let evidence = "collector_tstamp, domain_userid, domain_sessionid, event_id"
    static let sessionKey = "domain_sessionid"

    static func isEvent(_ event: JSONObject) -> Bool {
        event["event_id"] != nil && event["collector_tstamp"] != nil
            && (event["domain_sessionid"] != nil || event["domain_userid"] != nil || event["event_fingerprint"] != nil)
    }

    static func rows(_ head: FileHead) -> RowPlan? {
        guard let plan = RowPlan(head) else { return nil }
        if plan.headers.contains("collector_tstamp"), plan.headers.contains("domain_sessionid") { return plan }
        // Enriched lines have no header: their third to fifth columns are times, their second a platform.
        let cells = plan.headers
        guard cells.count >= 120, ["web", "mob", "srv", "app", "pc", "iot", "tv", "cnsl"].contains(cells[1]),
            (2..<5).contains(where: { Timestamp(exported: cells[$0]) != nil }), cells[6].utf8.count == 36
        else { return nil }
        return RowPlan(headers: enrichedColumns, rowsToSkip: 0)
    }

    static func signal(_ event: JSONObject, _ source: ItemSource) throws(RecordProblem) -> SessionSignal? {
        guard let session = event.text("domain_sessionid") ?? contextValue("session_id", of: event) else { return nil }
        guard
            let at = try source.timestamp(
                event.value("derived_tstamp", "true_tstamp", "collector_tstamp", "dvce_created_tstamp"))
        else { throw .badDate }
        var signal = SessionSignal(key: session, at: at)
        signal.id = event.text("event_id")
        signal.page = source.page(event.text("page_urlpath", "page_url"))
        (signal.kind, signal.detail) = kind(of: event)
        signal.beginsForm = event.text("event_name").map(SessionEventNames.beginsForm) ?? false
        if signal.kind == .form || signal.beginsForm {
            signal.detail = contextValue("formId", of: event, named: "_form").map(source.masker.clean)
        }
        switch signal.kind {
        case .purchase:
            signal.value = event["tr_total"]?.double
            signal.facts.orderID = event.text("tr_orderid", "ti_orderid")
        case .addToCart, .checkout: signal.value = event["se_value"]?.double
        default: break
        }
        learn(event, source, &signal.facts)
        return signal
    }

    private static func kind(of event: JSONObject) -> (SessionEventKind?, detail: String?) {
        switch event.text("event") ?? event.text("event_name") ?? "" {
        case "page_view", "pv": return (isNotFound(event) ? .notFound : .pageView, nil)
        case "page_ping", "pp", "transaction_item", "ti": return (nil, nil)
        case "transaction", "tr": return (.purchase, nil)
        case "struct", "se":
            let action = event.text("se_action") ?? event.text("se_category") ?? ""
            return SessionEventNames.kind(of: action).map { ($0, nil) } ?? (.other, String(action.prefix(80)))
        default: break
        }
        let name = event.text("event_name") ?? ""
        if passive.contains(name) { return (nil, nil) }
        if name == "application_error" { return (.error, nil) }
        if name == "submit_form" { return (.form, nil) }
        if name == "consent_preferences" { return (nil, nil) }
        return SessionEventNames.kind(of: name).map { ($0, nil) } ?? (.other, String(name.prefix(80)))
    }

    /// Events that trackers send on their own: they only say that the visit goes on.
    private static let passive: Set<String> = [
        "page_ping", "link_click", "focus_form", "change_form", "cmp_visible", "snplow_cookies", "timing",
        "web_vitals", "performance_timing", "application_background", "application_foreground", "button_click",
    ]

    private static func isNotFound(_ event: JSONObject) -> Bool {
        event.text("page_title").map { $0.utf8.starts(with: "404".utf8) } ?? false
    }

    private static func learn(_ event: JSONObject, _ source: ItemSource, _ facts: inout SessionFacts) {
        facts.visitorID = source.key(event.text("domain_userid", "network_userid"))
        facts.respondent = source.pseudonym(event.text("user_id"))
        let platform = event.text("platform")
        facts.channel = platform == "web" ? "web" : platform == "mob" ? "app" : nil
        facts.device = device(event)
        facts.browser = known(event.text("br_family"))
        facts.language = event.text("br_lang")
        facts.country = CountryCode.alpha2(event.text("geo_country"))
        facts.city = event.text("geo_city")
        facts.network = source.masker.network(of: event.text("user_ipaddress"))
        facts.campaign = event.text("mkt_campaign")
        facts.consent = consent(event)
        facts.learn(userAgent: event.text("useragent"))
        let robots = contextValue("spiderOrRobot", of: event, named: "spiders_and_robots")
        if robots == "true" { facts.dropReason = "robot" }
    }

    private static func device(_ event: JSONObject) -> String? {
        let type = (event.text("dvce_type") ?? contextValue("deviceClass", of: event, named: "yauaa"))?.lowercased()
        switch type {
        case "computer", "desktop": return "desktop"
        case "mobile", "phone": return "mobile"
        case "tablet": return "tablet"
        default: return nil
        }
    }

    private static func consent(_ event: JSONObject) -> Bool? {
        guard event.text("event_name") == "consent_preferences" else { return nil }
        switch contextValue("eventType", of: event, named: "consent_preferences")
            ?? contextValue(
                "event_type", of: event, named: "consent_preferences")
        {
        case "allow_all", "allow_selected", "implicit_consent": return true
        case "deny_all", "withdrawn": return false
        default: return nil
        }
    }

    /// A member of the entities or of the self-describing event that come with an event, as JSON in columns of their own.
    private static func contextValue(_ member: String, of event: JSONObject, named part: String = "") -> String? {
        for (name, value) in event.members {
            guard name.utf8.starts(with: "contexts".utf8) || name.utf8.starts(with: "unstruct".utf8),
                part.isEmpty || name.contains(part) || name == "contexts" || name == "unstruct_event",
                let found = Self.search(value, for: member)
            else { continue }
            return found
        }
        return nil
    }

    private static func search(_ value: JSONValue, for member: String) -> String? {
        var value = value
        if case .string(let text) = value {
            guard text.contains("\"\(member)\""), let parsed = try? parseJSON(Array(text.utf8)) else { return nil }
            value = parsed
        }
        for element in value.array ?? [] {
            guard let object = element.object else { continue }
            if let found = object[member]?.string { return found }
            if let data = object["data"], let found = search(data, for: member) { return found }
        }
        return nil
    }
}

/// The columns of an enriched event, in order.
///
/// - Source: Snowplow canonical event model, `atomic.events`, 131 columns.
private let enrichedColumns: [String] = """
    app_id platform etl_tstamp collector_tstamp dvce_created_tstamp event event_id txn_id name_tracker v_tracker \
    v_collector v_etl user_id user_ipaddress user_fingerprint domain_userid domain_sessionidx network_userid geo_country \
    geo_region geo_city geo_zipcode geo_latitude geo_longitude geo_region_name ip_isp ip_organization ip_domain \
    ip_netspeed page_url page_title page_referrer page_urlscheme page_urlhost page_urlport page_urlpath page_urlquery \
    page_urlfragment refr_urlscheme refr_urlhost refr_urlport refr_urlpath refr_urlquery refr_urlfragment refr_medium \
    refr_source refr_term mkt_medium mkt_source mkt_term mkt_content mkt_campaign contexts se_category se_action se_label \
    se_property se_value unstruct_event tr_orderid tr_affiliation tr_total tr_tax tr_shipping tr_city tr_state tr_country \
    ti_orderid ti_sku ti_name ti_category ti_price ti_quantity pp_xoffset_min pp_xoffset_max pp_yoffset_min \
    pp_yoffset_max useragent br_name br_family br_version br_type br_renderengine br_lang br_features_pdf \
    br_features_flash br_features_java br_features_director br_features_quicktime br_features_realplayer \
    br_features_windowsmedia br_features_gears br_features_silverlight br_cookies br_colordepth br_viewwidth \
    br_viewheight os_name os_family os_manufacturer os_timezone dvce_type dvce_ismobile dvce_screenwidth \
    dvce_screenheight doc_charset doc_width doc_height tr_currency tr_total_base tr_tax_base tr_shipping_base \
    ti_currency ti_price_base base_currency geo_timezone mkt_clickid mkt_network etl_tags dvce_sent_tstamp \
    refr_domain_userid refr_dvce_tstamp derived_contexts domain_sessionid derived_tstamp event_vendor event_name \
    event_format event_version event_fingerprint true_tstamp
    """.split(separator: " ").map(String.init)
