import Feedback
public import FeedbackStore

/// What each group of customers says: its score and its first friction against everyone else's. Groups overlap.
public struct SegmentQuery: Sendable {
    public var filter: InsightFilter
    /// Groups with fewer customers or fewer items are named without any figure: three people are never shown.
    public var minimum: Int

    public static let floor = 10

    public init(filter: InsightFilter = InsightFilter(), minimum: Int = floor) {
        self.filter = filter
        self.minimum = max(minimum, 5)
    }

    /// - Parameter segments: codes, in the order wanted.
    public func run(_ segments: [String], on store: FeedbackStore) throws -> SegmentReport {
        let sizes = try store.segmentSizes()
        return try report(on: store) { row in
            try segments.map { code in
                try row(code, "segment", sizes[code] ?? 0, nil)
            }
        }
    }

    /// The same by how recently, how often and for how much customers buy.
    public func runRFM(on store: FeedbackStore) throws -> SegmentReport {
        let cells = try store.rfmCells()
        return try report(on: store) { row in
            try cells.map { cell in try row(cell.cell, "rfm", cell.customers, cell.revenue) }
        }
    }

    private typealias Row = SegmentReport.Row

    private func report(
        on store: FeedbackStore, _ rows: ((String, String, Int, Double?) throws -> Row) throws -> [Row]
    ) throws -> SegmentReport {
        let metric = try store.defaultMetric(filter)
        let all = try Counts(filter, metric, store)
        var made = try rows { code, attribute, customers, revenue in
            try self.row(code, attribute, customers, revenue, metric, all, store)
        }
        var differences = made.map { $0.difference ?? .none }
        differences.correctForNumber(\.self)
        for index in made.indices where made[index].difference != nil { made[index].difference = differences[index] }
        return SegmentReport(
            items: all.whole.items, score: ScoreFigure(all.whole.tally(metric)), minimum: minimum, rows: made)
    }

    private func row(
        _ code: String, _ attribute: String, _ customers: Int, _ revenue: Double?, _ metric: ScoreMetric, _ all: Counts,
        _ store: FeedbackStore
    ) throws -> Row {
        guard customers >= minimum else { return Row(code: code, customers: nil) }
        var filter = filter
        filter.segments.append(SegmentCondition(name: attribute, value: code))
        let own = try Counts(filter, metric, store)
        var row = Row(code: code, customers: customers, revenue: revenue)
        guard own.whole.items >= minimum else { return row }
        row.items = own.whole.items
        row.score = ScoreFigure(own.whole.tally(metric))
        // A cell of a table this small could name who wrote it.
        let frictions = own.frictions.filter { $0.value >= 5 }
        guard let top = frictions.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) else { return row }
        let here = ShareFigure(top.value, of: own.whole.items)
        let elsewhere = ShareFigure(
            (all.frictions[top.key] ?? top.value) - top.value, of: all.whole.items - own.whole.items)
        row.friction = top.key
        row.frictionShare = here
        row.elsewhere = elsewhere
        row.difference = DifferenceFigure(before: elsewhere, after: here)
        return row
    }

    private struct Counts {
        var whole = RollupCounts()
        var frictions: [String: Int] = [:]

        init(_ filter: InsightFilter, _ metric: ScoreMetric, _ store: FeedbackStore) throws {
            for row in try store.tallies(TallyQuery(filter, by: [.friction], frictions: .tagged, metrics: [metric])) {
                if row.keys[0].isEmpty {
                    whole.add(row.counts)
                } else {
                    frictions[row.keys[0], default: 0] += row.counts.items
                }
            }
        }
    }
}

public struct SegmentReport: Sendable, Codable {
    public struct Row: Sendable, Codable {
        public var code: String
        /// `nil` under the minimum.
        public var customers: Int?
        /// RFM cells only.
        public var revenue: Double?
        /// `nil` under the minimum, as is all that follows.
        public var items: Int?
        public var score: ScoreFigure?
        /// The friction most of its items name.
        public var friction: String?
        public var frictionShare: ShareFigure?
        /// The same friction's share of all other items.
        public var elsewhere: ShareFigure?
        public var difference: DifferenceFigure?
    }

    public var items: Int
    public var score: ScoreFigure
    public var minimum: Int
    /// A customer may be in several.
    public var rows: [Row]
}
