import Feedback
import TestSupport
import Testing

@testable import Analysis
@testable import Pipeline

@Suite struct RepeatedTextsTests {
    private static let outcome = Outcome(
        language: .french, languageConfidence: 0.9, reading: .french,
        sentiment: Sentiment(label: .negative, score: -0.4321, confidence: 0.7, hasEvidence: true), needsReview: true)

    private func tag(_ category: Int, _ rule: FoundTag.Rule) -> FoundTag {
        FoundTag(
            kind: .friction, category: category, polarity: -0.1234, score: 0.5678, confidence: 0.9, severity: 4,
            span: 3..<9, rule: rule)
    }

    private func recall(_ text: String, _ language: Language? = nil, from texts: RepeatedTexts) -> TextRecall {
        var finding = TextFinding()
        return texts.recall(text.utf8.span, language, into: &finding)
    }

    @Test func `a text is kept from the second time on, with all that was found`() {
        let (texts, text) = (RepeatedTexts(.small), "Rien à signaler")
        var finding = TextFinding()
        guard case .unknown = texts.recall(text.utf8.span, nil, into: &finding) else {
            Issue.record("the first time")
            return
        }
        guard case .again = texts.recall(text.utf8.span, nil, into: &finding) else {
            Issue.record("the second time")
            return
        }
        texts.keep(Self.outcome, [tag(7, .entry(-1)), tag(8, .term(12))], [tag(9, .entry(3))], of: text.utf8.span, nil)
        guard case .known(let outcome) = texts.recall(text.utf8.span, nil, into: &finding) else {
            Issue.record("the third time")
            return
        }
        #expect(outcome.sentiment == Self.outcome.sentiment && outcome.needsReview)
        #expect(finding.tags.map(\.category) == [7, 8] && finding.praises.map(\.category) == [9])
        #expect(finding.tags[0].polarity == -0.1234 && finding.tags[0].score == 0.5678 && finding.tags[0].span == 3..<9)
        guard case .entry(-1) = finding.tags[0].rule, case .term(12) = finding.tags[1].rule else {
            Issue.record("the rules")
            return
        }
    }

    @Test(arguments: ["Rien à signaler.", "rien à signaler", "Rien à signale", "Rien à signaler "])
    func `another text is another`(other: String) {
        let texts = RepeatedTexts(.small)
        for _ in 0..<2 { _ = recall("Rien à signaler", from: texts) }
        texts.keep(Self.outcome, [], [], of: "Rien à signaler".utf8.span, nil)
        if case .known = recall(other, from: texts) { Issue.record("taken for another text") }
        if case .known = recall("Rien à signaler", .english, from: texts) { Issue.record("taken for another language") }
    }

    @Test func `more texts than there is room for are all answered, and their own`() {
        let texts = RepeatedTexts(.small)
        var known = 0
        for number in 0..<3 * texts.capacity {
            let text = "texte numéro \(number)"
            for _ in 0..<2 {
                if case .known = recall(text, from: texts) { Issue.record("\(number) is known before it was kept") }
            }
            var own = Self.outcome
            own.languageConfidence = Double(number)
            texts.keep(own, [tag(number, .entry(1))], [], of: text.utf8.span, nil)
            var finding = TextFinding()
            for back in [0, 1, 1000, 40_000] where number >= back {
                let earlier = "texte numéro \(number - back)"
                guard case .known(let outcome) = texts.recall(earlier.utf8.span, nil, into: &finding) else { continue }
                known += 1
                #expect(outcome.languageConfidence == Double(number - back))
                #expect(finding.tags.map(\.category) == [number - back])
            }
        }
        #expect(known > 3 * texts.capacity)
    }

    @Test func `an empty text and a long one are never kept`() {
        let (texts, long) = (
            RepeatedTexts(.small), String(repeating: "a", count: RepeatedTexts.Room.small.longestText + 1)
        )
        for text in ["", long] {
            for _ in 0..<3 { if case .again = recall(text, from: texts) { Issue.record("kept \(text.count)") } }
        }
    }

    /// A hash that let texts of a kind fall together would make each look-up long.
    @Test func `texts that differ in one byte fall far apart`() {
        var shards = Array(repeating: 0, count: 16)
        for number in 0..<16_000 { shards[Int(textHash("R_\(number)".utf8.span, seed: 0) >> 60)] += 1 }
        #expect(shards.allSatisfy { (800...1200).contains($0) })
    }
}
