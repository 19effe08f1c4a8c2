public import Feedback
import GRDB

/// What came from one source, over all its imports that were not undone.
public struct SourceSummary: Hashable, Sendable {
    public var source: String
    public var formats: [String]
    public var batches: Int
    public var read: Int
    public var quarantined: Int
    public var items: Int
    public var sessions: Int
    /// UTC milliseconds.
    public var firstImport: Int64
    public var lastImport: Int64
    public var lastFile: String
    /// Days since 1970-01-01 of the newest item; `nil` when none is dated.
    public var newestDay: Int?
    /// The last import that failed, when nothing was imported since.
    public var failure: ImportFailure?
}

/// A file that could not be imported.
public struct ImportFailure: Hashable, Sendable {
    public var at: Int64
    public var file: String
    /// `nil` when the file was not recognised.
    public var source: String?
    /// Carries no customer's words.
    public var reason: Phrase

    public init(at: Int64, file: String, source: String?, reason: Phrase) {
        self.at = at
        self.file = file
        self.source = source
        self.reason = reason
    }
}

extension FeedbackStore {
    /// Every source, the one imported last first.
    public func sources() throws -> [SourceSummary] {
        try read { db in
            let items = try Self.counts(
                "SELECT source, sum(items), max(day) FROM rollup WHERE friction = '' GROUP BY source", in: db)
            let sessions = try Self.counts("SELECT source, count(*), 0 FROM session GROUP BY source", in: db)
            let failures = try Self.openFailures(in: db)
            return try Row.fetchAll(
                db,
                sql: """
                    SELECT source, json_group_array(DISTINCT format), count(*), sum(records_read), sum(rows_quarantined),
                        min(started_at), max(coalesce(finished_at, started_at)),
                        (SELECT file FROM batch l WHERE l.source = b.source AND l.status <> 'undone' ORDER BY id DESC LIMIT 1)
                    FROM batch b WHERE status <> 'undone' GROUP BY source ORDER BY 7 DESC, source
                    """
            ).map { row in
                let source: String = row[0]
                let newest = items[source]?.last ?? -1
                return SourceSummary(
                    source: source, formats: try Self.names(row[1]), batches: row[2], read: row[3], quarantined: row[4],
                    items: items[source]?.count ?? 0, sessions: sessions[source]?.count ?? 0, firstImport: row[5],
                    lastImport: row[6], lastFile: row[7], newestDay: newest >= 0 ? newest : nil,
                    failure: failures.last { $0.source == source })
            }
        }
    }

    /// Files that could not be imported and were not imported since, the oldest first.
    public func openFailures() throws -> [ImportFailure] { try read { db in try Self.openFailures(in: db) } }

    /// Notes that a file could not be imported. Only the last hundred are kept, and one a file.
    public func note(_ failure: ImportFailure) throws {
        try write { db in
            try db.execute(sql: "DELETE FROM import_failure WHERE file = ?", arguments: [failure.file])
            try db.execute(
                sql: "INSERT INTO import_failure (at, file, source, en, fr) VALUES (?, ?, ?, ?, ?)",
                arguments: [failure.at, failure.file, failure.source, failure.reason.en, failure.reason.fr])
            try db.execute(
                sql: """
                    DELETE FROM import_failure
                    WHERE id NOT IN (SELECT id FROM import_failure ORDER BY id DESC LIMIT 100)
                    """)
        }
    }

    /// Whether a file with this content was imported before, taken back since or not.
    public func knows(sha256: String) throws -> Bool {
        try read { db in
            try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM batch WHERE sha256 = ? AND status <> 'running')",
                arguments: [sha256]) ?? false
        }
    }

    /// The columns of the last finished import of a source in a format, as JSON, and its batch.
    public func lastColumns(source: String, format: String) throws -> (batch: Int64, json: String)? {
        try read { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT id, columns FROM batch
                    WHERE source = ? AND format = ? AND status = 'done' AND columns IS NOT NULL ORDER BY id DESC LIMIT 1
                    """,
                arguments: [source, format]
            ).map { ($0[0], $0[1]) }
        }
    }

    private static func openFailures(in db: Database) throws -> [ImportFailure] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT at, file, source, en, fr FROM import_failure f
                WHERE NOT EXISTS (SELECT 1 FROM batch b WHERE b.file = f.file AND b.finished_at >= f.at) ORDER BY id
                """
        ).map { ImportFailure(at: $0[0], file: $0[1], source: $0[2], reason: Phrase(en: $0[3], fr: $0[4])) }
    }

    private static func counts(_ sql: String, in db: Database) throws -> [String: (count: Int, last: Int)] {
        let rows = try Row.fetchAll(db, sql: sql).map { row in
            (row[0] as String, (count: row[1] as Int, last: row[2] as Int))
        }
        return Dictionary(rows) { first, _ in first }
    }

    private static func names(_ json: String) throws -> [String] {
        let names = json.split(separator: "\"").enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }
        return names.sorted()
    }
}
