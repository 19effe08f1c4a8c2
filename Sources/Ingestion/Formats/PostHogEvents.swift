import Feedback
import Readers

/// PostHog events: what visitors did becomes sessions, what they answered becomes feedback.
enum PostHogEvents: ImportFormat {
    static let name = "posthog-events"
    static let title = Phrase(en: "PostHog events and surveys (JSON)", fr: "Événements et enquêtes PostHog (JSON)")
    static let family = FormatFamily.sessions

    static func detect(_ head: FileHead) -> Detection? {
        guard let shape = head.json else { return detectTable(head) }
        let records = shape.firstRecords.flatMap(events)
        let own = records.count { PostHogEvent.isEvent($0) }
        guard own > 0, own * 2 >= records.count else { return nil }
        return Detection(
            confidence: 0.97 * Double(own) / Double(records.count),
            reasons: [
                Phrase(
                    en: "\(own) of the first \(records.count) records have event, distinct_id, properties",
                    fr: "\(own) des \(records.count) premiers enregistrements ont event, distinct_id, properties")
            ])
    }

    static func conversion(for head: FileHead, options: ImportOptions) throws(ImportError) -> Conversion {
        let converter = Converter(source: ItemSource(name: "posthog", options: options))
        if var plan = RowPlan(head) {
            // A query may give a property its own name: `$session_id`.
            plan.headers = plan.headers.map { $0.hasPrefix("$") ? "properties.\($0)" : $0 }
            return .rows(plan, converter)
        }
        guard head.json != nil else { throw .notJSON(head, format: name) }
        return .json(converter)
    }

    /// A table made by a query: the properties are columns of their own, or one column of JSON.
    private static func detectTable(_ head: FileHead) -> Detection? {
        guard let headers = head.table?.rowsBelowTitles.first.map(Set.init),
            headers.isSuperset(of: ["event", "timestamp"]),
            headers.contains("distinct_id"),
            headers.contains(where: { $0.hasPrefix("properties") || $0 == "$session_id" })
        else { return nil }
        return Detection(
            confidence: 0.96,
            reasons: [
                Phrase(
                    en: "the columns event, timestamp, distinct_id, properties",
                    fr: "les colonnes event, timestamp, distinct_id, properties")
            ])
    }

    private static func events(in value: JSONValue) -> [JSONObject] {
        guard let object = value.object?.gathering("properties", "person"), !PostHogEvent.isEvent(object) else {
            return value.object.map { [$0.gathering("properties", "person")] } ?? []
        }
        return object.value("results", "data", "events")?.array?.compactMap(\.object) ?? [object]
    }

    struct Converter: JSONConverter {
        private let source: ItemSource
        private var survey: PostHogSurvey
        private var assembler: SessionAssembler
        private var submissions = Submissions()
        private var eventsOutsideSessions = 0

        init(source: ItemSource, openLimit: Int = 100_000) {
            self.source = source
            survey = PostHogSurvey(source: source)
            assembler = SessionAssembler(source: source.name, grouping: .bySessionID, openLimit: openLimit)
        }

        mutating func convert(_ record: JSONRecord, context: JSONObject, into records: inout [ImportedRecord]) {
            let position = RecordPosition(line: record.line, column: record.column)
            for object in PostHogEvents.events(in: record.value) {
                do throws(RecordProblem) {
                    try add(PostHogEvent(object, source), at: position, into: &records)
                } catch {
                    records.append(.rejected(error, .object(object), at: position))
                }
            }
        }

        mutating func finish(into records: inout [ImportedRecord]) {
            submissions.flush(into: &records)
            assembler.finish(into: &records)
        }

        private mutating func add(
            _ event: PostHogEvent, at position: RecordPosition, into records: inout [ImportedRecord]
        ) throws(RecordProblem) {
            if let signal = event.signal(source) {
                assembler.add(signal, at: position, into: &records)
            } else if event.name != "survey sent" {
                eventsOutsideSessions += 1
            }
            guard event.name == "survey sent" else { return }
            let item = try survey.item(event)
            if item.saysNothing {
                records.append(.dropped(reason: "empty", position))
            } else if let submission = event.properties.text("$survey_submission_id") {
                submissions.add(item, id: submission, at: position, into: &records)
            } else {
                records.append(.item(item, position))
            }
        }

        var decisions: [Decision] {
            var decisions = survey.decisions + assembler.decisions
            if eventsOutsideSessions > 0 {
                decisions.append(
                    Decision(
                        "sessions", en: "\(eventsOutsideSessions) events carry no $session_id and are left out",
                        fr: "\(eventsOutsideSessions) événements sans $session_id sont laissés de côté"))
            }
            return decisions
        }
    }

    /// A survey sends an event after each question; the last one holds all the answers.
    private struct Submissions {
        private var latest: [String: Int] = [:]
        private var waiting: [(item: FeedbackItem, position: RecordPosition)] = []
        private static let limit = 20_000

        mutating func add(
            _ item: FeedbackItem, id: String, at position: RecordPosition, into records: inout [ImportedRecord]
        ) {
            if let index = latest[id] {
                // Exports may run backwards in time.
                let isLater = item.createdAt.map { $0 >= waiting[index].item.createdAt ?? $0 } ?? false
                if isLater { waiting[index].item = item }
                return
            }
            if waiting.count >= Self.limit { flush(into: &records) }
            latest[id] = waiting.count
            waiting.append((item, position))
        }

        mutating func flush(into records: inout [ImportedRecord]) {
            records += waiting.map { .item($0.item, $0.position) }
            waiting = []
            latest = [:]
        }
    }
}
