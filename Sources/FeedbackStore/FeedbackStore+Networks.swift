import GRDB

extension FeedbackStore {
    /// Takes the networks of IP addresses out of items, visits and the versions kept for undo: the workspace does not allow
    /// them any more. Call ``wipe()`` afterwards.
    ///
    /// - Parameter isRehearsal: count only.
    /// - Returns: how many items and visits had one.
    public func forgetNetworks(isRehearsal: Bool = false) throws -> Int {
        let counting = "SELECT (SELECT count(network) FROM item) + (SELECT count(network) FROM session)"
        let count = try read { db in try Int.fetchOne(db, sql: counting) ?? 0 }
        guard !isRehearsal, count > 0 else { return count }
        try write { db in
            for table in ["item", "session"] {
                try db.execute(sql: "UPDATE \(table) SET network = NULL WHERE network IS NOT NULL")
            }
            try db.execute(
                sql: """
                    UPDATE revision SET payload = json_remove(payload, '$.analysed.item.network', '$.session.network')
                    WHERE target IN ('item', 'session')
                    """)
        }
        return count
    }
}
