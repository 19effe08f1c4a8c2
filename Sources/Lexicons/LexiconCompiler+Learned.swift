import Feedback

/// Learned lines: weights of their own, or new valences for hand-written terms.
extension LexiconCompiler {
    mutating func addLearned(
        _ line: LexiconLine, _ bytes: Span<UInt8>, _ place: FilePlace, _ language: Language
    ) throws(LineProblem) {
        let value = try line.number(bytes, column: 1, named: "weight", in: -4...4)
        let term = line.columns[0]
        let isNegated = line.isNegated(bytes)
        try read(bytes, isNegated ? term.lowerBound + 4..<term.upperBound : term)
        // Learned before the spelling was listed: the word has a line of its own, or none tells it.
        if reader.isRespelt { return }
        if !isNegated, let hand = handWritten(language.index) {
            return try replace(hand, by: value, line, place, language.index)
        }
        let learned = LearnedTerms.Term(weight: value, file: place.index, line: Int32(line.number))
        guard reader.isPlain, reader.symbols.count <= (isNegated ? 1 : 2) else { throw LineProblem(.notLearnable, 1) }
        let known =
            reader.symbols.count == 1
            ? languages[language.index].learned.add(learned, word: reader.symbols[0], isNegated: isNegated)
            : languages[language.index].learned.add(learned, pair: reader.symbols[0], reader.symbols[1])
        if let known { throw LineProblem(.duplicateTerm(firstLine: Int(known)), 1) }
    }

    /// The node of the term just read, when a hand-written line gives it a valence.
    private func handWritten(_ language: Int) -> Int32? {
        guard reader.isPlain else { return nil }
        let node = languages[language].trie.node(of: reader.symbols)
        return node > 0 && Int(node) < seen[language].count && seen[language][Int(node)].sentiment >= 0 ? node : nil
    }

    /// A learned weight takes the place of a hand-written one, unless that one is an idiom.
    private mutating func replace(
        _ node: Int32, by value: Float, _ line: LexiconLine, _ place: FilePlace, _ language: Int
    ) throws(LineProblem) {
        let use = seen[language][Int(node)]
        guard use.file != place.index else { throw LineProblem(.duplicateTerm(firstLine: Int(use.line)), 1) }
        (seen[language][Int(node)].file, seen[language][Int(node)].line) = (place.index, Int32(line.number))
        let old = Int(use.sentiment)
        if case .sentiment(isFixed: true) = entries[old].meaning { return }
        (entries[old].value, entries[old].file, entries[old].line) = (value, place.index, Int32(line.number))
    }

    /// Whether a word alone has a valence or a learned weight in a language.
    func isFamiliar(_ language: Int) -> (Int32) -> Bool {
        { symbol in
            let words = languages[language].learned.words
            if Int(symbol) < words.count, words[Int(symbol)].plain != 0 || words[Int(symbol)].negated != 0 {
                return true
            }
            let node = Int(languages[language].trie.node(of: [symbol]))
            return node > 0 && node < seen[language].count && seen[language][node].sentiment >= 0
        }
    }
}
