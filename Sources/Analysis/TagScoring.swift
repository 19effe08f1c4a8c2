import Feedback
import Lexicons

/// A learned term found in a text, counted once.
struct TagTermHit: Sendable {
    /// Index into ``TagModel/terms``.
    var term: Int32
    var tokens: Range<Int32>
}

/// The terms found so far, and by term the number of the last text it stood in.
private struct TagTermMarks {
    var last: [UInt32] = []
    var hits: [TagTermHit] = []
    let number: UInt32

    init(number: UInt32) { self.number = number }

    /// Notes a term, 0 for none, unless the text had it before.
    @inline(__always)
    mutating func add(_ term: Int32, _ position: Int32, width: Int32) {
        guard term != 0, last[Int(term)] != number else { return }
        last[Int(term)] = number
        hits.append(TagTermHit(term: term, tokens: position..<position + width))
    }
}

extension Analyzer {
    /// Weighs every tag the language's model knows: learned terms, hand-written cues and the text's attitude.
    func weighTags(_ work: inout Workspace, _ lexicon: LanguageLexicon) {
        // The model is read through its lexicon: a copy of it would count references to each of its tables.
        guard !lexicon.tagModel.isEmpty else { return }
        collectTagTerms(&work, lexicon)
        sumTerms(work.tagTerms, lexicon, into: &work.tagScores)
        let share = tagShare(work.tagTerms.count)
        let label = sentiment(work, lexicon.calibration).label
        let tone = Float(work.verdict.probability - 0.5)
        addAttitude(label, tone, share: share, lexicon, to: &work.tagScores)
        let (allCues, allWeights) = (lexicon.tagModel.cues, lexicon.tagModel.weights)
        let (cues, weights) = (allCues.span, allWeights.span)
        for touched in work.touched.indices {
            let category = work.touched[touched]
            let (score, range) = (cueScore(category, work), cues[Int(category)])
            guard score > 0 else { continue }
            for index in Int(range.lowerBound)..<Int(range.upperBound) {
                let weight = weights[index]
                work.tagScores[Int(weight.category)] += score * weight.value
            }
        }
    }

    /// Adds up the weights of the terms into `scores`, by category.
    private func sumTerms(_ hits: [TagTermHit], _ lexicon: LanguageLexicon, into scores: inout [Float]) {
        let hits = hits.span
        let (allWeights, allTerms) = (lexicon.tagModel.weights, lexicon.tagModel.terms)
        let (weights, terms) = (allWeights.span, allTerms.span)
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

    /// Turns sums of terms into z, but for the cues.
    private func addAttitude(
        _ label: SentimentLabel, _ tone: Float, share: Float, _ lexicon: LanguageLexicon, to scores: inout [Float]
    ) {
        let (weighed, allTags) = (lexicon.tagModel.categories, lexicon.tagModel.tags)
        let (categories, tags) = (weighed.span, allTags.span)
        var sums = scores.mutableSpan
        for index in categories.indices {
            let category = Int(categories[index])
            let tag = tags[category]
            sums[category] = sums[category] * share + attitude(tag, label, tone) + tag.bias
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
        return tag.tone * tone + tag.surePraise * min(max((tone - 0.2) * 5, 0), 1) + shift
    }

    /// Each learned word, negated word and pair, once.
    private func collectTagTerms(_ work: inout Workspace, _ lexicon: LanguageLexicon) {
        let termCount = lexicon.tagModel.terms.count
        if work.lastTagTerm.count < termCount {
            work.lastTagTerm = Array(repeating: 0, count: termCount)
        }
        // Copies of the handles, not of what they hold: the hits beside them are written meanwhile.
        let (buffer, notes) = (work.buffer, work.notes)
        let known = lexicon.tagModel.words
        let (words, tokens, noted) = (known.span, buffer.tokens.span, notes.span)
        var marks = TagTermMarks(number: work.textNumber)
        swap(&marks.last, &work.lastTagTerm)
        swap(&marks.hits, &work.tagTerms)
        for segment in buffer.segments {
            var symbol = Self.tagSymbol(of: tokens[Int(segment.tokens.lowerBound)])
            for position in segment.tokens {
                let here = symbol
                let isLast = position + 1 == segment.tokens.upperBound
                symbol = isLast ? Vocabulary.unknown : Self.tagSymbol(of: tokens[Int(position) + 1])
                guard here != Vocabulary.unknown else { continue }
                let word = words[Int(here)]
                marks.add(word.plain, position, width: 1)
                if word.negated != 0, noted[Int(position)].negator >= 0 { marks.add(word.negated, position, width: 1) }
                if symbol != Vocabulary.unknown {
                    marks.add(lexicon.tagModel.pair(word, (here, symbol)), position, width: 2)
                }
            }
        }
        swap(&marks.last, &work.lastTagTerm)
        swap(&marks.hits, &work.tagTerms)
    }

    /// Words and emojis stand for themselves, any number for `<num>`; names have no weight.
    @inline(__always)
    private static func tagSymbol(of token: Token) -> Int32 {
        if token.flags.contains(.mention) { return Vocabulary.unknown }
        return token.flags.contains(.number) ? Vocabulary.number : token.symbol
    }
}
