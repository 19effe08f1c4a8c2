public import Feedback
public import Insights

/// What one person is told once: figures, cause, and the same as text in both languages.
public struct AlertMessage: Sendable, Codable {
    public enum Kind: String, Sendable, Codable {
        case firing, update, resolved, noData, escalation, test
    }

    public var kind: Kind
    public var rule: String
    public var label: Label
    /// The incident's number, for `voc alerts ack`; 0 in a test.
    public var incident: Int64
    /// The incident's key: the same in all its messages.
    public var key: String
    public var severity: Int
    public var method: AlertMethod
    /// `nil` where items are counted, not answers.
    public var metric: ScoreMetric?
    /// For `friction`: what the category is called.
    public var friction: Label?
    public var every: PeriodLength
    public var state: AlertState
    public var reading: AlertReading
    /// Answers (or items) of a usual period.
    public var usualCount: Double
    /// ISO 8601: the day the trouble probably began.
    public var since: String
    /// The periods' own scores since then, at most the last four.
    public var recent: [Double]
    public var periodsBetweenFalseAlarms: Double?
    public var falseAlarmsPerYear: Double?
    /// How much worse it must get before the next message.
    public var worsening: Double
    public var clearAfter: Int
    public var cause: AlertCause?
    /// What fired, worsened or ended together with it, of the same cause: told here and nowhere else.
    public var related: [Related]?
    /// Whether customers' words may leave this machine with it.
    public var sharesWords: Bool?
    /// The whole message, several lines.
    public var text: Label

    /// Another rule's incident that shares the cause.
    public struct Related: Sendable, Codable {
        public var rule: String
        public var label: Label
        public var key: String
        public var value: Double?
        public var limit: Double?
        public var count: Int
        /// What the values are, as in the message.
        public var method: AlertMethod
        public var metric: ScoreMetric?
    }

    mutating func write(incident: Int64) {
        self.incident = incident
        text = Label(
            Phrase(en: MessageText(self, .english).text, fr: MessageText(self, .french).text))
    }
}
