import GRDB

/// A text in which an intent stands.
package struct TaggedTextRow: Sendable {
    package var itemID: Int64
    package var externalID: String?
    package var source: String
    package var respondent: String?
    package var day: Int?
    package var step: String?
    package var channel: String?
    package var language: String
    package var text: String
    /// The words that earned the tag, as UTF-8 byte offsets.
    package var span: Range<Int>
    package var score: Double
}

extension FeedbackStore {
    /// Texts with an intent, the newest first, one an item.
    package func texts(with intent: String, _ filter: InsightFilter, limit: Int) throws -> [TaggedTextRow] {
        let conditions = ItemConditions(filter)
        return try read { db in
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT i.id, i.external_id, i.source, i.respondent, i.day, i.step, i.channel, v.language, v.text, v.tags
                    FROM (SELECT verbatim, item FROM tag WHERE code = ? ORDER BY verbatim DESC) t
                    CROSS JOIN item i ON i.id = t.item CROSS JOIN verbatim v ON v.id = t.verbatim
                    WHERE \(conditions.condition)
                    """, arguments: StatementArguments([intent] + conditions.arguments))
            var (found, seen) = ([TaggedTextRow](), Set<Int64>())
            while found.count < limit, let row = try rows.next() {
                guard seen.insert(row[0]).inserted else { continue }
                let tags = storedTags(row[9]).filter { $0.code == intent && $0.kind == "intent" }
                guard let best = tags.max(by: { $0.score < $1.score }) else { continue }
                found.append(
                    TaggedTextRow(
                        itemID: row[0], externalID: row[1], source: row[2], respondent: row[3], day: row[4],
                        step: row[5], channel: row[6], language: row[7], text: row[8], span: best.span,
                        score: best.score))
            }
            return found
        }
    }
}
