import Analysis
import Feedback
import FeedbackStore
import Ingestion
import Linking

/// Everything that is done to a record between reading and writing: names it, analyses its texts, finds its step.
struct Preparation {
    private let analyzer: Analyzer
    private var workspace: Workspace
    private var linker: StepLinker
    private var keys = ItemKeys()

    init(analyzer: Analyzer, linker: StepLinker) {
        self.analyzer = analyzer
        self.linker = linker
        workspace = analyzer.makeWorkspace()
    }

    /// A record that an earlier run has stored: only the count of equal items before it matters.
    mutating func skip(_ record: ImportedRecord) {
        if case .item(let item, _) = record { _ = keys.key(of: item) }
    }

    mutating func contentHash(of session: Session) -> Int64 { keys.contentHash(of: session) }

    mutating func prepare(_ item: FeedbackItem) -> AnalysedItem {
        let key = keys.key(of: item)
        let hash = keys.contentHash(of: item)
        var verbatims = item.verbatims.map { analyse($0) }
        let link = linker.link(item, tags: verbatims.flatMap(\.annotations))
        if link?.method != .rule("cue") {
            // Step cues say where an item belongs only when nothing surer does: `voc why` shows them all the same.
            for index in verbatims.indices { verbatims[index].annotations.removeAll { $0.kind == .step } }
        }
        var stored = item
        stored.verbatims = []
        return AnalysedItem(
            item: stored, key: key, contentHash: hash, verbatims: verbatims, stepLink: link.map(StoredStepLink.init))
    }

    private mutating func analyse(_ verbatim: Verbatim) -> AnalysedVerbatim {
        let analysis = analyzer.analyze(verbatim.text.utf8.span, language: nil, using: &workspace)
        return AnalysedVerbatim(
            verbatim: verbatim, language: analysis.language, languageConfidence: analysis.languageConfidence,
            needsReview: analysis.needsReview,
            annotations: analysis.storedAnnotations(textLength: verbatim.text.utf8.count))
    }
}

extension Analysis {
    /// The tags as the store keeps them: the sentiment first, when there is evidence of one, then everything else.
    func storedAnnotations(textLength: Int) -> [Annotation] {
        var tags: [Annotation] = []
        if sentiment.hasEvidence {
            tags.append(
                Annotation(
                    kind: .sentiment, code: sentiment.label.rawValue, polarity: sentiment.score, score: sentiment.score,
                    confidence: sentiment.confidence, severity: 0, span: 0..<textLength, rule: "sentiment"))
        }
        tags.append(contentsOf: annotations)
        tags.append(
            contentsOf: praises.map { praise in
                var praise = praise
                praise.kind = .praise
                return praise
            })
        return tags
    }
}
