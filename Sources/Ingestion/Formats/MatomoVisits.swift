import Feedback
import Readers

/// Matomo's visits log (`Live.getLastVisitsDetails`) in its three spellings: each record is a whole visit.
enum MatomoVisits: ImportFormat {
    static let name = "matomo-visits"
    static let title = Phrase(en: "Matomo visits (XML, JSON, CSV)", fr: "Visites Matomo (XML, JSON, CSV)")
    static let family = FormatFamily.sessions

    static func detect(_ head: FileHead) -> Detection? {
        let found: Bool
        switch head.shape {
        case .xml(let xml):
            found = xml.rootName == "result" && xml.elementCounts["idVisit"] != nil
        case .json(let shape):
            let records = shape.firstRecords.compactMap(\.object)
            found = records.contains(where: isVisit)
        case .table(let table):
            let headers = Set(table.rowsBelowTitles.first?.map { $0.trimmed } ?? [])
            found =
                headers.contains("idVisit") && (headers.contains("visitorType") || headers.contains("visitDuration"))
        case .log, .mail: found = false
        }
        guard found else { return nil }
        return Detection(
            confidence: 0.98,
            reasons: [
                Phrase(
                    en: "visits with idVisit, visitorType, visitDuration",
                    fr: "des visites avec idVisit, visitorType, visitDuration")
            ])
    }

    private static func isVisit(_ object: JSONObject) -> Bool {
        object["idVisit"] != nil && (object["actionDetails"] != nil || object["visitorType"] != nil)
    }

    static func conversion(for head: FileHead, options: ImportOptions) throws(ImportError) -> Conversion {
        let converter = Converter(source: ItemSource(name: "matomo", options: options))
        if head.xml != nil { return .xml(recordNames: ["row", "error"], converter) }
        if let plan = RowPlan(head, nesting: .numbered) { return .rows(plan, converter) }
        guard head.json != nil else { throw .notJSON(head, format: name) }
        return .json(converter)
    }

    struct Converter: JSONConverter, XMLConverter {
        let source: ItemSource
        private var undated = 0

        init(source: ItemSource) { self.source = source }

        var decisions: [Decision] { undated > 0 ? [.undated(undated)] : [] }

        mutating func convert(_ element: XMLElement, line: Int, into records: inout [ImportedRecord]) {
            add(element.json, at: RecordPosition(line: line), into: &records)
        }

        mutating func convert(_ record: JSONRecord, context: JSONObject, into records: inout [ImportedRecord]) {
            let position = RecordPosition(line: record.line, column: record.column)
            // A report over several sites nests the visits of each.
            if case .array(let visits) = record.value {
                for visit in visits { add(visit, at: position, into: &records) }
            } else {
                add(record.value, at: position, into: &records)
            }
        }

        private mutating func add(
            _ value: JSONValue, at position: RecordPosition, into records: inout [ImportedRecord]
        ) {
            do throws(RecordProblem) {
                guard let object = value.object, let visit = MatomoVisit(object) else {
                    throw RecordProblem(en: "the record has no idVisit", fr: "l'enregistrement n'a pas d'idVisit")
                }
                let signals = try visit.signals(source)
                if !signals[0].at.isDated { undated += 1 }
                var session = OpenSession(signals[0], source: source.name, position: position)
                for signal in signals.dropFirst() { session.add(signal) }
                // A visit is complete: two views of one page in one second are two.
                records.append(session.record(part: 1, grouping: .byVisitor))
            } catch {
                records.append(.rejected(error, value, at: position))
            }
        }
    }
}

/// One visit with its actions.
private struct MatomoVisit {
    let visit: JSONObject
    let id: String

    init?(_ visit: JSONObject) {
        guard let id = visit.text("idVisit") else { return nil }
        self.visit = visit
        self.id = id
    }

    /// The visit's beginning with all that is known of it, then one signal for each action.
    func signals(_ source: ItemSource) throws(RecordProblem) -> [SessionSignal] {
        let end = try end(source)
        var start = try source.timestamp(visit.value("firstActionTimestamp", "serverTimestamp"))
        start = start ?? end
        var first = SessionSignal(key: id, at: start ?? .undated)
        first.facts = facts(source)
        var signals = [first]
        if let end { signals.append(SessionSignal(key: id, at: end)) }
        for action in visit["actionDetails"]?.array ?? [] {
            guard let action = action.object else { continue }
            signals += try self.signals(of: action, source, start: start ?? .undated)
        }
        for kind in counted(in: signals) { signals.append(SessionSignal(key: id, at: start ?? .undated, kind: kind)) }
        return signals
    }

    private func end(_ source: ItemSource) throws(RecordProblem) -> Timestamp? {
        if let stamp = try source.timestamp(visit["lastActionTimestamp"]) { return stamp }
        // Written in UTC, without saying so.
        return visit.text("lastActionDateTime").flatMap { Timestamp(iso8601: $0 + "Z") }
    }

    private func signals(
        of action: JSONObject, _ source: ItemSource, start: Timestamp
    ) throws(RecordProblem) -> [SessionSignal] {
        let at = try source.timestamp(action["timestamp"])
        var signal = SessionSignal(key: id, at: at ?? start)
        signal.page = source.page(action.text("url"))
        let name = action.text("eventAction", "eventName", "eventCategory") ?? ""
        switch action.text("type") ?? "action" {
        case "action": signal.kind = isNotFound(action) ? .notFound : .pageView
        case "goal":
            signal.kind = .goal
            signal.detail = action.text("goalName").map { String($0.prefix(80)) }
            signal.value = action["revenue"]?.double
        case "ecommerceOrder":
            signal.kind = .purchase
            signal.value = action["revenue"]?.double
            signal.facts.orderID = action.text("orderId")
        case "ecommerceAbandonedCart":
            signal.kind = .addToCart
            signal.value = action["revenue"]?.double
        case "search": signal.kind = .search
        case "form": signal.kind = action.text("submitted") == "1" ? .form : .formAbandon
        case "crash", "error": signal.kind = .error
        case "event":
            signal.kind = SessionEventNames.kind(of: name) ?? .other
            if signal.kind == .other { signal.detail = String(name.prefix(80)) }
        default: break
        }
        return [signal]
    }

    /// Matomo names pages that were not found in their title.
    private func isNotFound(_ action: JSONObject) -> Bool {
        let title = action.text("pageTitle", "title") ?? ""
        return title.utf8.starts(with: "404".utf8) || title.utf8.starts(with: "Error 404".utf8)
    }

    /// Goals that a table counts without listing what happened.
    private func counted(in signals: [SessionSignal]) -> [SessionEventKind] {
        guard visit["actionDetails"] == nil, let goals = visit["goalConversions"]?.int, (1...50).contains(goals) else {
            return []
        }
        return Array(repeating: .goal, count: goals)
    }

    private func facts(_ source: ItemSource) -> SessionFacts {
        var facts = SessionFacts()
        facts.sessionID = id
        facts.visitorID = source.key(visit.text("visitorId"))
        facts.respondent = source.pseudonym(visit.text("userId"))
        facts.channel = "web"
        facts.device = device
        facts.browser = known(visit.text("browserName"))
        facts.language = known(visit.text("languageCode"))
        facts.country = known(visit.text("countryCode")).flatMap(CountryCode.alpha2)
        facts.city = known(visit.text("city"))
        facts.network = source.masker.network(of: visit.text("visitIp"))
        facts.campaign = known(visit.text("campaignName")) ?? campaign
        facts.replayURL = visit.text("sessionReplayUrl")
        facts.pageViews = visit["actions"]?.int.map { max(0, $0 - (visit["searches"]?.int ?? 0)) }
        facts.duration = visit["visitDuration"]?.double
        return facts
    }

    private var campaign: String? { visit.text("referrerType") == "campaign" ? known(visit.text("referrerName")) : nil }

    private var device: String? {
        switch visit.text("deviceType")?.lowercased() {
        case "desktop": "desktop"
        case "smartphone", "feature phone", "phablet": "mobile"
        case "tablet": "tablet"
        default: nil
        }
    }
}
