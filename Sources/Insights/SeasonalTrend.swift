/// A series split into trend, season and remainder by STL, robust against outliers.
///
/// - Source: R. Cleveland, W. Cleveland, J. McRae, I. Terpenning, "STL: A Seasonal-Trend Decomposition Procedure Based on
///   Loess", Journal of Official Statistics 6, 1990.
package struct SeasonalTrend: Sendable {
    package private(set) var trend: [Double]
    package private(set) var seasonal: [Double]
    package private(set) var remainder: [Double]

    /// - Parameters:
    ///   - values: at least two seasons, evenly spaced.
    ///   - season: points in a season.
    ///   - seasonalWindow: odd, 7 or more: how many seasons a point's own is smoothed over.
    ///   - robustIterations: 0 takes outliers at face value.
    package init(_ values: [Double], season: Int, seasonalWindow: Int = 7, robustIterations: Int = 5) {
        precondition(season >= 2 && values.count >= 2 * season, "STL needs two full seasons")
        let count = values.count
        var fit = Fit(values, season: season, seasonalWindow: seasonalWindow)
        var weights = [Double](repeating: 1, count: count)
        for iteration in 0...robustIterations {
            for _ in 0..<2 { fit.iterate(weights) }
            guard iteration < robustIterations else { break }
            let residuals = (0..<count).map { abs(values[$0] - fit.trend[$0] - fit.seasonal[$0]) }
            let sorted = residuals.sorted()
            let limit = 3 * (sorted[(count - 1) / 2] + sorted[count / 2])
            weights = residuals.map { residual in
                guard limit > 0 else { return 1 }
                let ratio = residual / limit
                return ratio >= 1 ? 0 : (1 - ratio * ratio) * (1 - ratio * ratio)
            }
        }
        (trend, seasonal) = (fit.trend, fit.seasonal)
        remainder = (0..<count).map { values[$0] - fit.trend[$0] - fit.seasonal[$0] }
    }

    /// 0 when the season explains nothing of what the trend leaves, 1 when it explains all.
    ///
    /// - Source: X. Wang, K. Smith, R. Hyndman, "Characteristic-Based Clustering for Time Series Data", 2006.
    package var strength: Double {
        let detrended = zip(seasonal, remainder).map { $0 + $1 }
        let whole = Self.variance(detrended)
        return whole > 0 ? max(0, 1 - Self.variance(remainder) / whole) : 0
    }

    private static func variance(_ values: [Double]) -> Double {
        let mean = values.reduce(0, +) / Double(values.count)
        return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
    }

    private struct Fit {
        let values: [Double]
        let season: Int
        let seasonalWindow: Int
        let trendWindow: Int
        var trend: [Double]
        var seasonal: [Double]

        init(_ values: [Double], season: Int, seasonalWindow: Int) {
            (self.values, self.season, self.seasonalWindow) = (values, season, seasonalWindow)
            let width = Int((1.5 * Double(season) / (1 - 1.5 / Double(seasonalWindow))).rounded(.up))
            trendWindow = width % 2 == 0 ? width + 1 : width
            trend = [Double](repeating: 0, count: values.count)
            seasonal = trend
        }

        mutating func iterate(_ weights: [Double]) {
            let count = values.count
            // Each phase of the season smoothed over the years, one year further at both ends.
            var cycle = [Double](repeating: 0, count: count + 2 * season)
            for phase in 0..<season {
                let places = Array(stride(from: phase, to: count, by: season))
                let smooth = Loess(
                    places.map { values[$0] - trend[$0] }, weights: places.map { weights[$0] }, window: seasonalWindow,
                    isFlat: true)
                for step in -1...places.count { cycle[phase + (step + 1) * season] = smooth.value(at: Double(step)) }
            }
            // What is slower than a season is the trend's.
            let passed = Self.average(Self.average(Self.average(cycle, season), season), 3)
            let odd = season % 2 == 0 ? season + 1 : season
            let low = Loess(passed, weights: [Double](repeating: 1, count: count), window: odd)
            for index in 0..<count { seasonal[index] = cycle[index + season] - low.value(at: Double(index)) }
            let rest = Loess(
                (0..<count).map { values[$0] - seasonal[$0] }, weights: weights, window: trendWindow)
            for index in 0..<count { trend[index] = rest.value(at: Double(index)) }
        }

        private static func average(_ values: [Double], _ width: Int) -> [Double] {
            var sum = values[..<width].reduce(0, +)
            var result = [sum / Double(width)]
            for index in width..<values.count {
                sum += values[index] - values[index - width]
                result.append(sum / Double(width))
            }
            return result
        }
    }
}

/// Local straight lines or means with tricube weights, over points at 0, 1, 2…
private struct Loess {
    let values: [Double]
    let weights: [Double]
    let window: Int
    /// Local means instead of lines: a line through the few years of a phase would follow chance.
    let isFlat: Bool

    init(_ values: [Double], weights: [Double], window: Int, isFlat: Bool = false) {
        (self.values, self.weights, self.window, self.isFlat) = (values, weights, window, isFlat)
    }

    func value(at place: Double) -> Double {
        let count = values.count
        let width = min(window, count)
        let first = min(max(0, Int((place - Double(width) / 2).rounded(.up))), count - width)
        var reach = max(place - Double(first), Double(first + width - 1) - place)
        // A window wider than the series: its points count more evenly.
        if window > count { reach += Double((window - count) / 2) }
        var (sum, sumX, sumXX, sumY, sumXY) = (0.0, 0.0, 0.0, 0.0, 0.0)
        for index in first..<first + width {
            let x = Double(index) - place
            let ratio = abs(x) / max(reach, 1e-12)
            guard ratio < 0.999 || reach == 0 else { continue }
            let cube = 1 - ratio * ratio * ratio
            let weight = weights[index] * (ratio < 0.001 ? 1 : cube * cube * cube)
            sum += weight
            sumX += weight * x
            sumXX += weight * x * x
            sumY += weight * values[index]
            sumXY += weight * x * values[index]
        }
        guard sum > 0 else { return values[min(count - 1, max(0, Int(place.rounded())))] }
        let spread = sum * sumXX - sumX * sumX
        guard !isFlat, spread > 1e-9 * sum * sum else { return sumY / sum }
        return (sumXX * sumY - sumX * sumXY) / spread
    }
}
