import Analysis
import Feedback
import FeedbackStore
import Ingestion
import Linking

/// Everything that is done to an item between reading and writing: analyses its texts, finds its step, packs it.
struct Preparation {
    private let analyzer: Analyzer
    private var workspace: Workspace
    private var linker: StepLinker
    private var packer = Packer()

    init(analyzer: Analyzer, linker: StepLinker) {
        self.analyzer = analyzer
        self.linker = linker
        workspace = analyzer.makeWorkspace()
    }

    mutating func prepare(_ item: consuming FeedbackItem, key: NaturalKey, contentHash: Int64) -> PreparedItem {
        var verbatims: [AnalysedVerbatim] = []
        verbatims.reserveCapacity(item.verbatims.count)
        for verbatim in item.verbatims { verbatims.append(analyse(verbatim)) }
        let link = linker.link(item, tags: verbatims.flatMap(\.annotations))
        if link?.method != .rule("cue") {
            // Step cues say where an item belongs only when nothing surer does: `voc why` shows them all the same.
            for index in verbatims.indices { verbatims[index].annotations.removeAll { $0.kind == .step } }
        }
        item.verbatims = []
        return packer.pack(
            AnalysedItem(
                item: item, key: key, contentHash: contentHash, verbatims: verbatims,
                stepLink: link.map(StoredStepLink.init)))
    }

    private mutating func analyse(_ verbatim: Verbatim) -> AnalysedVerbatim {
        var analysis = analyzer.analyze(verbatim.text.utf8.span, language: nil, using: &workspace)
        return AnalysedVerbatim(
            verbatim: verbatim, language: analysis.language, languageConfidence: analysis.languageConfidence,
            needsReview: analysis.needsReview,
            annotations: analysis.takeAnnotations(textLength: verbatim.text.utf8.count))
    }
}

extension Analysis {
    /// The tags as the store keeps them, to four decimals: the sentiment first, when there is evidence of one, then
    /// everything else. They are moved out, since copying each with its texts would cost more than finding it.
    mutating func takeAnnotations(textLength: Int) -> [Annotation] {
        var tags: [Annotation] = []
        swap(&tags, &annotations)
        if !praises.isEmpty {
            for index in praises.indices { praises[index].kind = .praise }
            tags.append(contentsOf: praises)
        }
        for index in tags.indices { tags[index].round() }
        guard sentiment.hasEvidence else { return tags }
        var whole = Annotation(
            kind: .sentiment, code: sentiment.label.rawValue, polarity: sentiment.score, score: sentiment.score,
            confidence: sentiment.confidence, severity: 0, span: 0..<textLength, rule: "sentiment")
        whole.round()
        tags.insert(whole, at: 0)
        return tags
    }
}

extension Annotation {
    fileprivate mutating func round() {
        polarity = rounded(polarity)
        score = rounded(score)
        confidence = rounded(confidence)
    }
}

/// To four decimals: more would only say how the arithmetic went, and cost a third of a row.
private func rounded(_ number: Double) -> Double { (number * 10_000).rounded() / 10_000 }
