/// The learned terms of sentiment and of tags side by side, so that a word and the pair it begins are looked up once.
///
/// Laid out for memory: what a word asks for is one record, what a term adds to tags is one row or list.
package struct TermIndex: Sendable {
    /// Learned terms of one spelling; 0 for none.
    package struct Terms: BitwiseCopyable, Sendable {
        /// Index into ``LearnedTerms/terms``, and its weight.
        package var learned: Int32 = 0
        package var weight: Float = 0
        /// The number ``TermIndex/tags`` give the term; 0 for none.
        package var tag: Int32 = 0
    }

    /// What is known of one word.
    package struct Word: BitwiseCopyable, Sendable {
        package var plain = Terms()
        /// Index into ``TermIndex/negated``.
        package var negated: Int32 = 0
        /// A bit for each word a pair goes on with, and one for each it comes from, modulo 64: most neighbours are turned
        /// away without a look-up.
        fileprivate(set) var followers: UInt64 = 0
        fileprivate(set) var leaders: UInt64 = 0
    }

    /// By symbol; empty when nothing was learned.
    private var words = Table<Word>()
    private var pairs: PairTable
    /// What is known of words under a negation; none at 0.
    package private(set) var negated = Table([Terms()])
    /// What terms add to tags.
    package let tags: TagWeights

    package var isEmpty: Bool { words.isEmpty }

    // MARK: Building

    init(_ learned: LearnedTerms, _ tags: TagModel) {
        pairs = PairTable(capacity: learned.pairs.count + tags.pairs.count)
        words = Table(repeating: Word(), count: max(learned.words.count, tags.words.count))
        let order = Self.order(of: tags)
        self.tags = TagWeights(tags, order: order)
        var numbers = [Int32](repeating: 0, count: tags.terms.count)
        for (number, term) in self.tags.terms.enumerated() where number > 0 { numbers[Int(term)] = Int32(number) }
        for (symbol, word) in learned.words.enumerated() {
            words[symbol].plain.set(word.plain, learned)
            if word.negated != 0 { changeNegated(symbol) { $0.set(word.negated, learned) } }
        }
        for (symbol, word) in tags.words.enumerated() {
            words[symbol].plain.tag = numbers[Int(word.plain)]
            if word.negated != 0 { changeNegated(symbol) { $0.tag = numbers[Int(word.negated)] } }
        }
        addPairs(learned, tags, numbers)
    }

    private mutating func changeNegated(_ symbol: Int, _ change: (inout Terms) -> Void) {
        if words[symbol].negated == 0 {
            negated.append(Terms())
            words[symbol].negated = Int32(negated.count - 1)
        }
        change(&negated[Int(words[symbol].negated)])
    }

    private mutating func addPairs(_ learned: LearnedTerms, _ tags: TagModel, _ numbers: [Int32]) {
        var (words, pairs) = (words, pairs)
        func note(_ key: UInt64) {
            let (first, second) = (Int32(truncatingIfNeeded: key >> 32), Int32(truncatingIfNeeded: key))
            words[Int(first)].followers |= Self.bit(second)
            words[Int(second)].leaders |= Self.bit(first)
        }
        learned.pairs.forEach { key, term in
            note(key)
            pairs.update(key) { $0.set(term, learned) }
        }
        tags.pairs.forEach { key, term in
            note(key)
            pairs.update(key) { $0.tag = numbers[Int(term)] }
        }
        (self.words, self.pairs) = (words, pairs)
    }

    /// Its terms, those of words first, in the order of words: frequent ones are neighbours.
    private static func order(of tags: TagModel) -> [Int32] {
        let words = tags.words.flatMap { [$0.plain, $0.negated] }.filter { $0 != 0 }
        var isPlaced = [Bool](repeating: false, count: tags.terms.count)
        for term in words { isPlaced[Int(term)] = true }
        return words + tags.terms.indices.dropFirst().filter { !isPlaced[$0] }.map(Int32.init)
    }

    @inline(__always)
    static func bit(_ symbol: Int32) -> UInt64 { 1 << UInt64(truncatingIfNeeded: symbol & 63) }

    @inline(__always)
    static func key(_ first: Int32, _ second: Int32) -> UInt64 {
        UInt64(UInt32(bitPattern: first)) << 32 | UInt64(UInt32(bitPattern: second))
    }

    // MARK: Looking up

    /// Refills `found` with the terms of every word and pair of words of a text.
    ///
    /// Step by step for the whole text, each step without a branch that depends on memory, so that the processor waits for
    /// many words at once: a third faster than word by word.
    package func find(_ buffer: borrowing TokenBuffer, into found: inout FoundTerms) {
        found.reserve(buffer.tokens.count)
        note(buffer.tokens.span, &found.words, &found.symbols)
        // Held, not copied: one part of a value cannot be read while another is written.
        let (words, symbols) = (found.words, found.symbols)
        found.pairCount = findPairs(buffer.segments.span, words.span, symbols.span, into: &found.pairs)
    }

    private func note(_ tokens: Span<Token>, _ found: inout [Word], _ symbols: inout [Int32]) {
        let words = words.span
        var records = found.mutableSpan
        var symbols = symbols.mutableSpan
        for position in tokens.indices {
            // Words and emojis stand for themselves, any number for `<num>`; names have no symbol.
            let token = tokens[position]
            let symbol = token.flags.contains(.number) ? Vocabulary.number : token.symbol
            symbols[position] = symbol
            records[position] = words[Int(symbol)]
        }
    }

    private func findPairs(
        _ segments: Span<Segment>, _ words: Span<Word>, _ symbols: Span<Int32>, into found: inout [FoundPair]
    ) -> Int {
        var pairs = found.mutableSpan
        var count = 0
        for index in segments.indices {
            let segment = segments[index].tokens
            for first in Int(segment.lowerBound)..<Int(segment.upperBound) - 1 {
                let (here, next) = (words[first], words[first + 1])
                let (symbol, following) = (symbols[first], symbols[first + 1])
                let isPossible =
                    (here.followers >> UInt64(truncatingIfNeeded: following & 63))
                    & (next.leaders >> UInt64(truncatingIfNeeded: symbol & 63)) & 1
                // Written in any case, kept when it is possible.
                pairs[count].position = Int32(truncatingIfNeeded: first)
                pairs[count].key = Self.key(symbol, following)
                count += Int(truncatingIfNeeded: isPossible)
            }
        }
        return self.pairs.keep(&pairs, count)
    }
}

/// A pair of words with learned terms.
package struct FoundPair: BitwiseCopyable, Sendable {
    fileprivate(set) var key: UInt64 = 0
    package var terms = TermIndex.Terms()
    /// The token of its first word.
    package var position: Int32 = 0
}

/// What ``TermIndex`` knows of one text; kept from text to text.
package struct FoundTerms: Sendable {
    /// By token.
    package fileprivate(set) var words: [TermIndex.Word] = []
    fileprivate var symbols: [Int32] = []
    /// In the order of the text, the first ``pairCount``.
    package fileprivate(set) var pairs: [FoundPair] = []
    package fileprivate(set) var pairCount = 0

    package init() {}

    fileprivate mutating func reserve(_ tokens: Int) {
        guard words.count < tokens else { return }
        let more = tokens * 2 - words.count
        words.append(contentsOf: repeatElement(TermIndex.Word(), count: more))
        symbols.append(contentsOf: repeatElement(0, count: more))
        pairs.append(contentsOf: repeatElement(FoundPair(), count: more))
    }
}

extension TermIndex.Terms {
    fileprivate mutating func set(_ term: Int32, _ terms: LearnedTerms) {
        (learned, weight) = (term, terms.terms[Int(term)].weight)
    }
}

/// Pairs of words → their terms: open addressing, at most three quarters full, behind a filter as ``HashTable`` has it.
private struct PairTable: Sendable {
    private struct Slot: BitwiseCopyable, Sendable {
        var key: UInt64 = 0
        var terms = TermIndex.Terms()
    }

    private var slots: Table<Slot>
    private var filter: Table<UInt64>
    private let shift: UInt64
    /// How many more bits of the hash the filter tells apart than the slots do.
    private static let filterBits: UInt64 = 3

    /// - Parameter capacity: how many pairs there may be.
    init(capacity: Int) {
        var bits: UInt64 = 4
        while (1 << bits) * 3 < capacity * 4 { bits += 1 }
        (slots, shift) = (Table(repeating: Slot(), count: 1 << bits), 64 - bits)
        filter = Table(repeating: 0, count: 1 << (bits + Self.filterBits - 6))
    }

    mutating func update(_ key: UInt64, _ change: (inout TermIndex.Terms) -> Void) {
        let hash = Self.hash(key)
        let bit = hash >> (shift - Self.filterBits)
        filter[Int(bit >> 6)] |= 1 << (bit & 63)
        var index = Int(hash >> shift)
        while slots[index].key != key, slots[index].key != 0 { index = (index + 1) & (slots.count - 1) }
        slots[index].key = key
        change(&slots[index].terms)
    }

    /// Keeps those of the first `count` pairs that are there, with their terms.
    ///
    /// - Returns: how many.
    func keep(_ pairs: inout MutableSpan<FoundPair>, _ count: Int) -> Int {
        let (slots, filter) = (slots.span, filter.span)
        var likely = 0
        for index in 0..<count {
            let pair = pairs[index]
            let bit = Self.hash(pair.key) >> (shift - Self.filterBits)
            pairs[likely] = pair
            likely += Int(truncatingIfNeeded: filter[Int(bit >> 6)] >> (bit & 63) & 1)
        }
        var kept = 0
        for index in 0..<likely {
            var pair = pairs[index]
            var place = Int(Self.hash(pair.key) >> shift)
            while slots[place].key != pair.key, slots[place].key != 0 { place = (place + 1) & (slots.count - 1) }
            pair.terms = slots[place].terms
            pairs[kept] = pair
            kept += slots[place].key == 0 ? 0 : 1
        }
        return kept
    }

    @inline(__always)
    private static func hash(_ key: UInt64) -> UInt64 { (key ^ key >> 29) &* 0x9E37_79B9_7F4A_7C15 }
}

extension PairTable {
    init(_ reader: inout CacheReader) throws(CacheProblem) {
        (slots, filter, shift) = (try reader.table(), try reader.table(), try reader.value())
    }

    func write(to writer: inout CacheWriter) {
        writer.put(slots)
        writer.put(filter)
        writer.put(value: shift)
    }
}

extension TermIndex {
    init(_ reader: inout CacheReader) throws(CacheProblem) {
        words = try reader.table()
        pairs = try PairTable(&reader)
        negated = try reader.table()
        tags = try TagWeights(&reader)
    }

    func write(to writer: inout CacheWriter) {
        writer.put(words)
        pairs.write(to: &writer)
        writer.put(negated)
        tags.write(to: &writer)
    }
}
