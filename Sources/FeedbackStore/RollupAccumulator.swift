import Feedback

/// Gathers the counts of one transaction, so that each cell is written once.
struct RollupAccumulator {
    private(set) var places: [RollupPlace] = []
    private var placeIDs: [RollupPlace: Int32] = [:]
    private var slots: [UInt64: Int] = [:]
    private var cells: [(key: UInt64, counts: RollupCounts)] = []

    mutating func id(of place: RollupPlace) -> Int32 {
        if let id = placeIDs[place] { return id }
        let id = Int32(places.count)
        places.append(place)
        placeIDs[place] = id
        return id
    }

    /// Adds (`sign` 1), or takes away (−1) what an item counted before it is changed or deleted.
    mutating func add(_ counts: borrowing RollupCounts, _ cell: ItemCell, place: Int32, sign: Int = 1) {
        let key = UInt64(UInt32(bitPattern: cell.day)) << 32 | UInt64(place)
        let slot = slot(of: key)
        cells[slot].counts.add(counts, sign: sign)
        cells[slot].counts.mentions += sign * Int(cell.mentions)
        cells[slot].counts.severitySum += sign * Int(cell.severity)
        if cell.isPrimary { cells[slot].counts.addPrimary(counts, sign: sign) }
    }

    private mutating func slot(of key: UInt64) -> Int {
        if let slot = slots[key] { return slot }
        slots[key] = cells.count
        cells.append((key, RollupCounts()))
        return cells.count - 1
    }

    /// Hands out the cells in the table's order, so that neighbours meet on the same pages, and forgets them.
    mutating func drain(_ body: (_ day: Int, RollupPlace, RollupCounts) throws -> Void) rethrows {
        var ranks = [UInt64](repeating: 0, count: places.count)
        for (rank, place) in places.indices.sorted(by: { places[$0] < places[$1] }).enumerated() {
            ranks[place] = UInt64(rank)
        }
        let order = cells.indices.map { index in
            (key: (cells[index].key & ~0xFFFF_FFFF) | ranks[Int(cells[index].key & 0xFFFF_FFFF)], cell: index)
        }
        for (key, cell) in order.sorted(by: { $0.key < $1.key }) {
            let place = places[Int(cells[cell].key & 0xFFFF_FFFF)]
            try body(Int(Int32(truncatingIfNeeded: key >> 32)), place, cells[cell].counts)
        }
        slots.removeAll(keepingCapacity: true)
        cells.removeAll(keepingCapacity: true)
    }
}
