public import Feedback
import Lexicons

/// Why a friction, an intent or a step was tagged: what was added up to its z.
///
/// ``bias``, ``attitude``, ``rivals``, ``area`` and ``parts`` add up to ``z``.
public struct TagSum: Hashable, Sendable {
    /// A learned term or the hand-written cues of a category.
    public struct Part: Hashable, Sendable {
        public var span: Range<Int>
        /// `fr/tags.tsv:120`, or the line of the strongest cue.
        public var rule: String
        public var value: Double
    }

    public var kind: AnnotationKind
    /// `delivery.late`, or `delivery.*` for the area that lifts one of its frictions.
    public var code: String
    /// Where the tag starts in any text.
    public var bias: Double
    /// What the sentiment of the text adds.
    public var attitude: Double
    /// What the other frictions of the text take from a friction, or leave it where there are none.
    public var rivals: Double
    /// What its area lifts a friction by that stands for it; 0 for most.
    public var area: Double
    /// The strongest first.
    public var parts: [Part]
    public var z: Double
    /// 1 ÷ (1 + e⁻ᶻ).
    public var probability: Double
    /// The probability from which on the tag stands.
    public var limit: Double
}

extension Analyzer {
    /// The sums of the tags that stand, in the order of the model, then those of the areas that lifted one.
    func tagSums(_ work: borrowing Workspace) -> [TagSum] {
        let lexicon = lexicons.lexicon(for: work.reading)
        let limits = lexicon.tagTable.limits
        let standing = lexicon.tagModel.columns.filter { work.tagScores[Int($0)] >= limits[Int($0)] }
        let sums = standing.map { category in
            sum(of: category, lexicons.categories[Int(category)], lexicon, work)
        }
        return sums
            + work.lifts.map { lift in
                var area = lexicons.categories[Int(lift.category)]
                area.code = "\(areas[lift.area].name).*"
                return sum(of: areas[lift.area].column, area, lexicon, work)
            }
    }

    private func sum(
        of column: Int32, _ named: LexiconCategory, _ lexicon: LanguageLexicon, _ work: borrowing Workspace
    ) -> TagSum {
        let (tag, z) = (lexicon.tagModel.tags[Int(column)], Double(work.tagScores[Int(column)]))
        let label = sentiment(work, lexicon).label
        let tone = Float(work.verdict.probability - 0.5)
        let parts = tagEvidence(column, lexicon, work).map { evidence in
            TagSum.Part(
                span: span(evidence.tokens, work), rule: name(of: rule(of: evidence, work), work.reading),
                value: Double(evidence.value))
        }
        let lift = work.lifts.first { $0.category == column }?.value ?? 0
        return TagSum(
            kind: named.kind, code: named.code, bias: Double(tag.bias), attitude: Double(attitude(tag, label, tone)),
            rivals: named.kind == .friction ? -Double(work.rivals) : 0, area: Double(lift),
            parts: parts.sorted { abs($0.value) > abs($1.value) }, z: z, probability: logistic(z),
            limit: logistic(Double(tag.limit)))
    }
}
