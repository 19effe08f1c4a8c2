import GRDB

/// How the visits joined to a selection of items ended.
package struct VisitOutcomes: Hashable, Sendable {
    package var visits = 0
    package var abandoned = 0
}

/// What baskets are worth.
package struct BasketFigures: Hashable, Sendable {
    package var count: Int
    package var mean: Double
    package var variance: Double
}

extension BasketFigures {
    /// - Parameter row: count, mean and mean of squares, from a column on.
    /// - Returns: `nil` under two.
    init?(_ row: Row, from column: Int) {
        guard let count: Int = row[column], count > 1, let mean: Double = row[column + 1],
            let squares: Double = row[column + 2]
        else { return nil }
        self.init(count: count, mean: mean, variance: max(0, squares - mean * mean) * Double(count) / Double(count - 1))
    }
}

extension FeedbackStore {
    /// Visits joined by an exact key to items of the filter, with and without the category: those that started to buy.
    package func visitOutcomes(of friction: String, _ filter: InsightFilter) throws -> (
        with: VisitOutcomes, without: VisitOutcomes
    ) {
        let conditions = ItemConditions(filter.withoutFriction)
        return try read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT named, count(*), sum(outcome = 'abandoned') FROM (
                        SELECT s.id, s.outcome, max(i.id IN (SELECT item FROM tag WHERE code = ?)) AS named
                        FROM link k INDEXED BY link_session JOIN item i ON i.id = k.item JOIN session s ON s.id = k.session
                        WHERE k.session IS NOT NULL AND k.target = 'session' AND k.accepted = 1 AND k.method LIKE 'exact:%'
                            AND i.consent IS NOT 0 AND s.outcome IN ('purchased', 'abandoned') AND \(conditions.condition)
                        GROUP BY s.id)
                    GROUP BY named
                    """, arguments: StatementArguments([friction] + conditions.arguments))
            var (with, without) = (VisitOutcomes(), VisitOutcomes())
            for row in rows {
                let outcomes = VisitOutcomes(visits: row[1], abandoned: row[2] ?? 0)
                if row[0] == 1 { with = outcomes } else { without = outcomes }
            }
            return (with, without)
        }
    }

    /// How many items are joined to a visit, counted no further than a limit.
    package func linkedItems(upTo limit: Int) throws -> Int {
        try read { db in
            try Int.fetchOne(
                db,
                sql: """
                    SELECT count(*) FROM (SELECT 1 FROM link INDEXED BY link_session WHERE session IS NOT NULL LIMIT ?)
                    """, arguments: [limit]) ?? 0
        }
    }

    /// What was paid in the visits joined to an item: by the orders they placed where orders are stored, else as the visits
    /// say; `nil` under two.
    ///
    /// - Parameter currency: of the orders to read; `nil` reads none.
    package func baskets(currency: String?) throws -> BasketFigures? {
        try read { db in
            if let currency, let orders = try Self.baskets(Self.paidOrders, [currency], in: db) { return orders }
            return try Self.baskets(Self.purchaseEvents, [], in: db)
        }
    }

    private static let linkedVisits = "SELECT session FROM link INDEXED BY link_session WHERE session IS NOT NULL"

    private static let paidOrders = """
        SELECT amount AS value FROM purchase WHERE amount > 0 AND coalesce(currency, '') = ?
            AND order_key IN (SELECT order_key FROM session_order WHERE session IN (\(linkedVisits)))
        """

    private static let purchaseEvents =
        "SELECT value FROM session_event WHERE kind = 'purchase' AND value > 0 AND session IN (\(linkedVisits))"

    private static func baskets(_ values: String, _ arguments: StatementArguments, in db: Database) throws
        -> BasketFigures?
    {
        try Row.fetchOne(
            db, sql: "SELECT count(*), avg(value), avg(value * value) FROM (\(values))", arguments: arguments
        ).flatMap { BasketFigures($0, from: 0) }
    }
}
