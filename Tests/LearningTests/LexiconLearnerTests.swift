import Analysis
import Feedback
import Learning
import Lexicons
import TestSupport
import Testing

@Suite struct LexiconLearnerTests {
    private static let files = [
        LexiconFile(name: "fr/sentiment.tsv", bytes: Array("bon\t2\nnul\t-3\nsec\t0.2\n".utf8)),
        LexiconFile(name: "fr/shifters.tsv", bytes: Array("pas\tnegator\ntrès\tintensifier\t1.3\n".utf8)),
        LexiconFile(name: "fr/grammar.tsv", bytes: Array("pas\tbackward_negator\n".utf8)),
        LexiconFile(name: "fr/calibration.tsv", bytes: Array("slope\t2.5\nevidence\t2\nlearned\t0.25\n".utf8)),
    ]

    private func text(_ text: String, _ isPositive: Bool, _ corpus: String = "a") -> ScoredText {
        ScoredText(text: text, language: .french, isPositive: isPositive, corpus: corpus)
    }

    /// Every text `count` times, each with a word of its own so that none is alone.
    private func many(_ texts: [ScoredText], _ count: Int = 20) -> [ScoredText] {
        (0..<count).flatMap { _ in texts }
    }

    private func learn(
        _ texts: [ScoredText], from files: [LexiconFile] = files, _ change: (inout LearnerSettings) -> Void = { _ in }
    ) throws -> LearnedLexicon {
        var settings = LearnerSettings()
        change(&settings)
        return LexiconLearner(
            lexicons: try LexiconSet.load(files: files), files: files, language: .french, settings: settings
        ).learn(texts)
    }

    private func weight(_ term: String, _ learned: LearnedLexicon) -> Double? {
        learned.lines.first { $0.term == term }?.after
    }

    @Test func `a word in no lexicon takes the side of its texts`() throws {
        let learned = try learn(many([text("Le colis est moisi", false), text("Le colis est fondant", true)]))
        #expect(try #require(weight("moisi", learned)) < -0.1)
        #expect(try #require(weight("fondant", learned)) > 0.1)
        #expect(abs(weight("colis", learned) ?? 0) < 0.1)
    }

    @Test func `a negated word has a weight of its own`() throws {
        let learned = try learn(many([text("Ça ne fond pas", false), text("Ça fond bien", true)]))
        #expect(try #require(weight("fond", learned)) > 0)
        #expect(weight("NOT_fond", learned) == nil || weight("NOT_fond", learned)! < 0)
    }

    @Test func `terms keep the spelling customers use most`() throws {
        let texts = [text("L'appli est déchaînée", true), text("L'appli est dechainee", true), text("Le reste", false)]
        let learned = try learn(many(texts + [text("L'appli est déchaînée", true)]))
        #expect(weight("déchaînée", learned) != nil)
        #expect(learned.lines.contains { $0.term == "l'appli" })
        #expect(!learned.lines.contains { $0.term == "dechainee" })
    }

    @Test func `a hand-written word keeps its sign unless that is allowed`() throws {
        let texts = many([text("Un accueil sec", false), text("Un accueil rond", true)], 200)
        let refused = try learn(texts) { $0.handStrength = 0.5 }
        #expect(refused.signChanges.map(\.term) == ["sec"])
        #expect(abs(try #require(weight("sec", refused)) - 0.2) < 1e-6)
        let allowed = try learn(texts) {
            $0.handStrength = 0.5
            $0.allowsSignChange = true
        }
        #expect(try #require(weight("sec", allowed)) < 0)
    }

    @Test func `a rare class and a small corpus still count`() throws {
        let texts =
            many([text("Tout va", true)], 200) + many([text("Tout casse", false)], 5)
            + many([text("Un pli froissé", false, "b"), text("Un pli lisse", true, "b")], 5)
        let learned = try learn(texts)
        #expect(try #require(weight("casse", learned)) < -0.1)
        #expect(try #require(weight("froissé", learned)) < -0.05)
        #expect(learned.corpora.map(\.name) == ["a", "b"])
        #expect(learned.corpora.map(\.negative) == [5, 5])
    }

    @Test func `the same texts give the same file, which loads and says what was learned`() throws {
        let texts = many([
            text("Le colis est moisi et c'est nul", false), text("Le colis est fondant, 3 jours", true),
            text("Pas bon", false), text("Très bon", true),
        ])
        let file = try learn(texts).file(date: "2026-01-02")
        #expect(try learn(texts).file(date: "2026-01-02") == file)
        #expect(file.contains("# Date: 2026-01-02\n# From a: 40 positive, 40 negative\n"))
        let files = Self.files + [LexiconFile(name: "fr/learned.tsv", bytes: Array(file.utf8))]
        #expect(LexiconSet.problems(in: files) == [])
        let analyzer = Analyzer(lexicons: try LexiconSet.load(files: files), traits: [:])
        var workspace = analyzer.makeWorkspace()
        let explanation = analyzer.explain(Array("Encore moisi".utf8).span, language: .french, using: &workspace)
        let contribution = try #require(explanation.contributions.first { $0.source == .learned })
        #expect(contribution.rule.hasPrefix("fr/learned.tsv:") && contribution.span == 7..<12)
        #expect(explanation.analysis.sentiment.score < 0)
    }

    @Test func `learning again starts from what is learned and keeps what the texts say nothing of`() throws {
        let before = [LexiconFile(name: "fr/learned.tsv", bytes: Array("moisi\t-1.5\t9\nvert\t0.7\t9\n".utf8))]
        let learned = try learn(
            many([text("Tout est moisi", false), text("Tout est lisse", true)], 3), from: Self.files + before)
        #expect(try #require(weight("moisi", learned)) < -1.4)
        #expect(weight("vert", learned) == 0.7)
        #expect(!learned.changes.contains { $0.term == "vert" })
    }

    @Test(
        arguments: [
            (0.0, false, false), (0.25, false, false), (0.5, false, nil), (0.75, false, true), (1, false, true),
            (0.6, true, false), (0.7, true, nil), (0.8, true, nil), (0.9, true, true),
        ] as [(Double, Bool, Bool?)])
    func `the middle of a scale says nothing`(share: Double, isNPS: Bool, expected: Bool?) {
        #expect(ScoredText.isPositive(share: share, isNPS: isNPS) == expected)
    }
}
