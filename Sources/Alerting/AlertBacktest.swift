public import Feedback
public import FeedbackStore
import Insights

/// What rules would have said of the past: nothing is stored and nobody is told.
public struct AlertBacktest: Sendable {
    public struct Report: Sendable, Encodable {
        public var rules: [Rule]
    }

    public struct Rule: Sendable, Encodable {
        public var rule: String
        /// Judged periods: learning and periods with too few answers do not count.
        public var periods: Int
        /// `nil` where it depends on the data alone.
        public var expectedFalseAlarmsPerYear: Double?
        public var incidents: [Incident]
        /// A lasting change so large, in the metric's unit, is told of within ``AlertRule/soon`` periods or so once many are
        /// known; `nil` where no such figure is to be had. Not in the JSON.
        public var smallestChange: Double?

        private enum Key: String, CodingKey { case rule, periods, expectedFalseAlarmsPerYear, incidents }

        /// All keys are always there, `null` where there is nothing to say.
        public func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(rule, forKey: .rule)
            try container.encode(periods, forKey: .periods)
            try container.encode(expectedFalseAlarmsPerYear, forKey: .expectedFalseAlarmsPerYear)
            try container.encode(incidents, forKey: .incidents)
        }
    }

    public struct Incident: Sendable, Encodable {
        /// ISO 8601, UTC: the end of the period that fired, and of the one that cleared it.
        public var firedAt: String
        public var resolvedAt: String?
        public var value: Double?
        public var limit: Double?
        public var n: Int

        private enum Key: String, CodingKey { case firedAt, resolvedAt, value, limit, n }

        public func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(firedAt, forKey: .firedAt)
            try container.encode(resolvedAt, forKey: .resolvedAt)
            try container.encode(value, forKey: .value)
            try container.encode(limit, forKey: .limit)
            try container.encode(n, forKey: .n)
        }
    }

    private let rules: [AlertRule]
    private let from: Timestamp?
    private let to: Timestamp

    /// - Parameters:
    ///   - from: periods that ended before it only teach what is normal.
    ///   - to: as if it were then.
    public init(_ rules: [AlertRule], from: Timestamp? = nil, to: Timestamp) {
        self.rules = rules
        self.from = from
        self.to = to
    }

    /// - Throws: ``StoreError``, `InsightError` for an attribute nobody has.
    public func run(on store: FeedbackStore) throws -> Report { Report(rules: try rules.map { try replay($0, store) }) }

    private func replay(_ rule: AlertRule, _ store: FeedbackStore) throws -> Rule {
        let clock = AlertClock(rule.timeZone)
        let lastDay = rule.every.start(ofDay: clock.local(to.milliseconds).day) - 1
        let replay = AlertReplay(rule, try AlertSeries(rule, through: lastDay, store: store))
        func end(_ index: Int) -> Int64 { clock.moment(day: replay.series[index].period.last.dayNumber + 1) }
        let start = from?.milliseconds ?? Int64.min
        let periods = replay.readings.indices.count { index in
            guard case .judged = replay.readings[index].judgement else { return false }
            return end(index) >= start
        }
        let incidents = replay.incidents.filter { end($0.fired) >= start }.map { incident in
            let reading = replay.readings[incident.fired]
            return Incident(
                firedAt: Timestamp(milliseconds: end(incident.fired)).iso8601,
                resolvedAt: incident.resolved.map { Timestamp(milliseconds: end($0)).iso8601 }, value: reading.value,
                limit: reading.limit, n: reading.count)
        }
        return Rule(
            rule: rule.name, periods: periods, expectedFalseAlarmsPerYear: rule.falseAlarmsPerYear,
            incidents: incidents, smallestChange: Self.smallestChange(rule, replay))
    }

    /// Few answers see large falls only: to be said before anyone waits for an alert.
    private static func smallestChange(_ rule: AlertRule, _ replay: AlertReplay) -> Double? {
        let judged = replay.series.indices.filter { replay.series[$0].tally.count >= max(1, rule.minimum) }
        let tally = replay.series.tally(judged)
        guard let shift = rule.shiftSeenSoon, tally.count > 0 else { return nil }
        return shift * (tally.variance * Double(judged.count) / Double(tally.count)).squareRoot()
    }
}
