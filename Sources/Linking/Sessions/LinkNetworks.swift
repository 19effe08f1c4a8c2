/// The networks that answers and visits came from, where the workspace keeps them: one more field to compare.
///
/// Apart from ``LinkProfile``: there are nearly as many networks as visitors, and profiles are few. A network hardly ever
/// agrees by chance with the rest differing, so what a visit taken at random is worth is counted among those that share it.
struct LinkNetworks {
    static let name = "network"

    /// Given none · one that no answer has.
    private static let none: Int32 = 0
    private static let foreign: Int32 = 1
    private static let firstKnown: Int32 = 2
    /// Visits of a network that are looked at to say how alike they are otherwise.
    private static let sampleSize = 256
    /// As if a network had so many visits more, as like each other as those of one network are elsewhere: the few that
    /// are known, or looked at, say little of who else is behind it.
    private static let more: Float = 2
    /// Pairs of visits of a network that are looked at to say so.
    private static let mostPairs = 4

    private var numbers: [Int64: Int32] = [:]
    /// By answer.
    private(set) var items: [Int32] = []
    /// By visit; empty when no answer has a network.
    private(set) var visits: [Int32] = []
    /// By number: how often visits that have a network have this one.
    private var rates: [Float] = []
    private var shareWithout = 1.0
    private var visitCount = 0
    /// By number: where its visits begin in ``samples``, and how many it has in all.
    private var starts: [Int32] = []
    private var counts: [Int32] = []
    /// Profiles of visits.
    private var samples: [Int32] = []
    /// How often two visits of one network agree on just these fields, and on no other.
    private var agreements: [(fields: Int, share: Float)] = []
    /// How often an answer's network is not its visit's.
    private(set) var error: Float = 0.05

    /// Whether anything can be compared.
    private(set) var isUsed = false

    mutating func addItem(_ network: Int64?) {
        guard let network else { return items.append(Self.none) }
        let number = numbers[network] ?? Self.firstKnown + Int32(numbers.count)
        numbers[network] = number
        items.append(number)
    }

    mutating func addVisit(_ network: Int64?) {
        guard !numbers.isEmpty else { return }
        visits.append(network.map { numbers[$0] ?? Self.foreign } ?? Self.none)
    }

    /// Counts the visits of each network. Nothing is added afterwards.
    mutating func complete(_ all: LinkVisits, profiles: [LinkProfile]) {
        defer { numbers = [:] }
        visitCount = visits.count
        counts = [Int32](repeating: 0, count: Int(Self.firstKnown) + numbers.count)
        for number in visits { counts[Int(number)] += 1 }
        let given = visitCount - Int(counts.first ?? 0)
        isUsed = given > 0
        guard isUsed else { return }
        shareWithout = Double(visitCount - given) / Double(visitCount)
        // As if each network had been seen half a time more.
        rates = counts.map { (Float($0) + 0.5) / (Float(given) + 0.5 * Float(counts.count)) }
        sample(all)
        compareNeighbours(profiles)
    }

    private mutating func compareNeighbours(_ profiles: [LinkProfile]) {
        let fields = 0..<LinkField.allCases.count
        var (seen, pairs) = ([Float](repeating: 0, count: 1 << fields.count), Float(0))
        for number in counts.indices {
            let range = Int(starts[number])..<Int(starts[number + 1])
            for place in range.dropLast().prefix(Self.mostPairs) {
                let (one, other) = (profiles[Int(samples[place])], profiles[Int(samples[place + 1])])
                guard fields.allSatisfy({ one[$0] != 0 && other[$0] != 0 }) else { continue }
                seen[fields.reduce(0) { one[$1] == other[$1] ? $0 | 1 << $1 : $0 }] += 1
                pairs += 1
            }
        }
        agreements = seen.indices.filter { seen[$0] > 0 }.map { ($0, seen[$0] / pairs) }
    }

    /// What another visit of an answer's network is worth to the answer by its fields, as networks are elsewhere.
    private func neighbour(_ weights: FieldWeights.Weights) -> Float {
        guard !agreements.isEmpty else { return weights.chance }
        return agreements.reduce(0) { sum, kind in
            var worth = kind.share
            for field in LinkField.allCases.indices {
                worth *= kind.fields & (1 << field) == 0 ? weights.disagree[field] : weights.agree[field]
            }
            return sum + worth
        }
    }

    private mutating func sample(_ all: LinkVisits) {
        starts = [0]
        for number in counts.indices {
            let kept = number < Int(Self.firstKnown) ? 0 : min(Int(counts[number]), Self.sampleSize)
            starts.append(starts[number] + Int32(kept))
        }
        samples = [Int32](repeating: 0, count: Int(starts.last ?? 0))
        var seen = [Int32](repeating: 0, count: counts.count)
        for visit in visits.indices where visits[visit] >= Self.firstKnown {
            let number = Int(visits[visit])
            let kept = Int(starts[number + 1] - starts[number])
            // The places of the sample lie evenly among the network's visits.
            let place = Int(seen[number]) * kept / Int(counts[number])
            samples[Int(starts[number]) + place] = Int32(all.profile(visit))
            seen[number] += 1
        }
    }

    mutating func update(error: Double) { self.error = Float(error) }

    enum Comparison: UInt8 { case unknown, same, other }

    @inline(__always)
    func compare(_ item: Int, _ visit: Int) -> Comparison {
        guard isUsed, items[item] != Self.none, visits[visit] != Self.none else { return .unknown }
        return items[item] == visits[visit] ? .same : .other
    }

    func hasNetwork(_ item: Int) -> Bool { isUsed && items[item] != Self.none }

    /// How many times likelier the answer's network is given this visit than given none.
    @inline(__always)
    func worth(_ item: Int, _ visit: Int) -> Float { worth(item, compare(item, visit)) }

    @inline(__always)
    func worth(_ item: Int, _ comparison: Comparison) -> Float {
        switch comparison {
        case .unknown: 1
        case .same: (1 - error) / rate(item) + error
        case .other: error
        }
    }

    /// The rate of the answer's network among visits.
    func rate(_ item: Int) -> Float { rates[Int(items[item])] }

    /// What a visit taken at random is worth to an answer, all fields together.
    ///
    /// - Parameter number: of the answer's profile.
    func chance(
        _ item: Int, number: Int, _ fields: FieldWeights, itemProfiles: [LinkProfile], visitProfiles: [LinkProfile]
    ) -> Float {
        let weights = fields.weights[number]
        guard hasNetwork(item) else { return weights.chance }
        let network = Int(items[item])
        let range = Int(starts[network])..<Int(starts[network + 1])
        var sum: Float = 0
        for place in range {
            sum += fields.worth(weights, itemProfiles[number], visitProfiles[Int(samples[place])])
        }
        let mean = (sum + Self.more * neighbour(weights)) / (Float(range.count) + Self.more)
        let share = Float(counts[network]) / Float(visitCount)
        let others = weights.chance * Float(shareWithout + (1 - shareWithout) * Double(error))
        return max(1e-6, others + share * mean * (worth(item, .same) - error))
    }
}
