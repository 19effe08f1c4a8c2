import GRDB

extension FeedbackStore {
    /// Joins items to sessions by the keys both carry, the surest first: session id, order, respondent, visitor.
    ///
    /// An item gets at most one accepted session. By session or order the key names one; by respondent or visitor it is
    /// the visit the item was written in, or the last one that ended in the hour before; for an answer that names no page
    /// (a survey by e-mail, in a store, on the phone) the respondent's only visit of the thirty days before. An item or a
    /// session whose consent is refused is left out.
    ///
    /// - Returns: how many links were added.
    public func linkSessions() throws -> Int {
        try write { db in try Self.linkSessions(in: db) }
    }

    static func linkSessions(in db: Database) throws -> Int {
        guard try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM session)") ?? false else { return 0 }
        let before = db.totalChangesCount
        for rule in exactRules { try db.execute(sql: rule) }
        let added = db.totalChangesCount - before
        // A key that arrives later outweighs odds.
        if added > 0 { try db.execute(sql: dropOutweighed) }
        return added
    }

    private static let dropOutweighed = """
        DELETE FROM link WHERE target = 'session' AND method = 'probable' AND EXISTS (
            SELECT 1 FROM link e WHERE e.item = link.item AND e.target = 'session' AND e.method LIKE 'exact:%')
        """

    private static let free = """
        coalesce(i.consent, 1) = 1 AND coalesce(s.consent, 1) = 1
            AND NOT EXISTS (
                SELECT 1 FROM link l WHERE l.item = i.id AND l.target = 'session' AND l.method LIKE 'exact:%')
        """

    private static let insertLink = "INSERT INTO link (item, target, session, method, probability, evidence, accepted)"

    private static let exactRules: [String] = [
        """
        \(insertLink)
        SELECT i.id, 'session', min(s.id), 'exact:session_id', 1.0, 'session_id ' || s.session_id, 1
        FROM item i JOIN session s ON s.session_id = i.session_key
        WHERE i.session_key IS NOT NULL AND \(free) GROUP BY i.id
        """,
        """
        \(insertLink)
        SELECT i.id, 'session', min(s.id), 'exact:order', 1.0, 'order ' || o.order_key, 1
        FROM item i JOIN session_order o ON o.order_key = i.order_key JOIN session s ON s.id = o.session
        WHERE i.order_key IS NOT NULL AND \(free) GROUP BY i.id
        """,
        visitRule(key: "respondent", column: "respondent", evidence: "same respondent"),
        visitRule(key: "visitor", column: "visitor_key", evidence: "same visitor"),
        """
        \(insertLink)
        SELECT i.id, 'session', min(s.id), 'exact:respondent', 1.0, 'same respondent, the only visit in the 30 days before', 1
        FROM item i JOIN session s ON s.respondent = i.respondent
        WHERE i.respondent IS NOT NULL AND i.page_url IS NULL AND i.created_at IS NOT NULL
            AND s.started_at <= i.created_at AND s.ended_at >= i.created_at - 2592000000 AND \(free)
        GROUP BY i.id HAVING count(*) = 1
        """,
    ]

    private static func visitRule(key: String, column: String, evidence: String) -> String {
        """
        \(insertLink)
        SELECT i.id, 'session', (
                SELECT c.id FROM session c WHERE c.\(column) = i.\(column)
                    AND c.started_at <= i.created_at AND c.ended_at >= i.created_at - 3600000
                    AND coalesce(c.consent, 1) = 1
                ORDER BY c.started_at DESC LIMIT 1), 'exact:\(key)', 1.0, '\(evidence), in the visit or in the hour after it', 1
        FROM item i JOIN session s ON s.\(column) = i.\(column)
        WHERE i.\(column) IS NOT NULL AND i.created_at IS NOT NULL AND s.started_at <= i.created_at
            AND s.ended_at >= i.created_at - 3600000 AND \(free) GROUP BY i.id
        """
    }

    /// Whether some item without a session was written while sessions were, or in the fortnight after, and says something that
    /// a session says too: links by odds may join it. Looks at the newest of both only, so that it takes no time.
    public func hasItemsToLink() throws -> Bool {
        try read { db in
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT min(started_at), max(ended_at) FROM (
                        SELECT started_at, ended_at, consent FROM session ORDER BY id DESC LIMIT 20000)
                    WHERE consent IS NOT 0
                    """)
            guard let first: Int64 = row?[0], let last: Int64 = row?[1] else { return false }
            return try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM (SELECT * FROM item ORDER BY id DESC LIMIT 100000) i
                        WHERE i.created_at BETWEEN ? AND ? AND i.consent IS NOT 0
                        AND (i.page_url IS NOT NULL OR i.device IS NOT NULL OR i.browser IS NOT NULL OR i.city IS NOT NULL)
                        AND NOT EXISTS (
                            SELECT 1 FROM link l WHERE l.item = i.id AND l.target = 'session' AND l.accepted = 1))
                    """,
                arguments: [first, last + 14 * 86_400_000]) ?? false
        }
    }

    /// How many items have an accepted session, by method, and how many have none.
    public func sessionLinkCounts() throws -> [(method: String, items: Int)] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT coalesce(l.method, 'none'), count(*) FROM item i
                    LEFT JOIN link l ON l.item = i.id AND l.target = 'session' AND l.accepted = 1
                    GROUP BY 1 ORDER BY 2 DESC
                    """
            ).map { ($0[0], $0[1]) }
        }
    }
}

/// A journey model as the store keeps it, for views and queries.
public struct StoredJourney: Sendable {
    public struct Step: Sendable {
        public var code: String
        /// JSON: `{"fr": …, "en": …}`.
        public var labels: String
        /// The steps of the default model it stands for.
        public var maps: [String]

        public init(code: String, labels: String, maps: [String]) {
            self.code = code
            self.labels = labels
            self.maps = maps
        }
    }

    public var code: String
    public var labels: String
    public var isDefault: Bool
    public var steps: [Step]

    public init(code: String, labels: String, isDefault: Bool, steps: [Step]) {
        self.code = code
        self.labels = labels
        self.isDefault = isDefault
        self.steps = steps
    }
}

extension FeedbackStore {
    /// Replaces the journey models with these.
    public func save(journeys: [StoredJourney]) throws {
        try write { db in
            for table in ["journey", "journey_step", "journey_map"] { try db.execute(sql: "DELETE FROM \(table)") }
            for journey in journeys {
                try db.execute(
                    sql: "INSERT INTO journey (code, labels, is_default) VALUES (?, ?, ?)",
                    arguments: [journey.code, journey.labels, journey.isDefault])
                for (position, step) in journey.steps.enumerated() {
                    try db.execute(
                        sql: "INSERT INTO journey_step (journey, position, code, labels) VALUES (?, ?, ?, ?)",
                        arguments: [journey.code, position, step.code, step.labels])
                    for target in step.maps {
                        try db.execute(
                            sql: "INSERT OR IGNORE INTO journey_map (journey, default_step, step) VALUES (?, ?, ?)",
                            arguments: [journey.code, target, step.code])
                    }
                }
            }
        }
    }
}
