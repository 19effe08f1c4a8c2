/// The change of a score between two periods, split exactly over the parts of a partition.
///
/// A part contributes by its *mix* (it weighs more or less than before) and by its *rate* (its own score moved):
/// ΔS = Σ (wₖ₁ − wₖ₀)(Sₖ₀ − S₀) + Σ wₖ₁(Sₖ₁ − Sₖ₀). A part that is new counts as having had the whole's score before.
///
/// - Source: E. Kitagawa, "Components of a Difference Between Two Rates", JASA 50, 1955.
public struct ChangeSplit: Hashable, Sendable {
    public struct Part: Hashable, Sendable {
        public let key: String
        public let before: ScoreTally
        public let after: ScoreTally
        public let mix: Double
        public let rate: Double
        public var contribution: Double { mix + rate }
    }

    public let before: ScoreTally
    public let after: ScoreTally
    public let parts: [Part]
    /// S₁ − S₀.
    public let change: Double

    /// - Parameter groups: every answer of both periods in exactly one group.
    /// - Returns: `nil` when a period has no answer.
    public init?(_ groups: [(key: String, before: ScoreTally, after: ScoreTally)]) {
        guard let metric = groups.first?.before.metric else { return nil }
        let before = groups.reduce(into: ScoreTally(metric)) { $0 += $1.before }
        let after = groups.reduce(into: ScoreTally(metric)) { $0 += $1.after }
        guard let score0 = before.value, let score1 = after.value else { return nil }
        self.before = before
        self.after = after
        change = score1 - score0
        parts = groups.map { group in
            let weight0 = Double(group.before.count) / Double(before.count)
            let weight1 = Double(group.after.count) / Double(after.count)
            let part0 = group.before.value ?? score0
            let part1 = group.after.value ?? part0
            return Part(
                key: group.key, before: group.before, after: group.after, mix: (weight1 - weight0) * (part0 - score0),
                rate: weight1 * (part1 - part0))
        }
    }
}
