package import Feedback
import GRDB

/// How items are counted over friction categories.
package enum FrictionView: Sendable {
    /// Each item once.
    case whole
    /// Each item once under `""` and once under every category it names.
    case tagged
    /// Each item once: under its most severe category, or `""` when it has none.
    case partition
}

/// The counts of one group of items.
package struct TallyRow: Sendable {
    /// What ``TallyQuery/bucket`` gave for the day.
    package var bucket: Int
    /// One key a dimension, in the query's order.
    package var keys: [String]
    /// In a partition the plain members count the items of the part.
    package var counts: RollupCounts

    package init(bucket: Int, keys: [String], counts: RollupCounts) {
        self.bucket = bucket
        self.keys = keys
        self.counts = counts
    }
}

package struct TallyQuery: Sendable {
    package var filter: InsightFilter
    package var dimensions: [InsightDimension]
    package var frictions: FrictionView
    package var metrics: Set<ScoreMetric>
    /// Puts a day (−1: no date) in a group, by default all in one.
    package var bucket: @Sendable (Int) -> Int

    package init(
        _ filter: InsightFilter, by dimensions: [InsightDimension] = [], frictions: FrictionView = .whole,
        metrics: Set<ScoreMetric> = [], bucket: @escaping @Sendable (Int) -> Int = { _ in 0 }
    ) {
        self.filter = filter
        self.dimensions = dimensions
        self.frictions = frictions
        self.metrics = metrics
        self.bucket = bucket
    }

    /// Whether the daily counts hold what the query needs: attributes, and categories within a category, are on items.
    var fitsRollup: Bool {
        dimensions.allSatisfy(InsightDimension.standard.contains) && filter.segments.isEmpty
            && (filter.friction == nil || frictions == .whole)
    }
}

extension FeedbackStore {
    /// Counts items by the query's dimensions, from the daily counts where they hold what is needed, else from the items.
    ///
    /// - Returns: one row a group with items, in no order.
    package func tallies(_ query: TallyQuery) throws -> [TallyRow] {
        try read { db in
            if query.fitsRollup {
                var scan = RollupScan(query)
                return try scan.rows(db)
            }
            if var tally = ColumnTally(query) { return try tally.rows(db) }
            var scan = ItemScan(query)
            return try scan.rows(db)
        }
    }

    /// The first and last day with dated feedback.
    package func dayRange() throws -> ClosedRange<Int>? {
        try read { db in
            // One bound a query: SQLite finds each at an end of the key, and would scan for both at once.
            let first = try Int.fetchOne(db, sql: "SELECT min(day) FROM rollup WHERE day > -1")
            let last = try Int.fetchOne(db, sql: "SELECT max(day) FROM rollup WHERE day > -1")
            return first.flatMap { first in last.map { first...$0 } }
        }
    }

    /// The metrics some question of the store asks for, and sentiment.
    package func metrics() throws -> Set<ScoreMetric> {
        try read { db in
            let kinds = try String.fetchSet(
                db,
                sql: """
                    SELECT DISTINCT CASE WHEN kind = 'rating' THEN 'stars' ELSE kind END FROM question
                    WHERE kind IN ('nps', 'csat', 'ces') OR (kind = 'rating' AND scale_max = 5)
                    """)
            return Set(kinds.compactMap(ScoreMetric.init)).union([.sentiment])
        }
    }
}

extension RollupCounts {
    /// One metric's answers among these counts.
    package func tally(_ metric: ScoreMetric) -> ScoreTally {
        switch metric {
        case .nps: ScoreTally(.nps, count: npsN, favourable: npsPromoters, unfavourable: npsDetractors)
        case .csat: ScoreTally(.csat, count: csatN, favourable: csatTop, unfavourable: 0)
        case .ces: ScoreTally(.ces, count: cesN, sum: cesSum, squares: cesSquares)
        case .stars: ScoreTally(.stars, count: starsN, sum: starsSum, squares: starsSquares)
        case .sentiment:
            ScoreTally(.sentiment, count: sentimentN, favourable: sentimentPositive, unfavourable: sentimentNegative)
        }
    }

    /// The members that belong to the partition by most severe friction, as plain counts.
    ///
    /// Squares are not kept for the partition: the spread of CES and stars is taken from all items of the category.
    var partitionPart: RollupCounts {
        var part = RollupCounts()
        part.items = primaryItems
        (part.npsN, part.npsPromoters, part.npsDetractors) = (primaryNPSN, primaryNPSPromoters, primaryNPSDetractors)
        (part.csatN, part.csatTop) = (primaryCSATN, primaryCSATTop)
        (part.sentimentN, part.sentimentPositive, part.sentimentNegative) =
            (primarySentimentN, primarySentimentPositive, primarySentimentNegative)
        (part.starsN, part.starsSum) = (primaryStarsN, primaryStarsSum)
        (part.cesN, part.cesSum) = (primaryCESN, primaryCESSum)
        part.starsSquares = Self.squares(count: part.starsN, sum: part.starsSum, spreadOf: tally(.stars))
        part.cesSquares = Self.squares(count: part.cesN, sum: part.cesSum, spreadOf: tally(.ces))
        return part
    }

    private static func squares(count: Int, sum: Double, spreadOf tally: ScoreTally) -> Double {
        guard count > 0 else { return 0 }
        return sum * sum / Double(count) + tally.variance * Double(max(0, count - 1))
    }
}
