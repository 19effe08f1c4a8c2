import Foundation
import TestSupport
import Testing

@testable import Insights

@Suite struct SeasonalTrendTests {
    private static func season(_ index: Int) -> Double { 5 * sin(2 * .pi * Double(index) / 52) }

    @Test func `trend and season are told apart`() {
        let values = (0..<208).map { 30 + 0.02 * Double($0) + Self.season($0) }
        let parts = SeasonalTrend(values, season: 52)
        for index in 52..<156 {
            #expect(abs(parts.seasonal[index] - Self.season(index)) < 0.25)
            #expect(abs(parts.trend[index] - 30 - 0.02 * Double(index)) < 0.25)
        }
        #expect(parts.strength > 0.95)
        for index in values.indices {
            #expect(abs(parts.trend[index] + parts.seasonal[index] + parts.remainder[index] - values[index]) < 1e-9)
        }
    }

    @Test func `an outlier bends neither`() {
        var values = (0..<208).map { 30 + Self.season($0) }
        values[100] = -50
        let parts = SeasonalTrend(values, season: 52)
        #expect(abs(parts.seasonal[100] - Self.season(100)) < 1)
        #expect(abs(parts.trend[100] - 30) < 0.5)
    }

    @Test(arguments: 0..<20 as Range<UInt64>) func `chance is no season`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let values = (0..<104).map { _ in (0..<12).reduce(0.0) { sum, _ in sum + .random(in: -1...1, using: &random) } }
        #expect(SeasonalTrend(values, season: 52).strength < 0.75)
    }

    @Test(arguments: [(3.0, 7.0), (3, 30), (2.7, 9), (-3, 7), (2, 4)])
    func `Student's distances are as rare as normal ones`(z: Double, freedom: Double) {
        let t = Probability.student(asRareAs: z, degreesOfFreedom: freedom)
        #expect(t.sign == z.sign)
        let ratio = Probability.twoSided(t: t, degreesOfFreedom: freedom) / Probability.twoSided(z: z)
        #expect(abs(ratio - 1) < 0.06)
    }

    @Test func `Gauss's points integrate polynomials exactly`() {
        let nodes = Probability.gaussLegendre(5)
        #expect(abs(nodes.reduce(0) { $0 + $1.weight } - 2) < 1e-12)
        #expect(abs(nodes.reduce(0) { $0 + $1.weight * pow($1.node, 8) } - 2.0 / 9) < 1e-12)
    }
}
