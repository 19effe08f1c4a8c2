/// An answer to "how satisfied are you?".
///
/// - Unit: whole points, 1 (very dissatisfied) to 5 (very satisfied).
public struct CSATRating: Hashable, Sendable {
    public static let scale = 1...5
    public let points: Int

    /// - Throws: ``RatingError/offScale(_:scale:)`` when `points` is not on the ``scale``.
    public init(_ points: Int) throws(RatingError) {
        guard Self.scale.contains(points) else { throw .offScale(Double(points), scale: .csat) }
        self.points = points
    }

    public var isSatisfied: Bool { points >= 4 }
}

/// The share of satisfied answers: 4 and 5 of 5, or 6 and 7 of 7.
///
/// - Unit: percent, 0 to 100.
public struct SatisfactionScore: Hashable, Sendable {
    public var count: Int
    public var satisfied: Int

    public init(count: Int, satisfied: Int) {
        self.count = count
        self.satisfied = satisfied
    }

    public init(_ ratings: some Sequence<CSATRating>) {
        self.init(count: 0, satisfied: 0)
        for rating in ratings {
            count += 1
            satisfied += rating.isSatisfied ? 1 : 0
        }
    }

    /// 0 when there is no answer.
    public var percent: Double { tally.value ?? 0 }
    /// Wilson, 95 %.
    public var interval: Interval? { tally.interval }
    public var tally: ScoreTally { ScoreTally(.csat, count: count, favourable: satisfied, unfavourable: 0) }
}
