import GRDB

/// Keeps the sums of the daily counts: each view a day, and a block of days.
///
/// Writing to a day forgets its sums and those of its block; whoever ends a change has them made again. What has none is read
/// from the daily counts themselves, so that sums are never wrong, and at worst missing.
enum RollupSums {
    static let schema = """
        CREATE TABLE rollup_sum (
            days INTEGER NOT NULL, start INTEGER NOT NULL, view INTEGER NOT NULL, counts BLOB NOT NULL,
            PRIMARY KEY (days, start, view)) STRICT, WITHOUT ROWID
        """

    static let forgetting = "DELETE FROM rollup_sum WHERE days = ? AND start = ?"

    /// The first day of the block a day is in; items without a date have one of their own.
    static func block(of day: Int) -> Int {
        day < 0 ? day : day - day % RollupView.blockDays
    }

    /// The days with counts, in order, each found at an end of the key rather than by reading all cells.
    static func days(from first: Int = Int.min, through last: Int = Int.max, in db: Database) throws -> [Int] {
        let next = try db.cachedStatement(sql: "SELECT min(day) FROM rollup WHERE day >= ?")
        var (days, from) = ([Int](), first)
        while let day = try Int.fetchOne(next, arguments: [from]), day <= last {
            days.append(day)
            from = day + 1
        }
        return days
    }

    /// Ends a change that took items out of daily counts: cells with none left go, and the sums are made again.
    static func settle(in db: Database) throws {
        try db.execute(sql: "DELETE FROM rollup WHERE items = 0")
        try complete(in: db)
    }

    /// Makes the sums that are missing.
    static func complete(in db: Database) throws {
        let days = try days(in: db)
        let known = Set(try Int.fetchAll(db, sql: "SELECT DISTINCT start FROM rollup_sum WHERE days = 1"))
        for day in days where !known.contains(day) { try sum(day: day, in: db) }
        let blocks = Set(
            try Int.fetchAll(db, sql: "SELECT DISTINCT start FROM rollup_sum WHERE days = \(RollupView.blockDays)"))
        for block in Set(days.filter { $0 >= 0 }.map(block)).sorted() where !blocks.contains(block) {
            try sum(block: block, in: db)
        }
    }

    private static func sum(day: Int, in db: Database) throws {
        var views = RollupView.allCases.map(RollupCells.init)
        let rows = try RowReader(
            db, "SELECT step, friction, channel, language, source, counts FROM rollup WHERE day = \(day)")
        while try rows.next() {
            let place = RollupPlace(
                step: rows.text(0), friction: rows.text(1), channel: rows.text(2), language: rows.text(3),
                source: rows.text(4))
            var counts = RollupCounts()
            rows.withBlob(5) { counts = RollupCounts(packed: $0) }
            for index in views.indices { views[index].add(counts, at: place) }
        }
        try write(views, days: 1, start: day, in: db)
    }

    private static func sum(block: Int, in db: Database) throws {
        var views = RollupView.allCases.map(RollupCells.init)
        let rows = try RowReader(
            db,
            """
            SELECT view, counts FROM rollup_sum
            WHERE days = 1 AND start BETWEEN \(block) AND \(block + RollupView.blockDays - 1)
            """)
        while try rows.next() {
            let view = rows.integer(0)
            rows.withBlob(1) { views[view].add(packed: $0) }
        }
        try write(views, days: RollupView.blockDays, start: block, in: db)
    }

    private static func write(_ views: [RollupCells], days: Int, start: Int, in db: Database) throws {
        let insert = try RawStatement(
            db, "INSERT OR REPLACE INTO rollup_sum (days, start, view, counts) VALUES (?, ?, ?, ?)")
        for (view, cells) in views.enumerated() {
            insert.bind(days)
            insert.bind(start)
            insert.bind(view)
            insert.bind(blob: cells.packed)
            try insert.run()
        }
    }
}
