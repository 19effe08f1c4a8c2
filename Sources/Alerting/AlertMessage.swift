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
    /// Who looks after it: as the rule says, else the taxonomy for the friction that is to blame.
    public var owner: Label?
    /// In an escalation: how it stands when it is sent, which is some time after it was decided.
    public var standing: Standing?
    /// The whole message, several lines.
    public var text: Label

    /// What those who are called in need to know: how long it lasts, and whether it is worse than when it was told.
    public struct Standing: Hashable, Sendable, Codable {
        /// Since the end of the period that fired.
        public var lastedMinutes: Int
        /// What was told first; the present one is in ``AlertMessage/reading``.
        public var toldValue: Double?
    }

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

    /// Brings a call for help to the moment it is sent: it was written when the incident was told.
    ///
    /// - Parameters:
    ///   - latest: the rule at its last check; `nil` leaves the figures as they were told.
    ///   - now: UTC milliseconds, as `firedAt` is.
    mutating func bringUpToDate(_ latest: AlertStatus?, firedAt: Int64, now: Int64) {
        standing = Standing(lastedMinutes: Int(max(0, now - firedAt) / 60_000), toldValue: reading.value)
        if let latest, let present = latest.reading, present.value != nil, present.period != reading.period {
            if let score = present.score { recent = Array((recent + [score]).suffix(4)) }
            (reading, state) = (present, latest.state)
        }
        write(incident: incident)
    }

    mutating func write(incident: Int64) {
        self.incident = incident
        text = Label(
            Phrase(en: MessageText(self, .english).text, fr: MessageText(self, .french).text))
    }
}
