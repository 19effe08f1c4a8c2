/// An answer to "the company made it easy to handle my issue" (CES 2.0).
///
/// - Unit: whole points, 1 (strongly disagree) to 7 (strongly agree): high is good.
public struct CESRating: Hashable, Sendable {
    public static let scale = 1...7
    public let points: Int

    /// - Throws: ``RatingError/offScale(_:scale:)`` when `points` is not on the ``scale``.
    public init(_ points: Int) throws(RatingError) {
        guard Self.scale.contains(points) else { throw .offScale(Double(points), scale: .ces) }
        self.points = points
    }
}

/// The mean agreement with "made it easy".
///
/// - Unit: 1 to 7.
public struct EffortScore: Hashable, Sendable {
    public var tally: ScoreTally

    public init(_ ratings: some Sequence<CESRating>) {
        tally = ScoreTally(.ces, values: ratings.lazy.map { Double($0.points) })
    }

    /// `nil` when there is no answer.
    public var mean: Double? { tally.value }
    /// Student's t, 95 %, cut at the ends of the scale.
    public var interval: Interval? { tally.interval }
}
