public import Feedback
public import FeedbackStore
public import Insights

/// What to watch, what counts as trouble, and whom to tell.
public struct AlertRule: Hashable, Sendable {
    /// Lower-case letters, digits and hyphens: its key in the store and on the command line.
    public var name: String
    public var labels: Phrase
    /// Who looks after what it watches; `nil`: whom the taxonomy names for the friction that is to blame.
    public var owner: Phrase?
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
    /// For `cusum`: what a period may fall short by without adding up, in standard deviations.
    public var slack: Double
    /// For `friction`: the category whose share of the items is watched.
    public var friction: String?
    public var season: Season
    /// For `volume`: which way is trouble.
    public var side: ControlChart.Side
    /// A second message is sent once it is so much worse than the last one said. `nil`: the metric's default.
    public var worsening: Double?
    /// 1 (wakes people, quiet hours or not) to 4.
    public var severity: Int
    public var quietHours: QuietHours?
    /// Days of the week on which messages wait, 0 Monday to 6 Sunday.
    public var quietDays: Set<Int>
    public var channels: [ChannelAddress]
    public var escalation: Escalation?
    /// Whether quotes and sessions go out with messages that leave this machine.
    public var sharesWords: Bool
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
        limit = method == .drop || method == .friction ? 2.7 : method == .cusum ? 4 : 3
        slack = 0.5
        season = .auto
        clearAfter = method == .silence ? 1 : 2
        noDataAfter = 2
        lambda = 0.2
        side = .drop
        severity = 3
        quietDays = []
        sharesWords = false
        channels = [ChannelAddress(scheme: "terminal", target: "")]
    }

    /// What a period is compared with.
    public enum Season: String, CaseIterable, Hashable, Sendable, Codable {
        /// Days with the same days of the week; weeks and months with their time of the year once two years are known, when
        /// the year has a season at all.
        case auto
        case none
        case weekday
        /// As `auto`, without asking whether there is a season.
        case year
    }

    /// Who else is told when nobody took an incident on.
    public struct Escalation: Hashable, Sendable, Codable {
        /// After the first message.
        public var minutes: Int
        public var channels: [ChannelAddress]

        public init(minutes: Int, channels: [ChannelAddress]) {
            self.minutes = minutes
            self.channels = channels
        }
    }

    /// Whether each day of the week has a normal of its own.
    var tellsDaysApart: Bool { every == .day && (season == .auto || season == .weekday) }
}

/// How trouble is told from chance.
public enum AlertMethod: String, CaseIterable, Hashable, Sendable, Codable {
    /// A score drifts or falls below its control limit: an EWMA that knows how many answers each period has.
    case drop
    /// A score's shortfalls add up: a cumulative sum, quicker than the average on small lasting falls.
    case cusum
    /// A score is below a target, beyond chance.
    case threshold
    /// A period's score is far below that of the periods just before.
    case change
    /// Far fewer (or more) items than usual.
    case volume
    /// The share of items that name a category rises.
    case friction
    /// Nothing arrives any more.
    case silence

    /// Whether it looks at answers; the others look at items.
    public var readsScore: Bool { self == .drop || self == .cusum || self == .threshold || self == .change }
    /// Whether its figures are numbers of items.
    public var countsItems: Bool { self == .volume || self == .silence }
    /// Whether trouble adds up over periods, so that it began before the one that fires.
    var adds: Bool { self == .drop || self == .cusum || self == .friction }
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

    /// For messages: a web address's path is a secret.
    var shown: String {
        guard target.contains("://"), let address = try? WebAddress(target) else { return description }
        return "\(scheme):\(address.host)"
    }
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

    /// How many periods pass on average between two false alarms, persistence included; `nil` where it depends on the data
    /// alone.
    public var periodsBetweenFalseAlarms: Double? {
        switch method {
        case .drop, .friction: runLength(.average(lambda: lambda, limit: limit))
        case .cusum: runLength(.sum(slack: slack, limit: limit))
        // The fall must also be large enough: this is the worst case.
        case .change: runLength(.independent(Probability.twoSided(z: limit) / 2))
        case .volume: runLength(.independent(Probability.twoSided(z: limit) / (side == .both ? 1 : 2)))
        case .threshold, .silence: nil
        }
    }

    private func runLength(_ chart: RunLength.Chart) -> Double {
        RunLength(chart: chart, persistence: persistence).periods
    }

    /// So many periods are soon, half of the time.
    public static let soon = 8

    /// How far a score has to move and stay, in standard errors of one period, to be told of ``soon``; `nil` for methods that
    /// do not add periods up.
    var shiftSeenSoon: Double? {
        let chart: RunLength.Chart? =
            switch method {
            case .drop, .friction: .average(lambda: lambda, limit: limit)
            case .cusum: .sum(slack: slack, limit: limit)
            case .threshold, .change, .volume, .silence: nil
            }
        guard let chart else { return nil }
        // The mean is a little more than the median.
        let wanted = 1.08 * Double(Self.soon)
        var (low, high) = (0.25, 8.0)
        while high - low > 0.02 {
            let middle = (low + high) / 2
            let periods = RunLength(chart: chart, persistence: persistence, shift: middle).periods
            if periods > wanted { low = middle } else { high = middle }
        }
        return high
    }

    /// Expected when nothing ever happens.
    public var falseAlarmsPerYear: Double? {
        let perYear = every == .day ? 365.25 : every == .week ? 52.18 : 12
        return periodsBetweenFalseAlarms.map { perYear / $0 }
    }
}
