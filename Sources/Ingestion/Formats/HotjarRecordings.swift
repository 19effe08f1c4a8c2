import Feedback
import Readers

/// The list of recordings that Hotjar exports: one visit a row, its clicks and errors counted.
enum HotjarRecordings: SessionEventFormat {
    static let name = "hotjar-recordings"
    static let title = Phrase(en: "Hotjar recordings (CSV)", fr: "Enregistrements Hotjar (CSV)")
    static let sourceName = "hotjar"
    static let grouping = SessionAssembler.Grouping.bySessionID
    static let certainty = 0.96
    static let evidence = "Recording URL, Landing page, Exit page"
    static let sessionKey = "Recording URL"

    static func isEvent(_ event: JSONObject) -> Bool {
        event["Recording URL"] != nil
            && (event["Landing page"] != nil || event["Duration"] != nil || event["Exit page"] != nil)
    }

    static func events(in record: JSONObject, context: JSONObject) -> [JSONObject] {
        guard isEvent(record), record["hotjar"] == nil else { return [record] }
        // The row itself, then an event for each thing it counts: they carry the recording alone.
        var events = [record]
        func add(_ kind: SessionEventKind, _ count: Int, page: String? = nil) {
            for number in 0..<min(count, 50) {
                var event = record
                event["hotjar"] = .string(kind.rawValue)
                event["page"] = page.map(JSONValue.string)
                event["event id"] = .string("\(kind.rawValue)\(number)\(page ?? "")")
                events.append(event)
            }
        }
        add(.pageView, record.text("Landing page") == nil ? 0 : 1, page: record.text("Landing page"))
        let pages = record["Pages"]?.int ?? record["Page count"]?.int ?? 0
        if pages > 1, let exit = record.text("Exit page") { add(.pageView, 1, page: exit) }
        add(.rageClick, count(record, "Rage clicks", "Rage click count"))
        add(.deadClick, count(record, "Dead clicks", "U-turns"))
        add(.error, count(record, "Errors", "Error count"))
        return events
    }

    private static func count(_ row: JSONObject, _ first: String, _ second: String) -> Int {
        guard let text = row.text(first, second) else { return 0 }
        return Int(text) ?? (["yes", "true", "oui"].contains(text.lowercased()) ? 1 : 0)
    }

    static func signal(_ event: JSONObject, _ source: ItemSource) throws(RecordProblem) -> SessionSignal? {
        guard let recording = event.text("Recording URL") else { return nil }
        let date = [event.text("Date"), event.text("Time")].compactMap { $0 }.joined(separator: " ")
        var at = Timestamp.undated
        if !date.isEmpty {
            guard let moment = try source.timestamp(.string(date)) else { throw .badDate }
            at = moment
        }
        var signal = SessionSignal(key: id(of: recording), at: at)
        if let kind = event.text("hotjar").flatMap(SessionEventKind.init(rawValue:)) {
            (signal.kind, signal.id) = (kind, event.text("event id"))
            signal.page = source.page(event.text("page"))
            return signal
        }
        signal.facts.visitorID = source.key(event.text("Hotjar User ID", "User"))
        signal.facts.respondent = source.pseudonym(event.text("User ID"))
        signal.facts.channel = "web"
        signal.facts.device = event.text("Device").flatMap { device in
            ["desktop", "tablet", "mobile"].first { device.lowercased().contains($0) }
                ?? (device.lowercased().contains("phone") ? "mobile" : nil)
        }
        signal.facts.browser = known(event.text("Browser"))
        signal.facts.country = CountryCode.named(event.text("Country"))
        signal.facts.pageViews = event.value("Pages", "Page count")?.int
        signal.facts.duration = event.text("Duration").flatMap(seconds)
        signal.facts.replayURL = recording
        return signal
    }

    /// What the address says of the recording (`…?site=1&recording=2`), else its last part.
    private static func id(of url: String) -> String {
        let named = url.split(whereSeparator: { "?&#".contains($0) }).lazy.compactMap { part in
            part.hasPrefix("recording=") ? String(part.dropFirst("recording=".count)) : nil
        }
        if let id = named.first, !id.isEmpty { return id }
        let path = PagePath.path(of: url) ?? url
        return path.split(separator: "/").last.map(String.init) ?? url
    }

    /// `125`, `2:05`, `1:02:05` or `00:02:05`.
    private static func seconds(_ text: String) -> Double? {
        let parts = text.split(separator: ":").map { Double($0) }
        guard !parts.isEmpty, parts.count <= 3, !parts.contains(nil) else { return nil }
        return parts.reduce(0) { $0 * 60 + ($1 ?? 0) }
    }
}
