public import Feedback
public import Lexicons

/// Why a text got its analysis: every word that counted, what bent it, and the sum.
///
/// ``contributions`` add up to ``rawScore`` exactly, in order.
public struct Explanation: Sendable {
    /// One clause of the text.
    public struct Clause: Hashable, Sendable {
        /// UTF-8 byte offsets.
        public var span: Range<Int>
        /// What the clause counts for: 1, more after a contrast, less before one.
        public var weight: Double
        /// Sum of its hand-written words before the weight.
        public var sum: Double
        /// The role of the word that opens it, if one does.
        public var openedBy: ShifterRole?
        public var hasRegret: Bool
        public var isUnreal: Bool
    }

    /// One factor a word was multiplied by.
    public struct Shift: Hashable, Sendable {
        public var kind: Adjustment
        public var factor: Double
        /// The words it comes from; empty for capitals, punctuation and clause weights without words.
        public var span: Range<Int>
        /// Its lexicon line; empty when it has none.
        public var rule: String
    }

    /// One thing that spoke for or against.
    public struct Contribution: Hashable, Sendable {
        public enum Source: String, Sendable {
            case word, excess, regret, complaint, learned
            case negatedWord = "negated_word"
        }

        public var source: Source
        public var span: Range<Int>
        public var rule: String
        /// The valence in the lexicon, −4…4.
        public var base: Double
        public var shifts: [Shift]
        /// Base × factors × clause weight.
        public var value: Double
        /// Index into ``Explanation/clauses``.
        public var clause: Int
    }

    /// One cue of a friction, intent, emotion or step that stands in the text.
    public struct Cue: Hashable, Sendable {
        public var kind: AnnotationKind
        public var code: String
        public var span: Range<Int>
        public var rule: String
        public var weight: Double
        public var need: CueNeed
        /// Whether what it needs was there.
        public var hasFired: Bool
    }

    /// A word that was read as another one: "recieved".
    public struct Respelling: Hashable, Sendable {
        public var span: Range<Int>
        /// What it was read as, folded.
        public var word: String
        /// Its lexicon line.
        public var rule: String
    }

    public var analysis: Analysis
    /// The language whose lexicon read it.
    public var reading: Language
    /// Evidence for French, English and other languages.
    public var languageScores: [Double]
    public var respellings: [Respelling]
    public var clauses: [Clause]
    public var contributions: [Contribution]
    public var cues: [Cue]
    /// The sums behind the frictions, intents and steps that stand; empty where a language has no `tags.tsv`.
    public var tags: [TagSum]
    public var rawScore: Double
    /// √(Σ value² of hand-written words + learned² × learned terms + evidence²).
    public var normaliser: Double
    public var slope: Double
    public var intercept: Double
    /// slope × rawScore ÷ normaliser + intercept.
    public var z: Double
    /// That the text is positive: 1 ÷ (1 + e⁻ᶻ).
    public var probability: Double
}

extension Analyzer {
    /// Analyses one text and says why.
    public func explain(
        _ text: Span<UInt8>, language: Language? = nil, hint: Language? = nil, using workspace: inout Workspace
    ) -> Explanation {
        let analysis = analyze(text, language: language, hint: hint, using: &workspace)
        let lexicon = lexicons.lexicon(for: workspace.reading)
        let verdict = workspace.verdict
        return Explanation(
            analysis: analysis, reading: workspace.reading,
            languageScores: (0..<3).map { Double(workspace.language.scores[$0]) },
            respellings: respellings(text, workspace),
            clauses: workspace.clauses.map { explained($0, workspace) },
            contributions: workspace.items.map { explained($0, workspace, lexicon) }
                + workspace.learned.elements.map { explained($0, workspace) },
            cues: workspace.cues.map { explained($0, workspace, lexicon) }, tags: tagSums(workspace),
            rawScore: verdict.raw, normaliser: verdict.normaliser, slope: lexicon.calibration.slope,
            intercept: lexicon.calibration.intercept, z: verdict.z,
            probability: verdict.probability)
    }

    private func respellings(_ text: Span<UInt8>, _ work: borrowing Workspace) -> [Explanation.Respelling] {
        let tokenizer = lexicons.tokenizer
        return work.buffer.tokens.compactMap { token in
            let span = Int(token.start)..<Int(token.end)
            guard token.isWord, let word = tokenizer.vocabulary.word(token.symbol),
                case let key = tokenizer.key(text, span), word != key,
                let index = lexicons.spellings.firstIndex(where: { $0.key == key })
            else { return nil }
            return Explanation.Respelling(
                span: span, word: String(decoding: (0..<word.count).map { word[$0] }, as: UTF8.self),
                rule: lexicons.rule(of: lexicons.spellings[index]))
        }
    }

    private func explained(_ clause: Clause, _ work: borrowing Workspace) -> Explanation.Clause {
        Explanation.Clause(
            span: span(clause.tokens, work), weight: Double(clause.weight), sum: Double(clause.sum),
            openedBy: clause.opener >= 0 ? work.marks[Int(clause.opener)].role : nil, hasRegret: clause.regret >= 0,
            isUnreal: clause.irrealis >= 0)
    }

    private func explained(
        _ item: Item, _ work: borrowing Workspace, _ lexicon: LanguageLexicon
    ) -> Explanation.Contribution {
        let source: Explanation.Contribution.Source =
            switch item.source {
            case .word: .word
            case .excess: .excess
            case .regret: .regret
            case .complaint: .complaint
            }
        var shifts = work.adjustments[Int(item.adjustments.lowerBound)..<Int(item.adjustments.upperBound)].map {
            Explanation.Shift(
                kind: $0.kind, factor: Double($0.factor), span: span($0.tokens, work),
                rule: $0.entry < 0 ? "" : lexicons.rule(of: $0.entry))
        }
        shifts.append(contentsOf: clauseShifts(work.clauses[Int(item.clause)], work, lexicon))
        return Explanation.Contribution(
            source: source, span: span(item.tokens, work), rule: lexicons.rule(of: item.entry), base: Double(item.base),
            shifts: shifts, value: contribution(item, work), clause: Int(item.clause))
    }

    private func explained(_ hit: LearnedHit, _ work: borrowing Workspace) -> Explanation.Contribution {
        let learned = lexicons.lexicon(for: work.reading).learned
        return Explanation.Contribution(
            source: hit.isNegated ? .negatedWord : .learned, span: span(hit.token..<hit.token + hit.width, work),
            rule: lexicons.rule(of: learned.terms[Int(hit.term)]), base: Double(hit.weight), shifts: [],
            value: Double(hit.weight), clause: Int(work.notes[Int(hit.token)].clause))
    }

    /// The factors a clause's weight is made of.
    private func clauseShifts(
        _ clause: Clause, _ work: borrowing Workspace, _ lexicon: LanguageLexicon
    ) -> [Explanation.Shift] {
        var (shifts, product) = ([Explanation.Shift](), Float(1))
        if clause.opener >= 0 {
            let mark = work.marks[Int(clause.opener)]
            product *= mark.value
            shifts.append(
                Explanation.Shift(
                    kind: mark.role == .concession ? .concession : .contrast, factor: Double(mark.value),
                    span: span(mark.tokens, work), rule: lexicons.rule(of: mark.entry)))
        }
        if clause.contrastAfter >= 0 {
            let mark = work.marks[Int(clause.contrastAfter)]
            product *= Float(lexicon.calibration.beforeContrast)
            shifts.append(
                Explanation.Shift(
                    kind: .contrast, factor: lexicon.calibration.beforeContrast, span: span(mark.tokens, work),
                    rule: lexicons.rule(of: mark.entry)))
        }
        if clause.weight != product {
            shifts.append(
                Explanation.Shift(kind: .lastClause, factor: Double(clause.weight / product), span: 0..<0, rule: ""))
        }
        return shifts.filter { $0.factor != 1 }
    }

    private func explained(
        _ cue: PatternHit, _ work: borrowing Workspace, _ lexicon: LanguageLexicon
    ) -> Explanation.Cue {
        let entry = lexicons.entries[Int(cue.entry)]
        guard case .cue(let category, let need) = entry.meaning else {
            preconditionFailure("only cues are kept as cues")
        }
        return Explanation.Cue(
            kind: lexicons.categories[Int(category)].kind, code: lexicons.categories[Int(category)].code,
            span: span(cue.tokens, work), rule: lexicons.rule(of: cue.entry), weight: Double(entry.value), need: need,
            hasFired: hasFired(cue, need, work, lexicon))
    }
}
