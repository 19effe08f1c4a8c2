import Analysis
import Feedback
import TestSupport
import Testing

@Suite struct SentimentTests {
    @Test(arguments: [
        ("Parfait, rapide, génial", SentimentLabel.positive), ("Nul, horrible, lent", .negative),
        ("Le service est parfait et génial. Par contre le produit est nul et horrible", .mixed),
        ("Le colis est un colis", .neutral), ("", .neutral),
    ])
    func `a text gets one of four labels`(text: String, expected: SentimentLabel) {
        #expect(TestLexicons.analyze(text).sentiment.label == expected)
    }

    @Test(arguments: ["", "   ", "\u{0}", "Le colis", "12 34", "日本語"]) func `no evidence is told apart from balance`(
        text: String
    ) {
        let sentiment = TestLexicons.analyze(text).sentiment
        #expect(!sentiment.hasEvidence && sentiment.score == 0)
    }

    @Test(arguments: ["bon nul", "bon. nul. bon. nul", "pas mal pas terrible", "👍😡"])
    func `evidence never scores exactly zero`(text: String) {
        let sentiment = TestLexicons.analyze(text).sentiment
        #expect(sentiment.hasEvidence && sentiment.score != 0)
    }

    @Test func `emojis alone decide, in any language`() {
        for language in Language.allCases {
            #expect(TestLexicons.analyze("👍👍", language).sentiment.score > 0)
            #expect(TestLexicons.analyze("😡", language).sentiment.score < 0)
        }
    }

    @Test func `unsure verdicts ask for a person`() {
        #expect(TestLexicons.analyze("Le service est bon. Le produit est lent.").needsReview)
        #expect(!TestLexicons.analyze("Parfait, rapide, génial, bon").needsReview)
    }

    @Test func `one more word of praise never lowers the score`() {
        var last = -1.0
        for count in 0..<6 {
            let text = "nul lent " + String(repeating: "parfait. ", count: count)
            let score = TestLexicons.analyze(text).sentiment.score
            #expect(score > last)
            last = score
        }
    }
}

@Suite struct ExplanationTests {
    private static let words = [
        "bon", "nul", "pas", "ne", "très", "trop", "mais", "malgré", "dommage", "faudrait", "livraison", "en retard",
        "jamais reçu", "marche", "plus", ",", ".", "!", "?", "…", "\"", "👍🏽", ":(", "é", "l'", "NUL", "booon", "et",
        "12",
        "aucun souci", "satisfait", "\n", "(", "Ẅ", "日本",
    ]

    private func text(_ seed: UInt64) -> String {
        var random = SplitMix64(seed: seed)
        return (0..<Int.random(in: 0...30, using: &random)).map { _ in Self.words.randomElement(using: &random)! }
            .joined(separator: Bool.random(using: &random) ? " " : "")
    }

    @Test(arguments: 0..<300 as Range<UInt64>) func `contributions add up to the score exactly`(seed: UInt64) {
        let explanation = TestLexicons.explain(text(seed))
        #expect(explanation.contributions.reduce(0) { $0 + $1.value } == explanation.rawScore)
        for contribution in explanation.contributions {
            let product = contribution.shifts.reduce(contribution.base) { $0 * $1.factor }
            #expect(abs(product - contribution.value) < 1e-5)
        }
        let z = explanation.slope * explanation.rawScore / explanation.normaliser + explanation.intercept
        #expect(abs(z - explanation.z) < 1e-9)
    }

    @Test(arguments: 0..<300 as Range<UInt64>) func `a text without its best word is no more positive`(seed: UInt64) {
        let bytes = Array(text(seed).utf8)
        let explanation = TestLexicons.explain(String(decoding: bytes, as: UTF8.self))
        let best = explanation.contributions.filter { $0.value > 0 && $0.base > 0 }.max { $0.value < $1.value }
        guard let best else { return }
        // A word that says nothing takes its place, so that negations reach no further than before.
        let without = bytes[..<best.span.lowerBound] + Array(" colis ".utf8) + bytes[best.span.upperBound...]
        let after = TestLexicons.explain(String(decoding: without, as: UTF8.self))
        #expect(
            after.probability <= explanation.probability + 1e-9,
            "\(best.span): \(String(decoding: bytes, as: UTF8.self))")
    }

    @Test(arguments: 0..<300 as Range<UInt64>) func `every span is whole characters of the text`(seed: UInt64) {
        let text = text(seed)
        let bytes = Array(text.utf8)
        let explanation = TestLexicons.explain(text, seed % 3 == 0 ? .english : .french)
        let spans =
            explanation.analysis.annotations.map(\.span) + explanation.analysis.praises.map(\.span)
            + explanation.contributions.map(\.span) + explanation.contributions.flatMap { $0.shifts.map(\.span) }
            + explanation.clauses.map(\.span) + explanation.cues.map(\.span)
        for span in spans {
            #expect(span.lowerBound >= 0 && span.upperBound <= bytes.count)
            #expect(String(validating: bytes[span], as: UTF8.self) != nil)
        }
    }

    @Test(arguments: 0..<200 as Range<UInt64>) func `any bytes are analysed, twice the same`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let bytes = (0..<Int.random(in: 0...300, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
        var (first, second) = (TestLexicons.analyzer.makeWorkspace(), TestLexicons.analyzer.makeWorkspace())
        let once = TestLexicons.analyzer.analyze(bytes.span, using: &first)
        _ = TestLexicons.analyzer.analyze("Très bon mais en retard", using: &second)
        let again = TestLexicons.analyzer.analyze(bytes.span, using: &second)
        #expect(once == again)
        #expect(abs(once.sentiment.score) <= 1)
    }

    @Test(arguments: [
        "très bon ", "a", "pas ", "livraison ", "\"", "é", "👍", "mais ", "jamais reçu ", "trop ", "très ", "bon, ",
    ])
    func `a long text of one thing takes no more than its share`(unit: String) {
        let text = String(repeating: unit, count: 100_000 / unit.utf8.count)
        let analysis = TestLexicons.analyze(text)
        #expect(abs(analysis.sentiment.score) <= 1)
    }

    @Test func `each factor names its words and its line`() throws {
        let text = "Ce n'est vraiment pas très bon"
        let contribution = try #require(TestLexicons.explain(text).contributions.first)
        #expect(contribution.rule == "fr/sentiment.tsv:1")
        #expect(contribution.shifts.map(\.kind).contains(.negation))
        let bytes = Array(text.utf8)
        let words = contribution.shifts.map { String(decoding: bytes[$0.span], as: UTF8.self) }
        #expect(words == ["très", "pas"] || words == ["très", "vraiment", "pas"])
        #expect(contribution.shifts.allSatisfy { $0.rule.hasPrefix("fr/shifters.tsv:") })
    }

    @Test func `a learned negation adds to what negation makes of the word`() throws {
        let negated = TestLexicons.explain("Je ne suis pas satisfait").contributions
        #expect(negated.map(\.source) == [.word, .negatedWord])
        #expect(abs(negated[0].value - -2.3 * 0.74) < 1e-5 && abs(negated[1].value - -2.6) < 1e-6)
        #expect(negated[1].rule == "fr/learned.tsv:3" && negated[1].span == 15..<24)
        let plain = TestLexicons.explain("Je suis satisfait").contributions
        #expect(plain.map(\.source) == [.word])
        #expect(abs(plain[0].base - 2.3) < 1e-6)
    }

    @Test(arguments: [
        ("Le site rame", [-0.5]), ("Le site ne rame pas", []), ("Très RAME !", [-0.5]), ("Ça ramerait", []),
        ("Je suis sidéré par 3 fois", [0.3, 0.2]), ("Je suis sidéré, par 3 fois", [0.2]),
        ("Je suis sidéré. Par trois fois", []), ("Par @marque 3 fois", [0.2]),
    ])
    func `learned words and pairs add what they hold, bent by nothing`(text: String, expected: [Double]) {
        let learned = TestLexicons.explain(text).contributions.filter { $0.source == .learned }
        #expect(learned.count == expected.count)
        for (contribution, value) in zip(learned, expected) {
            #expect(abs(contribution.value - value) < 1e-6 && contribution.shifts.isEmpty)
            #expect(contribution.rule.hasPrefix("fr/learned.tsv:"))
        }
    }

    @Test(arguments: [
        ("Vous êtes aimables ? Pas vraiment", -1), ("Aimable, absolument pas", -1), ("Bon ? Jamais", -1),
        ("Vous êtes aimables, bon accueil", 1), ("C'est bon. Jamais", 1), ("Personne n'est aimable ici", -1),
        ("La personne est aimable", 1),
    ])
    func `a negation that stands alone denies what came before`(text: String, sign: Double) {
        #expect(TestLexicons.explain(text).rawScore * sign > 0)
    }

    @Test func `praise in a question is doubt`() {
        #expect(TestLexicons.raw("Le site est rapide ?", .french) < 0.05)
        #expect(TestLexicons.raw("Pourquoi est-ce lent ?", .french) < 0)
    }

    @Test func `both sides of a contrast make a text mixed, whichever comes last`() {
        #expect(TestLexicons.analyze("Le produit est génial mais l'accueil est horrible").sentiment.label == .mixed)
        #expect(TestLexicons.analyze("L'accueil est horrible mais le produit est génial").sentiment.label == .mixed)
    }
}
