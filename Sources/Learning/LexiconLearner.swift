import Analysis
public import Feedback
public import Lexicons

/// How much is learned, and how far from what is already known.
public struct LearnerSettings: Hashable, Sendable {
    /// Texts a term must stand in.
    public var leastCount = 3
    /// Terms kept, the heaviest first.
    public var mostTerms = 30_000
    /// What holds a learned weight at its centre: the larger, the less moves.
    public var strength = 7.0
    /// The same for a hand-written valence.
    public var handStrength = 6.0
    /// Steps of the fit over all terms, and of the one over those kept.
    public var steps = 80
    public var finalSteps = 50
    /// Whether a hand-written valence may change its sign.
    public var allowsSignChange = false

    public init() {}
}

/// Fits the weights of words, negated words and pairs of words to scored texts, around the lexicons in use.
///
/// Each corpus weighs by the root of its size, praise and blame in it the same. Texts in, weights out: no clock, no
/// randomness, one thread, so that the same texts in the same order give the same bytes.
public struct LexiconLearner: Sendable {
    /// Weights under this say nothing; written with three decimals.
    private static let leastWeight = 0.02
    private static let heaviest = 4.0

    let lexicons: LexiconSet
    let files: [LexiconFile]
    let language: Language
    let settings: LearnerSettings
    private let calibration: Calibration

    /// - Parameter files: what `lexicons` was compiled from.
    public init(lexicons: LexiconSet, files: [LexiconFile], language: Language, settings: LearnerSettings) {
        (self.lexicons, self.files, self.language, self.settings) = (lexicons, files, language, settings)
        calibration = lexicons.lexicon(for: language).calibration
    }

    /// - Parameter texts: in the order that fixes the result; those in another language are left out.
    public func learn(_ texts: [ScoredText]) -> LearnedLexicon {
        let texts = texts.filter { $0.language == language }
        var space = FeatureSpace(lexicons: lexicons, files: files, language: language)
        let analyzer = Analyzer(lexicons: lexicons, traits: [:])
        var workspace = analyzer.makeWorkspace()
        let rows = texts.map { space.row(of: $0, analyzer, &workspace) }
        let signs = texts.map { $0.isPositive ? 1.0 : -1.0 }
        let balance = CorpusBalance(texts)

        var kept = space.features.indices.filter { space.counts[$0] >= settings.leastCount }
        let broad = fit(rows, signs, balance.weights, space, kept, steps: settings.steps)
        kept = heaviest(kept, broad, space)
        let weights = fit(rows, signs, balance.weights, space, kept, steps: settings.finalSteps)
        return result(space, kept, weights, balance)
    }

    // MARK: The fit

    private func fit(
        _ rows: [FeatureSpace.Row], _ signs: [Double], _ rowWeights: [Double], _ space: FeatureSpace, _ kept: [Int],
        steps: Int
    ) -> [Double] {
        var columns = Array(repeating: Int32(-1), count: space.features.count)
        for (column, feature) in kept.enumerated() { columns[feature] = Int32(column) }
        let isHand = kept.map { if case .hand = space.features[$0] { true } else { false } }
        let centres = kept.map(space.weight)
        var (matrix, offsets) = (SparseRows(), [Double]())
        for row in rows {
            let features = row.features.filter { columns[Int($0.feature)] >= 0 }
            var (learned, hand) = (0.0, row.hand)
            for (feature, value) in features {
                let column = Int(columns[Int(feature)])
                // A hand-written valence is already in the sum: only its change is added.
                if isHand[column] { hand -= value * centres[column] } else { learned += value }
            }
            let scale = calibration.slope / normaliser(row, learned)
            offsets.append(scale * hand + calibration.intercept)
            matrix.append(features.map { (columns[Int($0.feature)], $0.value * scale) })
        }
        return LogisticFit(
            rows: matrix, signs: signs, rowWeights: rowWeights, offsets: offsets, centres: centres,
            strengths: isHand.map { $0 ? settings.handStrength : settings.strength }
        ).weights(steps: steps)
    }

    private func normaliser(_ row: FeatureSpace.Row, _ learned: Double) -> Double {
        (row.squares + calibration.learned * calibration.learned * learned
            + calibration.evidence * calibration.evidence).squareRoot()
    }

    /// The terms furthest from saying nothing new, the first seen of equals, in the order they were.
    private func heaviest(_ kept: [Int], _ weights: [Double], _ space: FeatureSpace) -> [Int] {
        let moves = kept.indices.map { index in
            if case .hand = space.features[kept[index]] { return abs(weights[index] - space.weight(kept[index])) }
            return abs(weights[index])
        }
        let order = kept.indices.filter { moves[$0] >= Self.leastWeight }
            .sorted { (moves[$1], $0) < (moves[$0], $1) }
        return order.prefix(settings.mostTerms).map { kept[$0] }.sorted()
    }

    // MARK: What comes out

    private func result(
        _ space: FeatureSpace, _ kept: [Int], _ weights: [Double], _ balance: CorpusBalance
    ) -> LearnedLexicon {
        var lexicon = LearnedLexicon(language: language, corpora: balance.corpora)
        for (column, feature) in kept.enumerated() {
            let before = space.weight(feature)
            var weight = (min(max(weights[column], -Self.heaviest), Self.heaviest) * 1000).rounded() / 1000
            let term = space.term(feature)
            if case .hand = space.features[feature] {
                guard abs(weight - before) >= Self.leastWeight else { continue }
                if weight * before < 0 || weight == 0 {
                    lexicon.signChanges.append(.init(term: term, before: before, after: weight))
                    if !settings.allowsSignChange { weight = before }
                }
            }
            guard abs(weight) >= Self.leastWeight else { continue }
            lexicon.lines.append(.init(term: term, before: before, after: weight, count: space.counts[feature]))
        }
        lexicon.keepOthers(of: files, lexicons)
        return lexicon
    }
}

/// What each text weighs: a corpus by the root of its size, its two classes the same.
struct CorpusBalance {
    let weights: [Double]
    let corpora: [LearnedLexicon.Corpus]

    init(_ texts: [ScoredText]) {
        var (corpora, numbers) = ([LearnedLexicon.Corpus](), [String: Int]())
        let owners = texts.map { text in
            if numbers[text.corpus] == nil {
                numbers[text.corpus] = corpora.count
                corpora.append(.init(name: text.corpus, positive: 0, negative: 0))
            }
            let number = numbers[text.corpus]!
            if text.isPositive { corpora[number].positive += 1 } else { corpora[number].negative += 1 }
            return number
        }
        let raw = zip(owners, texts).map { number, text in
            let corpus = corpora[number]
            let size = Double(corpus.positive + corpus.negative)
            return size.squareRoot() / 2 / Double(text.isPositive ? corpus.positive : corpus.negative)
        }
        let sum = raw.reduce(0, +)
        weights = raw.map { $0 * Double(texts.count) / sum }
        self.corpora = corpora
    }
}
