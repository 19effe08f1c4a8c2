public import Feedback
import GRDB

/// One session with a summary of the feedback joined to it.
public struct SessionSummary: Hashable, Sendable, Codable {
    public var sessionID: String
    public var source: String
    /// ISO 8601, UTC.
    public var startedAt: String
    public var device: String?
    public var pageViews: Int
    public var errors: Int
    public var notFound: Int
    public var rageClicks: Int
    public var exitPage: String?
    public var outcome: String
    public var replayURL: String?
    /// Items joined by an exact key.
    public var items: Int
    /// Their mean sentiment, −1…1.
    public var sentiment: Double?
    /// By the weights of `seeds/frustration.yaml`.
    public var frustration: Double
}

/// Which sessions to list. Every condition set must hold.
public struct SessionFilter: Hashable, Sendable {
    /// With feedback whose mean sentiment is below zero.
    public var isUnhappy = false
    /// With a frustration from the threshold on.
    public var isStruggling = false
    /// Struggling, and nobody said a word.
    public var isSilent = false
    /// Days since 1970-01-01, UTC.
    public var since: Int?
    public var until: Int?

    public init() {}
}

extension FeedbackStore {
    /// The newest sessions, those with feedback first; the silent ones by their frustration.
    public func sessionSummaries(
        _ filter: SessionFilter, weights: FrustrationWeights, limit: Int
    ) throws -> [SessionSummary] {
        var conditions = [Self.days(InsightFilter(since: filter.since, until: filter.until))]
        if filter.isUnhappy { conditions.append("sentiment < 0") }
        if filter.isStruggling || filter.isSilent { conditions.append("frustration >= \(weights.strugglingFrom)") }
        if filter.isSilent { conditions.append("items = 0") }
        let order = filter.isSilent ? "frustration DESC, started_at DESC" : "items > 0 DESC, started_at DESC"
        return try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM (
                        SELECT s.*, \(weights.sql) AS frustration, count(i.id) AS items, avg(i.sentiment) AS sentiment
                        FROM session s LEFT JOIN link l ON l.session = s.id AND l.accepted = 1 AND l.method LIKE 'exact:%'
                        LEFT JOIN item i ON i.id = l.item
                        GROUP BY s.id) s
                    WHERE \(conditions.joined(separator: " AND ")) ORDER BY \(order) LIMIT ?
                    """,
                arguments: [limit]
            ).map(Self.summary)
        }
    }

    /// Whether there are visits, and no more than a limit.
    public func holdsVisits(upTo limit: Int) throws -> Bool {
        let count = try read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM (SELECT 1 FROM session LIMIT ?)", arguments: [limit + 1])
                ?? 0
        }
        return count > 0 && count <= limit
    }

    /// Sessions by what happened in them and what was said of them.
    public func sessionMatrix(_ filter: SessionFilter, weights: FrustrationWeights) throws -> [SessionMatrixRow] {
        let days = Self.days(InsightFilter(since: filter.since, until: filter.until))
        return try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT struggles, CASE WHEN items = 0 THEN NULL ELSE sentiment < 0 END AS unhappy, count(*),
                        sum(outcome = 'purchased'), sum(outcome = 'abandoned')
                    FROM (
                        SELECT \(weights.sql) >= \(weights.strugglingFrom) AS struggles, s.outcome, count(i.id) AS items,
                            coalesce(avg(i.sentiment), 0) AS sentiment
                        FROM session s LEFT JOIN link l ON l.session = s.id AND l.accepted = 1 AND l.method LIKE 'exact:%'
                        LEFT JOIN item i ON i.id = l.item
                        WHERE \(days) GROUP BY s.id)
                    GROUP BY 1, 2 ORDER BY 2 IS NULL, 2, 1
                    """
            ).map {
                SessionMatrixRow(
                    struggles: $0[0], isUnhappy: $0[1], sessions: $0[2], purchased: $0[3], abandoned: $0[4])
            }
        }
    }

    private static func summary(_ row: Row) -> SessionSummary {
        SessionSummary(
            sessionID: row["session_id"], source: row["source"],
            startedAt: Timestamp(milliseconds: row["started_at"]).iso8601, device: row["device"],
            pageViews: row["page_views"],
            errors: row["errors"], notFound: row["not_found"], rageClicks: row["rage_clicks"],
            exitPage: row["exit_page"],
            outcome: row["outcome"], replayURL: row["replay_url"], items: row["items"], sentiment: row["sentiment"],
            frustration: row["frustration"])
    }

    /// A session by its source's id, with the ids of the items joined to it; `nil` when there is none.
    public func session(named name: String) throws -> (session: Session, items: [Int64])? {
        try read { db in
            guard
                let row = try Row.fetchOne(
                    db, sql: "SELECT * FROM session WHERE session_id = ? ORDER BY id LIMIT 1", arguments: [name])
            else { return nil }
            let stored = try StoredSession(row, in: db)
            let items = try Int64.fetchAll(
                db, sql: "SELECT item FROM link WHERE session = ? AND accepted = 1 ORDER BY item",
                arguments: [stored.id])
            return (stored.session, items)
        }
    }

    /// Items whose text asks for an answer or an action now, or says the customer is leaving: the oldest first.
    ///
    /// - Parameters:
    ///   - since: UTC milliseconds.
    ///   - until: UTC milliseconds: what was written later is not there yet.
    public func urgentItems(
        _ filter: InsightFilter = InsightFilter(), since: Int64, until: Int64 = .max
    ) throws -> [UrgentItem] {
        let conditions = ItemConditions(filter)
        return try read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT i.id, i.external_id, i.created_at, i.channel, i.source, i.step, v.language, v.text,
                        group_concat(DISTINCT t.code) AS codes, i.respondent
                    FROM tag t JOIN item i ON i.id = t.item JOIN verbatim v ON v.id = t.verbatim
                    WHERE t.code IN ('urgent', 'churn_risk') AND i.created_at >= \(since) AND i.created_at <= \(until)
                        AND \(conditions.condition)
                    GROUP BY i.id ORDER BY i.created_at, i.id
                    """,
                arguments: StatementArguments(conditions.arguments))
            return rows.map { row in
                UrgentItem(
                    id: row["id"], externalID: row["external_id"], createdAt: row["created_at"],
                    channel: row["channel"],
                    source: row["source"], step: row["step"], language: row["language"], text: row["text"],
                    reasons: (row["codes"] as String).split(separator: ",").map(String.init).sorted(),
                    respondent: row["respondent"])
            }
        }
    }
}

/// Someone to answer today.
public struct UrgentItem: Hashable, Sendable, Codable {
    public var id: Int64
    public var externalID: String?
    /// UTC milliseconds.
    public var createdAt: Int64
    public var channel: String?
    public var source: String
    public var step: String?
    public var language: String
    public var text: String
    /// `urgent`, `churn_risk`.
    public var reasons: [String]
    public var respondent: String?
}

extension FeedbackStore {
    /// When the newest item was written, UTC milliseconds; `nil` for an empty store.
    public func newestItemTime() throws -> Int64? {
        try read { db in try Int64.fetchOne(db, sql: "SELECT max(created_at) FROM item") }
    }
}

/// One cell of behaviour × feedback.
public struct SessionMatrixRow: Hashable, Sendable {
    public var struggles: Bool
    /// `nil` without feedback.
    public var isUnhappy: Bool?
    public var sessions: Int
    public var purchased: Int
    public var abandoned: Int
}

extension FrustrationWeights {
    /// The sum over `session s`. Numbers only: nothing a user wrote reaches the statement.
    fileprivate var sql: String {
        """
        (s.errors * \(error) + s.not_found * \(notFound) + s.rage_clicks * \(rageClick) + s.dead_clicks * \(deadClick)
            + s.form_abandons * \(formAbandon))
        """
    }
}
