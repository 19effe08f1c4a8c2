import Foundation
import GRDB

/// The orders behind the items of a category: those the items name, or that were placed in the visits they were written in.
package struct CategoryOrders: Hashable, Sendable {
    /// Items with such an order.
    package var items: Int
    /// Refunds are no order: they only take off the amount.
    package var orders: Int
    package var amount: Double
}

extension FeedbackStore {
    /// What orders are worth in the currency of most of them, `""` where none is named; `nil` under two, or with more
    /// orders than a limit.
    package func orderValues(upTo limit: Int) throws -> (currency: String, figures: BasketFigures)? {
        try read { db in
            let count = try Int.fetchOne(
                db, sql: "SELECT count(*) FROM (SELECT 1 FROM purchase LIMIT ?)", arguments: [limit + 1])
            guard let count, count > 1, count <= limit else { return nil }
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT coalesce(currency, ''), count(*), avg(amount), avg(amount * amount) FROM purchase
                    WHERE amount > 0 GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1
                    """)
            return row.flatMap { row in BasketFigures(row, from: 1).map { (row[0], $0) } }
        }
    }

    /// The orders behind the items of each category, one currency's only; never against a respondent's refusal.
    ///
    /// - Complexity: looks every item of the categories up.
    package func orders(of frictions: [String], _ filter: InsightFilter, currency: String) throws -> [String:
        CategoryOrders]
    {
        let conditions = ItemConditions(filter.withoutFriction)
        let codes = String(decoding: try JSONEncoder().encode(frictions), as: UTF8.self)
        return try read { db in
            let rows = try Row.fetchAll(
                db, sql: Self.orderQuery(where: conditions.condition),
                arguments: StatementArguments([codes] + conditions.arguments + [currency]))
            return Dictionary(
                rows.map { ($0[0], CategoryOrders(items: $0[1], orders: $0[2], amount: $0[3])) },
                uniquingKeysWith: { first, _ in first })
        }
    }

    private static func orderQuery(where condition: String) -> String {
        """
        WITH said AS MATERIALIZED (
                SELECT DISTINCT t.code, i.id AS item, i.order_key
                FROM json_each(?) c CROSS JOIN tag t ON t.code = c.value CROSS JOIN item i ON i.id = t.item
                WHERE i.consent IS NOT 0 AND \(condition)),
            placed AS (
                SELECT s.code, s.item, o.order_key FROM said s JOIN link l ON l.item = s.item
                JOIN session_order o ON o.session = l.session
                WHERE l.target = 'session' AND l.accepted = 1 AND l.method LIKE 'exact:%'
                UNION SELECT code, item, order_key FROM said WHERE order_key IS NOT NULL),
            named AS MATERIALIZED (
                SELECT s.code, s.item, p.id, p.amount FROM placed s CROSS JOIN purchase p ON p.order_key = s.order_key
                WHERE p.amount IS NOT NULL AND coalesce(p.currency, '') = ?)
        SELECT o.code, n.items, o.orders, o.amount
        FROM (SELECT code, sum(amount >= 0) AS orders, sum(amount) AS amount
            FROM (SELECT DISTINCT code, id, amount FROM named) GROUP BY code) o
        JOIN (SELECT code, count(DISTINCT item) AS items FROM named GROUP BY code) n ON n.code = o.code
        """
    }
}
