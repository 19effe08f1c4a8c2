import Feedback
import Readers

/// Events of the Google Analytics 4 export to BigQuery, one a line.
///
/// Neither key is unique alone: a session is a visitor (`user_pseudo_id`) and its `ga_session_id`.
enum GA4Events: ImportFormat {
    static let name = "ga4-events"
    static let title = Phrase(
        en: "Google Analytics 4 events (BigQuery JSON)", fr: "Événements Google Analytics 4 (JSON BigQuery)")
    static let family = FormatFamily.sessions

    static func detect(_ head: FileHead) -> Detection? {
        guard let records = head.json?.firstRecords.compactMap(\.object), !records.isEmpty else {
            return detectTable(head)
        }
        let own = records.count { $0["event_name"] != nil && $0["event_timestamp"] != nil && $0["event_params"] != nil }
        guard own * 2 >= records.count else { return nil }
        return Detection(
            confidence: 0.98 * Double(own) / Double(records.count),
            reasons: [
                Phrase(
                    en: "\(own) of the first \(records.count) records have event_name, event_timestamp, event_params",
                    fr:
                        "\(own) des \(records.count) premiers enregistrements ont event_name, event_timestamp, event_params"
                )
            ])
    }

    static func conversion(for head: FileHead, options: ImportOptions) throws(ImportError) -> Conversion {
        let converter = Converter(source: ItemSource(name: "ga4", options: options))
        if let plan = RowPlan(head) { return .rows(plan, converter) }
        guard head.json != nil else { throw .notJSON(head, format: name) }
        return .json(converter)
    }

    /// A table cannot hold what is nested: queries give each parameter a column, `event_params.page_location`.
    private static func detectTable(_ head: FileHead) -> Detection? {
        guard let headers = head.table?.rowsBelowTitles.first.map(Set.init),
            headers.isSuperset(of: ["event_name", "event_timestamp", "user_pseudo_id"])
        else { return nil }
        return Detection(
            confidence: 0.97,
            reasons: [
                Phrase(
                    en: "the columns event_name, event_timestamp, user_pseudo_id",
                    fr: "les colonnes event_name, event_timestamp, user_pseudo_id")
            ])
    }

    struct Converter: JSONConverter {
        private let source: ItemSource
        private var assembler: SessionAssembler
        private var eventsOutsideSessions = 0

        init(source: ItemSource) {
            self.source = source
            assembler = SessionAssembler(source: source.name, grouping: .bySessionID)
        }

        mutating func convert(_ record: JSONRecord, context: JSONObject, into records: inout [ImportedRecord]) {
            let position = RecordPosition(line: record.line, column: record.column)
            do throws(RecordProblem) {
                guard let event = GA4Event(record.value), let signal = try event.signal(source) else {
                    eventsOutsideSessions += 1
                    return
                }
                assembler.add(signal, at: position, into: &records)
            } catch {
                records.append(.rejected(error, record.value, at: position))
            }
        }

        mutating func finish(into records: inout [ImportedRecord]) { assembler.finish(into: &records) }

        var decisions: [Decision] {
            guard eventsOutsideSessions > 0 else { return assembler.decisions }
            return assembler.decisions + [
                Decision(
                    "sessions", en: "\(eventsOutsideSessions) events carry no ga_session_id and are left out",
                    fr: "\(eventsOutsideSessions) événements sans ga_session_id sont laissés de côté")
            ]
        }
    }
}

/// One row of the `events_` tables.
private struct GA4Event {
    let row: JSONObject
    let visitor: String
    let session: String
    private let parameters: [String: JSONValue]

    /// - Returns: `nil` for an event of no session: consent was refused, or a server sent it.
    init?(_ value: JSONValue) {
        guard let row = value.object, let visitor = row.text("user_pseudo_id") else { return nil }
        var parameters: [String: JSONValue] = [:]
        for (name, value) in row.members where value.string != nil {
            if let key = name.suffix(after: "event_params.") { parameters[key] = value }
        }
        if let session = row["ga_session_id"], session.string != nil { parameters["ga_session_id"] = session }
        if let page = row["page_location"], page.string != nil { parameters["page_location"] = page }
        for parameter in row["event_params"]?.array ?? [] {
            guard let key = parameter["key"]?.string, let value = parameter["value"]?.object else { continue }
            parameters[key] = value.value("string_value", "int_value", "double_value", "float_value")
        }
        guard let session = parameters["ga_session_id"]?.string else { return nil }
        self.row = row
        self.visitor = visitor
        self.session = session
        self.parameters = parameters
    }

    func signal(_ source: ItemSource) throws(RecordProblem) -> SessionSignal? {
        guard let at = try source.timestamp(row["event_timestamp"]) else { throw .badDate }
        var signal = SessionSignal(key: "\(visitor).\(session)", at: at)
        let name = row.text("event_name") ?? ""
        signal.page = parameters["page_location"]?.string.flatMap(PagePath.path).map(source.masker.clean)
        signal.kind = automaticEvents.contains(name) ? nil : SessionEventNames.kind(of: name) ?? .other
        signal.beginsForm = SessionEventNames.beginsForm(name)
        if signal.beginsForm { signal.kind = nil }
        if signal.kind == .other { signal.detail = String(name.prefix(80)) }
        if signal.kind == .form || signal.beginsForm {
            signal.detail = (parameters["form_id"] ?? parameters["form_name"])?.string.map(source.masker.clean)
        }
        if [.addToCart, .checkout, .purchase].contains(signal.kind) { signal.value = parameters["value"]?.double }
        signal.facts = facts(source)
        if signal.kind == .purchase {
            signal.facts.orderID = parameters["transaction_id"]?.string ?? row.text("ecommerce.transaction_id")
        }
        return signal
    }

    private func facts(_ source: ItemSource) -> SessionFacts {
        var facts = SessionFacts()
        facts.visitorID = visitor
        facts.respondent = source.pseudonym(row.text("user_id"))
        facts.channel = row.text("platform")?.lowercased() == "web" ? "web" : row.text("platform") == nil ? nil : "app"
        facts.device = row.text("device.category")
        facts.browser = row.text("device.web_info.browser", "device.browser")
        facts.language = row.text("device.language")
        facts.country = CountryCode.named(row.text("geo.country"))
        facts.city = row.text("geo.city")
        facts.campaign =
            parameters["campaign"]?.string
            ?? row.text("collected_traffic_source.manual_campaign_name", "traffic_source.name")
        facts.appVersion = row.text("app_info.version")
        facts.consent = row.text("privacy_info.analytics_storage").map { $0.lowercased() == "yes" }
        return facts
    }
}

/// Events that trackers send on their own: they only say that the visit goes on.
private let automaticEvents: Set<String> = [
    "session_start", "first_visit", "first_open", "user_engagement", "scroll", "click", "form_start", "video_start",
    "video_progress", "view_item", "view_item_list", "select_item", "view_promotion",
]
