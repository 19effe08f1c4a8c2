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

extension FeedbackStore {
    /// Runs `body` over the texts of the items stored last, the oldest first, each with the name of its item.
    ///
    /// - Parameter batch: one whose items are left out.
    package func forEachRecentText(
        ofItems count: Int, except batch: Int64?, _ body: (Span<UInt8>, NaturalKey) -> Void
    ) throws {
        try read { db in
            let others = "batch <> \(batch ?? 0)"
            let last = try Int64.fetchOne(db, sql: "SELECT id FROM item WHERE \(others) ORDER BY id DESC LIMIT 1")
            let rows = try RowReader(
                db,
                """
                SELECT i.natural_key, v.text FROM item i JOIN verbatim v ON v.item = i.id
                WHERE i.id > \((last ?? 0) - Int64(count)) AND i.\(others) ORDER BY i.id, v.id
                """)
            while try rows.next() {
                var key = NaturalKey(high: 0, low: 0)
                rows.withBlob(0) { key = NaturalKey(bytes: $0) }
                rows.withBytes(1) { body($0, key) }
            }
        }
    }
}

/// Items of a filter, all or some of them.
package struct ItemDraw: Sendable {
    /// In order.
    package var ids: [Int64]
    /// How many the filter holds.
    package var total: Int

    package var isWhole: Bool { ids.count == total }

    /// For a query: JSON.
    var list: String { "[\(ids.map(String.init).joined(separator: ","))]" }
}

extension FeedbackStore {
    /// The items of a filter, or about so many of them, each as likely as any other; the same ones every time.
    ///
    /// - Returns: `nil` when the columns of the items do not hold what the filter asks for.
    package func draw(_ filter: InsightFilter, atMost limit: Int) throws -> ItemDraw? {
        guard let scan = ItemColumnScan(filter, []) else { return nil }
        var ids: [Int64] = []
        try read { db in
            try scan.forEach(db, wanted: [], withIDs: true, withTags: false) { columns, rows in
                for row in rows { ids.append(columns.ids[Int(row)]) }
            }
        }
        let total = ids.count
        if total > limit {
            let bound = UInt64(Double(limit) / Double(total) * 0x1p32)
            ids.removeAll { Self.mixed(UInt64(bitPattern: $0)) >> 32 >= bound }
        }
        return ItemDraw(ids: ids, total: total)
    }

    /// - Source: G. Steele, D. Lea, C. Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014.
    private static func mixed(_ id: UInt64) -> UInt64 {
        var mixed = id &* 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// The same over some items, in their order.
    package func forEachText(of draw: ItemDraw, _ body: (Int64, Span<UInt8>) -> Void) throws {
        try read { db in
            let rows = try RowReader(
                db, "SELECT v.item, v.text FROM json_each(?) j CROSS JOIN verbatim v ON v.item = j.value", [draw.list])
            while try rows.next() {
                let item = Int64(rows.integer(0))
                rows.withBytes(1) { body(item, $0) }
            }
        }
    }
}
