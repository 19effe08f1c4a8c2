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

    /// The purchases of the visits joined to an item, with a value; `nil` under two.
    package func baskets() throws -> BasketFigures? {
        try read { db in
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT count(*), avg(value), avg(value * value) FROM session_event
                    WHERE kind = 'purchase' AND value > 0
                        AND session IN (SELECT session FROM link INDEXED BY link_session WHERE session IS NOT NULL)
                    """)
            guard let row, let count: Int = row[0], count > 1, let mean: Double = row[1], let squares: Double = row[2]
            else { return nil }
            return BasketFigures(
                count: count, mean: mean, variance: max(0, squares - mean * mean) * Double(count) / Double(count - 1))
        }
    }
}
