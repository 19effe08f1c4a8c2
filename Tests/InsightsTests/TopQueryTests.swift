import Feedback
import FeedbackStore
import Insights
import Testing

@Suite struct TopQueryTests {
    private static func late(
        _ respondent: String?, _ text: String, score: Double, day: Int = september, points: Int = 2
    ) -> AnalysedItem {
        item(
            day: day, step: "receive", respondent: respondent, answers: [nps(points)], text: text, sentiment: -0.6,
            frictions: [("delivery.late", 4, score)])
    }

    private static func fine(day: Int = september) -> AnalysedItem {
        item(day: day, step: "pay", answers: [nps(10)], sentiment: 0.5)
    }

    @Test func `a friction's figures are those of its items`() throws {
        let items =
            (0..<20).map { Self.late("p\($0)", "Colis en retard \($0)", score: 0.5) }
            + (0..<80).map { _ in Self.fine() }
        let test = try TestStore(items)
        let report = try TopQuery(metric: .nps).run(on: test.store)
        let row = try #require(report.rows.first)
        #expect(report.items == 100 && report.untagged.count == 80)
        #expect(row.key == "delivery.late" && row.rank == 1)
        #expect(row.items == 20 && row.mentions == 20 && row.share.value == 0.2)
        #expect(row.severity == 4 && row.mainStep == "receive")
        #expect(abs(try #require(row.sentiment) + 0.6) < 1e-9)
        let impact = try #require(row.impact)
        // S = 60; without those items 100.
        #expect(abs(impact.leaveOneOut + 40) < 1e-9)
        #expect(abs(impact.gap + 160) < 1e-9)
        #expect(impact.leaveOneOutInterval.high < 0 && impact.pValue < 1e-6)
        #expect(abs(row.priority - 0.2 * 4 * 40) < 1e-9)
        _ = try json(report)
    }

    @Test(arguments: [1, 2, 3] as [UInt64]) func `ranking follows the printed formula`(seed: UInt64) throws {
        let test = try TestStore(randomItems(200, seed: seed))
        for dimension in [InsightDimension.friction, .step, .channel, .segment("store")] {
            let report = try TopQuery(metric: .csat, by: dimension, limit: 20).run(on: test.store)
            #expect(!report.rows.isEmpty)
            #expect(report.rows.map(\.priority) == report.rows.map(\.priority).sorted(by: >))
            for row in report.rows {
                let expected = row.share.value * row.severity * abs(row.impact?.leaveOneOut ?? 0)
                #expect(abs(row.priority - expected) < 1e-9)
            }
        }
    }

    @Test func `quotes are what customers wrote, the strongest first, one a person`() throws {
        let long = String(repeating: "très ", count: 100) + "en retard"
        let texts = [
            ("p1", "Colis en retard", 0.9), ("p1", "Encore en retard", 0.8), ("p2", "Jamais arrivé à l’heure", 0.7),
            ("p3", long, 0.6),
            ("p4", "Livraison lente", 0.1),
        ]
        let test = try TestStore(texts.map { Self.late($0.0, $0.1, score: $0.2) })
        let row = try #require(try TopQuery(metric: .nps).run(on: test.store).rows.first)
        #expect(row.quotes.map(\.score) == [0.9, 0.7, 0.6])
        for quote in row.quotes {
            #expect(texts.contains { $0.1.contains(quote.text) })
            #expect(quote.text.utf8.count <= 240)
        }
        #expect(row.quotes[2].isWhole == false)
    }

    @Test func `a quote's window keeps the tagged words and whole characters`() throws {
        let text = String(repeating: "é", count: 300) + " en retard " + String(repeating: "œ", count: 300)
        var late = Self.late("p1", text, score: 1)
        late.verbatims[0].annotations[1].span = 601..<610
        let test = try TestStore([late])
        let quote = try #require(try TopQuery(metric: .nps).run(on: test.store).rows.first?.quotes.first)
        #expect(text.contains(quote.text))
        let tagged = Array(quote.text.utf8)[quote.span[0]..<quote.span[1]]
        #expect(String(decoding: tagged, as: UTF8.self) == "en retard")
    }

    @Test func `only exact links to consenting customers show a session`() throws {
        let test = try TestStore((0..<4).map { Self.late("p\($0)", "En retard \($0)", score: 0.9) })
        try test.addSession("s1", item: 1)
        try test.addSession("s2", item: 2, method: "probable")
        try test.addSession("s3", item: 3)
        try test.execute("UPDATE item SET consent = 0 WHERE id = 3")
        let row = try #require(try TopQuery(metric: .nps).run(on: test.store).rows.first)
        #expect(row.sessions.map(\.sessionID) == ["s1"])
        #expect(row.sessions.first?.replayURL == "https://replay.example/s1")
    }

    @Test func `the trend compares the period with as many days before`() throws {
        let days = (0..<10).map { september + $0 }
        let before = days.flatMap { day in (0..<10).map { _ in Self.fine(day: day - 10) } }
        let after = days.flatMap { day in
            (0..<5).map { Self.late("p\(day)\($0)", "En retard \(day) \($0)", score: 0.5, day: day) }
                + (0..<5).map { _ in Self.fine(day: day) }
        }
        let test = try TestStore(before + after)
        let filter = InsightFilter(since: september, until: september + 9)
        let report = try TopQuery(filter: filter, metric: .nps).run(on: test.store)
        let trend = try #require(report.rows.first?.trend)
        #expect(report.items == 100)
        #expect(trend.before.count == 0 && trend.before.total == 100)
        #expect(trend.after.count == 50 && trend.after.total == 100)
        #expect(trend.change.verdict == .up)
    }

    @Test func `an empty store has nothing to rank`() throws {
        let report = try TopQuery().run(on: TestStore().store)
        #expect(report.rows.isEmpty && report.items == 0)
        _ = try json(report)
    }

    @Test func `quotes and sessions are found through indexes`() throws {
        let test = try TestStore([Self.late("p", "En retard", score: 1)])
        let plan = try test.queryPlan(
            "SELECT verbatim FROM tag WHERE code = 'x' ORDER BY tenths DESC, verbatim DESC LIMIT 10")
        #expect(plan == ["SEARCH tag USING PRIMARY KEY (code=?)"])
    }
}
