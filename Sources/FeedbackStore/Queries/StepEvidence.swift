import Feedback
import GRDB

/// How many items one rule placed in one step.
public struct StepEvidenceRow: Hashable, Sendable {
    /// `nil` for items without a step.
    public var step: String?
    /// `rule:page`…
    public var method: String
    /// `page /panier*`, `pay.declined`…
    public var evidence: String
    public var items: Int
}

extension FeedbackStore {
    /// What placed the items, the most frequent first.
    public func stepEvidence() throws -> [StepEvidenceRow] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT step, coalesce(step_method, ''), coalesce(step_evidence, ''), count(*) FROM item
                    GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1, 2, 3
                    """
            ).map { StepEvidenceRow(step: $0[0], method: $0[1], evidence: $0[2], items: $0[3]) }
        }
    }

    /// What the items without a step have: values of a column with their number, the most frequent first.
    ///
    /// - Parameter column: `page_url`, `touchpoint`, `channel` or `source`.
    public func unplaced(by column: UnplacedColumn, limit: Int) throws -> [(value: String, items: Int)] {
        let sql =
            switch column {
            case .question:
                """
                SELECT v.question, count(DISTINCT i.id) FROM item i JOIN verbatim v ON v.item = i.id
                WHERE i.step IS NULL AND v.question IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?
                """
            case .page, .touchpoint, .channel, .source:
                """
                SELECT \(column.rawValue), count(*) FROM item WHERE step IS NULL AND \(column.rawValue) IS NOT NULL
                GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?
                """
            }
        return try read { db in
            try Row.fetchAll(db, sql: sql, arguments: [limit]).map { ($0[0], $0[1]) }
        }
    }

    public enum UnplacedColumn: String, CaseIterable, Sendable {
        case page = "page_url"
        case question, touchpoint, channel, source
    }
}
