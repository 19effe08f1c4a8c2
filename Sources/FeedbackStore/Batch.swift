package import GRDB

/// One import of one file.
public struct Batch: Hashable, Sendable, Codable {
    public enum Status: String, Sendable, Codable {
        case running, done, undone
    }

    public var id: Int64
    public var file: String
    public var sha256: String
    public var bytes: Int64
    public var format: String
    public var source: String
    public var mapping: String?
    /// The version of the lexicons it was analysed with.
    public var rules: String
    public var status: Status
    public var counts: BatchCounts
    /// How many records of the file are stored: where a run that was cut off goes on.
    public var position: Int
    /// JSON: an array of `{"code", "en", "fr"}`.
    public var decisions: String
    /// UTC milliseconds.
    public var startedAt: Int64
    public var finishedAt: Int64?
    public var undoneAt: Int64?
}

/// What became of a file's records. `read` equals the sum of the others.
public struct BatchCounts: Hashable, Sendable, Codable {
    public var read = 0
    public var new = 0
    public var updated = 0
    public var duplicate = 0
    public var dropped = 0
    public var quarantined = 0

    public init() {}

    public var isBalanced: Bool { read == new + updated + duplicate + dropped + quarantined }

    public mutating func count(_ outcome: StoreOutcome) {
        read += 1
        switch outcome {
        case .new: new += 1
        case .updated: updated += 1
        case .duplicate: duplicate += 1
        }
    }
}

/// What a new batch says of its file.
public struct BatchHeader: Hashable, Sendable {
    public var file: String
    public var sha256: String
    public var bytes: Int64
    public var format: String
    public var source: String
    public var mapping: String?
    public var rules: String
    /// The file's columns as JSON, for formats that have some.
    public var columns: String?

    public init(
        file: String, sha256: String, bytes: Int64, format: String, source: String, mapping: String?, rules: String,
        columns: String? = nil
    ) {
        self.file = file
        self.sha256 = sha256
        self.bytes = bytes
        self.format = format
        self.source = source
        self.mapping = mapping
        self.rules = rules
        self.columns = columns
    }
}

extension FeedbackStore {
    /// Every batch, the oldest first.
    public func batches() throws -> [Batch] {
        try read { db in try Row.fetchAll(db, sql: "SELECT * FROM batch ORDER BY id").map(Batch.init) }
    }

    public func batch(_ id: Int64) throws -> Batch {
        try read { db in try Batch.load(id, in: db) }
    }

    /// Starts a batch, or finds the one that a crash left unfinished on the same file: it goes on from its position.
    public func beginBatch(_ header: BatchHeader, now: Int64) throws -> Batch {
        try write { db in
            if let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT * FROM batch WHERE status = 'running' AND sha256 = ? AND format = ? AND source = ?
                        AND mapping IS ? AND rules = ? ORDER BY id DESC LIMIT 1
                    """,
                arguments: [header.sha256, header.format, header.source, header.mapping, header.rules])
            {
                return Batch(row)
            }
            try db.execute(
                sql: """
                    INSERT INTO batch (file, sha256, bytes, format, source, mapping, rules, columns, status, started_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'running', ?)
                    """,
                arguments: [
                    header.file, header.sha256, header.bytes, header.format, header.source, header.mapping,
                    header.rules, header.columns, now,
                ])
            return try Batch.load(db.lastInsertedRowID, in: db)
        }
    }
}

extension Batch {
    package static func load(_ id: Int64, in db: Database) throws -> Batch {
        guard let row = try Row.fetchOne(db, sql: "SELECT * FROM batch WHERE id = ?", arguments: [id]) else {
            throw StoreError.noSuchBatch(id)
        }
        return Batch(row)
    }

    package init(_ row: Row) {
        id = row["id"]
        file = row["file"]
        sha256 = row["sha256"]
        bytes = row["bytes"]
        format = row["format"]
        source = row["source"]
        mapping = row["mapping"]
        rules = row["rules"]
        status = Status(rawValue: row["status"]) ?? .running
        counts = BatchCounts()
        counts.read = row["records_read"]
        counts.new = row["items_new"]
        counts.updated = row["items_updated"]
        counts.duplicate = row["items_duplicate"]
        counts.dropped = row["records_dropped"]
        counts.quarantined = row["rows_quarantined"]
        position = row["position"]
        decisions = row["decisions"]
        startedAt = row["started_at"]
        finishedAt = row["finished_at"]
        undoneAt = row["undone_at"]
    }

    /// Saves counts and position: in the same transaction as the rows they count.
    package func save(in db: Database) throws {
        try db.cachedStatement(
            sql: """
                UPDATE batch SET records_read = ?, items_new = ?, items_updated = ?, items_duplicate = ?,
                    records_dropped = ?, rows_quarantined = ?, position = ?, decisions = ?, status = ?, finished_at = ?,
                    undone_at = ?, source = ? WHERE id = ?
                """
        ).execute(arguments: [
            counts.read, counts.new, counts.updated, counts.duplicate, counts.dropped, counts.quarantined, position,
            decisions, status.rawValue, finishedAt, undoneAt, source, id,
        ])
    }
}

extension FeedbackStore {
    /// What the store holds under these keys.
    public func contentHashes(of keys: [NaturalKey]) throws -> [NaturalKey: Int64] {
        try read { db in
            let find = try RawStatement(db, "SELECT id, content_hash FROM item WHERE natural_key = ?")
            var hashes: [NaturalKey: Int64] = [:]
            for key in keys {
                find.bind(key)
                if let (_, hash) = try find.firstPair() { hashes[key] = hash }
            }
            return hashes
        }
    }

    public func contentHash(ofSession id: String, source: String) throws -> Int64? {
        try read { db in
            try Int64.fetchOne(
                db, sql: "SELECT content_hash FROM session WHERE session_id = ? AND source = ?",
                arguments: [id, source])
        }
    }
}
