import Insights

/// A split laid end to end: the strongest parts one by one, the rest together, so that the bars still add up.
struct SplitParts: Sendable {
    struct Part: Sendable {
        /// `nil` for the parts shown together.
        var row: ChangeReport.Row?
        /// How many are shown together.
        var merged: Int
        var rate: Double
        var mix: Double
        /// Sums of the contributions before and after this part.
        var from: Double
        var to: Double
        var contribution: Double { rate + mix }
    }

    /// How many parts are shown by themselves.
    static let limit = 10

    let parts: [Part]
    let total: Double
    /// What every bar fits in, 0 included.
    let range: ClosedRange<Double>

    init(_ split: ChangeReport.Split, total: Double) {
        let ranked = split.rows.sorted {
            (abs($0.contribution), $1.key) > (abs($1.contribution), $0.key)
        }
        let kept =
            split.rows.count <= Self.limit ? Set(split.rows.map(\.key)) : Set(ranked.prefix(Self.limit - 1).map(\.key))
        var (parts, sum) = ([Part](), 0.0)
        func append(_ row: ChangeReport.Row?, _ merged: Int, rate: Double, mix: Double) {
            let next = sum + (rate + mix)
            parts.append(Part(row: row, merged: merged, rate: rate, mix: mix, from: sum, to: next))
            sum = next
        }
        for row in split.rows where kept.contains(row.key) { append(row, 0, rate: row.rate, mix: row.mix) }
        let rest = split.rows.filter { !kept.contains($0.key) }
        if !rest.isEmpty {
            append(nil, rest.count, rate: rest.reduce(0) { $0 + $1.rate }, mix: rest.reduce(0) { $0 + $1.mix })
        }
        self.parts = parts
        self.total = total
        let ends: [Double] = [0, total] + parts.map(\.from) + parts.map(\.to)
        range = (ends.min() ?? 0)...(ends.max() ?? 0)
    }
}
