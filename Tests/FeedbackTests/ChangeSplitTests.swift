import Feedback
import TestSupport
import Testing

@Suite struct ChangeSplitTests {
    @Test(arguments: 0..<200 as Range<UInt64>) func `contributions add up to the change`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let metric = ScoreMetric.allCases[Int(seed % 5)]
        func tally() -> ScoreTally {
            // Some parts are new, some vanish.
            let count = Bool.random(using: &random) ? Int.random(in: 0...40, using: &random) : 0
            guard metric.family == .mean else {
                let up = Int.random(in: 0...count, using: &random)
                let down = metric.family == .share ? 0 : Int.random(in: 0...(count - up), using: &random)
                return ScoreTally(metric, count: count, favourable: up, unfavourable: down)
            }
            return ScoreTally(metric, values: (0..<count).map { _ in Double(Int.random(in: 1...5, using: &random)) })
        }
        var groups = (0..<12).map { (key: "\($0)", before: tally(), after: tally()) }
        groups.append(("always", ScoreTally(metric, values: [1, 2]), ScoreTally(metric, values: [3])))
        let split = try #require(ChangeSplit(groups))
        let whole0 = groups.reduce(ScoreTally(metric)) { $0 + $1.before }
        let whole1 = groups.reduce(ScoreTally(metric)) { $0 + $1.after }
        let observed = try #require(whole1.value) - #require(whole0.value)
        #expect(abs(split.parts.reduce(0) { $0 + $1.contribution } - observed) < 1e-9)
        #expect(abs(split.change - observed) < 1e-9)
    }

    /// Checkout CSAT of two months, as printed in the reference answer.
    @Test func `payment explains 84 % of the reference fall`() throws {
        func csat(_ satisfied: Int, _ count: Int) -> ScoreTally {
            SatisfactionScore(count: count, satisfied: satisfied).tally
        }
        let split = try #require(
            ChangeSplit([
                ("payment", csat(172, 208), csat(139, 211)), ("basket", csat(148, 180), csat(141, 176)),
                ("delivery", csat(121, 150), csat(118, 149)), ("confirmation", csat(95, 104), csat(99, 110)),
            ]))
        let payment = try #require(split.parts.first)
        #expect(abs(split.change + 6.55) < 0.005)
        #expect(abs(payment.rate + 5.49) < 0.005)
        #expect(abs(payment.mix) < 0.005)
        #expect(abs(payment.contribution / split.change - 0.84) < 0.005)
    }

    @Test func `a period without answers has no split`() {
        #expect(
            ChangeSplit([("a", ScoreTally(.nps), ScoreTally(.nps, count: 1, favourable: 1, unfavourable: 0))]) == nil)
        #expect(ChangeSplit([]) == nil)
    }
}
