import Feedback

/// The emotions that the texts of one step's items in one channel name.
package struct EmotionRow: Sendable {
    /// `""` for items without one.
    package var step: String
    package var channel: String
    /// Items whose texts name an emotion.
    package var items = 0
    /// Of them: those with more pleasant emotions than unpleasant ones, and the other way round.
    package var pleasant = 0
    package var unpleasant = 0
    /// Items by emotion: an item may name several.
    package var byEmotion: [String: Int] = [:]

    package init(step: String, channel: String) {
        self.step = step
        self.channel = channel
    }

    package mutating func add(_ other: EmotionRow) {
        items += other.items
        pleasant += other.pleasant
        unpleasant += other.unpleasant
        byEmotion.merge(other.byEmotion, uniquingKeysWith: +)
    }
}

extension FeedbackStore {
    /// Counts items by the emotions they name: read from the tags, since the daily counts do not hold them.
    ///
    /// - Parameters:
    ///   - step: the step of the default journey, or of another.
    ///   - sides: by emotion, 1 for pleasant and −1 for unpleasant.
    /// - Returns: one row a step and channel that name an emotion, in no order.
    package func emotions(
        _ filter: InsightFilter, step: InsightDimension, sides: [String: Int]
    ) throws -> [EmotionRow] {
        let conditions = ItemConditions(filter)
        let step = ItemConditions.expression(for: step)
        return try read { db in
            let rows = try RowReader(
                db,
                """
                SELECT i.id, \(step.sql), coalesce(i.channel, ''), v.tags FROM item i CROSS JOIN verbatim v ON v.item = i.id
                WHERE instr(v.tags, '["emotion",') > 0 AND \(conditions.condition)
                """, step.arguments + conditions.arguments)
            var scan = EmotionScan(sides: sides)
            while try rows.next() {
                if scan.begin(item: rows.integer(0)) { scan.place(step: rows.text(1), channel: rows.text(2)) }
                rows.withBytes(3) { scan.add($0) }
            }
            return scan.finish()
        }
    }
}

/// Gathers the emotions of one item after the other.
private struct EmotionScan {
    private let sides: [String: Int]
    private var rows: [Place: EmotionRow] = [:]
    private var item = -1
    private var place = Place(step: "", channel: "")
    /// Of the item that is being read.
    private var emotions: Set<String> = []

    private struct Place: Hashable {
        var step: String
        var channel: String
    }

    init(sides: [String: Int]) { self.sides = sides }

    /// - Returns: whether it is another item than the one before.
    mutating func begin(item: Int) -> Bool {
        guard item != self.item else { return false }
        count()
        self.item = item
        return true
    }

    mutating func place(step: String, channel: String) { place = Place(step: step, channel: channel) }

    mutating func add(_ tags: Span<UInt8>) {
        var cursor = PackedCursor()
        while cursor.nextRow(tags) {
            let (kind, code) = (cursor.textRange(tags), cursor.textRange(tags))
            // No other kind begins with this letter.
            guard !kind.isEmpty, tags[kind.lowerBound] == UInt8(ascii: "e") else { continue }
            emotions.insert(cursor.string(tags, at: code))
        }
    }

    mutating func finish() -> [EmotionRow] {
        count()
        return Array(rows.values)
    }

    private mutating func count() {
        defer { emotions.removeAll(keepingCapacity: true) }
        guard !emotions.isEmpty else { return }
        var row = rows[place] ?? EmotionRow(step: place.step, channel: place.channel)
        row.items += 1
        let side = emotions.reduce(0) { $0 + (sides[$1] ?? 0) }
        row.pleasant += side > 0 ? 1 : 0
        row.unpleasant += side < 0 ? 1 : 0
        for emotion in emotions { row.byEmotion[emotion, default: 0] += 1 }
        rows[place] = row
    }
}
