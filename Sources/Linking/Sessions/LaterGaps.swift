/// Answers given hours or days after the visit, by e-mail, in a store or on the phone: when they come, and who had bought.
///
/// There is no page to go by, and thousands of visits come before such an answer: only a rare combination of fields can tell
/// them apart. The delay is learned from exact pairs; a way of answering that has too few of them is not linked by odds.
struct LaterGaps {
    /// Hours since the end of the visit.
    static let edges = [0.0, 0.5, 1, 2, 4, 8, 12, 18, 24, 36, 48, 72, 96, 144, 192, 240, 336]
    static let binCount = edges.count - 1
    static let minimumPairs = 30
    static let windowHours = 336

    /// By bin, without and with a purchase: the share of right pairs.
    private(set) var right: [Double]
    let pairCount: Int

    /// - Parameter gaps: of the exact pairs, in hours.
    init(gaps: [(hours: Double, hasPurchase: Bool)]) {
        right = Array(repeating: 0.5, count: Self.binCount * 2)
        pairCount = gaps.count
        for gap in gaps { if let bin = Self.bin(gap.hours) { right[bin * 2 + (gap.hasPurchase ? 1 : 0)] += 1 } }
        let total = right.reduce(0, +)
        for cell in right.indices { right[cell] /= total }
    }

    var isKnown: Bool { pairCount >= Self.minimumPairs }

    static func bin(_ hours: Double) -> Int? {
        guard hours >= 0, hours < edges.last! else { return nil }
        return edges.lastIndex { $0 <= hours }
    }

    /// By cell: the share of right pairs over the number of visits there are, for an answer at this moment.
    func ratios(at time: Int32, _ traffic: LinkTraffic, _ clock: LinkClock) -> [Float] {
        (0..<Self.binCount * 2).map { cell in
            let later = time - clock.ticks(seconds: Int(Self.edges[cell / 2] * 3600))
            let earlier = time - clock.ticks(seconds: Int(Self.edges[cell / 2 + 1] * 3600))
            let visits = traffic.ends(from: earlier, to: later, withPurchase: cell % 2 == 1)
            return Float(right[cell] / max(0.5, visits))
        }
    }
}

/// Weighs the visits of the fortnight before each answer that comes afterwards.
struct LaterScorer {
    /// More pairs than this are only looked at city by city.
    private static let pairLimit = 20_000_000

    let gaps: LaterGaps
    let clock: LinkClock
    let traffic: LinkTraffic
    let model: LinkModel
    let fields: FieldWeights
    let itemProfiles: [LinkProfile]
    let visitProfiles: [LinkProfile]
    let networks: LinkNetworks

    private func chance(_ item: Int, _ number: Int) -> Float {
        networks.chance(item, number: number, fields, itemProfiles: itemProfiles, visitProfiles: visitProfiles)
    }

    /// The answers that some visit could be told apart for; for all others no combination of fields is rare enough.
    func hopeful(_ chosen: [Int32], of items: LinkItems) -> [Int32] {
        chosen.filter { item in
            let weights = fields.weights[Int(items.profiles[Int(item)])]
            var fit = (0..<5).reduce(1.0) { $0 * Double(weights.agree[$1]) }
            if networks.hasNetwork(Int(item)) { fit *= Double(networks.worth(Int(item), .same)) }
            let chance = Double(chance(Int(item), Int(items.profiles[Int(item)])))
            let best = gaps.ratios(at: items.times[Int(item)], traffic, clock).max() ?? 0
            // Even the best visit must reach odds of four to one against no visit.
            return model.priorOdds / chance * fit * Double(best) >= 4
        }
    }

    func score(
        _ chosen: [Int32], of items: LinkItems, _ visits: LinkVisits, isTaken: [Bool], into best: inout BestVisits
    ) {
        guard !chosen.isEmpty else { return }
        let byCity = chosen.count * visits.count / 2 > Self.pairLimit
        let lists = TimedLists(
            byCity ? chosen.filter { items.city(Int($0)) != 0 } : chosen, items.times
        ) { byCity ? items.city($0) : 0 }
        let ratios = lists.items.indices.map { self.gaps.ratios(at: lists.times[$0], traffic, clock) }
        let chances = lists.items.indices.map { slot in
            chance(Int(lists.items[slot]), Int(items.profiles[Int(lists.items[slot])]))
        }
        let window = clock.ticks(seconds: LaterGaps.windowHours * 3600)
        for visit in 0..<visits.count {
            let (profile, end) = (visits.profile(visit), visits.end(visit))
            let list = byCity ? lists.list(visitProfiles[profile][LinkField.city.rawValue]) : lists.list(0)
            for slot in lists.slots(list, from: end, to: end + window) {
                let item = Int(lists.items[slot])
                guard let bin = LaterGaps.bin(clock.seconds(lists.times[slot] - end) / 3600) else { continue }
                let cell = bin * 2 + (visits.hasPurchase(visit) ? 1 : 0)
                let number = Int(items.profiles[item])
                var worth = fields.worth(fields.weights[number], itemProfiles[number], visitProfiles[profile])
                worth *= ratios[slot][cell] * Float(model.priorOdds) / chances[slot]
                if networks.isUsed { worth *= networks.worth(item, visit) }
                if isTaken[visit] { worth *= Float(model.repeats) }
                best.add(
                    item,
                    BestVisits.Visit(
                        worth: worth, visit: Int32(visit), gap: lists.times[slot] - end, cell: Int16(cell)))
            }
        }
    }
}
