/// Least squares on many 0/1 columns: a score explained by what an item names, all at once.
///
/// Standard errors hold whatever the spread of the residuals (HC1).
/// - Source: H. White, "A Heteroskedasticity-Consistent Covariance Matrix Estimator", Econometrica 48, 1980.
public struct LinearFit: Sendable {
    /// One a column; `nil` for a column that others already determine. The last is the intercept.
    public let coefficients: [Double?]
    /// Standard errors, in the same order.
    public let errors: [Double?]
    /// The share of the variance the columns explain together.
    public let rSquared: Double
    public let count: Int

    /// How many rows more than columns there are: what Student's t is taken with.
    public var degreesOfFreedom: Double { Double(count - coefficients.count { $0 != nil }) }

    /// - Parameters:
    ///   - rows: which columns are 1 in each row, each once.
    ///   - columns: how many there are, the intercept apart.
    /// - Returns: `nil` with fewer rows than twice the columns, or values that are all the same.
    /// - Complexity: the square of a row's columns for each row, and the cube of all columns once.
    public init?(rows: [[Int]], values: [Double], columns: Int) {
        self.init(zip(rows, values).map { Group(columns: $0, count: 1, sum: $1, squares: $1 * $1) }, columns: columns)
    }

    /// Rows with the same columns, together.
    public struct Group: Sendable {
        public var columns: [Int]
        public var count: Double
        /// Of the values.
        public var sum: Double
        public var squares: Double

        public init(columns: [Int], count: Double = 0, sum: Double = 0, squares: Double = 0) {
            self.columns = columns
            self.count = count
            self.sum = sum
            self.squares = squares
        }

        public mutating func add(_ value: Double) {
            count += 1
            sum += value
            squares += value * value
        }

        /// The squared distances of the values from a point, added up.
        fileprivate func squares(around point: Double) -> Double {
            max(0, squares - 2 * point * sum + count * point * point)
        }
    }

    /// The same fit from rows that are grouped already: a million items name far fewer sets of columns.
    public init?(_ groups: [Group], columns: Int) {
        let size = columns + 1
        let rows = groups.reduce(0) { $0 + $1.count }
        let mean = rows > 0 ? groups.reduce(0) { $0 + $1.sum } / rows : 0
        let total = groups.reduce(0) { $0 + $1.squares(around: mean) }
        let scale = groups.reduce(0) { $0 + $1.squares }
        guard rows >= Double(2 * size), total > 1e-12 * max(scale, 1e-300) else { return nil }
        var (gram, sums) = (SymmetricMatrix(size), [Double](repeating: 0, count: size))
        for group in groups {
            let centred = group.sum - group.count * mean
            gram.addOuter(group.columns, intercept: columns, weight: group.count)
            for column in group.columns { sums[column] += centred }
            sums[columns] += centred
        }
        guard let inverse = gram.inverse() else { return nil }
        var beta = inverse.multiplied(by: sums)
        var (residuals, meat) = (0.0, SymmetricMatrix(size))
        for group in groups {
            let squares = group.squares(around: mean + group.columns.reduce(beta[columns]) { $0 + beta[$1] })
            residuals += squares
            meat.addOuter(group.columns, intercept: columns, weight: squares)
        }
        beta[columns] += mean
        let kept = inverse.isKept
        count = Int(rows)
        rSquared = max(0, 1 - residuals / total)
        let correction = rows / max(1, rows - Double(kept.count { $0 }))
        coefficients = (0..<size).map { kept[$0] ? beta[$0] : nil }
        errors = (0..<size).map { kept[$0] ? (inverse.sandwich(meat, $0) * correction).squareRoot() : nil }
    }
}

/// A square symmetric matrix, small and dense.
struct SymmetricMatrix: Sendable {
    let size: Int
    var cells: [Double]
    /// Columns that others do not determine: filled by ``inverse()``.
    private(set) var isKept: [Bool]

    init(_ size: Int) {
        self.size = size
        cells = [Double](repeating: 0, count: size * size)
        isKept = [Bool](repeating: true, count: size)
    }

    subscript(row: Int, column: Int) -> Double {
        get { cells[row * size + column] }
        set { cells[row * size + column] = newValue }
    }

    /// Adds `weight` times the outer product of a 0/1 row.
    mutating func addOuter(_ row: [Int], intercept: Int, weight: Double) {
        for left in row {
            for right in row { cells[left * size + right] += weight }
            cells[left * size + intercept] += weight
            cells[intercept * size + left] += weight
        }
        cells[intercept * size + intercept] += weight
    }

    /// By Gauss and Jordan's elimination; columns that the ones swept before them determine are left out as zeros.
    ///
    /// - Returns: `nil` when nothing is left.
    func inverse() -> SymmetricMatrix? {
        var (work, result) = (cells, SymmetricMatrix(size))
        for index in 0..<size { result[index, index] = 1 }
        // The intercept first, so that a column that is always 1 is the one left out.
        for pivot in [size - 1] + Array(0..<(size - 1)) {
            let scale = cells[pivot * size + pivot]
            guard scale > 0, work[pivot * size + pivot] > 1e-9 * scale else {
                result.isKept[pivot] = false
                continue
            }
            let divisor = work[pivot * size + pivot]
            for column in 0..<size {
                work[pivot * size + column] /= divisor
                result.cells[pivot * size + column] /= divisor
            }
            for row in 0..<size where row != pivot && work[row * size + pivot] != 0 {
                let factor = work[row * size + pivot]
                for column in 0..<size {
                    work[row * size + column] -= factor * work[pivot * size + column]
                    result.cells[row * size + column] -= factor * result.cells[pivot * size + column]
                }
            }
        }
        for index in 0..<size where !result.isKept[index] {
            for other in 0..<size { (result[index, other], result[other, index]) = (0, 0) }
        }
        return result.isKept.contains(true) ? result : nil
    }

    func multiplied(by vector: [Double]) -> [Double] {
        (0..<size).map { row in (0..<size).reduce(0) { $0 + self[row, $1] * vector[$1] } }
    }

    /// The diagonal entry of A·M·A.
    func sandwich(_ meat: SymmetricMatrix, _ index: Int) -> Double {
        var sum = 0.0
        for row in 0..<size where self[index, row] != 0 {
            var inner = 0.0
            for column in 0..<size { inner += meat[row, column] * self[column, index] }
            sum += self[index, row] * inner
        }
        return max(0, sum)
    }
}

extension SymmetricMatrix {
    /// Eigenvalues with their vectors, by Jacobi's rotations.
    ///
    /// - Source: C. Jacobi, Crelle's Journal 30, 1846.
    func eigen() -> (values: [Double], vectors: [[Double]]) {
        var matrix = self
        var vectors = (0..<size).map { row in (0..<size).map { $0 == row ? 1.0 : 0 } }
        for _ in 0..<100 {
            var off = 0.0
            for row in 0..<size { for column in 0..<size where row != column { off += square(matrix[row, column]) } }
            if off < 1e-22 { break }
            for p in 0..<size {
                for q in (p + 1)..<max(size, p + 1) where abs(matrix[p, q]) > 1e-300 {
                    matrix.rotate(p, q, &vectors)
                }
            }
        }
        return ((0..<size).map { matrix[$0, $0] }, vectors)
    }

    private mutating func rotate(_ p: Int, _ q: Int, _ vectors: inout [[Double]]) {
        let theta = (self[q, q] - self[p, p]) / (2 * self[p, q])
        let tangent = (theta >= 0 ? 1.0 : -1.0) / (abs(theta) + (theta * theta + 1).squareRoot())
        let cosine = 1 / (tangent * tangent + 1).squareRoot()
        let sine = tangent * cosine
        for index in 0..<size {
            let (left, right) = (self[index, p], self[index, q])
            self[index, p] = cosine * left - sine * right
            self[index, q] = sine * left + cosine * right
        }
        for index in 0..<size {
            let (left, right) = (self[p, index], self[q, index])
            self[p, index] = cosine * left - sine * right
            self[q, index] = sine * left + cosine * right
        }
        for index in 0..<size {
            let (left, right) = (vectors[index][p], vectors[index][q])
            vectors[index][p] = cosine * left - sine * right
            vectors[index][q] = sine * left + cosine * right
        }
    }
}
