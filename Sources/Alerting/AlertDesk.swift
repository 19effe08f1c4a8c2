public import Feedback
public import FeedbackStore
import Foundation

/// What people do about alerts: see them, take one on, ask for quiet.
public struct AlertDesk: Sendable {
    private let store: FeedbackStore

    public init(_ store: FeedbackStore) { self.store = store }

    /// One time a rule fired.
    public struct Incident: Sendable, Codable {
        public var id: Int64
        public var key: String
        public var rule: String
        /// ISO 8601, UTC.
        public var firedAt: String
        public var resolvedAt: String?
        public var severity: Int
        public var value: Double?
        public var limit: Double?
        public var count: Int?
        public var acknowledgedBy: String?
        /// ISO 8601, UTC: when someone closed it by hand.
        public var closedAt: String?
        public var closedBy: String?
        public var verdict: Verdict?
        /// The incident whose message told of this one too.
        public var toldWith: Int64?
        public var history: [Event]
        /// The last message; `nil` when nobody was ever told.
        public var message: AlertMessage?

        init(_ record: IncidentRecord, _ events: [IncidentEvent]) {
            closedAt = record.closedAt.map { Timestamp(milliseconds: $0).iso8601 }
            (closedBy, verdict, toldWith) = (record.closedBy, record.verdict.flatMap(Verdict.init), record.lead)
            history = events.map {
                Event(at: Timestamp(milliseconds: $0.at).iso8601, kind: $0.kind, who: $0.who, note: $0.note)
            }
            (id, key, rule, severity) = (record.id, record.key, record.rule, record.severity)
            firedAt = Timestamp(milliseconds: record.firedAt).iso8601
            resolvedAt = record.resolvedAt.map { Timestamp(milliseconds: $0).iso8601 }
            (value, limit, count, acknowledgedBy) = (record.value, record.limit, record.count, record.acknowledgedBy)
            message = try? JSONDecoder().decode(AlertMessage.self, from: Data(record.message.utf8))
        }
    }

    public struct Event: Sendable, Codable {
        /// ISO 8601, UTC.
        public var at: String
        /// `fired`, `worse`, `acknowledged`, `resolved`, `reopened`, `closed`.
        public var kind: String
        public var who: String?
        public var note: String?
    }

    /// Whether there was something, as a person said.
    public enum Verdict: String, CaseIterable, Sendable, Codable {
        case confirmed, falseAlarm
    }

    /// The newest first.
    public func incidents() throws -> [Incident] {
        try store.incidents().map { Incident($0, try store.events(of: $0.id)) }
    }

    /// Ends an incident by hand: nothing more is sent of it, whatever the figures do, and the rule counts as calm.
    ///
    /// - Parameter incident: its number or its key.
    /// - Throws: ``AlertError/unknownIncident(_:)``, ``StoreError``.
    public func close(_ incident: String, _ verdict: Verdict?, by who: String, note: String?, now: Timestamp) throws {
        let isKnown = try store.close(
            incident: incident, verdict: verdict?.rawValue, by: who, note: note, now: now.milliseconds)
        guard isKnown else { throw AlertError.unknownIncident(incident) }
    }

    /// How often rules fired, and what people said of it.
    public struct Record: Sendable, Codable {
        /// Over the year before the moment asked about, or since the first check when that is shorter.
        public var fired: Int
        public var confirmed: Int
        public var falseAlarms: Int
        /// What chance alone was to bring in that time.
        public var expectedFalseAlarms: Double
    }

    /// - Parameter now: the end of the year looked at.
    public func record(now: Timestamp) throws -> Record {
        let year: Int64 = 365 * 86_400_000
        let incidents = try store.incidents().filter { $0.firedAt > now.milliseconds - year }
        let expected = try statuses().compactMap(\.falseAlarmsPerYear).reduce(0, +)
        return Record(
            fired: incidents.count, confirmed: incidents.count { $0.verdict == Verdict.confirmed.rawValue },
            falseAlarms: incidents.count { $0.verdict == Verdict.falseAlarm.rawValue }, expectedFalseAlarms: expected)
    }

    /// Where each rule stood at the last check.
    public func statuses() throws -> [AlertStatus] {
        try store.alertStates().compactMap { try AlertCheck.memory(of: $0.rule, store).status }
    }

    /// Notes who looks after an incident: no update is sent any more, only that it is over.
    ///
    /// - Parameter incident: its number or its key.
    /// - Throws: ``AlertError/unknownIncident(_:)``, ``StoreError``.
    @discardableResult
    public func acknowledge(_ incident: String, by who: String, now: Timestamp) throws -> Incident {
        guard let record = try store.acknowledge(incident: incident, by: who, now: now.milliseconds) else {
            throw AlertError.unknownIncident(incident)
        }
        return Incident(record, try store.events(of: record.id))
    }

    /// Holds a rule's messages back until a moment; what is still true then is sent.
    public func silence(_ rule: AlertRule, until: Timestamp, now: Timestamp) throws {
        var memory = try AlertCheck.memory(of: rule.name, store)
        memory.silencedUntil = until.milliseconds
        var record =
            try store.alertState(of: rule.name)
            ?? AlertStateRecord(
                rule: rule.name, state: AlertState.learning.rawValue, since: now.milliseconds, value: nil, detail: "",
                updatedAt: now.milliseconds)
        record.detail = try AlertCheck.json(memory)
        record.updatedAt = now.milliseconds
        try store.save(alertState: record)
    }
}
