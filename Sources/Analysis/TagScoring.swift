import Feedback
import Lexicons

extension Analyzer {
    /// Weighs every tag the language's model knows: learned terms, hand-written cues and the text's attitude.
    func weighTags(_ work: inout Workspace, _ lexicon: LanguageLexicon) {
        // The model is read through its lexicon: a copy of it would count references to each of its tables.
        guard lexicon.hasTagModel else { return }
        sumTerms(work.tagTerms, lexicon.terms, into: &work.tagScores)
        let share = tagShare(work.tagTerms.count)
        let label = sentiment(work, lexicon.calibration).label
        let tone = Float(work.verdict.probability - 0.5)
        addAttitude(label, tone, share: share, lexicon.tagTable, to: &work.tagScores)
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
    private func sumTerms(
        _ hits: borrowing Refilled<TagTermHit>, _ index: borrowing TermIndex, into scores: inout [Float]
    ) {
        let (hits, postings, values) = (hits.span, index.postings.span, index.values.span)
        var sums = scores.mutableSpan
        for category in sums.indices { sums[category] = 0 }
        for hit in hits.indices {
            let range = TagPosting(hits[hit].posting, postings).weights
            let weights = postings.extracting(range)
            for index in weights.indices {
                // The index builds a weight of a category and a value it has: a check of each costs 4 % of an analysis.
                let weight = unsafe weights[unchecked: index]
                let value = unsafe values[unchecked: TagPosting.value(weight)]
                unsafe sums[unchecked: TagPosting.category(weight)] += value
            }
        }
    }

    /// Turns sums of terms into z, but for the cues: eight categories at a time, each as ``attitude(_:_:_:)`` has it.
    private func addAttitude(
        _ label: SentimentLabel, _ tone: Float, share: Float, _ table: TagTable, to scores: inout [Float]
    ) {
        let shifts =
            switch label {
            case .positive: table.positive
            case .negative: table.negative
            case .neutral: table.neutral
            case .mixed: table.mixed
            }
        let (bias, tones, praising, shift) = (table.bias.span, table.tone.span, table.praising.span, shifts.span)
        let praise = praise(tone)
        var scores = scores.mutableSpan
        // Floats are plain bytes: any may be written.
        var sums = unsafe scores.mutableBytes
        for lane in bias.indices {
            let attitude = tones[lane] * tone + praising[lane] * praise + shift[lane]
            // Eight numbers of the array, which has as many for each lane.
            let sum = unsafe sums.unsafeLoadUnaligned(fromByteOffset: lane * 32, as: SIMD8<Float>.self)
            sums.storeBytes(of: sum * share + attitude + bias[lane], toByteOffset: lane * 32, as: SIMD8<Float>.self)
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
        return tag.tone * tone + tag.praising * praise(tone) + shift
    }

    /// How far a text leans to praise, 0 to 1.
    private func praise(_ tone: Float) -> Float { min(max((tone + 0.2) * 2.5, 0), 1) }
}
