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
