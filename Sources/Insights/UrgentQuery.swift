public import Feedback
public import FeedbackStore

/// Whom to call today: urgent and leaving customers, the longest waiting first, against what the channel promises.
public struct UrgentQuery: Sendable {
    public var filter: InsightFilter
    /// What waiting counts up to.
    public var now: Timestamp
    /// How far back from the newest item.
    public var days: Int
    public var targets: ServiceLevels
    public var limit: Int

    public init(
        filter: InsightFilter = InsightFilter(), now: Timestamp, days: Int = 2, targets: ServiceLevels,
        limit: Int = 30
    ) {
        self.filter = filter
        self.now = now
        self.days = days
        self.targets = targets
        self.limit = limit
    }

    /// - Throws: ``StoreError``.
    public func run(on store: FeedbackStore) throws -> UrgentReport {
        let newest = try store.newestItemTime() ?? 0
        let items = try store.urgentItems(filter, since: newest - Int64(days) * 86_400_000, until: now.milliseconds)
        let rows = items.map { item in
            let (waited, target) = (
                Int(max(0, now.milliseconds - item.createdAt) / 60_000), targets.minutes(item.channel)
            )
            return UrgentReport.Row(
                itemID: item.id, externalID: item.externalID,
                createdAt: Timestamp(milliseconds: item.createdAt).iso8601, channel: item.channel, source: item.source,
                step: item.step, language: item.language, reasons: item.reasons, respondent: item.respondent,
                waitedMinutes: waited, targetMinutes: target, isLate: waited > target, text: item.text)
        }
        return UrgentReport(
            now: now.iso8601, since: Timestamp(milliseconds: newest - Int64(days) * 86_400_000).iso8601,
            total: rows.count, late: rows.count(where: \.isLate), rows: Array(rows.prefix(max(0, limit))))
    }
}

/// How long a customer may wait for an answer, by channel.
public struct ServiceLevels: Hashable, Sendable {
    public var byChannel: [String: Int]
    /// For channels that are not named, in minutes.
    public var otherwise: Int

    public init(byChannel: [String: Int], otherwise: Int) {
        self.byChannel = byChannel
        self.otherwise = otherwise
    }

    func minutes(_ channel: String?) -> Int { channel.flatMap { byChannel[$0] } ?? otherwise }
}

public struct UrgentReport: Sendable, Codable {
    public struct Row: Sendable, Codable {
        public var itemID: Int64
        public var externalID: String?
        /// ISO 8601, UTC.
        public var createdAt: String
        public var channel: String?
        public var source: String
        public var step: String?
        public var language: String
        /// `urgent`, `churn_risk`.
        public var reasons: [String]
        public var respondent: String?
        public var waitedMinutes: Int
        public var targetMinutes: Int
        public var isLate: Bool
        public var text: String
    }

    public var now: String
    public var since: String
    /// Found, shown or not.
    public var total: Int
    /// Of those, waiting longer than the channel's target.
    public var late: Int
    /// The longest waiting first.
    public var rows: [Row]
}
