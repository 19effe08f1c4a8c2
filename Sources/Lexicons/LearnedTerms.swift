/// The learned weights of one language: words, negated words and pairs of words that stand side by side.
///
/// Looked up by symbol, beside the trie of hand-written terms: a text has some twenty times as many of these, and each
/// costs a few nanoseconds.
package struct LearnedTerms: Sendable {
    /// One learned line.
    package struct Term: BitwiseCopyable, Sendable {
        package var weight: Float
        package var file: Int32
        package var line: Int32
    }

    /// What is known of one word.
    package struct Word: BitwiseCopyable, Sendable {
        /// Index into ``LearnedTerms/terms`` for the word itself and under a negation; 0 for none.
        package var plain: Int32 = 0
        package var negated: Int32 = 0
        /// A bit for each word a pair goes on with, modulo 64: most neighbours are turned away without a look-up.
        var followers: UInt64 = 0
    }

    /// From 1; 0 stands for none.
    package private(set) var terms = Table([Term(weight: 0, file: 0, line: 0)])
    /// By symbol.
    package private(set) var words = Table<Word>()
    /// By ``TermIndex/key(_:_:)``.
    private(set) var pairs = PackedTable(minimumCapacity: 1 << 10)

    package var isEmpty: Bool { terms.count == 1 }

    /// The term of two words side by side, 0 for none.
    @inline(__always)
    package func pair(_ first: Word, _ symbols: (first: Int32, second: Int32)) -> Int32 {
        guard first.followers & TermIndex.bit(symbols.second) != 0 else { return 0 }
        return pairs[TermIndex.key(symbols.first, symbols.second)]
    }

    // MARK: Building

    /// - Returns: the line of the same term further up, `nil` when the term is new.
    mutating func add(_ term: Term, word symbol: Int32, isNegated: Bool) -> Int32? {
        reserve(Int(symbol) + 1)
        let known = isNegated ? words[Int(symbol)].negated : words[Int(symbol)].plain
        guard known == 0 else { return terms[Int(known)].line }
        terms.append(term)
        if isNegated {
            words[Int(symbol)].negated = Int32(terms.count - 1)
        } else {
            words[Int(symbol)].plain = Int32(terms.count - 1)
        }
        return nil
    }

    /// - Returns: the line of the same term further up, `nil` when the term is new.
    mutating func add(_ term: Term, pair first: Int32, _ second: Int32) -> Int32? {
        reserve(Int(first) + 1)
        let known = pairs[TermIndex.key(first, second)]
        guard known == 0 else { return terms[Int(known)].line }
        terms.append(term)
        pairs.insert(Int32(terms.count - 1), for: TermIndex.key(first, second))
        words[Int(first)].followers |= TermIndex.bit(second)
        return nil
    }

    /// To be called once every word is in the vocabulary.
    mutating func finish(symbolCount: Int) {
        guard !isEmpty else { return }
        reserve(symbolCount)
        words.removeLast(words.count - symbolCount)
    }

    private mutating func reserve(_ count: Int) {
        guard words.count < count else { return }
        words.append(contentsOf: repeatElement(Word(), count: max(count, words.count + words.count / 2) - words.count))
    }
}

extension LearnedTerms {
    init(_ reader: inout CacheReader) throws(CacheProblem) {
        (terms, words) = (try reader.table(), try reader.table())
        pairs = try PackedTable(&reader)
    }

    func write(to writer: inout CacheWriter) {
        writer.put(terms)
        writer.put(words)
        pairs.write(to: &writer)
    }
}
