/// Positive items minus negative ones, in percent of the items with evidence of a sentiment.
///
/// - Unit: points, −100 to 100. Items, not mentions: a long complaint counts once.
public struct NetSentiment: Hashable, Sendable {
    public var count: Int
    public var positive: Int
    public var negative: Int

    public init(count: Int, positive: Int, negative: Int) {
        self.count = count
        self.positive = positive
        self.negative = negative
    }

    /// 0 when there is no item.
    public var points: Double { tally.value ?? 0 }
    /// Adjusted Wald, 95 %, as for the NPS.
    public var interval: Interval? { tally.interval }
    public var tally: ScoreTally { ScoreTally(.sentiment, count: count, favourable: positive, unfavourable: negative) }
}
