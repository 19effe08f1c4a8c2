import GRDB

/// One message for one channel, from the moment it was decided to the moment it arrived.
package struct DeliveryRecord: Hashable, Sendable {
    package enum Status: String, Sendable {
        case pending, sent
        /// Newer news of the same incident took its place before it was sent.
        case superseded
        /// Given up after the last attempt.
        case failed
    }

    package var id: Int64
    package var incident: Int64
    package var kind: String
    package var channel: String
    package var target: String
    /// The same at every attempt: a receiver that sees it twice can drop the second.
    package var key: String
    package var payload: String
    package var status: Status
    package var attempts: Int
    /// UTC milliseconds of the next attempt.
    package var nextAt: Int64?
    package var sentAt: Int64?
    package var error: String?

    fileprivate init(_ row: Row) {
        id = row["id"]
        incident = row["incident"]
        kind = row["kind"]
        channel = row["channel"]
        target = row["target"]
        key = row["key"]
        payload = row["payload"]
        status = Status(rawValue: row["status"]) ?? .pending
        attempts = row["attempts"]
        nextAt = row["next_at"]
        sentAt = row["sent_at"]
        error = row["error"]
    }
}

extension FeedbackStore {
    /// Messages whose time has come, in the order they were decided.
    package func dueDeliveries(now: Int64) throws -> [DeliveryRecord] {
        try read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM delivery WHERE status = 'pending' AND coalesce(next_at, 0) <= ? ORDER BY id",
                arguments: [now]
            ).map(DeliveryRecord.init)
        }
    }

    /// All messages of an incident, or of all, in the order they were decided.
    package func deliveries(of incident: Int64? = nil) throws -> [DeliveryRecord] {
        try read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM delivery WHERE ?1 IS NULL OR incident = ?1 ORDER BY id", arguments: [incident]
            ).map(DeliveryRecord.init)
        }
    }

    /// Takes a due message for sending, so that another process does not send it too.
    ///
    /// - Parameter until: when it is due again if whoever took it died.
    /// - Returns: whether it was still to be had.
    package func claim(_ delivery: DeliveryRecord, until: Int64) throws -> Bool {
        try write { db in
            try db.execute(
                sql: "UPDATE delivery SET next_at = ? WHERE id = ? AND status = 'pending' AND next_at IS ?",
                arguments: [until, delivery.id, delivery.nextAt])
            return db.changesCount == 1
        }
    }

    package func markSent(_ delivery: Int64, now: Int64) throws {
        try write { db in
            try db.execute(
                sql: """
                    UPDATE delivery SET status = 'sent', attempts = attempts + 1, sent_at = ?, next_at = NULL, error = NULL
                    WHERE id = ?
                    """, arguments: [now, delivery])
        }
    }

    /// - Parameter nextAt: when to try again; `nil` gives up.
    package func markFailed(_ delivery: Int64, error: String, nextAt: Int64?) throws {
        try write { db in
            try db.execute(
                sql: "UPDATE delivery SET status = ?, attempts = attempts + 1, next_at = ?, error = ? WHERE id = ?",
                arguments: [nextAt == nil ? "failed" : "pending", nextAt, error, delivery])
        }
    }

    /// Puts a message in the outbox, once a channel, in place of older news that was not sent yet.
    ///
    /// That an incident is over is told only where it was told that it began, by itself or with another.
    static func enqueue(_ notice: AlertNotice, incident: Int64, now: Int64, in db: Database) throws {
        let payload = try notice.payload(incident)
        let isEscalation = notice.kind == "escalation"
        if !isEscalation {
            try db.execute(sql: "UPDATE incident SET message = ? WHERE id = ?", arguments: [payload, incident])
            if notice.kind == "update" { try note(IncidentEvent(at: now, kind: "worse"), of: incident, in: db) }
        }
        for (channel, target) in notice.targets {
            let key = "\(notice.key)/\(channel)\(target.isEmpty ? "" : ":\(target)")"
            let isKnown = try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM delivery WHERE key = ?)", arguments: [key])
            if isKnown ?? false { continue }
            let wasTold = try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM delivery WHERE channel = ?2 AND target = ?3 AND status = 'sent'
                        AND incident IN (?1, (SELECT lead FROM incident WHERE id = ?1)))
                    """, arguments: [incident, channel, target])
            if !isEscalation {
                try db.execute(
                    sql: """
                        UPDATE delivery SET status = 'superseded', next_at = NULL
                        WHERE incident = ? AND channel = ? AND target = ? AND status = 'pending' AND kind <> 'escalation'
                        """, arguments: [incident, channel, target])
            }
            let isNews = notice.kind != "resolved" || wasTold ?? false
            try db.execute(
                sql: """
                    INSERT INTO delivery (incident, kind, channel, target, key, payload, status, attempts, next_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?)
                    """,
                arguments: [
                    incident, notice.kind, channel, target, key, payload, isNews ? "pending" : "superseded",
                    isNews ? notice.notBefore : nil,
                ])
        }
    }
}
