extension ControlChart {
    /// How many periods pass on average between two false alarms, or before a shift is seen.
    ///
    /// The average is cut into cells and followed as a Markov chain, with the limits it settles at.
    ///
    /// - Parameter shift: how far the score has moved, in standard deviations of one period; 0 for false alarms, negative
    ///   for a fall.
    /// - Source: D. Brook, D. A. Evans, "An Approach to the Probability Distribution of Cusum Run Length", Biometrika 59,
    ///   1972.
    public func expectedPeriods(shift: Double = 0) -> Double {
        let deviation = (lambda / (2 - lambda)).squareRoot()
        let reach = limit * deviation
        // An unwatched side is cut where the average never goes.
        let far = 6 * deviation + abs(shift)
        let low = side == .rise ? -far : -reach
        let high = side == .drop ? far : reach
        let cells = 161
        let width = (high - low) / Double(cells)
        var matrix = (0..<cells).map { row -> [Double] in
            let centre = low + (Double(row) + 0.5) * width
            var entries = (0..<cells).map { column -> Double in
                let left = low + Double(column) * width
                let from = (left - (1 - lambda) * centre) / lambda - shift
                return -normalMass(from, from + width / lambda)
            }
            if side == .drop {
                entries[cells - 1] -= 1 - normalCumulative((high - (1 - lambda) * centre) / lambda - shift)
            }
            if side == .rise { entries[0] -= normalCumulative((low - (1 - lambda) * centre) / lambda - shift) }
            entries[row] += 1
            return entries + [1]
        }
        let lengths = solve(&matrix)
        return lengths[min(cells - 1, max(0, Int((0 - low) / width)))]
    }
}

private func normalCumulative(_ value: Double) -> Double {
    let tail = Probability.twoSided(z: value) / 2
    return value < 0 ? tail : 1 - tail
}

private func normalMass(_ from: Double, _ to: Double) -> Double { normalCumulative(to) - normalCumulative(from) }

/// Gauss's elimination with partial pivoting; the last column is the right-hand side.
private func solve(_ matrix: inout [[Double]]) -> [Double] {
    let size = matrix.count
    for column in 0..<size {
        let pivot = (column..<size).max { abs(matrix[$0][column]) < abs(matrix[$1][column]) } ?? column
        matrix.swapAt(column, pivot)
        for row in column + 1..<max(size, column + 1) where matrix[row][column] != 0 {
            let factor = matrix[row][column] / matrix[column][column]
            for index in column...size { matrix[row][index] -= factor * matrix[column][index] }
        }
    }
    var result = [Double](repeating: 0, count: size)
    for row in stride(from: size - 1, through: 0, by: -1) {
        var sum = matrix[row][size]
        for column in row + 1..<max(size, row + 1) { sum -= matrix[row][column] * result[column] }
        result[row] = sum / matrix[row][row]
    }
    return result
}
