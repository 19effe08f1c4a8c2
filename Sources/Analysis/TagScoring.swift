import Feedback
import Lexicons

extension Analyzer {
    /// Weighs every tag the language's model knows: learned terms, hand-written cues and the text's attitude.
    func weighTags(_ work: inout Workspace, _ lexicon: LanguageLexicon) {
        // The model is read through its lexicon: a copy of it would count references to each of its tables.
        guard lexicon.hasTagModel else { return }
        sortTerms(work.tagTerms, lexicon.terms.tags, &work.ofRows, &work.ofLists)
        sumRows(work.ofRows, lexicon.terms.tags, into: &work.tagScores)
        sumLists(work.ofLists, lexicon.terms.tags, into: &work.tagScores)
        let share = tagShare(work.tagTerms.count) / 100
        let label = sentiment(work, lexicon).label
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

    /// Tells the terms with rows from those with lists.
    private func sortTerms(
        _ hits: borrowing Refilled<TagTermHit>, _ tags: borrowing TagWeights, _ ofRows: inout Refilled<WeightsOfHit>,
        _ ofLists: inout Refilled<WeightsOfHit>
    ) {
        // One more, for what is written to be left out.
        ofRows.reserve(hits.count + 1, WeightsOfHit())
        ofLists.reserve(hits.count + 1, WeightsOfHit())
        let (terms, rowCount, width) = (hits.span, Int32(tags.rowCount), Int32(tags.width))
        var rows = ofRows.storage.mutableSpan
        var lists = ofLists.storage.mutableSpan
        var rowed = 0
        for index in terms.indices {
            let (hit, number) = (Int32(truncatingIfNeeded: index), terms[index].number)
            rows[rowed] = WeightsOfHit(hit: hit, place: number &* width)
            lists[index &- rowed] = WeightsOfHit(hit: hit, place: number &- rowCount)
            rowed += number < rowCount ? 1 : 0
        }
        (ofRows.count, ofLists.count) = (rowed, hits.count - rowed)
    }

    /// Adds up the rows of the terms into `scores`, hundredths by column: a lane of columns for all of them at a time, as many
    /// terms as fit 16 bits.
    private func sumRows(
        _ ofRows: borrowing Refilled<WeightsOfHit>, _ tags: borrowing TagWeights, into scores: inout [Float]
    ) {
        let terms = ofRows.span
        var scores = scores.mutableSpan
        // Numbers are plain bytes: any may be read, and floats written.
        let rows = unsafe tags.rows.span.bytes
        var sums = unsafe scores.mutableBytes
        for column in stride(from: 0, to: tags.width, by: TagWeights.lane) {
            var (whole, done) = (RowSum(), 0)
            repeat {
                let end = min(done + tags.safeCount, terms.count)
                var part = SIMD32<Int16>.zero
                for index in done..<end {
                    // Where a row of the index starts, and a lane of its columns: a check of each costs half of the sum.
                    let start = 2 &* (Int(terms[index].place) &+ column)
                    let row = unsafe rows.unsafeLoadUnaligned(fromUncheckedByteOffset: start, as: SIMD32<Int16>.self)
                    // `&+=` adds number by number.
                    part = part &+ row
                }
                whole.add(part)
                done = end
            } while done < terms.count
            whole.store(into: &sums, at: 4 * column)
        }
    }

    private func sumLists(
        _ ofLists: borrowing Refilled<WeightsOfHit>, _ tags: borrowing TagWeights, into scores: inout [Float]
    ) {
        let (terms, starts, lists) = (ofLists.span, tags.starts.span, tags.lists.span)
        var scores = scores.mutableSpan
        for index in terms.indices {
            let list = Int(terms[index].place)
            for place in Int(starts[list])..<Int(starts[list + 1]) {
                scores[TagWeights.column(lists[place])] += Float(TagWeights.hundredths(lists[place]))
            }
        }
    }

    /// Turns sums of terms, in hundredths, into z, but for the cues: eight categories at a time, each as ``attitude(_:_:_:)`` has it.
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
        let (frictionLanes, rivalLanes) = (frictionLanes, rivalLanes)
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

/// The sum of a lane of ``TagWeights/rows``, eight columns after the other.
private struct RowSum {
    private var first = SIMD8<Float>.zero
    private var second = SIMD8<Float>.zero
    private var third = SIMD8<Float>.zero
    private var fourth = SIMD8<Float>.zero

    @inline(__always)
    mutating func add(_ part: SIMD32<Int16>) {
        let (low, high) = (part.lowHalf, part.highHalf)
        first = first + SIMD8<Float>(low.lowHalf)
        second = second + SIMD8<Float>(low.highHalf)
        third = third + SIMD8<Float>(high.lowHalf)
        fourth = fourth + SIMD8<Float>(high.highHalf)
    }

    @inline(__always)
    func store(into bytes: inout MutableRawSpan, at offset: Int) {
        bytes.storeBytes(of: first, toByteOffset: offset, as: SIMD8<Float>.self)
        bytes.storeBytes(of: second, toByteOffset: offset + 32, as: SIMD8<Float>.self)
        bytes.storeBytes(of: third, toByteOffset: offset + 64, as: SIMD8<Float>.self)
        bytes.storeBytes(of: fourth, toByteOffset: offset + 96, as: SIMD8<Float>.self)
    }
}
