/// What one cell of the `rollup` table holds: counts and sums that add up over cells.
///
/// `p…` members count only the items that belong to the cell in the partition by most severe friction, so that they add
/// up to the whole over frictions; the others count an item in every friction it names.
public struct RollupCounts: Hashable, Sendable {
    public var items = 0
    public var mentions = 0
    public var severitySum = 0
    public var primaryItems = 0
    public var npsN = 0
    public var npsPromoters = 0
    public var npsDetractors = 0
    public var csatN = 0
    public var csatTop = 0
    public var csatSum = 0.0
    public var csatSquares = 0.0
    public var cesN = 0
    public var cesSum = 0.0
    public var cesSquares = 0.0
    public var starsN = 0
    public var starsSum = 0.0
    public var starsSquares = 0.0
    public var sentimentN = 0
    public var sentimentPositive = 0
    public var sentimentNegative = 0
    public var sentimentSum = 0.0
    public var sentimentSquares = 0.0
    public var primaryNPSN = 0
    public var primaryNPSPromoters = 0
    public var primaryNPSDetractors = 0
    public var primaryCSATN = 0
    public var primaryCSATTop = 0
    public var primaryStarsN = 0
    public var primaryStarsSum = 0.0
    public var primaryCESN = 0
    public var primaryCESSum = 0.0
    public var primarySentimentN = 0
    public var primarySentimentPositive = 0
    public var primarySentimentNegative = 0

    public init() {}

    package enum Field: Sendable {
        case count(any WritableKeyPath<RollupCounts, Int> & Sendable)
        case sum(any WritableKeyPath<RollupCounts, Double> & Sendable)
    }

    package struct Column: Sendable {
        package var name: String
        package var field: Field
        package var type: String {
            switch field {
            case .count: "INTEGER"
            case .sum: "REAL"
            }
        }
    }

    /// The columns of the `rollup` table after its key, in their order.
    package static let columns: [Column] = [
        Column(name: "items", field: .count(\.items)),
        Column(name: "mentions", field: .count(\.mentions)),
        Column(name: "severity_sum", field: .count(\.severitySum)),
        Column(name: "primary_items", field: .count(\.primaryItems)),
        Column(name: "nps_n", field: .count(\.npsN)),
        Column(name: "nps_promoters", field: .count(\.npsPromoters)),
        Column(name: "nps_detractors", field: .count(\.npsDetractors)),
        Column(name: "csat_n", field: .count(\.csatN)),
        Column(name: "csat_top", field: .count(\.csatTop)),
        Column(name: "csat_sum", field: .sum(\.csatSum)),
        Column(name: "csat_sq", field: .sum(\.csatSquares)),
        Column(name: "ces_n", field: .count(\.cesN)),
        Column(name: "ces_sum", field: .sum(\.cesSum)),
        Column(name: "ces_sq", field: .sum(\.cesSquares)),
        Column(name: "stars_n", field: .count(\.starsN)),
        Column(name: "stars_sum", field: .sum(\.starsSum)),
        Column(name: "stars_sq", field: .sum(\.starsSquares)),
        Column(name: "sentiment_n", field: .count(\.sentimentN)),
        Column(name: "sentiment_positive", field: .count(\.sentimentPositive)),
        Column(name: "sentiment_negative", field: .count(\.sentimentNegative)),
        Column(name: "sentiment_sum", field: .sum(\.sentimentSum)),
        Column(name: "sentiment_sq", field: .sum(\.sentimentSquares)),
        Column(name: "p_nps_n", field: .count(\.primaryNPSN)),
        Column(name: "p_nps_promoters", field: .count(\.primaryNPSPromoters)),
        Column(name: "p_nps_detractors", field: .count(\.primaryNPSDetractors)),
        Column(name: "p_csat_n", field: .count(\.primaryCSATN)),
        Column(name: "p_csat_top", field: .count(\.primaryCSATTop)),
        Column(name: "p_stars_n", field: .count(\.primaryStarsN)),
        Column(name: "p_stars_sum", field: .sum(\.primaryStarsSum)),
        Column(name: "p_ces_n", field: .count(\.primaryCESN)),
        Column(name: "p_ces_sum", field: .sum(\.primaryCESSum)),
        Column(name: "p_sentiment_n", field: .count(\.primarySentimentN)),
        Column(name: "p_sentiment_positive", field: .count(\.primarySentimentPositive)),
        Column(name: "p_sentiment_negative", field: .count(\.primarySentimentNegative)),
    ]

    /// Adds (`sign` 1) or takes away (−1) another cell.
    package mutating func add(_ other: RollupCounts, sign: Int = 1) {
        items += sign * other.items
        mentions += sign * other.mentions
        severitySum += sign * other.severitySum
        primaryItems += sign * other.primaryItems
        npsN += sign * other.npsN
        npsPromoters += sign * other.npsPromoters
        npsDetractors += sign * other.npsDetractors
        csatN += sign * other.csatN
        csatTop += sign * other.csatTop
        cesN += sign * other.cesN
        starsN += sign * other.starsN
        sentimentN += sign * other.sentimentN
        sentimentPositive += sign * other.sentimentPositive
        sentimentNegative += sign * other.sentimentNegative
        primaryNPSN += sign * other.primaryNPSN
        primaryNPSPromoters += sign * other.primaryNPSPromoters
        primaryNPSDetractors += sign * other.primaryNPSDetractors
        primaryCSATN += sign * other.primaryCSATN
        primaryCSATTop += sign * other.primaryCSATTop
        primaryStarsN += sign * other.primaryStarsN
        primaryCESN += sign * other.primaryCESN
        primarySentimentN += sign * other.primarySentimentN
        primarySentimentPositive += sign * other.primarySentimentPositive
        primarySentimentNegative += sign * other.primarySentimentNegative
        let factor = Double(sign)
        csatSum += factor * other.csatSum
        csatSquares += factor * other.csatSquares
        cesSum += factor * other.cesSum
        cesSquares += factor * other.cesSquares
        starsSum += factor * other.starsSum
        starsSquares += factor * other.starsSquares
        sentimentSum += factor * other.sentimentSum
        sentimentSquares += factor * other.sentimentSquares
        primaryStarsSum += factor * other.primaryStarsSum
        primaryCESSum += factor * other.primaryCESSum
    }
}

extension RawStatement {
    /// Binds the counts in the order of ``RollupCounts/columns``: by name, since a key path costs more than the binding.
    func bind(_ counts: RollupCounts) {
        bind(counts.items)
        bind(counts.mentions)
        bind(counts.severitySum)
        bind(counts.primaryItems)
        bind(counts.npsN)
        bind(counts.npsPromoters)
        bind(counts.npsDetractors)
        bind(counts.csatN)
        bind(counts.csatTop)
        bind(counts.csatSum)
        bind(counts.csatSquares)
        bind(counts.cesN)
        bind(counts.cesSum)
        bind(counts.cesSquares)
        bind(counts.starsN)
        bind(counts.starsSum)
        bind(counts.starsSquares)
        bind(counts.sentimentN)
        bind(counts.sentimentPositive)
        bind(counts.sentimentNegative)
        bind(counts.sentimentSum)
        bind(counts.sentimentSquares)
        bind(counts.primaryNPSN)
        bind(counts.primaryNPSPromoters)
        bind(counts.primaryNPSDetractors)
        bind(counts.primaryCSATN)
        bind(counts.primaryCSATTop)
        bind(counts.primaryStarsN)
        bind(counts.primaryStarsSum)
        bind(counts.primaryCESN)
        bind(counts.primaryCESSum)
        bind(counts.primarySentimentN)
        bind(counts.primarySentimentPositive)
        bind(counts.primarySentimentNegative)
    }
}
