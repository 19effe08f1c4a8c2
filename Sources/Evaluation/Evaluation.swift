public import Analysis
public import Feedback

/// How the analyser does on labelled texts.
public struct Evaluation: Sendable {
    public var texts: [LabelledText]
    public private(set) var all = AnalysisScores()
    /// By the language labelled, or the one found where none is.
    public private(set) var byLanguage: [Language: AnalysisScores] = [:]
    /// By file, then by language.
    public private(set) var byFile: [String: [Language: AnalysisScores]] = [:]
    /// The worst first; of equals the earlier.
    public private(set) var mistakes: [Mistake] = []

    /// Analyses every text, on several threads; the figures do not depend on how many.
    ///
    /// - Parameter trustsLanguage: analyse a text in the language it is labelled with. Otherwise the text decides, as it
    ///   does for `voc classify`.
    public init(
        of texts: [LabelledText], analyzer: Analyzer, threads: Int = 1, trustsLanguage: Bool = false
    ) async {
        self.texts = texts
        let chunks = stride(from: 0, to: texts.count, by: Self.chunkSize).map {
            $0..<min($0 + Self.chunkSize, texts.count)
        }
        var parts: [Int: Part] = [:]
        await withTaskGroup(of: Part.self) { group in
            for (index, range) in chunks.enumerated() {
                if index >= max(threads, 1), let done = await group.next() { parts[done.first] = done }
                group.addTask { Part(of: texts, in: range, analyzer, trustsLanguage: trustsLanguage) }
            }
            for await done in group { parts[done.first] = done }
        }
        for range in chunks { if let part = parts[range.lowerBound] { add(part) } }
        mistakes.sort { ($0.loss, $1.index) > ($1.loss, $0.index) }
    }

    private static let chunkSize = 256

    private mutating func add(_ part: Part) {
        for (key, scores) in part.scores {
            all += scores
            byLanguage[key.language, default: AnalysisScores()] += scores
            byFile[key.file, default: [:]][key.language, default: AnalysisScores()] += scores
        }
        mistakes += part.mistakes
    }
}

/// The comparison of some of the texts.
private struct Part: Sendable {
    struct Key: Hashable {
        var file: String
        var language: Language
    }

    var first: Int
    /// In the order they are first met: sums come out the same every time.
    var scores: [(key: Key, value: AnalysisScores)] = []
    var mistakes: [Mistake] = []

    init(of texts: [LabelledText], in range: Range<Int>, _ analyzer: Analyzer, trustsLanguage: Bool) {
        first = range.lowerBound
        var workspace = analyzer.makeWorkspace()
        for index in range {
            let text = texts[index]
            let bytes = Array(text.text.utf8)
            var analysis = analyzer.analyze(bytes.span, using: &workspace)
            let identified = analysis.language
            if trustsLanguage, let language = text.language, language != identified {
                analysis = analyzer.analyze(bytes.span, language: language, using: &workspace)
            }
            add(text, analysis, identified)
            if let mistake = Mistake(index: index, text, analysis) { mistakes.append(mistake) }
        }
    }

    private mutating func add(_ text: LabelledText, _ analysis: Analysis, _ identified: Language) {
        let key = Key(file: text.file, language: text.language ?? identified)
        if let index = scores.firstIndex(where: { $0.key == key }) {
            scores[index].value.add(text, analysis, identified: identified)
        } else {
            var fresh = AnalysisScores()
            fresh.add(text, analysis, identified: identified)
            scores.append((key, fresh))
        }
    }
}
