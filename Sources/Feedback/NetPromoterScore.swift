/// An answer to "how likely are you to recommend us?".
///
/// - Unit: whole points, 0 (not at all likely) to 10 (extremely likely).
/// - Source: F. Reichheld, "The One Number You Need to Grow", HBR, December 2003.
public struct NPSRating: Hashable, Sendable {
    public static let scale = 0...10
    public let points: Int

    /// - Throws: ``RatingError/offScale(_:scale:)`` when `points` is not on the ``scale``.
    public init(_ points: Int) throws(RatingError) {
        guard Self.scale.contains(points) else { throw .offScale(Double(points), scale: .nps) }
        self.points = points
    }

    public var segment: NPSSegment { points >= 9 ? .promoter : points >= 7 ? .passive : .detractor }
}

public enum NPSSegment: String, CaseIterable, Sendable, Codable {
    case promoter, passive, detractor
}

/// Promoters minus detractors, in percent of all answers.
///
/// - Unit: points, −100 to 100.
public struct NetPromoterScore: Hashable, Sendable {
    public var count: Int
    public var promoters: Int
    public var detractors: Int

    public init(count: Int, promoters: Int, detractors: Int) {
        self.count = count
        self.promoters = promoters
        self.detractors = detractors
    }

    public init(_ ratings: some Sequence<NPSRating>) {
        self.init(count: 0, promoters: 0, detractors: 0)
        for rating in ratings {
            count += 1
            promoters += rating.segment == .promoter ? 1 : 0
            detractors += rating.segment == .detractor ? 1 : 0
        }
    }

    /// 0 when there is no answer.
    public var points: Double { tally.value ?? 0 }
    /// Adjusted Wald, 95 %; centred on the score with ¾ promoter, ¾ detractor and 1½ passive added.
    public var interval: Interval? { tally.interval }
    public var tally: ScoreTally {
        ScoreTally(.nps, count: count, favourable: promoters, unfavourable: detractors)
    }
}
