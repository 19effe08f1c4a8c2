/// Weights that make a sample's margins those of the population it should stand for.
///
/// Each margin in turn is fitted exactly, again and again, until all hold at once; weights are then held within the cap, at
/// the price of margins that are a little off.
///
/// - Source: W. E. Deming, F. F. Stephan, "On a Least Squares Adjustment of a Sampled Frequency Table", Annals of
///   Mathematical Statistics 11, 1940 (iterative proportional fitting).
public struct Raking: Sendable {
    /// One weight a cell, 1 on average over the answers.
    public let weights: [Double]
    /// n over the effective n: 1 without weights, 2 when half the precision is lost.
    public let designEffect: Double
    /// How far the worst margin is off, as a share, after the cap.
    public let largestError: Double

    /// - Parameters:
    ///   - cells: the level of each margin, as an index into its targets, and how many answers the cell has.
    ///   - targets: the population's share of each level, of each margin; shares of one margin are taken relative to
    ///     their sum. Levels no cell has are left out of it.
    ///   - cap: the least and the greatest weight.
    public init(
        cells: [(levels: [Int], count: Double)], targets: [[Double]], cap: ClosedRange<Double> = 0.3...3,
        rounds: Int = 200
    ) {
        let total = cells.reduce(0) { $0 + $1.count }
        let goals = targets.enumerated().map { margin, shares in
            let present = shares.indices.map { level in cells.contains { $0.levels[margin] == level && $0.count > 0 } }
            let sum = zip(shares, present).reduce(0) { $0 + ($1.1 ? $1.0 : 0) }
            return zip(shares, present).map { $1 && sum > 0 ? $0 / sum * total : 0 }
        }
        func sums(_ margin: Int, _ weights: [Double]) -> [Double] {
            var sums = [Double](repeating: 0, count: targets[margin].count)
            for (index, cell) in cells.enumerated() { sums[cell.levels[margin]] += weights[index] * cell.count }
            return sums
        }
        var weights = [Double](repeating: 1, count: cells.count)
        for _ in 0..<rounds {
            let before = weights
            for margin in targets.indices {
                let found = sums(margin, weights)
                for (index, cell) in cells.enumerated() where found[cell.levels[margin]] > 0 {
                    weights[index] *= goals[margin][cell.levels[margin]] / found[cell.levels[margin]]
                }
            }
            weights = weights.map { min(max($0, cap.lowerBound), cap.upperBound) }
            if zip(before, weights).allSatisfy({ abs($0 - $1) < 1e-10 }) { break }
        }
        let mean = zip(weights, cells).reduce(0) { $0 + $1.0 * $1.1.count } / max(total, 1e-300)
        if mean > 0 { weights = weights.map { $0 / mean } }
        let squares = zip(weights, cells).reduce(0) { $0 + $1.0 * $1.0 * $1.1.count }
        self.weights = weights
        designEffect = total > 0 ? squares / total : 1
        largestError = targets.indices.reduce(0) { worst, margin in
            zip(sums(margin, weights), goals[margin]).reduce(worst) { max($0, abs($1.0 - $1.1) / max(total, 1)) }
        }
    }
}
