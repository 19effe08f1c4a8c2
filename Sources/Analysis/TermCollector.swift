import Lexicons

/// A learned term of tags found in a text, counted once.
struct TagTermHit: BitwiseCopyable, Sendable {
    /// As ``TagWeights`` number it.
    var number: Int32 = 0
    /// The first of its tokens, and how many they are.
    var token: Int32 = 0
    var width: Int32 = 0

    var tokens: Range<Int32> { token..<token + width }
}

extension Analyzer {
    /// Notes what learned words and pairs of words the text holds: for its sentiment each time they stand there, a word a
    /// negation reaches only by its `NOT_` line; for its tags once.
    func collectTerms(_ work: inout Workspace, _ lexicon: LanguageLexicon) {
        (work.learned.count, work.tagTerms.count) = (0, 0)
        guard !lexicon.terms.isEmpty else { return }
        lexicon.terms.find(work.buffer, into: &work.terms)
        let termCount = lexicon.tagModel.terms.count
        if work.seen.lastTagTerm.count < termCount {
            work.seen.lastTagTerm = Array(repeating: 0, count: termCount)
        }
        work.seen.startText()
        // A word, the word negated and a pair for each token; one more, for what is written to be left out.
        work.tagTerms.reserve(work.buffer.tokens.count * 3 + 1, TagTermHit())
        work.learned.reserve(work.buffer.tokens.count * 2 + 1, LearnedHit())
        let number = work.seen.number
        collectTerms(
            work.buffer, work.notes, work.terms, lexicon.terms, into: &work.learned, &work.tagTerms,
            seen: &work.seen.lastTagTerm, number: number)
    }

    /// - Parameters:
    ///   - last: by term of tags: the number of the last text it stood in.
    ///   - number: the number of this text.
    private func collectTerms(
        _ buffer: borrowing TokenBuffer, _ notes: [TokenNote], _ found: borrowing FoundTerms,
        _ index: borrowing TermIndex, into learned: inout Refilled<LearnedHit>, _ tags: inout Refilled<TagTermHit>,
        seen last: inout [UInt32], number: UInt32
    ) {
        let negated = index.negated.span
        let (tokens, notes, words) = (buffer.tokens.span, notes.span, found.words.span)
        let pairs = found.pairs.span.extracting(0..<found.pairCount)
        var (learnedCount, tagCount, pair) = (0, 0, 0)
        var learnedHits = learned.storage.mutableSpan
        var tagHits = tags.storage.mutableSpan
        var seen = last.mutableSpan
        for position in tokens.indices {
            let token = Int32(truncatingIfNeeded: position)
            let (word, isNegated) = (words[position], notes[position].negator >= 0)
            // What is written here is kept by counting it: whether a word has a term is no branch to be foreseen.
            tagHits[tagCount] = TagTermHit(number: word.plain.tag, token: token, width: 1)
            tagCount += isNew(word.plain.tag, number, &seen) ? 1 : 0
            var own = word.plain
            if isNegated {
                own = negated[Int(word.negated)]
                tagHits[tagCount] = TagTermHit(number: own.tag, token: token, width: 1)
                tagCount += isNew(own.tag, number, &seen) ? 1 : 0
            }
            let isEmoji = tokens[position].flags.contains(.emoji)
            learnedHits[learnedCount] = LearnedHit(own, token, width: 1, isNegated: isNegated)
            learnedCount += own.learned != 0 && !isEmoji ? 1 : 0
            guard pair < pairs.count, pairs[pair].position == token else { continue }
            own = pairs[pair].terms
            pair += 1
            tagHits[tagCount] = TagTermHit(number: own.tag, token: token, width: 2)
            tagCount += isNew(own.tag, number, &seen) ? 1 : 0
            let next = tokens[position + 1].flags
            learnedHits[learnedCount] = LearnedHit(own, token, width: 2, isNegated: false)
            learnedCount +=
                own.learned != 0 && !isEmoji && !next.contains(.afterSoftBreak) && !next.contains(.emoji) ? 1 : 0
        }
        (learned.count, tags.count) = (learnedCount, tagCount)
    }

    /// Whether there is a term, and the text did not have it before.
    @inline(__always)
    private func isNew(_ term: Int32, _ number: UInt32, _ seen: inout MutableSpan<UInt32>) -> Bool {
        let isNew = term != 0 && seen[Int(term)] != number
        seen[Int(term)] = number
        return isNew
    }
}

extension LearnedHit {
    @inline(__always)
    fileprivate init(_ terms: TermIndex.Terms, _ position: Int32, width: Int32, isNegated: Bool) {
        self.init(term: terms.learned, token: position, width: width, isNegated: isNegated, weight: terms.weight)
    }
}
