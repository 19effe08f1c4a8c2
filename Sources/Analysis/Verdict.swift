import Feedback
import Lexicons

/// The arithmetic of a text's verdict.
struct Verdict: Sendable {
    /// Σ item value × clause weight, in item order, then Σ learned weights, in text order.
    var raw = 0.0
    /// √(Σ contribution² of hand-written words + learned² × learned terms + evidence²).
    var normaliser = 1.0
    /// The logistic's argument.
    var z = 0.0
    /// That the text is positive.
    var probability = 0.5
    /// Sums over clauses that praise, and that blame (as a positive number), each clause in its own right: a contrast
    /// tips the score, not whether both are there.
    var praise = 0.0
    var blame = 0.0
}

extension Analyzer {
    /// Verdicts nearer to zero than this would print as "no evidence".
    private static let leastScore = 0.001
    /// Two readers in three call such a text one or the other.
    private static let mixedConfidence = 0.45

    func contribution(_ item: Item, _ work: borrowing Workspace) -> Double {
        Double(item.value) * Double(work.clauses[Int(item.clause)].weight)
    }

    func decide(_ work: inout Workspace, _ lexicon: LanguageLexicon) {
        var (verdict, squares) = (Verdict(), 0.0)
        for index in work.items.indices {
            let contribution = contribution(work.items[index], work)
            verdict.raw += contribution
            squares += contribution * contribution
        }
        add(work.learned.span, to: &verdict.raw)
        squares += lexicon.calibration.learned * lexicon.calibration.learned * Double(work.learned.count)
        for index in work.clauses.indices {
            let sum = Double(work.clauses[index].sum)
            if sum > 0 { verdict.praise += sum } else { verdict.blame -= sum }
        }
        verdict.normaliser = (squares + lexicon.calibration.evidence * lexicon.calibration.evidence).squareRoot()
        verdict.z = lexicon.calibration.slope * verdict.raw / verdict.normaliser + lexicon.calibration.intercept
        verdict.probability = logistic(verdict.z)
        work.verdict = verdict
    }

    private func add(_ learned: Span<LearnedHit>, to sum: inout Double) {
        for index in learned.indices { sum += Double(learned[index].weight) }
    }

    func sentiment(_ work: borrowing Workspace, _ lexicon: LanguageLexicon) -> Sentiment {
        guard !work.items.isEmpty || !work.learned.isEmpty else {
            return Sentiment(label: .neutral, score: 0, confidence: 0.5, hasEvidence: false)
        }
        let verdict = work.verdict
        let label = label(verdict, lexicon)
        let score = 2 * verdict.probability - 1
        let confidence = label == .mixed ? Self.mixedConfidence : max(verdict.probability, 1 - verdict.probability)
        return Sentiment(
            label: label, score: abs(score) >= Self.leastScore ? score : score > 0 ? Self.leastScore : -Self.leastScore,
            confidence: confidence, hasEvidence: true)
    }

    private func label(_ verdict: Verdict, _ lexicon: LanguageLexicon) -> SentimentLabel {
        let weaker = min(verdict.praise, verdict.blame)
        if weaker >= lexicon.calibration.mixed,
            weaker >= lexicon.calibration.mixedShare * (verdict.praise + verdict.blame)
        {
            return .mixed
        }
        let isClear = max(verdict.probability, 1 - verdict.probability) >= lexicon.calibration.clear
        if verdict.praise + verdict.blame < lexicon.calibration.neutral, !isClear { return .neutral }
        if verdict.probability >= lexicon.calibration.decision { return .positive }
        return verdict.probability <= 1 - lexicon.calibration.decision ? .negative : .neutral
    }
}
