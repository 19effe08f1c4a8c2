/// Joins answers without a key to the visits they were given in, by odds.
///
/// Add all answers, then all visits, then ask for the links. What tells right pairs from chance pairs is learned from the
/// answers that do have a key, and from all others by expectation and maximisation; an answer's odds are shared out among
/// all its visits and "no visit".
///
/// - Source: I. Fellegi, A. Sunter, "A Theory for Record Linkage", JASA 64 (1969).
public struct SessionLinker {
    public struct Settings: Sendable {
        /// Links every other answer that has a key as if it had none: the measure of ``HeldOutCheck``.
        public var holdsOut = false
        public var acceptance = LinkAcceptance()
        /// Pairs that the model is fitted on.
        public var samplePairs = 2_500_000

        public init() {}
    }

    private let settings: Settings
    private let clock: LinkClock
    private let cells: GapCells
    private var vocabulary = LinkVocabulary()
    private var itemProfiles = LinkProfiles()
    private var visitProfiles = LinkProfiles()
    private var pageNumbers: [String: Int32] = [:]
    private var groupNumbers: [LinkGroup: Int32] = [:]
    private var groups: [LinkGroup] = []
    private var items = LinkItems()
    private var visits = LinkVisits()
    private var networks = LinkNetworks()
    /// By the store's number of a session: the answers that a key joins to it.
    private var exactItems: [Int64: [Int32]] = [:]

    /// - Parameters:
    ///   - first: when the earliest visit began, or earlier, in UTC milliseconds.
    ///   - last: when the last answer was given.
    public init(from first: Int64, to last: Int64, settings: Settings = Settings()) {
        self.settings = settings
        clock = LinkClock(from: first, to: last)
        cells = GapCells(clock)
    }

    public mutating func add(_ item: LinkItem) {
        let group = LinkGroup(channel: item.channel, hasPage: !item.pageURL.isEmpty)
        let profile = itemProfiles.number(of: vocabulary.profile(of: item.facts))
        if let visit = item.exactVisit { exactItems[visit, default: []].append(Int32(items.count)) }
        networks.addItem(item.network)
        items.add(
            row: item.row, time: clock.time(item.at), page: page(of: item.pageURL), profile: profile,
            group: number(of: group))
    }

    private mutating func page(of url: String) -> Int32 {
        guard !url.isEmpty else { return 0 }
        if let known = pageNumbers[url] { return known }
        var path = pagePath(of: url)
        if path.utf8.count > 1, path.utf8.last == UInt8(ascii: "/") { path.removeLast() }
        let number = pageNumbers[path] ?? Int32(pageNumberCount)
        if number == pageNumberCount { pageNumberCount += 1 }
        pageNumbers[path] = number
        pageNumbers[url] = number
        return number
    }

    /// 0 is any page that no answer names.
    private var pageNumberCount = 1

    private mutating func number(of group: LinkGroup) -> Int32 {
        if let known = groupNumbers[group] { return known }
        let number = Int32(groups.count)
        groupNumbers[group] = number
        groups.append(group)
        return number
    }

    public mutating func add(_ visit: LinkVisit) {
        let number = Int32(visits.count)
        if let items = exactItems[visit.row] {
            for item in items { join(item, visit: number) }
        }
        networks.addVisit(visit.network)
        visits.add(
            row: visit.row, profile: visitProfiles.number(of: vocabulary.profile(of: visit.facts)),
            end: clock.time(visit.endedAt), hasPurchase: visit.hasPurchase,
            views: visit.views.map { (pageNumbers[$0.page] ?? 0, clock.time($0.at)) })
    }

    private mutating func join(_ item: Int32, visit: Int32) {
        let isHeldOut = settings.holdsOut && Self.isHeldOut(items.rows[Int(item)])
        if isHeldOut { items.heldOutVisits[Int(item)] = visit } else { items.exactVisits[Int(item)] = visit }
    }

    /// Half of the items, the same ones whatever else the store holds.
    static func isHeldOut(_ row: Int64) -> Bool { (UInt64(bitPattern: row) &* 0x9E37_79B9_7F4A_7C15) >> 63 == 1 }

    // MARK: Linking

    /// - Returns: what became of every answer without a key.
    public consuming func link() -> SessionLinks {
        mergeValues()
        networks.complete(visits, profiles: visitProfiles.values)
        let traffic = LinkTraffic(visits, pageCount: pageNumberCount, clock: clock)
        let exact = exactPairs()
        let onSite = groupsOnSite(exact)
        var (model, fields, networks) = fit(traffic, exact, onSite)
        model.repeats = repeats(exact.count)
        let open = items.rows.indices.filter { items.exactVisits[$0] < 0 }.map(Int32.init)
        var isTaken = [Bool](repeating: false, count: visits.count)
        for pair in exact { isTaken[pair.visit] = true }
        let scorer = PairScorer(
            best: BestVisits(itemCount: items.count), model: model, fields: fields, items: items,
            itemProfiles: itemProfiles.values, visitProfiles: visitProfiles.values, traffic: traffic, isTaken: isTaken,
            networks: networks)
        var best = score(open.filter { onSite[Int(items.groups[Int($0)])] }, traffic, model, scorer)
        let later = open.filter { !onSite[Int(items.groups[Int($0)])] }
        let gaps = laterGaps(exact, onSite)
        var laterNetworks = networks
        laterNetworks.update(error: networkCounts(exact, onSite, onSite: false).error)
        var hopeful: [Int32] = []
        if gaps.isKnown {
            let scorer = LaterScorer(
                gaps: gaps, clock: clock, traffic: traffic, model: model, fields: fields,
                itemProfiles: itemProfiles.values, visitProfiles: visitProfiles.values, networks: laterNetworks)
            hopeful = scorer.hopeful(later, of: items)
            scorer.score(hopeful, of: items, visits, isTaken: isTaken, into: &best)
        }
        settleClaims(&best, open, repeats: model.repeats)
        return SessionLinks(
            model: model, acceptance: settings.acceptance, items: items, visits: visits, best: best, fields: fields,
            itemProfiles: itemProfiles.values, visitProfiles: visitProfiles.values, traffic: traffic, clock: clock,
            open: open, isOnSite: onSite, later: gaps, hopeful: Set(hopeful),
            networks: (networks, laterNetworks))
    }

    private mutating func mergeValues() {
        var pairs: [(LinkProfile, LinkProfile)] = []
        for item in items.exactVisits.indices where items.exactVisits[item] >= 0 {
            pairs.append(profiles(ofItem: item, visit: Int(items.exactVisits[item])))
        }
        let classes = LinkClasses(vocabulary, items: itemProfiles, visits: visitProfiles, pairs: pairs).table()
        itemProfiles.replaceValues(by: classes)
        visitProfiles.replaceValues(by: classes)
        items.cities = itemProfiles.values.map { $0[LinkField.city.rawValue] }
    }

    private func profiles(ofItem item: Int, visit: Int) -> (LinkProfile, LinkProfile) {
        (itemProfiles.values[Int(items.profiles[item])], visitProfiles.values[visits.profile(visit)])
    }

    private struct ExactPair {
        var item: Int
        var visit: Int
        /// `nil` when the answer was not given within the hour.
        var cell: Int?
    }

    private func exactPairs() -> [ExactPair] {
        items.exactVisits.indices.compactMap { item in
            guard items.exactVisits[item] >= 0 else { return nil }
            let visit = Int(items.exactVisits[item])
            let block = visits.blocks[visit / LinkVisits.blockSize]
            let index = visit % LinkVisits.blockSize
            let views = Int(block.firstViews[index])..<Int(block.firstViews[index + 1])
            guard !views.isEmpty else { return ExactPair(item: item, visit: visit, cell: nil) }
            let place = cells.place(
                time: items.times[item], page: items.pages[item], views: views, of: block, end: block.ends[index])
            return ExactPair(item: item, visit: visit, cell: place?.cell)
        }
    }

    private func groupsOnSite(_ exact: [ExactPair]) -> [Bool] {
        var counts = groups.map { _ in (pairs: 0, soon: 0) }
        for pair in exact {
            counts[Int(items.groups[pair.item])].pairs += 1
            if pair.cell != nil { counts[Int(items.groups[pair.item])].soon += 1 }
        }
        return groups.indices.map {
            groups[$0].answersOnSite(exactPairs: counts[$0].pairs, withinTheHour: counts[$0].soon)
        }
    }

    /// Pairs of exact answers that share a visit, over how many there would be if each picked one without regard to others.
    private func repeats(_ exactCount: Int) -> Double {
        var counts: [Int32: Int] = [:]
        for visit in items.exactVisits where visit >= 0 { counts[visit, default: 0] += 1 }
        let seen = counts.values.reduce(0.0) { $0 + Double($1 * ($1 - 1) / 2) }
        let expected = Double(exactCount) * Double(exactCount) / 2 / Double(max(1, visits.count))
        // As if one shared visit had been seen where two were to be expected.
        return min(1, (seen + 1) / (expected + 2))
    }

    private func fit(
        _ traffic: LinkTraffic, _ exact: [ExactPair], _ onSite: [Bool]
    ) -> (LinkModel, FieldWeights, LinkNetworks) {
        let chosen = items.rows.indices.filter { onSite[Int(items.groups[$0])] }.map(Int32.init)
        let fields = FieldWeights(items: itemProfiles, visits: visitProfiles)
        let (step, blocks) = sampling(chosen, traffic)
        let sample = stride(from: 0, to: chosen.count, by: step).map { chosen[$0] }
        var numbers = [Int32](repeating: -1, count: items.count)
        for (number, item) in sample.enumerated() { numbers[Int(item)] = Int32(number) }
        var collector = PairCollector(samples: numbers, exactVisits: items.exactVisits, networks: networks)
        CandidateFinder(sample, of: items, cells: cells, blocks: blocks, visitCities: visitCities)
            .scan(visits, into: &collector)
        var exactCells = [Double](repeating: 0, count: GapCells.count)
        for pair in exact where onSite[Int(items.groups[pair.item])] {
            if let cell = pair.cell { exactCells[cell] += 1 }
        }
        var fitter = LinkModelFitter(
            samples: sample.map { sampled(Int($0), traffic, fields, blocks: blocks) }, pairs: collector.pairs,
            itemProfiles: itemProfiles.values, visitProfiles: visitProfiles.values, fields: fields,
            networks: networks, exactCells: exactCells,
            exactPairs: exact.map { profiles(ofItem: $0.item, visit: $0.visit) },
            exactNetworks: networkCounts(exact, onSite, onSite: true))
        return fitter.fit()
    }

    /// - Parameter onSite: of answers given on the spot, or of those given afterwards: at home, mostly, whatever the visit was on.
    private func networkCounts(
        _ exact: [ExactPair], _ onSite: [Bool], onSite isOnSite: Bool
    ) -> LinkModelFitter.NetworkCounts {
        var counts = LinkModelFitter.NetworkCounts()
        for pair in exact where onSite[Int(items.groups[pair.item])] == isOnSite {
            let comparison = networks.compare(pair.item, pair.visit)
            guard comparison != .unknown else { continue }
            counts.add(comparison, rate: Double(networks.rate(pair.item)), odds: 1)
        }
        return counts
    }

    /// How many pairs there are at most: of each answer and each view of the hour before it.
    private func pairCount(_ chosen: [Int32], _ traffic: LinkTraffic) -> Double {
        visits.count == 0 ? 0 : chosen.reduce(0.0) { $0 + traffic.views(at: items.times[Int($1)]) * 1.3 }
    }

    /// Every how many answers are looked at to fit the model, and whether only by page and city.
    private func sampling(_ chosen: [Int32], _ traffic: LinkTraffic) -> (step: Int, blocks: Bool) {
        var pairs = pairCount(chosen, traffic)
        let each = pairs / Double(max(1, chosen.count))
        let blocks = each * Double(min(chosen.count, 2_000)) > Double(4 * settings.samplePairs)
        // About one view in 25 is of the same page or from the same city.
        if blocks { pairs /= 25 }
        return (max(1, Int((pairs / Double(settings.samplePairs)).rounded(.up)), chosen.count / 40_000), blocks)
    }

    private func sampled(
        _ item: Int, _ traffic: LinkTraffic, _ fields: FieldWeights, blocks: Bool
    ) -> LinkModelFitter.Sample {
        let (page, time, city) = (items.pages[item], items.times[item], items.city(item))
        let cityRate = city == 0 ? .infinity : fields.rates[LinkField.city.rawValue][Int(city)]
        return LinkModelFitter.Sample(
            item: item, profile: Int(items.profiles[item]), hasPage: page != 0, isExact: items.exactVisits[item] >= 0,
            pageViews: traffic.views(of: page, at: time), views: traffic.views(at: time),
            weightOfNearby: blocks ? 1 / cityRate : 1)
    }

    private var visitCities: [Int32] { visitProfiles.values.map { $0[LinkField.city.rawValue] } }

    private func score(
        _ chosen: [Int32], _ traffic: LinkTraffic, _ model: LinkModel, _ scorer: consuming PairScorer
    ) -> BestVisits {
        let blocks = pairCount(chosen, traffic) > CandidateFinder.pairLimit
        // With fewer pairs what is looked up stays in the caches, and sifting costs more than it saves.
        let sieve =
            blocks ? PairSieve(model, items: itemProfiles.values, visits: visitProfiles.values) : nil
        CandidateFinder(
            chosen, of: items, cells: cells, blocks: blocks, visitCities: visitCities, sieve: sieve
        ).scan(visits, into: &scorer)
        return scorer.best
    }

    private func laterGaps(_ exact: [ExactPair], _ onSite: [Bool]) -> LaterGaps {
        LaterGaps(
            gaps: exact.filter { !onSite[Int(items.groups[$0.item])] }.map {
                (clock.seconds(items.times[$0.item] - visits.end($0.visit)) / 3600, visits.hasPurchase($0.visit))
            })
    }

    /// A visit that another answer claims is less likely to be this one's, as far as exact pairs show that visits have one.
    private func settleClaims(_ best: inout BestVisits, _ open: [Int32], repeats: Double) {
        guard repeats < 0.99 else { return }
        let claims = claims(best, open)
        var first = 0
        while first < claims.count {
            let next = claims[first...].firstIndex { $0.visit != claims[first].visit } ?? claims.count
            if next - first > 1 { settle(claims[first..<next], in: &best, repeats: repeats) }
            first = next
        }
    }

    private struct Claim {
        var visit: Int32
        var item: Int32
        var place: Int32
        var odds: Float
    }

    /// What answers want which visits, by visit.
    private func claims(_ best: BestVisits, _ open: [Int32]) -> [Claim] {
        var claims: [Claim] = []
        for item in open where best.sums[Int(item)] > 0.05 {
            let odds = best.odds(of: Int(item)).visits
            for (place, visit) in best.visits(of: Int(item)).enumerated() where odds[place] > 0.05 {
                claims.append(Claim(visit: visit.visit, item: item, place: Int32(place), odds: Float(odds[place])))
            }
        }
        return claims.sorted { ($0.visit, $0.item) < ($1.visit, $1.item) }
    }

    private func settle(_ rivals: ArraySlice<Claim>, in best: inout BestVisits, repeats: Double) {
        for claim in rivals.indices {
            let free = rivals.indices.reduce(1.0) { free, other in
                other == claim ? free : free * (1 - (1 - repeats) * Double(rivals[other].odds))
            }
            best.scale(Int(rivals[claim].item), Int(rivals[claim].place), by: Float(max(free, 1e-6)))
        }
    }
}
