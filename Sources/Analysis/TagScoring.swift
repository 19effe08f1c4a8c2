import Feedback
import Lexicons

extension Analyzer {
    /// Weighs every tag the language's model knows: learned terms, hand-written cues and the text's attitude.
    func weighTags(_ work: inout Workspace, _ lexicon: LanguageLexicon) {
        // The model is read through its lexicon: a copy of it would count references to each of its tables.
        guard lexicon.hasTagModel else { return }
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
        return tag.tone * tone + tag.praising * min(max((tone + 0.2) * 2.5, 0), 1) + shift
    }
}
