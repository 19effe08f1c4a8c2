import Feedback
import FeedbackStore
import Insights
import TestSupport
import Testing

@Suite struct CompareQueryTests {
    /// A month of items at payment and elsewhere, of which some name a friction.
    private static func month(
        _ start: Int, pay: Int, hurt: Int, elsewhere: Int = 400, hurtElsewhere: Int = 20
    ) -> [AnalysedItem] {
        func some(_ count: Int, _ hurt: Int, _ step: String) -> [AnalysedItem] {
            (0..<count).map { number in
                item(
                    day: start + number % 28, step: step, answers: [nps(number < hurt ? 2 : 9)], text: "t\(number)",
                    frictions: number < hurt ? [("promo.code", 3, 0.9)] : [])
            }
        }
        return some(pay, hurt, "pay") + some(elsewhere, hurtElsewhere, "browse")
    }

    private static func compare(_ items: [AnalysedItem], friction: String? = "promo.code", touched: String? = nil)
        throws -> CompareReport
    {
        let test = try TestStore(items)
        return try CompareQuery(
            a: InsightFilter(since: september - 28, until: september - 1),
            b: InsightFilter(since: september, until: september + 27), metric: .nps, friction: friction,
            touched: touched
        ).run(on: test.store)
    }

    @Test func `a friction that is gone from the touched step was fixed`() throws {
        let report = try Self.compare(
            Self.month(september - 28, pay: 300, hurt: 90) + Self.month(september, pay: 300, hurt: 15))
        #expect(report.touched == "pay" && report.answer == .yes && report.answersNeeded == nil)
        #expect(abs(try #require(report.focus.change.value) + 25) < 1e-9)
        #expect(try #require(report.focus.controlChange?.value) == 0)
        #expect(abs(try #require(report.focus.netOfControl) + 25) < 1e-9)
        #expect(report.frictions.first?.change.verdict == .down)
        _ = try json(report)
    }

    @Test func `a fall that the untouched steps show too is not the release's`() throws {
        let report = try Self.compare(
            Self.month(september - 28, pay: 300, hurt: 90, elsewhere: 400, hurtElsewhere: 120)
                + Self.month(september, pay: 300, hurt: 60, elsewhere: 400, hurtElsewhere: 80))
        #expect(report.focus.change.verdict == .down)
        #expect(report.answer != .yes)
        #expect(abs(try #require(report.focus.netOfControl)) < 0.1)
    }

    @Test func `what got worse is said so, and what surely did not get better`() throws {
        #expect(
            try Self.compare(
                Self.month(september - 28, pay: 300, hurt: 20) + Self.month(september, pay: 300, hurt: 90)
            ).answer == .worse)
        let same = try Self.compare(
            Self.month(september - 28, pay: 9_000, hurt: 900, elsewhere: 9_000, hurtElsewhere: 400)
                + Self.month(september, pay: 9_000, hurt: 900, elsewhere: 9_000, hurtElsewhere: 400))
        #expect(same.answer == .no)
    }

    @Test func `too few answers say how many are missing, and with so many it can be told`() throws {
        let before = Self.month(september - 28, pay: 2_000, hurt: 400, elsewhere: 4_000, hurtElsewhere: 200)
        let report = try Self.compare(before + Self.month(september, pay: 50, hurt: 6))
        #expect(report.answer == .cannotTell)
        let needed = try #require(report.answersNeeded)
        #expect(needed > 50 && needed < 2_000)
        let later = try Self.compare(
            before
                + Self.month(
                    september, pay: needed * 3 / 2, hurt: needed * 3 / 2 * 6 / 50, elsewhere: 4_000, hurtElsewhere: 200)
        )
        #expect(later.answer == .yes)
    }

    @Test func `the score is judged at the touched step against the others`() throws {
        let report = try Self.compare(
            Self.month(september - 28, pay: 300, hurt: 120) + Self.month(september, pay: 300, hurt: 30),
            friction: nil, touched: "pay")
        #expect(report.answer == .yes)
        #expect(report.steps.first { $0.step == "pay" }?.isTouched == true)
        #expect(try #require(report.focus.netOfControl) > 50)
    }

    @Test func `groups are compared whatever their days`() throws {
        let items = (0..<100).map { item(channel: $0 < 50 ? "web" : "app", answers: [nps($0 < 50 ? 10 : 3)]) }
        let report = try CompareQuery(a: InsightFilter(channel: "web"), b: InsightFilter(channel: "app"), metric: .nps)
            .run(on: TestStore(items).store)
        #expect(report.a.value == 100 && report.b.value == -100 && report.answer == .worse)
        #expect(report.touched == nil && report.focus.controlA == nil)
    }

    @Test func `an empty side cannot be told from another`() throws {
        let report = try Self.compare(Self.month(september, pay: 40, hurt: 3))
        #expect(report.answer == .cannotTell)
        _ = try json(report)
    }
}

@Suite struct DriverQueryTests {
    @Test func `the friction that costs is told from the one that only comes with it`() throws {
        // "slow" is named with "late" three times in four, and costs nothing by itself.
        var random = SplitMix64(seed: 6)
        let items: [AnalysedItem] = (0..<2_000).map { number in
            let late = Int.random(in: 0..<5, using: &random) == 0
            let slow = Int.random(in: 0..<20, using: &random) < (late ? 15 : 1)
            var frictions: [(code: String, severity: Int, score: Double)] = []
            if late { frictions.append(("delivery.late", 4, 0.9)) }
            if slow { frictions.append(("perf.slow", 3, 0.9)) }
            let points = (late ? 1 : 4) + Int.random(in: 0...1, using: &random)
            return item(
                channel: number % 3 == 0 ? "app" : "web", answers: [stars(points)], text: "t\(number)",
                frictions: frictions)
        }
        let report = try DriverQuery(metric: .stars).run(on: TestStore(items).store)
        #expect(report.count == 2_000 && report.tags.map(\.friction).first == "delivery.late")
        let slow = try #require(report.tags.first { $0.friction == "perf.slow" })
        let late = try #require(report.tags.first { $0.friction == "delivery.late" })
        #expect(try #require(slow.correlation) < -0.5)
        #expect(abs(try #require(slow.adjusted).coefficient) < 0.2)
        #expect(abs(try #require(late.adjusted).coefficient + 3) < 0.2)
        #expect(try #require(late.adjusted).qValue < 1e-6)
        #expect(report.controls == ["channel: app"])
        #expect(try #require(report.rSquared) > 0.8)
        _ = try json(report)
    }

    @Test func `ratings answered together are weighed, and weights add up to R²`() throws {
        let items = (0..<400).map { number in
            let ease = number % 7 + 1
            return item(answers: [
                nps(min(10, ease + number % 3)), csat(number % 5 + 1), ces(ease),
            ])
        }
        let report = try DriverQuery(metric: .nps).run(on: TestStore(items).store)
        let ratings = try #require(report.ratings.first)
        #expect(ratings.outcome.field == "nps" && ratings.rows.map(\.question.field) == ["ces", "csat"])
        #expect(abs(ratings.rows.reduce(0) { $0 + $1.weight } - ratings.rSquared) < 1e-9)
        #expect(abs(ratings.rows.reduce(0) { $0 + $1.shareOfR2 } - 1) < 1e-9)
    }

    @Test func `an empty store drives nothing`() throws {
        let report = try DriverQuery().run(on: TestStore().store)
        #expect(report.tags.isEmpty && report.ratings.isEmpty && report.rSquared == nil)
    }

    @Test(arguments: ScoreMetric.allCases) func `items read in columns agree with the daily counts`(metric: ScoreMetric)
        throws
    {
        let test = try TestStore(randomItems(300, seed: 31))
        let cases = try test.store.cases(CaseQuery(InsightFilter(), metric: metric, by: [.channel]))
        let counts = try test.store.tallies(
            TallyQuery(InsightFilter(), by: [.friction], frictions: .tagged, metrics: [metric]))
        for row in counts {
            let tally = row.counts.tally(metric)
            let own = (0..<cases.count).filter { index in
                !cases.values[index].isNaN
                    && (row.keys[0].isEmpty || cases.tags(of: index).contains { cases.codes[Int($0)] == row.keys[0] })
            }
            #expect(own.count == tally.count)
            #expect(abs(own.reduce(0) { $0 + cases.values[$1] } - tally.sum) < 1e-6)
        }
    }
}
