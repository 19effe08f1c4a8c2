/// What one cell of the `rollup` table holds: counts and sums that add up over cells.
///
/// `p…` members count only the items that belong to the cell in the partition by most severe friction, so that they add
/// up to the whole over frictions; the others count an item in every friction it names.
public struct RollupCounts: Hashable, Sendable {
    @Count public var items = 0
    @Count public var mentions = 0
    @Count public var severitySum = 0
    @Count public var primaryItems = 0
    @Count public var npsN = 0
    @Count public var npsPromoters = 0
    @Count public var npsDetractors = 0
    @Count public var csatN = 0
    @Count public var csatTop = 0
    @Count public var cesN = 0
    @Count public var starsN = 0
    @Count public var sentimentN = 0
    @Count public var sentimentPositive = 0
    @Count public var sentimentNegative = 0
    @Count public var primaryNPSN = 0
    @Count public var primaryNPSPromoters = 0
    @Count public var primaryNPSDetractors = 0
    @Count public var primaryCSATN = 0
    @Count public var primaryCSATTop = 0
    @Count public var primaryStarsN = 0
    @Count public var primaryCESN = 0
    @Count public var primarySentimentN = 0
    @Count public var primarySentimentPositive = 0
    @Count public var primarySentimentNegative = 0
    public var csatSum = 0.0
    public var csatSquares = 0.0
    public var cesSum = 0.0
    public var cesSquares = 0.0
    public var starsSum = 0.0
    public var starsSquares = 0.0
    public var sentimentSum = 0.0
    public var sentimentSquares = 0.0
    public var primaryStarsSum = 0.0
    public var primaryCESSum = 0.0

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

/// A count in 32 bits, up to two thousand million: an import holds tens of thousands of cells.
@propertyWrapper public struct Count: Hashable, Sendable {
    private var value: Int32

    public var wrappedValue: Int {
        get { Int(value) }
        set { value = Int32(newValue) }
    }

    public init(wrappedValue: Int) { value = Int32(wrappedValue) }
}
