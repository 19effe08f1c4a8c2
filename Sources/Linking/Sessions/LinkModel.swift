/// What the linker has learned of a shop: how right pairs differ from chance pairs.
public struct LinkModel: Sendable {
    /// By ``LinkField``: how often an answer's value is not its visit's.
    public internal(set) var errors = [Double](repeating: 0.05, count: LinkField.allCases.count)
    /// The same of networks; `nil` where none are compared.
    public internal(set) var networkError: Double?
    /// The share of answers without a key that belong to no visit of the store.
    public internal(set) var withoutVisit = Self.priorWithoutVisit
    /// How likely a visit that already has an answer is to have another, compared with one that has none.
    public internal(set) var repeats = 1.0
    public internal(set) var exactPairs = 0
    public internal(set) var iterations = 0
    public internal(set) var hasConverged = false
    /// By cell of ``GapCells``: the share of right pairs; by kind they add up to one.
    var right = [Double](repeating: 0, count: GapCells.count)
    /// By cell: chance pairs for each view an hour.
    var chance = [Double](repeating: 0, count: GapCells.count)

    static let priorWithoutVisit = 0.15

    public init() {}

    var ratios: [Float] { zip(right, chance).map { Float($0 / max($1, 1e-12)) } }
    /// Of the answers that name a page: those whose visit did not see it.
    var shareOnOtherPages: Double { right[GapCells.Kind.otherPage.cells].reduce(0, +) }
    var priorOdds: Double { (1 - withoutVisit) / withoutVisit }
}

/// Finds a model by expectation and maximisation over a sample of the answers.
///
/// Pairs that a key joins count as right for certain; the pairs of an answer without a key count as right with the odds the
/// model gives them, all of an answer's pairs and "no visit" adding up to one. Where there are many exact pairs, the others
/// only weigh a quarter of them: the shares are then known, and a model that is not quite the shop's cannot drift.
struct LinkModelFitter {
    struct Pair {
        var sample: Int32
        var visitProfile: Int32
        var cell: Int32
        var isRight: Bool
        var network: LinkNetworks.Comparison
    }

    /// One answer of the sample.
    struct Sample {
        /// The number of the answer.
        var item: Int
        var profile: Int
        var hasPage: Bool
        var isExact: Bool
        /// Views an hour: of its page, and of all.
        var pageViews: Double
        var views: Double
        /// 1, or how many pairs of other pages one stands for when only those of the answer's city were looked at; 0 when
        /// none were, because its city is not known.
        var weightOfNearby: Double
    }

    static let iterationLimit = 50

    private var model: LinkModel
    private var fields: FieldWeights
    private var networks: LinkNetworks
    private let samples: [Sample]
    private let pairs: [Pair]
    private let starts: [Int32]
    private let itemProfiles: [LinkProfile]
    private let visitProfiles: [LinkProfile]
    private let exactCells: [Double]
    private let exactErrors: [Double]
    private let exactComparisons: [Double]
    private let mostViews: [Double]
    private let exactNetworks: NetworkCounts

    /// - Parameters:
    ///   - exactCells: how many exact pairs fall in each cell.
    ///   - exactPairs: the profiles of all exact pairs.
    init(
        samples: [Sample], pairs: [Pair], itemProfiles: [LinkProfile], visitProfiles: [LinkProfile],
        fields: FieldWeights, networks: LinkNetworks,
        exactCells: [Double], exactPairs: [(LinkProfile, LinkProfile)], exactNetworks: NetworkCounts
    ) {
        model = LinkModel()
        self.networks = networks
        self.exactNetworks = exactNetworks
        model.exactPairs = exactPairs.count
        self.fields = fields
        self.samples = samples
        self.itemProfiles = itemProfiles
        self.visitProfiles = visitProfiles
        self.exactCells = exactCells
        var starts = [Int32](repeating: 0, count: samples.count + 1)
        for pair in pairs { starts[Int(pair.sample) + 1] += 1 }
        for index in samples.indices { starts[index + 1] += starts[index] }
        var (next, sorted) = (starts, pairs)
        for pair in pairs {
            sorted[Int(next[Int(pair.sample)])] = pair
            next[Int(pair.sample)] += 1
        }
        (self.starts, self.pairs) = (starts, sorted)
        var (errors, comparisons) = ([Double](repeating: 0, count: 5), [Double](repeating: 0, count: 5))
        for (item, visit) in exactPairs {
            for field in 0..<5 where item[field] != 0 && visit[field] != 0 {
                errors[field] += item[field] == visit[field] ? 0 : 1
                comparisons[field] += 1 - fields.rates[field][Int(visit[field])]
            }
        }
        (exactErrors, exactComparisons) = (errors, comparisons)
        var views = [0.0, 0.0, 0.0]
        for sample in samples {
            if sample.hasPage {
                views[0] += sample.pageViews
                views[1] += sample.weightOfNearby == 0 ? 0 : sample.views
            } else {
                views[2] += sample.weightOfNearby == 0 ? 0 : sample.views
            }
        }
        mostViews = views
    }

    /// Right pairs that have a network on both sides.
    struct NetworkCounts {
        var errors = 0.0
        /// Less those that chance alone would have let agree.
        var comparisons = 0.0

        mutating func add(_ comparison: LinkNetworks.Comparison, rate: Double, odds: Double) {
            if comparison == .other { errors += odds }
            comparisons += odds * (1 - rate)
        }

        var error: Double { LinkModelFitter.rate(errors, of: comparisons) }
    }

    private struct Expectation {
        var networks = NetworkCounts()
        var cells = [Double](repeating: 0, count: GapCells.count)
        var chanceCells = [Double](repeating: 0, count: GapCells.count)
        var errors = [Double](repeating: 0, count: 5)
        var comparisons = [Double](repeating: 0, count: 5)
        var withoutVisit = 0.0
        var answers = 0.0
    }

    mutating func fit() -> (model: LinkModel, fields: FieldWeights, networks: LinkNetworks) {
        start()
        for iteration in 1...Self.iterationLimit {
            let before = model
            maximise(expect())
            model.iterations = iteration
            model.hasConverged = distance(before, model) < 0.002
            if model.hasConverged { break }
        }
        fields.update(errors: model.errors)
        return (model, fields, networks)
    }

    /// All pairs by chance, right pairs as the exact ones are or, without those, within minutes of the view.
    private mutating func start() {
        var expectation = Expectation()
        for pair in pairs { expectation.chanceCells[Int(pair.cell)] += weight(of: pair) }
        learnErrors(expectation, share: 0)
        model.chance = chance(expectation)
        model.right = right(expectation, share: 0)
    }

    private func weight(of pair: Pair) -> Double {
        GapCells.kind(of: Int(pair.cell)) == .samePage ? 1 : samples[Int(pair.sample)].weightOfNearby
    }

    private func expect() -> Expectation {
        var expectation = Expectation()
        let (ratios, odds) = (model.ratios, model.priorOdds)
        var worths: [Double] = []
        for index in samples.indices {
            let (sample, range) = (samples[index], Int(starts[index])..<Int(starts[index + 1]))
            let weights = fields.weights[sample.profile]
            let prior = odds / Double(chance(of: sample))
            if sample.isExact {
                for pair in range where !pairs[pair].isRight { count(pairs[pair], 0, sample, &expectation) }
                continue
            }
            worths.removeAll(keepingCapacity: true)
            var sum = 1.0
            for pair in range {
                let views = GapCells.kind(of: Int(pairs[pair].cell)) == .samePage ? sample.pageViews : sample.views
                let fit = fields.worth(
                    weights, itemProfiles[sample.profile], visitProfiles[Int(pairs[pair].visitProfile)])
                let network = networks.worth(sample.item, pairs[pair].network)
                let worth = prior * Double(ratios[Int(pairs[pair].cell)] * fit * network) / views
                worths.append(worth)
                sum += worth
            }
            expectation.withoutVisit += 1 / sum
            expectation.answers += 1
            for pair in range { count(pairs[pair], worths[pair - range.lowerBound] / sum, sample, &expectation) }
        }
        return expectation
    }

    private func count(_ pair: Pair, _ odds: Double, _ sample: Sample, _ expectation: inout Expectation) {
        expectation.cells[Int(pair.cell)] += odds
        expectation.chanceCells[Int(pair.cell)] += (1 - odds) * weight(of: pair)
        guard odds > 1e-4 else { return }
        if pair.network != .unknown {
            expectation.networks.add(pair.network, rate: Double(networks.rate(sample.item)), odds: odds)
        }
        let (item, visit) = (itemProfiles[sample.profile], visitProfiles[Int(pair.visitProfile)])
        for field in 0..<5 where item[field] != 0 && visit[field] != 0 {
            if item[field] != visit[field] { expectation.errors[field] += odds }
            expectation.comparisons[field] += odds * (1 - fields.rates[field][Int(visit[field])])
        }
    }

    private mutating func maximise(_ expectation: Expectation) {
        let soft = expectation.cells.reduce(0, +)
        let exact = exactCells.reduce(0, +)
        let share = exact < 100 ? 1 : min(1, 0.25 * exact / max(1, soft))
        learnErrors(expectation, share: share)
        model.chance = chance(expectation)
        model.right = right(expectation, share: share)
        // As if some more answers had been seen at the rate that is expected anywhere.
        let prior = 20 + 0.02 * expectation.answers
        let rate =
            (expectation.withoutVisit + prior * LinkModel.priorWithoutVisit) / (expectation.answers + prior)
        model.withoutVisit = min(0.95, max(0.005, rate))
    }

    private func chance(of sample: Sample) -> Float {
        networks.chance(
            sample.item, number: sample.profile, fields, itemProfiles: itemProfiles, visitProfiles: visitProfiles)
    }

    private mutating func learnErrors(_ expectation: Expectation, share: Double) {
        model.errors = errors(expectation, share: share)
        fields.update(errors: model.errors)
        guard networks.isUsed else { return }
        var counts = exactNetworks
        counts.errors += share * expectation.networks.errors
        counts.comparisons += share * expectation.networks.comparisons
        let error = counts.error
        model.networkError = error
        networks.update(error: error)
    }

    /// As if one in twenty of twenty more pairs had differed.
    private static func rate(_ errors: Double, of comparisons: Double) -> Double {
        min(0.6, max(0.002, (errors + 1) / (comparisons + 20)))
    }

    private func errors(_ expectation: Expectation, share: Double) -> [Double] {
        (0..<5).map { field in
            Self.rate(
                exactErrors[field] + share * expectation.errors[field],
                of: exactComparisons[field] + share * expectation.comparisons[field])
        }
    }

    /// Chance pairs in each cell for each view an hour, by width where hardly any were seen.
    private func chance(_ expectation: Expectation) -> [Double] {
        (0..<GapCells.count).map { cell in
            let kind = GapCells.kind(of: cell)
            let expected = GapCells.width(ofBin: GapCells.bin(of: cell)) / 3600 / Double(kind.flagCount)
            let views = mostViews[kind.rawValue]
            return (expectation.chanceCells[cell] + 0.5) / (views + 0.5 / expected)
        }
    }

    /// The share of right pairs in each cell; those of an answer with a page fall on visits that saw it, or did not.
    private func right(_ expectation: Expectation, share: Double) -> [Double] {
        var counts = zip(exactCells, expectation.cells).map { $0 + share * $1 }
        for kind in GapCells.Kind.allCases { smooth(&counts, kind) }
        let withPage = (counts[GapCells.Kind.samePage.cells] + counts[GapCells.Kind.otherPage.cells]).reduce(0, +)
        let withoutPage = counts[GapCells.Kind.noPage.cells].reduce(0, +)
        for cell in counts.indices {
            counts[cell] /= GapCells.kind(of: cell) == .noPage ? withoutPage : withPage
        }
        return counts
    }

    /// Lends neighbouring bins a little of each other's pairs, and shares a bin out among its flags as the whole kind is.
    private func smooth(_ counts: inout [Double], _ kind: GapCells.Kind) {
        let (flags, first) = (kind.flagCount, kind.firstCell)
        let bins = (0..<GapCells.binCount).map { bin in
            (0..<flags).reduce(0.0) { $0 + counts[first + bin * flags + $1] }
        }
        let chances = (0..<GapCells.binCount).map { bin in
            (0..<flags).reduce(0.0) { $0 + model.chance[first + bin * flags + $1] }
        }
        let lift = (0..<flags).map { flag in
            let seen = (0..<GapCells.binCount).reduce(1.0) { $0 + counts[first + $1 * flags + flag] }
            let expected = (0..<GapCells.binCount).reduce(1.0) {
                $0 + bins[$1] * model.chance[first + $1 * flags + flag] / chances[$1]
            }
            return seen / expected
        }
        let prior = kind == .otherPage ? 0.5 : 2
        for bin in 0..<GapCells.binCount {
            let (before, after) = (bins[max(0, bin - 1)], bins[min(GapCells.binCount - 1, bin + 1)])
            // A bin that starts at a view is not blurred with those before it.
            let mean = bin <= 1 ? bins[bin] : 0.15 * before + 0.7 * bins[bin] + 0.15 * after
            let total = mean + prior * Self.expectedShare(ofBin: bin)
            let parts = (0..<flags).map { chanceShare($0, bin, first, flags, chances[bin]) * lift[$0] }
            let sum = parts.reduce(0, +)
            for flag in 0..<flags {
                let cell = first + bin * flags + flag
                counts[cell] = total * (counts[cell] + 20 * parts[flag] / sum) / (bins[bin] + 20)
            }
        }
    }

    private func chanceShare(_ flag: Int, _ bin: Int, _ first: Int, _ flags: Int, _ chance: Double) -> Double {
        model.chance[first + bin * flags + flag] / chance
    }

    /// Where nothing is known: half of the answers within 50 seconds, one in forty after ten minutes; 1 % before the view.
    private static func expectedShare(ofBin bin: Int) -> Double {
        if bin == 0 { return 0.01 }
        let within = { (seconds: Int) in
            let after = 1 / (1 + Double(seconds) / 120)
            return 1 - after * after
        }
        return 0.99 * (within(GapCells.edges[bin + 1]) - within(GapCells.edges[bin]))
    }

    private func distance(_ old: LinkModel, _ new: LinkModel) -> Double {
        let errors = zip(old.errors, new.errors).map { abs($0 - $1) }.max() ?? 0
        let cells = zip(old.right, new.right).reduce(0) { $0 + abs($1.0 - $1.1) }
        let networks = abs((old.networkError ?? 0) - (new.networkError ?? 0))
        return max(errors, networks, cells / 4, abs(old.withoutVisit - new.withoutVisit))
    }
}
