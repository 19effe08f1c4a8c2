import GRDB

/// What visits did on one page, or on all pages under a path.
package struct PageVisitsRow: Sendable {
    package var sessions = 0
    package var entries = 0
    package var bounces = 0
    package var exits = 0
    package var withNotFound = 0
    package var withErrors = 0
    package var withRageClicks = 0
    package var withFormAbandons = 0
    /// That ended here with an order begun and not placed.
    package var abandoned = 0
}

extension FeedbackStore {
    /// - Parameter page: a path; with a `*` at its end, every path that begins so.
    package func pageVisits(_ page: String, _ filter: InsightFilter) throws -> PageVisitsRow {
        let isPrefix = page.hasSuffix("*")
        let path = isPrefix ? String(page.dropLast()) : page
        func matches(_ column: String) -> String {
            isPrefix ? "substr(\(column), 1, length(?1)) = ?1" : "\(column) = ?1"
        }
        return try read { db in
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT count(*), sum(entry), sum(entry AND single), sum(left_here), sum(missing > 0), sum(failed > 0),
                        sum(rage > 0), sum(form > 0), sum(left_here AND outcome = 'abandoned')
                    FROM (
                        SELECT coalesce(\(matches("s.landing_page")), 0) AS entry, s.page_views <= 1 AS single,
                            coalesce(\(matches("s.exit_page")), 0) AS left_here, s.outcome,
                            sum(e.kind = '404') AS missing, sum(e.kind = 'error') AS failed,
                            sum(e.kind = 'rage_click') AS rage, sum(e.kind = 'form_abandon') AS form
                        FROM session_event e JOIN session s ON s.id = e.session
                        WHERE \(matches("e.page")) AND \(Self.days(filter)) GROUP BY s.id)
                    """, arguments: [path])
            guard let row else { return PageVisitsRow() }
            return PageVisitsRow(
                sessions: row[0], entries: row[1] ?? 0, bounces: row[2] ?? 0, exits: row[3] ?? 0,
                withNotFound: row[4] ?? 0, withErrors: row[5] ?? 0, withRageClicks: row[6] ?? 0,
                withFormAbandons: row[7] ?? 0, abandoned: row[8] ?? 0)
        }
    }

    /// The same of all visits, for comparison: entries are visits, and each has one exit.
    package func allVisits(_ filter: InsightFilter) throws -> PageVisitsRow {
        try read { db in
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT count(*), sum(page_views <= 1), sum(not_found > 0), sum(errors > 0), sum(rage_clicks > 0),
                        sum(form_abandons > 0), sum(outcome = 'abandoned')
                    FROM session s WHERE \(Self.days(filter))
                    """)
            guard let row else { return PageVisitsRow() }
            return PageVisitsRow(
                sessions: row[0], entries: row[0], bounces: row[1] ?? 0, exits: row[0], withNotFound: row[2] ?? 0,
                withErrors: row[3] ?? 0, withRageClicks: row[4] ?? 0, withFormAbandons: row[5] ?? 0,
                abandoned: row[6] ?? 0)
        }
    }
}
