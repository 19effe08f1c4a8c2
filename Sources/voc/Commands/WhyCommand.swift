import Analysis
import ArgumentParser
import BundledData
import Feedback
import FeedbackStore
import Lexicons

struct WhyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "why",
        abstract: "Every tag of an item or a text: span, lexicon file and line, what bent it, the arithmetic.")

    @Argument(help: ArgumentHelp("An item's id, ours or its source's.", valueName: "id"))
    var id: String?

    @Option(help: ArgumentHelp("A text to explain instead of an item.", valueName: "text"))
    var text: String?

    @Flag(help: "The result as JSON.")
    var json = false

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard (id == nil) != (text == nil) else { throw ValidationError("Give an item's id, or --text \"…\".") }
    }

    func run() throws {
        try global.reporting { terminal in
            let texts = try text.map { [($0, nil)] } ?? storedTexts()
            guard !texts.isEmpty else {
                throw Failure(
                    terminal.text("item '\(id ?? "")' has no text", "le retour « \(id ?? "") » n'a pas de texte"))
            }
            let analyzer = try global.workspace.analyzer()
            let catalog = try global.workspace.catalog()
            var workspace = analyzer.makeWorkspace()
            var rows: [ExplanationRow] = []
            for (text, stored) in texts {
                let bytes = Array(text.utf8)
                var explanation = analyzer.explain(bytes.span, using: &workspace)
                // Its source or the item's other texts told its language.
                if let stored, stored != explanation.analysis.language {
                    explanation = analyzer.explain(bytes.span, language: stored, using: &workspace)
                }
                if json {
                    rows.append(ExplanationRow(explanation, text: text, rules: analyzer.ruleVersion))
                } else {
                    ExplanationPrinter(terminal: terminal, catalog: catalog, bytes: bytes).print(explanation)
                }
            }
            if json { terminal.print(try Records.json(rows)) }
        }
    }

    /// The texts of the item, each with the language it was read in.
    private func storedTexts() throws -> [(String, Language?)] {
        try global.workspace.openStore().item(id ?? "").analysed.verbatims.map { ($0.verbatim.text, $0.language) }
    }
}

/// The JSON of `voc why`.
struct ExplanationRow: Encodable {
    var text: String
    var rules: String
    var language: String
    var languageConfidence: Double
    /// Evidence for French, English and other languages.
    var languageScores: [Double]
    var label: String
    var score: Double
    var confidence: Double
    var probability: Double
    var needsReview: Bool
    var rawScore: Double
    var normaliser: Double
    var slope: Double
    var intercept: Double
    var z: Double
    var respellings: [RespellingRow]
    var clauses: [ClauseRow]
    var contributions: [ContributionRow]
    var cues: [CueRow]
    var tags: [TagSumRow]
    var annotations: [ExportRow.TagRow]

    /// A word read as another one.
    struct RespellingRow: Encodable {
        var span: [Int]
        var word: String
        var rule: String
    }

    struct ClauseRow: Encodable {
        var span: [Int]
        var weight: Double
        var sum: Double
        /// The role of the word that opens it: contrast, concession.
        var openedBy: String?
        var hasRegret: Bool
        var isUnreal: Bool
    }

    struct ShiftRow: Encodable {
        var kind: String
        var factor: Double
        var span: [Int]
        var rule: String
    }

    struct ContributionRow: Encodable {
        var source: String
        var span: [Int]
        var rule: String
        var base: Double
        var shifts: [ShiftRow]
        var value: Double
        var clause: Int
    }

    struct CueRow: Encodable {
        var kind: String
        var code: String
        var span: [Int]
        var rule: String
        var weight: Double
        /// What the cue needs of its clause before it counts.
        var need: String
        var fired: Bool
    }

    struct TagSumRow: Encodable {
        struct Part: Encodable {
            var span: [Int]
            var rule: String
            var value: Double
        }

        var kind: String
        var code: String
        var bias: Double
        var attitude: Double
        var rivals: Double
        var area: Double
        var parts: [Part]
        var z: Double
        var probability: Double
        var limit: Double

        init(_ tag: TagSum) {
            (kind, code, bias, attitude) = (tag.kind.rawValue, tag.code, tag.bias, tag.attitude)
            (rivals, area) = (tag.rivals, tag.area)
            parts = tag.parts.map {
                Part(span: [$0.span.lowerBound, $0.span.upperBound], rule: $0.rule, value: $0.value)
            }
            (z, probability, limit) = (tag.z, tag.probability, tag.limit)
        }
    }

    init(_ explanation: Explanation, text: String, rules: String) {
        self.text = text
        self.rules = rules
        let analysis = explanation.analysis
        language = analysis.language.rawValue
        (languageConfidence, languageScores) = (analysis.languageConfidence, explanation.languageScores)
        label = analysis.sentiment.label.rawValue
        (score, confidence) = (analysis.sentiment.score, analysis.sentiment.confidence)
        probability = explanation.probability
        needsReview = analysis.needsReview
        (rawScore, normaliser) = (explanation.rawScore, explanation.normaliser)
        (slope, intercept, z) = (explanation.slope, explanation.intercept, explanation.z)
        func span(_ range: Range<Int>) -> [Int] { [range.lowerBound, range.upperBound] }
        respellings = explanation.respellings.map { RespellingRow(span: span($0.span), word: $0.word, rule: $0.rule) }
        clauses = explanation.clauses.map {
            ClauseRow(
                span: span($0.span), weight: $0.weight, sum: $0.sum, openedBy: $0.openedBy?.rawValue,
                hasRegret: $0.hasRegret, isUnreal: $0.isUnreal)
        }
        contributions = explanation.contributions.map { item in
            ContributionRow(
                source: item.source.rawValue, span: span(item.span), rule: item.rule, base: item.base,
                shifts: item.shifts.map {
                    ShiftRow(kind: $0.kind.rawValue, factor: $0.factor, span: span($0.span), rule: $0.rule)
                }, value: item.value, clause: item.clause)
        }
        cues = explanation.cues.map {
            CueRow(
                kind: $0.kind.rawValue, code: $0.code, span: span($0.span), rule: $0.rule, weight: $0.weight,
                need: $0.need.rawValue, fired: $0.hasFired)
        }
        tags = explanation.tags.map(TagSumRow.init)
        annotations = (analysis.annotations + analysis.praises).map {
            ExportRow.TagRow(
                kind: $0.kind.rawValue, code: $0.code, polarity: $0.polarity, score: $0.score, severity: $0.severity,
                span: span($0.span), rule: $0.rule)
        }
    }
}
