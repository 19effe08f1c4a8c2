import GRDB

/// One day of a business series: conversion, churn, retention, bounce, invitations.
public struct SeriesPoint: Hashable, Sendable, Codable {
    /// Days since 1970-01-01.
    public var day: Int
    public var value: Double

    public init(day: Int, value: Double) {
        self.day = day
        self.value = value
    }
}

/// What is stored of one series.
public struct SeriesSummary: Hashable, Sendable, Codable {
    public var name: String
    public var points: Int
    public var first: Int
    public var last: Int
}

/// Figures the business already has, drawn beside the scores: one value a series and day.
let schemaSeries = """
    CREATE TABLE series (name TEXT NOT NULL, day INTEGER NOT NULL, value REAL NOT NULL, PRIMARY KEY (name, day))
    STRICT, WITHOUT ROWID
    """

extension FeedbackStore {
    /// Adds points; a day the series already has takes the new value.
    ///
    /// - Returns: how many days are new, and how many have another value than before.
    @discardableResult
    public func addSeries(_ name: String, _ points: [SeriesPoint]) throws -> (new: Int, changed: Int) {
        try write { db in
            var (new, changed) = (0, 0)
            let find = try db.cachedStatement(sql: "SELECT value FROM series WHERE name = ? AND day = ?")
            let insert = try db.cachedStatement(
                sql: """
                    INSERT INTO series (name, day, value) VALUES (?, ?, ?)
                    ON CONFLICT (name, day) DO UPDATE SET value = excluded.value
                    """)
            for point in points {
                let old = try Double.fetchOne(find, arguments: [name, point.day])
                if old == point.value { continue }
                if old == nil { new += 1 } else { changed += 1 }
                try insert.execute(arguments: [name, point.day, point.value])
            }
            return (new, changed)
        }
    }

    /// The points of a series on some days, in order.
    public func series(_ name: String, _ days: ClosedRange<Int>? = nil) throws -> [SeriesPoint] {
        try read { db in
            try Row.fetchAll(
                db, sql: "SELECT day, value FROM series WHERE name = ? AND day >= ? AND day <= ? ORDER BY day",
                arguments: [name, days?.lowerBound ?? Int.min, days?.upperBound ?? Int.max]
            ).map { SeriesPoint(day: $0[0], value: $0[1]) }
        }
    }

    /// What series there are, by name.
    public func seriesList() throws -> [SeriesSummary] {
        try read { db in
            try Row.fetchAll(
                db, sql: "SELECT name, count(*), min(day), max(day) FROM series GROUP BY name ORDER BY name"
            ).map { SeriesSummary(name: $0[0], points: $0[1], first: $0[2], last: $0[3]) }
        }
    }

    /// - Returns: how many points there were.
    @discardableResult
    public func removeSeries(_ name: String) throws -> Int {
        try write { db in
            try db.execute(sql: "DELETE FROM series WHERE name = ?", arguments: [name])
            return db.changesCount
        }
    }
}
