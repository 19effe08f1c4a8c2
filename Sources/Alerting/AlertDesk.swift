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
        /// The last message; `nil` when nobody was ever told.
        public var message: AlertMessage?

        init(_ record: IncidentRecord) {
            (id, key, rule, severity) = (record.id, record.key, record.rule, record.severity)
            firedAt = Timestamp(milliseconds: record.firedAt).iso8601
            resolvedAt = record.resolvedAt.map { Timestamp(milliseconds: $0).iso8601 }
            (value, limit, count, acknowledgedBy) = (record.value, record.limit, record.count, record.acknowledgedBy)
            message = try? JSONDecoder().decode(AlertMessage.self, from: Data(record.message.utf8))
        }
    }

    /// The newest first.
    public func incidents() throws -> [Incident] { try store.incidents().map(Incident.init) }

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
        return Incident(record)
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
