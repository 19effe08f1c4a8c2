import Analysis
import Feedback
import FeedbackStore
import Ingestion
import Linking

/// Everything that is done to an item between reading and writing: analyses its texts, finds its step, packs it.
///
/// From the analyser's numbers straight to the packer's: a name is looked up once an import, not once a tag.
struct Preparation {
    private let analyzer: Analyzer
    private var workspace: Workspace
    private let repeated: RepeatedTexts
    private var finding = TextFinding()
    private var linker: StepLinker
    private var packer: Packer
    private var numbers: TagNumbers
    /// Of the item in hand.
    private var readings: [TextReading] = []
    private var tags: [PackedTag] = []
    private var signs: [StepSign] = []
    private var signRules: [(rule: FoundTag.Rule, language: Language)] = []

    /// - Parameters:
    ///   - repeated: shared with the other lanes.
    ///   - lane: which of the import's analysing threads it works for.
    init(analyzer: Analyzer, linker: StepLinker, repeated: RepeatedTexts, lane: Int) {
        self.analyzer = analyzer
        self.repeated = repeated
        self.linker = linker
        self.linker.prepare(codes: analyzer.codes)
        packer = Packer(lane: lane)
        numbers = TagNumbers(categories: analyzer.codes.count)
        workspace = analyzer.makeWorkspace()
    }

    /// What was prepared since this was last asked.
    mutating func take() -> PackedItems { packer.take() }

    /// - Returns: its place in what ``take()`` hands out.
    mutating func prepare(_ item: borrowing FeedbackItem, key: NaturalKey, contentHash: Int64) -> Int {
        readings.removeAll(keepingCapacity: true)
        tags.removeAll(keepingCapacity: true)
        signs.removeAll(keepingCapacity: true)
        signRules.removeAll(keepingCapacity: true)
        var link = linker.link(item)
        let isPlaced = link != nil
        readTexts(of: item, isPlaced: isPlaced)
        if !isPlaced, !signs.isEmpty {
            link = linker.link(signs.span) { analyzer.name(of: signRules[$0].rule, signRules[$0].language) }
            if link?.method != .rule("cue") { dropStepTags() }
        }
        return packer.pack(
            item, key: key, contentHash: contentHash, readings: readings, tags: tags,
            step: link.map(StoredStepLink.init))
    }

    private mutating func readTexts(of item: borrowing FeedbackItem, isPlaced: Bool) {
        let verbatims = item.verbatims.span
        let declared = item.declaredLanguage.flatMap(declaredLanguage)
        let hasHint = declared != nil || verbatims.count > 1
        for index in verbatims.indices {
            let text = verbatims[index].text.utf8.span
            if read(text, nil, isPlaced: isPlaced, unlessDoubtful: hasHint) { continue }
            let language = declared ?? languageOfLongest(verbatims)
            _ = read(text, language, isPlaced: isPlaced, unlessDoubtful: false)
        }
    }

    /// A language less sure than this is that of a word or two: what the source or the item's other texts say decides.
    private static let sureLanguage = 0.6
    /// As sure as the longest text of an item must be to speak for the others.
    private static let settledLanguage = 0.9

    /// "Dark mode" above ten lines of English is English.
    private mutating func languageOfLongest(_ verbatims: Span<Verbatim>) -> Language? {
        guard verbatims.count > 1,
            let longest = verbatims.indices.max(by: { verbatims[$0].text.utf8.count < verbatims[$1].text.utf8.count })
        else { return nil }
        let (language, confidence) = analyzer.language(of: verbatims[longest].text.utf8.span, using: &workspace)
        return confidence >= Self.settledLanguage && language != .other ? language : nil
    }

    /// Analyses one text: its sentiment comes first, when there is evidence of one.
    ///
    /// - Parameters:
    ///   - language: forces the language; `nil` lets the text decide.
    ///   - isPlaced: step cues say where an item belongs only when nothing surer does; `voc why` shows them all the same.
    ///   - unlessDoubtful: leaves a text alone whose language it cannot tell.
    /// - Returns: whether it was read.
    private mutating func read(
        _ text: Span<UInt8>, _ language: Language?, isPlaced: Bool, unlessDoubtful: Bool
    ) -> Bool {
        let recall = repeated.recall(text, language, into: &finding)
        if case .known(let outcome) = recall {
            guard !unlessDoubtful || outcome.languageConfidence >= Self.sureLanguage else { return false }
            append(outcome, finding.tags, finding.praises, textLength: text.count, isPlaced: isPlaced)
            return true
        }
        let outcome = analyzer.read(text, language: language, using: &workspace)
        if case .again = recall { repeated.keep(outcome, workspace.tags, workspace.praises, of: text, language) }
        guard !unlessDoubtful || outcome.languageConfidence >= Self.sureLanguage else { return false }
        append(outcome, workspace.tags, workspace.praises, textLength: text.count, isPlaced: isPlaced)
        return true
    }

    private mutating func append(
        _ outcome: Outcome, _ found: [FoundTag], _ praises: [FoundTag], textLength: Int, isPlaced: Bool
    ) {
        let first = tags.count
        append(outcome.sentiment, textLength: textLength)
        append(found, outcome.reading, isPlaced: isPlaced)
        append(praises, outcome.reading, isPlaced: isPlaced)
        readings.append(
            TextReading(
                language: outcome.language, languageConfidence: outcome.languageConfidence,
                needsReview: outcome.needsReview, tags: first..<tags.count))
    }

    private mutating func append(_ sentiment: Sentiment, textLength: Int) {
        guard sentiment.hasEvidence else { return }
        let code = numbers.code(of: sentiment.label, &packer)
        tags.append(
            PackedTag(
                kind: .sentiment, code: code, polarity: sentiment.score, score: sentiment.score,
                confidence: sentiment.confidence, severity: 0, span: 0..<textLength,
                rule: numbers.sentimentRule(&packer)))
    }

    private mutating func append(_ found: [FoundTag], _ language: Language, isPlaced: Bool) {
        let found = found.span
        for index in found.indices {
            let tag = found[index]
            if tag.kind == .step, isPlaced { continue }
            let packed = PackedTag(
                kind: tag.kind, code: numbers.code(of: tag.category, analyzer, &packer), polarity: tag.polarity,
                score: tag.score, confidence: tag.confidence, severity: tag.severity, span: tag.span,
                rule: numbers.rule(tag.rule, language, analyzer, &packer))
            tags.append(packed)
            guard !isPlaced, tag.kind == .friction || tag.kind == .praise || tag.kind == .step else { continue }
            signs.append(
                StepSign(kind: tag.kind, category: tag.category, severity: tag.severity, score: packed.scoreValue))
            signRules.append((tag.rule, language))
        }
    }

    private mutating func dropStepTags() {
        var kept: [PackedTag] = []
        kept.reserveCapacity(tags.count)
        for index in readings.indices {
            let first = kept.count
            for tag in tags[readings[index].tags] where tag.kind != .step { kept.append(tag) }
            readings[index].tags = first..<kept.count
        }
        tags = kept
    }
}

/// The packer's numbers of the analyser's categories and rules.
private struct TagNumbers {
    private static let unknown: Int32 = -1
    private var categories: [Int32]
    private var labels: [Int32] = Array(repeating: unknown, count: SentimentLabel.allCases.count)
    private var sentiment = unknown
    /// By entry, and by language and term.
    private var entries: [Int32] = []
    private var terms: [[Int32]] = [[], [], []]
    private var none = unknown

    init(categories: Int) { self.categories = Array(repeating: Self.unknown, count: categories) }

    mutating func code(of category: Int, _ analyzer: Analyzer, _ packer: inout Packer) -> Int32 {
        if categories[category] == Self.unknown {
            categories[category] = packer.number(ofCode: analyzer.code(of: category))
        }
        return categories[category]
    }

    mutating func code(of label: SentimentLabel, _ packer: inout Packer) -> Int32 {
        let place =
            switch label {
            case .positive: 0
            case .neutral: 1
            case .negative: 2
            case .mixed: 3
            }
        if labels[place] == Self.unknown { labels[place] = packer.number(ofCode: label.rawValue) }
        return labels[place]
    }

    mutating func sentimentRule(_ packer: inout Packer) -> Int32 {
        if sentiment == Self.unknown { sentiment = packer.number(ofRule: "sentiment") }
        return sentiment
    }

    mutating func rule(
        _ rule: FoundTag.Rule, _ language: Language, _ analyzer: Analyzer, _ packer: inout Packer
    ) -> Int32 {
        switch rule {
        case .entry(let entry) where entry < 0:
            if none == Self.unknown { none = packer.number(ofRule: "") }
            return none
        case .entry(let entry):
            grow(&entries, to: Int(entry))
            if entries[Int(entry)] == Self.unknown {
                entries[Int(entry)] = packer.number(ofRule: analyzer.name(of: rule, language))
            }
            return entries[Int(entry)]
        case .term(let term):
            let row = language == .french ? 0 : language == .english ? 1 : 2
            grow(&terms[row], to: Int(term))
            if terms[row][Int(term)] == Self.unknown {
                terms[row][Int(term)] = packer.number(ofRule: analyzer.name(of: rule, language))
            }
            return terms[row][Int(term)]
        }
    }

    private func grow(_ numbers: inout [Int32], to index: Int) {
        guard index >= numbers.count else { return }
        numbers.append(contentsOf: repeatElement(Self.unknown, count: index + 1 - numbers.count))
    }
}
