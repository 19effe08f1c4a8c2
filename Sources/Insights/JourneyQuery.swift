public import Feedback
public import FeedbackStore

/// The journey step by step: volume, scores, sentiment, the friction named most, and what linked sessions show.
public struct JourneyQuery: Sendable {
    public var filter: InsightFilter
    /// The model's code; `nil` for the default one.
    public var journey: String?
    /// `nil`: every metric with answers.
    public var metric: ScoreMetric?

    public init(filter: InsightFilter = InsightFilter(), journey: String? = nil, metric: ScoreMetric? = nil) {
        self.filter = filter
        self.journey = journey
        self.metric = metric
    }

    /// - Throws: ``StoreError``, ``InsightError/noJourney(_:known:)``.
    public func run(on store: FeedbackStore) throws -> JourneyReport {
        try CustomerGroups.check(filter, on: store)
        guard let model = try store.journey(journey) else {
            throw InsightError.noJourney(journey, known: try store.journeyCodes())
        }
        let dimension: InsightDimension = model.isDefault ? .step : .journey(model.code)
        let metrics = try metric.map { [$0] } ?? store.metrics().sorted { $0.order < $1.order }
        let cells = try store.tallies(
            TallyQuery(filter, by: [dimension, .channel], metrics: Set(metrics).union([.sentiment])))
        let frictions = try store.tallies(TallyQuery(filter, by: [dimension, .friction], frictions: .tagged))
        let sessions = try store.stepSessions(filter, step: dimension)
        let total = cells.reduce(0) { $0 + $1.counts.items }
        func step(_ code: String, _ label: Phrase) -> JourneyReport.Step {
            let own = cells.filter { $0.keys[0] == code }
            return Self.step(
                code, label, cells: own, frictions: frictions.filter { $0.keys[0] == code && !$0.keys[1].isEmpty },
                sessions: sessions.first { $0.step == code }, metrics: metrics, total: total)
        }
        let isHeld = CustomerGroups.isNarrowed(filter)
        let known = Set(model.steps.map(\.code))
        // Items placed by an older model keep their step: it is shown after the model's own.
        let others = Set(cells.map { $0.keys[0] }).subtracting(known).subtracting([""]).sorted()
        let steps = model.steps.map { step($0.code, $0.label) } + others.map { step($0, Phrase($0)) }
        let shown = isHeld ? steps.filter { !CustomerGroups.isTooFew($0.items) }.map(\.withoutSmallCells) : steps
        return JourneyReport(
            journey: model.code, label: Label(model.label), items: total,
            steps: shown,
            unassigned: ShareFigure(cells.filter { $0.keys[0].isEmpty }.reduce(0) { $0 + $1.counts.items }, of: total),
            withheld: isHeld ? steps.count - shown.count : nil)
    }

    private static func step(
        _ code: String, _ label: Phrase, cells: [TallyRow], frictions: [TallyRow], sessions: StepSessionsRow?,
        metrics: [ScoreMetric], total: Int
    ) -> JourneyReport.Step {
        let whole = cells.reduce(into: RollupCounts()) { $0.add($1.counts) }
        let top = frictions.max { ($0.counts.items, $1.keys[1]) < ($1.counts.items, $0.keys[1]) }
        let sentiment = meanSentiment(whole)
        let channels = cells.sorted { ($0.counts.items, $1.keys[1]) > ($1.counts.items, $0.keys[1]) }.map { cell in
            JourneyReport.Channel(
                channel: cell.keys[1], items: cell.counts.items, scores: scores(cell.counts, metrics),
                sentiment: meanSentiment(cell.counts).mean)
        }
        return JourneyReport.Step(
            code: code, label: Label(label), items: whole.items, share: ShareFigure(whole.items, of: total),
            scores: scores(whole, metrics), sentiment: sentiment.mean, sentimentInterval: sentiment.interval,
            topFriction: top?.keys[1], topFrictionShare: top.map { ShareFigure($0.counts.items, of: whole.items) },
            channels: channels, sessions: sessions.map(JourneyReport.Sessions.init))
    }

    private static func scores(_ counts: RollupCounts, _ metrics: [ScoreMetric]) -> [ScoreFigure] {
        metrics.map { counts.tally($0) }.filter { $0.count > 0 }.map(ScoreFigure.init)
    }

    /// The mean of the items' sentiment, −1 to 1, with its t interval; nothing under ten.
    private static func meanSentiment(_ counts: RollupCounts) -> (mean: Double?, interval: Interval?) {
        let count = Double(counts.sentimentN)
        guard counts.sentimentN >= 10 else { return (nil, nil) }
        let mean = counts.sentimentSum / count
        let variance = max(0, counts.sentimentSquares - counts.sentimentSum * mean) / (count - 1)
        let halfWidth = studentT95(degreesOfFreedom: count - 1) * (variance / count).squareRoot()
        return (mean, Interval(around: mean, halfWidth: halfWidth).clamped(to: -1...1))
    }
}

extension ScoreMetric {
    fileprivate var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

public struct JourneyReport: Sendable, Codable {
    public struct Step: Sendable, Codable {
        public var code: String
        public var label: Label
        public var items: Int
        public var share: ShareFigure
        /// One for each metric with answers at the step.
        public var scores: [ScoreFigure]
        /// Mean over items, −1 to 1; `nil` under ten items with a sentiment.
        public var sentiment: Double?
        public var sentimentInterval: Interval?
        public var topFriction: String?
        /// Of the step's items.
        public var topFrictionShare: ShareFigure?
        public var channels: [Channel]
        /// `nil` when no item of the step is joined to a session by an exact key.
        public var sessions: Sessions?
        /// All visits, with or without feedback; `nil` where pages were not matched with steps.
        public var visits: Visits?
        /// `nil` where no text names an emotion, or where they were not asked for.
        public var felt: StepEmotions?
    }

    /// Visits that saw a page of the step.
    public struct Visits: Sendable, Codable {
        /// `nil` where counting them would mean to read too many events.
        public var reached: Int?
        /// Visits whose last page belongs to the step and that bought nothing.
        public var left: Int
        /// `left` of `reached`.
        public var dropOff: ShareFigure?
    }

    public struct Channel: Sendable, Codable {
        public var channel: String
        public var items: Int
        public var scores: [ScoreFigure]
        public var sentiment: Double?
        /// As ``Step/felt``.
        public var felt: StepEmotions?
    }

    /// Sessions the step's items were written in.
    public struct Sessions: Sendable, Codable {
        public var count: Int
        /// With an error or a page not found.
        public var withErrors: ShareFigure
        public var errorsPerSession: Double
        public var rageClicksPerSession: Double
        /// That ended without the purchase they had started.
        public var abandoned: ShareFigure
        /// That ended on the page the item was written on.
        public var leftOnPage: ShareFigure

        init(_ row: StepSessionsRow) {
            count = row.sessions
            withErrors = ShareFigure(row.withErrors, of: row.sessions)
            errorsPerSession = Double(row.errors) / Double(max(1, row.sessions))
            rageClicksPerSession = Double(row.rageClicks) / Double(max(1, row.sessions))
            abandoned = ShareFigure(row.abandoned, of: row.sessions)
            leftOnPage = ShareFigure(row.leftOnPage, of: row.sessions)
        }
    }

    public var journey: String
    public var label: Label
    public var items: Int
    /// In the model's order, then steps it does not know.
    public var steps: [Step]
    /// Items without a step.
    public var unassigned: ShareFigure
    /// Steps that so few people are behind that they could be named; `nil` when the question is not about groups of customers.
    public var withheld: Int?
}

extension JourneyReport.Step {
    /// The step of a group of customers without figures of very few of them.
    fileprivate var withoutSmallCells: Self {
        var step = self
        step.scores.removeAll { CustomerGroups.isTooFew($0.count) }
        step.channels = channels.filter { !CustomerGroups.isTooFew($0.items) }.map { channel in
            var channel = channel
            channel.scores.removeAll { CustomerGroups.isTooFew($0.count) }
            return channel
        }
        if let share = topFrictionShare, CustomerGroups.isTooFew(share.count) {
            (step.topFriction, step.topFrictionShare) = (nil, nil)
        }
        if let sessions, CustomerGroups.isTooFew(sessions.count) { step.sessions = nil }
        return step
    }
}

extension JourneyReport {
    /// Adds what all visits show, by the step each page belongs to.
    ///
    /// - Parameter stepOfPage: in the default model; for another model the report's own steps are asked for by `map`.
    public mutating func addVisits(
        from store: FeedbackStore, filter: InsightFilter, map: [String: String]? = nil, stepOfPage: (String) -> String?
    ) throws {
        func step(_ page: String) -> String? { stepOfPage(page).flatMap { code in map.map { $0[code] } ?? code } }
        let exits = try store.exitPages(filter)
        guard !exits.isEmpty else { return }
        var left: [String: Int] = [:]
        for (page, sessions) in exits { if let code = step(page) { left[code, default: 0] += sessions } }
        let reached = try store.sessionsReaching(filter, step: step)
        for index in steps.indices {
            let code = steps[index].code
            let count = reached.map { $0[code] ?? 0 }
            guard left[code] != nil || count ?? 0 > 0 else { continue }
            steps[index].visits = Visits(
                reached: count, left: left[code] ?? 0, dropOff: count.map { ShareFigure(left[code] ?? 0, of: $0) })
        }
    }
}
