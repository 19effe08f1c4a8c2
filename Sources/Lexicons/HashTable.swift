/// A map from non-zero 64-bit keys to positive numbers: open addressing, at most three quarters full.
///
/// Swift's `Dictionary` guards against chosen keys at some 30 ns a look-up; the keys here come from our own lexicons, and
/// a look-up costs about 3 ns. Most keys asked for are not there: a bit for each of eight times as many hashes as there are
/// slots turns nine in ten of them away from memory that is close at hand.
package struct HashTable<Slot: HashSlot>: Sendable {
    /// Key and value side by side: a look-up touches one cache line.
    private var slots: Table<Slot>
    /// By the hash's highest bits.
    private var filter: Table<UInt64>
    private var shift: UInt64
    private(set) var count = 0

    package init(minimumCapacity: Int = 8) {
        var bits: UInt64 = 4
        while (1 << bits) * 3 < minimumCapacity * 4 { bits += 1 }
        slots = Table(repeating: Slot(key: 0, value: 0), count: 1 << bits)
        filter = Table(repeating: 0, count: max(1, 1 << (bits + Self.filterBits - 6)))
        shift = 64 - bits
    }

    /// The value of `key`, or 0.
    @inline(__always)
    package subscript(key: UInt64) -> Int32 { view[key] }

    /// The table as it lies in memory: many look-ups count no reference.
    var view: View {
        @inline(__always)
        @_lifetime(borrow self)
        get { View(slots: slots.span, filter: filter.span, shift: shift) }
    }

    /// Keys and values, read in place.
    struct View: ~Escapable {
        private let slots: Span<Slot>
        private let filter: Span<UInt64>
        private let shift: UInt64

        @inline(__always)
        @_lifetime(copy slots, copy filter)
        init(slots: Span<Slot>, filter: Span<UInt64>, shift: UInt64) {
            (self.slots, self.filter, self.shift) = (slots, filter, shift)
        }

        /// The value of `key`, or 0.
        @inline(__always)
        subscript(key: UInt64) -> Int32 {
            let hash = HashTable.hash(key)
            let bit = hash >> (shift - HashTable.filterBits)
            guard filter[Int(bit >> 6)] & (1 << (bit & 63)) != 0 else { return 0 }
            var index = Int(hash >> shift)
            while true {
                let slot = slots[index]
                if slot.key == key { return slot.value }
                if slot.key == 0 { return 0 }
                index = (index + 1) & (slots.count - 1)
            }
        }
    }

    /// Every key with its value, in no order.
    func forEach(_ body: (UInt64, Int32) -> Void) {
        for slot in slots where slot.key != 0 { body(slot.key, slot.value) }
    }

    package mutating func insert(_ value: Int32, for key: UInt64) {
        precondition(key != 0, "0 marks an empty slot")
        if (count + 1) * 4 > slots.count * 3 { grow() }
        let hash = Self.hash(key)
        let bit = hash >> (shift - Self.filterBits)
        filter[Int(bit >> 6)] |= 1 << (bit & 63)
        var index = Int(hash >> shift)
        while slots[index].key != 0, slots[index].key != key { index = (index + 1) & (slots.count - 1) }
        if slots[index].key == 0 { count += 1 }
        slots[index] = Slot(key: key, value: value)
    }

    /// How many more bits of the hash the filter tells apart than the slots do.
    private static var filterBits: UInt64 { 3 }

    /// Words fill a key from the top, so its high bits are folded down before they are mixed.
    @inline(__always)
    private static func hash(_ key: UInt64) -> UInt64 { (key ^ key >> 29) &* 0x9E37_79B9_7F4A_7C15 }

    private mutating func grow() {
        var larger = HashTable(minimumCapacity: slots.count)
        for slot in slots where slot.key != 0 { larger.insert(slot.value, for: slot.key) }
        self = larger
    }
}

extension HashTable {
    init(_ reader: inout CacheReader) throws(CacheProblem) {
        (slots, filter) = (try reader.table(), try reader.table())
        (shift, count) = (try reader.value(), try reader.value())
    }

    func write(to writer: inout CacheWriter) {
        writer.put(slots)
        writer.put(filter)
        writer.put(value: shift)
        writer.put(value: count)
    }
}

/// A key with its value; the key 0 marks an empty slot.
package protocol HashSlot: BitwiseCopyable, Sendable {
    var key: UInt64 { get }
    var value: Int32 { get }

    init(key: UInt64, value: Int32)
}

/// Any key beside any value.
package struct WideSlot: HashSlot {
    package let key: UInt64
    package let value: Int32

    package init(key: UInt64, value: Int32) { (self.key, self.value) = (key, value) }
}

/// A key of 42 bits and a value of 22 in one number: half the memory, which counts where most of it is read.
package struct NarrowSlot: HashSlot {
    static let valueBits: UInt64 = 22
    private let bits: UInt64

    package init(key: UInt64, value: Int32) {
        precondition(key >> (64 - Self.valueBits) == 0 && (0..<1 << Self.valueBits).contains(UInt64(value)), "they fit")
        bits = key << Self.valueBits | UInt64(value)
    }

    @inline(__always) package var key: UInt64 { bits >> Self.valueBits }
    @inline(__always) package var value: Int32 { Int32(truncatingIfNeeded: bits & (1 << Self.valueBits - 1)) }
}

typealias PackedTable = HashTable<WideSlot>
