import Feedback
import FeedbackStore
import Insights
import Testing

@Suite struct ChangeQueryTests {
    private static let from = Period(days: september - 30...september - 1)
    private static let to = Period(days: september...september + 29)

    @Test(arguments: ScoreMetric.allCases, [4, 5] as [UInt64])
    func `every split adds up to the observed change`(metric: ScoreMetric, seed: UInt64) throws {
        let test = try TestStore(randomItems(200, seed: seed))
        let report = try ChangeQuery(
            metric: metric, from: Self.from, to: Self.to, by: InsightDimension.standard + [.segment("store")]
        ).run(on: test.store)
        let observed = try #require(report.observed)
        #expect(report.splits.count == 6)
        for split in report.splits {
            #expect(abs(split.rows.reduce(0) { $0 + $1.contribution } - observed) < 1e-9)
            #expect(abs(split.rows.reduce(0) { $0 + $1.weightBefore } - 1) < 1e-9)
            #expect(abs(split.rows.reduce(0) { $0 + $1.weightAfter } - 1) < 1e-9)
        }
        _ = try json(report)
    }

    private static func month(_ start: Int, paid: Int, happy: Int) -> [AnalysedItem] {
        (0..<paid).map { number in
            item(
                day: start + number % 28, step: "pay", respondent: "p\(start)-\(number)",
                answers: [csat(number < happy ? 5 : 2)],
                text: number < happy ? "Rien à dire, simple" : "La banque demande un code SMS en boucle",
                sentiment: number < happy ? 0.4 : -0.5, frictions: number < happy ? [] : [("payment.loop", 4, 0.9)])
        }
            + (0..<200).map {
                item(
                    day: start + $0 % 28, step: "browse", answers: [csat($0 % 10 == 0 ? 2 : 5)],
                    text: "Bonne visite du site")
            }
    }

    @Test func `a fall is called one, and the step that fell explains it`() throws {
        let test = try TestStore(
            Self.month(september - 30, paid: 200, happy: 170) + Self.month(september, paid: 200, happy: 110))
        try test.execute("INSERT INTO mark (at, name) VALUES (\((september + 3) * 86_400_000), 'web-5.2')")
        let report = try ChangeQuery(metric: .csat, from: Self.from, to: Self.to, stopWords: ["la", "un", "en"]).run(
            on: test.store)
        #expect(report.change.verdict == .down)
        #expect(abs(try #require(report.observed) + 15) < 1e-9)
        let steps = try #require(report.splits.first { $0.dimension == "step" })
        #expect(steps.rows.first?.key == "pay")
        #expect(abs(try #require(steps.rows.first?.shareOfChange) - 1) < 1e-9)
        #expect(steps.rows.last?.change.verdict == .noClearChange)
        #expect(report.risenFrictions.first?.friction == "payment.loop")
        #expect(report.risenTerms.contains { $0.term == "code SMS" && $0.qValue < 0.05 })
        #expect(report.marks == [ReleaseMark(name: "web-5.2", day: september + 3)])
        #expect(report.sentence.fr.contains("baisse"))
    }

    @Test func `few answers give words, not numbers`() throws {
        let test = try TestStore([
            item(day: september - 1, answers: [csat(5)]), item(day: september, answers: [csat(1)]),
        ])
        let report = try ChangeQuery(metric: .csat, from: Self.from, to: Self.to).run(on: test.store)
        #expect(report.change.verdict == .tooFew)
        #expect(report.before.value == nil && report.change.value == nil)
    }

    @Test func `a small wobble is no clear change`() throws {
        let test = try TestStore(
            Self.month(september - 30, paid: 100, happy: 80) + Self.month(september, paid: 100, happy: 79))
        #expect(
            try ChangeQuery(metric: .csat, from: Self.from, to: Self.to).run(on: test.store).change.verdict
                == .noClearChange)
    }

    @Test func `an empty store has nothing to split`() throws {
        let report = try ChangeQuery(from: Self.from, to: Self.to).run(on: TestStore().store)
        #expect(report.splits.isEmpty && report.observed == nil)
        _ = try json(report)
    }
}
