public import Feedback
import Lexicons

/// Why a friction, an intent or a step was tagged: what was added up to its z.
///
/// ``bias``, ``attitude`` and ``parts`` add up to ``z``.
public struct TagSum: Hashable, Sendable {
    /// A learned term or the hand-written cues of a category.
    public struct Part: Hashable, Sendable {
        public var span: Range<Int>
        /// `fr/tags.tsv:120`, or the line of the strongest cue.
        public var rule: String
        public var value: Double
    }

    public var kind: AnnotationKind
    public var code: String
    /// Where the tag starts in any text.
    public var bias: Double
    /// What the sentiment of the text adds.
    public var attitude: Double
    /// The strongest first.
    public var parts: [Part]
    public var z: Double
    /// 1 ÷ (1 + e⁻ᶻ).
    public var probability: Double
    /// The probability from which on the tag stands.
    public var limit: Double
}

extension Analyzer {
    /// The sums of the tags that stand, in the order of the model.
    func tagSums(_ work: borrowing Workspace) -> [TagSum] {
        let lexicon = lexicons.lexicon(for: work.language.language)
        let model = lexicon.tagModel
        let label = sentiment(work, lexicon.calibration).label
        let tone = Float(work.verdict.probability - 0.5)
        return model.categories.filter { work.tagScores[Int($0)] >= model.tags[Int($0)].limit }.map { category in
            let (tag, z) = (model.tags[Int(category)], Double(work.tagScores[Int(category)]))
            let parts = tagEvidence(category, lexicon, work).map { evidence in
                TagSum.Part(
                    span: span(evidence.tokens, work), rule: name(of: rule(of: evidence, work), work.language.language),
                    value: Double(evidence.value))
            }
            return TagSum(
                kind: lexicons.categories[Int(category)].kind, code: lexicons.categories[Int(category)].code,
                bias: Double(tag.bias), attitude: Double(attitude(tag, label, tone)),
                parts: parts.sorted { abs($0.value) > abs($1.value) }, z: z, probability: logistic(z),
                limit: logistic(Double(tag.limit)))
        }
    }
}
