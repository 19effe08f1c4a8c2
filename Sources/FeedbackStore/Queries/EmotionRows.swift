import Feedback
import GRDB

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
    /// Counts items by the emotions they name: from the columns of the items; from the tags where the filter asks for what is
    /// no column.
    ///
    /// - Parameters:
    ///   - step: the step of the default journey, or of another.
    ///   - sides: by emotion, 1 for pleasant and −1 for unpleasant.
    /// - Returns: one row a step and channel that name an emotion, in no order.
    package func emotions(
        _ filter: InsightFilter, step: InsightDimension, sides: [String: Int]
    ) throws -> [EmotionRow] {
        if var scan = EmotionColumns(filter, step: step, sides: sides), let rows = try read({ db in try scan.rows(db) })
        {
            return rows
        }
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

    mutating func add(_ tags: Span<UInt8>) { emotions.formUnion(emotionCodes(tags)) }

    mutating func finish() -> [EmotionRow] {
        count()
        return Array(rows.values)
    }

    private mutating func count() {
        defer { emotions.removeAll(keepingCapacity: true) }
        guard !emotions.isEmpty else { return }
        rows[place, default: EmotionRow(step: place.step, channel: place.channel)].add(emotions, 1, sides: sides)
    }
}

/// The emotions that the packed tags of a text name, as often as they do.
func emotionCodes(_ tags: Span<UInt8>) -> [String] {
    var (codes, cursor) = ([String](), PackedCursor())
    while cursor.nextRow(tags) {
        let (kind, code) = (cursor.textRange(tags), cursor.textRange(tags))
        // No other kind begins with this letter.
        guard !kind.isEmpty, tags[kind.lowerBound] == UInt8(ascii: "e") else { continue }
        codes.append(cursor.string(tags, at: code))
    }
    return codes
}

extension EmotionRow {
    /// - Parameter emotions: each once.
    fileprivate mutating func add(_ emotions: some Collection<String>, _ count: Int, sides: [String: Int]) {
        items += count
        let side = emotions.reduce(0) { $0 + (sides[$1] ?? 0) }
        pleasant += side > 0 ? count : 0
        unpleasant += side < 0 ? count : 0
        for emotion in emotions { byEmotion[emotion, default: 0] += count }
    }
}

/// Counts the same from the columns of the items.
private struct EmotionColumns {
    private let scan: ItemColumnScan
    private let journey: String?
    private let sides: [String: Int]
    private var counts: [Cell: Int] = [:]
    private var isComplete = true

    private struct Cell: Hashable {
        var step: String
        var channel: String
        var emotions: String
    }

    /// - Returns: `nil` when the columns do not hold what is asked for.
    init?(_ filter: InsightFilter, step: InsightDimension, sides: [String: Int]) {
        if case .journey(let code) = step { journey = code } else { journey = nil }
        guard journey != nil || step == .step, let scan = ItemColumnScan(filter, [.step, .channel]) else { return nil }
        self.scan = scan
        self.sides = sides
    }

    /// - Returns: `nil` when the columns of some items were written before emotions were.
    mutating func rows(_ db: Database) throws -> [EmotionRow]? {
        var steps: [String: String]?
        if let journey {
            let map = try Row.fetchAll(
                db, sql: "SELECT default_step, step FROM journey_map WHERE journey = ?", arguments: [journey])
            steps = Dictionary(map.map { ($0[0], $0[1]) }, uniquingKeysWith: { first, _ in first })
        }
        let wanted = [ItemColumns.Key.step, .channel].map { ItemColumns.place($0) }
        try scan.forEach(db, wanted: Set(wanted), withTags: false, withEmotions: true) { add($0, $1) }
        guard isComplete else { return nil }
        var rows: [Cell: EmotionRow] = [:]
        for (cell, count) in counts {
            let step = steps.map { $0[cell.step] ?? "" } ?? cell.step
            let place = Cell(step: step, channel: cell.channel, emotions: "")
            rows[place, default: EmotionRow(step: step, channel: cell.channel)]
                .add(cell.emotions.split(separator: " ").map(String.init), count, sides: sides)
        }
        return Array(rows.values)
    }

    private mutating func add(_ columns: ItemColumns, _ rows: [Int32]) {
        let steps = columns.columns[ItemColumns.place(.step)]
        let channels = columns.columns[ItemColumns.place(.channel)]
        let names = columns.emotionNames
        let (none, unknown) = (names.firstIndex(of: ""), names.firstIndex(of: ItemColumns.unknownEmotions))
        var local: [UInt64: Int] = [:]
        for index in rows {
            let row = Int(index)
            let emotions = Int(columns.emotions[row])
            if emotions == none { continue }
            if emotions == unknown { isComplete = false }
            local[UInt64(steps[row]) << 40 | UInt64(channels[row]) << 20 | UInt64(emotions), default: 0] += 1
        }
        for (key, count) in local {
            let cell = Cell(
                step: columns.names[ItemColumns.Key.step.rawValue][Int(key >> 40)],
                channel: columns.names[ItemColumns.Key.channel.rawValue][Int(key >> 20 & 0xFFFFF)],
                emotions: names[Int(key & 0xFFFFF)])
            counts[cell, default: 0] += count
        }
    }
}
