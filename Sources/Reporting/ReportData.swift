public import Feedback
public import FeedbackStore
public import Insights

/// Everything a report shows, gathered once: the page is written from this alone.
public struct ReportData: Sendable {
    /// One score now, and how it moved.
    public struct ScoreCard: Sendable {
        public var figure: ScoreFigure
        /// Between the two periods compared; `nil` under ten answers in one of them.
        public var change: Double?
        public var changeInterval: Interval?
    }

    /// A week, or a month when the report covers more than a year.
    public struct Point: Sendable {
        public var start: CalendarDate
        public var items: Int
        public var score: ScoreFigure
    }

    /// One step of the journey in both periods compared.
    public struct StepPair: Sendable {
        public var code: String
        public var label: Label
        public var items: Int
        public var before: ScoreFigure
        public var after: ScoreFigure
        /// The score fell there beyond chance.
        public var hasFallen: Bool
    }

    /// What matters for the score, and over which days it was fitted.
    public struct Drivers: Sendable {
        public var period: Period
        public var report: DriverReport
    }

    /// What visits did against what was said of them, and those that struggled without a word.
    public struct Visits: Sendable {
        public var matrix: SessionMatrix
        public var silent: [SessionSummary]
    }

    public struct Provenance: Sendable {
        /// The store's file, without its folder.
        public var store: String
        public var generatedAt: Timestamp
        /// Versions of the lexicons the batches were analysed with.
        public var rules: [String]
        /// The conditions of the filter but its days: `channel = app`.
        public var conditions: [String]
    }

    /// How complete the data are.
    public struct Quality: Sendable {
        /// The oldest first.
        public var batches: [Batch]
        /// Items without a date stand in no period and no curve.
        public var undated: ShareFigure
        public var untagged: ShareFigure
        public var withoutStep: ShareFigure
        /// Items of the whole store by how they were joined to a session; `none` for the others.
        public var sessionLinks: [(method: String, items: Int)]
    }

    public var metric: ScoreMetric
    /// The days the scores, frictions and journey are about; `nil` when nothing dated is stored.
    public var period: Period?
    /// Whether the filter named the period.
    public var isPeriodGiven: Bool
    public var items: Int
    public var cards: [ScoreCard]
    public var every: PeriodLength
    /// Over the period and the one it is compared with, without gaps: a week without answers has a count of 0.
    public var points: [Point]
    public var marks: [ReleaseMark]
    /// `nil` where too little came before the last period to know what is normal.
    public var control: ScoreControl?
    /// Those of the days charted, the oldest first.
    public var incidents: [ReportedIncident]
    /// `nil` when nothing dated is stored.
    public var change: ChangeReport?
    /// `nil` when the store has no journey.
    public var journey: JourneyReport?
    /// The score the journey's curve is drawn with: the report's, or net sentiment where too few steps have answers to it.
    public var curveMetric: ScoreMetric
    public var steps: [StepPair]
    public var top: TopReport
    /// By friction code: its share of items, one a point of ``points``.
    public var trends: [String: [ShareFigure]]
    /// `nil` where nothing is dated, or too much to fit.
    public var drivers: Drivers?
    public var ideas: IdeaReport
    /// `nil` without visits, or with too many to count.
    public var visits: Visits?
    public var quality: Quality
    public var provenance: Provenance
}
