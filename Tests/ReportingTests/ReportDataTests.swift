import Feedback
import FeedbackStore
import TestSupport
import Testing

@testable import Insights
@testable import Reporting

@Suite struct `What a report gathers` {
    @Test func `finds the fall, and the step that fell`() throws {
        let data = try ReportStore(brokenPayments(), sessions: visits()).data()
        #expect(data.metric == .nps)
        #expect(data.change?.change.verdict == .down)
        #expect(data.steps.filter(\.hasFallen).map(\.code) == ["pay"])
        #expect(data.top.rows.first?.key == "pay.declined")
        #expect(data.change?.risenFrictions.first?.friction == "pay.declined")
        #expect(data.quality.quarantined.count == 1)
        #expect(data.quality.withoutSession.total == 640)
    }

    @Test func `counts every item in one week`() throws {
        let data = try ReportStore(brokenPayments()).data()
        #expect(data.points.reduce(0) { $0 + $1.items } == 640)
        #expect(data.points.reduce(0) { $0 + $1.score.count } == 640)
        #expect(zip(data.points, data.points.dropFirst()).allSatisfy { $1.start.dayNumber - $0.start.dayNumber == 7 })
        for shares in data.trends.values { #expect(shares.count == data.points.count) }
    }

    @Test func `compares a period named with the days before it`() throws {
        let filter = InsightFilter(since: lastDay - 13, until: lastDay)
        let data = try ReportStore(brokenPayments()).data(filter)
        #expect(data.period?.length == 14 && data.isPeriodGiven)
        #expect(data.change?.from.last.dayNumber == lastDay - 14)
        #expect(data.change?.from.length == 14)
        #expect(data.items < 640)
    }

    @Test(
        arguments: [
            (nil, nil, 56, 28), (nil, 0...19, 20, 10), (10, 0...60, 51, 25), (40, 0...60, 21, 21), (5, 0...5, 1, 1),
        ] as [(since: Int?, stored: ClosedRange<Int>?, shown: Int, compared: Int)])
    func `picks two periods of the same length`(since: Int?, stored: ClosedRange<Int>?, shown: Int, compared: Int)
        throws
    {
        let span = try #require(ReportSpan(filter: InsightFilter(since: since), stored: stored ?? 100...155))
        #expect(span.shown.length == shown)
        #expect(span.after.length == compared && span.before.length == compared)
        #expect(span.before.last.dayNumber + 1 == span.after.first.dayNumber)
        #expect(span.charted.days.contains(span.before.first.dayNumber))
    }

    @Test(arguments: [(56, PeriodLength.week), (372, .week), (430, .month), (2000, .month)])
    func `draws months where weeks would be too many`(days: Int, every: PeriodLength) throws {
        let span = try #require(ReportSpan(filter: InsightFilter(), stored: 0...days - 1))
        #expect(span.every == every)
        #expect(span.starts.count <= 70)
        #expect(span.starts.first.map { $0 <= span.charted.first.dayNumber } == true)
    }

    @Test func `has no period where nothing is stored`() {
        #expect(ReportSpan(filter: InsightFilter(), stored: nil) == nil)
        #expect(ReportSpan(filter: InsightFilter(since: 50), stored: 0...49) == nil)
    }

    @Test(arguments: 0..<60 as Range<UInt64>) func `a split's bars lead from nothing to the whole change`(seed: UInt64)
        throws
    {
        var random = SplitMix64(seed: seed)
        func tally() -> ScoreTally {
            let count = Int.random(in: 0...40, using: &random)
            let up = Int.random(in: 0...count, using: &random)
            return ScoreTally(.nps, count: count, favourable: up, unfavourable: count - up)
        }
        let groups = (0..<Int.random(in: 2...25, using: &random)).map { ("k\($0)", tally(), tally()) }
        guard let split = ChangeSplit(groups) else { return }
        let rows = split.parts.map { part in
            ChangeReport.Row(
                key: part.key, before: ScoreFigure(part.before), after: ScoreFigure(part.after), weightBefore: 0,
                weightAfter: 0, change: .none, mix: part.mix, rate: part.rate, contribution: part.contribution,
                shareOfChange: nil)
        }
        let parts = SplitParts(ChangeReport.Split(dimension: "step", rows: rows), total: split.change)
        #expect(parts.parts.count <= SplitParts.limit)
        #expect(parts.parts.first?.from == 0)
        #expect(abs((parts.parts.last?.to ?? .nan) - split.change) < 1e-9)
        for (part, next) in zip(parts.parts, parts.parts.dropFirst()) { #expect(part.to == next.from) }
        #expect(parts.parts.allSatisfy { parts.range.contains($0.from) && parts.range.contains($0.to) })
        #expect(parts.parts.reduce(0) { $0 + ($1.row == nil ? $1.merged : 1) } == rows.count)
    }
}
