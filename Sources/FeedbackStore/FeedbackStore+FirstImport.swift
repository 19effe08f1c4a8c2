import GRDB

extension FeedbackStore {
    /// Runs the import of a store's first batch so that each page is written once, where it belongs.
    ///
    /// Through the write-ahead log a page is written twice, and read in between: a tenth of the time of an import. What the log
    /// is for, reading meanwhile, an empty store does not need; whoever comes nevertheless waits for a transaction's end, or is
    /// told that the store is in use. A crash leaves the rollback journal, with which the next command takes back the
    /// transaction that was cut off. When another program has the store open, or it held something before, the log is used.
    public func writingInPlace<Result>(_ batch: Batch, _ body: () throws -> Result) throws -> Result {
        guard try isOnly(batch), leaveLog() else { return try body() }
        defer { returnToLog() }
        return try body()
    }

    private func isOnly(_ batch: Batch) throws -> Bool {
        try read { db in
            try Bool.fetchOne(db, sql: "SELECT NOT EXISTS (SELECT 1 FROM batch WHERE id <> ?)", arguments: [batch.id])
                ?? false
        }
    }

    /// - Returns: whether the store is written in place from now on.
    private func leaveLog() -> Bool {
        let mode = try? writeWithoutTransaction { db in
            // Whoever has the store open may keep it so for hours.
            try db.execute(sql: "PRAGMA busy_timeout = 0")
            defer { try? db.execute(sql: "PRAGMA busy_timeout = \(Self.busySeconds * 1000)") }
            // The journal keeps its room from one transaction to the next.
            return try String.fetchOne(db, sql: "PRAGMA journal_mode = PERSIST")
        }
        return mode == "persist"
    }

    /// Where it fails, because somebody reads, the next command that opens the store does the same.
    private func returnToLog() {
        try? writeWithoutTransaction { db in
            // Only this mode removes the journal.
            try db.execute(sql: "PRAGMA journal_mode = DELETE")
            try db.execute(sql: "PRAGMA journal_mode = WAL")
        }
    }
}
