import Linking
import TestSupport

/// A made-up shop of one day: its visits, its answers, and which answer was given in which visit.
struct LinkShop {
    struct Answer {
        var item: LinkItem
        /// The visit it was given in; `nil` when in none.
        var truth: Int64?
    }

    static let start: Int64 = 1_790_000_000_000
    static let length: Int64 = 86_400_000

    private(set) var visits: [LinkVisit] = []
    private(set) var answers: [Answer] = []
    private var random: SplitMix64

    private static let devices = ["mobile", "mobile", "desktop", "tablet"]
    private static let browsers = ["Chrome", "Chrome", "Safari", "Safari", "Firefox", "Edge"]
    private static let languages = ["fr-FR", "fr-FR", "fr-FR", "fr-BE", "en-GB"]
    private static let cities = (0..<24).map { "Ville \($0)" }
    private static let pages = (0..<30).map { "/p/\($0)" } + ["/", "/", "/", "/panier"]

    /// - Parameters:
    ///   - keyed: the share of answers with a key; `nil` for a shop without any.
    ///   - words: what answers write for a visit's value.
    ///   - networks: how many there are; `nil` when addresses are not kept.
    init(
        seed: UInt64, visits count: Int = 2_500, answers answerCount: Int = 700, keyed: Double = 0.35,
        words: [String: String] = [:], networks: Int? = nil
    ) {
        random = SplitMix64(seed: seed)
        for row in 1...count { addVisit(row: Int64(row)) }
        for row in 1...answerCount { addAnswer(row: Int64(row), keyed: keyed, words) }
        if let networks { addNetworks(networks) }
    }

    /// Each visit in one of so many networks, a tenth of them all in one; of the answers 5 % in none, 5 % in another's.
    private mutating func addNetworks(_ count: Int) {
        for index in visits.indices {
            visits[index].network = chance(0.1) ? 1 : Int64.random(in: 2...Int64(count), using: &random)
        }
        for index in answers.indices where !chance(0.05) {
            let own = answers[index].truth.flatMap { visits[Int($0) - 1].network }
            let other = Int64.random(in: 2...Int64(count), using: &random)
            answers[index].item.network = chance(0.05) ? other : own ?? other
        }
    }

    private mutating func chance(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &random) < share }

    private mutating func facts() -> LinkFacts {
        var facts = LinkFacts()
        facts.device = Self.devices.randomElement(using: &random)!
        facts.browser = Self.browsers.randomElement(using: &random)!
        facts.language = Self.languages.randomElement(using: &random)!
        facts.country = facts.language == "fr-BE" ? "BE" : facts.language == "en-GB" ? "GB" : "FR"
        facts.city = Self.cities[min(Int.random(in: 0..<24, using: &random), Int.random(in: 0..<24, using: &random))]
        return facts
    }

    private mutating func addVisit(row: Int64) {
        var at = Self.start + Int64.random(in: 0..<Self.length, using: &random)
        var visit = LinkVisit(row: row, endedAt: at)
        visit.facts = facts()
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            visit.views.append(LinkVisit.View(at: at, page: Self.pages.randomElement(using: &random)!))
            visit.endedAt = at
            at += Int64.random(in: 4_000...90_000, using: &random)
        }
        visits.append(visit)
    }

    private mutating func addAnswer(row: Int64, keyed: Double, _ words: [String: String]) {
        let visit = visits.randomElement(using: &random)!
        let view = visit.views.randomElement(using: &random)!
        let hasVisit = chance(0.85)
        let moment = hasVisit ? view.at : Self.start + Int64.random(in: 0..<Self.length, using: &random)
        // Most answer within the minute, some after several.
        let delay = 2_000 + Int64.random(in: 0..<30_000, using: &random) * Int64.random(in: 1...6, using: &random)
        var item = LinkItem(row: row, at: moment + delay)
        item.channel = "web"
        item.pageURL = "https://shop.example\(view.page)?from=widget"
        item.facts = spoilt(hasVisit ? visit.facts : facts(), words)
        if hasVisit, chance(keyed) { item.exactVisit = visit.row }
        answers.append(Answer(item: item, truth: hasVisit ? visit.row : nil))
    }

    /// Some values missing, some another visitor's.
    private mutating func spoilt(_ facts: LinkFacts, _ words: [String: String]) -> LinkFacts {
        let other = self.facts()
        var facts = facts
        for path in [\LinkFacts.device, \.browser, \.language, \.country, \.city] {
            if chance(0.06) {
                facts[keyPath: path] = ""
            } else if chance(0.03) {
                facts[keyPath: path] = other[keyPath: path]
            }
            facts[keyPath: path] = words[facts[keyPath: path]] ?? facts[keyPath: path]
        }
        return facts
    }

    func linker(_ settings: SessionLinker.Settings = SessionLinker.Settings()) -> SessionLinker {
        var linker = SessionLinker(
            from: Self.start - 86_400_000, to: Self.start + Self.length + 3_600_000, settings: settings)
        for answer in answers { linker.add(answer.item) }
        for visit in visits { linker.add(visit) }
        return linker
    }

    /// How its links fared.
    struct Score {
        var accepted = 0
        var right = 0
        var findable = 0
        /// The likeliest visit's odds of each answer, and whether it is right.
        var bets: [(odds: Double, isRight: Bool)] = []

        var precision: Double { Double(right) / Double(max(1, accepted)) }
        var recall: Double { Double(right) / Double(max(1, findable)) }
    }

    func score(_ links: SessionLinks) -> Score {
        var score = Score()
        let truths = Dictionary(uniqueKeysWithValues: answers.map { ($0.item.row, $0.truth) })
        links.forEachOutcome { outcome in
            let truth = truths[outcome.item]!
            score.findable += truth == nil ? 0 : 1
            guard let best = outcome.candidates.first else { return }
            score.bets.append((best.probability, best.visit == truth))
            score.accepted += best.isAccepted ? 1 : 0
            score.right += best.isAccepted && best.visit == truth ? 1 : 0
        }
        return score
    }
}
