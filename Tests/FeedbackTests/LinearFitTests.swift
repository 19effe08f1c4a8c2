import Feedback
import TestSupport
import Testing

@Suite struct LinearFitTests {
    /// By NumPy: least squares and HC1 on these ten rows.
    @Test func `coefficients and robust errors are those of the textbook`() throws {
        let rows = [[0], [0], [0, 1], [1], [1], [], [], [0, 1], [], [0]]
        let values = [3.0, 5, 1, 2, 4, 8, 6, 0, 7, 4]
        let fit = try #require(LinearFit(rows: rows, values: values, columns: 2))
        #expect(abs(try #require(fit.coefficients[0]) + 2.8) < 1e-9)
        #expect(abs(try #require(fit.coefficients[1]) + 3.75) < 1e-9)
        #expect(abs(try #require(fit.coefficients[2]) - 6.9) < 1e-9)
        #expect(abs(fit.rSquared - 0.889_166_667) < 1e-6)
        #expect(abs(try #require(fit.errors[0]) - 0.616_441_4) < 1e-6)
        #expect(abs(try #require(fit.errors[1]) - 0.626_387_35) < 1e-6)
    }

    @Test(arguments: 0..<20 as Range<UInt64>) func `effects that were put in are found, beside others that overlap`(
        seed: UInt64
    ) throws {
        var random = SeededRandom(seed: seed)
        let effects = [-40.0, 15, 0, -5]
        var (rows, values): ([[Int]], [Double]) = ([], [])
        for _ in 0..<4_000 {
            var (row, value): ([Int], Double) = ([], 20 + 30 * random.normal())
            for index in effects.indices where random.unit() < (index == 1 ? 0.5 : 0.2) {
                row.append(index)
                value += effects[index]
            }
            rows.append(row)
            values.append(value)
        }
        let fit = try #require(LinearFit(rows: rows, values: values, columns: 4))
        for (index, effect) in effects.enumerated() {
            let (found, error) = (try #require(fit.coefficients[index]), try #require(fit.errors[index]))
            #expect(abs(found - effect) < 5 * error)
        }
    }

    @Test func `a column that others determine is left out`() throws {
        let rows: [[Int]] = (0..<40).map { $0 % 2 == 0 ? [0, 1] : [] }
        let values: [Double] = (0..<40).map { Double($0 % 2 * 10 + $0 % 3) }
        let fit = try #require(LinearFit(rows: rows, values: values, columns: 2))
        #expect(fit.coefficients[0] != nil && fit.coefficients[1] == nil)
    }

    @Test func `too little to fit gives nothing`() {
        #expect(LinearFit(rows: [[0], []], values: [1, 2], columns: 1) == nil)
        #expect(
            LinearFit(rows: Array(repeating: [], count: 9), values: Array(repeating: 3, count: 9), columns: 1) == nil)
    }
}

@Suite struct RelativeWeightsTests {
    @Test(arguments: 0..<20 as Range<UInt64>) func `weights add up to R², as least squares finds it`(seed: UInt64)
        throws
    {
        var random = SeededRandom(seed: seed)
        var (rows, outcome): ([[Double]], [Double]) = ([], [])
        for _ in 0..<300 {
            let common = random.normal()
            let row: [Double] = [common + random.normal(), 0.5 * common + random.normal(), random.normal()]
            rows.append(row)
            outcome.append(2 * row[0] + row[1] + 2 * random.normal())
        }
        let fit = try #require(RelativeWeights(rows: rows, outcome: outcome))
        #expect(abs(fit.weights.reduce(0, +) - fit.rSquared) < 1e-9)
        #expect(fit.weights.allSatisfy { $0 >= 0 } && fit.weights[0] > fit.weights[1])
        #expect(fit.weights[1] > fit.weights[2])
        #expect((0.3...1).contains(fit.rSquared))
    }

    @Test func `predictors that go with nothing else have their squared correlation`() throws {
        // A full 2 × 2 × 2 design, repeated: uncorrelated columns.
        var (rows, outcome): ([[Double]], [Double]) = ([], [])
        for number in 0..<80 {
            let row: [Double] = [Double(number & 1), Double(number >> 1 & 1), Double(number >> 2 & 1)]
            rows.append(row)
            outcome.append(3 * row[0] + row[1] + Double(number % 5))
        }
        let fit = try #require(RelativeWeights(rows: rows, outcome: outcome))
        for (weight, correlation) in zip(fit.weights, fit.correlations) {
            #expect(abs(weight - correlation * correlation) < 1e-6)
        }
    }

    @Test func `two predictors that are one share alike`() throws {
        let rows: [[Double]] = (0..<60).map { [Double($0 % 7), Double($0 % 7)] }
        let fit = try #require(RelativeWeights(rows: rows, outcome: rows.map { $0[0] }))
        #expect(abs(fit.weights[0] - fit.weights[1]) < 1e-6 && abs(fit.rSquared - 1) < 1e-6)
    }

    @Test func `a rating that never varies has no weight to give`() {
        let rows: [[Double]] = (0..<60).map { [Double($0 % 5), 3] }
        #expect(RelativeWeights(rows: rows, outcome: rows.map { $0[0] }) == nil)
        #expect(RelativeWeights(rows: [[1], [2]], outcome: [1, 2]) == nil)
    }
}

@Suite struct ShapleyValuesTests {
    @Test func `the glove game's values are those of the textbook`() {
        // One left glove, two right ones: a pair is worth 1.
        let worth: [Double] = [0, 0, 0, 1, 0, 1, 0, 1]
        let values = shapleyValues(worth: worth)
        #expect(abs(values[0] - 2.0 / 3) < 1e-12)
        #expect(abs(values[1] - 1.0 / 6) < 1e-12 && abs(values[2] - 1.0 / 6) < 1e-12)
    }

    @Test(arguments: 0..<50 as Range<UInt64>) func `values add up to the worth of all`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let players = Int(seed % 8) + 1
        var worth: [Double] = (0..<(1 << players)).map { _ in 100 * random.unit() }
        worth[0] = 0
        let sum = shapleyValues(worth: worth).reduce(0, +)
        #expect(abs(sum - worth[worth.count - 1]) < 1e-9)
    }

    @Test func `one player takes all, none takes nothing`() {
        #expect(shapleyValues(worth: [0, 7]) == [7])
        #expect(shapleyValues(worth: [3]).isEmpty)
    }
}

@Suite struct SampleSizeTests {
    /// 50 % promoters, 20 % detractors; then half and half, the worst case.
    @Test(arguments: [
        (10.0, 0.5, 0.2, 232), (5, 0.5, 0.2, 935), (3, 0.5, 0.2, 2_601), (10, 0.5, 0.5, 382), (5, 0.5, 0.5, 1_534),
        (3, 0.5, 0.5, 4_266),
    ])
    func `answers for a margin are those published`(margin: Double, promoters: Double, detractors: Double, count: Int) {
        #expect(abs(SampleSize.nps(margin: margin, promoters: promoters, detractors: detractors) - count) <= 1)
    }

    /// Points of NPS (50/20), and of CSAT at 80 %.
    @Test(arguments: [(100, 27.0, 14.0), (400, 14, 7), (1_000, 9, 4)])
    func `the smallest fall seen is the one published`(count: Int, nps: Double, csat: Double) {
        let variance = 10_000 * (0.7 - 0.3 * 0.3)
        #expect(abs(SampleSize.smallestFall(variance: variance, before: count, after: count) - nps) < 0.6)
        #expect(abs(SampleSize.smallestFall(variance: 10_000 * 0.8 * 0.2, before: count, after: count) - csat) < 0.6)
    }

    @Test func `answers still missing are those that make the fall the smallest seen`() throws {
        let needed = try #require(SampleSize.answersAfter(toSee: 9, variance: 6_100, before: 1_000))
        let seen = SampleSize.smallestFall(variance: 6_100, before: 1_000, after: needed)
        #expect(seen <= 9 && seen > 8.9)
        #expect(SampleSize.answersAfter(toSee: 1, variance: 6_100, before: 1_000) == nil)
    }
}

@Suite struct ImpactBootstrapTests {
    @Test(arguments: [ScoreMetric.nps, .csat, .stars]) func `resampling agrees with the delta method`(
        metric: ScoreMetric
    ) throws {
        let theme: ScoreTally
        let rest: ScoreTally
        if metric == .stars {
            theme = ScoreTally(metric, values: (0..<300).map { Double($0 % 3 + 1) })
            rest = ScoreTally(metric, values: (0..<2_000).map { Double($0 % 5 + 1) })
        } else {
            theme = ScoreTally(metric, count: 300, favourable: 60, unfavourable: metric == .nps ? 150 : 0)
            rest = ScoreTally(metric, count: 2_000, favourable: 1_200, unfavourable: metric == .nps ? 300 : 0)
        }
        let whole = theme + rest
        let impact = try #require(ScoreImpact(theme: theme, whole: whole))
        var random = SeededRandom(seed: 5)
        let resampled = try #require(ScoreImpact.bootstrap(theme: theme, whole: whole, using: &random))
        let width = impact.leaveOneOutInterval.high - impact.leaveOneOutInterval.low
        #expect(abs(resampled.leaveOneOut.low - impact.leaveOneOutInterval.low) < 0.15 * width)
        #expect(abs(resampled.leaveOneOut.high - impact.leaveOneOutInterval.high) < 0.15 * width)
        #expect(resampled.gap.contains(impact.gap) && resampled.leaveOneOut.contains(impact.leaveOneOut))
    }

    @Test func `a theme nobody names has nothing to resample`() {
        var random = SeededRandom(seed: 1)
        let whole = ScoreTally(.nps, count: 10, favourable: 5, unfavourable: 2)
        #expect(ScoreImpact.bootstrap(theme: ScoreTally(.nps), whole: whole, using: &random) == nil)
    }
}
