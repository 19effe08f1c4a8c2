import GRDB

extension FeedbackStore {
    /// Hands out every item in an order that does not depend on when it was imported: by time, then by natural key.
    public func forEachItem(_ body: (StoredItem) throws -> Void) throws {
        try read { db in
            let cursor = try Row.fetchCursor(
                db, sql: "SELECT \(StoredItem.columns) FROM item ORDER BY created_at, natural_key")
            while let row = try cursor.next() { try body(try StoredItem(row, in: db)) }
        }
    }

    /// One item by our id or by its source's.
    ///
    /// - Throws: ``StoreError/noSuchItem(_:)``.
    public func item(_ name: String) throws -> StoredItem {
        try read { db in
            if let id = Int64(name),
                try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM item WHERE id = ?)", arguments: [id]) == true
            {
                return try StoredItem.load(id: id, in: db)
            }
            let id = try Int64.fetchOne(
                db, sql: "SELECT id FROM item WHERE external_id = ? ORDER BY id LIMIT 1", arguments: [name])
            guard let id else { throw StoreError.noSuchItem(name) }
            return try StoredItem.load(id: id, in: db)
        }
    }

    /// The rows an import put aside.
    public func quarantine(batch: Int64) throws -> [QuarantinedRow] {
        try read { db in
            try Row.fetchAll(
                db,
                sql:
                    "SELECT line, \"column\", json_extract(reason, '$.en'), json_extract(reason, '$.fr'), raw FROM quarantine WHERE batch = ? ORDER BY id",
                arguments: [batch]
            ).map { QuarantinedRow(line: $0[0], column: $0[1], en: $0[2], fr: $0[3], raw: $0[4]) }
        }
    }

    /// What SQLite's own check says: empty when the file is sound.
    public func integrityProblems() throws -> [String] {
        let problems = try read { db in
            try String.fetchAll(db, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
        }
        guard problems.isEmpty else { return problems }
        do {
            // The rank of 1 has the index compared with the texts it is of.
            try write { db in
                try db.execute(sql: "INSERT INTO verbatim_fts (verbatim_fts, rank) VALUES ('integrity-check', 1)")
            }
        } catch {
            return ["full-text index: \(error)"]
        }
        return []
    }
}

/// One rejected row, masked.
public struct QuarantinedRow: Hashable, Sendable, Codable {
    public var line: Int
    public var column: Int
    public var en: String
    public var fr: String
    public var raw: String
}

extension FeedbackStore {
    public func rowCounts() throws -> (items: Int, sessions: Int, batches: Int) {
        try read { db in
            func count(_ table: String) throws -> Int {
                try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") ?? 0
            }
            return (try count("item"), try count("session"), try count("batch"))
        }
    }
}
