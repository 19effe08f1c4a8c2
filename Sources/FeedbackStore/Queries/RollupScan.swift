import Feedback
import GRDB
import GRDBSQLite

/// One pass over the daily counts, grouped as it goes.
///
/// The rows are read with SQLite's own functions and added up here: one pass serves totals, categories, steps and trend at
/// once.
struct RollupScan {
    private let query: TallyQuery
    private let sql: String
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
        let selected = ["day"] + query.dimensions.map(\.description) + ["counts"]
        sql =
            "SELECT \(selected.joined(separator: ", ")) FROM rollup"
            + (clauses.isEmpty ? "" : " WHERE \(clauses.joined(separator: " AND "))")
    }

    mutating func rows(_ db: Database) throws -> [TallyRow] {
        let statement = try RowReader(db, sql, arguments)
        let dimensions = query.dimensions.count
        var (lastDay, lastBucket) = (Int.min, 0)
        while try statement.next() {
            let day = statement.integer(0)
            if day != lastDay { (lastDay, lastBucket) = (day, query.bucket(day)) }
            var key = UInt64(truncatingIfNeeded: lastBucket) & 0xFFFF_FFFF
            var ids: [3 of UInt32] = [0, 0, 0]
            for index in 0..<dimensions {
                ids[index] = names.id(ofColumn: index + 1, in: statement)
                key = (key ^ UInt64(ids[index])) &* 0x9E37_79B9_7F4A_7C15
                key ^= key >> 29
            }
            let group = group(key, bucket: lastBucket, ids: ids)
            statement.withBlob(1 + dimensions) { sums[group].add(RollupCounts(packed: $0)) }
        }
        return results()
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

/// The keys met so far, each with a small number. Rows come in key order, so the last one of a column is usually it.
private struct NameTable {
    private(set) var names: [String] = []
    private var hashes: [UInt64: UInt32] = [:]
    private var last: [4 of (hash: UInt64, id: UInt32)] = .init(repeating: (0, UInt32.max))

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
