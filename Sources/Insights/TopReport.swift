public import Feedback

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
        /// Of all items the filter leaves.
        public var share: ShareFigure
        /// Mean sentiment of those items (by anything else than friction: of the group), −1 to 1.
        public var sentiment: Double?
        /// Mean over items of the most severe tag, 1 to 5.
        public var severity: Double
        /// The score of those items (by anything else than friction: of the group).
        public var score: ScoreFigure
        public var impact: Impact?
        public var trend: Trend?
        /// Where it is named most, `""` for items without a step.
        public var mainStep: String?
        /// The friction named most in the group.
        public var topFriction: String?
        public var priority: Double
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
    /// How ``Row/priority`` is computed, with its weights.
    public var formula: String
    public var rows: [Row]
    /// Rows there are, shown or not.
    public var total: Int
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

    public init(share: Double = 1, severity: Double = 1, impact: Double = 1) {
        self.share = share
        self.severity = severity
        self.impact = impact
    }

    /// `share^1 × severity^1 × |impact|^1`.
    public var formula: String {
        func factor(_ name: String, _ weight: Double) -> String { weight == 1 ? name : "\(name)^\(weight)" }
        return [factor("share", share), factor("severity", severity), factor("|leave-one-out impact|", impact)]
            .joined(separator: " × ")
    }
}
