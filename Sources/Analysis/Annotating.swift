import Feedback
import Lexicons

extension Analyzer {
    /// In so few words, praise and a friction are rarely both meant.
    private static let shortText = 25
    /// From this probability of being positive on, a text praises.
    private static let praise = 0.7
    /// What a friction's own step is worth beside a step the text names.
    private static let impliedStep = 0.6

    /// Sums up a text the workspace is filled with: its tags and praises go into the workspace, the rest is returned.
    func conclude(_ work: inout Workspace) -> Outcome {
        let lexicon = lexicons.lexicon(for: work.reading)
        let sentiment = sentiment(work, lexicon)
        for index in work.touched.indices { conclude(work.touched[index], &work, lexicon) }
        appendWeighedTags(&work, lexicon)
        if !lexicon.hasTagModel { addImpliedSteps(&work) }
        if work.tags.count > 1 { sort(&work.tags) }
        return Outcome(
            language: work.language.language, languageConfidence: work.language.confidence, reading: work.reading,
            sentiment: sentiment, needsReview: needsReview(sentiment, work, lexicon))
    }

    /// By kind, then the highest score, then the code. In place: there are a handful of them, and sorting an array that
    /// is in memory elsewhere makes another.
    private func sort(_ tags: inout [FoundTag]) {
        for last in tags.indices.dropFirst() {
            var place = last
            while place > 0, stands(tags[place], before: tags[place - 1]) {
                tags.swapAt(place, place - 1)
                place -= 1
            }
        }
    }

    private func stands(_ tag: FoundTag, before other: FoundTag) -> Bool {
        if tag.kind != other.kind { return tag.kind.order < other.kind.order }
        if tag.score != other.score { return tag.score > other.score }
        return ranks[tag.category] < ranks[other.category]
    }

    /// What the cues of one category say, unless the language's model weighs it.
    private func conclude(_ category: Int32, _ work: inout Workspace, _ lexicon: LanguageLexicon) {
        let tally = work.tallies[Int(category)]
        if lexicon.weighs(category) {
            guard work.tagScores[Int(category)] < lexicon.tagModel.tags[Int(category)].limit,
                !hasSureCues(category, lexicon, work)
            else { return }
        } else if Double(1 - tally.doubt) >= lexicon.calibration.threshold(for: kinds[Int(category)]) {
            work.tags.append(tag(category, tally, score: Double(1 - tally.doubt), .entry(tally.entry), work))
            return
        }
        if tally.praiseEntry >= 0 { work.praises.append(praise(category, tally, work)) }
    }

    /// The tags a model weighs and lets stand, with the words that spoke for each.
    private func appendWeighedTags(_ work: inout Workspace, _ lexicon: LanguageLexicon) {
        guard lexicon.hasTagModel else { return }
        let limits = lexicon.tagTable.limits
        for index in limits.indices where work.tagScores[index] >= limits[index] {
            let category = Int32(index)
            appendWeighedTag(category, isSure: hasSureCues(category, lexicon, work), &work, lexicon)
        }
        for index in work.touched.indices {
            let category = work.touched[index]
            guard work.tagScores[Int(category)] < limits[Int(category)], lexicon.weighs(category) else { continue }
            if hasSureCues(category, lexicon, work) { appendWeighedTag(category, isSure: true, &work, lexicon) }
        }
    }

    private func appendWeighedTag(
        _ category: Int32, isSure: Bool, _ work: inout Workspace, _ lexicon: LanguageLexicon
    ) {
        let z = work.tagScores[Int(category)]
        guard isSure || !isDrownedInPraise(category, z, lexicon, work) else { return }
        let tally = work.tallies[Int(category)]
        var score = logistic(Double(z))
        if isSure { score = max(score, Double(cueScore(category, work))) }
        if tally.entry >= 0 {
            work.tags.append(tag(category, tally, score: score, .entry(tally.entry), work))
        } else if let evidence = strongestEvidence(category, lexicon, work)
            ?? strongestEvidence(ofAreaLifting: category, lexicon, work)
        {
            var learned = CategoryTally()
            learned.tokens = evidence.tokens
            learned.clause = work.notes[Int(evidence.tokens.lowerBound)].clause
            work.tags.append(tag(category, learned, score: score, rule(of: evidence, work), work))
        }
    }

    /// Whether a text praises so clearly that a friction without a strong hand-written cue needs more than the usual
    /// evidence.
    private func isDrownedInPraise(
        _ category: Int32, _ z: Float, _ lexicon: LanguageLexicon, _ work: borrowing Workspace
    ) -> Bool {
        work.verdict.probability >= Self.praise && kinds[Int(category)] == .friction
            && !hasStrongCues(category, lexicon, work)
            && logistic(Double(z)) < lexicon.calibration.praisedFriction
    }

    /// Whether the hand-written cues of a friction are sure by themselves, in a text that is not clearly praise.
    func hasSureCues(_ category: Int32, _ lexicon: LanguageLexicon, _ work: borrowing Workspace) -> Bool {
        work.verdict.probability < Self.praise && hasStrongCues(category, lexicon, work)
    }

    /// Whether the hand-written cues of a friction weigh enough; a topic in a negative clause does not.
    private func hasStrongCues(_ category: Int32, _ lexicon: LanguageLexicon, _ work: borrowing Workspace) -> Bool {
        let entry = work.tallies[Int(category)].entry
        guard entry >= 0, Double(cueScore(category, work)) >= lexicon.calibration.sureCue,
            kinds[Int(category)] == .friction,
            case .cue(_, let need) = lexicons.entries[Int(entry)].meaning
        else { return false }
        return need != .topic
    }

    private func tag(
        _ category: Int32, _ tally: CategoryTally, score: Double, _ rule: FoundTag.Rule, _ work: borrowing Workspace
    ) -> FoundTag {
        let clause = work.clauses[Int(tally.clause)]
        let isFriction = kinds[Int(category)] == .friction
        let polarity = polarity(of: clause)
        return FoundTag(
            kind: kinds[Int(category)], category: Int(category), polarity: isFriction ? min(polarity, -0.1) : polarity,
            score: score, confidence: score * (0.5 + work.language.confidence / 2),
            severity: isFriction ? severity(of: category, in: clause) : 0, span: span(tally.tokens, work), rule: rule)
    }

    private func praise(_ category: Int32, _ tally: CategoryTally, _ work: borrowing Workspace) -> FoundTag {
        FoundTag(
            kind: .praise, category: Int(category),
            polarity: max(polarity(of: work.clauses[Int(tally.praiseClause)]), 0.1), score: Double(tally.praiseWeight),
            confidence: Double(tally.praiseWeight) * (0.5 + work.language.confidence / 2), severity: 0,
            span: span(tally.praiseTokens, work), rule: .entry(tally.praiseEntry))
    }

    /// −1 to 1: the clause's sum, flattened so that two strong words say nearly all.
    private func polarity(of clause: Clause) -> Double {
        let sum = Double(clause.sum)
        return sum / (sum * sum + 2).squareRoot()
    }

    private func severity(of category: Int32, in clause: Clause) -> Int {
        let bent = severities[Int(category)] + (clause.hasBlocking ? 1 : 0) - (clause.hasHedge ? 1 : 0)
        return min(max(bent, 1), 5)
    }

    func span(_ tokens: Range<Int32>, _ work: borrowing Workspace) -> Range<Int> {
        guard !tokens.isEmpty else { return 0..<0 }
        return Int(
            work.buffer.tokens[Int(tokens.lowerBound)].start)..<Int(
                work.buffer.tokens[Int(tokens.upperBound - 1)].end)
    }

    /// Frictions say where in the journey they happen, less surely than a step the text names.
    private func addImpliedSteps(_ work: inout Workspace) {
        for index in work.touched.indices {
            let category = Int(work.touched[index])
            let step = Int(defaultSteps[category])
            guard step >= 0, !work.tags.contains(where: { $0.kind == .step && $0.category == step }),
                var implied = work.tags.first(where: { $0.kind == .friction && $0.category == category })
            else { continue }
            (implied.kind, implied.category, implied.severity) = (.step, step, 0)
            implied.score *= Self.impliedStep
            implied.confidence *= Self.impliedStep
            work.tags.append(implied)
        }
    }

    private func needsReview(
        _ sentiment: Sentiment, _ work: borrowing Workspace, _ lexicon: LanguageLexicon
    ) -> Bool {
        guard work.buffer.tokens.count > 2 else { return false }
        if work.language.confidence < 0.6 { return true }
        if work.language.language == .other { return work.reading != .other }
        let probability = work.verdict.probability
        return max(probability, 1 - probability) < lexicon.calibration.review
            || isPerhapsIronic(sentiment, work, lexicon)
    }

    /// Praise that trails off, or praise next to a friction in a short text: read it before acting on it.
    private func isPerhapsIronic(
        _ sentiment: Sentiment, _ work: borrowing Workspace, _ lexicon: LanguageLexicon
    ) -> Bool {
        if work.isMarkedIronic { return true }
        let isShort = work.buffer.tokens.count <= Self.shortText
        if isShort, work.items.contains(where: { $0.value > 0 && isQuoted($0, work) }) { return true }
        guard sentiment.label == .positive else { return false }
        if isShort, namesFriction(work, lexicon) { return true }
        for (index, item) in work.items.enumerated() where index < 64 && item.value > 0 {
            let clause = work.clauses[Int(item.clause)]
            if work.buffer.segments[Int(clause.segment)].hasEllipsis { return true }
            if isQuoted(item, work) { return true }
        }
        return false
    }

    private func isQuoted(_ item: Item, _ work: borrowing Workspace) -> Bool {
        work.buffer.tokens[Int(item.tokens.lowerBound)].flags.contains(.quoted)
    }

    /// Whether a friction is tagged, or its own words stand there and only the praise beside them speaks against it.
    private func namesFriction(_ work: borrowing Workspace, _ lexicon: LanguageLexicon) -> Bool {
        if work.tags.contains(where: { $0.kind == .friction }) { return true }
        return work.touched.contains { category in
            kinds[Int(category)] == .friction
                && Double(cueScore(category, work)) >= lexicon.calibration.friction
        }
    }
}

extension AnnotationKind {
    fileprivate var order: Int {
        switch self {
        case .sentiment: 0
        case .friction: 1
        case .praise: 2
        case .intent: 3
        case .emotion: 4
        case .step: 5
        }
    }
}

extension Calibration {
    func threshold(for kind: AnnotationKind) -> Double {
        switch kind {
        case .friction, .praise: friction
        case .intent: intent
        case .emotion: emotion
        case .step: step
        case .sentiment: 1
        }
    }
}
