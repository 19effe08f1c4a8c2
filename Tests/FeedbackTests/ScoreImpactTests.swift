import Feedback
import TestSupport
import Testing

@Suite struct ScoreImpactTests {
    /// S = 30, p = 0.08, Sₜ = −55.
    @Test func `leave-one-out and gap agree with the worked identity`() throws {
        let theme = ScoreTally(.nps, count: 800, favourable: 120, unfavourable: 560)
        let whole = ScoreTally(.nps, count: 10_000, favourable: 5_000, unfavourable: 2_000)
        let impact = try #require(ScoreImpact(theme: theme, whole: whole))
        #expect(abs(impact.leaveOneOut + 7.39) < 0.005)
        #expect(abs(impact.gap + 85) < 1e-9)
        #expect(impact.leaveOneOutInterval.contains(impact.leaveOneOut))
        #expect(impact.gapInterval.contains(impact.gap))
    }

    @Test(arguments: 0..<50 as Range<UInt64>) func `leave-one-out is the score minus the score without`(seed: UInt64)
        throws
    {
        var random = SplitMix64(seed: seed)
        let theme = ScoreTally(.stars, values: (0..<20).map { _ in Double(Int.random(in: 1...5, using: &random)) })
        let rest = ScoreTally(.stars, values: (0..<55).map { _ in Double(Int.random(in: 1...5, using: &random)) })
        let impact = try #require(ScoreImpact(theme: theme, whole: theme + rest))
        let expected = try #require((theme + rest).value) - #require(rest.value)
        #expect(abs(impact.leaveOneOut - expected) < 1e-9)
    }

    @Test func `a theme nobody or everybody names has no impact`() {
        let whole = ScoreTally(.nps, count: 10, favourable: 5, unfavourable: 2)
        #expect(ScoreImpact(theme: ScoreTally(.nps), whole: whole) == nil)
        #expect(ScoreImpact(theme: whole, whole: whole) == nil)
    }
}
