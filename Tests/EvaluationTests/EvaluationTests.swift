import Analysis
import Evaluation
import Feedback
import Lexicons
import Testing

/// A model of a few words, so that every figure below can be worked out by hand.
private let analyzer: Analyzer = {
    let files: [(name: String, content: String)] = [
        ("fr/sentiment.tsv", "bon\t2\nnul\t-3\nparfait\t3\n"), ("fr/shifters.tsv", "pas\tnegator\t-0.8\n"),
        ("en/sentiment.tsv", "good\t2\nbad\t-2\n"), ("en/shifters.tsv", "not\tnegator\t-0.8\n"),
        ("fr/language.tsv", "le\t3\nest\t3\n"), ("en/language.tsv", "the\t3\nis\t3\n"),
        ("other/language.tsv", "der\t3\n"),
        ("fr/friction/delivery.late.tsv", "en retard\t0.9\n"), ("en/friction/delivery.late.tsv", "late\t0.9\n"),
    ]
    do {
        let lexicons = try LexiconSet.load(
            files: files.map { LexiconFile(name: $0.name, bytes: Array($0.content.utf8)) })
        return Analyzer(lexicons: lexicons, traits: [:])
    } catch { fatalError("\(error)") }
}()

@Suite struct EvaluationTests {
    private func text(
        _ text: String, _ language: Language = .french, _ sentiment: SentimentLabel? = nil,
        frictions: Set<String>? = nil, line: Int = 1
    ) -> LabelledText {
        var labelled = LabelledText(text: text, file: "x.jsonl", line: line)
        labelled.language = language
        labelled.sentiment = sentiment.map { [$0] }
        labelled.frictions = frictions
        return labelled
    }

    private var sample: [LabelledText] {
        [
            text("Le colis est bon", .french, .positive, frictions: []),
            text("Le colis est nul", .french, .negative, frictions: [], line: 2),
            text("Le colis est pas bon", .french, .positive, frictions: [], line: 3),
            text("Le colis est parti", .french, .negative, frictions: ["delivery.late"], line: 4),
            text("Le colis est en retard", .french, .negative, frictions: ["delivery.late"], line: 5),
            text("The parcel is late", .english, nil, frictions: [], line: 6),
        ]
    }

    @Test func `a score of zero is an error of praise against blame`() async throws {
        let french = try #require(
            await Evaluation(of: sample, analyzer: analyzer, trustsLanguage: true).byLanguage[.french])
        #expect(french.polarity.total == 5)
        #expect(french.polarity.tags("positive") == TagCounts(right: 1, wrong: 0, missed: 1))
        #expect(french.polarity.unanswered >= 1)
    }

    @Test func `frictions are counted by code and by area, apart for each language`() async throws {
        let evaluation = await Evaluation(of: sample, analyzer: analyzer, trustsLanguage: true)
        let french = try #require(evaluation.byLanguage[.french])
        #expect(french.frictions.total == TagCounts(right: 1, wrong: 0, missed: 1))
        #expect(french.areas.codes["delivery"] == TagCounts(right: 1, wrong: 0, missed: 1))
        let english = try #require(evaluation.byLanguage[.english])
        #expect(english.frictions.total == TagCounts(right: 0, wrong: 1, missed: 0))
        #expect(evaluation.all.frictions.total == TagCounts(right: 1, wrong: 1, missed: 1))
    }

    @Test func `the worst mistakes come first and right texts never`() async {
        let evaluation = await Evaluation(of: sample, analyzer: analyzer, trustsLanguage: true)
        let losses = evaluation.mistakes.map(\.loss)
        #expect(losses == losses.sorted(by: >))
        let lines = Set(evaluation.mistakes.map { evaluation.texts[$0.index].line })
        #expect(lines.isSuperset(of: [3, 4, 6]))
        #expect(lines.isDisjoint(with: [1, 2]))
    }

    @Test func `mixed counts as neutral, stars are no judge of it`() async {
        var stars = text("Le colis est parti", .french, .neutral)
        stars.isSentimentFromStars = true
        let evaluation = await Evaluation(
            of: [text("Le colis est parti", .french, .mixed), stars], analyzer: analyzer)
        #expect(evaluation.all.sentiment.total == 1)
        #expect(evaluation.all.sentiment.count(label: "neutral", answer: "neutral") == 1)
    }

    @Test func `figures do not depend on the number of threads`() async {
        let many = (0..<1500).map { index -> LabelledText in
            var text = sample[index % sample.count]
            text.line = index
            return text
        }
        let one = await Evaluation(of: many, analyzer: analyzer, threads: 1)
        let four = await Evaluation(of: many, analyzer: analyzer, threads: 4)
        #expect(one.metrics == four.metrics)
        #expect(one.mistakes == four.mistakes)
    }

    @Test func `a baseline shows what moved, came and went`() {
        func metric(_ name: String, _ value: Double) -> EvaluationMetric {
            EvaluationMetric(name: name, value: value, count: 10)
        }
        let comparison = BaselineComparison(
            before: [metric("a", 0.5), metric("b", 0.25), metric("gone", 1)],
            after: [metric("a", 0.5), metric("b", 0.75), metric("new", 1)])
        #expect(comparison.moved().map(\.name) == ["b", "new", "gone"])
        #expect(comparison.moved()[0].difference == 0.5)
    }

    @Test(arguments: [
        ("fr.polarity.macro_f1", true), ("en.frictions.micro_f1", true), ("all.frictions.micro_f1", false),
        ("fr.frictions.macro_f1", false), ("other.polarity.macro_f1", false),
    ])
    func `the bar holds two figures of each language`(name: String, expected: Bool) {
        #expect(EvaluationMetric(name: name, value: 0, count: 1).isHeadline == expected)
    }
}
