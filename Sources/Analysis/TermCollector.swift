import Lexicons

/// A learned term of tags found in a text, counted once.
struct TagTermHit: Sendable {
    /// Index into ``TagModel/terms``.
    var term: Int32
    var tokens: Range<Int32>
}

extension Analyzer {
    /// Notes what learned words and pairs of words the text holds: for its sentiment each time they stand there, a word a
    /// negation reaches only by its `NOT_` line; for its tags once.
    func collectTerms(_ work: inout Workspace, _ lexicon: LanguageLexicon) {
        guard !lexicon.terms.words.isEmpty else { return }
        let termCount = lexicon.tagModel.terms.count
        if work.lastTagTerm.count < termCount { work.lastTagTerm = Array(repeating: 0, count: termCount) }
        collectTerms(
            work.buffer, work.notes, lexicon, into: &work.learned, &work.tagTerms, seen: &work.lastTagTerm,
            number: work.textNumber)
    }

    private func collectTerms(
        _ buffer: borrowing TokenBuffer, _ notes: [TokenNote], _ lexicon: LanguageLexicon,
        into learned: inout [LearnedHit], _ tags: inout [TagTermHit], seen last: inout [UInt32], number: UInt32
    ) {
        let words = lexicon.terms.words
        for segment in buffer.segments {
            collectTerms(
                segment.tokens, buffer.tokens.span, notes.span, words.span, lexicon, into: &learned, &tags, seen: &last,
                number: number)
        }
    }

    /// - Parameters:
    ///   - last: by term of tags: the number of the last text it stood in.
    ///   - number: the number of this text.
    private func collectTerms(
        _ range: Range<Int32>, _ tokens: Span<Token>, _ notes: Span<TokenNote>, _ words: Span<TermIndex.Word>,
        _ lexicon: LanguageLexicon,
        into learned: inout [LearnedHit], _ tags: inout [TagTermHit], seen last: inout [UInt32], number: UInt32
    ) {
        var following = tokens[Int(range.lowerBound)]
        var symbol = Self.symbol(of: following)
        for position in range {
            let (here, token) = (symbol, following)
            if position + 1 < range.upperBound {
                following = tokens[Int(position) + 1]
                symbol = Self.symbol(of: following)
            } else {
                symbol = Vocabulary.unknown
            }
            guard here != Vocabulary.unknown else { continue }
            let word = words[Int(here)]
            let isNegated = notes[Int(position)].negator >= 0
            let own = isNegated ? word.negated.learned : word.plain.learned
            if own != 0, !token.flags.contains(.emoji) {
                learned.append(LearnedHit(own, position, width: 1, isNegated: isNegated, lexicon))
            }
            if word.plain.tag != 0 { note(word.plain.tag, position..<position + 1, in: &tags, &last, number) }
            if isNegated, word.negated.tag != 0 {
                note(word.negated.tag, position..<position + 1, in: &tags, &last, number)
            }
            guard symbol != Vocabulary.unknown, word.followers & TermIndex.bit(symbol) != 0 else { continue }
            let pair = lexicon.terms.look(TermIndex.key(here, symbol))
            if pair.learned != 0, !following.flags.contains(.afterSoftBreak), !token.flags.contains(.emoji),
                !following.flags.contains(.emoji)
            {
                learned.append(LearnedHit(pair.learned, position, width: 2, isNegated: false, lexicon))
            }
            if pair.tag != 0 { note(pair.tag, position..<position + 2, in: &tags, &last, number) }
        }
    }

    /// Notes a term of tags unless the text had it before.
    @inline(__always)
    private func note(
        _ term: Int32, _ tokens: Range<Int32>, in tags: inout [TagTermHit], _ last: inout [UInt32], _ number: UInt32
    ) {
        guard last[Int(term)] != number else { return }
        last[Int(term)] = number
        tags.append(TagTermHit(term: term, tokens: tokens))
    }

    /// Words and emojis stand for themselves, any number for `<num>`; names have no weight. Emojis have none for the
    /// sentiment either.
    @inline(__always)
    private static func symbol(of token: Token) -> Int32 {
        if token.flags.contains(.mention) { return Vocabulary.unknown }
        return token.flags.contains(.number) ? Vocabulary.number : token.symbol
    }
}

extension LearnedHit {
    fileprivate init(
        _ term: Int32, _ position: Int32, width: Int32, isNegated: Bool, _ lexicon: LanguageLexicon
    ) {
        self.init(
            term: term, token: position, width: width, isNegated: isNegated,
            weight: lexicon.learned.terms[Int(term)].weight)
    }
}
