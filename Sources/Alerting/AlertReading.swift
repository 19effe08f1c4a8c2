public import Feedback
public import Insights

/// What one period says of a rule.
public struct AlertReading: Hashable, Sendable, Codable {
    public enum Judgement: Hashable, Sendable, Codable {
        /// There is no normal yet to hold the period against: so many judged periods of those needed.
        case learning(have: Int, need: Int)
        /// Too few answers to judge.
        case tooFew
        case judged(isOut: Bool, isClear: Bool)
    }

    public var period: Period
    public var judgement: Judgement
    /// Answers, or items for the methods that count them.
    public var count: Int
    /// The period's own score.
    public var score: Double?
    /// What is held against the limit: the average for `drop`, the score or the count for the others.
    public var value: Double?
    public var limit: Double?
    /// What the period's own score has to reach to be well again.
    public var clearing: Double?
    /// The normal.
    public var centre: Double?

    init(_ entry: AlertSeries.Entry, _ judgement: Judgement, countsItems: Bool = false) {
        period = entry.period
        self.judgement = judgement
        count = countsItems ? entry.items : entry.tally.count
        score = countsItems ? Double(entry.items) : entry.tally.value
    }
}

/// Where a rule stands.
public enum AlertState: String, CaseIterable, Hashable, Sendable, Codable {
    /// Not enough history to know what is normal.
    case learning
    case normal
    /// Out of bounds, not yet for long enough.
    case pending
    case firing
    /// Firing, and well again since too short a time.
    case recovering
    case noData
    /// The rule cannot be evaluated: an attribute nobody has, for example.
    case error

    public var isOpen: Bool { self == .firing || self == .recovering }

    public var label: Phrase {
        switch self {
        case .learning: Phrase(en: "learning", fr: "apprentissage")
        case .normal: Phrase(en: "normal", fr: "normal")
        case .pending: Phrase(en: "pending", fr: "en attente")
        case .firing: Phrase(en: "firing", fr: "en alerte")
        case .recovering: Phrase(en: "recovering", fr: "en rémission")
        case .noData: Phrase(en: "no data", fr: "sans données")
        case .error: Phrase(en: "error", fr: "erreur")
        }
    }
}
