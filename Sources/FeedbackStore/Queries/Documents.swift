import GRDB

extension FeedbackStore {
    /// Runs `body` over the text of every verbatim of the filter's items, in the store's order.
    ///
    /// - Parameter body: the item, the verbatim's language, and its UTF-8 bytes, which do not outlive the call.
    package func forEachText(_ filter: InsightFilter, _ body: (Int64, String, Span<UInt8>) -> Void) throws {
        let conditions = ItemConditions(filter)
        try read { db in
            let rows = try RowReader(
                db,
                """
                SELECT i.id, v.language, v.text FROM item i JOIN verbatim v ON v.item = i.id \(conditions.whereClause)
                """, conditions.arguments)
            while try rows.next() {
                let (item, language) = (Int64(rows.integer(0)), rows.text(1))
                rows.withBytes(2) { body(item, language, $0) }
            }
        }
    }
}
