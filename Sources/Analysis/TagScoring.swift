import Feedback
import Lexicons

/// A learned term found in a text, counted once.
struct TagTermHit: Sendable {
    /// Index into ``TagModel/terms``.
    var term: Int32
    var tokens: Range<Int32>
}

extension Analyzer {
    /// Weighs every tag the language's model knows: learned terms, hand-written cues and the text's attitude.
    func weighTags(_ work: inout Workspace, _ lexicon: LanguageLexicon) {
        let model = lexicon.tagModel
        guard !model.isEmpty else { return }
        collectTagTerms(&work, model)
        sumTerms(work.tagTerms, model, into: &work.tagScores)
        let share = tagShare(work.tagTerms.count)
        let label = sentiment(work, lexicon.calibration).label
        let tone = Float(work.verdict.probability - 0.5)
        for category in model.categories {
            let tag = model.tags[Int(category)]
            let words = work.tagScores[Int(category)] * share
            work.tagScores[Int(category)] = words + attitude(tag, label, tone) + tag.bias
        }
        for category in work.touched {
            let score = cueScore(category, work)
            guard score > 0 else { continue }
            for index in model.cues[Int(category)] {
                let weight = model.weights[Int(index)]
                work.tagScores[Int(weight.category)] += score * weight.value
            }
        }
    }

    /// Adds up the weights of the terms into `scores`, by category.
    private func sumTerms(_ hits: [TagTermHit], _ model: TagModel, into scores: inout [Float]) {
        let (hits, weights, terms) = (hits.span, model.weights.span, model.terms.span)
        var sums = scores.mutableSpan
        for category in sums.indices { sums[category] = 0 }
        for hit in hits.indices {
            let range = terms[Int(hits[hit].term)].weights
            for index in Int(range.lowerBound)..<Int(range.upperBound) {
                let weight = weights[index]
                sums[Int(weight.category)] += weight.value
            }
        }
    }

    /// What a sum of term weights is multiplied by, so that long texts carry no more tags for their length alone.
    func tagShare(_ terms: Int) -> Float { 1 / (Float(terms) + TagModel.crowd).squareRoot() }

    /// 1 − Π (1 − weight) over the cues of a category that fired.
    func cueScore(_ category: Int32, _ work: borrowing Workspace) -> Float {
        1 - work.tallies[Int(category)].doubt
    }

    /// What the text's attitude adds to a tag.
    func attitude(_ tag: TagModel.Tag, _ label: SentimentLabel, _ tone: Float) -> Float {
        let shift =
            switch label {
            case .positive: tag.positive
            case .negative: tag.negative
            case .neutral: tag.neutral
            case .mixed: Float(0)
            }
        return tag.tone * tone + tag.surePraise * min(max((tone - 0.1) * 5, 0), 1) + shift
    }

    /// Each learned word, negated word and pair, once.
    private func collectTagTerms(_ work: inout Workspace, _ model: TagModel) {
        let (words, count) = (model.words.span, model.terms.count)
        if work.lastTagTerm.count < count {
            work.lastTagTerm.append(contentsOf: repeatElement(0, count: count - work.lastTagTerm.count))
        }
        for segment in work.buffer.segments {
            for position in segment.tokens {
                let symbol = Self.tagSymbol(of: work.buffer.tokens[Int(position)])
                guard symbol != Vocabulary.unknown else { continue }
                let word = words[Int(symbol)]
                if word.plain != 0 { appendTagTerm(word.plain, position, width: 1, &work) }
                if word.negated != 0, work.notes[Int(position)].negator >= 0 {
                    appendTagTerm(word.negated, position, width: 1, &work)
                }
                guard position + 1 < segment.tokens.upperBound else { continue }
                let next = Self.tagSymbol(of: work.buffer.tokens[Int(position + 1)])
                let pair = model.pair(word, (symbol, next))
                if pair != 0 { appendTagTerm(pair, position, width: 2, &work) }
            }
        }
    }

    @inline(__always)
    private func appendTagTerm(_ term: Int32, _ position: Int32, width: Int32, _ work: inout Workspace) {
        guard work.lastTagTerm[Int(term)] != work.textNumber else { return }
        work.lastTagTerm[Int(term)] = work.textNumber
        work.tagTerms.append(TagTermHit(term: term, tokens: position..<position + width))
    }

    /// Words and emojis stand for themselves, any number for `<num>`; names have no weight.
    @inline(__always)
    private static func tagSymbol(of token: Token) -> Int32 {
        if token.flags.contains(.mention) { return Vocabulary.unknown }
        return token.flags.contains(.number) ? Vocabulary.number : token.symbol
    }
}
