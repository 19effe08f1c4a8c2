import GRDB

extension FeedbackStore {
    /// How many people the items come from, by a dimension's value; an item that names nobody is one person.
    ///
    /// - Parameter dimension: `nil` for all together, under `""`.
    package func people(_ filter: InsightFilter, by dimension: InsightDimension? = nil) throws -> [String: Int] {
        let conditions = ItemConditions(filter)
        let key = dimension.map { ItemConditions.expression(for: $0) } ?? SQLExpression("''")
        return try read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT \(key.sql), count(DISTINCT coalesce(i.respondent, i.id)) FROM item i
                    WHERE \(conditions.condition) GROUP BY 1
                    """, arguments: StatementArguments(key.arguments + conditions.arguments))
            return Dictionary(rows.map { ($0[0], $0[1]) }, uniquingKeysWith: +)
        }
    }
}
