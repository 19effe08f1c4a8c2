public import Feedback
public import FeedbackStore

/// Where the rating and the words disagree: unhappy words behind a 9, happy ones behind a 2.
public struct MismatchQuery: Sendable {
    public var filter: InsightFilter
    /// `nil`: NPS when there are answers to it, else CSAT, else stars.
    public var metric: ScoreMetric?
    /// How far from 0 the sentiment of the words has to be, 0 to 1.
    public var strength: Double
    public var limit: Int

    public init(
        filter: InsightFilter = InsightFilter(), metric: ScoreMetric? = nil, strength: Double = 0.3, limit: Int = 10
    ) {
        self.filter = filter
        self.metric = metric
        self.strength = strength
        self.limit = limit
    }

    /// - Throws: ``StoreError``, ``InsightError/noRating``.
    public func run(on store: FeedbackStore) throws -> MismatchReport {
        try CustomerGroups.check(filter, on: store)
        let all = try store.ratingQuestions()
        let metrics = Set(all.compactMap(\.metric))
        guard let metric = metric ?? [.nps, .csat, .stars, .ces].first(where: metrics.contains), metric != .sentiment
        else { throw InsightError.noRating }
        let questions = all.filter { $0.metric == metric }
        let scales = Dictionary(questions.map { ($0.id, $0.scale) }) { first, _ in first }
        var (high, low) = ([RatedTextRow](), [RatedTextRow]())
        var (highTotal, lowTotal, total) = (0, 0, 0)
        try store.forEachRatedText(of: questions, filter) { row in
            guard let scale = scales[row.question] else { return }
            total += 1
            switch Self.side(of: row.rating, metric, scale) {
            case .happy:
                highTotal += 1
                if row.sentiment <= -strength { high.append(row) }
            case .unhappy:
                lowTotal += 1
                if row.sentiment >= strength { low.append(row) }
            case .neither: break
            }
        }
        return MismatchReport(
            metric: metric, strength: strength, texts: total,
            unhappyWords: ShareFigure(high.count, of: highTotal), happyWords: ShareFigure(low.count, of: lowTotal),
            unhappyWordsBehindHighScores: try rows(high, store), happyWordsBehindLowScores: try rows(low, store))
    }

    private enum Side { case happy, unhappy, neither }

    /// Promoters and detractors; on other scales the best and the worst 30 %.
    private static func side(of rating: Double, _ metric: ScoreMetric, _ scale: RatingScale) -> Side {
        if metric == .nps { return rating >= 0.85 ? .happy : rating <= 0.65 ? .unhappy : .neither }
        return rating >= 0.7 ? .happy : rating <= 0.3 ? .unhappy : .neither
    }

    /// The strongest words first.
    private func rows(_ found: [RatedTextRow], _ store: FeedbackStore) throws -> [MismatchReport.Row] {
        let sorted = found.sorted { (abs($0.sentiment), $1.itemID) > (abs($1.sentiment), $0.itemID) }
        let shown = sorted.prefix(max(0, limit))
        let texts = try store.texts(of: shown.map { ($0.itemID, $0.question) })
        let byItem = Dictionary(texts.map { ($0.itemID, $0) }) { first, _ in first }
        return shown.compactMap { row in
            byItem[row.itemID].map { text in
                MismatchReport.Row(
                    itemID: text.itemID, externalID: text.externalID, source: text.source,
                    date: text.day.map { CalendarDate(dayNumber: $0).description }, step: text.step,
                    channel: text.channel, language: text.language, rating: text.given, sentiment: row.sentiment,
                    text: text.text)
            }
        }
    }
}

public struct MismatchReport: Sendable, Codable {
    public struct Row: Sendable, Codable {
        public var itemID: Int64
        public var externalID: String?
        public var source: String
        /// ISO 8601 date.
        public var date: String?
        public var step: String?
        public var channel: String?
        public var language: String
        /// As the export wrote it.
        public var rating: String
        /// −1 to 1.
        public var sentiment: Double
        public var text: String
    }

    public var metric: ScoreMetric
    public var strength: Double
    /// Items with both a rating and words that carry a sentiment.
    public var texts: Int
    /// Of the high scores with words: those whose words are unhappy.
    public var unhappyWords: ShareFigure
    /// Of the low scores with words: those whose words are happy.
    public var happyWords: ShareFigure
    public var unhappyWordsBehindHighScores: [Row]
    public var happyWordsBehindLowScores: [Row]
}
