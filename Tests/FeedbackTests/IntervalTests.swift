import Feedback
import TestSupport
import Testing

@Suite struct IntervalTests {
    @Test(arguments: [(12, 14, 60.0, 96.0), (0, 9, 0, 29.9), (172, 208, 77.0, 87.2)])
    func `Wilson's interval agrees with the published figures`(successes: Int, total: Int, low: Double, high: Double) {
        let interval = Interval.wilson(successes, of: total).scaled(by: 100)
        #expect(abs(interval.low - low) < 0.06)
        #expect(abs(interval.high - high) < 0.05)
    }

    @Test func `Agresti and Coull's interval agrees with the published figures`() {
        let interval = Interval.agrestiCoull(12, of: 100).scaled(by: 100)
        #expect(abs(interval.low - 6.90) < 0.005)
        #expect(abs(interval.high - 20.02) < 0.005)
    }

    @Test func `Newcombe's interval agrees with the published figures`() {
        let interval = Interval.newcombe(before: (172, 208), after: (139, 211)).scaled(by: 100)
        #expect(abs(interval.low + 24.8) < 0.05)
        #expect(abs(interval.high + 8.5) < 0.05)
    }

    /// n − 3 for a margin, as published for 50 % promoters and 20 % detractors.
    @Test(arguments: [(232, 10.0), (935, 5), (2601, 3)])
    func `the NPS margin falls as published`(count: Int, margin: Double) throws {
        let promoters = Int((Double(count) * 0.5).rounded())
        let detractors = Int((Double(count) * 0.2).rounded())
        let interval = try #require(
            NetPromoterScore(count: count, promoters: promoters, detractors: detractors).interval)
        #expect(abs((interval.high - interval.low) / 2 - margin) < 0.05)
    }

    @Test(arguments: [(1.0, 12.706), (9, 2.262), (10, 2.228), (11, 2.201), (29, 2.045), (120, 1.980), (1e9, 1.960)])
    func `Student's quantile is right to three digits`(freedom: Double, expected: Double) {
        #expect(abs(studentT95(degreesOfFreedom: freedom) - expected) < 0.0006)
    }

    @Test(arguments: 0..<100 as Range<UInt64>) func `a Wilson interval holds its share`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let total = Int.random(in: 1...500, using: &random)
        let successes = Int.random(in: 0...total, using: &random)
        let interval = Interval.wilson(successes, of: total)
        #expect(interval.low <= Double(successes) / Double(total) + 1e-12)
        #expect(interval.high >= Double(successes) / Double(total) - 1e-12)
        #expect(interval.low >= 0 && interval.high <= 1)
    }
}
