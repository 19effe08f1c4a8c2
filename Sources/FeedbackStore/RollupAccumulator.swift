import Feedback

/// Gathers the counts of one transaction, so that each cell is written once.
///
/// Cells stay known from one transaction to the next, for as long as nobody else writes to the store: then they are written
/// without being read.
struct RollupAccumulator {
    /// Of more cells only those of the last transaction are kept: some 300 bytes each.
    private let mostKept: Int

    private(set) var places: [RollupPlace] = []
    private var placeIDs: [RollupPlace: Int32] = [:]
    /// By hash of the key, the next free place after it: a cell's place, plus one.
    private var slots = [UInt32](repeating: 0, count: 1 << 10)
    private var cells: [Cell] = []
    /// Those that changed since they were written.
    private var changed: [UInt32] = []

    private struct Cell {
        /// Day and place.
        var key: UInt64
        /// All that the store is to have, or what it does not have yet.
        var counts = RollupCounts()
        var isComplete = false
        var isChanged = false
    }

    init(mostKept: Int = 20_000) { self.mostKept = mostKept }

    mutating func id(of place: RollupPlace) -> Int32 {
        if let id = placeIDs[place] { return id }
        let id = Int32(places.count)
        places.append(place)
        placeIDs[place] = id
        return id
    }

    /// Adds (`sign` 1), or takes away (−1) what an item counted before it is changed or deleted.
    mutating func add(_ ratings: ItemRatings, _ cell: ItemCell, place: Int32, sign: Int = 1) {
        let key = UInt64(UInt32(bitPattern: cell.day)) << 32 | UInt64(place)
        let slot = slot(of: key)
        cells[slot].counts.add(ratings, sign: sign)
        cells[slot].counts.mentions += sign * Int(cell.mentions)
        cells[slot].counts.severitySum += sign * Int(cell.severity)
        if cell.isPrimary { cells[slot].counts.addPrimary(ratings, sign: sign) }
        if !cells[slot].isChanged {
            cells[slot].isChanged = true
            changed.append(UInt32(slot))
        }
    }

    private mutating func slot(of key: UInt64) -> Int {
        var place = home(of: key)
        while slots[place] != 0 {
            let cell = Int(slots[place]) - 1
            if cells[cell].key == key { return cell }
            place = (place + 1) & (slots.count - 1)
        }
        cells.append(Cell(key: key))
        slots[place] = UInt32(cells.count)
        if cells.count * 2 > slots.count { fillSlots(slots.count * 2) }
        return cells.count - 1
    }

    private func home(of key: UInt64) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & (slots.count - 1)
    }

    private mutating func fillSlots(_ count: Int) {
        slots = Array(repeating: 0, count: count)
        for cell in cells.indices {
            var place = home(of: cells[cell].key)
            while slots[place] != 0 { place = (place + 1) & (count - 1) }
            slots[place] = UInt32(cell + 1)
        }
    }

    /// Hands out the cells that changed in the table's order, so that neighbours meet on the same pages.
    ///
    /// - Parameters:
    ///   - stored: what the store has of a cell; not asked for what is known.
    ///   - write: gets all of a cell's counts.
    mutating func drain(
        stored: (_ day: Int, RollupPlace) throws -> RollupCounts?,
        write: (_ day: Int, RollupPlace, RollupCounts) throws -> Void
    ) throws {
        for cell in changedInOrder() {
            let (day, place) = (
                Int(Int32(truncatingIfNeeded: cells[cell].key >> 32)), Int(cells[cell].key & 0xFFFF_FFFF)
            )
            if !cells[cell].isComplete, let known = try stored(day, places[place]) { cells[cell].counts.add(known) }
            cells[cell].isComplete = true
            try write(day, places[place], cells[cell].counts)
        }
        if cells.count > mostKept { keepChanged() }
        for cell in changed { cells[Int(cell)].isChanged = false }
        changed.removeAll(keepingCapacity: true)
    }

    private func changedInOrder() -> [Int] {
        var ranks = [UInt64](repeating: 0, count: places.count)
        for (rank, place) in places.indices.sorted(by: { places[$0] < places[$1] }).enumerated() {
            ranks[place] = UInt64(rank)
        }
        var order = changed.map { cell in
            let key = cells[Int(cell)].key
            return (key: (key & ~0xFFFF_FFFF) | ranks[Int(key & 0xFFFF_FFFF)], cell: Int(cell))
        }
        order.sort { $0.key < $1.key }
        return order.map(\.cell)
    }

    private mutating func keepChanged() {
        cells.removeAll { !$0.isChanged }
        for cell in cells.indices { cells[cell].isChanged = false }
        changed.removeAll(keepingCapacity: true)
        fillSlots(slots.count)
    }

    /// Forgets what the store has, and what it was to get: somebody else has written to it.
    mutating func forget() {
        for place in slots.indices { slots[place] = 0 }
        cells.removeAll(keepingCapacity: true)
        changed.removeAll(keepingCapacity: true)
    }
}
