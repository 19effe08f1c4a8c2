import Feedback
import GRDB

/// Keeps the columns of the items beside their rows: gathers what a transaction adds and takes away, and writes it at its end.
struct ItemColumnWriter {
    static let schema =
        "CREATE TABLE item_column (first INTEGER PRIMARY KEY, last INTEGER NOT NULL, columns BLOB NOT NULL) STRICT"

    /// A run of ids is added to until it has so many items.
    static let runLength = 25_000
    /// No run has more: counting takes sixteen bits for a name.
    static let longestRun = 60_000

    private var pending = ItemColumns()
    /// Items that were taken away, with how many rows were pending then: rows after that are their new ones.
    private var removed: [Int64: Int] = [:]
    /// Names met since the last flush, by column and hash of their bytes.
    private var met: [UInt64: UInt32] = [:]
    /// By the number of a place of the daily counts.
    private var places: [Int32: PlaceIDs] = [:]

    private struct PlaceIDs {
        var step, channel, language, source, friction: UInt32
    }

    /// Of an item's packed values, those that are columns.
    private static let attributes: [(value: Int, key: ItemColumns.Key)] = [
        (2, .kind), (4, .touchpoint), (11, .country), (12, .city), (13, .device), (14, .browser), (15, .product),
        (16, .appVersion),
    ]

    /// Whether so many items wait that writing them now costs less than holding more.
    var isFull: Bool { pending.count >= 2 * Self.runLength }

    mutating func remove(_ id: Int64) { removed[id] = pending.count }

    /// - Parameters:
    ///   - numbers: of the packer's places, in `all`.
    mutating func add(_ packed: PackedItems, at index: Int, id: Int64, numbers: [Int32], all: [RollupPlace]) {
        let (item, ratings) = (packed.rows.items[index], packed.rows.ratings[index])
        pending.ids.append(id)
        let first = packed.rows.cells[item.cells.lowerBound]
        pending.days.append(first.day)
        let place = ids(of: numbers[Int(first.place)], all)
        append(place.step, .step)
        append(place.channel, .channel)
        append(place.language, .language)
        append(place.source, .source)
        for attribute in Self.attributes {
            append(name(of: packed.rows.value(at: item.values + attribute.value), packed, attribute.key), attribute.key)
        }
        append(ratings.csat, .csat)
        append(ratings.ces, .ces)
        append(ratings.stars, .stars)
        append(ratings.sentiment, .sentiment)
        append(UInt32(ratings.nps.rawValue), .nps)
        append(ratings.csat.isNaN ? 0 : ratings.csatIsTop ? 2 : 1, .csatTop)
        append(UInt32(ratings.attitude.rawValue), .sentimentSign)
        pending.emotions.append(emotions(of: item, packed))
        append(UInt32(item.cells.count - 1), .frictions)
        for cell in item.cells.dropFirst() {
            let tag = packed.rows.cells[cell]
            pending.tags[0].append(ids(of: numbers[Int(tag.place)], all).friction)
            pending.tags[1].append(UInt32(max(0, tag.mentions)))
            pending.tags[2].append(UInt32(max(0, tag.severity)))
        }
    }

    private mutating func append(_ id: UInt32, _ key: ItemColumns.Key) {
        pending.columns[ItemColumns.place(key)].append(id)
    }

    private mutating func append(_ value: UInt32, _ kind: ItemColumns.Class) {
        pending.columns[ItemColumns.place(kind)].append(value)
    }

    private mutating func append(_ number: Double, _ figure: ItemColumns.Figure) {
        pending.columns[ItemColumns.place(figure)].append(number.isNaN ? 0 : pending.id(of: number, in: figure))
    }

    private mutating func ids(of number: Int32, _ all: [RollupPlace]) -> PlaceIDs {
        if let known = places[number] { return known }
        let place = all[Int(number)]
        let ids = PlaceIDs(
            step: pending.id(of: place.step, in: ItemColumns.Key.step.rawValue),
            channel: pending.id(of: place.channel, in: ItemColumns.Key.channel.rawValue),
            language: pending.id(of: place.language, in: ItemColumns.Key.language.rawValue),
            source: pending.id(of: place.source, in: ItemColumns.Key.source.rawValue),
            friction: pending.id(of: place.friction, in: ItemColumns.codes))
        places[number] = ids
        return ids
    }

    private mutating func name(of value: PackedValue, _ packed: PackedItems, _ key: ItemColumns.Key) -> UInt32 {
        guard value.kind == .text else { return 0 }
        let bytes = packed.rows.json.bytes
        var hash = 0xCBF2_9CE4_8422_2325 ^ UInt64(key.rawValue)
        for index in value.bytes { hash = (hash ^ UInt64(bytes[index])) &* 0x0000_0100_0000_01B3 }
        if let id = met[hash], pending.names[key.rawValue][Int(id)].utf8.elementsEqual(bytes[value.bytes]) { return id }
        let id = pending.id(of: String(decoding: bytes[value.bytes], as: UTF8.self), in: key.rawValue)
        met[hash] = id
        return id
    }

    private mutating func emotions(of item: PackedItem, _ packed: PackedItems) -> UInt32 {
        guard item.emotions.kind == .text else { return pending.id(ofEmotions: "") }
        return pending.id(ofEmotions: String(decoding: packed.rows.json.bytes[item.emotions.bytes], as: UTF8.self))
    }

    /// Writes what was gathered, and forgets it.
    mutating func flush(in db: Database) throws {
        defer { (pending, removed, met, places) = (ItemColumns(), [:], [:], [:]) }
        guard pending.count > 0 || !removed.isEmpty else { return }
        let (rows, dead) = (pending, removed)
        let isAlive = { (row: Int) in dead[rows.ids[row]].map { row >= $0 } ?? true }
        let runs = try Self.runs(db)
        let last = runs.last?.last ?? Int64.min
        // What belongs among the ids already stored; inserted ids only grow, those of updates do not.
        var changes: [Int64: Set<Int>] = [:]
        for id in removed.keys { if let run = Self.run(of: id, runs) { changes[run, default: []] = [] } }
        for row in 0..<rows.count where rows.ids[row] <= last && isAlive(row) {
            if let run = Self.run(of: rows.ids[row], runs) { changes[run, default: []].insert(row) }
        }
        for (first, added) in changes { try Self.change(run: first, removing: dead, adding: rows, added, in: db) }
        var new = ItemColumns()
        var ordered = (0..<rows.count).filter { rows.ids[$0] > last && isAlive($0) }
        guard !ordered.isEmpty else { return }
        if zip(ordered, ordered.dropFirst()).contains(where: { rows.ids[$0] > rows.ids[$1] }) {
            ordered.sort { rows.ids[$0] < rows.ids[$1] }
            new = rows.rows(ordered)
        } else if ordered.count == rows.count {
            new = rows
        } else {
            new.append(rows, where: Set(ordered).contains)
        }
        if let run = runs.last, run.count < Self.runLength, var tail = try Self.load(run.first, in: db) {
            tail.append(new)
            try Self.delete(run: run.first, in: db)
            new = tail
        }
        try Self.write(new, in: db)
    }

    private typealias Run = (first: Int64, last: Int64, count: Int64)

    /// The ids a run spans bound how many items it has.
    private static func runs(_ db: Database) throws -> [Run] {
        try Row.fetchAll(db.cachedStatement(sql: "SELECT first, last FROM item_column ORDER BY first")).map {
            ($0[0], $0[1], ($0[1] as Int64) - ($0[0] as Int64) + 1)
        }
    }

    /// The run an id belongs to: the last that begins before it, or the first.
    private static func run(of id: Int64, _ runs: [Run]) -> Int64? {
        (runs.last { $0.first <= id } ?? runs.first)?.first
    }

    private static func change(
        run first: Int64, removing dead: [Int64: Int], adding rows: ItemColumns, _ added: Set<Int>, in db: Database
    ) throws {
        guard let old = try load(first, in: db) else { return }
        var new = ItemColumns()
        new.append(old) { dead[old.ids[$0]] == nil }
        new.append(rows, where: added.contains)
        if !added.isEmpty { new = new.rows((0..<new.count).sorted { new.ids[$0] < new.ids[$1] }) }
        try delete(run: first, in: db)
        try write(new, in: db)
    }

    private static func load(_ first: Int64, in db: Database) throws -> ItemColumns? {
        let rows = try RowReader(db, "SELECT columns FROM item_column WHERE first = \(first)")
        guard try rows.next() else { return nil }
        var columns = ItemColumns()
        rows.withBlob(0) { columns = ItemColumns(packed: $0) }
        return columns
    }

    private static func delete(run first: Int64, in db: Database) throws {
        try db.cachedStatement(sql: "DELETE FROM item_column WHERE first = ?").execute(arguments: [first])
    }

    private static func write(_ columns: ItemColumns, in db: Database) throws {
        if columns.count > longestRun {
            for start in stride(from: 0, to: columns.count, by: longestRun) {
                var part = ItemColumns()
                part.append(columns) { $0 >= start && $0 < start + longestRun }
                try write(part, in: db)
            }
            return
        }
        guard let first = columns.ids.first, let last = columns.ids.last else { return }
        let insert = try RawStatement(db, "INSERT INTO item_column (first, last, columns) VALUES (?, ?, ?)")
        insert.bind(first)
        insert.bind(last)
        insert.bind(blob: columns.packed)
        try insert.run()
    }
}

extension ItemColumns {
    /// These rows in this order.
    func rows(_ order: [Int]) -> ItemColumns {
        var (ends, end) = ([Int](), 0)
        for frictions in columns[Self.place(.frictions)] {
            end += Int(frictions)
            ends.append(end)
        }
        var sorted = self
        sorted.ids = order.map { ids[$0] }
        sorted.days = order.map { days[$0] }
        sorted.emotions = order.map { emotions[$0] }
        sorted.columns = columns.map { column in order.map { column[$0] } }
        sorted.tags = tags.map { tags in order.flatMap { tags[($0 == 0 ? 0 : ends[$0 - 1])..<ends[$0]] } }
        return sorted
    }
}

extension ItemColumnWriter {
    /// Adds emotions to columns that were written without: read once from the tags of the texts.
    static func addEmotions(in db: Database) throws {
        for run in try runs(db) {
            guard var columns = try load(run.first, in: db) else { continue }
            let texts = try RowReader(
                db,
                """
                SELECT item, tags FROM verbatim
                WHERE item BETWEEN \(run.first) AND \(run.last) AND instr(tags, '["emotion",') > 0
                """)
            var named: [Int64: Set<String>] = [:]
            while try texts.next() {
                let item = Int64(texts.integer(0))
                texts.withBytes(1) { named[item, default: []].formUnion(emotionCodes($0)) }
            }
            columns.learnEmotions(named.mapValues { $0.sorted().joined(separator: " ") })
            try delete(run: run.first, in: db)
            try write(columns, in: db)
        }
    }
}

extension FeedbackStore {
    /// Makes the columns of a store that older programs filled.
    static func completeColumns(in db: Database) throws {
        guard
            try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM item_column) OR NOT EXISTS (SELECT 1 FROM item)")
                == false
        else { return }
        var (writer, packer, places, numbers) = (ItemColumnWriter(), Packer(), [RollupPlace](), [Int32]())
        for (count, id) in try Int64.fetchAll(db, sql: "SELECT id FROM item ORDER BY id").enumerated() {
            packer.pack(try StoredItem.load(id: id, in: db).analysed)
            let packed = packer.take()
            places += packed.names.places
            numbers += Int32(numbers.count)..<Int32(places.count)
            writer.add(packed, at: 0, id: id, numbers: numbers, all: places)
            if count % ItemColumnWriter.runLength == ItemColumnWriter.runLength - 1 { try writer.flush(in: db) }
        }
        try writer.flush(in: db)
    }
}
