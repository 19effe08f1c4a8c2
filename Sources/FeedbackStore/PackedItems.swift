import Feedback

/// One value of a row: a number, or where its bytes are.
struct PackedValue: Sendable {
    enum Kind: UInt8, Sendable {
        case null, integer, real, text
        /// JSON with places for the ids of questions, and of rules.
        case questions, rules
    }

    let kind: Kind
    /// The number's bits, or the first byte and the length.
    let bits: UInt64

    var integer: Int64 { Int64(bitPattern: bits) }
    var real: Double { Double(bitPattern: bits) }
    var bytes: Range<Int> {
        let start = Int(bits >> 32)
        return start..<start + Int(bits & 0xFFFF_FFFF)
    }
}

/// One item among ``PackedItems``.
struct PackedItem: Sendable {
    let key: NaturalKey
    let contentHash: Int64
    /// Its first value.
    let values: Int
    let texts: Range<Int>
    let cells: Range<Int>
    /// The emotions its texts name, in order, with blanks between; null without any.
    let emotions: PackedValue
}

/// One verbatim among ``PackedItems``.
struct PackedText: Sendable {
    /// Its first value: its columns from the field on.
    let values: Int
    /// The categories and intents it can be found by.
    let indexed: Range<Int>

    /// Which says whether a person should look at it; the tags come after it.
    static let reviewColumn = 5
    static let columnCount = 7
}

/// A category or intent that a text can be found by, with its best score in tenths.
struct IndexedCode: Sendable {
    var code: Int32
    var tenths: Int32
}

/// Rows that are being packed: all of them in a few arrays, so that an item costs no memory of its own.
struct PackedRows: Sendable {
    static let itemColumns = 32

    var json = JSONBytes()
    /// Of each value its kind, and its number or place: together they would take sixteen bytes, not nine.
    private(set) var kinds: [PackedValue.Kind] = []
    private(set) var bits: [UInt64] = []
    private(set) var indexed: [IndexedCode] = []
    var texts: [PackedText] = []
    var items: [PackedItem] = []
    var cells: [ItemCell] = []
    /// One for each item: what it adds to each of its cells.
    var ratings: [ItemRatings] = []
    /// What the first item comes from.
    var source: String?

    init() {}

    /// The same rows without room for more: what waits for the writer should take no more memory than it needs.
    var copy: PackedRows {
        var copy = PackedRows()
        copy.json.reserve(json.count)
        copy.json.append(raw: json.bytes.span)
        copy.kinds = kinds.tightCopy
        copy.bits = bits.tightCopy
        copy.indexed = indexed.tightCopy
        copy.texts = texts.tightCopy
        copy.items = items.tightCopy
        copy.cells = cells.tightCopy
        copy.ratings = ratings.tightCopy
        copy.source = source
        return copy
    }

    /// Forgets the rows and keeps the room.
    mutating func removeAll() {
        json.removeAll()
        kinds.removeAll(keepingCapacity: true)
        bits.removeAll(keepingCapacity: true)
        indexed.removeAll(keepingCapacity: true)
        texts.removeAll(keepingCapacity: true)
        items.removeAll(keepingCapacity: true)
        cells.removeAll(keepingCapacity: true)
        ratings.removeAll(keepingCapacity: true)
        source = nil
    }

    var valueCount: Int { bits.count }
    func value(at index: Int) -> PackedValue { PackedValue(kind: kinds[index], bits: bits[index]) }

    private mutating func append(_ kind: PackedValue.Kind, _ bits: UInt64) {
        kinds.append(kind)
        self.bits.append(bits)
    }

    mutating func appendNull() { append(.null, 0) }
    mutating func append(_ number: Int64) { append(.integer, UInt64(bitPattern: number)) }
    mutating func append(_ number: Double) { append(.real, number.bitPattern) }
    mutating func append(_ number: Int64?) { if let number { append(number) } else { appendNull() } }
    mutating func append(_ number: Double?) { if let number { append(number) } else { appendNull() } }
    mutating func append(_ text: String?) { if let text { append(text) } else { appendNull() } }

    mutating func append(_ text: String) {
        let start = json.count
        json.append(raw: text)
        appendText(from: start)
    }

    mutating func appendText(from start: Int) { append(.text, from: start) }

    /// Adds what was written since `start` as a value.
    mutating func append(_ kind: PackedValue.Kind, from start: Int) {
        append(kind, UInt64(start) << 32 | UInt64(json.count - start))
    }

    /// - Parameter first: where the codes of the text in hand begin.
    mutating func index(_ code: Int32, score: Double, since first: Int) {
        let tenths = Int32(score * 10)
        for index in first..<indexed.count where indexed[index].code == code {
            indexed[index].tenths = max(indexed[index].tenths, tenths)
            return
        }
        indexed.append(IndexedCode(code: code, tenths: tenths))
    }
}

extension Array {
    fileprivate var tightCopy: [Element] {
        var copy: [Element] = []
        copy.reserveCapacity(count)
        copy.append(contentsOf: self)
        return copy
    }
}

/// Some hundreds of items on their way to the store: their rows packed, their part of the daily counts worked out.
public final class PackedItems: Sendable {
    let rows: PackedRows
    /// The ``Packer`` whose numbers they have.
    let lane: Int
    /// What the writer has not met yet.
    let names: NewNames

    init(_ rows: PackedRows, lane: Int, names: NewNames) {
        self.rows = rows
        self.lane = lane
        self.names = names
    }

    var source: String? { rows.source }
    package var count: Int { rows.items.count }
    /// Bytes of its texts, names and tags.
    package var bytes: Int { rows.json.count }
    package func key(at index: Int) -> NaturalKey { rows.items[index].key }
    package func contentHash(at index: Int) -> Int64 { rows.items[index].contentHash }
}
