package import Feedback
import GRDB

/// One step of a stored journey model.
package struct JourneyStepRow: Sendable {
    package var code: String
    package var label: Phrase
}

package struct JourneyModelRow: Sendable {
    package var code: String
    package var label: Phrase
    package var isDefault: Bool
    package var steps: [JourneyStepRow]
}

/// What happened in the sessions joined by an exact key to the items of one step.
package struct StepSessionsRow: Sendable {
    package var step: String
    package var sessions: Int
    /// Sessions with an error or a page not found.
    package var withErrors: Int
    package var errors: Int
    package var rageClicks: Int
    /// Sessions that ended without the purchase they had started.
    package var abandoned: Int
    /// Sessions that ended on the page the item was written on.
    package var leftOnPage: Int
}

extension FeedbackStore {
    /// The journey model with this code, or the default one; `nil` when there is none.
    package func journey(_ code: String?) throws -> JourneyModelRow? {
        try read { db in
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT code, labels, is_default FROM journey WHERE code = ?1 OR (?1 IS NULL AND is_default = 1) LIMIT 1
                    """, arguments: [code])
            guard let row else { return nil }
            let steps = try Row.fetchAll(
                db, sql: "SELECT code, \(Self.labels) FROM journey_step WHERE journey = ? ORDER BY position",
                arguments: [row[0]])
            let label = try Row.fetchOne(
                db, sql: "SELECT code, \(Self.labels) FROM journey WHERE code = ?", arguments: [row[0]])
            return JourneyModelRow(
                code: row[0], label: label.map(Self.step)?.label ?? Phrase(row[0]), isDefault: row[2] as Int == 1,
                steps: steps.map(Self.step))
        }
    }

    package func journeyCodes() throws -> [String] {
        try read { db in try String.fetchAll(db, sql: "SELECT code FROM journey ORDER BY code") }
    }

    /// Counts over the sessions of each step, of the default journey or of another.
    package func stepSessions(_ filter: InsightFilter, step: InsightDimension = .step) throws -> [StepSessionsRow] {
        let conditions = ItemConditions(filter)
        let step = ItemConditions.expression(for: step)
        return try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT step, count(*), sum(errors + not_found > 0), sum(errors + not_found), sum(rage_clicks),
                        sum(outcome = 'abandoned'), sum(left_here)
                    FROM (
                        SELECT \(step.sql) AS step, s.id, s.errors, s.not_found, s.rage_clicks, s.outcome,
                            max(\(Self.leftHere)) AS left_here
                        FROM link k INDEXED BY link_session JOIN item i ON i.id = k.item JOIN session s ON s.id = k.session
                        WHERE k.session IS NOT NULL AND k.target = 'session' AND k.accepted = 1 AND k.method LIKE 'exact:%'
                            AND i.consent IS NOT 0 AND \(conditions.condition)
                        GROUP BY 1, s.id)
                    GROUP BY step
                    """, arguments: StatementArguments(step.arguments + conditions.arguments)
            ).map {
                StepSessionsRow(
                    step: $0[0], sessions: $0[1], withErrors: $0[2] ?? 0, errors: $0[3] ?? 0, rageClicks: $0[4] ?? 0,
                    abandoned: $0[5] ?? 0, leftOnPage: $0[6] ?? 0)
            }
        }
    }

    /// Whether the session's last page is the one the item was written on, with or without a query after it.
    private static let leftHere = """
        length(s.exit_page) > 1 AND (substr(i.page_url, -length(s.exit_page)) = s.exit_page
            OR instr(i.page_url, s.exit_page || '?') > 0) IS TRUE
        """

    private static let labels =
        "coalesce(json_extract(labels, '$.en'), code), coalesce(json_extract(labels, '$.fr'), json_extract(labels, '$.en'), code)"

    private static func step(_ row: Row) -> JourneyStepRow {
        JourneyStepRow(code: row[0], label: Phrase(en: row[1], fr: row[2]))
    }
}
