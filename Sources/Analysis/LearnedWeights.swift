import Lexicons

extension Analyzer {
    /// Adds what learned words and pairs of words say. A word a negation reaches counts only by its `NOT_` line.
    func addLearned(_ work: inout Workspace, _ learned: LearnedTerms) {
        guard !learned.isEmpty else { return }
        for segment in work.buffer.segments {
            for position in segment.tokens {
                addLearned(at: position, before: segment.tokens.upperBound, &work, learned)
            }
        }
    }

    @inline(__always)
    private func addLearned(at position: Int32, before end: Int32, _ work: inout Workspace, _ learned: LearnedTerms) {
        let symbol = Self.learnedSymbol(of: work.buffer.tokens[Int(position)])
        guard symbol != Vocabulary.unknown else { return }
        let word = learned.words[Int(symbol)]
        let isNegated = work.notes[Int(position)].negator >= 0
        let own = isNegated ? word.negated : word.plain
        if own != 0 { append(own, position, width: 1, isNegated: isNegated, &work, learned) }
        guard position + 1 < end, !work.buffer.tokens[Int(position + 1)].flags.contains(.afterSoftBreak) else { return }
        let pair = learned.pair(word, (symbol, Self.learnedSymbol(of: work.buffer.tokens[Int(position + 1)])))
        if pair != 0 { append(pair, position, width: 2, isNegated: false, &work, learned) }
    }

    /// Words stand for themselves, any number for `<num>`; emojis and names have no learned weight.
    @inline(__always)
    static func learnedSymbol(of token: Token) -> Int32 {
        if token.isWord { return token.symbol }
        return token.flags.contains(.number) ? Vocabulary.number : Vocabulary.unknown
    }

    private func append(
        _ term: Int32, _ position: Int32, width: Int32, isNegated: Bool, _ work: inout Workspace,
        _ learned: LearnedTerms
    ) {
        work.learned.append(
            LearnedHit(
                term: term, token: position, width: width, isNegated: isNegated,
                weight: learned.terms[Int(term)].weight))
    }
}
