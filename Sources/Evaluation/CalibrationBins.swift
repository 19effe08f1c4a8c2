/// Whether a stated probability comes true: ten bins of equal width.
public struct CalibrationBins: Hashable, Sendable {
    public struct Bin: Hashable, Sendable {
        public var texts = 0
        /// Sum of the probabilities stated.
        public var stated = 0.0
        /// How often it came true.
        public var cameTrue = 0
    }

    public private(set) var bins = Array(repeating: Bin(), count: 10)
    private var squares = 0.0

    public init() {}

    /// - Parameter probability: 0 to 1, that `isTrue`.
    public mutating func add(probability: Double, isTrue: Bool) {
        let index = min(max(Int(probability * Double(bins.count)), 0), bins.count - 1)
        bins[index].texts += 1
        bins[index].stated += probability
        bins[index].cameTrue += isTrue ? 1 : 0
        let miss = probability - (isTrue ? 1 : 0)
        squares += miss * miss
    }

    public var texts: Int { bins.reduce(0) { $0 + $1.texts } }

    /// Expected calibration error: the mean distance between what was stated and what came true, weighted by texts.
    public var expectedError: Double? {
        guard texts > 0 else { return nil }
        return bins.reduce(0) { $0 + abs($1.stated - Double($1.cameTrue)) } / Double(texts)
    }

    /// The mean squared miss, 0 (perfect) to 1.
    public var brier: Double? { texts == 0 ? nil : squares / Double(texts) }

    public static func += (left: inout CalibrationBins, other: CalibrationBins) {
        left.squares += other.squares
        for index in left.bins.indices {
            left.bins[index].texts += other.bins[index].texts
            left.bins[index].stated += other.bins[index].stated
            left.bins[index].cameTrue += other.bins[index].cameTrue
        }
    }
}
