import GRDB

/// A release or another dated event, to the millisecond it happened.
public struct DatedMark: Hashable, Sendable {
    public var id: Int64
    public var name: String
    /// UTC milliseconds.
    public var at: Int64
}

extension FeedbackStore {
    /// Notes a release. The same name at the same moment is noted once.
    ///
    /// - Parameter at: UTC milliseconds.
    /// - Returns: whether it is new.
    @discardableResult
    public func addMark(_ name: String, at: Int64) throws -> Bool {
        try write { db in
            try db.execute(
                sql: """
                    INSERT INTO mark (at, name)
                    SELECT ?1, ?2 WHERE NOT EXISTS (SELECT 1 FROM mark WHERE at = ?1 AND name = ?2)
                    """, arguments: [at, name])
            return db.changesCount > 0
        }
    }

    /// All marks, the oldest first.
    public func allMarks() throws -> [DatedMark] {
        try read { db in
            try Row.fetchAll(db, sql: "SELECT id, name, at FROM mark ORDER BY at, id").map {
                DatedMark(id: $0[0], name: $0[1], at: $0[2])
            }
        }
    }
}
