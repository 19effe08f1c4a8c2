import Glibc

/// How much more often documents of one collection hold a term than documents of another.
public struct Keyness: Hashable, Sendable {
    /// Signed G² over the full 2×2 table: positive when the term is over-used in the first collection.
    public let g2: Double
    /// log₂ of the ratio of the two shares; half a document is added where a collection has none.
    public let logRatio: Double
    public let pValue: Double

    /// - Parameters:
    ///   - count: documents (or tokens) with the term; `total`: all of them; in the collection of interest.
    ///   - reference: the same in the collection it is compared with.
    /// - Source: T. Dunning, "Accurate Methods for the Statistics of Surprise and Coincidence", CL 19, 1993.
    public init(count: Int, total: Int, reference: Int, referenceTotal: Int) {
        let (a, b) = (Double(count), Double(reference))
        let (c, d) = (Double(total - count), Double(referenceTotal - reference))
        let all = a + b + c + d
        func term(_ observed: Double, _ row: Double, _ column: Double) -> Double {
            observed <= 0 ? 0 : observed * log(observed * all / (row * column))
        }
        let sum =
            term(a, a + b, a + c) + term(b, a + b, b + d) + term(c, c + d, a + c) + term(d, c + d, b + d)
        let share = (a == 0 ? 0.5 : a) / max(1, a + c)
        let referenceShare = (b == 0 ? 0.5 : b) / max(1, b + d)
        let magnitude = max(0, 2 * sum)
        g2 = share >= referenceShare ? magnitude : -magnitude
        logRatio = log2(share / referenceShare)
        pValue = Probability.chiSquare1(magnitude)
    }
}
