public import Feedback
package import GRDB

let ordersSchema = [
    // "order" is a word of SQL.
    """
    CREATE TABLE purchase (
        id INTEGER PRIMARY KEY, batch INTEGER NOT NULL, source TEXT NOT NULL, order_key TEXT NOT NULL, respondent TEXT,
        at INTEGER NOT NULL, amount REAL, currency TEXT, channel TEXT, status TEXT, country TEXT,
        UNIQUE (order_key, source)) STRICT
    """,
    "CREATE INDEX purchase_batch ON purchase(batch)",
    "CREATE INDEX purchase_respondent ON purchase(respondent, at) WHERE respondent IS NOT NULL",
    """
    CREATE VIEW v_orders AS
    SELECT order_key, source, respondent, strftime('%Y-%m-%dT%H:%M:%SZ', at / 1000, 'unixepoch') AS at, amount, currency,
        channel, status, country
    FROM purchase
    """,
]

/// An order as it stands in the store.
struct StoredOrder: Hashable, Sendable, Codable {
    var id: Int64
    var batch: Int64
    var order: Order

    init(_ row: Row) {
        id = row["id"]
        batch = row["batch"]
        order = Order(
            source: row["source"], key: row["order_key"], at: Timestamp(milliseconds: row["at"]))
        order.respondent = row["respondent"]
        order.amount = row["amount"]
        order.currency = row["currency"]
        order.channel = row["channel"]
        order.status = row["status"]
        order.country = row["country"]
    }

    /// Puts it where it was, over what stands there now.
    func save(in db: Database) throws {
        try StoredOrder.write(order, id: id, batch: batch, in: db)
    }

    static func write(_ order: Order, id: Int64?, batch: Int64, in db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO purchase (id, batch, source, order_key, respondent, at, amount, currency, channel,
                    status, country) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            id, batch, order.source, order.key, order.respondent, order.at.milliseconds, order.amount, order.currency,
            order.channel, order.status, order.country,
        ])
    }

    static func find(_ key: String, source: String, in db: Database) throws -> StoredOrder? {
        let find = try db.cachedStatement(sql: "SELECT * FROM purchase WHERE order_key = ? AND source = ?")
        return try Row.fetchOne(find, arguments: [key, source]).map(StoredOrder.init)
    }
}

extension Order {
    /// The same order as the store keeps it: its time without the offset it was written with.
    package var asStored: Order {
        var order = self
        order.at = Timestamp(milliseconds: at.milliseconds)
        return order
    }
}

extension BatchWriter {
    /// Stores an order; one with the same number from the same source is replaced when anything in it changed.
    package func store(_ order: Order, batch: Int64, in db: Database) throws -> StoreOutcome {
        guard let old = try StoredOrder.find(order.key, source: order.source, in: db) else {
            try StoredOrder.write(order, id: nil, batch: batch, in: db)
            return .new
        }
        if old.order == order.asStored { return .duplicate }
        try saveRevision(of: "order", id: old.id, payload: old, in: db)
        try StoredOrder.write(order, id: old.id, batch: old.batch, in: db)
        return .updated
    }
}

extension FeedbackStore {
    /// An order by its number; `nil` when there is none.
    public func order(_ key: String, source: String) throws -> Order? {
        try read { db in try StoredOrder.find(key, source: source, in: db)?.order }
    }
}
