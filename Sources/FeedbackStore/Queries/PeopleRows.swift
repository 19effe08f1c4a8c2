import GRDB

/// A group in a period.
package struct PeopleCell: Hashable, Sendable {
    package var key: String
    /// The period's first day.
    package var start: Int

    package init(key: String, start: Int) {
        self.key = key
        self.start = start
    }
}

extension FeedbackStore {
    /// How many people the items come from, by a dimension's value and by periods, each up to the next one's first day.
    ///
    /// - Parameter starts: ascending.
    package func people(
        _ filter: InsightFilter, by dimension: InsightDimension, from starts: [Int]
    ) throws -> [PeopleCell: Int] {
        guard let first = starts.first else { return [:] }
        let (conditions, key) = (ItemConditions(filter), ItemConditions.expression(for: dimension))
        let period = starts.reversed().map { "WHEN i.day >= \($0) THEN \($0)" }.joined(separator: " ")
        return try read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT \(key.sql), CASE \(period) END, count(DISTINCT coalesce(i.respondent, i.id)) FROM item i
                    WHERE \(conditions.condition) AND i.day >= \(first) GROUP BY 1, 2
                    """, arguments: StatementArguments(key.arguments + conditions.arguments))
            return Dictionary(rows.map { (PeopleCell(key: $0[0], start: $0[1]), $0[2]) }, uniquingKeysWith: +)
        }
    }

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
