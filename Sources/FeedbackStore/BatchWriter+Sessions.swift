package import Feedback
package import GRDB

/// A session as it stands in the store.
struct StoredSession: Hashable, Sendable, Codable {
    var id: Int64
    var batch: Int64
    var contentHash: Int64
    var session: Session
}

extension BatchWriter {
    /// Stores a session; one with the same id from the same source is replaced when anything in it changed.
    package func store(_ session: Session, contentHash: Int64, batch: Int64, in db: Database) throws -> StoreOutcome {
        let find = try db.cachedStatement(
            sql: "SELECT id, content_hash FROM session WHERE session_id = ? AND source = ?")
        guard let row = try Row.fetchOne(find, arguments: [session.sessionID, session.source]) else {
            try insert(StoredSession(id: 0, batch: batch, contentHash: contentHash, session: session), id: nil, in: db)
            return .new
        }
        let (id, hash): (Int64, Int64) = (row[0], row[1])
        if hash == contentHash { return .duplicate }
        let old = try StoredSession.load(id, in: db)
        try saveRevision(of: "session", id: id, payload: old, in: db)
        try StoredSession.delete(id, in: db)
        try insert(StoredSession(id: id, batch: old.batch, contentHash: contentHash, session: session), id: id, in: db)
        return .updated
    }

    func insert(_ stored: StoredSession, id: Int64?, in db: Database) throws {
        let session = stored.session
        try db.cachedStatement(
            sql: """
                INSERT INTO session (id, batch, source, session_id, visitor_key, respondent, channel, device, browser,
                    language, country, city, campaign, app_version, consent, started_at, ended_at, page_views,
                    landing_page, exit_page, outcome, replay_url, errors, not_found, rage_clicks, dead_clicks,
                    form_abandons, content_hash, network)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            id, stored.batch, session.source, session.sessionID, session.visitorID, session.respondent, session.channel,
            session.device, session.browser, session.language, session.country, session.city, session.campaign,
            session.appVersion, session.consent, session.startedAt.milliseconds, session.endedAt.milliseconds,
            session.pageViews, session.landingPage, session.exitPage, session.outcome.rawValue, session.replayURL,
            session.count(.error), session.count(.notFound), session.count(.rageClick), session.count(.deadClick),
            session.count(.formAbandon), stored.contentHash, session.network,
        ])
        let row = db.lastInsertedRowID
        let order = try db.cachedStatement(
            sql: "INSERT OR IGNORE INTO session_order (session, order_key) VALUES (?, ?)")
        for key in session.orderIDs { try order.execute(arguments: [row, key]) }
        let event = try db.cachedStatement(
            sql: "INSERT INTO session_event (session, seq, kind, at, page, detail, value) VALUES (?, ?, ?, ?, ?, ?, ?)")
        for (index, happened) in session.events.enumerated() {
            try event.execute(arguments: [
                row, index, happened.kind.rawValue, happened.at.milliseconds, happened.page, happened.detail,
                happened.value,
            ])
        }
    }

    /// Puts a rejected row aside with its reason.
    package func quarantine(
        batch: Int64, line: Int, column: Int, reason: Phrase, raw: String, in db: Database
    ) throws {
        let json = segmentsJSON([Segment("en", reason.en), Segment("fr", reason.fr)])
        try db.cachedStatement(
            sql: "INSERT INTO quarantine (batch, line, \"column\", reason, raw) VALUES (?, ?, ?, ?, ?)"
        ).execute(arguments: [batch, line, column, json, raw])
    }
}

extension StoredSession {
    static func load(_ id: Int64, in db: Database) throws -> StoredSession {
        let row = try Row.fetchOne(db, sql: "SELECT * FROM session WHERE id = ?", arguments: [id])
        guard let row else { throw StoreError.noSuchItem("session \(id)") }
        return try StoredSession(row, in: db)
    }

    init(_ row: Row, in db: Database) throws {
        let id: Int64 = row["id"]
        var session = Session(
            source: row["source"], sessionID: row["session_id"], startedAt: Timestamp(milliseconds: row["started_at"]),
            endedAt: Timestamp(milliseconds: row["ended_at"]))
        session.visitorID = row["visitor_key"]
        session.respondent = row["respondent"]
        session.channel = row["channel"]
        session.device = row["device"]
        session.browser = row["browser"]
        session.language = row["language"]
        session.country = row["country"]
        session.city = row["city"]
        session.network = row["network"]
        session.campaign = row["campaign"]
        session.appVersion = row["app_version"]
        session.consent = row["consent"]
        session.pageViews = row["page_views"]
        session.landingPage = row["landing_page"]
        session.exitPage = row["exit_page"]
        session.outcome = SessionOutcome(rawValue: row["outcome"]) ?? .browsed
        session.replayURL = row["replay_url"]
        session.orderIDs = try String.fetchAll(
            db, sql: "SELECT order_key FROM session_order WHERE session = ? ORDER BY order_key", arguments: [id])
        session.events = try Row.fetchAll(
            db, sql: "SELECT kind, at, page, detail, value FROM session_event WHERE session = ? ORDER BY seq",
            arguments: [id]
        ).map { event in
            SessionEvent(
                kind: SessionEventKind(rawValue: event[0]) ?? .other, at: Timestamp(milliseconds: event[1]),
                page: event[2],
                detail: event[3], value: event[4])
        }
        self.init(id: id, batch: row["batch"], contentHash: row["content_hash"], session: session)
    }

    static func delete(_ id: Int64, in db: Database) throws {
        for sql in [
            "DELETE FROM session_event WHERE session = ?",
            "DELETE FROM session_order WHERE session = ?",
            "DELETE FROM link WHERE session = ?",
            "DELETE FROM session WHERE id = ?",
        ] {
            try db.cachedStatement(sql: sql).execute(arguments: [id])
        }
    }
}
