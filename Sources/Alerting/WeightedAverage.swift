import Glibc

/// An exponentially weighted average of distances from the normal, with the limit that keeps its false alarms at the
/// announced rate.
///
/// The limit is that of the distances' own spread, moved by Cornish and Fisher's first term where few answers near the end
/// of a scale make chance lopsided.
///
/// - Source: S. Roberts, "Control Chart Tests Based on Geometric Moving Averages", Technometrics 1, 1959; E. Cornish,
///   R. Fisher, "Moments and Cumulants in the Specification of Distributions", 1938.
struct WeightedAverage {
    let lambda: Double
    let limit: Double
    /// −1 watches for falls, +1 for rises.
    let sign: Double
    private(set) var value = 0.0
    private var variance = 0.0
    private var third = 0.0
    /// The periods added, by index: which they were in order.
    private var orders: [Int: Int] = [:]

    init(lambda: Double, limit: Double, sign: Double) {
        self.lambda = lambda
        self.limit = limit
        self.sign = sign
    }

    mutating func add(_ distance: ScoreNormal.Distance, index: Int) {
        let kept = 1 - lambda
        let shared = distance.shared.reduce(0) { sum, other in
            guard let order = orders[other.index] else { return sum }
            return sum + lambda * pow(kept, Double(orders.count - 1 - order)) * other.covariance
        }
        orders[index] = orders.count
        value = lambda * distance.value + kept * value
        variance = lambda * lambda + kept * kept * variance + 2 * lambda * kept * shared
        third = lambda * lambda * lambda * distance.skew + kept * kept * kept * third
    }

    /// How far the average may go on the watched side: always over 0 once there is a period.
    var reach: Double {
        guard variance > 0 else { return 0 }
        let deviation = variance.squareRoot()
        let skew = sign * third / (variance * deviation)
        let correction = skew / 6 * (limit * limit - 1)
        return deviation * (limit + min(limit / 2, max(-limit / 2, correction)))
    }

    var isOut: Bool { sign * value > reach && reach > 0 }

    mutating func reset() { (value, variance, third, orders) = (0, 0, 0, [:]) }
}
