/// The mean of star ratings.
///
/// - Unit: 1 to 5.
public struct StarScore: Hashable, Sendable {
    public var tally: ScoreTally

    /// - Parameter stars: each from 1 to 5.
    public init(_ stars: some Sequence<Double>) { tally = ScoreTally(.stars, values: stars) }

    /// `nil` when there is no answer.
    public var mean: Double? { tally.value }
    /// Student's t, 95 %, cut at the ends of the scale.
    public var interval: Interval? { tally.interval }
}
