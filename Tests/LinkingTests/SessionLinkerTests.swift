import TestSupport
import Testing

@testable import Linking

@Suite struct SessionLinkerTests {
    @Test(arguments: 1...3 as ClosedRange<UInt64>) func `answers without a key find their visit`(seed: UInt64) {
        let shop = LinkShop(seed: seed)
        let score = shop.score(shop.linker().link())
        #expect(score.precision >= 0.96, "\(score.right) of \(score.accepted)")
        #expect(score.recall >= 0.75, "\(score.right) of \(score.findable)")
    }

    @Test func `links are as often right as their odds say`() {
        var bets: [(odds: Double, isRight: Bool)] = []
        for seed in 10..<13 as Range<UInt64> {
            let shop = LinkShop(seed: seed, visits: 6_000, answers: 1_500)
            bets += shop.score(shop.linker().link()).bets
        }
        for (low, high) in [(0.2, 0.5), (0.5, 0.8), (0.8, 0.9), (0.9, 0.99)] {
            let band = bets.filter { $0.odds >= low && $0.odds < high }
            let right = Double(band.count { $0.isRight }) / Double(band.count)
            let expected = band.reduce(0) { $0 + $1.odds } / Double(band.count)
            let error = (expected * (1 - expected) / Double(band.count)).squareRoot()
            #expect(abs(right - expected) < 0.03 + 3 * error, "\(low): \(right) of \(band.count), expected \(expected)")
            #expect(band.count > 20)
        }
    }

    @Test func `without any key the model still finds the rates and converges`() {
        let shop = LinkShop(seed: 4, answers: 1_000, keyed: 0)
        let links = shop.linker().link()
        let score = shop.score(links)
        #expect(links.model.hasConverged && links.model.exactPairs == 0)
        #expect(abs(links.model.withoutVisit - 0.15) < 0.06, "\(links.model.withoutVisit)")
        #expect(links.model.errors.allSatisfy { (0.005...0.08).contains($0) }, "\(links.model.errors)")
        #expect(score.precision >= 0.95 && score.recall >= 0.7, "\(score.precision) \(score.recall)")
    }

    @Test func `other words for the same value are learned from exact pairs`() {
        let words = ["mobile": "smartphone", "desktop": "ordinateur", "FR": "France", "BE": "Belgique", "GB": "UK"]
        let shop = LinkShop(seed: 5, words: words)
        let links = shop.linker().link()
        #expect(links.model.errors[LinkField.device.rawValue] < 0.08, "\(links.model.errors)")
        #expect(links.model.errors[LinkField.country.rawValue] < 0.08, "\(links.model.errors)")
        #expect(shop.score(links).recall >= 0.75)
    }

    @Test(arguments: [20, 2_000]) func `networks are one more field, with errors of its own`(networks: Int) {
        let (without, with) = (LinkShop(seed: 7, visits: 6_000), LinkShop(seed: 7, visits: 6_000, networks: networks))
        let (plain, links) = (without.linker().link(), with.linker().link())
        let (before, after) = (without.score(plain), with.score(links))
        #expect(plain.model.networkError == nil)
        #expect(abs((links.model.networkError ?? 1) - 0.05) < 0.035, "\(String(describing: links.model.networkError))")
        #expect(after.precision >= 0.96, "\(after.right) of \(after.accepted)")
        let missed = (1 - after.recall) / (1 - before.recall)
        #expect(missed < (networks > 100 ? 0.3 : 0.8), "\(before.recall) \(after.recall)")
        var evidence: [String] = []
        links.forEachOutcome { evidence += $0.candidates.map { $0.evidence.description } }
        #expect(evidence.contains { $0.contains("network = +") } && evidence.contains { $0.contains("network != -") })
    }

    @Test(arguments: 0..<4 as Range<UInt64>)
    func `with networks too a visit taken at random is worth what is worked out`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var (items, visits, all, networks) = (LinkProfiles(), LinkProfiles(), LinkVisits(), LinkNetworks())
        let answers = (0..<10).map { _ in
            (city: Int32.random(in: 1...6, using: &random), network: Int64.random(in: 1...8, using: &random))
        }
        for answer in answers {
            _ = items.number(of: LinkProfile(1, 1, 1, 1, answer.city, 0, 0, 0))
            networks.addItem(answer.network)
        }
        for visit in 0..<3_000 {
            let network = Int64.random(in: 1...12, using: &random)
            // Networks are those of a town or two.
            let city = Int32(network + Int64.random(in: 0...1, using: &random)) / 2 % 6 + 1
            let number = visits.number(of: LinkProfile(.random(in: 1...2, using: &random), 1, 1, 1, city, 0, 0, 0))
            all.add(row: Int64(visit), profile: number, end: 0, hasPurchase: false, views: [])
            networks.addVisit(visit % 10 == 0 ? nil : network)
        }
        networks.complete(all, profiles: visits.values)
        networks.update(error: 0.06)
        var fields = FieldWeights(items: items, visits: visits)
        fields.update(errors: [0.05, 0.02, 0.1, 0.03, 0.08])
        for item in answers.indices {
            let number = items.values.firstIndex { $0[4] == answers[item].city }!
            let sum = (0..<all.count).reduce(0) { sum, visit in
                sum + networks.worth(item, visit)
                    * fields.worth(fields.weights[number], items.values[number], visits.values[all.profile(visit)])
            }
            let chance = networks.chance(
                item, number: number, fields, itemProfiles: items.values, visitProfiles: visits.values)
            // The two visits that a network is lent weigh where its own are unlike the answer.
            #expect(abs(sum / 3_000 - chance) < 0.25 * chance + 0.1, "\(sum / 3_000) \(chance)")
        }
    }

    @Test(arguments: [1, 2])
    func `the few visits of a household's network do not make an answer that is unlike them likelier`(count: Int) {
        var (items, visits, all, networks) = (LinkProfiles(), LinkProfiles(), LinkVisits(), LinkNetworks())
        let answer = LinkProfile(1, 1, 1, 1, 1, 0, 0, 0)
        _ = items.number(of: answer)
        networks.addItem(7)
        for network in 100..<1_100 { networks.addItem(Int64(network)) }
        // A town has networks of its own, each seen with a few visits of all its devices.
        for visit in 0..<4_000 {
            let town = Int32(visit % 5) + 1
            let (network, place) = (Int64(visit % 5 + 5 * (visit / 5 % 200)) + 100, visit / 1000)
            let profile = LinkProfile(Int32(place / 2) + 1, 1, 1, 1, town, 0, 0, 0)
            all.add(row: Int64(visit), profile: visits.number(of: profile), end: 0, hasPurchase: false, views: [])
            networks.addVisit(network)
        }
        for visit in 0..<count {
            let other = visits.number(of: LinkProfile(2, 1, 1, 1, 1, 0, 0, 0))
            all.add(row: Int64(5_000 + visit), profile: other, end: 0, hasPurchase: false, views: [])
            networks.addVisit(7)
        }
        networks.complete(all, profiles: visits.values)
        networks.update(error: 0.05)
        var fields = FieldWeights(items: items, visits: visits)
        fields.update(errors: [0.02, 0.02, 0.02, 0.02, 0.02])
        let chance = networks.chance(0, number: 0, fields, itemProfiles: items.values, visitProfiles: visits.values)
        // The network's own visits are on the other device, which is worth 0.02; a network's are as often on the one as the other.
        #expect(chance > 0.4 * fields.weights[0].agree[4], "\(chance)")
    }

    @Test func `the same store gives the same links`() {
        let shop = LinkShop(seed: 6)
        let runs = (0..<2).map { _ in
            var lines: [String] = []
            shop.linker().link().forEachOutcome { outcome in
                lines.append(
                    "\(outcome.item) \(outcome.candidates.map { "\($0.visit) \($0.probability) \($0.evidence)" })")
            }
            return lines
        }
        #expect(runs[0] == runs[1])
    }

    // MARK: Single answers

    /// A shop whose model is learned, with some visits and one answer added.
    private func outcome(_ visits: [LinkVisit], _ answer: (inout LinkItem) -> Void) -> LinkOutcome? {
        let shop = LinkShop(seed: 7)
        var item = LinkItem(row: 9_999, at: Self.moment + 30_000)
        item.channel = "web"
        item.pageURL = "https://shop.example/p/rare"
        item.facts = Self.facts
        answer(&item)
        var linker = SessionLinker(from: LinkShop.start - 86_400_000, to: LinkShop.start + 2 * LinkShop.length)
        for answer in shop.answers { linker.add(answer.item) }
        linker.add(item)
        for visit in shop.visits + visits { linker.add(visit) }
        var found: LinkOutcome?
        linker.link().forEachOutcome { if $0.item == 9_999 { found = $0 } }
        return found
    }

    private static let moment = LinkShop.start + 40_000_000

    private static var facts: LinkFacts {
        var facts = LinkFacts()
        (facts.device, facts.browser, facts.language, facts.country) = ("mobile", "Safari", "fr-BE", "BE")
        facts.city = "Ville 9"
        return facts
    }

    private func visit(_ row: Int64, at: Int64 = moment, page: String = "/p/rare") -> LinkVisit {
        var visit = LinkVisit(row: row, endedAt: at)
        visit.facts = Self.facts
        visit.views = [LinkVisit.View(at: at, page: page)]
        return visit
    }

    @Test func `the visit that saw the page half a minute before is accepted, with its evidence`() throws {
        let outcome = try #require(outcome([visit(5_001)]) { _ in })
        let best = try #require(outcome.candidates.first)
        #expect(best.visit == 5_001 && best.isAccepted && outcome.reason == nil)
        let names = best.evidence.parts.map(\.name)
        #expect(names.prefix(6) == ["page", "device", "browser", "language", "country", "city"])
        #expect(best.evidence.parts.prefix(6).allSatisfy { $0.bits > 0 })
    }

    @Test func `two visits that cannot be told apart are both kept, and neither is accepted`() throws {
        let outcome = try #require(outcome([visit(5_001), visit(5_002)]) { _ in })
        #expect(outcome.reason == .several && !outcome.candidates.contains { $0.isAccepted })
        #expect(outcome.candidates.prefix(2).allSatisfy { abs($0.probability - 0.5) < 0.05 })
    }

    @Test func `an answer long after its page's last view stays unlinked`() throws {
        let outcome = try #require(outcome([visit(5_001, at: Self.moment - 3 * 3_600_000)]) { _ in })
        #expect(!outcome.candidates.contains { $0.isAccepted || $0.visit == 5_001 })
        #expect(outcome.reason == .weak || outcome.reason == .noVisit || outcome.reason == .several)
    }

    @Test func `a visit in which all fields differ is not accepted`() throws {
        let outcome = try #require(
            outcome([visit(5_001)]) { item in
                (item.facts.device, item.facts.browser, item.facts.language) = ("desktop", "Edge", "en-GB")
                (item.facts.country, item.facts.city) = ("GB", "Ville 1")
            })
        #expect(!outcome.candidates.contains { $0.isAccepted })
    }

    @Test func `answers of a channel that comes afterwards, with too few keys, say so`() throws {
        let outcome = try #require(
            outcome([visit(5_001)]) { item in
                item.channel = "store"
                item.pageURL = ""
            })
        #expect(outcome.reason == .unknownDelay)
    }

    @Test func `keys that are held out are linked by odds and counted`() {
        let shop = LinkShop(seed: 8, answers: 1_200)
        var settings = SessionLinker.Settings()
        settings.holdsOut = true
        let links = shop.linker(settings).link()
        let check = links.heldOutCheck()
        let keyed = shop.answers.count { $0.item.exactVisit != nil }
        #expect((keyed / 3...keyed * 2 / 3).contains(check.onSite.answers))
        #expect(links.model.exactPairs == keyed - check.onSite.answers)
        #expect((check.onSite.precision ?? 0) >= 0.96 && (check.onSite.recall ?? 0) >= 0.75)
        #expect(check.onSite.bins.reduce(0) { $0 + $1.links } <= check.onSite.answers)
    }
}

@Suite struct LinkPartsTests {
    struct Meeting: Sendable {
        /// Page and second.
        var views: [[Int32]]
        var page: Int32
        var second: Int32
        var kind: Int
        var gap: Int32
        var hasMovedOn = false
    }

    private static let meetings: [Meeting] = [
        Meeting(views: [[1, 0]], page: 1, second: 30, kind: 0, gap: 30),
        Meeting(views: [[1, 0], [2, 20]], page: 1, second: 30, kind: 0, gap: 30, hasMovedOn: true),
        Meeting(views: [[1, 0], [1, 20]], page: 1, second: 30, kind: 0, gap: 10),
        Meeting(views: [[2, 0]], page: 1, second: 30, kind: 1, gap: 30),
        Meeting(views: [[2, 0]], page: 0, second: 30, kind: 2, gap: 30),
        Meeting(views: [[1, 40]], page: 1, second: 30, kind: 0, gap: -10),
        Meeting(views: [[2, 0], [1, 40]], page: 1, second: 30, kind: 0, gap: -10),
    ]

    @Test(arguments: meetings) func `a pair's place is by page, gap and what came between`(meeting: Meeting) throws {
        let cells = GapCells(LinkClock(from: 0, to: 1_000_000))
        var visits = LinkVisits()
        let views = meeting.views.map { (page: $0[0], time: $0[1] * 10) }
        visits.add(row: 1, profile: 0, end: views.last!.time, hasPurchase: false, views: views)
        let place = try #require(
            cells.place(
                time: meeting.second * 10, page: meeting.page, views: 0..<views.count, of: visits.blocks[0],
                end: visits.blocks[0].ends[0]))
        #expect(GapCells.kind(of: place.cell).rawValue == meeting.kind && place.gap == meeting.gap * 10)
        if meeting.kind == 0 { #expect((place.cell % 4 >= 2) == meeting.hasMovedOn) }
        let bin = GapCells.bin(of: place.cell)
        #expect(GapCells.edges[bin] <= Int(meeting.gap) && Int(meeting.gap) < GapCells.edges[bin + 1])
    }

    @Test func `a visit an hour before, or two minutes after, has no place`() {
        let cells = GapCells(LinkClock(from: 0, to: 100_000_000))
        var visits = LinkVisits()
        visits.add(row: 1, profile: 0, end: 36_000, hasPurchase: false, views: [(page: 1, time: 36_000)])
        for time in [72_000, 34_800] as [Int32] {
            #expect(cells.place(time: time, page: 1, views: 0..<1, of: visits.blocks[0], end: 36_000) == nil)
        }
    }

    @Test(arguments: 0..<20 as Range<UInt64>) func `lists give all that lies between two moments`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let times = (0..<60).map { _ in Int32.random(in: 0..<40, using: &random) }
        let lists = times.indices.map { _ in Int32.random(in: 0..<3, using: &random) }
        let timed = TimedLists(times.indices.map(Int32.init), times) { lists[$0] }
        for list in 0..<4 as Range<Int32> {
            let first = Int32.random(in: -5..<45, using: &random)
            let last = first + Int32.random(in: 0..<20, using: &random)
            let found = timed.slots(timed.list(list), from: first, to: last).map { Int(timed.items[$0]) }
            let expected = times.indices.filter { lists[$0] == list && (first...last).contains(times[$0]) }
            #expect(Set(found) == Set(expected) && found.count == expected.count)
        }
    }

    /// Counts pairs by kind.
    private struct PairCounter: PairSink {
        var samePage: Set<[Int]> = []
        var count = 0

        mutating func add(item: Int, visit: Int, profile: Int, place: GapCells.Place) {
            count += 1
            if GapCells.kind(of: place.cell) == .samePage {
                samePage.insert([item, visit, place.cell, Int(place.gap)])
            }
        }
    }

    @Test func `looking by page and city loses no pair of the same page, and meets none twice`() {
        var random = SplitMix64(seed: 3)
        let clock = LinkClock(from: 0, to: 100_000_000)
        var (items, visits) = (LinkItems(), LinkVisits())
        for row in 0..<300 {
            items.add(
                row: Int64(row), time: .random(in: 0..<200_000, using: &random),
                page: .random(in: 0..<5, using: &random),
                profile: .random(in: 0..<4, using: &random), group: 0)
        }
        items.cities = [0, 1, 2, 3]
        for row in 0..<300 {
            let start = Int32.random(in: 0..<200_000, using: &random)
            let views = (0..<Int32.random(in: 1..<7, using: &random)).map {
                (page: Int32.random(in: 0..<5, using: &random), time: start + $0 * 3_000)
            }
            visits.add(
                row: Int64(row), profile: .random(in: 0..<4, using: &random), end: views.last!.time, hasPurchase: false,
                views: views)
        }
        let all = items.rows.indices.map(Int32.init)
        let counts = [false, true].map { blocks in
            var counter = PairCounter()
            CandidateFinder(all, of: items, cells: GapCells(clock), blocks: blocks, visitCities: [0, 1, 2, 3])
                .scan(visits, into: &counter)
            return counter
        }
        #expect(counts[0].samePage.count > 500 && counts[0].samePage == counts[1].samePage)
        #expect(counts[1].count < counts[0].count && counts[1].count > counts[1].samePage.count)
    }

    @Test(arguments: 0..<5 as Range<UInt64>) func `a visit taken at random is worth what is worked out`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var (items, visits) = (LinkProfiles(), LinkProfiles())
        var all: [LinkProfile] = []
        for _ in 0..<400 {
            let city = Int32.random(in: 1...6, using: &random)
            // The country follows from the city: a dependency that must not count twice.
            let profile = LinkProfile(
                Int32.random(in: 1...2, using: &random), .random(in: 1...3, using: &random), 1, (city + 1) / 2, city, 0,
                0, 0)
            _ = visits.number(of: profile)
            all.append(profile)
        }
        for index in 0..<10 { _ = items.number(of: all[index]) }
        var fields = FieldWeights(items: items, visits: visits)
        fields.update(errors: [0.05, 0.02, 0.1, 0.03, 0.08])
        for index in items.values.indices {
            let sum = all.reduce(0) { $0 + fields.worth(fields.weights[index], items.values[index], $1) }
            let chance = fields.weights[index].chance
            // Agreement is worth a little more than the sum over sets says: by chance an error may give the right value.
            #expect(abs(sum / Float(all.count) - chance) < 0.12 * chance, "\(sum / Float(all.count)) \(chance)")
        }
    }

    @Test func `the best four visits are kept, and all are counted`() {
        var best = BestVisits(itemCount: 2)
        for (visit, worth) in [0.5, 3, 1, 8, 2, 0.1].enumerated() {
            best.add(1, BestVisits.Visit(worth: Float(worth), visit: Int32(visit), gap: 0, cell: 0))
        }
        #expect(best.visits(of: 1).map(\.visit) == [3, 1, 4, 2] && best.visits(of: 0).isEmpty)
        #expect(abs(best.odds(of: 1).none - 1 / 15.6) < 1e-6)
        best.scale(1, 0, by: 0.5)
        #expect(abs(best.odds(of: 1).visits[0] - 4 / 11.6) < 1e-6)
    }

    @Test func `links are accepted from the odds at which they are right often enough together`() {
        let acceptance = LinkAcceptance()
        #expect(acceptance.limit([0.99, 0.999, 0.98, 0.9]) == 0.98)
        #expect(acceptance.limit([0.9, 0.85]) == .infinity)
        #expect(acceptance.limit([]) == .infinity)
        #expect(
            acceptance.allows(0.8, runnerUp: 0.1) && !acceptance.allows(0.8, runnerUp: 0.11)
                && !acceptance.allows(0.79, runnerUp: 0))
    }

    @Test func `evidence is read back as it was written`() {
        let evidence = LinkEvidence(parts: [
            .init(name: "page", detail: "42s", bits: 6.1), .init(name: "device", detail: "!=", bits: -4.9),
            .init(name: "prior", detail: "", bits: -0.4),
        ])
        #expect(evidence.description == "page 42s +6.1; device != -4.9; prior -0.4")
        #expect(LinkEvidence(evidence.description) == evidence)
        #expect(LinkEvidence("session_id s-1") == nil && LinkEvidence("") == nil)
    }

    @Test(arguments: [(0.4, "0s"), (42.4, "42s"), (600, "10m"), (90_000, "25h"), (400_000, "5d"), (-20, "-20s")])
    func `a duration has the unit that fits`(seconds: Double, expected: String) {
        #expect(LinkEvidence.duration(seconds) == expected)
    }

    @Test func `the same value in other words is one class once pairs show it, and languages are one without regions`()
    {
        var (vocabulary, items, visits) = (LinkVocabulary(), LinkProfiles(), LinkProfiles())
        var pairs: [(LinkProfile, LinkProfile)] = []
        for index in 0..<20 {
            var (answer, visit) = (LinkFacts(), LinkFacts())
            (answer.device, visit.device) = ("Smartphone", index == 0 ? "desktop" : "mobile")
            (answer.language, visit.language) = ("fr", index % 2 == 0 ? "fr-FR" : "fr_CA")
            (answer.browser, visit.browser) = ("safari", "Mobile Safari")
            let pair = (vocabulary.profile(of: answer), vocabulary.profile(of: visit))
            _ = (items.number(of: pair.0), visits.number(of: pair.1))
            pairs.append(pair)
        }
        for (known, sameDevice) in [(pairs, true), ([], false)] {
            let classes = LinkClasses(vocabulary, items: items, visits: visits, pairs: known).table()
            let (answer, visit) = pairs[1]
            let same = LinkField.allCases.map {
                classes[$0.rawValue][Int(answer[$0.rawValue])] == classes[$0.rawValue][Int(visit[$0.rawValue])]
            }
            #expect(same[0] == sameDevice && same[1] && same[2])
            let desktop = pairs[0].1
            #expect(classes[0][Int(desktop[0])] != classes[0][Int(visit[0])])
        }
    }
}
