import Feedback
import Testing

@Suite struct ScoreDifferenceTests {
    @Test func `two NPS differ as published`() throws {
        let before = NetPromoterScore(count: 410, promoters: 231, detractors: 96).tally
        let after = NetPromoterScore(count: 397, promoters: 188, detractors: 121).tally
        let difference = try #require(ScoreDifference(before: before, after: after))
        #expect(abs(difference.statistic + 2.68) < 0.005)
        #expect(abs(difference.interval.low + 27.6) < 0.05)
        #expect(abs(difference.interval.high + 4.3) < 0.05)
    }

    @Test func `two CSAT differ as published`() throws {
        let before = SatisfactionScore(count: 208, satisfied: 172).tally
        let after = SatisfactionScore(count: 211, satisfied: 139).tally
        let difference = try #require(ScoreDifference(before: before, after: after))
        #expect(abs(difference.value + 16.8) < 0.05)
        #expect(abs(difference.statistic + 3.93) < 0.005)
        #expect(difference.interval.excludesZero)
    }

    @Test func `means are compared with Welch's test`() throws {
        let before = ScoreTally(.ces, values: [5, 6, 7, 4, 6, 5, 7, 6])
        let after = ScoreTally(.ces, values: [3, 4, 2, 5, 4, 3])
        let difference = try #require(ScoreDifference(before: before, after: after))
        #expect(abs(difference.value + 2.25) < 1e-12)
        #expect(abs(difference.statistic + 3.9946) < 0.001)
        #expect(abs(try #require(difference.degreesOfFreedom) - 10.841) < 0.001)
    }

    @Test func `no answers on one side give no difference`() {
        #expect(
            ScoreDifference(before: ScoreTally(.nps), after: ScoreTally(.nps, count: 5, favourable: 5, unfavourable: 0))
                == nil)
    }
}
