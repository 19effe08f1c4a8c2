import Feedback
import Testing

@Suite struct ScoreTallyTests {
    @Test(arguments: ScoreMetric.allCases) func `no answers give no score`(metric: ScoreMetric) {
        #expect(ScoreTally(metric).value == nil)
        #expect(ScoreTally(metric).interval == nil)
    }

    @Test(arguments: [(0, ScoreFloor.tooFew), (9, .tooFew), (10, .indicative), (29, .indicative), (30, .normal)])
    func `the floor says what may be shown`(count: Int, expected: ScoreFloor) {
        #expect(ScoreFloor(count: count) == expected)
    }

    @Test func `tallies add up and subtract`() {
        let (left, right) = (ScoreTally(.stars, values: [1, 5, 3]), ScoreTally(.stars, values: [4, 4]))
        #expect(left + right == ScoreTally(.stars, values: [1, 5, 3, 4, 4]))
        #expect((left + right) - right == left)
    }

    @Test func `shares survive the trip through sums`() {
        let tally = ScoreTally(.nps, count: 410, favourable: 231, unfavourable: 96)
        #expect(tally.favourable == 231)
        #expect(tally.unfavourable == 96)
    }

    @Test func `ten equal ratings do not make a mean certain`() throws {
        let interval = try #require(ScoreTally(.stars, values: Array(repeating: 4, count: 10)).interval)
        #expect(interval.low < 3.9 && interval.high > 4.1)
    }
}
