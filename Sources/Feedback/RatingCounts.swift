/// How often each rating of one scale was given, with weights: what any method's score is computed from.
public struct RatingCounts: Hashable, Sendable {
    public struct Cell: Hashable, Sendable {
        public var rating: Double
        public var count: Int
        /// The sum of the answers' weights, and of their squares.
        public var weight: Double
        public var squares: Double

        public init(rating: Double, count: Int, weight: Double, squares: Double) {
            self.rating = rating
            self.count = count
            self.weight = weight
            self.squares = squares
        }
    }

    public let scale: RatingScale
    /// By rating, the lowest first.
    public private(set) var cells: [Cell] = []

    public init(_ scale: RatingScale) { self.scale = scale }

    public init(_ scale: RatingScale, ratings: some Sequence<Double>) {
        self.scale = scale
        for rating in ratings { add(rating, count: 1) }
    }

    /// - Parameter weight: of each of the answers.
    public mutating func add(_ rating: Double, count: Int, weight: Double = 1) {
        guard count > 0 else { return }
        let (sum, squares) = (Double(count) * weight, Double(count) * weight * weight)
        let place = cells.firstIndex { $0.rating >= rating - 1e-9 } ?? cells.count
        if place < cells.count, abs(cells[place].rating - rating) < 1e-9 {
            cells[place].count += count
            cells[place].weight += sum
            cells[place].squares += squares
        } else {
            cells.insert(Cell(rating: rating, count: count, weight: sum, squares: squares), at: place)
        }
    }

    public mutating func add(_ other: RatingCounts, weight: Double = 1) {
        for cell in other.cells { add(cell.rating, count: cell.count, weight: weight) }
    }

    public var count: Int { cells.reduce(0) { $0 + $1.count } }
    private var weight: Double { cells.reduce(0) { $0 + $1.weight } }

    /// How many answers without weights would be as precise: (Σw)² / Σw².
    ///
    /// - Source: L. Kish, Survey Sampling, 1965, section 11.7.
    public var effectiveCount: Double {
        let squares = cells.reduce(0) { $0 + $1.squares }
        return squares > 0 ? weight * weight / squares : 0
    }

    /// `nil` without answers.
    public func value(_ method: ScoreMethod) -> Double? {
        guard weight > 0 else { return nil }
        return cells.reduce(0) { $0 + $1.weight * method.worth(of: $1.rating, on: scale) } / weight
    }

    /// 95 %: adjusted Wald for differences of shares, Wilson for shares, Student's t for means, all on the effective count.
    public func interval(_ method: ScoreMethod) -> Interval? {
        guard weight > 0 else { return nil }
        let size = effectiveCount
        func share(_ isCounted: (Double) -> Bool) -> Double {
            cells.reduce(0) { $0 + (isCounted(method.worth(of: $1.rating, on: scale)) ? $1.weight : 0) } / weight
        }
        switch method.family {
        case .shareDifference:
            let (up, down) = (share { $0 > 0 }, share { $0 < 0 })
            let total = size + 3
            let (high, low) = ((up * size + 0.75) / total, (down * size + 0.75) / total)
            let variance = (high + low - square(high - low)) / total
            return Interval(around: 100 * (high - low), halfWidth: 100 * normal95 * variance.squareRoot())
                .clamped(to: -100...100)
        case .share:
            return Interval.wilson(share { $0 > 0 } * size, of: size).scaled(by: 100)
        case .mean:
            guard size > 1, let mean = value(method) else { return nil }
            let spread = cells.reduce(0) { $0 + $1.weight * square($1.rating - mean) } / weight
            let variance = max(1.0 / 12, spread * size / (size - 1))
            let reach = studentT95(degreesOfFreedom: size - 1) * (variance / size).squareRoot()
            return Interval(around: mean, halfWidth: reach).clamped(to: method.range(on: scale))
        }
    }

    /// 95 % by the percentiles of resampled scores: for skewed means, and to check the formulas by.
    ///
    /// - Source: B. Efron, R. Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13.
    /// - Complexity: `replicates` times the number of distinct ratings, whatever the number of answers.
    public func bootstrap(
        _ method: ScoreMethod, replicates: Int = 2_000, using random: inout SeededRandom
    ) -> Interval? {
        let size = Int(effectiveCount.rounded())
        guard size > 0 else { return nil }
        let shares = cells.map { $0.weight / weight }
        let worths = cells.map { method.worth(of: $0.rating, on: scale) }
        let values = (0..<replicates).map { _ in
            let drawn = random.multinomial(size, shares)
            return zip(drawn, worths).reduce(0.0) { $0 + Double($1.0) * $1.1 } / Double(size)
        }
        return .percentile95(of: values)
    }
}
