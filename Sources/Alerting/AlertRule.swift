public import Feedback
public import FeedbackStore
public import Insights

/// What to watch, what counts as trouble, and whom to tell.
public struct AlertRule: Hashable, Sendable {
    /// Lower-case letters, digits and hyphens: its key in the store and on the command line.
    public var name: String
    public var labels: Phrase
    /// `nil`: NPS when there are answers to it, else CSAT, else stars, else sentiment.
    public var metric: ScoreMetric?
    /// Its days are ignored.
    public var filter: InsightFilter
    public var method: AlertMethod
    public var every: PeriodLength
    /// IANA name: when a period is over, and when quiet hours are.
    public var timeZone: String
    /// A period with fewer answers is not judged.
    public var minimum: Int
    /// How many judged periods make the normal the others are held against.
    public var baseline: Int
    public var persistence: Persistence
    /// In standard deviations.
    public var limit: Double
    /// What a period's own score has to reach to be well again; what it means is the method's. `nil`: the method's default.
    public var clear: Double?
    /// So many well periods in a row end an incident.
    public var clearAfter: Int
    /// So many periods in a row without enough answers, and the rule says that it sees nothing.
    public var noDataAfter: Int
    /// The weight of the newest period in the average of `drop`, over 0 to 1.
    public var lambda: Double
    /// For `threshold`: the score that must not be missed.
    public var below: Double?
    /// For `change`: the smallest fall worth a message, in the metric's unit. `nil`: the metric's default.
    public var by: Double?
    /// For `volume`: which way is trouble.
    public var side: ControlChart.Side
    /// A second message is sent once it is so much worse than the last one said. `nil`: the metric's default.
    public var worsening: Double?
    /// 1 (wakes people, quiet hours or not) to 4.
    public var severity: Int
    public var quietHours: QuietHours?
    public var channels: [ChannelAddress]
    /// The first day looked at: set it to accept a new level as normal.
    public var from: CalendarDate?

    public init(name: String, method: AlertMethod = .drop) {
        self.name = name
        self.method = method
        labels = Phrase(name)
        filter = InsightFilter()
        every = .week
        timeZone = "UTC"
        minimum = 10
        baseline = 8
        persistence = Persistence(needed: method == .silence ? 2 : 1)
        limit = method == .drop ? 2.7 : 3
        clearAfter = method == .silence ? 1 : 2
        noDataAfter = 2
        lambda = 0.2
        side = .drop
        severity = 3
        channels = [ChannelAddress(scheme: "terminal", target: "")]
    }
}

/// How trouble is told from chance.
public enum AlertMethod: String, CaseIterable, Hashable, Sendable, Codable {
    /// A score drifts or falls below its control limit: an EWMA that knows how many answers each period has.
    case drop
    /// A score is below a target, beyond chance.
    case threshold
    /// A period's score is far below that of the periods just before.
    case change
    /// Far fewer (or more) items than usual.
    case volume
    /// Nothing arrives any more.
    case silence

    /// Whether it looks at answers; the others count items.
    public var readsScore: Bool { self == .drop || self == .threshold || self == .change }
}

/// So many bad periods among the last so many, before anyone is told.
public struct Persistence: Hashable, Sendable, Codable {
    public var needed: Int
    public var of: Int

    public init(needed: Int, of: Int? = nil) {
        self.needed = max(1, needed)
        self.of = max(self.needed, of ?? needed)
    }
}

/// A way out and where it leads: `file:alerts.jsonl`.
public struct ChannelAddress: Hashable, Sendable, Codable, CustomStringConvertible {
    public var scheme: String
    /// Empty where the channel needs none.
    public var target: String

    public init(scheme: String, target: String) {
        self.scheme = scheme
        self.target = target
    }

    /// - Parameter text: `terminal`, `file:alerts.jsonl`.
    public init(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        self.init(scheme: parts[0], target: parts.count > 1 ? parts[1] : "")
    }

    public var description: String { target.isEmpty ? scheme : "\(scheme):\(target)" }
}

extension AlertRule {
    /// The smallest step in the metric's unit that matters to people.
    ///
    /// - Source: measured on simulated series; 5 points of NPS, 3 of CSAT, 0.2 of a mean rating.
    func defaultStep(_ metric: ScoreMetric) -> Double {
        switch metric {
        case .nps, .sentiment: 5
        case .csat: 3
        case .ces, .stars: 0.2
        }
    }

    /// How many periods pass on average between two false alarms; `nil` where it depends on the data alone.
    ///
    /// Persistence makes them rarer still: the figure is the worst case.
    public var periodsBetweenFalseAlarms: Double? {
        switch method {
        case .drop: ControlChart(lambda: lambda, limit: limit, side: .drop).expectedPeriods()
        // The fall must also be large enough, so this is the worst case too.
        case .change: 2 / Probability.twoSided(z: limit)
        case .volume: (side == .both ? 1 : 2) / Probability.twoSided(z: limit)
        case .threshold, .silence: nil
        }
    }

    /// Expected when nothing ever happens.
    public var falseAlarmsPerYear: Double? {
        let perYear = every == .day ? 365.25 : every == .week ? 52.18 : 12
        return periodsBetweenFalseAlarms.map { perYear / $0 }
    }
}
