import Feedback
import FeedbackStore
import Insights

extension AlertMessage {
    /// - Parameter onset: the day the trouble probably began.
    init(
        _ kind: Kind, rule: AlertRule, key: String, replay: AlertReplay, incident: AlertReplay.Incident,
        reading: AlertReading,
        onset: Int, cause: AlertCause?, vocabulary: AlertVocabulary
    ) {
        let series = replay.series
        let countsItems = rule.method.countsItems
        let normal = incident.baseline.map { series.indices.clamped(to: $0.lowerBound..<$0.upperBound + 1) } ?? 0..<0
        let counts = normal.map { countsItems ? series[$0].items : series[$0].tally.count }.filter { $0 > 0 }
        let scores = replay.readings[incident.onset...].compactMap { reading -> Double? in
            if case .judged = reading.judgement { reading.score } else { nil }
        }
        self.init(
            kind: rule.method == .silence && kind == .firing ? .noData : kind, rule: rule.name,
            label: Label(rule.labels),
            incident: 0, key: key, severity: rule.severity, method: rule.method,
            metric: rule.method.readsScore ? series.metric : nil,
            friction: rule.friction.map { Label(vocabulary.friction($0)) },
            every: rule.every,
            state: replay.state, reading: reading,
            usualCount: counts.isEmpty ? 0 : Double(counts.reduce(0, +)) / Double(counts.count),
            since: CalendarDate(dayNumber: onset).description, recent: Array(scores.suffix(4)),
            periodsBetweenFalseAlarms: rule.periodsBetweenFalseAlarms, falseAlarmsPerYear: rule.falseAlarmsPerYear,
            worsening: rule.worsening(series.metric, centre: reading.centre), clearAfter: rule.clearAfter, cause: cause,
            sharesWords: rule.sharesWords ? true : nil,
            owner: (rule.owner ?? Self.frictionToBlame(rule, cause).flatMap(vocabulary.owner)).map { Label($0) },
            text: Label(Phrase("")))
    }

    /// The category the rule watches, else the one that rose most, else the one with most of the fall.
    private static func frictionToBlame(_ rule: AlertRule, _ cause: AlertCause?) -> String? {
        let split = cause?.splits.first { $0.dimension == "friction" }
        return rule.friction ?? cause?.frictions.first?.friction ?? split?.parts.first { !$0.key.isEmpty }?.key
    }

    static func test(of rule: AlertRule, now: Int64) -> AlertMessage {
        let day = Timestamp(milliseconds: now).dayNumber
        let entry = AlertSeries.Entry(period: Period(days: day...day), tally: ScoreTally(rule.metric ?? .nps), items: 0)
        var message = AlertMessage(
            kind: .test, rule: rule.name, label: Label(rule.labels), incident: 0, key: "\(rule.name)@test/\(now)",
            severity: rule.severity, method: rule.method, metric: rule.metric, every: rule.every,
            state: .normal,
            reading: AlertReading(entry, .tooFew), usualCount: 0, since: CalendarDate(dayNumber: day).description,
            recent: [],
            periodsBetweenFalseAlarms: rule.periodsBetweenFalseAlarms, falseAlarmsPerYear: rule.falseAlarmsPerYear,
            worsening: rule.worsening(rule.metric ?? .nps, centre: nil), clearAfter: rule.clearAfter, cause: nil,
            text: Label(Phrase("")))
        message.write(incident: 0)
        return message
    }
}

extension AlertRule {
    /// For items the default is a quarter of the usual number.
    func worsening(_ metric: ScoreMetric, centre: Double?) -> Double {
        if let worsening { return worsening }
        return method.countsItems ? max(1, ((centre ?? 0) / 4).rounded()) : defaultStep(metric)
    }

    /// Whether a value is so much farther from normal than the one people know of that they have to be told.
    func isWorse(_ reading: AlertReading, than told: Double, metric: ScoreMetric) -> Bool {
        guard method != .silence, let value = reading.value, case .judged(_, isClear: false) = reading.judgement else {
            return false
        }
        let step = worsening(metric, centre: reading.centre)
        let isRise = (reading.limit ?? 0) > (reading.centre ?? .infinity)
        return isRise ? value >= told + step : value <= told - step
    }
}
