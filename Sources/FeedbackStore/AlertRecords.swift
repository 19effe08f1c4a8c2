import GRDB

/// Where a rule stands, as the last check left it.
package struct AlertStateRecord: Hashable, Sendable {
    package var rule: String
    package var state: String
    /// UTC milliseconds: the end of the period that brought the rule into the state.
    package var since: Int64
    package var value: Double?
    /// JSON, the alerting module's own.
    package var detail: String
    package var updatedAt: Int64

    package init(rule: String, state: String, since: Int64, value: Double?, detail: String, updatedAt: Int64) {
        self.rule = rule
        self.state = state
        self.since = since
        self.value = value
        self.detail = detail
        self.updatedAt = updatedAt
    }

    fileprivate init(_ row: Row) {
        self.init(
            rule: row["rule"], state: row["state"], since: row["since"], value: row["value"], detail: row["detail"],
            updatedAt: row["updated_at"])
    }
}

/// One time a rule fired, from the first period out of bounds to the one that cleared it.
package struct IncidentRecord: Hashable, Sendable {
    /// 0 until it is stored.
    package var id: Int64
    package var rule: String
    /// The same for the same incident, however often it is found again.
    package var key: String
    /// UTC milliseconds.
    package var firedAt: Int64
    package var resolvedAt: Int64?
    /// 1 is the most urgent.
    package var severity: Int
    /// What was last told to people: updates are measured from it.
    package var value: Double?
    package var limit: Double?
    package var count: Int?
    /// The last message, as JSON.
    package var message: String
    package var acknowledgedAt: Int64?
    package var acknowledgedBy: String?
    /// The key of the incident whose message told of this one too; only written, never read.
    package var leadKey: String?
    package var lead: Int64?
    /// When someone said that it is over, whatever the figures say.
    package var closedAt: Int64?
    package var closedBy: String?
    /// `confirmed` or `falseAlarm`, as whoever closed it said.
    package var verdict: String?

    package init(
        rule: String, key: String, firedAt: Int64, resolvedAt: Int64?, severity: Int, value: Double?, limit: Double?,
        count: Int?
    ) {
        id = 0
        self.rule = rule
        self.key = key
        self.firedAt = firedAt
        self.resolvedAt = resolvedAt
        self.severity = severity
        self.value = value
        self.limit = limit
        self.count = count
        message = ""
    }

    fileprivate init(_ row: Row) {
        self.init(
            rule: row["rule"], key: row["key"], firedAt: row["fired_at"], resolvedAt: row["resolved_at"],
            severity: row["severity"], value: row["value"], limit: row["lim"], count: row["n"])
        id = row["id"]
        message = row["message"]
        acknowledgedAt = row["acknowledged_at"]
        acknowledgedBy = row["acknowledged_by"]
        lead = row["lead"]
        closedAt = row["closed_at"]
        closedBy = row["closed_by"]
        verdict = row["verdict"]
    }
}

/// A message to put in the outbox.
package struct AlertNotice: Sendable {
    /// `firing`, `update`, `resolved`, `noData`.
    package var kind: String
    /// Unique in its incident: the same news found again is not sent again.
    package var key: String
    package var targets: [(channel: String, target: String)]
    /// UTC milliseconds before which it is held back (quiet hours, a silence).
    package var notBefore: Int64
    /// The message as JSON, given the incident's number.
    package var payload: @Sendable (Int64) throws -> String

    package init(
        kind: String, key: String, targets: [(channel: String, target: String)], notBefore: Int64,
        payload: @escaping @Sendable (Int64) throws -> String
    ) {
        self.kind = kind
        self.key = key
        self.targets = targets
        self.notBefore = notBefore
        self.payload = payload
    }
}

/// What a check found of one rule: stored as a whole, or not at all.
package struct AlertOutcome: Sendable {
    package var state: AlertStateRecord
    package var incidents: [(record: IncidentRecord, notices: [AlertNotice])]

    package init(state: AlertStateRecord, incidents: [(record: IncidentRecord, notices: [AlertNotice])] = []) {
        self.state = state
        self.incidents = incidents
    }
}

extension FeedbackStore {
    /// Where every rule stands, by name.
    package func alertStates() throws -> [AlertStateRecord] {
        try read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM alert_state ORDER BY rule").map(AlertStateRecord.init)
        }
    }

    package func alertState(of rule: String) throws -> AlertStateRecord? {
        try read { db in
            try Row.fetchOne(db, sql: "SELECT * FROM alert_state WHERE rule = ?", arguments: [rule])
                .map(AlertStateRecord.init)
        }
    }

    package func save(alertState: AlertStateRecord) throws {
        try write { db in try Self.save(alertState, in: db) }
    }

    /// The incidents of a rule, or of all, the newest first.
    package func incidents(of rule: String? = nil) throws -> [IncidentRecord] {
        try read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM incident WHERE ?1 IS NULL OR rule = ?1 ORDER BY fired_at DESC, id DESC",
                arguments: [rule]
            ).map(IncidentRecord.init)
        }
    }

    /// Notes that someone looks after an incident.
    ///
    /// - Parameter incident: its number or its key.
    /// - Returns: the incident, or `nil` when there is none.
    package func acknowledge(incident: String, by who: String, now: Int64) throws -> IncidentRecord? {
        try write { db in
            let found = try Row.fetchOne(
                db, sql: "SELECT * FROM incident WHERE key = ?1 OR CAST(id AS TEXT) = ?1", arguments: [incident])
            guard var record = found.map(IncidentRecord.init) else { return nil }
            if record.acknowledgedAt != nil { return record }
            (record.acknowledgedAt, record.acknowledgedBy) = (now, who)
            // Those that were told of with it are looked after with it.
            let ids = try Int64.fetchAll(
                db, sql: "SELECT id FROM incident WHERE (id = ?1 OR lead = ?1) AND acknowledged_at IS NULL",
                arguments: [record.id])
            for id in ids {
                try db.execute(
                    sql: "UPDATE incident SET acknowledged_at = ?, acknowledged_by = ? WHERE id = ?",
                    arguments: [now, who, id])
                try Self.note(IncidentEvent(at: now, kind: "acknowledged", who: who), of: id, in: db)
                try Self.cancel("AND kind = 'escalation'", of: id, in: db)
            }
            return record
        }
    }

    /// Stores where rules stand, their incidents and their messages in one transaction.
    package func record(_ outcomes: [AlertOutcome], now: Int64) throws {
        try write { db in
            for outcome in outcomes { try Self.save(outcome.state, in: db) }
            let incidents = outcomes.flatMap(\.incidents)
            // A lead first: the others name it.
            let (leads, led) = (
                incidents.filter { $0.record.leadKey == nil }, incidents.filter { $0.record.leadKey != nil }
            )
            for (record, notices) in leads + led {
                let id = try Self.save(record, now: now, in: db)
                for notice in notices {
                    try Self.enqueue(notice, incident: id, now: now, in: db)
                }
            }
        }
    }

    private static func save(_ state: AlertStateRecord, in db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO alert_state (rule, state, since, value, detail, updated_at) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (rule) DO UPDATE SET state = excluded.state, since = excluded.since, value = excluded.value,
                    detail = excluded.detail, updated_at = excluded.updated_at
                """,
            arguments: [state.rule, state.state, state.since, state.value, state.detail, state.updatedAt])
    }

    private static func save(_ record: IncidentRecord, now: Int64, in db: Database) throws -> Int64 {
        let old = try Row.fetchOne(db, sql: "SELECT * FROM incident WHERE key = ?", arguments: [record.key])
            .map(IncidentRecord.init)
        try db.execute(
            sql: """
                INSERT INTO incident (rule, key, fired_at, resolved_at, severity, value, lim, n, message)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, '')
                ON CONFLICT (key) DO UPDATE SET resolved_at = excluded.resolved_at, severity = excluded.severity,
                    value = excluded.value, lim = excluded.lim, n = excluded.n
                """,
            arguments: [
                record.rule, record.key, record.firedAt, record.resolvedAt, record.severity, record.value, record.limit,
                record.count,
            ])
        let id = try Int64.fetchOne(db, sql: "SELECT id FROM incident WHERE key = ?", arguments: [record.key]) ?? 0
        if let lead = record.leadKey {
            try db.execute(
                sql: "UPDATE incident SET lead = (SELECT id FROM incident WHERE key = ?) WHERE id = ?",
                arguments: [lead, id])
        }
        if old == nil { try note(IncidentEvent(at: record.firedAt, kind: "fired"), of: id, in: db) }
        if let resolvedAt = record.resolvedAt, old?.resolvedAt == nil {
            try note(IncidentEvent(at: resolvedAt, kind: "resolved"), of: id, in: db)
            try cancel("AND kind = 'escalation'", of: id, in: db)
        } else if record.resolvedAt == nil && old?.resolvedAt != nil {
            try note(IncidentEvent(at: now, kind: "reopened"), of: id, in: db)
        }
        return id
    }
}
