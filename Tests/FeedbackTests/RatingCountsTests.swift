import Feedback
import Testing

@Suite struct RatingCountsTests {
    @Test func `without weights every method agrees with the tallies`() throws {
        var random = SeededRandom(seed: 3)
        let points = (0..<200).map { _ in Double(Int.random(in: 0...10, using: &random)) }
        let nps = RatingCounts(.nps, ratings: points)
        let tally = ScoreTally(
            .nps, count: 200, favourable: points.count { $0 >= 9 }, unfavourable: points.count { $0 <= 6 })
        #expect(abs(try #require(nps.value(.nps)) - #require(tally.value)) < 1e-9)
        #expect(abs(try #require(nps.interval(.nps)).low - #require(tally.interval).low) < 1e-9)
        let stars = (0..<80).map { _ in Double(Int.random(in: 1...5, using: &random)) }
        let means = try #require(RatingCounts(.stars, ratings: stars).interval(.mean))
        let expected = try #require(ScoreTally(.stars, values: stars).interval)
        #expect(abs(means.low - expected.low) < 1e-9 && abs(means.high - expected.high) < 1e-9)
    }

    @Test func `CES is read in three ways`() throws {
        let ces = RatingCounts(.ces, ratings: [1, 3, 4, 5, 5, 6, 7, 7])
        #expect(ces.value(.mean) == 4.75)
        #expect(ces.value(.share) == 62.5)
        #expect(ces.value(.net) == 12.5)
    }

    @Test func `the best answers of a scale on which low is good are the low ones`() {
        #expect(RatingCounts(.effort, ratings: [1, 2, 3, 4, 5]).value(.top) == 40)
        #expect(RatingCounts(RatingScale(1, 7), ratings: [1, 5, 6, 7]).value(.top) == 50)
        #expect(RatingCounts(.thumb, ratings: [0, 0, 1, 0]).value(.top) == 25)
    }

    @Test(arguments: [ScoreMethod.nps, .share, .net]) func `a method that needs another scale says so`(
        method: ScoreMethod
    ) {
        #expect(!method.fits(RatingScale(1, 10)))
    }

    @Test func `the bootstrap agrees with the formula where the formula holds, and repeats`() throws {
        var random = SeededRandom(seed: 9)
        let counts = RatingCounts(.nps, ratings: (0..<900).map { _ in Double(Int.random(in: 0...10, using: &random)) })
        var (first, second) = (SeededRandom(seed: 1), SeededRandom(seed: 1))
        let resampled = try #require(counts.bootstrap(.nps, using: &first))
        let formula = try #require(counts.interval(.nps))
        #expect(abs(resampled.low - formula.low) < 0.6 && abs(resampled.high - formula.high) < 0.6)
        #expect(counts.bootstrap(.nps, using: &second) == resampled)
    }
}

@Suite struct RakingTests {
    /// Web and app, French and English: 60/40 and 70/30 wanted.
    private let cells: [(levels: [Int], count: Double)] = [([0, 0], 40), ([0, 1], 10), ([1, 0], 20), ([1, 1], 30)]

    @Test func `both margins are met at once`() {
        let raking = Raking(cells: cells, targets: [[0.6, 0.4], [0.7, 0.3]], cap: 0...100)
        func share(_ margin: Int, _ level: Int) -> Double {
            zip(cells, raking.weights).reduce(0) { $0 + ($1.0.levels[margin] == level ? $1.0.count * $1.1 : 0) } / 100
        }
        #expect(abs(share(0, 0) - 0.6) < 1e-8 && abs(share(1, 0) - 0.7) < 1e-8)
        #expect(raking.largestError < 1e-8 && raking.designEffect > 1)
        // Fitting keeps the odds ratio of the sample.
        let w = raking.weights
        #expect(abs(w[0] * w[3] / (w[1] * w[2]) - 1) < 1e-6)
    }

    @Test func `a sample that has the shares wanted keeps weights of one`() {
        let raking = Raking(cells: cells, targets: [[0.5, 0.5], [0.6, 0.4]])
        #expect(raking.weights.allSatisfy { abs($0 - 1) < 1e-8 } && abs(raking.designEffect - 1) < 1e-8)
    }

    @Test func `weights are held within the cap, and what that costs is said`() {
        let raking = Raking(cells: cells, targets: [[0.01, 0.99], [0.5, 0.5]])
        #expect(raking.weights.max()! / raking.weights.min()! <= 10.0001)
        #expect(raking.largestError > 0.01)
    }

    @Test func `the design effect is n over Kish's effective n`() {
        let raking = Raking(cells: cells, targets: [[0.8, 0.2], [0.7, 0.3]])
        var counts = RatingCounts(.nps)
        for (cell, weight) in zip(cells, raking.weights) { counts.add(10, count: Int(cell.count), weight: weight) }
        #expect(abs(100 / counts.effectiveCount - raking.designEffect) < 1e-9)
    }
}

@Suite struct SeededRandomTests {
    @Test(arguments: [(20, 0.3), (500, 0.004), (500, 0.996), (2_000, 0.4), (100, 0.5)])
    func `binomial draws have the mean and the spread they should`(count: Int, probability: Double) {
        var random = SeededRandom(seed: 7)
        let draws = (0..<20_000).map { _ in Double(random.binomial(count, probability)) }
        let mean = draws.reduce(0, +) / 20_000
        let variance = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000
        let (wanted, spread) = (Double(count) * probability, Double(count) * probability * (1 - probability))
        #expect(abs(mean - wanted) < 4 * (spread / 20_000).squareRoot() + 0.01)
        #expect(abs(variance / spread - 1) < 0.05)
    }

    @Test func `a deal hands out everything`() {
        var random = SeededRandom(seed: 1)
        for count in [0, 1, 50, 5_000] {
            #expect(random.multinomial(count, [0.5, 0.2, 0.3]).reduce(0, +) == count)
        }
    }
}
