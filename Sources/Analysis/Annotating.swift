import Feedback
import Lexicons

extension Analyzer {
    /// In so few words, praise and a friction are rarely both meant.
    private static let shortText = 25
    /// From this probability of being positive on, a text praises.
    private static let praise = 0.7
    /// What a friction's own step is worth beside a step the text names.
    private static let impliedStep = 0.6

    /// The workspace's findings as values.
    func result(_ work: borrowing Workspace) -> Analysis {
        let lexicon = lexicons.lexicon(for: work.language.language)
        let calibration = lexicon.calibration
        let sentiment = sentiment(work, calibration)
        var (annotations, praises) = ([Annotation](), [Annotation]())
        for category in work.touched {
            let kind = lexicons.categories[Int(category)].kind
            let tally = work.tallies[Int(category)]
            if lexicon.tagModel.weighs(category) {
                guard work.tagScores[Int(category)] < lexicon.tagModel.tags[Int(category)].limit, tally.praiseEntry >= 0
                else {
                    continue
                }
                praises.append(praise(category, tally, work))
            } else if Double(1 - tally.doubt) >= calibration.threshold(for: kind) {
                annotations.append(annotation(category, tally, score: Double(1 - tally.doubt), work))
            } else if tally.praiseEntry >= 0 {
                praises.append(praise(category, tally, work))
            }
        }
        appendWeighedTags(to: &annotations, lexicon, work)
        if lexicon.tagModel.isEmpty { addImpliedSteps(to: &annotations, work) }
        annotations.sort { ($0.kind.order, -$0.score, $0.code) < ($1.kind.order, -$1.score, $1.code) }
        return Analysis(
            language: work.language.language, languageConfidence: work.language.confidence, sentiment: sentiment,
            annotations: annotations, praises: praises,
            needsReview: needsReview(sentiment, annotations, work, calibration))
    }

    /// The tags a model weighs and lets stand, with the words that spoke for each.
    private func appendWeighedTags(
        to annotations: inout [Annotation], _ lexicon: LanguageLexicon, _ work: borrowing Workspace
    ) {
        let (weighed, allTags) = (lexicon.tagModel.categories, lexicon.tagModel.tags)
        let (categories, tags) = (weighed.span, allTags.span)
        let scores = work.tagScores.span
        for index in categories.indices {
            let category = categories[index]
            let isSure = hasSureCues(category, lexicon, work)
            guard isSure || scores[Int(category)] >= tags[Int(category)].limit else { continue }
            let tally = work.tallies[Int(category)]
            var score = logistic(Double(scores[Int(category)]))
            if isSure { score = max(score, Double(cueScore(category, work))) }
            if tally.entry >= 0 {
                annotations.append(annotation(category, tally, score: score, work))
            } else if let evidence = strongestEvidence(category, lexicon, work) {
                var learned = CategoryTally()
                learned.tokens = evidence.tokens
                learned.clause = work.notes[Int(evidence.tokens.lowerBound)].clause
                var tag = annotation(category, learned, score: score, work)
                tag.rule = rule(of: evidence, lexicon, work)
                annotations.append(tag)
            }
        }
    }

    /// Whether the hand-written cues of a friction are sure by themselves, in a text that is not clearly praise. A topic in
    /// a negative clause is not.
    func hasSureCues(_ category: Int32, _ lexicon: LanguageLexicon, _ work: borrowing Workspace) -> Bool {
        let entry = work.tallies[Int(category)].entry
        guard entry >= 0, work.verdict.probability < Self.praise,
            Double(cueScore(category, work)) >= lexicon.calibration.sureCue,
            lexicons.categories[Int(category)].kind == .friction,
            case .cue(_, let need) = lexicons.entries[Int(entry)].meaning
        else { return false }
        return need != .topic
    }

    private func annotation(
        _ category: Int32, _ tally: CategoryTally, score: Double, _ work: borrowing Workspace
    ) -> Annotation {
        let (kind, clause) = (lexicons.categories[Int(category)].kind, work.clauses[Int(tally.clause)])
        let isFriction = kind == .friction
        let polarity = polarity(of: clause)
        return Annotation(
            kind: kind, code: lexicons.categories[Int(category)].code,
            polarity: isFriction ? min(polarity, -0.1) : polarity, score: score,
            confidence: score * (0.5 + work.language.confidence / 2),
            severity: isFriction ? severity(of: category, in: clause) : 0, span: span(tally.tokens, work),
            rule: tally.entry < 0 ? "" : lexicons.cueRules[Int(tally.entry)])
    }

    private func praise(_ category: Int32, _ tally: CategoryTally, _ work: borrowing Workspace) -> Annotation {
        Annotation(
            kind: .praise, code: lexicons.categories[Int(category)].code,
            polarity: max(polarity(of: work.clauses[Int(tally.praiseClause)]), 0.1), score: Double(tally.praiseWeight),
            confidence: Double(tally.praiseWeight) * (0.5 + work.language.confidence / 2), severity: 0,
            span: span(tally.praiseTokens, work), rule: lexicons.cueRules[Int(tally.praiseEntry)])
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
    private func addImpliedSteps(to annotations: inout [Annotation], _ work: borrowing Workspace) {
        for category in work.touched {
            let step = defaultSteps[Int(category)]
            guard step >= 0 else { continue }
            let (code, friction) = (lexicons.categories[Int(step)].code, lexicons.categories[Int(category)].code)
            guard !annotations.contains(where: { $0.kind == .step && $0.code == code }),
                var implied = annotations.first(where: { $0.kind == .friction && $0.code == friction })
            else { continue }
            (implied.kind, implied.code, implied.severity) = (.step, code, 0)
            implied.score *= Self.impliedStep
            implied.confidence *= Self.impliedStep
            annotations.append(implied)
        }
    }

    private func needsReview(
        _ sentiment: Sentiment, _ annotations: [Annotation], _ work: borrowing Workspace, _ calibration: Calibration
    ) -> Bool {
        guard work.buffer.tokens.count > 2 else { return false }
        if work.language.confidence < 0.6 { return true }
        if work.language.language == .other { return false }
        let probability = work.verdict.probability
        return max(probability, 1 - probability) < calibration.review
            || isPerhapsIronic(sentiment, annotations, work, calibration)
    }

    /// Praise that trails off, or praise next to a friction in a short text: read it before acting on it.
    private func isPerhapsIronic(
        _ sentiment: Sentiment, _ annotations: [Annotation], _ work: borrowing Workspace, _ calibration: Calibration
    ) -> Bool {
        if work.isMarkedIronic { return true }
        let isShort = work.buffer.tokens.count <= Self.shortText
        if isShort, work.items.contains(where: { $0.value > 0 && isQuoted($0, work) }) { return true }
        guard sentiment.label == .positive else { return false }
        if isShort, namesFriction(annotations, work, calibration) { return true }
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
    private func namesFriction(
        _ annotations: [Annotation], _ work: borrowing Workspace, _ calibration: Calibration
    ) -> Bool {
        if annotations.contains(where: { $0.kind == .friction }) { return true }
        return work.touched.contains { category in
            lexicons.categories[Int(category)].kind == .friction
                && Double(cueScore(category, work)) >= calibration.friction
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
