public import Feedback
import GRDB

let customerSchema = [
    // One row a respondent, computed anew by each run of `voc segments`.
    """
    CREATE TABLE customer (
        respondent TEXT PRIMARY KEY, items INTEGER NOT NULL, ideas INTEGER NOT NULL, mean_length REAL, sentiment REAL,
        frictions INTEGER NOT NULL, days_since_item INTEGER, sessions INTEGER NOT NULL, abandoned INTEGER NOT NULL,
        searches INTEGER NOT NULL, troubles INTEGER NOT NULL, orders INTEGER NOT NULL, revenue REAL,
        days_since_order INTEGER, rfm TEXT) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE membership (
        segment TEXT NOT NULL, respondent TEXT NOT NULL, PRIMARY KEY (segment, respondent)) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX membership_respondent ON membership(respondent)",
]

/// One condition of a segment: `orders >= 3`, `device = mobile`.
public struct CustomerRule: Hashable, Sendable {
    public static let measures = [
        "items", "ideas", "mean_length", "sentiment", "frictions", "days_since_item", "sessions", "abandoned",
        "searches",
        "troubles", "orders", "revenue", "days_since_order",
    ]
    private static let operators = [">=", "<=", "!=", ">", "<", "="]

    public let name: String
    public let comparison: String
    public let value: String

    /// - Returns: `nil` when the text is no condition: a measure against a number, or an attribute that is or is not a text.
    public init?(_ text: String) {
        let found = Self.operators.compactMap { sign in text.firstRange(of: sign).map { (sign, $0) } }
        guard let (sign, range) = found.min(by: { ($0.1.lowerBound, -$0.0.count) < ($1.1.lowerBound, -$1.0.count) })
        else {
            return nil
        }
        func trimmed(_ part: Substring) -> String {
            String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
        (name, comparison) = (trimmed(text[..<range.lowerBound]), sign)
        value = trimmed(text[range.upperBound...])
        guard !name.isEmpty, !value.isEmpty else { return nil }
        if Self.measures.contains(name) {
            guard let number = Double(value), number.isFinite else { return nil }
        } else if sign != "=" && sign != "!=" {
            return nil
        }
    }

    /// As a condition on `customer c`.
    var sql: SQLExpression {
        if Self.measures.contains(name) {
            return SQLExpression("c.\(name) \(comparison == "!=" ? "<>" : comparison) \(Double(value) ?? 0)")
        }
        let exists = comparison == "=" ? "EXISTS" : "NOT EXISTS"
        if name == "friction" {
            return SQLExpression(
                "\(exists) (SELECT 1 FROM item i JOIN tag t ON t.item = i.id WHERE i.respondent = c.respondent AND t.code = ?)",
                [value])
        }
        let dimension = InsightDimension(name)
        let expression = ItemConditions.expression(for: dimension)
        return SQLExpression(
            "\(exists) (SELECT 1 FROM item i WHERE i.respondent = c.respondent AND \(expression.sql) = ?)",
            expression.arguments + [value])
    }
}

/// A rule file's segment as the store computes it: every condition holds.
public struct CustomerSegment: Hashable, Sendable {
    public var code: String
    public var rules: [CustomerRule]

    public init(code: String, rules: [CustomerRule]) {
        self.code = code
        self.rules = rules
    }
}

/// One respondent in numbers.
public struct CustomerRow: Hashable, Sendable, Codable {
    /// A pseudonym.
    public var respondent: String
    public var items: Int
    public var ideas: Int
    public var sessions: Int
    public var orders: Int
    public var revenue: Double?
    public var rfm: String?
}

extension FeedbackStore {
    /// Computes every customer's numbers and RFM cell, and which segments each belongs to: a customer may be in several.
    ///
    /// Days count from the newest record of the store, never from the clock: the same data gives the same segments.
    public func updateSegments(_ segments: [CustomerSegment]) throws {
        try write { db in
            try db.execute(sql: "DELETE FROM customer")
            try db.execute(sql: "DELETE FROM membership")
            try db.execute(sql: Self.customers)
            try db.execute(sql: Self.cells)
            // Membership looks items up by their respondent, which has no index of its own.
            try db.execute(sql: "CREATE INDEX segment_scratch ON item(respondent) WHERE respondent IS NOT NULL")
            for segment in segments where !segment.rules.isEmpty {
                let conditions = segment.rules.map(\.sql)
                try db.execute(
                    sql: """
                        INSERT OR IGNORE INTO membership (segment, respondent) SELECT ?, c.respondent FROM customer c
                        WHERE \(conditions.map(\.sql).joined(separator: " AND "))
                        """, arguments: StatementArguments([segment.code] + conditions.flatMap(\.arguments)))
            }
            try db.execute(sql: "DROP INDEX segment_scratch")
        }
    }

    private static let customers = """
        INSERT INTO customer (respondent, items, ideas, mean_length, sentiment, frictions, days_since_item, sessions,
            abandoned, searches, troubles, orders, revenue, days_since_order)
        WITH newest AS (SELECT max(coalesce((SELECT max(created_at) FROM item), 0),
                coalesce((SELECT max(at) FROM purchase), 0), coalesce((SELECT max(ended_at) FROM session), 0)) AS at),
            who AS (SELECT respondent FROM item WHERE respondent IS NOT NULL
                UNION SELECT respondent FROM session WHERE respondent IS NOT NULL
                UNION SELECT respondent FROM purchase WHERE respondent IS NOT NULL),
            said AS MATERIALIZED (SELECT respondent, count(*) AS items, avg(sentiment) AS sentiment, max(created_at) AS last
                FROM item WHERE respondent IS NOT NULL GROUP BY 1),
            wrote AS MATERIALIZED (SELECT i.respondent, avg(length(v.text)) AS mean_length
                FROM item i JOIN verbatim v ON v.item = i.id WHERE i.respondent IS NOT NULL GROUP BY 1),
            tagged AS MATERIALIZED (SELECT i.respondent, count(DISTINCT CASE WHEN t.code = 'suggestion' THEN t.item END) AS ideas,
                    count(DISTINCT CASE WHEN instr(t.code, '.') > 0 THEN t.code END) AS frictions
                FROM tag t JOIN item i ON i.id = t.item WHERE i.respondent IS NOT NULL GROUP BY 1),
            visit AS MATERIALIZED (SELECT respondent, id AS session FROM session WHERE respondent IS NOT NULL
                UNION SELECT i.respondent, l.session FROM link l JOIN item i ON i.id = l.item
                WHERE l.target = 'session' AND l.accepted = 1 AND i.respondent IS NOT NULL),
            came AS MATERIALIZED (SELECT v.respondent, count(*) AS sessions, sum(s.outcome = 'abandoned') AS abandoned,
                    sum(errors + not_found + rage_clicks + dead_clicks + form_abandons > 0) AS troubles
                FROM visit v JOIN session s ON s.id = v.session GROUP BY 1),
            looked AS MATERIALIZED (SELECT v.respondent, count(*) AS searches FROM visit v
                JOIN session_event e ON e.session = v.session WHERE e.kind = 'search' GROUP BY 1),
            owned AS MATERIALIZED (SELECT respondent, id FROM purchase WHERE respondent IS NOT NULL
                UNION SELECT i.respondent, p.id FROM item i JOIN purchase p ON p.order_key = i.order_key
                WHERE p.respondent IS NULL AND i.respondent IS NOT NULL),
            bought AS MATERIALIZED (SELECT o.respondent, sum(coalesce(p.amount, 0) >= 0) AS orders, sum(p.amount) AS revenue,
                    max(CASE WHEN coalesce(p.amount, 0) >= 0 THEN p.at END) AS last
                FROM owned o JOIN purchase p ON p.id = o.id GROUP BY 1)
        SELECT who.respondent, coalesce(said.items, 0), coalesce(tagged.ideas, 0), wrote.mean_length, said.sentiment,
            coalesce(tagged.frictions, 0), ((SELECT at FROM newest) - said.last) / 86400000, coalesce(came.sessions, 0),
            coalesce(came.abandoned, 0), coalesce(looked.searches, 0), coalesce(came.troubles, 0),
            coalesce(bought.orders, 0), bought.revenue, ((SELECT at FROM newest) - bought.last) / 86400000
        FROM who LEFT JOIN said USING (respondent) LEFT JOIN wrote USING (respondent) LEFT JOIN tagged USING (respondent)
            LEFT JOIN came USING (respondent) LEFT JOIN looked USING (respondent) LEFT JOIN bought USING (respondent)
        """

    /// Thirds of those who bought, 3 the best; equal customers are in one third.
    private static let cells = """
        UPDATE customer SET rfm = cell.rfm FROM (
            SELECT respondent, 'R' || (1 + min(2, CAST(3 * r AS INTEGER))) || 'F' || (1 + min(2, CAST(3 * f AS INTEGER)))
                || 'M' || (1 + min(2, CAST(3 * m AS INTEGER))) AS rfm
            FROM (SELECT respondent, percent_rank() OVER (ORDER BY days_since_order DESC) AS r,
                    percent_rank() OVER (ORDER BY orders) AS f, percent_rank() OVER (ORDER BY coalesce(revenue, 0)) AS m
                FROM customer WHERE orders > 0)) AS cell
        WHERE cell.respondent = customer.respondent
        """

    /// How many customers each segment has.
    public func segmentSizes() throws -> [String: Int] {
        try read { db in
            let rows = try Row.fetchAll(db, sql: "SELECT segment, count(*) FROM membership GROUP BY 1")
            return Dictionary(rows.map { ($0[0], $0[1]) }, uniquingKeysWith: +)
        }
    }

    /// The RFM cells with their customers and revenue.
    public func rfmCells() throws -> [(cell: String, customers: Int, revenue: Double)] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT rfm, count(*), coalesce(sum(revenue), 0) FROM customer WHERE rfm IS NOT NULL GROUP BY 1 ORDER BY 1 DESC
                    """
            ).map { ($0[0], $0[1], $0[2]) }
        }
    }

    /// A segment's customers, those with the most ideas and feedback first.
    public func customers(in segment: String, limit: Int) throws -> [CustomerRow] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT c.* FROM membership m JOIN customer c ON c.respondent = m.respondent WHERE m.segment = ?
                    ORDER BY c.ideas DESC, c.items DESC, c.respondent LIMIT ?
                    """, arguments: [segment, limit]
            ).map {
                CustomerRow(
                    respondent: $0["respondent"], items: $0["items"], ideas: $0["ideas"], sessions: $0["sessions"],
                    orders: $0["orders"], revenue: $0["revenue"], rfm: $0["rfm"])
            }
        }
    }

    /// A respondent's sessions and orders, the oldest first.
    public func history(ofRespondent key: String, limit: Int = 1000) throws -> (sessions: [Session], orders: [Order]) {
        try read { db in
            let sessions = try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM session WHERE respondent = ?1 OR id IN (
                        SELECT l.session FROM link l JOIN item i ON i.id = l.item
                        WHERE i.respondent = ?1 AND l.target = 'session' AND l.accepted = 1)
                    ORDER BY started_at, id LIMIT ?2
                    """, arguments: [key, limit])
            let orders = try Row.fetchAll(
                db, sql: "SELECT * FROM purchase WHERE respondent = ? ORDER BY at, id LIMIT ?", arguments: [key, limit])
            return (try sessions.map { try StoredSession($0, in: db).session }, orders.map { StoredOrder($0).order })
        }
    }
}
