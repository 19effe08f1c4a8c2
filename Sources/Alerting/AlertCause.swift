import Feedback
import FeedbackStore
public import Insights

/// Why: what the alert's message carries so that nobody has to ask.
public struct AlertCause: Sendable, Codable {
    /// A part of the fall, from the exact split over one dimension.
    public struct Part: Sendable, Codable {
        public var key: String
        public var label: Label
        /// Of the whole fall, 1 for all of it; parts that pull the other way are left out.
        public var share: Double
        /// In the metric's unit.
        public var contribution: Double
    }

    public struct Split: Sendable, Codable {
        public var dimension: String
        public var parts: [Part]
    }

    public struct Risen: Sendable, Codable {
        public var friction: String
        public var label: Label
        /// Of all items, in the normal periods and since the fall.
        public var before: ShareFigure
        public var after: ShareFigure
        public var isNew: Bool
    }

    public struct Release: Sendable, Codable {
        public var name: String
        public var day: String
    }

    /// The normal periods, and those since the fall.
    public var from: Period
    public var to: Period
    public var change: DifferenceFigure?
    public var splits: [Split]
    public var frictions: [Risen]
    public var terms: [String]
    public var quotes: [Quote]
    public var sessions: [SessionReference]
    public var releases: [Release]
    /// What shows the whole split.
    public var command: String
}

/// Gathers the cause of an incident from the store.
struct CauseSearch {
    let rule: AlertRule
    let metric: ScoreMetric
    let vocabulary: AlertVocabulary
    let store: FeedbackStore
    private static let parts = 3
    private static let evidence = 3

    /// - Parameters:
    ///   - from: the normal periods.
    ///   - first: the day the fall began.
    ///   - last: the last day of the last judged period.
    func cause(from: Period, first: Int, last: Int) throws -> AlertCause {
        let to = Period(days: min(first, last)...last)
        var cause = AlertCause(
            from: from, to: to, splits: [], frictions: [], terms: [], quotes: [], sessions: [],
            releases: try releases(near: to.first.dayNumber), command: command(from, to))
        if let friction = rule.friction, rule.method == .friction {
            try addEvidence(of: friction, from, to, &cause)
            return cause
        }
        guard rule.method.readsScore else { return cause }
        let report = try ChangeQuery(
            filter: rule.filter, metric: metric, from: from, to: to, by: dimensions, stopWords: vocabulary.stopWords,
            limit: 5
        ).run(on: store)
        cause.change = report.change
        cause.splits = report.splits.compactMap(split)
        cause.frictions = report.risenFrictions.filter { $0.change.verdict == .up }.prefix(Self.parts).map { row in
            AlertCause.Risen(
                friction: row.friction, label: Label(vocabulary.friction(row.friction)), before: row.before,
                after: row.after,
                isNew: row.isNew)
        }
        cause.terms = report.risenTerms.filter { $0.qValue < 0.05 }.prefix(5).map(\.term)
        if let friction = cause.frictions.first?.friction ?? mainFriction(cause) {
            try addWords(of: friction, to, &cause)
        }
        return cause
    }

    private func addWords(of friction: String, _ to: Period, _ cause: inout AlertCause) throws {
        let filter = rule.filter.over(to.days)
        cause.quotes = try store.typicalQuotes(
            of: friction, filter, languages: try store.languagesByItems(filter), limit: Self.evidence)
        cause.sessions = try sessions(of: friction, filter, since: to.first)
    }

    /// What a category that rose looks like, and where it stands.
    private func addEvidence(of friction: String, _ from: Period, _ to: Period, _ cause: inout AlertCause) throws {
        func share(_ period: Period) throws -> ShareFigure {
            let all = rule.filter.over(period.days)
            var naming = all
            naming.friction = friction
            func items(_ filter: InsightFilter) throws -> Int {
                try store.tallies(TallyQuery(filter)).reduce(0) { $0 + $1.counts.items }
            }
            return ShareFigure(try items(naming), of: try items(all))
        }
        let (before, after) = (try share(from), try share(to))
        cause.frictions = [
            AlertCause.Risen(
                friction: friction, label: Label(vocabulary.friction(friction)), before: before, after: after,
                isNew: before.count == 0)
        ]
        cause.command =
            "voc top --by step --where 'friction=\(friction)' --since \(to.first) --until \(to.last)"
        try addWords(of: friction, to, &cause)
    }

    /// Visits since the fall: an item may answer a much older one.
    private func sessions(of friction: String, _ filter: InsightFilter, since: CalendarDate) throws
        -> [SessionReference]
    {
        try store.sessions(of: friction, filter: filter, limit: 10 * Self.evidence)
            .filter { $0.startedAt >= Timestamp(since).milliseconds }.prefix(Self.evidence).map(SessionReference.init)
    }

    /// What the rule's own filter fixes cannot explain anything.
    private var dimensions: [InsightDimension] {
        let filter = rule.filter
        let fixed: [(InsightDimension, Bool)] = [
            (.step, filter.step != nil), (.friction, filter.friction != nil), (.channel, filter.channel != nil),
        ]
        return fixed.filter { !$0.1 }.map(\.0)
    }

    private func command(_ from: Period, _ to: Period) -> String {
        let filter = rule.filter
        var conditions = filter.segments.map { ($0.name, $0.value) }
        for (name, value) in [
            ("friction", filter.friction), ("channel", filter.channel), ("language", filter.language),
            ("source", filter.source),
        ] {
            if let value { conditions.append((name, value)) }
        }
        let step = filter.step.map { " --step \($0)" } ?? ""
        let others = conditions.map { " --where '\($0.0)=\($0.1)'" }.joined()
        return "voc change --metric \(metric.rawValue) --from \(from) --to \(to)\(step)\(others)"
    }

    private func split(_ split: ChangeReport.Split) -> AlertCause.Split? {
        guard split.rows.count > 1 else { return nil }
        let parts = split.rows.compactMap { row -> AlertCause.Part? in
            guard let share = row.shareOfChange, share >= 0.1, row.contribution < 0 else { return nil }
            return AlertCause.Part(
                key: row.key, label: Label(vocabulary.label(row.key, dimension: split.dimension)), share: share,
                contribution: row.contribution)
        }
        return parts.isEmpty
            ? nil : AlertCause.Split(dimension: split.dimension, parts: Array(parts.prefix(Self.parts)))
    }

    private func mainFriction(_ cause: AlertCause) -> String? {
        cause.splits.first { $0.dimension == "friction" }?.parts.first { !$0.key.isEmpty }?.key
    }

    /// Releases from a week before to three days after: the day the fall began is an estimate.
    private func releases(near day: Int) throws -> [AlertCause.Release] {
        try store.marks(day - 7...day + 3).map {
            AlertCause.Release(name: $0.name, day: CalendarDate(dayNumber: $0.day).description)
        }
    }

    /// The day within some periods from which on the score fits a step down from the normal best.
    func onsetDay(in days: ClosedRange<Int>, through last: Int, centre: Double) throws -> Int {
        let rows = try store.tallies(
            TallyQuery(rule.filter.over(days.lowerBound...last), metrics: [metric]) { $0 })
        var tallies: [Int: ScoreTally] = [:]
        for row in rows { tallies[row.bucket, default: ScoreTally(metric)] += row.counts.tally(metric) }
        var best = (gain: -1.0, day: days.lowerBound)
        var sum = ScoreTally(metric)
        for day in stride(from: last, through: days.lowerBound, by: -1) {
            guard let tally = tallies[day], tally.count > 0 else { continue }
            sum += tally
            guard days.contains(day), let mean = sum.value, mean < centre else { continue }
            let gain = Double(sum.count) * (centre - mean) * (centre - mean)
            if gain > best.gain { best = (gain, day) }
        }
        return best.day
    }
}
