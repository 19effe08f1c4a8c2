/// The learned terms of sentiment and of tags side by side, so that a word and the pair it begins are looked up once.
package struct TermIndex: Sendable {
    /// Learned terms of one spelling; 0 for none.
    package struct Terms: BitwiseCopyable, Sendable {
        /// Index into ``LearnedTerms/terms``.
        package var learned: Int32 = 0
        /// Index into ``TagModel/terms``.
        package var tag: Int32 = 0
    }

    /// What is known of one word, for itself and under a negation.
    package struct Word: BitwiseCopyable, Sendable {
        package var plain = Terms()
        package var negated = Terms()
        /// A bit for each word a pair goes on with, modulo 64: most neighbours are turned away without a look-up.
        package var followers: UInt64 = 0
    }

    /// By symbol; empty when nothing was learned.
    package private(set) var words: [Word] = []
    private var pairs: PackedTable
    /// From 1; 0 stands for none.
    private var pairTerms = [Terms()]

    init(_ learned: LearnedTerms, _ tags: TagModel) {
        words = Array(repeating: Word(), count: max(learned.words.count, tags.words.count))
        for (symbol, word) in learned.words.enumerated() {
            (words[symbol].plain.learned, words[symbol].negated.learned) = (word.plain, word.negated)
            words[symbol].followers = word.followers
        }
        for (symbol, word) in tags.words.enumerated() {
            (words[symbol].plain.tag, words[symbol].negated.tag) = (word.plain, word.negated)
            words[symbol].followers |= word.followers
        }
        pairs = PackedTable(minimumCapacity: max(learned.pairs.count + tags.pairs.count, 8))
        var (table, terms) = (pairs, pairTerms)
        learned.pairs.forEach { key, term in
            terms.append(Terms(learned: term))
            table.insert(Int32(terms.count - 1), for: key)
        }
        tags.pairs.forEach { key, term in
            let known = table[key]
            if known != 0 {
                terms[Int(known)].tag = term
            } else {
                terms.append(Terms(tag: term))
                table.insert(Int32(terms.count - 1), for: key)
            }
        }
        (pairs, pairTerms) = (table, terms)
    }

    /// The terms of two words side by side.
    @inline(__always)
    package func pair(_ first: Word, _ symbols: (first: Int32, second: Int32)) -> Terms {
        guard first.followers & Self.bit(symbols.second) != 0 else { return Terms() }
        return look(Self.key(symbols.first, symbols.second))
    }

    package func look(_ key: UInt64) -> Terms { pairTerms[Int(pairs[key])] }

    @inlinable @inline(__always)
    package static func bit(_ symbol: Int32) -> UInt64 { 1 << UInt64(truncatingIfNeeded: symbol & 63) }

    @inlinable @inline(__always)
    package static func key(_ first: Int32, _ second: Int32) -> UInt64 {
        UInt64(UInt32(bitPattern: first)) << 32 | UInt64(UInt32(bitPattern: second))
    }
}
