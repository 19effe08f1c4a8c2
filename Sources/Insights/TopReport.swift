public import Feedback
import Glibc

/// What hurts, the most costly first.
public struct TopReport: Sendable, Codable {
    public struct Row: Sendable, Codable {
        /// 1 is the first to look at.
        public var rank: Int
        /// A friction code, or a value of the dimension (`""` for items without one).
        public var key: String
        /// Tags: an item may mention a friction twice.
        public var mentions: Int
        /// By friction: items that name it. By anything else: items of the group that name a friction.
        public var items: Int
        /// Different people behind those items; `nil` when counting them was not asked for and would take long.
        public var respondents: Int?
        /// Of all items the filter leaves.
        public var share: ShareFigure
        /// Mean sentiment of those items (by anything else than friction: of the group), −1 to 1.
        public var sentiment: Double?
        /// Mean over items of the most severe tag, 1 to 5.
        public var severity: Double
        /// The score of those items (by anything else than friction: of the group).
        public var score: ScoreFigure
        public var impact: Impact?
        /// With all other frictions, channel, language and source held; `nil` as for ``respondents``, or under ten items.
        public var adjusted: AdjustedEffect?
        public var trend: Trend?
        /// Where it is named most, `""` for items without a step.
        public var mainStep: String?
        /// The friction named most in the group.
        public var topFriction: String?
        public var priority: Double
        /// Where it is named more often than elsewhere, beyond chance.
        public var segments: [SegmentLift]
        /// `nil` without linked visits and purchases.
        public var exposed: ExposedValue?
        /// `nil` without orders that go with it.
        public var orders: OrdersAtStake?
        public var quotes: [Quote]
        public var sessions: [SessionReference]
    }

    /// Association, not a promise; see ``ScoreImpact`` for both formulas.
    public struct Impact: Hashable, Sendable, Codable {
        /// S − S₋ₜ, in the metric's unit.
        public var leaveOneOut: Double
        public var leaveOneOutInterval: Interval
        /// Sₜ − S.
        public var gap: Double
        public var gapInterval: Interval
        /// The same intervals by resampling; `nil` when that was not asked for.
        public var leaveOneOutBootstrap: Interval?
        public var gapBootstrap: Interval?
        /// Those items against the others.
        public var pValue: Double
        public var qValue: Double
        /// `tooFew` when either side has under ten answers: read the quotes instead.
        public var floor: ScoreFloor
    }

    /// The share of items in the last period against the one before.
    public struct Trend: Hashable, Sendable, Codable {
        public var before: ShareFigure
        public var after: ShareFigure
        /// In shares, −1 to 1.
        public var change: DifferenceFigure
    }

    public var metric: ScoreMetric
    public var dimension: String
    public var overall: ScoreFigure
    public var items: Int
    /// Items that name no friction.
    public var untagged: ShareFigure
    public var trendPeriods: TrendPeriods?
    public var weights: PriorityWeights
    public var sort: TopSort
    /// How ``Row/priority`` is computed, with its weights.
    public var formula: String
    public var rows: [Row]
    /// Rows there are, shown or not.
    public var total: Int
    /// Rows left out because so few people are behind them; `nil` where no groups of customers are asked about.
    public var withheld: Int?
}

public struct TrendPeriods: Hashable, Sendable, Codable {
    public var before: Period
    public var after: Period
}

/// The exponents of the priority's factors: 1 as it is, 0 to leave one out.
public struct PriorityWeights: Hashable, Sendable, Codable {
    public var share: Double
    public var severity: Double
    public var impact: Double
    /// Of the exposed value; 0 leaves it out, since few stores have linked purchases.
    public var value: Double

    public init(share: Double = 1, severity: Double = 1, impact: Double = 1, value: Double = 0) {
        self.share = share
        self.severity = severity
        self.impact = impact
        self.value = value
    }

    /// `share × severity × |leave-one-out impact|`.
    public var formula: String { phrase.en }

    /// The formula in both languages, factors with a weight of 0 left out.
    public var phrase: Phrase {
        func product(_ factors: [(name: String, weight: Double)]) -> String {
            factors.filter { $0.weight != 0 }.map { $0.weight == 1 ? $0.name : "\($0.name)^\($0.weight)" }
                .joined(separator: " × ")
        }
        return Phrase(
            en: product([
                ("share", share), ("severity", severity), ("|leave-one-out impact|", impact), ("exposed value", value),
            ]),
            fr: product([("part", share), ("gravité", severity), ("|impact|", impact), ("valeur exposée", value)]))
    }

    /// Exposed values under 1 count as 1, so that a friction without linked purchases keeps its place by the rest.
    func priority(share: Double, severity: Double, impact: Double, value: Double?) -> Double {
        pow(share, self.share) * pow(severity, self.severity) * pow(abs(impact), self.impact)
            * (self.value == 0 ? 1 : pow(max(1, value ?? 1), self.value))
    }
}
