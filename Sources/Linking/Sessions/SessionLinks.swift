/// The links of a store's answers, with what they rest on.
public struct SessionLinks {
    public let model: LinkModel
    let acceptance: LinkAcceptance
    let items: LinkItems
    let visits: LinkVisits
    let best: BestVisits
    let fields: FieldWeights
    let itemProfiles: [LinkProfile]
    let visitProfiles: [LinkProfile]
    let traffic: LinkTraffic
    let clock: LinkClock
    /// The answers without a key.
    let open: [Int32]
    /// By group.
    let isOnSite: [Bool]
    let later: LaterGaps
    let hopeful: Set<Int32>
    /// As compared with visits of answers on the spot, and of those given afterwards.
    let networks: (onSite: LinkNetworks, later: LinkNetworks)
    /// The least odds accepted, of answers on the spot and of those given afterwards.
    private let limits: (onSite: Double, later: Double)

    init(
        model: LinkModel, acceptance: LinkAcceptance, items: LinkItems, visits: LinkVisits, best: BestVisits,
        fields: FieldWeights, itemProfiles: [LinkProfile], visitProfiles: [LinkProfile], traffic: LinkTraffic,
        clock: LinkClock, open: [Int32], isOnSite: [Bool], later: LaterGaps, hopeful: Set<Int32>,
        networks: (onSite: LinkNetworks, later: LinkNetworks)
    ) {
        self.model = model
        self.acceptance = acceptance
        self.items = items
        self.visits = visits
        self.best = best
        self.fields = fields
        self.itemProfiles = itemProfiles
        self.visitProfiles = visitProfiles
        self.traffic = traffic
        self.clock = clock
        self.open = open
        self.isOnSite = isOnSite
        self.later = later
        self.hopeful = hopeful
        self.networks = networks
        var odds: (onSite: [Double], later: [Double]) = ([], [])
        for item in open {
            let (top, second) = Self.topTwo(best.odds(of: Int(item)).visits)
            guard acceptance.allows(top, runnerUp: second) else { continue }
            if isOnSite[Int(items.groups[Int(item)])] { odds.onSite.append(top) } else { odds.later.append(top) }
        }
        limits = (acceptance.limit(odds.onSite), acceptance.limit(odds.later))
    }

    private static func topTwo(_ odds: [Double]) -> (Double, Double) {
        var (top, second) = (0.0, 0.0)
        for odds in odds {
            if odds > top { (top, second) = (odds, top) } else { second = max(second, odds) }
        }
        return (top, second)
    }

    /// Less likely visits are not worth keeping.
    private static let leastKept = 0.02
    private static let mostKept = 3

    public var answerCount: Int { open.count }

    /// Every answer without a key, in the order they were added.
    public func forEachOutcome(_ body: (LinkOutcome) throws -> Void) rethrows {
        for item in open { try body(outcome(of: Int(item))) }
    }

    /// How the answers fared whose keys were held out.
    public func heldOutCheck() -> HeldOutCheck {
        var check = HeldOutCheck()
        for item in open where items.heldOutVisits[Int(item)] >= 0 {
            check.add(
                outcome(of: Int(item)), truth: visits.row(Int(items.heldOutVisits[Int(item)])),
                onSite: isOnSite(Int(item)))
        }
        return check
    }

    private func isOnSite(_ item: Int) -> Bool { isOnSite[Int(items.groups[item])] }

    private func outcome(of item: Int) -> LinkOutcome {
        let odds = best.odds(of: item)
        let order = odds.visits.indices.sorted { (-odds.visits[$0], $0) < (-odds.visits[$1], $1) }
        let (top, second) = Self.topTwo(odds.visits)
        let isAllowed = acceptance.allows(top, runnerUp: second)
        let isAccepted = isAllowed && top >= (isOnSite(item) ? limits.onSite : limits.later)
        let kept = order.filter { odds.visits[$0] >= Self.leastKept }.prefix(Self.mostKept)
        let found = best.visits(of: item)
        let candidates = kept.enumerated().map { rank, place in
            LinkCandidate(
                visit: visits.row(Int(found[place].visit)), probability: odds.visits[place],
                evidence: evidence(item, found[place]), isAccepted: isAccepted && rank == 0)
        }
        return LinkOutcome(
            item: items.rows[item], candidates: candidates,
            reason: isAccepted
                ? nil : isAllowed ? .unsure : reason(item, top: top, none: odds.none, hasVisits: !found.isEmpty))
    }

    private func reason(_ item: Int, top: Double, none: Double, hasVisits: Bool) -> UnlinkedReason {
        if !isOnSite(item) {
            guard later.isKnown else { return .unknownDelay }
            guard hopeful.contains(Int32(item)) else { return .tooMany }
        }
        if !hasVisits { return .noVisit }
        return none > 0.5 && none > top ? .weak : .several
    }

    private func evidence(_ item: Int, _ found: BestVisits.Visit) -> LinkEvidence {
        let number = Int(items.profiles[item])
        let (weights, profile) = (fields.weights[number], itemProfiles[number])
        let other = visitProfiles[visits.profile(Int(found.visit))]
        var parts = [moment(item, found)]
        var worth = parts[0].bits
        for field in LinkField.allCases where profile[field.rawValue] != 0 && other[field.rawValue] != 0 {
            let agrees = profile[field.rawValue] == other[field.rawValue]
            let factor = agrees ? weights.agree[field.rawValue] : weights.disagree[field.rawValue]
            parts.append(LinkEvidence.Part(name: field.name, detail: agrees ? "=" : "!=", bits: bits(Double(factor))))
            worth += bits(Double(factor))
        }
        let networks = isOnSite(item) ? self.networks.onSite : self.networks.later
        let network = networks.compare(item, Int(found.visit))
        if network != .unknown {
            let factor = Double(networks.worth(item, network))
            parts.append(
                LinkEvidence.Part(name: LinkNetworks.name, detail: network == .same ? "=" : "!=", bits: bits(factor)))
            worth += bits(factor)
        }
        let chance = networks.chance(
            item, number: number, fields, itemProfiles: itemProfiles, visitProfiles: visitProfiles)
        let prior = bits(model.priorOdds / Double(chance))
        parts.append(LinkEvidence.Part(name: "prior", detail: "", bits: prior))
        let claims = bits(Double(found.worth)) - worth - prior
        if claims < -0.05 { parts.append(LinkEvidence.Part(name: "claims", detail: "", bits: claims)) }
        return LinkEvidence(parts: parts)
    }

    private func moment(_ item: Int, _ found: BestVisits.Visit) -> LinkEvidence.Part {
        let (time, cell) = (items.times[item], Int(found.cell))
        let detail = LinkEvidence.duration(clock.seconds(found.gap))
        guard isOnSite(item) else {
            let ratio = later.ratios(at: time, traffic, clock)[cell]
            return LinkEvidence.Part(name: "visit", detail: detail, bits: bits(Double(ratio)))
        }
        let isSamePage = GapCells.kind(of: cell) == .samePage
        let views = isSamePage ? traffic.views(of: items.pages[item], at: time) : traffic.views(at: time)
        return LinkEvidence.Part(
            name: isSamePage ? "page" : "visit", detail: detail, bits: bits(Double(model.ratios[cell]) / views))
    }
}
