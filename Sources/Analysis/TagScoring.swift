import Feedback
import Lexicons

extension Analyzer {
    /// Weighs every tag the language's model knows: learned terms, hand-written cues and the text's attitude.
    func weighTags(_ work: inout Workspace, _ lexicon: LanguageLexicon) {
        // The model is read through its lexicon: a copy of it would count references to each of its tables.
        guard lexicon.hasTagModel else { return }
        sumTerms(
            work.tagTerms, lexicon.terms, into: &work.tagScores, using: &work.tagWeights, noting: &work.tagCategories)
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
        for touched in work.touched.indices where isDenied(work.touched[touched], work) {
            let category = work.touched[touched]
            for column in [category, areas[areaOfCategory[Int(category)]].column] {
                work.tagScores[Int(column)] -= deniedEvidence(category, column, lexicon, work)
            }
        }
        settleRivals(&work)
        liftForAreas(&work, lexicon)
    }

    /// Adds up the weights of the terms into `scores`, by category.
    ///
    /// The weights are first put one after the other, sixteen at a time whatever their number, then added in one loop: a
    /// loop for each term ends where the processor does not foresee it, one wait in seven of an analysis.
    private func sumTerms(
        _ hits: borrowing Refilled<TagTermHit>, _ index: borrowing TermIndex, into scores: inout [Float],
        using stream: inout [UInt32], noting categories: inout [UInt64]
    ) {
        let count = gather(hits.span, index.postings.span, into: &stream, noting: &categories)
        let (weights, values) = (stream.span, index.values.span)
        var sums = scores.mutableSpan
        for category in sums.indices { sums[category] = 0 }
        for place in 0..<count {
            // The index builds a weight of a category and a value it has: a check of each costs 2 % of an analysis.
            let weight = unsafe weights[unchecked: place]
            let value = unsafe values[unchecked: TagPosting.value(weight)]
            unsafe sums[unchecked: TagPosting.category(weight)] += value
        }
    }

    /// - Returns: how many weights there are.
    private func gather(
        _ hits: Span<TagTermHit>, _ postings: Span<UInt32>, into stream: inout [UInt32],
        noting categories: inout [UInt64]
    ) -> Int {
        if categories.count < hits.count {
            categories.append(contentsOf: repeatElement(0, count: 2 * hits.count - categories.count))
        }
        var noted = categories.mutableSpan
        var total = TermIndex.lane
        for index in hits.indices { total += Int(postings[Int(hits[index].posting) + 1]) }
        if stream.count < total {
            stream.append(contentsOf: repeatElement(0, count: 2 * total - stream.count))
        }
        var output = stream.mutableSpan
        var count = 0
        // Numbers are plain bytes: any may be written.
        var bytes = unsafe output.mutableBytes
        for index in hits.indices {
            let posting = TagPosting(hits[index].posting, postings)
            noted[index] = posting.categories
            let weights = posting.weights
            var done = 0
            repeat {
                // The postings go on for a lane after the last.
                let lane = unsafe postings.bytes.unsafeLoadUnaligned(
                    fromByteOffset: 4 * (weights.lowerBound + done), as: SIMD16<UInt32>.self)
                bytes.storeBytes(of: lane, toByteOffset: 4 * (count + done), as: SIMD16<UInt32>.self)
                done += TermIndex.lane
            } while done < weights.count
            count += weights.count
        }
        return count
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

    /// Takes from each friction and area what the likely frictions of the text cost it, eight columns at a time.
    private func settleRivals(_ work: inout Workspace) {
        let (frictions, shares) = (frictionLanes.span, rivalLanes.span)
        var scores = work.tagScores.mutableSpan
        // Floats are plain bytes: any may be written.
        var bytes = unsafe scores.mutableBytes
        var likely: Float = 0
        for lane in frictions.indices {
            let z = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: lane * 32, as: SIMD8<Float>.self)
            let hot = (z .> TagModel.Rivals.faint) .& frictions[lane]
            guard any(hot) else { continue }
            for place in 0..<8 where hot[place] { likely += Float(logistic(Double(z[place]))) }
        }
        let cost = TagModel.Rivals.weight * Float(logarithm(Double(TagModel.Rivals.alone + likely)))
        for lane in shares.indices {
            let z = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: lane * 32, as: SIMD8<Float>.self)
            bytes.storeBytes(of: z - shares[lane] * cost, toByteOffset: lane * 32, as: SIMD8<Float>.self)
        }
        work.rivals = cost
    }

    /// Lifts the likeliest friction of each area that stands without any.
    private func liftForAreas(_ work: inout Workspace, _ lexicon: LanguageLexicon) {
        let (limits, areaLimits) = (lexicon.tagTable.limits, lexicon.tagTable.areaLimits)
        for index in areaLimits.indices where work.tagScores[kinds.count + index] >= areaLimits[index] {
            var (best, z, stands) = (Int32(-1), -Float.infinity, false)
            for category in areas[index].categories {
                let own = work.tagScores[Int(category)]
                if own >= limits[Int(category)] { stands = true }
                if own > z { (best, z) = (category, own) }
            }
            guard !stands, !isDenied(best, work) else { continue }
            let limit = limits[Int(best)]
            guard z >= limit - TagModel.areaReach else { continue }
            work.lifts.append(AreaLift(area: index, category: best, value: limit - z))
            work.tagScores[Int(best)] = limit
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

/// A friction that stands because its area does.
struct AreaLift: BitwiseCopyable, Sendable {
    /// Index into ``Analyzer/areas``.
    var area: Int
    var category: Int32
    /// What was added to its z to reach its limit.
    var value: Float
}
