import Foundation
import GRDB

extension FeedbackStore {
    /// Above this many sessions their events are not read one by one.
    static let visitLimit = 300_000

    /// The step each default step stands for in another model; `nil` for the default model.
    public func journeyMap(_ journey: String) throws -> [String: String]? {
        try read { db in
            let rows = try Row.fetchAll(
                db, sql: "SELECT default_step, step FROM journey_map WHERE journey = ?", arguments: [journey])
            return rows.isEmpty ? nil : Dictionary(rows.map { ($0[0], $0[1]) }, uniquingKeysWith: { first, _ in first })
        }
    }

    /// The last pages of visits that bought nothing, with their number.
    package func exitPages(_ filter: InsightFilter) throws -> [(page: String, sessions: Int)] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT exit_page, count(*) FROM session s
                    WHERE exit_page IS NOT NULL AND outcome <> 'purchased' AND \(Self.days(filter)) GROUP BY 1
                    """
            ).map { ($0[0], $0[1]) }
        }
    }

    /// How many visits saw a page of each step; `nil` when there are too many to count.
    package func sessionsReaching(_ filter: InsightFilter, step: (String) -> String?) throws -> [String: Int]? {
        try read { db in
            guard try Int.fetchOne(db, sql: "SELECT count(*) FROM session") ?? 0 <= Self.visitLimit else { return nil }
            var steps: [String: String] = [:]
            for page in try String.fetchAll(db, sql: "SELECT DISTINCT page FROM session_event WHERE page IS NOT NULL") {
                if let code = step(page) { steps[page] = code }
            }
            let json = String(decoding: try JSONEncoder().encode(steps), as: UTF8.self)
            let rows = try Row.fetchAll(
                db,
                sql: """
                    WITH place AS MATERIALIZED (SELECT key AS page, value AS step FROM json_each(?))
                    SELECT p.step, count(DISTINCT e.session) FROM session_event e JOIN place p ON p.page = e.page
                    JOIN session s ON s.id = e.session WHERE \(Self.days(filter)) GROUP BY 1
                    """, arguments: [json])
            return Dictionary(rows.map { ($0[0], $0[1]) }, uniquingKeysWith: +)
        }
    }

    /// The filter's days, on `session s`.
    static func days(_ filter: InsightFilter) -> String {
        var clauses: [String] = []
        if let since = filter.since { clauses.append("s.started_at >= \(Int64(since) * 86_400_000)") }
        if let until = filter.until { clauses.append("s.started_at < \(Int64(until + 1) * 86_400_000)") }
        return clauses.isEmpty ? "1" : clauses.joined(separator: " AND ")
    }
}
