import Feedback
import FeedbackStore
import Foundation
import Insights
import Testing

/// Three people of a group of customers are never a figure, whatever is asked.
@Suite struct SmallGroupTests {
    /// Two months, 40 people in one RFM cell, 14 in another, three in a third; of the first cell three say something else.
    private func store() throws -> TestStore {
        var items: [AnalysedItem] = []
        for (cell, people) in [("R3F3M3", 40), ("R2F2M2", 14), ("R1F1M1", 3)] {
            for person in 0..<people {
                for month in 0..<2 {
                    let isRare = cell == "R3F3M3" && person < 3
                    items.append(
                        item(
                            day: september + 30 * month, step: isRare ? "help" : "pay",
                            channel: isRare ? "phone" : "web",
                            respondent: "\(cell)-\(person)", segments: [Segment("rfm", cell)],
                            answers: [nps(month == 0 ? 9 - person % 3 : 8 - person % 5)]
                                + (isRare ? [Self.satisfaction(2)] : []),
                            text: isRare ? "le site est lent" : "le paiement échoue", sentiment: isRare ? -0.5 : 0.3,
                            frictions: isRare ? [("site.slow", 3, 0.9)] : [("pay.failed", 4, 0.9)]))
                }
            }
        }
        // A month in which only three of the first cell answered.
        for person in 0..<3 {
            items.append(
                item(
                    day: september + 61, respondent: "R3F3M3-\(person)", segments: [Segment("rfm", "R3F3M3")],
                    answers: [nps(4)]))
        }
        let test = try TestStore(items)
        try test.addDefaultJourney(["pay", "help"])
        return test
    }

    private static func satisfaction(_ points: Int) -> Answer {
        Answer(field: "csat", kind: .csat, scale: .csat, given: "\(points)", value: Double(points - 1) / 4)
    }

    private let first = Period(days: september...september + 9)
    private let second = Period(days: september + 30...september + 39)

    private func json(_ report: some Encodable) throws -> String {
        String(decoding: try JSONEncoder().encode(report), as: UTF8.self)
    }

    @Test func `a change is split by groups with the small ones as one, and still adds up`() throws {
        let test = try store()
        let report = try ChangeQuery(metric: .nps, from: first, to: second, by: [.segment("rfm")]).run(on: test.store)
        let split = try #require(report.splits.first)
        // The third alone would be what is missing from the total: the next larger goes with it.
        #expect(Set(split.rows.map(\.key)) == ["R3F3M3", "*"])
        #expect(split.rows.allSatisfy { $0.before.count >= 10 && $0.after.count >= 10 })
        let sum = split.rows.reduce(0) { $0 + $1.contribution }
        #expect(abs(sum - (report.observed ?? .nan)) < 1e-9)
        #expect(report.causes.allSatisfy { $0.key == "R3F3M3" })
        #expect(try !json(report).contains("R1F1M1"))
    }

    @Test func `scores leave small groups out, in every period and by any method`() throws {
        let test = try store()
        let plain = try ScoreQuery(metric: .nps, by: .segment("rfm"), every: .month).run(on: test.store)
        #expect(
            Set(plain.rows.map { "\($0.key ?? "") \($0.period ?? "")" }) == ["R3F3M3 2026-09-01", "R3F3M3 2026-10-01"])
        #expect(plain.withheld == 5)
        let detail = try ScoreDetailQuery(metric: .nps, method: .mean, by: .segment("rfm"), every: .month)
            .run(on: test.store)
        #expect(detail.groups.first?.rows.map(\.period) == ["2026-09-01", "2026-10-01"])
        #expect(detail.groups.first?.rows.allSatisfy { $0.key == "R3F3M3" } == true)
        #expect(detail.groups.first?.withheld == 5)
        let whole = try ScoreDetailQuery(metric: .nps, by: .segment("rfm")).run(on: test.store)
        #expect(whole.groups.first?.rows.map(\.key) == ["R3F3M3"] && whole.groups.first?.withheld == 2)
        let channels = try ScoreQuery(metric: .nps, by: .channel).run(on: test.store)
        #expect(channels.withheld == nil && channels.rows.contains { $0.key == "phone" })
    }

    @Test func `within a group no answer gives a figure of three`() throws {
        let test = try store()
        let cell = InsightFilter(segments: [SegmentCondition(name: "rfm", value: "R3F3M3")])
        let early = cell.over(september...september + 29)
        var reports = [
            "top": try json(TopQuery(filter: early).run(on: test.store)),
            "top by step": try json(TopQuery(filter: early, by: .step).run(on: test.store)),
            "change": try json(
                ChangeQuery(filter: cell, metric: .nps, from: first, to: second, shapley: .always).run(on: test.store)),
            "compare": try json(
                CompareQuery(a: early, b: cell.over(september + 30...september + 59), metric: .nps).run(on: test.store)),
            "drivers": try json(DriverQuery(filter: early, metric: .nps).run(on: test.store)),
            "journey": try json(JourneyQuery(filter: early).run(on: test.store)),
            "kpi": try json(KPIQuery(filter: cell, before: first, after: second).run(on: test.store)),
            "rising": try json(
                RisingQuery(filter: cell, from: first, to: second, minimumDocuments: 1).run(on: test.store)),
            "detail": try json(ScoreDetailQuery(filter: early).run(on: test.store)),
            "satisfaction": try json(ScoreQuery(filter: early, metric: .csat).run(on: test.store)),
        ]
        for dimension in [InsightDimension.step, .channel, .friction] {
            reports["scores by \(dimension)"] = try json(ScoreQuery(filter: early, by: dimension).run(on: test.store))
        }
        reports["scores by month"] = try json(ScoreQuery(filter: cell, metric: .nps, every: .month).run(on: test.store))
        for (name, report) in reports {
            for figure in [#""count":3[,}]"#, #""items":3[,}]"#, "site.slow", #""n":3[,}]"#] {
                #expect(report.range(of: figure, options: .regularExpression) == nil, "\(name): \(figure) in \(report)")
            }
        }
        #expect(try JourneyQuery(filter: early).run(on: test.store).withheld == 1)
        // All customers together are no group: there everything is shown.
        #expect(try json(TopQuery().run(on: test.store)).contains("site.slow"))
    }

    @Test func `a group whose friction only three name is refused where that is the question`() throws {
        let test = try store()
        let cell = InsightFilter(segments: [SegmentCondition(name: "rfm", value: "R3F3M3")])
        let query = CompareQuery(
            a: cell.over(september...september + 29), b: cell.over(september + 30...september + 59), metric: .nps,
            friction: "site.slow")
        #expect(throws: InsightError.smallGroup("rfm=R3F3M3", minimum: 10)) { try query.run(on: test.store) }
    }
}
