import Feedback
import Testing

/// Nominal 95 % intervals hold the truth 94 to 96 times in a hundred.
///
/// For a given true score the coverage jumps with n, since counts are whole: each figure here is an average over a
/// spread of true scores, as coverage is judged for shares.
@Suite struct CoverageTests {
    private static let sizes = [10, 12, 15, 20, 30, 50, 100, 300, 1_000, 3_000, 10_000]
    private static let draws = 20_000

    @Test(arguments: sizes) func `an NPS interval holds the true score as often as it says`(count: Int) throws {
        var random = SeededRandom(seed: UInt64(count))
        var held = 0
        for _ in 0..<Self.draws {
            let (promoters, detractors) = (0.2 + 0.5 * random.unit(), 0.05 + 0.25 * random.unit())
            let drawn = random.multinomial(count, [promoters, detractors, 1 - promoters - detractors])
            let score = NetPromoterScore(count: count, promoters: drawn[0], detractors: drawn[1])
            if try #require(score.interval).contains(100 * (promoters - detractors)) { held += 1 }
        }
        let coverage = Double(held) / Double(Self.draws)
        #expect((0.94...0.96).contains(coverage), "n = \(count): \(coverage)")
    }

    @Test(arguments: sizes) func `a CSAT interval holds the true share as often as it says`(count: Int) throws {
        var random = SeededRandom(seed: UInt64(count) + 1)
        var held = 0
        for _ in 0..<Self.draws {
            let satisfied = 0.1 + 0.8 * random.unit()
            let score = SatisfactionScore(count: count, satisfied: random.binomial(count, satisfied))
            if try #require(score.interval).contains(100 * satisfied) { held += 1 }
        }
        let coverage = Double(held) / Double(Self.draws)
        #expect((0.94...0.96).contains(coverage), "n = \(count): \(coverage)")
    }
}
