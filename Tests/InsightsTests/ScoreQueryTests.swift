import Feedback
import FeedbackStore
import Insights
import Testing

@Suite struct ScoreQueryTests {
    @Test func `the default metric is the first with answers`() throws {
        #expect(
            try ScoreQuery().run(on: TestStore((0..<12).map { _ in item(answers: [csat(5)]) }).store).metric == .csat)
        #expect(
            try ScoreQuery().run(on: TestStore((0..<12).map { _ in item(answers: [nps(5), csat(5)]) }).store).metric
                == .nps)
        #expect(
            try ScoreQuery().run(on: TestStore((0..<12).map { _ in item(sentiment: 0.5) }).store).metric == .sentiment)
    }

    @Test func `under ten answers there is no number`() throws {
        let test = try TestStore((0..<9).map { _ in item(answers: [nps(10)]) })
        let score = try ScoreQuery(metric: .nps).run(on: test.store).overall
        #expect(score.value == nil && score.interval == nil)
        #expect(score.count == 9 && score.floor == .tooFew)
    }

    @Test func `months follow each other, and undated items stand in none`() throws {
        let days: [Int?] = [september, september + 1, september + 40, nil]
        let test = try TestStore(days.map { item(day: $0, channel: "web", answers: [nps(9)]) })
        let report = try ScoreQuery(metric: .nps, every: .month).run(on: test.store)
        #expect(report.rows.map(\.period) == ["2026-09-01", "2026-10-01"])
        #expect(report.rows.map(\.score.count) == [2, 1])
        #expect(report.overall.count == 4)
    }

    @Test func `steps come in the journey's order`() throws {
        let test = try TestStore(["receive", "pay", "pay", "discover", nil].map { item(step: $0, answers: [nps(9)]) })
        try test.addDefaultJourney(["discover", "pay", "receive"])
        let report = try ScoreQuery(metric: .nps, by: .step).run(on: test.store)
        #expect(report.rows.map(\.key) == ["discover", "pay", "receive", ""])
    }

    @Test func `an unknown segment is named with those there are`() throws {
        let test = try TestStore([item(segments: [Segment("store", "Lyon")])])
        #expect(throws: InsightError.unknownSegment("shop", known: ["store"])) {
            try ScoreQuery(by: .segment("shop")).run(on: test.store)
        }
        #expect(throws: Never.self) { try ScoreQuery(by: .segment("device")).run(on: test.store) }
    }

    @Test func `an empty store answers without a number`() throws {
        let report = try ScoreQuery().run(on: TestStore().store)
        #expect(report.overall.count == 0 && report.overall.value == nil)
        _ = try json(report)
    }
}
