import Glibc

/// A logistic regression with a centre and a strength of regularisation for each weight.
///
/// Minimises Σ w·log(1 + e^(−y·z)) + Σ ½·strength·(weight − centre)², z = offset + Σ weight·value, by L-BFGS in double
/// precision, one thread, a fixed number of steps: the same input gives the same bits.
struct LogisticFit {
    /// Past steps that stand for the curvature.
    private static let memory = 8

    let rows: SparseRows
    /// 1 or −1 by row.
    let signs: [Double]
    let rowWeights: [Double]
    /// What is known of z before the weights.
    let offsets: [Double]
    let centres: [Double]
    let strengths: [Double]

    /// - Returns: the weights after `steps` steps, or fewer when no step helps any more.
    func weights(steps: Int) -> [Double] {
        var weights = centres
        var gradient: [Double] = []
        var loss = evaluate(weights, &gradient)
        var (moves, changes) = ([[Double]](), [[Double]]())
        for _ in 0..<steps {
            let direction = direction(gradient, moves, changes)
            let slope = dot(direction, gradient)
            guard slope < 0 else { break }
            var (length, next, nextGradient, accepted) = (
                moves.isEmpty ? 1 / norm(gradient) : 1, weights, gradient, false
            )
            for _ in 0..<30 {
                for index in weights.indices { next[index] = weights[index] + length * direction[index] }
                let nextLoss = evaluate(next, &nextGradient)
                if nextLoss <= loss + 1e-4 * length * slope {
                    (loss, accepted) = (nextLoss, true)
                    break
                }
                length /= 2
            }
            guard accepted else { break }
            remember(difference(next, weights), difference(nextGradient, gradient), &moves, &changes)
            (weights, gradient) = (next, nextGradient)
        }
        return weights
    }

    /// z by row.
    func arguments(_ weights: [Double]) -> [Double] {
        (0..<rows.count).map { row in
            var z = offsets[row]
            for index in rows.range(row) { z += rows.values[index] * weights[Int(rows.columns[index])] }
            return z
        }
    }

    private func evaluate(_ weights: [Double], _ gradient: inout [Double]) -> Double {
        var loss = 0.0
        gradient = weights
        for index in weights.indices {
            let distance = weights[index] - centres[index]
            loss += strengths[index] * distance * distance / 2
            gradient[index] = strengths[index] * distance
        }
        for (row, z) in arguments(weights).enumerated() {
            let margin = signs[row] * z
            loss += rowWeights[row] * (margin > 0 ? log1p(exp(-margin)) : log1p(exp(margin)) - margin)
            let pull = -rowWeights[row] * signs[row] / (1 + exp(margin))
            for index in rows.range(row) { gradient[Int(rows.columns[index])] += pull * rows.values[index] }
        }
        return loss
    }

    // MARK: L-BFGS

    private func direction(_ gradient: [Double], _ moves: [[Double]], _ changes: [[Double]]) -> [Double] {
        var result = gradient.map { -$0 }
        var scales = Array(repeating: 0.0, count: moves.count)
        for index in moves.indices.reversed() {
            scales[index] = dot(moves[index], result) / dot(moves[index], changes[index])
            add(changes[index], times: -scales[index], to: &result)
        }
        if let move = moves.last, let change = changes.last {
            let scale = dot(move, change) / dot(change, change)
            for index in result.indices { result[index] *= scale }
        }
        for index in moves.indices {
            let correction = dot(changes[index], result) / dot(moves[index], changes[index])
            add(moves[index], times: scales[index] - correction, to: &result)
        }
        return result
    }

    private func remember(
        _ move: [Double], _ change: [Double], _ moves: inout [[Double]], _ changes: inout [[Double]]
    ) {
        guard dot(move, change) > 1e-12 else { return }
        moves.append(move)
        changes.append(change)
        guard moves.count > Self.memory else { return }
        moves.removeFirst()
        changes.removeFirst()
    }

    private func dot(_ first: [Double], _ second: [Double]) -> Double {
        var sum = 0.0
        for index in first.indices { sum += first[index] * second[index] }
        return sum
    }

    private func norm(_ vector: [Double]) -> Double { max(dot(vector, vector).squareRoot(), 1e-12) }

    private func difference(_ first: [Double], _ second: [Double]) -> [Double] {
        var result = first
        for index in result.indices { result[index] -= second[index] }
        return result
    }

    private func add(_ vector: [Double], times factor: Double, to sum: inout [Double]) {
        for index in sum.indices { sum[index] += factor * vector[index] }
    }
}

/// A matrix with few values in each row.
struct SparseRows {
    private var ends: [Int] = []
    private(set) var columns: [Int32] = []
    private(set) var values: [Double] = []

    var count: Int { ends.count }

    func range(_ row: Int) -> Range<Int> { (row == 0 ? 0 : ends[row - 1])..<ends[row] }

    mutating func append(_ row: [(column: Int32, value: Double)]) {
        for (column, value) in row {
            columns.append(column)
            values.append(value)
        }
        ends.append(columns.count)
    }
}
