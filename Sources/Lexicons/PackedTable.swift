/// A map from non-zero 64-bit keys to positive numbers: open addressing, at most half full.
///
/// Swift's `Dictionary` guards against chosen keys at some 30 ns a look-up; the keys here come from our own lexicons, and
/// a look-up costs about 3 ns.
package struct PackedTable: Sendable {
    /// Key and value side by side: a look-up touches one cache line.
    private var slots: [Slot]
    private var shift: UInt64
    private var count = 0

    private struct Slot: BitwiseCopyable, Sendable {
        var key: UInt64 = 0
        var value: Int32 = 0
    }

    package init(minimumCapacity: Int = 8) {
        var bits: UInt64 = 4
        while (1 << bits) < minimumCapacity * 2 { bits += 1 }
        slots = Array(repeating: Slot(), count: 1 << bits)
        shift = 64 - bits
    }

    /// The value of `key`, or 0.
    package subscript(key: UInt64) -> Int32 {
        let slots = slots.span
        var index = slot(of: key)
        while true {
            let slot = slots[index]
            if slot.key == key { return slot.value }
            if slot.key == 0 { return 0 }
            index = (index + 1) & (slots.count - 1)
        }
    }

    package mutating func insert(_ value: Int32, for key: UInt64) {
        precondition(key != 0, "0 marks an empty slot")
        if (count + 1) * 2 > slots.count { grow() }
        var index = slot(of: key)
        while slots[index].key != 0, slots[index].key != key { index = (index + 1) & (slots.count - 1) }
        if slots[index].key == 0 { count += 1 }
        slots[index] = Slot(key: key, value: value)
    }

    /// The first slot to look in. Words fill a key from the top, so its high bits are folded down before they are mixed.
    private func slot(of key: UInt64) -> Int { Int(((key ^ key >> 29) &* 0x9E37_79B9_7F4A_7C15) >> shift) }

    private mutating func grow() {
        var larger = PackedTable(minimumCapacity: slots.count)
        for slot in slots where slot.key != 0 { larger.insert(slot.value, for: slot.key) }
        self = larger
    }
}

extension PackedTable {
    init(_ reader: inout CacheReader) throws(CacheProblem) {
        (slots, shift, count) = (try reader.array(), try reader.value(), try reader.value())
    }

    func write(to writer: inout CacheWriter) {
        writer.put(slots)
        writer.put(value: shift)
        writer.put(value: count)
    }
}
