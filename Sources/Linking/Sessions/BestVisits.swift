/// The likeliest visits of each answer, and what all its visits are worth together.
struct BestVisits {
    static let kept = 4

    struct Visit {
        var worth: Float
        var visit: Int32
        var gap: Int32
        /// A cell of ``GapCells``, or of ``LaterGaps`` for answers that come afterwards.
        var cell: Int16
    }

    private static let none = Visit(worth: 0, visit: -1, gap: 0, cell: 0)

    /// Compared with "no visit", which is worth 1.
    private(set) var sums: [Double]
    private var best: [Visit]

    init(itemCount: Int) {
        sums = Array(repeating: 0, count: itemCount)
        best = Array(repeating: Self.none, count: itemCount * Self.kept)
    }

    @inline(__always)
    mutating func add(_ item: Int, _ visit: Visit) {
        sums[item] += Double(visit.worth)
        let last = item * Self.kept + Self.kept - 1
        if visit.worth > best[last].worth { insert(visit, first: item * Self.kept, last: last) }
    }

    private mutating func insert(_ visit: Visit, first: Int, last: Int) {
        var place = last
        while place > first, best[place - 1].worth < visit.worth {
            best[place] = best[place - 1]
            place -= 1
        }
        best[place] = visit
    }

    /// The likeliest first.
    func visits(of item: Int) -> [Visit] {
        best[item * Self.kept..<(item + 1) * Self.kept].filter { $0.visit >= 0 }
    }

    /// Makes a visit as likely as `factor` says, because other answers claim it.
    mutating func scale(_ item: Int, _ place: Int, by factor: Float) {
        let index = item * Self.kept + place
        sums[item] = max(0, sums[item] - Double(best[index].worth) * Double(1 - factor))
        best[index].worth *= factor
    }

    /// The odds of the visits of ``visits(of:)``, then those of no visit.
    func odds(of item: Int) -> (visits: [Double], none: Double) {
        let total = 1 + sums[item]
        return (visits(of: item).map { Double($0.worth) / total }, 1 / total)
    }
}

/// Weighs all pairs of answers given on the spot.
struct PairScorer: PairSink {
    private(set) var best: BestVisits
    private let ratios: [Float]
    private let weights: [FieldWeights.Weights]
    private let fields: FieldWeights
    private let itemProfileNumbers: [Int32]
    private let itemProfiles: [LinkProfile]
    private let visitProfiles: [LinkProfile]
    private let isTaken: [Bool]
    private let networks: LinkNetworks
    private let repeats: Float
    /// By answer: the odds before any comparison, over the views an hour of its page, and of all pages.
    private let byPage: [Float]
    private let nearby: [Float]

    init(
        best: BestVisits, model: LinkModel, fields: FieldWeights, items: LinkItems, itemProfiles: [LinkProfile],
        visitProfiles: [LinkProfile], traffic: LinkTraffic, isTaken: [Bool], networks: LinkNetworks
    ) {
        self.best = best
        ratios = model.ratios
        weights = fields.weights
        self.fields = fields
        itemProfileNumbers = items.profiles
        self.itemProfiles = itemProfiles
        self.visitProfiles = visitProfiles
        self.isTaken = isTaken
        self.networks = networks
        repeats = Float(model.repeats)
        let prior = (0..<items.count).map { item in
            let chance = networks.chance(
                item, number: Int(items.profiles[item]), fields, itemProfiles: itemProfiles,
                visitProfiles: visitProfiles)
            return model.priorOdds / Double(chance)
        }
        byPage = (0..<items.count).map { Float(prior[$0] / traffic.views(of: items.pages[$0], at: items.times[$0])) }
        nearby = (0..<items.count).map { Float(prior[$0] / traffic.views(at: items.times[$0])) }
    }

    mutating func add(item: Int, visit: Int, profile: Int, place: GapCells.Place) {
        let number = Int(itemProfileNumbers[item])
        var worth = fields.worth(weights[number], itemProfiles[number], visitProfiles[profile]) * ratios[place.cell]
        worth *= GapCells.kind(of: place.cell) == .samePage ? byPage[item] : nearby[item]
        if networks.isUsed { worth *= networks.worth(item, visit) }
        if isTaken[visit] { worth *= repeats }
        best.add(
            item, BestVisits.Visit(worth: worth, visit: Int32(visit), gap: place.gap, cell: Int16(place.cell)))
    }
}

/// Gathers the pairs of a sample of the answers.
struct PairCollector: PairSink {
    private(set) var pairs: [LinkModelFitter.Pair] = []
    /// By answer: its number in the sample, or -1.
    let samples: [Int32]
    let exactVisits: [Int32]
    let networks: LinkNetworks

    init(samples: [Int32], exactVisits: [Int32], networks: LinkNetworks) {
        self.networks = networks
        self.samples = samples
        self.exactVisits = exactVisits
    }

    mutating func add(item: Int, visit: Int, profile: Int, place: GapCells.Place) {
        pairs.append(
            LinkModelFitter.Pair(
                sample: samples[item], visitProfile: Int32(profile), cell: Int32(place.cell),
                isRight: Int(exactVisits[item]) == visit, network: networks.compare(item, visit)))
    }
}
