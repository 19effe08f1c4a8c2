/// Every word the lexicons know, as small numbers ("symbols"), with the word beginnings (`charge*`) they ask for.
package struct Vocabulary: Sendable {
    /// The symbol of words in no lexicon.
    @inlinable package static var unknown: Int32 { 0 }
    /// The symbol `<num>` stands for.
    @inlinable package static var number: Int32 { 1 }
    /// Beginnings have at least as many letters.
    static let shortestBeginning = 3
    static let longestBeginning = 16

    /// Words of up to eight letters, nine in ten of those in a text.
    private var short = ShortWordTable()
    private var long = LongWordTable()
    /// First three letters → index in ``beginnings`` of the longest beginning with them; a list linked by `next`.
    private var beginningLists = PackedTable(minimumCapacity: 1 << 11)
    private var beginnings = Table([Beginning(key: WordKey(), symbol: 0, next: 0)])
    /// By symbol: the longest beginning of a word, or the next shorter one of a beginning; 0 when there is none.
    package private(set) var longestBeginning = Table<Int32>([0, 0])
    /// By symbol: what ``Token/bits`` hold of a beginning and the shorter ones after it.
    private(set) var beginningBits = Table<UInt64>()
    /// By symbol.
    private var keys = Table([WordKey(), WordKey()])
    private var isBeginning = Table([false, false])
    /// Short words that stand for another one: what ``finish()`` has still to tell of them. Empty when read from a cache.
    private var spellings: [(key: WordKey, symbol: Int32)] = []

    private struct Beginning: BitwiseCopyable, Sendable {
        var key: WordKey
        var symbol: Int32
        var next: Int32
    }

    package init() {}

    package var symbolCount: Int { keys.count }

    /// The symbol of a word, or ``unknown``.
    ///
    /// Inlined like the others a tokenizer asks for each word: a call would copy every table's header.
    @inline(__always)
    package func symbol(of key: WordKey) -> Int32 { key.isShort ? short[key.first].symbol : long[key] }

    /// A word of up to eight letters, given as ``WordKey/first``.
    @inline(__always)
    func word(short letters: UInt64) -> ShortWord { short[letters] }

    /// The symbol of the longest beginning of a word in no lexicon, or ``unknown``.
    @inline(__always)
    package func beginning(of key: WordKey) -> Int32 {
        guard key.count >= Self.shortestBeginning else { return Self.unknown }
        var index = beginningLists[key.first >> 40]
        while index != 0 {
            let candidate = beginnings[Int(index)]
            if key.starts(with: candidate.key, length: candidate.key.count) { return candidate.symbol }
            index = candidate.next
        }
        return Self.unknown
    }

    /// The word of a symbol, `nil` for a beginning and for what is no word.
    package func word(_ symbol: Int32) -> WordKey? {
        symbol > Self.number && !isBeginning[Int(symbol)] ? keys[Int(symbol)] : nil
    }

    /// The symbol of a word, made when it is new. Words that do not fit a key have none.
    mutating func insert(_ key: WordKey) -> Int32 {
        guard key.fits, key.count > 0 else { return Self.unknown }
        let known = symbol(of: key)
        if known != Self.unknown { return known }
        let symbol = append(key, isBeginning: false)
        if key.isShort { short.insert(symbol, for: key.first) } else { long.insert(symbol, for: key) }
        return symbol
    }

    /// Lets `spelling` be read as the word of `symbol`.
    ///
    /// - Returns: whether it could: it is neither a word nor a spelling of another one yet.
    mutating func insert(spelling: WordKey, of symbol: Int32) -> Bool {
        guard spelling.fits, spelling.count > 0 else { return false }
        let known = self.symbol(of: spelling)
        // The other language may have the word, and its misspelling, too.
        guard known == Self.unknown else { return known == symbol && isRespelt(spelling, known) }
        if spelling.isShort {
            short.insert(symbol, for: spelling.first)
            spellings.append((spelling, symbol))
        } else {
            long.insert(symbol, for: spelling)
        }
        return true
    }

    /// Whether a word found as `symbol` is written otherwise than `key`.
    func isRespelt(_ key: WordKey, _ symbol: Int32) -> Bool { word(symbol).map { $0 != key } ?? false }

    /// The symbol of a beginning, made when it is new.
    mutating func insertBeginning(_ key: WordKey) -> Int32 {
        let letters = key.first >> 40
        var (previous, index) = (Int32(0), beginningLists[letters])
        while index != 0, beginnings[Int(index)].key.count >= key.count {
            if beginnings[Int(index)].key == key { return beginnings[Int(index)].symbol }
            (previous, index) = (index, beginnings[Int(index)].next)
        }
        let symbol = append(key, isBeginning: true)
        beginnings.append(Beginning(key: key, symbol: symbol, next: index))
        let new = Int32(beginnings.count - 1)
        if previous == 0 { beginningLists.insert(new, for: letters) } else { beginnings[Int(previous)].next = new }
        return symbol
    }

    /// Links words to their beginnings. To be called once every word is in.
    mutating func finish() {
        for symbol in 2..<keys.count {
            longestBeginning[symbol] =
                isBeginning[symbol] ? shorterBeginning(of: keys[symbol]) : beginning(of: keys[symbol])
            if !isBeginning[symbol], keys[symbol].isShort {
                short.setBeginning(longestBeginning[symbol], of: keys[symbol].first)
            }
        }
        for (spelling, symbol) in spellings {
            short.setBeginning(longestBeginning[Int(symbol)], of: spelling.first)
        }
        noteBits()
    }

    private mutating func noteBits() {
        beginningBits = Table(repeating: 0, count: keys.count)
        for symbol in 2..<keys.count where isBeginning[symbol] {
            var beginning = Int32(symbol)
            while beginning != Self.unknown {
                beginningBits[symbol] |= PatternTrie.bit(beginning)
                beginning = longestBeginning[Int(beginning)]
            }
        }
    }

    private func shorterBeginning(of key: WordKey) -> Int32 {
        var index = beginningLists[key.first >> 40]
        while index != 0 {
            let candidate = beginnings[Int(index)]
            let length = candidate.key.count
            if length < key.count, key.starts(with: candidate.key, length: length) { return candidate.symbol }
            index = candidate.next
        }
        return Self.unknown
    }

    private mutating func append(_ key: WordKey, isBeginning beginning: Bool) -> Int32 {
        keys.append(key)
        isBeginning.append(beginning)
        longestBeginning.append(0)
        return Int32(keys.count - 1)
    }
}

/// What the vocabulary knows of a word of up to eight letters: all in one place of memory.
struct ShortWord: BitwiseCopyable, Sendable {
    /// As ``WordKey/first``; 0 for none.
    fileprivate var letters: UInt64 = 0
    var symbol: Int32 = 0
    /// ``Vocabulary/longestBeginning`` of the symbol.
    fileprivate(set) var beginning: Int32 = 0
}

/// Words of up to eight letters, open addressing, at most half full.
private struct ShortWordTable: Sendable {
    private var slots: Table<ShortWord>
    private var shift: UInt64
    private var count = 0

    init(bits: UInt64 = 15) { (slots, shift) = (Table(repeating: ShortWord(), count: 1 << bits), 64 - bits) }

    /// The word, or a word with the symbol 0.
    @inline(__always)
    subscript(letters: UInt64) -> ShortWord {
        let slots = slots.span
        var slot = Int(Self.hash(letters) >> shift)
        while true {
            let word = slots[slot]
            if word.letters == letters || word.letters == 0 { return word }
            slot = (slot + 1) & (slots.count - 1)
        }
    }

    mutating func insert(_ symbol: Int32, for letters: UInt64) {
        if (count + 1) * 2 > slots.count { grow() }
        slots[slot(of: letters)] = ShortWord(letters: letters, symbol: symbol)
        count += 1
    }

    mutating func setBeginning(_ beginning: Int32, of letters: UInt64) {
        slots[slot(of: letters)].beginning = beginning
    }

    private func slot(of letters: UInt64) -> Int {
        var slot = Int(Self.hash(letters) >> shift)
        while slots[slot].letters != letters, slots[slot].letters != 0 { slot = (slot + 1) & (slots.count - 1) }
        return slot
    }

    /// Letters fill a key from the top, so its high bits are folded down before they are mixed.
    @inline(__always)
    private static func hash(_ letters: UInt64) -> UInt64 { (letters ^ letters >> 29) &* 0x9E37_79B9_7F4A_7C15 }

    private mutating func grow() {
        var larger = ShortWordTable(bits: 64 - shift + 1)
        for word in slots where word.letters != 0 { larger.insert(word.symbol, for: word.letters) }
        self = larger
    }
}

extension ShortWordTable {
    init(_ reader: inout CacheReader) throws(CacheProblem) {
        (slots, shift) = (try reader.table(), try reader.value())
        count = try reader.value()
    }

    func write(to writer: inout CacheWriter) {
        writer.put(slots)
        writer.put(value: shift)
        writer.put(value: count)
    }
}

/// Words of 9 to 32 letters → symbol.
private struct LongWordTable: Sendable {
    private var slots: Table<Slot>
    private var count = 0

    private struct Slot: BitwiseCopyable, Sendable {
        var key = WordKey()
        var symbol: Int32 = 0
    }

    init() { slots = Table(repeating: Slot(), count: 1 << 13) }

    subscript(key: WordKey) -> Int32 {
        guard key.fits else { return 0 }
        return slots[slot(of: key)].symbol
    }

    mutating func insert(_ symbol: Int32, for key: WordKey) {
        if (count + 1) * 2 > slots.count { grow() }
        slots[slot(of: key)] = Slot(key: key, symbol: symbol)
        count += 1
    }

    /// Where `key` is, or the empty slot where it would go.
    private func slot(of key: WordKey) -> Int {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: key.hash >> 40) & mask
        while slots[slot].symbol != 0, slots[slot].key != key { slot = (slot + 1) & mask }
        return slot
    }

    private mutating func grow() {
        let old = slots
        slots = Table(repeating: Slot(), count: old.count * 2)
        for entry in old where entry.symbol != 0 { slots[slot(of: entry.key)] = entry }
    }
}

extension Vocabulary {
    init(_ reader: inout CacheReader) throws(CacheProblem) {
        short = try ShortWordTable(&reader)
        long = try LongWordTable(&reader)
        beginningLists = try PackedTable(&reader)
        (beginnings, longestBeginning) = (try reader.table(), try reader.table())
        (beginningBits, keys, isBeginning) = (try reader.table(), try reader.table(), try reader.table())
    }

    func write(to writer: inout CacheWriter) {
        short.write(to: &writer)
        long.write(to: &writer)
        beginningLists.write(to: &writer)
        writer.put(beginnings)
        writer.put(longestBeginning)
        writer.put(beginningBits)
        writer.put(keys)
        writer.put(isBeginning)
    }
}

extension LongWordTable {
    init(_ reader: inout CacheReader) throws(CacheProblem) { (slots, count) = (try reader.table(), try reader.value()) }

    func write(to writer: inout CacheWriter) {
        writer.put(slots)
        writer.put(value: count)
    }
}
