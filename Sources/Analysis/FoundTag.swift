package import Feedback
import Lexicons

/// A tag on a text by the numbers of its category and rule: what an ``Annotation`` is before its names are looked up.
package struct FoundTag: Sendable {
    /// Where a tag comes from.
    package enum Rule: Sendable {
        /// Index into the lexicons' entries, −1 for none.
        case entry(Int32)
        /// Index into the terms of the language's tag model.
        case term(Int32)
    }

    package var kind: AnnotationKind
    /// Index into the lexicons' categories.
    package var category: Int
    package var polarity: Double
    package var score: Double
    package var confidence: Double
    package var severity: Int
    /// UTF-8 byte offsets.
    package var span: Range<Int>
    package var rule: Rule

    package init(
        kind: AnnotationKind, category: Int, polarity: Double, score: Double, confidence: Double, severity: Int,
        span: Range<Int>, rule: Rule
    ) {
        self.kind = kind
        self.category = category
        self.polarity = polarity
        self.score = score
        self.confidence = confidence
        self.severity = severity
        self.span = span
        self.rule = rule
    }
}

/// What the analyser says of a whole text; the tags are in the workspace.
package struct Outcome: Sendable {
    package var language: Language
    package var languageConfidence: Double
    /// The language whose lexicon read it: French or English also where the text is too short to tell.
    package var reading: Language
    package var sentiment: Sentiment
    package var needsReview: Bool
}

/// A file and a line of the lexicons.
package struct RulePlace: Sendable {
    /// Index into ``Analyzer/ruleFiles``.
    package var file: Int
    package var line: Int
}

extension Analyzer {
    /// By category: `delivery.late`.
    package var codes: [String] { lexicons.categories.map(\.code) }

    /// By category.
    package var categoryKinds: [AnnotationKind] { kinds }

    /// The code of one category.
    package func code(of category: Int) -> String { lexicons.categories[category].code }

    /// `fr/sentiment.tsv`.
    package var ruleFiles: [String] { lexicons.fileNames }

    /// Analyses one text and leaves its tags in the workspace, without a string made.
    ///
    /// - Parameters: those of ``analyze(_:language:hint:using:)``.
    package func read(
        _ text: Span<UInt8>, language: Language?, hint: Language? = nil, using workspace: inout Workspace
    ) -> Outcome {
        run(text, language: language, hint: hint, &workspace)
        return conclude(&workspace)
    }

    /// Where the rule of a tag of a text read in `language` is written; `nil` when it has none.
    package func place(of rule: FoundTag.Rule, _ language: Language) -> RulePlace? {
        switch rule {
        case .entry(let index):
            guard index >= 0 else { return nil }
            let entry = lexicons.entries[Int(index)]
            return RulePlace(file: Int(entry.file), line: Int(entry.line))
        case .term(let index):
            let term = lexicons.lexicon(for: language).tagModel.terms[Int(index)]
            return RulePlace(file: Int(term.file), line: Int(term.line))
        }
    }

    /// What the workspace holds as values.
    func result(_ outcome: Outcome, _ work: borrowing Workspace) -> Analysis {
        Analysis(
            language: outcome.language, languageConfidence: outcome.languageConfidence, sentiment: outcome.sentiment,
            annotations: work.tags.map { annotation($0, outcome.reading) },
            praises: work.praises.map { annotation($0, outcome.reading) }, needsReview: outcome.needsReview)
    }

    private func annotation(_ tag: FoundTag, _ language: Language) -> Annotation {
        Annotation(
            kind: tag.kind, code: lexicons.categories[tag.category].code, polarity: tag.polarity, score: tag.score,
            confidence: tag.confidence, severity: tag.severity, span: tag.span, rule: name(of: tag.rule, language))
    }

    /// `fr/tags.tsv:120`, or the line of the cue; empty when it has none.
    package func name(of rule: FoundTag.Rule, _ language: Language) -> String {
        switch rule {
        case .entry(let entry): entry < 0 ? "" : lexicons.rule(of: entry)
        case .term(let term): lexicons.rule(of: lexicons.lexicon(for: language).tagModel.terms[Int(term)])
        }
    }
}
