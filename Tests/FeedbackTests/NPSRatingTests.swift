import Feedback
import TestSupport
import Testing

@Suite struct NPSRatingTests {
    @Test(arguments: [
        (0, NPSSegment.detractor), (6, .detractor), (7, .passive), (8, .passive), (9, .promoter), (10, .promoter),
    ])
    func `a rating falls in one segment`(points: Int, expected: NPSSegment) throws {
        #expect(try NPSRating(points).segment == expected)
    }

    @Test(arguments: [-1, 11, .max]) func `a rating off the scale is refused`(points: Int) {
        #expect(throws: RatingError.offScale(Double(points), scale: .nps)) { try NPSRating(points) }
    }

    @Test(arguments: 0..<100 as Range<UInt64>) func `NPS stays within ±100 and its interval too`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let ratings = try (0..<Int.random(in: 1...50, using: &random)).map { _ in
            try NPSRating(.random(in: 0...10, using: &random))
        }
        let score = NetPromoterScore(ratings)
        let interval = try #require(score.interval)
        #expect(abs(score.points) <= 100)
        #expect(interval.low >= -100 && interval.high <= 100 && interval.low < interval.high)
    }
}
