public import Feedback
public import Insights

/// What a check found, rule by rule.
public struct AlertReport: Sendable, Codable {
    /// ISO 8601, UTC: the moment it was checked for.
    public var now: String
    public var rules: [AlertStatus]

    public var isFiring: Bool { rules.contains { $0.state.isOpen } }
    public var hasNoData: Bool { rules.contains { $0.state == .noData } }
    public var hasErrors: Bool { rules.contains { $0.state == .error } }
}

/// Where one rule stands.
public struct AlertStatus: Sendable, Codable {
    public var rule: String
    public var label: Label
    public var method: AlertMethod
    public var metric: ScoreMetric?
    public var state: AlertState
    /// ISO 8601: since when.
    public var since: String?
    /// The last complete period.
    public var reading: AlertReading?
    /// Why it is in this state, in words.
    public var reason: Label
    /// The key of the open incident.
    public var incident: String?
    public var acknowledgedBy: String?
    /// ISO 8601: no message before then.
    public var silencedUntil: String?
    /// Expected when nothing ever happens; `nil` where it depends on the data alone.
    public var falseAlarmsPerYear: Double?
}

extension AlertStatus {
    /// One line of words for a state.
    static func reason(_ rule: AlertRule, _ state: AlertState, _ reading: AlertReading?) -> Label {
        guard let reading else {
            return Label(Phrase(en: "no feedback to judge yet", fr: "aucun retour à juger pour l'instant"))
        }
        switch reading.judgement {
        case .learning(let have, let need):
            return Label(
                Phrase(en: "\(have) of \(need) periods learnt", fr: "\(have) périodes apprises sur \(need)"))
        case .tooFew:
            return Label(
                Phrase(
                    en: "\(reading.count) answers in the last period, \(rule.minimum) needed",
                    fr: "\(reading.count) réponses dans la dernière période, il en faut \(rule.minimum)"))
        case .judged:
            return Label(state.label)
        }
    }
}

/// What a rule's row in the store remembers beside its state.
struct AlertMemory: Codable {
    /// The last day that was judged.
    var through: Int?
    /// UTC milliseconds.
    var silencedUntil: Int64?
    var status: AlertStatus?
}
