import GRDB

/// A tagged verbatim, as proof of a friction.
package struct QuoteRow: Sendable {
    package var itemID: Int64
    package var verbatimID: Int64
    package var externalID: String?
    package var source: String
    package var respondent: String?
    package var day: Int?
    package var step: String?
    package var channel: String?
    package var language: String
    package var text: String
    package var span: Range<Int>
    package var score: Double
    package var severity: Int
    package var rule: String

    package init(
        itemID: Int64, verbatimID: Int64, externalID: String?, source: String, respondent: String?, day: Int?,
        step: String?, channel: String?, language: String, text: String, span: Range<Int>, score: Double, severity: Int,
        rule: String
    ) {
        self.itemID = itemID
        self.verbatimID = verbatimID
        self.externalID = externalID
        self.source = source
        self.respondent = respondent
        self.day = day
        self.step = step
        self.channel = channel
        self.language = language
        self.text = text
        self.span = span
        self.score = score
        self.severity = severity
        self.rule = rule
    }
}

/// A session joined to an item by a key both carry.
package struct SessionRow: Sendable {
    package var itemID: Int64
    package var sessionID: String
    package var source: String
    package var replayURL: String?
    package var startedAt: Int64
    package var outcome: String
    package var device: String?
    package var exitPage: String?
    package var method: String
}

extension FeedbackStore {
    /// How many tags, best first, are looked through for quotes and sessions that pass a filter.
    private static let candidates = 5_000

    /// The most typical verbatims of a category: highest score first, one a respondent.
    package func quotes(of friction: String, filter: InsightFilter, limit: Int) throws -> [QuoteRow] {
        let conditions = ItemConditions(filter.withoutFriction)
        return try read { db in
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT i.id, v.id, i.external_id, i.source, i.respondent, i.day, i.step, i.channel, v.language, v.text,
                        v.tags, t.tenths
                    FROM \(Self.bestTags) t CROSS JOIN item i ON i.id = t.item CROSS JOIN verbatim v ON v.id = t.verbatim
                    WHERE \(conditions.condition)
                    """, arguments: StatementArguments([friction] + conditions.arguments))
            // The index knows a score to a tenth: take the best of more than are wanted.
            var (quotes, respondents, items) = ([QuoteRow](), Set<String>(), Set<Int64>())
            var (texts, tenths) = (Set<String>(), Int.max)
            while let row = try rows.next() {
                if quotes.count >= limit, row[11] < tenths || quotes.count >= limit * 10 { break }
                tenths = row[11]
                if let respondent: String = row[4], !respondents.insert(respondent).inserted { continue }
                guard items.insert(row[0]).inserted, texts.insert(row[9]).inserted else { continue }
                if let quote = try Self.quote(row, of: friction, in: db) { quotes.append(quote) }
            }
            quotes.sort { ($0.score, $0.verbatimID) > ($1.score, $1.verbatimID) }
            return Array(quotes.prefix(limit))
        }
    }

    /// Sessions joined by an exact key to items of a category, the strongest evidence first, one a session.
    package func sessions(of friction: String, filter: InsightFilter, limit: Int) throws -> [SessionRow] {
        let conditions = ItemConditions(filter.withoutFriction)
        return try read { db in
            guard try Self.hasSessionLinks(db) else { return [] }
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT i.id, s.session_id, s.source, coalesce(s.replay_url, i.replay_url), s.started_at, s.outcome, s.device,
                        s.exit_page, l.method, s.id
                    FROM \(Self.bestTags) t CROSS JOIN link l ON l.item = t.item CROSS JOIN session s ON s.id = l.session
                    CROSS JOIN item i ON i.id = t.item
                    WHERE l.target = 'session' AND l.accepted = 1 AND l.method LIKE 'exact:%' AND i.consent IS NOT 0
                        AND \(conditions.condition)
                    """, arguments: StatementArguments([friction] + conditions.arguments))
            var (sessions, seen) = ([SessionRow](), Set<Int64>())
            while sessions.count < limit, let row = try rows.next() {
                guard seen.insert(row[9]).inserted else { continue }
                sessions.append(
                    SessionRow(
                        itemID: row[0], sessionID: row[1], source: row[2], replayURL: row[3], startedAt: row[4],
                        outcome: row[5], device: row[6], exitPage: row[7], method: row[8]))
            }
            return sessions
        }
    }

    /// The best tags of a category, read from the index as they are asked for: the outer loop of every query here.
    ///
    /// An `ORDER BY` outside would make SQLite read all of them, ten times the work.
    private static let bestTags =
        """
        (SELECT verbatim, item, tenths FROM tag WHERE code = ? ORDER BY tenths DESC, verbatim DESC LIMIT \(candidates))
        """

    private static func hasSessionLinks(_ db: Database) throws -> Bool {
        try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM link INDEXED BY link_session WHERE session IS NOT NULL)") ?? false
    }

    /// - Returns: `nil` when the verbatim does not hold the tag that the index says it does.
    private static func quote(_ row: Row, of friction: String, in db: Database) throws -> QuoteRow? {
        let tags = storedTags(row[10]).filter { $0.code == friction && $0.kind == "friction" }
        guard let best = tags.max(by: { $0.score < $1.score }) else { return nil }
        return QuoteRow(
            itemID: row[0], verbatimID: row[1], externalID: row[2], source: row[3], respondent: row[4], day: row[5],
            step: row[6], channel: row[7], language: row[8], text: row[9], span: best.span, score: best.score,
            severity: best.severity, rule: try db.ruleName(best.rule))
    }
}

extension InsightFilter {
    var withoutFriction: InsightFilter {
        var filter = self
        filter.friction = nil
        return filter
    }
}
