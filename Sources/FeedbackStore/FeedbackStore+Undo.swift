import Foundation
package import GRDB

extension FeedbackStore {
    /// Takes a batch back: what it added goes, what it changed is as before.
    ///
    /// - Returns: how many items and sessions were removed and restored.
    /// - Throws: ``StoreError/noSuchBatch(_:)``, ``StoreError/batchNotUndoable(_:status:)``,
    ///   ``StoreError/batchChangedSince(_:by:)`` when later batches changed the same items.
    public func undo(batch id: Int64, now: Int64) throws -> (removed: Int, restored: Int) {
        try write { db in
            var batch = try Batch.load(id, in: db)
            guard batch.status != .undone else { throw StoreError.batchNotUndoable(id, status: batch.status.rawValue) }
            let later = try Self.laterBatches(than: id, in: db)
            guard later.isEmpty else { throw StoreError.batchChangedSince(id, by: later) }
            let counts = try Self.takeBack(id, in: db)
            batch.status = .undone
            batch.undoneAt = now
            try batch.save(in: db)
            try Audit.add("undo", detail: "batch \(id)", now: now, in: db)
            return counts
        }
    }

    /// Takes an unfinished batch back and forgets it: its file turned out to be unreadable.
    public func discard(batch id: Int64) throws {
        try write { db in
            _ = try Self.takeBack(id, in: db)
            try db.execute(sql: "DELETE FROM batch WHERE id = ?", arguments: [id])
        }
    }

    private static func takeBack(_ id: Int64, in db: Database) throws -> (removed: Int, restored: Int) {
        let writer = try BatchWriter(db, batch: id)
        let restored = try restoreRevisions(of: id, writer: writer, in: db)
        let removed = try removeAdditions(of: id, writer: writer, in: db)
        _ = try linkSessions(in: db)
        try restoreSteps(writer: writer, in: db)
        try writer.flush()
        try RollupSums.settle(in: db)
        try db.execute(sql: "DELETE FROM quarantine WHERE batch = ?", arguments: [id])
        return (removed, restored)
    }

    private static func laterBatches(than id: Int64, in db: Database) throws -> [Int64] {
        try Int64.fetchAll(
            db,
            sql: """
                SELECT DISTINCT r.batch FROM revision r WHERE r.batch > :id AND (
                    (r.target = 'item' AND r.id IN (SELECT id FROM item WHERE batch = :id))
                    OR (r.target = 'session' AND r.id IN (SELECT id FROM session WHERE batch = :id))
                    OR (r.target = 'order' AND r.id IN (SELECT id FROM purchase WHERE batch = :id))
                    OR EXISTS (SELECT 1 FROM revision o WHERE o.batch = :id AND o.target = r.target AND o.id = r.id))
                ORDER BY r.batch
                """,
            arguments: ["id": id])
    }

    private static func restoreRevisions(of id: Int64, writer: BatchWriter, in db: Database) throws -> Int {
        let decoder = JSONDecoder()
        // One after the other: those of a large batch are a copy of all it changed.
        let rows = try Row.fetchCursor(
            db, sql: "SELECT target, id, payload FROM revision WHERE batch = ? ORDER BY target, id", arguments: [id])
        var count = 0
        while let row = try rows.next() {
            count += 1
            let (target, payload): (String, String) = (row[0], row[2])
            if target == "item" {
                let corrections = try writer.corrections(of: row[1], in: db)
                try writer.delete(try StoredItem.load(id: row[1], in: db), in: db)
                try writer.insert(try decoder.decode(StoredItem.self, from: Data(payload.utf8)))
                try writer.restore(corrections, in: db)
            } else if target == "order" {
                try decoder.decode(StoredOrder.self, from: Data(payload.utf8)).save(in: db)
            } else {
                let old = try decoder.decode(StoredSession.self, from: Data(payload.utf8))
                try StoredSession.delete(old.id, in: db)
                try writer.insert(old, id: old.id, in: db)
            }
        }
        try db.execute(sql: "DELETE FROM revision WHERE batch = ?", arguments: [id])
        return count
    }

    private static func removeAdditions(of id: Int64, writer: BatchWriter, in db: Database) throws -> Int {
        let items = try Int64.fetchAll(db, sql: "SELECT id FROM item WHERE batch = ?", arguments: [id])
        for item in items { try writer.delete(try StoredItem.load(id: item, in: db), in: db) }
        let sessions = try Int64.fetchAll(db, sql: "SELECT id FROM session WHERE batch = ?", arguments: [id])
        for session in sessions { try StoredSession.delete(session, in: db) }
        let before = db.totalChangesCount
        try db.execute(sql: "DELETE FROM purchase WHERE batch = ?", arguments: [id])
        return items.count + sessions.count + db.totalChangesCount - before
    }
}

/// The log of what people did to the data.
package enum Audit {
    package static func add(_ action: String, detail: String, now: Int64, in db: Database) throws {
        try db.execute(
            sql: "INSERT INTO audit (at, who, action, detail) VALUES (?, ?, ?, ?)",
            arguments: [now, user, action, detail])
    }

    /// Who runs the program, as the system says.
    static var user: String { ProcessInfo.processInfo.environment["USER"] ?? "unknown" }
}
