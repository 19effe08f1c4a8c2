/// How much of R² each of several correlated ratings carries.
///
/// - Source: J. W. Johnson, "A Heuristic Method for Estimating the Relative Weight of Predictor Variables in Multiple
///   Regression", Multivariate Behavioral Research 35, 2000.
public struct RelativeWeights: Sendable {
    /// One a predictor, 0 or more; they add up to ``rSquared``.
    public let weights: [Double]
    /// With the outcome, −1 to 1.
    public let correlations: [Double]
    public let rSquared: Double
    public let count: Int

    /// - Parameters:
    ///   - rows: the predictors of each respondent, none missing.
    ///   - outcome: the rating they should explain.
    /// - Returns: `nil` with fewer rows than ten a predictor, or a column that never varies.
    public init?(rows: [[Double]], outcome: [Double]) {
        guard let size = rows.first?.count, size > 0, rows.count >= 10 * (size + 1) else { return nil }
        let columns = (0..<size).map { column in rows.map { $0[column] } } + [outcome]
        let standard = columns.compactMap(standardised)
        guard standard.count == size + 1 else { return nil }
        func correlation(_ left: Int, _ right: Int) -> Double {
            zip(standard[left], standard[right]).reduce(0) { $0 + $1.0 * $1.1 } / Double(rows.count)
        }
        var matrix = SymmetricMatrix(size)
        for row in 0..<size { for column in 0..<size { matrix[row, column] = correlation(row, column) } }
        let withOutcome = (0..<size).map { correlation($0, size) }
        let (values, vectors) = matrix.eigen()
        // Λ = V √D V′: each predictor's share in the nearest set of uncorrelated ones.
        func root(_ power: Double, _ row: Int, _ column: Int) -> Double {
            (0..<size).reduce(0) { sum, index in
                let value = max(values[index], 1e-12).squareRoot()
                return sum + vectors[row][index] * vectors[column][index] * (power > 0 ? value : 1 / value)
            }
        }
        let beta = (0..<size).map { row in (0..<size).reduce(0) { $0 + root(-1, row, $1) * withOutcome[$1] } }
        weights = (0..<size).map { row in
            (0..<size).reduce(0) { $0 + square(root(1, row, $1)) * square(beta[$1]) }
        }
        correlations = withOutcome
        rSquared = beta.reduce(0) { $0 + $1 * $1 }
        count = rows.count
    }
}

/// Mean 0, variance 1; `nil` for a column that never varies.
private func standardised(_ values: [Double]) -> [Double]? {
    let mean = values.reduce(0, +) / Double(values.count)
    let variance = values.reduce(0) { $0 + square($1 - mean) } / Double(values.count)
    guard variance > 1e-12 else { return nil }
    return values.map { ($0 - mean) / variance.squareRoot() }
}
