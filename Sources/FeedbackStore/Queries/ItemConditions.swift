import GRDB

/// A piece of SQL with the values its question marks stand for.
struct SQLExpression {
    var sql: String
    var arguments: [String]

    init(_ sql: String, _ arguments: [String] = []) {
        self.sql = sql
        self.arguments = arguments
    }
}

/// An ``InsightFilter`` as conditions on `item i`.
struct ItemConditions {
    private(set) var clauses: [String] = []
    private(set) var arguments: [String] = []

    init(_ filter: InsightFilter) {
        if let since = filter.since { clauses.append("i.day >= \(since)") }
        if let until = filter.until { clauses.append("i.day <= \(until)") }
        let values: [(InsightDimension, String?)] = [
            (.step, filter.step), (.channel, filter.channel), (.language, filter.language), (.source, filter.source),
        ]
        for (dimension, value) in values { if let value { require(dimension, value) } }
        for segment in filter.segments { require(.segment(segment.name), segment.value) }
        if let friction = filter.friction {
            clauses.append("i.id IN (SELECT item FROM tag WHERE code = ?)")
            arguments.append(friction)
        }
    }

    /// Empty, or `WHERE …`.
    var whereClause: String { clauses.isEmpty ? "" : "WHERE \(clauses.joined(separator: " AND "))" }
    /// `1`, or the conditions joined.
    var condition: String { clauses.isEmpty ? "1" : clauses.joined(separator: " AND ") }

    private mutating func require(_ dimension: InsightDimension, _ value: String) {
        let expression = Self.expression(for: dimension)
        clauses.append("\(expression.sql) = ?")
        arguments += expression.arguments + [value]
    }

    /// The dimension's value of an item; `''` where it has none.
    static func expression(for dimension: InsightDimension) -> SQLExpression {
        switch dimension {
        case .step: SQLExpression("coalesce(i.step, '')")
        case .channel: SQLExpression("coalesce(i.channel, '')")
        case .language: SQLExpression("coalesce(i.language, '')")
        case .source: SQLExpression("i.source")
        case .friction: SQLExpression("''")
        case .journey(let code):
            SQLExpression(
                """
                coalesce((SELECT m.step FROM journey_map m WHERE m.journey = ? AND m.default_step = i.step), '')
                """, [code])
        case .segment(let name):
            if itemAttributes.contains(name) {
                SQLExpression("coalesce(i.\(name), '')")
            } else if name.utf8.contains(UInt8(ascii: "\"")) || name.utf8.contains(UInt8(ascii: "\\")) {
                // A path cannot quote these names: look them up one by one.
                SQLExpression(
                    "coalesce((SELECT CAST(value AS TEXT) FROM json_each(i.segments) WHERE key = ?), '')", [name])
            } else {
                SQLExpression("coalesce(CAST(json_extract(i.segments, ?) AS TEXT), '')", ["$.\"\(name)\""])
            }
        }
    }

    static let itemAttributes: Set<String> = [
        "kind", "touchpoint", "country", "city", "device", "browser", "product", "app_version",
    ]
}

extension FeedbackStore {
    /// Names of the attributes the exports brought, for messages: those of the newest items.
    package func segmentNames() throws -> [String] {
        try read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT DISTINCT j.key FROM (SELECT segments FROM item WHERE segments IS NOT NULL ORDER BY id DESC LIMIT 10000) i,
                    json_each(i.segments) j ORDER BY j.key
                    """)
        }
    }
}

extension FeedbackStore {
    /// Whether a segment name is one of the item's own columns.
    package func isItemAttribute(_ name: String) -> Bool { ItemConditions.itemAttributes.contains(name) }
}
