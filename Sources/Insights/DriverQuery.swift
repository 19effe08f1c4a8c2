public import Feedback
public import FeedbackStore

/// What matters for a score: each friction beside the others, and each rating's share of what ratings explain.
public struct DriverQuery: Sendable {
    public var filter: InsightFilter
    /// `nil`: NPS when there are answers to it, else CSAT, else stars, else sentiment.
    public var metric: ScoreMetric?
    public var limit: Int

    /// Ratings are read of so many items at most: a correlation of a hundred thousand is sure to a third of a percent.
    static let drawn = 100_000

    public init(filter: InsightFilter = InsightFilter(), metric: ScoreMetric? = nil, limit: Int = 20) {
        self.filter = filter
        self.metric = metric
        self.limit = limit
    }

    /// - Throws: ``StoreError``.
    public func run(on store: FeedbackStore) throws -> DriverReport {
        try CustomerGroups.check(filter, on: store)
        let metric = try self.metric ?? store.defaultMetric(filter)
        let effects = TagEffects(
            try store.cases(CaseQuery(filter, metric: metric, by: TagEffects.held)))
        let isHeld = CustomerGroups.isNarrowed(filter)
        var rows = effects.counts.filter { !isHeld || !CustomerGroups.isTooFew($0.value) }.map { code, count in
            DriverReport.Tag(
                friction: code, share: ShareFigure(count, of: effects.count), correlation: effects.correlations[code],
                adjusted: effects.effects[code])
        }
        func size(_ row: DriverReport.Tag) -> Double { abs(row.adjusted?.coefficient ?? 0) * row.share.value }
        rows.sort {
            ($0.adjusted == nil ? 0 : 1, size($0), $0.share.value, $1.friction)
                > ($1.adjusted == nil ? 0 : 1, size($1), $1.share.value, $0.friction)
        }
        return DriverReport(
            metric: metric, count: effects.count, rSquared: effects.rSquared, controls: effects.controls,
            tags: Array(rows.prefix(max(0, limit))), ratings: try ratings(metric, store))
    }

    /// One table a source: its ratings other than the metric's, where they are answered together with it.
    private func ratings(_ metric: ScoreMetric, _ store: FeedbackStore) throws -> [DriverReport.Ratings] {
        let questions = try store.ratingQuestions()
        return try questions.filter { $0.metric == metric }.compactMap { outcome in
            let others = questions.filter { $0.source == outcome.source && $0.id != outcome.id }
            guard !others.isEmpty else { return nil }
            let draw = try store.draw(filter.narrowed(to: outcome.source), atMost: Self.drawn)
            let some = draw.flatMap { $0.isWhole ? nil : $0 }
            let answers = try store.ratingVectors(of: [outcome] + others, filter, draw: some)
            let asked = answers.filter { $0[0] != nil }
            let kept = others.indices.filter { index in
                2 * asked.count { $0[index + 1] != nil } >= asked.count && !asked.isEmpty
            }
            let complete = asked.filter { row in kept.allSatisfy { row[$0 + 1] != nil } }
            let fit = RelativeWeights(
                rows: complete.map { row in kept.compactMap { row[$0 + 1] } }, outcome: complete.compactMap { $0[0] })
            guard let fit, !CustomerGroups.isNarrowed(filter) || !CustomerGroups.isTooFew(fit.count) else { return nil }
            let rows = kept.enumerated().map { place, index in
                DriverReport.Rating(
                    question: others[index], weight: fit.weights[place],
                    shareOfR2: fit.rSquared > 0 ? fit.weights[place] / fit.rSquared : 0,
                    correlation: fit.correlations[place])
            }
            return DriverReport.Ratings(
                outcome: outcome, draw: some.map { Draw(items: $0.ids.count, of: $0.total) }, count: fit.count,
                rSquared: fit.rSquared,
                rows: rows.sorted { ($0.weight, $1.question.id) > ($1.weight, $0.question.id) })
        }
    }
}

extension InsightFilter {
    fileprivate func narrowed(to source: String) -> InsightFilter {
        var filter = self
        filter.source = filter.source ?? source
        return filter
    }
}

public struct DriverReport: Sendable, Codable {
    /// A friction beside all others. Association, not a promise.
    public struct Tag: Sendable, Codable {
        public var friction: String
        /// Of the scored items.
        public var share: ShareFigure
        /// Alone with the score, −1 to 1.
        public var correlation: Double?
        /// With all others and the controls held; `nil` under ten items that name it, or when others determine it.
        public var adjusted: AdjustedEffect?
    }

    public struct Rating: Sendable, Codable {
        public var question: RatingQuestion
        /// Its part of R².
        public var weight: Double
        /// The same as a share of R², 0 to 1.
        public var shareOfR2: Double
        public var correlation: Double
    }

    /// How far a source's other ratings explain its answers to the metric (Johnson's relative weights).
    public struct Ratings: Sendable, Codable {
        public var outcome: RatingQuestion
        /// What it was fitted to, when not to every item of the source.
        public var draw: Draw?
        /// Respondents who answered all of them.
        public var count: Int
        public var rSquared: Double
        public var rows: [Rating]
    }

    public var metric: ScoreMetric
    /// Scored items.
    public var count: Int
    /// What frictions and controls explain together; `nil` when there is too little to fit.
    public var rSquared: Double?
    /// What is held: `channel: app`…
    public var controls: [String]
    public var tags: [Tag]
    public var ratings: [Ratings]
}
