import Feedback
import Testing

@Suite struct RatingScaleTests {
    @Test(arguments: [0, 6]) func `CSAT ratings run from 1 to 5`(points: Int) {
        #expect(throws: RatingError.offScale(Double(points), scale: .csat)) { try CSATRating(points) }
    }

    @Test(arguments: [0, 8]) func `CES ratings run from 1 to 7`(points: Int) {
        #expect(throws: RatingError.offScale(Double(points), scale: .ces)) { try CESRating(points) }
    }

    @Test func `satisfied is 4 or 5`() throws {
        let score = SatisfactionScore(try (1...5).map(CSATRating.init))
        #expect(score.satisfied == 2)
        #expect(score.percent == 40)
    }

    @Test func `effort is a mean on its own scale`() throws {
        let score = EffortScore(try [7, 7, 4, 6].map(CESRating.init))
        #expect(score.mean == 6)
        #expect(try #require(score.interval).high == 7)
    }
}
