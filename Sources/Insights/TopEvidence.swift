public import Feedback
import FeedbackStore

/// A value of a dimension that a friction is named more often in than elsewhere.
public struct SegmentLift: Hashable, Sendable, Codable {
    public var dimension: String
    public var key: String
    /// Of the friction's items, and of all others.
    public var share: ShareFigure
    public var elsewhere: ShareFigure
    public var qValue: Double
}

/// What visits that went with a friction may have cost, as a range and never as a promise.
public struct ExposedValue: Hashable, Sendable, Codable {
    /// Visits that started to buy, joined by an exact key: their share without a purchase.
    public var abandonedWith: ShareFigure
    public var abandonedWithout: ShareFigure
    /// Mean of what was paid in the visits joined to feedback: by their orders, or as the visits say.
    public var basket: Double
    public var basketInterval: Interval
    public var purchases: Int
    /// Visits with the friction × difference of abandon rates × basket, in the currency of the purchases.
    public var value: Double
    /// From the ends of both intervals: wider than 95 %.
    public var range: Interval
}

/// What the orders behind a friction are worth, as a range: at stake, not lost.
public struct OrdersAtStake: Hashable, Sendable, Codable {
    /// Items that name an order, or whose visit placed one.
    public var items: Int
    public var orders: Int
    /// What these orders come to, refunds taken off.
    public var value: Double
    /// Mean of all orders stored.
    public var basket: Double
    public var basketInterval: Interval
    /// From ``value`` to what it would be if each other item had an order of the upper end of the mean behind it.
    public var range: Interval
    /// ISO 4217, that of most orders; others are not counted. `nil` where orders name none.
    public var currency: String?
}

/// What the ranking can be sorted by; the largest first, but for names and effects that lower the score.
public enum TopSort: String, CaseIterable, Sendable, Codable {
    case priority, items, mentions, respondents, share, sentiment, severity, score, impact, gap, adjusted, trend, value
    case orders, name

    /// Whether the column has to be read item by item, for every row.
    var readsItems: Bool { self == .respondents || self == .adjusted || self == .value || self == .orders }

    /// Larger comes first; rows without a value last.
    func rank(_ row: TopReport.Row) -> Double {
        switch self {
        case .priority: row.priority
        case .items: Double(row.items)
        case .mentions: Double(row.mentions)
        case .respondents: Double(row.respondents ?? 0)
        case .share: row.share.value
        case .sentiment: -(row.sentiment ?? 2)
        case .severity: row.severity
        case .score: -(row.score.value ?? .infinity)
        case .impact: -(row.impact?.leaveOneOut ?? .infinity)
        case .gap: -(row.impact?.gap ?? .infinity)
        case .adjusted: -(row.adjusted?.coefficient ?? .infinity)
        case .trend: row.trend?.change.value ?? -.infinity
        case .value: row.exposed?.value ?? -.infinity
        case .orders: row.orders?.range.low ?? -.infinity
        case .name: 0
        }
    }
}

/// Gathers what stands beside a friction: who, in which segments, what it is with all others held, what it may cost.
struct TopEvidence {
    let query: TopQuery
    let store: FeedbackStore

    /// So many items of the rows shown are looked up one by one without being asked.
    static let quickLookups = 20_000
    /// So many scored items are fitted without being asked.
    static let quickItems = 50_000
    /// So many orders are summed without being asked.
    static let quickOrders = 200_000

    func add(to rows: inout [TopReport.Row], table: FrictionTable) throws {
        guard query.dimension == .friction else { return }
        let items = rows.reduce(0) { $0 + $1.items }
        if query.isExact || query.sort == .respondents || items <= Self.quickLookups {
            for index in rows.indices {
                rows[index].respondents = try store.respondents(of: rows[index].key, query.filter)
            }
        }
        if query.isExact || query.sort == .adjusted || table.whole.items <= Self.quickItems {
            let effects = TagEffects(
                try store.cases(CaseQuery(query.filter, metric: table.metric, by: TagEffects.held)))
            for index in rows.indices { rows[index].adjusted = effects.effects[rows[index].key] }
        }
        let isThorough = query.isExact || query.sort == .orders
        let orders = try store.orderValues(upTo: isThorough ? .max - 1 : Self.quickOrders)
        if let orders, isThorough || items <= Self.quickLookups { try addOrders(to: &rows, orders) }
        let links = try store.linkedItems(upTo: Self.quickLookups + 1)
        guard links > 0, query.isExact || query.sort == .value || links <= Self.quickLookups,
            let baskets = try store.baskets(currency: orders?.currency)
        else { return }
        for index in rows.indices {
            let visits = try store.visitOutcomes(of: rows[index].key, query.filter)
            rows[index].exposed = ExposedValue(visits, baskets)
        }
    }

    private func addOrders(to rows: inout [TopReport.Row], _ all: (currency: String, figures: BasketFigures)) throws {
        let orders = try store.orders(of: rows.map(\.key), query.filter, currency: all.currency)
        for index in rows.indices {
            guard let own = orders[rows[index].key] else { continue }
            rows[index].orders = OrdersAtStake(own, of: rows[index].items, all.figures, currency: all.currency)
        }
    }

    /// Channels and languages the shown frictions are named more often in than the other items.
    func addSegments(to rows: inout [TopReport.Row]) throws {
        guard query.dimension == .friction, !rows.isEmpty else { return }
        let dimensions: [InsightDimension] = [.channel, .language]
        var counts: [String: [String: Int]] = [:]
        for row in try store.tallies(TallyQuery(query.filter, by: [.friction] + dimensions, frictions: .tagged)) {
            for (place, dimension) in dimensions.enumerated() {
                counts[row.keys[0], default: [:]]["\(dimension)\t\(row.keys[place + 1])", default: 0] +=
                    row.counts.items
            }
        }
        var found: [(row: Int, lift: SegmentLift, p: Double)] = []
        let whole = counts[""] ?? [:]
        let total = whole.reduce(0) { $0 + ($1.key.hasPrefix("channel\t") ? $1.value : 0) }
        for index in rows.indices {
            let own = counts[rows[index].key] ?? [:]
            for (name, count) in own.sorted(by: { $0.key < $1.key }) {
                let parts = name.split(separator: "\t", omittingEmptySubsequences: false)
                let inside = (count, rows[index].items)
                let outside = ((whole[name] ?? 0) - count, total - rows[index].items)
                guard !parts[1].isEmpty, outside.1 > 0 else { continue }
                found.append(
                    (
                        index,
                        SegmentLift(
                            dimension: String(parts[0]), key: String(parts[1]),
                            share: ShareFigure(inside.0, of: inside.1),
                            elsewhere: ShareFigure(outside.0, of: outside.1), qValue: 1),
                        Probability.share(before: outside, after: inside)
                    ))
            }
        }
        for (entry, q) in zip(found, benjaminiHochberg(found.map(\.p))) {
            guard q < 0.05, entry.lift.share.value > entry.lift.elsewhere.value else { continue }
            var lift = entry.lift
            lift.qValue = q
            rows[entry.row].segments.append(lift)
        }
    }
}

extension OrdersAtStake {
    init(_ own: CategoryOrders, of items: Int, _ values: BasketFigures, currency: String) {
        (self.items, orders, value) = (own.items, own.orders, own.amount)
        (basket, basketInterval) = (values.mean, values.interval)
        let others = Double(max(0, items - own.items))
        range = Interval(low: own.amount, high: own.amount + others * values.interval.high)
        self.currency = currency.isEmpty ? nil : currency
    }
}

extension BasketFigures {
    /// Of the mean, by Student.
    fileprivate var interval: Interval {
        let reach = studentT95(degreesOfFreedom: Double(count - 1)) * (variance / Double(count)).squareRoot()
        return Interval(around: mean, halfWidth: reach)
    }
}

extension ExposedValue {
    /// - Returns: `nil` with under ten visits on a side.
    init?(_ visits: (with: VisitOutcomes, without: VisitOutcomes), _ baskets: BasketFigures) {
        guard visits.with.visits >= 10, visits.without.visits >= 10 else { return nil }
        abandonedWith = ShareFigure(visits.with.abandoned, of: visits.with.visits)
        abandonedWithout = ShareFigure(visits.without.abandoned, of: visits.without.visits)
        (basket, purchases) = (baskets.mean, baskets.count)
        let rates = Interval.newcombe(
            before: (Double(visits.without.abandoned), Double(visits.without.visits)),
            after: (Double(visits.with.abandoned), Double(visits.with.visits)))
        let (exposed, prices) = (Double(visits.with.visits), baskets.interval)
        let middle = exposed * (abandonedWith.value - abandonedWithout.value) * baskets.mean
        let ends = [rates.low, rates.high].flatMap { rate in [prices.low, prices.high].map { exposed * rate * $0 } }
        basketInterval = prices
        value = middle
        range = Interval(low: ends.min() ?? middle, high: ends.max() ?? middle)
    }
}
