public import Analysis
public import Feedback

/// How analyses compare with labels over a group of texts: a language, a file, or all.
public struct AnalysisScores: Hashable, Sendable {
    public static let polarities = [SentimentLabel.positive, .negative].map(\.rawValue)
    public static let threeWay = [SentimentLabel.positive, .neutral, .negative].map(\.rawValue)
    /// Language is hard to tell in texts of at most so many words.
    public static let shortTextWords = 8

    public private(set) var texts = 0
    /// Praise against blame by the sign of the score; a score of 0 is no answer, and wrong.
    public private(set) var polarity = ConfusionMatrix(labels: polarities)
    /// The label, mixed counted as neutral, on texts whose sentiment a person gave.
    public private(set) var sentiment = ConfusionMatrix(labels: threeWay)
    /// Whether (score + 1) ÷ 2 is the probability that the text praises.
    public private(set) var calibration = CalibrationBins()
    public private(set) var frictions = TagTable()
    public private(set) var areas = TagTable()
    public private(set) var intents = TagTable()
    /// The strongest step against those accepted.
    public private(set) var steps = TagTable()
    public private(set) var languages = ConfusionMatrix(labels: Language.allCases.map(\.rawValue))
    public private(set) var shortTextLanguages = ConfusionMatrix(labels: Language.allCases.map(\.rawValue))
    /// Texts that only praise, and how many of them carry a friction all the same.
    public private(set) var praising = 0
    public private(set) var praisingWithFriction = 0

    public init() {}

    /// Compares one text's analysis with its labels.
    ///
    /// - Parameter identified: the language the text was taken for, before anyone forced one.
    public mutating func add(_ text: LabelledText, _ analysis: Analysis, identified: Language) {
        texts += 1
        addSentiment(text, analysis.sentiment)
        addTags(text, analysis)
        guard let language = text.language else { return }
        languages.add(label: language.rawValue, answer: identified.rawValue)
        if text.wordCount <= Self.shortTextWords {
            shortTextLanguages.add(label: language.rawValue, answer: identified.rawValue)
        }
    }

    private mutating func addSentiment(_ text: LabelledText, _ found: Sentiment) {
        guard let accepted = text.sentiment, let first = accepted.first else { return }
        if let polarity = text.polarity {
            let answer = found.score > 0 ? SentimentLabel.positive : found.score < 0 ? .negative : nil
            self.polarity.add(label: polarity.rawValue, answer: answer?.rawValue)
            calibration.add(probability: (found.score + 1) / 2, isTrue: polarity == .positive)
        }
        guard !text.isSentimentFromStars else { return }
        let answer = found.label.threeWay
        let label = accepted.contains { $0.threeWay == answer } ? answer : first.threeWay
        sentiment.add(label: label.rawValue, answer: answer.rawValue)
    }

    private mutating func addTags(_ text: LabelledText, _ analysis: Analysis) {
        let given = Set(analysis.annotations(of: .friction).map(\.code))
        if let labels = text.frictions {
            frictions.add(given: given, labels: labels, optional: text.optionalFrictions)
            areas.add(
                given: Set(given.map(area)), labels: Set(labels.map(area)),
                optional: Set(text.optionalFrictions.map(area)))
        }
        if let labels = text.intents {
            let given = Set(analysis.annotations(of: .intent).map(\.code))
            intents.add(given: given, labels: labels, optional: text.optionalIntents)
        }
        if let accepted = text.steps {
            steps.add(answer: analysis.annotations(of: .step).first?.code, accepted: accepted)
        }
        if text.polarity == .positive {
            praising += 1
            praisingWithFriction += given.isEmpty ? 0 : 1
        }
    }

    public static func += (left: inout AnalysisScores, other: AnalysisScores) {
        left.texts += other.texts
        left.polarity += other.polarity
        left.sentiment += other.sentiment
        left.calibration += other.calibration
        left.frictions += other.frictions
        left.areas += other.areas
        left.intents += other.intents
        left.steps += other.steps
        left.languages += other.languages
        left.shortTextLanguages += other.shortTextLanguages
        left.praising += other.praising
        left.praisingWithFriction += other.praisingWithFriction
    }
}

extension SentimentLabel {
    /// Both sides at once count as neither.
    var threeWay: SentimentLabel { self == .mixed ? .neutral : self }
}
