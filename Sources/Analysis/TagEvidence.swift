import Lexicons

/// One thing that speaks for a tag: a learned term, or the hand-written cues of a category.
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
    /// Everything that adds to or takes from the z of one category, in the order it was added.
    func tagEvidence(_ category: Int32, _ lexicon: LanguageLexicon, _ work: borrowing Workspace) -> [TagEvidence] {
        let (model, terms) = (lexicon.tagModel, lexicon.terms)
        var evidence: [TagEvidence] = []
        let share = tagShare(work.tagTerms.count)
        for hit in work.tagTerms.elements {
            let term = terms.terms[Int(terms.postings[Int(hit.posting)])]
            for index in model.terms[Int(term)].weights where model.weights[Int(index)].category == category {
                let value = model.weights[Int(index)].value * share
                evidence.append(TagEvidence(value: value, tokens: hit.tokens, term: term))
            }
        }
        for other in work.touched {
            let score = cueScore(other, work)
            guard score > 0 else { continue }
            for index in model.cues[Int(other)] where model.weights[Int(index)].category == category {
                let value = model.weights[Int(index)].value * score
                evidence.append(
                    TagEvidence(value: value, tokens: work.tallies[Int(other)].tokens, category: other))
            }
        }
        return evidence
    }

    /// The learned term that speaks most for a category that has no cue of its own in the text; `nil` when none does: the
    /// cues of other categories keep it company, but are no proof of it.
    func strongestEvidence(_ category: Int32, _ lexicon: LanguageLexicon, _ work: borrowing Workspace) -> TagEvidence? {
        var best = TagEvidence()
        let (allPostings, allValues) = (lexicon.terms.postings, lexicon.terms.values)
        let (hits, postings, values) = (work.tagTerms.span, allPostings.span, allValues.span)
        let share = tagShare(hits.count)
        for index in hits.indices where TagPosting(hits[index].posting, postings).mayWeigh(category) {
            let posting = TagPosting(hits[index].posting, postings)
            for weight in posting.weights where TagPosting.category(postings[weight]) == category {
                let value = values[TagPosting.value(postings[weight])] * share
                if value > best.value {
                    best = TagEvidence(
                        value: value, tokens: hits[index].tokens, term: lexicon.terms.terms[posting.number])
                }
            }
        }
        return best.value > 0 ? best : nil
    }

    /// The line of the term, or of the cue.
    func rule(of evidence: TagEvidence, _ work: borrowing Workspace) -> FoundTag.Rule {
        evidence.category < 0 ? .term(evidence.term) : .entry(work.tallies[Int(evidence.category)].entry)
    }
}
