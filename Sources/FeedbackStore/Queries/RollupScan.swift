import Feedback
import GRDB
import GRDBSQLite

/// One pass over the daily counts, grouped as it goes.
///
/// The rows are read with SQLite's own functions and added up here: one pass serves totals, categories, steps and trend at
/// once. Where a view of the sums holds what is asked, blocks of days that stay whole and then days are read instead of cells.
struct RollupScan {
    private let query: TallyQuery
    private let selection: String
    private let clauses: [String]
    private let arguments: [String]

    private var groups: [UInt64: Int] = [:]
    private var groupIDs: [(bucket: Int, names: [UInt32])] = []
    private var sums: [RollupCounts] = []
    private var names = NameTable()

    init(_ query: TallyQuery) {
        precondition(query.dimensions.count <= 3, "a group key packs three names")
        self.query = query
        var clauses: [String] = []
        var arguments: [String] = []
        if let since = query.filter.since { clauses.append("day >= \(since)") }
        if let until = query.filter.until { clauses.append("day <= \(until)") }
        if query.filter.since != nil || query.filter.until != nil { clauses.append("day <> -1") }
        func require(_ column: String, _ value: String?) {
            guard let value else { return }
            clauses.append("\(column) = ?")
            arguments.append(value)
        }
        if query.frictions == .whole { require("friction", query.filter.friction ?? "") }
        require("step", query.filter.step)
        require("channel", query.filter.channel)
        require("language", query.filter.language)
        require("source", query.filter.source)
        self.arguments = arguments
        self.clauses = clauses
        let selected = ["day"] + query.dimensions.map(\.description) + ["counts"]
        selection = "SELECT \(selected.joined(separator: ", ")) FROM rollup"
    }

    mutating func rows(_ db: Database) throws -> [TallyRow] {
        guard let view = RollupView(serving: query) else {
            try addCells(db, of: nil)
            return results()
        }
        var plan = try RollupPlan(query, db)
        try addSums(db, view, days: RollupView.blockDays, of: plan.blocks) { plan.finish(block: $0) }
        try addSums(db, view, days: 1, of: Set(plan.days)) { plan.finish(day: $0) }
        if !plan.days.isEmpty { try addCells(db, of: plan.days.sorted()) }
        return results()
    }

    /// - Parameter finish: told of each start that had a sum.
    private mutating func addSums(
        _ db: Database, _ view: RollupView, days: Int, of starts: Set<Int>, finish: (Int) -> Void
    ) throws {
        guard let first = starts.min(), let last = starts.max() else { return }
        let sums = try RowReader(
            db,
            """
            SELECT start, counts FROM rollup_sum
            WHERE days = \(days) AND start BETWEEN \(first) AND \(last) AND view = \(view.rawValue)
            """)
        let filter = SumFilter(query, view)
        while try sums.next() {
            let start = sums.integer(0)
            guard starts.contains(start) else { continue }
            let bucket = query.bucket(start)
            sums.withBlob(1) { add($0, bucket, filter) }
            finish(start)
        }
    }

    private mutating func add(_ packed: Span<UInt8>, _ bucket: Int, _ filter: SumFilter) {
        var reader = RollupCellReader(packed, dimensions: filter.dimensions)
        let wanted = filter.columns.map { column in (column.place, reader.names.firstIndex(of: column.value)) }
        var known = [UInt32](repeating: .max, count: reader.names.count)
        cells: while reader.next(packed) {
            for (place, id) in wanted where reader.ids[place] != id { continue cells }
            var ids: [3 of UInt32] = [0, 0, 0]
            for (index, place) in filter.grouped.enumerated() {
                let local = reader.ids[place]
                if known[local] == .max { known[local] = names.id(of: reader.names[local]) }
                ids[index] = known[local]
            }
            sums[group(key(bucket, ids), bucket: bucket, ids: ids)].add(reader.counts)
        }
    }

    private func key(_ bucket: Int, _ ids: [3 of UInt32]) -> UInt64 {
        var key = UInt64(truncatingIfNeeded: bucket) & 0xFFFF_FFFF
        for index in 0..<query.dimensions.count {
            key = (key ^ UInt64(ids[index])) &* 0x9E37_79B9_7F4A_7C15
            key ^= key >> 29
        }
        return key
    }

    /// - Parameter days: only these; all the filter lets pass when `nil`.
    private mutating func addCells(_ db: Database, of days: [Int]?) throws {
        let clauses = clauses + (days.map { ["day IN (\($0.map(String.init).joined(separator: ", ")))"] } ?? [])
        let sql = selection + (clauses.isEmpty ? "" : " WHERE \(clauses.joined(separator: " AND "))")
        let statement = try RowReader(db, sql, arguments)
        let dimensions = query.dimensions.count
        var (lastDay, lastBucket) = (Int.min, 0)
        while try statement.next() {
            let day = statement.integer(0)
            if day != lastDay { (lastDay, lastBucket) = (day, query.bucket(day)) }
            var ids: [3 of UInt32] = [0, 0, 0]
            for index in 0..<dimensions { ids[index] = names.id(ofColumn: index + 1, in: statement) }
            let group = group(key(lastBucket, ids), bucket: lastBucket, ids: ids)
            statement.withBlob(1 + dimensions) { sums[group].add(RollupCounts(packed: $0)) }
        }
    }

    private mutating func group(_ key: UInt64, bucket: Int, ids: [3 of UInt32]) -> Int {
        var key = key
        // Two different groups may share a mixed key: probe on until the names are the same.
        while let index = groups[key] {
            let found = groupIDs[index]
            if found.bucket == bucket && found.names.indices.allSatisfy({ found.names[$0] == ids[$0] }) { return index }
            key &+= 1
        }
        groups[key] = groupIDs.count
        groupIDs.append((bucket, query.dimensions.indices.map { ids[$0] }))
        sums.append(RollupCounts())
        return groupIDs.count - 1
    }

    private func results() -> [TallyRow] {
        groupIDs.enumerated().compactMap { index, group in
            var counts = sums[index]
            if query.frictions == .partition { counts = counts.partitionPart }
            // Undoing an import leaves cells of nothing behind.
            guard counts.items > 0 else { return nil }
            return TallyRow(bucket: group.bucket, keys: group.names.map { names.names[Int($0)] }, counts: counts)
        }
    }
}

/// Which sums and days together make up the days a query asks for.
private struct RollupPlan {
    /// Blocks whose days are all asked for, and all fall in one bucket.
    private(set) var blocks: Set<Int> = []
    /// What no sum has been found for.
    private(set) var days: Set<Int> = []

    init(_ query: TallyQuery, _ db: Database) throws {
        let filter = query.filter
        let isOpen = filter.since == nil && filter.until == nil
        let (since, until) = (filter.since ?? Int.min, filter.until ?? Int.max)
        var wanted: [Int: [Int]] = [:]
        var partial: Set<Int> = []
        for day in try RollupSums.days(in: db) {
            let block = RollupSums.block(of: day)
            if day >= since, day <= until, isOpen || day != -1 {
                wanted[block, default: []].append(day)
                days.insert(day)
            } else {
                partial.insert(block)
            }
        }
        for (block, days) in wanted where block >= 0 && !partial.contains(block) {
            let bucket = query.bucket(days[0])
            // A sum is given the bucket of its first day.
            if query.bucket(block) == bucket, days.allSatisfy({ query.bucket($0) == bucket }) { blocks.insert(block) }
        }
    }

    mutating func finish(block: Int) {
        for day in block..<block + RollupView.blockDays { days.remove(day) }
    }

    mutating func finish(day: Int) { days.remove(day) }
}

/// A query's conditions and groups by their place among a view's dimensions.
private struct SumFilter {
    let dimensions: Int
    let grouped: [Int]
    let columns: [(place: Int, value: String)]

    init(_ query: TallyQuery, _ view: RollupView) {
        let places = view.dimensions
        dimensions = places.count
        grouped = query.dimensions.compactMap(places.firstIndex)
        let filter = query.filter
        var wanted: [(InsightDimension, String?)] = [
            (.step, filter.step), (.channel, filter.channel), (.language, filter.language), (.source, filter.source),
        ]
        // Items are counted once under no friction, or under the one asked for.
        if query.frictions == .whole, places.contains(.friction) { wanted.append((.friction, filter.friction ?? "")) }
        columns = wanted.compactMap { dimension, value in
            value.flatMap { value in places.firstIndex(of: dimension).map { ($0, value) } }
        }
    }
}

/// The keys met so far, each with a small number. Rows come in key order, so the last one of a column is usually it.
private struct NameTable {
    private(set) var names: [String] = []
    private var hashes: [UInt64: UInt32] = [:]
    private var last: [4 of (hash: UInt64, id: UInt32)] = .init(repeating: (0, UInt32.max))

    /// For sums, which name each of theirs once.
    mutating func id(of name: String) -> UInt32 {
        var slot = RowReader.hash(name)
        while let id = hashes[slot] {
            if names[Int(id)] == name { return id }
            slot &+= 1
        }
        let id = UInt32(names.count)
        hashes[slot] = id
        names.append(name)
        return id
    }

    mutating func id(ofColumn column: Int, in row: borrowing RowReader) -> UInt32 {
        let hash = row.hash(column)
        if last[column].id != .max && last[column].hash == hash { return last[column].id }
        var slot = hash
        while true {
            guard let id = hashes[slot] else { break }
            if row.text(column) == names[Int(id)] {
                last[column] = (hash, id)
                return id
            }
            slot &+= 1
        }
        let id = UInt32(names.count)
        hashes[slot] = id
        names.append(row.text(column))
        last[column] = (hash, id)
        return id
    }
}
