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
        if case .segment(Self.page) = dimension, value.hasSuffix("*") {
            clauses.append("substr(\(Self.pageOfItem), 1, length(?)) = ?")
            arguments += [String(value.dropLast()), String(value.dropLast())]
            return
        }
        if case .segment(Self.group) = dimension {
            let own = Self.expression(for: dimension)
            clauses.append(
                "(\(own.sql) = ? OR i.respondent IN (SELECT respondent FROM membership WHERE segment = ?))")
            arguments += own.arguments + [value, value]
            return
        }
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
            if name == page {
                SQLExpression(pageOfItem)
            } else if name == rfm {
                SQLExpression(
                    "coalesce(json_extract(i.segments, '$.rfm'), (SELECT c.rfm FROM customer c WHERE c.respondent = i.respondent), '')"
                )
            } else if itemAttributes.contains(name) {
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

    /// The page an item was written on, else the one its session ended on: `--where page=/panier`, `page=/produit/*`.
    static let page = "page"
    /// How recently, how often and for how much the customer buys: `--by rfm`.
    static let rfm = "rfm"
    /// A segment or persona of the rules, many to a customer: `--where segment=new`.
    static let group = "segment"

    /// The path without host, query and last `/`.
    private static let pageOfItem = """
        coalesce((SELECT CASE WHEN p = '' THEN '/' ELSE p END FROM (SELECT rtrim(substr(u, 1, instr(u || '?', '?') - 1), '/') AS p
            FROM (SELECT CASE WHEN instr(i.page_url, '://') > 0 THEN substr(i.page_url, instr(i.page_url, '://') + 2
                + instr(substr(i.page_url, instr(i.page_url, '://') + 3) || '/', '/')) ELSE i.page_url END AS u)
            WHERE i.page_url IS NOT NULL)),
            (SELECT s.exit_page FROM link l JOIN session s ON s.id = l.session WHERE l.item = i.id AND l.target = 'session'
                AND l.accepted = 1 LIMIT 1), '')
        """

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
    package func isItemAttribute(_ name: String) -> Bool {
        ItemConditions.itemAttributes.contains(name) || name == ItemConditions.page || name == ItemConditions.rfm
    }
}
