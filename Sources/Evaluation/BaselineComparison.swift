/// What changed since a saved evaluation.
public struct BaselineComparison: Sendable {
    public struct Change: Hashable, Sendable {
        public var name: String
        /// `nil` for figures the other run does not have.
        public var before: Double?
        public var after: Double?
        public var difference: Double? { before.flatMap { before in after.map { $0 - before } } }
    }

    /// In the order of the present run; figures that are gone last.
    public var changes: [Change]

    public init(before: [EvaluationMetric], after: [EvaluationMetric]) {
        let old = Dictionary(before.map { ($0.name, $0.value) }) { first, _ in first }
        let new = Set(after.map(\.name))
        changes =
            after.map { Change(name: $0.name, before: old[$0.name], after: $0.value) }
            + before.filter { !new.contains($0.name) }.map { Change(name: $0.name, before: $0.value, after: nil) }
    }

    /// The figures that moved by at least `least`, or that only one run has.
    public func moved(least: Double = 0.0005) -> [Change] {
        changes.filter { change in change.difference.map { abs($0) >= least } ?? true }
    }
}
