import GRDB

/// Something that happened to an incident.
package struct IncidentEvent: Hashable, Sendable {
    /// UTC milliseconds.
    package var at: Int64
    /// `fired`, `worse`, `acknowledged`, `resolved`, `reopened`, `closed`.
    package var kind: String
    package var who: String?
    package var note: String?

    package init(at: Int64, kind: String, who: String? = nil, note: String? = nil) {
        self.at = at
        self.kind = kind
        self.who = who
        self.note = note
    }
}

extension FeedbackStore {
    /// What happened to an incident, the oldest first.
    package func events(of incident: Int64) throws -> [IncidentEvent] {
        try read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM incident_event WHERE incident = ? ORDER BY at, id", arguments: [incident]
            )
            .map { IncidentEvent(at: $0["at"], kind: $0["kind"], who: $0["who"], note: $0["note"]) }
        }
    }

    /// Ends an incident by hand: nothing more is sent of it, and whether it was real is kept.
    ///
    /// - Parameters:
    ///   - incident: its number or its key.
    ///   - verdict: `confirmed` or `falseAlarm`; `nil` leaves it open.
    /// - Returns: `false` when there is no such incident.
    package func close(incident: String, verdict: String?, by who: String, note: String?, now: Int64) throws -> Bool {
        try write { db in
            guard
                let id = try Int64.fetchOne(
                    db, sql: "SELECT id FROM incident WHERE key = ?1 OR CAST(id AS TEXT) = ?1", arguments: [incident])
            else { return false }
            try db.execute(
                sql: """
                    UPDATE incident SET closed_at = coalesce(closed_at, ?), closed_by = ?, verdict = coalesce(?, verdict)
                    WHERE id = ?
                    """, arguments: [now, who, verdict, id])
            let words = [verdict, note].compactMap { $0 }.joined(separator: ": ")
            try Self.note(
                IncidentEvent(at: now, kind: "closed", who: who, note: words.isEmpty ? nil : words), of: id, in: db)
            try Self.cancel("", of: id, in: db)
            return true
        }
    }

    /// Holds a name for a while, so that one process at a time does what it stands for. Whoever holds it renews it.
    ///
    /// - Returns: who holds it, when that is another.
    package func takeLease(_ name: String, holder: String, now: Int64, until: Int64) throws -> String? {
        try write { db in
            let row = try Row.fetchOne(db, sql: "SELECT holder, until FROM lease WHERE name = ?", arguments: [name])
            if let row, let other: String = row["holder"], let end: Int64 = row["until"], other != holder, end > now {
                return other
            }
            try db.execute(
                sql: "INSERT OR REPLACE INTO lease (name, holder, until) VALUES (?, ?, ?)",
                arguments: [name, holder, until])
            return nil
        }
    }

    package func releaseLease(_ name: String, holder: String) throws {
        try write { db in
            try db.execute(sql: "DELETE FROM lease WHERE name = ? AND holder = ?", arguments: [name, holder])
        }
    }

    static func note(_ event: IncidentEvent, of incident: Int64, in db: Database) throws {
        try db.execute(
            sql: "INSERT INTO incident_event (incident, at, kind, who, note) VALUES (?, ?, ?, ?, ?)",
            arguments: [incident, event.at, event.kind, event.who, event.note])
    }

    /// - Parameter condition: which of an incident's messages that were not sent yet; empty for all.
    static func cancel(_ condition: String, of incident: Int64, in db: Database) throws {
        try db.execute(
            sql: "UPDATE delivery SET status = 'superseded', next_at = NULL WHERE incident = ? AND status = 'pending' "
                + condition, arguments: [incident])
    }
}
