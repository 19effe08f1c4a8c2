import GRDB

/// A release or another dated event worth seeing beside a score.
public struct ReleaseMark: Hashable, Sendable, Codable {
    public var name: String
    /// Days since 1970-01-01, UTC.
    public var day: Int

    public init(name: String, day: Int) {
        self.name = name
        self.day = day
    }
}

extension FeedbackStore {
    /// The marks of some days, in order.
    public func marks(_ days: ClosedRange<Int>) throws -> [ReleaseMark] {
        try read { db in
            try Row.fetchAll(
                db, sql: "SELECT name, at FROM mark WHERE at >= ? AND at < ? ORDER BY at, id",
                arguments: [days.lowerBound * 86_400_000, (days.upperBound + 1) * 86_400_000]
            ).map { ReleaseMark(name: $0[0], day: Int($0[1] as Int64 / 86_400_000)) }
        }
    }
}
