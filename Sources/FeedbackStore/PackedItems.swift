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
    /// Its columns in ``PackedRows/values``, from the field on.
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
    private(set) var values: [PackedValue] = []
    private(set) var indexed: [IndexedCode] = []
    var texts: [PackedText] = []
    var items: [PackedItem] = []
    var cells: [ItemCell] = []
    /// One for each item: what it adds to each of its cells.
    var counts: [RollupCounts] = []
    /// What the first item comes from.
    var source: String?

    init() {}

    /// With room for as much again.
    init(likely last: PackedRows) {
        json.reserve(last.json.count)
        values.reserveCapacity(last.values.count)
        indexed.reserveCapacity(last.indexed.count)
        texts.reserveCapacity(last.texts.count)
        items.reserveCapacity(last.items.count)
        cells.reserveCapacity(last.cells.count)
        counts.reserveCapacity(last.counts.count)
    }

    mutating func appendNull() { values.append(PackedValue(kind: .null, bits: 0)) }
    mutating func append(_ number: Int64) {
        values.append(PackedValue(kind: .integer, bits: UInt64(bitPattern: number)))
    }
    mutating func append(_ number: Double) { values.append(PackedValue(kind: .real, bits: number.bitPattern)) }
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
        values.append(PackedValue(kind: kind, bits: UInt64(start) << 32 | UInt64(json.count - start)))
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
    package func key(at index: Int) -> NaturalKey { rows.items[index].key }
    package func contentHash(at index: Int) -> Int64 { rows.items[index].contentHash }
}
