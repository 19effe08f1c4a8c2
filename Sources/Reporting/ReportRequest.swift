public import Feedback
public import FeedbackStore

/// What a report is asked to show.
public struct ReportRequest: Sendable {
    /// Its days, when set, are the period the report is about; otherwise everything dated is shown.
    public var filter: InsightFilter
    /// The score to explain. `nil`: NPS when there are answers to it, else CSAT, else stars, else sentiment.
    public var metric: ScoreMetric?
    /// Words too common to say anything when words that rose are looked for.
    public var stopWords: Set<String>
    /// Rows of the table of frictions.
    public var frictions: Int
    /// Rows of the table of drivers, groups of suggestions, visits nobody spoke of.
    public var drivers = 10
    public var ideas = 5
    public var silentVisits = 5
    /// What counts as a visit that struggled; `nil` leaves visits out.
    public var frustration: FrustrationWeights?
    /// By emotion, 1 for pleasant and −1 for unpleasant; `nil` leaves the emotion curve out.
    public var emotionSides: [String: Int]?
    /// When the report is made: nothing here reads a clock.
    public var generatedAt: Timestamp

    public init(
        filter: InsightFilter = InsightFilter(), metric: ScoreMetric? = nil, stopWords: Set<String> = [],
        frictions: Int = 10, frustration: FrustrationWeights? = nil, emotionSides: [String: Int]? = nil,
        generatedAt: Timestamp
    ) {
        self.filter = filter
        self.metric = metric
        self.stopWords = stopWords
        self.frictions = frictions
        self.frustration = frustration
        self.emotionSides = emotionSides
        self.generatedAt = generatedAt
    }
}
