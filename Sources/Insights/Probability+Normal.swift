import Glibc

extension Probability {
    package static func normalDensity(_ value: Double) -> Double {
        exp(-value * value / 2) / (2 * Double.pi).squareRoot()
    }

    /// The distance on Student's scale that is as rare as `z` on the normal one.
    ///
    /// - Source: D. Wallace, "Bounds on Normal Approximations to Student's and the Chi-Square Distributions", Annals of
    ///   Mathematical Statistics 30, 1959; within 1 % from four degrees of freedom.
    package static func student(asRareAs z: Double, degreesOfFreedom: Double) -> Double {
        let factor = (8 * degreesOfFreedom + 3) / (8 * degreesOfFreedom + 1)
        let square = z * factor * z * factor
        let value = (degreesOfFreedom * (exp(square / degreesOfFreedom) - 1)).squareRoot()
        return z < 0 ? -value : value
    }

    /// The points in −1…1 and their weights that integrate polynomials up to degree 2 `count` − 1 exactly.
    package static func gaussLegendre(_ count: Int) -> [(node: Double, weight: Double)] {
        (1...max(1, count)).map { index in
            var node = cos(Double.pi * (Double(index) - 0.25) / (Double(count) + 0.5))
            var slope = 1.0
            for _ in 0..<60 {
                var (last, current) = (1.0, node)
                for degree in stride(from: 2, through: count, by: 1) {
                    let n = Double(degree)
                    (last, current) = (current, ((2 * n - 1) * node * current - (n - 1) * last) / n)
                }
                slope = Double(count) * (node * current - last) / (node * node - 1)
                let step = current / slope
                node -= step
                if abs(step) < 1e-14 { break }
            }
            return (node, 2 / ((1 - node * node) * slope * slope))
        }
    }
}
