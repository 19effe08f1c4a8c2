import GRDB

/// An item whose rating and words both say something.
package struct RatedTextRow: Sendable {
    package var itemID: Int64
    /// Normalised, 0 (worst) to 1 (best).
    package var rating: Double
    package var question: Int64
    /// −1 to 1.
    package var sentiment: Double
}

/// An item as it is quoted whole.
package struct ItemTextRow: Sendable {
    package var itemID: Int64
    package var externalID: String?
    package var source: String
    package var respondent: String?
    package var day: Int?
    package var step: String?
    package var channel: String?
    package var language: String
    package var text: String
    package var given: String
}

extension FeedbackStore {
    /// Runs `body` over every item with an answer to one of the questions and a text with a sentiment.
    package func forEachRatedText(
        of questions: [RatingQuestion], _ filter: InsightFilter, _ body: (RatedTextRow) -> Void
    ) throws {
        let conditions = ItemConditions(filter)
        let wanted = Set(questions.map { Int($0.id) })
        try read { db in
            let rows = try RowReader(
                db,
                """
                SELECT i.id, i.sentiment, i.answers FROM item i
                WHERE i.answers IS NOT NULL AND i.sentiment IS NOT NULL AND \(conditions.condition)
                """, conditions.arguments)
            while try rows.next() {
                let (item, sentiment) = (Int64(rows.integer(0)), rows.double(1))
                rows.withBytes(2) { answers in
                    var cursor = PackedCursor()
                    while cursor.nextRow(answers) {
                        let question = cursor.integer(answers)
                        _ = cursor.textRange(answers)
                        guard wanted.contains(question), let value = cursor.number(answers) else { continue }
                        body(
                            RatedTextRow(
                                itemID: item, rating: value, question: Int64(question), sentiment: sentiment))
                        return
                    }
                }
            }
        }
    }

    /// The items' longest texts, with what was answered to a question, in the order asked for.
    package func texts(of items: [(item: Int64, question: Int64?)]) throws -> [ItemTextRow] {
        try read { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT i.id, i.external_id, i.source, i.respondent, i.day, i.step, i.channel, v.language, v.text, i.answers
                    FROM item i JOIN verbatim v ON v.item = i.id WHERE i.id = ? ORDER BY length(v.text) DESC, v.id LIMIT 1
                    """)
            return try items.compactMap { item, question in
                guard let row = try Row.fetchOne(statement, arguments: [item]) else { return nil }
                let answers = storedAnswers(row[9])
                return ItemTextRow(
                    itemID: row[0], externalID: row[1], source: row[2], respondent: row[3], day: row[4], step: row[5],
                    channel: row[6], language: row[7], text: row[8],
                    given: answers.first { $0.question == question }?.given ?? "")
            }
        }
    }
}
