/// How well answers are linked by odds whose visit is known: their keys were held out.
public struct HeldOutCheck: Sendable {
    /// Links whose odds lie in one tenth.
    public struct Bin: Sendable {
        public var from: Double
        public var to: Double
        public var links = 0
        public var right = 0
        /// The sum of their odds.
        public var expected = 0.0
    }

    /// Answers on the spot, and those given afterwards.
    public struct Group: Sendable {
        public var answers = 0
        public var accepted = 0
        public var right = 0
        /// By reason, of those left unlinked.
        public var reasons: [UnlinkedReason: Int] = [:]
        /// The likeliest visit of each answer, accepted or not.
        public var bins = stride(from: 0, to: 10, by: 1).map { Bin(from: Double($0) / 10, to: Double($0 + 1) / 10) }

        /// `nil` when none was accepted.
        public var precision: Double? { accepted == 0 ? nil : Double(right) / Double(accepted) }
        public var recall: Double? { answers == 0 ? nil : Double(right) / Double(answers) }
    }

    public private(set) var onSite = Group()
    public private(set) var later = Group()

    public init() {}

    mutating func add(_ outcome: LinkOutcome, truth: Int64, onSite isOnSite: Bool) {
        var group = isOnSite ? onSite : later
        group.answers += 1
        if let best = outcome.candidates.first {
            let isRight = best.visit == truth
            let bin = max(0, min(9, Int(best.probability * 10)))
            group.bins[bin].links += 1
            group.bins[bin].right += isRight ? 1 : 0
            group.bins[bin].expected += best.probability
            if best.isAccepted {
                group.accepted += 1
                group.right += isRight ? 1 : 0
            }
        }
        if let reason = outcome.reason { group.reasons[reason, default: 0] += 1 }
        if isOnSite { onSite = group } else { later = group }
    }
}
