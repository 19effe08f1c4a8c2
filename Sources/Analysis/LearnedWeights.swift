import Lexicons

extension Analyzer {
    /// Adds what learned words and pairs of words say. A word a negation reaches counts only by its `NOT_` line.
    func addLearned(_ work: inout Workspace, _ lexicon: LanguageLexicon) {
        // The terms are read through their lexicon: a copy would count references to each of its tables.
        guard !lexicon.learned.isEmpty else { return }
        let buffer = work.buffer
        let known = lexicon.learned.words
        let (words, tokens) = (known.span, buffer.tokens.span)
        for segment in buffer.segments {
            var symbol = Self.learnedSymbol(of: tokens[Int(segment.tokens.lowerBound)])
            for position in segment.tokens {
                let here = symbol
                let isLast = position + 1 == segment.tokens.upperBound
                symbol = isLast ? Vocabulary.unknown : Self.learnedSymbol(of: tokens[Int(position) + 1])
                guard here != Vocabulary.unknown else { continue }
                let word = words[Int(here)]
                let isNegated = work.notes[Int(position)].negator >= 0
                let own = isNegated ? word.negated : word.plain
                if own != 0 { append(own, position, width: 1, isNegated: isNegated, &work, lexicon) }
                guard symbol != Vocabulary.unknown, !tokens[Int(position) + 1].flags.contains(.afterSoftBreak) else {
                    continue
                }
                let pair = lexicon.learned.pair(word, (here, symbol))
                if pair != 0 { append(pair, position, width: 2, isNegated: false, &work, lexicon) }
            }
        }
    }

    /// Words stand for themselves, any number for `<num>`; emojis and names have no learned weight.
    @inline(__always)
    static func learnedSymbol(of token: Token) -> Int32 {
        if token.isWord { return token.symbol }
        return token.flags.contains(.number) ? Vocabulary.number : Vocabulary.unknown
    }

    private func append(
        _ term: Int32, _ position: Int32, width: Int32, isNegated: Bool, _ work: inout Workspace,
        _ lexicon: LanguageLexicon
    ) {
        work.learned.append(
            LearnedHit(
                term: term, token: position, width: width, isNegated: isNegated,
                weight: lexicon.learned.terms[Int(term)].weight))
    }
}
