import Feedback
import Lexicons

/// One thing that speaks for a tag or against it: a learned term, the hand-written cues of a category, or one that is denied.
struct TagEvidence {
    /// What it adds to the tag's z.
    var value: Float = 0
    var tokens: Range<Int32> = 0..<0
    /// Index into ``TagModel/terms``, 0 when it is a cue.
    var term: Int32 = 0
    /// The category whose cues they are, −1 when it is a term.
    var category: Int32 = -1
}

extension Analyzer {
    /// Everything that adds to or takes from the z of one category or area, in the order it was added.
    func tagEvidence(_ column: Int32, _ lexicon: LanguageLexicon, _ work: borrowing Workspace) -> [TagEvidence] {
        let model = lexicon.tagModel
        var evidence: [TagEvidence] = []
        let share = tagShare(work.tagTerms.count)
        for hit in work.tagTerms.elements {
            let term = lexicon.terms.tags.terms[Int(hit.number)]
            for index in model.terms[Int(term)].weights where model.weights[Int(index)].category == column {
                let value = model.weights[Int(index)].value * share
                evidence.append(TagEvidence(value: value, tokens: hit.tokens, term: term))
            }
        }
        for other in work.touched {
            let score = cueScore(other, work)
            guard score > 0 else { continue }
            for index in model.cues[Int(other)] where model.weights[Int(index)].category == column {
                let value = model.weights[Int(index)].value * score
                evidence.append(
                    TagEvidence(value: value, tokens: work.tallies[Int(other)].tokens, category: other))
            }
        }
        for category in categories(of: column) where isDenied(category, work) {
            let denied = deniedEvidence(category, column, lexicon, work)
            if denied > 0 {
                evidence.append(
                    TagEvidence(value: -denied, tokens: work.tallies[Int(category)].praiseTokens, category: category))
            }
        }
        return evidence
    }

    /// The category itself, or those of the area.
    private func categories(of column: Int32) -> [Int32] {
        Int(column) < kinds.count ? [column] : areas[Int(column) - kinds.count].categories
    }

    /// Whether a text denies a friction ("le prix n'est pas élevé") and complains of it nowhere.
    func isDenied(_ category: Int32, _ work: borrowing Workspace) -> Bool {
        let tally = work.tallies[Int(category)]
        guard tally.praiseEntry >= 0, tally.entry < 0, kinds[Int(category)] == .friction,
            case .cue(_, let need) = lexicons.entries[Int(tally.praiseEntry)].meaning
        else { return false }
        return need != .topic
    }

    /// What the learned terms of the clause that denies a friction add to a column's z all the same, its own or its area's:
    /// they do not count. 0 or more.
    func deniedEvidence(
        _ category: Int32, _ column: Int32, _ lexicon: LanguageLexicon, _ work: borrowing Workspace
    ) -> Float {
        let clause = work.clauses[Int(work.tallies[Int(category)].praiseClause)].tokens
        let hits = work.tagTerms.span
        var sum: Int32 = 0
        lexicon.terms.tags.forEachWeight(of: column, ofRows: work.ofRows.span, ofLists: work.ofLists.span) {
            if clause.contains(hits[$0].tokens.lowerBound) { sum += $1 }
        }
        return max(Float(sum) / 100 * tagShare(hits.count), 0)
    }

    /// The learned term that speaks most for a category that has no cue of its own in the text; `nil` when none does: the
    /// cues of other categories keep it company, but are no proof of it.
    func strongestEvidence(_ category: Int32, _ lexicon: LanguageLexicon, _ work: borrowing Workspace) -> TagEvidence? {
        let (hits, share) = (work.tagTerms.span, tagShare(work.tagTerms.count))
        var (most, strongest) = (Int32(0), 0)
        lexicon.terms.tags.forEachWeight(of: category, ofRows: work.ofRows.span, ofLists: work.ofLists.span) {
            if $1 > most { (most, strongest) = ($1, $0) }
        }
        guard most > 0 else { return nil }
        let hit = hits[strongest]
        return TagEvidence(
            value: Float(most) / 100 * share, tokens: hit.tokens, term: lexicon.terms.tags.terms[Int(hit.number)])
    }

    /// The learned term that speaks most for the area a friction stands for; `nil` when it stands by itself.
    func strongestEvidence(
        ofAreaLifting category: Int32, _ lexicon: LanguageLexicon, _ work: borrowing Workspace
    ) -> TagEvidence? {
        guard let lift = work.lifts.first(where: { $0.category == category }) else { return nil }
        return strongestEvidence(areas[lift.area].column, lexicon, work)
    }

    /// The line of the term, or of the cue.
    func rule(of evidence: TagEvidence, _ work: borrowing Workspace) -> FoundTag.Rule {
        guard evidence.category >= 0 else { return .term(evidence.term) }
        let tally = work.tallies[Int(evidence.category)]
        return .entry(tally.entry >= 0 ? tally.entry : tally.praiseEntry)
    }
}
