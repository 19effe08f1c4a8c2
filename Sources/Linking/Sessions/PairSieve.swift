/// Tells at a glance which pairs of an answer and a visit are not worth weighing.
///
/// Of billions of pairs most disagree on several fields, as right pairs hardly ever do. The patterns of disagreement that
/// right pairs have least are left out, as long as all of those together have at most one right pair in a hundred. What is
/// read of an answer lies in the order the answers are met in: looking each one up would take ten times as long.
struct PairSieve {
    /// The share of right pairs that may be missed.
    private static let mostMissed = 0.01

    /// The fields' classes, then whether the answer names a page. Classes over 65,535 may fall together: such a pair is kept.
    typealias Facts = SIMD8<UInt16>
    private static let pageLane = LinkField.allCases.count

    /// Patterns worth a look.
    struct Patterns {
        /// A bit for each pattern, which has a bit for each field that disagrees.
        private let kept: UInt64

        static let all = Patterns(kept: .max)

        fileprivate init(kept: UInt64) { self.kept = kept }

        @inline(__always)
        func keeps(_ item: Facts, _ visit: Facts) -> Bool {
            let differs = (item .!= visit) .& (item .!= 0) .& (visit .!= 0)
            let pattern = Facts(1, 2, 4, 8, 16, 32, 0, 0).replacing(with: 0, where: .!differs).wrappedSum()
            return (kept >> UInt64(pattern)) & 1 == 1
        }
    }

    let visits: [Facts]
    let samePage: Patterns
    /// Of pairs that share a city.
    let nearby: Patterns
    private let items: [Facts]

    init(_ model: LinkModel, items: [LinkProfile], visits: [LinkProfile]) {
        self.items = items.map { Self.facts($0) }
        self.visits = visits.map { profile in
            var facts = Self.facts(profile)
            // Never what an answer has here: "disagrees" says that the answer names a page.
            facts[Self.pageLane] = 2
            return facts
        }
        let same = Self.kept(model.errors, times: 1)
        samePage = Patterns(kept: same | same << 32)
        // An answer that names a page is rarely one of a visit that did not see it.
        let other = Self.kept(model.errors, times: model.shareOnOtherPages)
        nearby = Patterns(kept: same | other << 32)
    }

    private static func facts(_ profile: LinkProfile) -> Facts {
        var facts = Facts()
        for field in 0..<pageLane { facts[field] = UInt16(truncatingIfNeeded: profile[field]) }
        return facts
    }

    /// The patterns that are left when the rarest among right pairs are taken away.
    private static func kept(_ errors: [Double], times share: Double) -> UInt64 {
        let rates = (0..<(1 << pageLane)).map { (pattern: Int) -> Double in
            (0..<pageLane).reduce(share) { rate, field in
                let disagrees = pattern & (1 << field) != 0
                return rate * (disagrees ? errors[field] : 1 - errors[field])
            }
        }
        var (kept, missed) = (UInt64(0xFFFF_FFFF), 0.0)
        for pattern in rates.indices.sorted(by: { (rates[$0], $1) < (rates[$1], $0) }) {
            missed += rates[pattern]
            guard missed <= mostMissed else { break }
            kept &= ~(1 << UInt64(pattern))
        }
        return kept
    }

    /// The answers' facts in the order of the lists.
    ///
    /// - Parameter blocks: whether the lists also hold answers whose page the visits did not see.
    func facts(of lists: TimedLists, _ all: LinkItems, blocks: Bool) -> [Facts] {
        lists.items.map { item in
            var facts = items[Int(all.profiles[Int(item)])]
            facts[Self.pageLane] = blocks && all.pages[Int(item)] != 0 ? 1 : 0
            return facts
        }
    }
}
