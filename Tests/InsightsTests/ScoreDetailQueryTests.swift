import Feedback
import FeedbackStore
import Insights
import Testing

@Suite struct ScoreDetailQueryTests {
    private static func effort(_ points: Int) -> Answer {
        Answer(
            field: "effort", kind: .ces, scale: .effort, given: "\(points)",
            value: RatingScale.effort.normalised(Double(points)))
    }

    private static func wave(_ field: String, _ scale: RatingScale, _ points: [Int], _ kind: AnswerKind = .csat)
        -> [AnalysedItem]
    {
        points.map { point in
            item(answers: [
                Answer(
                    field: field, kind: kind, scale: scale, given: "\(point)", value: scale.normalised(Double(point)))
            ])
        }
    }

    @Test func `CES 1.0 and 2.0 stand apart, each on its own scale`() throws {
        let old = (0..<12).map { _ in item(answers: [Self.effort(2)]) }
        let new = (0..<15).map { _ in item(answers: [ces(6)]) }
        let report = try ScoreDetailQuery(metric: .ces).run(on: TestStore(old + new).store)
        #expect(report.groups.map(\.version) == ["CES 1.0", "CES 2.0"])
        #expect(report.groups[0].overall.value == 2 && report.groups[0].overall.count == 12)
        #expect(report.groups[0].scale == .effort && report.groups[1].overall.value == 6)
        #expect(report.groups[0].notes.contains { $0.en.contains("low is good") })
        _ = try json(report)
    }

    @Test func `CSAT can be a mean`() throws {
        let test = try TestStore((0..<20).map { item(answers: [csat($0 % 5 + 1)]) })
        let report = try ScoreDetailQuery(metric: .csat, method: .mean).run(on: test.store)
        #expect(report.groups[0].overall.value == 3 && report.groups[0].overall.intervalMethod == "Student t")
    }

    @Test func `waves on one scale are merged, a mean over two scales is refused`() throws {
        let waves =
            Self.wave("csat_2025", .csat, Array(repeating: 5, count: 10))
            + Self.wave("csat_2026", .csat, Array(repeating: 3, count: 10))
        let merged = try ScoreDetailQuery(method: .mean, questions: ["csat_2025", "csat_2026"]).run(
            on: TestStore(waves).store)
        #expect(merged.groups.count == 1 && merged.groups[0].overall.value == 4)
        let test = try TestStore(waves + Self.wave("csat_7", RatingScale(1, 7), Array(repeating: 7, count: 10)))
        #expect(throws: InsightError.self) { try ScoreDetailQuery(metric: .csat, method: .mean).run(on: test.store) }
        // As a share each scale's two best answers count, and the note says that scales differ.
        let shares = try ScoreDetailQuery(metric: .csat).run(on: test.store)
        #expect(abs(try #require(shares.groups[0].overall.value) - 200.0 / 3) < 1e-9)
        #expect(shares.groups[0].notes.contains { $0.en.contains("different scales") })
        #expect(try ScoreDetailQuery(metric: .csat, byQuestion: true).run(on: test.store).groups.count == 3)
    }

    @Test func `every figure of the plain scores is found again from the answers`() throws {
        let test = try TestStore(randomItems(300, seed: 11))
        for metric in [ScoreMetric.nps, .csat, .ces, .stars] {
            let plain = try ScoreQuery(metric: metric, by: .channel, every: .week).run(on: test.store)
            let detail = try ScoreDetailQuery(metric: metric, by: .channel, every: .week).run(on: test.store)
            let rows = Dictionary(uniqueKeysWithValues: detail.groups[0].rows.map { ("\($0.key!) \($0.period!)", $0) })
            for row in plain.rows where row.score.value != nil {
                let found = try #require(rows["\(row.key!) \(row.period!)"])
                #expect(found.score.count == row.score.count)
                #expect(abs(try #require(found.score.value) - #require(row.score.value)) < 1e-9)
                // Stars and CES have a least spread of their own in a tally; here too.
                #expect(abs(try #require(found.score.interval).low - #require(row.score.interval).low) < 1e-6)
            }
        }
    }

    @Test func `weights bring the sample to the shares it should have`() throws {
        let web = (0..<80).map { _ in item(channel: "web", answers: [nps(10)]) }
        let app = (0..<20).map { _ in item(channel: "app", answers: [nps(0)]) }
        let test = try TestStore(web + app)
        let group = try ScoreDetailQuery(metric: .nps, margins: [try WeightMargin("channel=web:50,app:50")]).run(
            on: test.store
        ).groups[0]
        #expect(abs(try #require(group.overall.value)) < 1e-6)
        let weighting = try #require(group.weighting)
        #expect(abs(weighting.designEffect - (80 * 0.625 * 0.625 + 20 * 2.5 * 2.5) / 100) < 1e-6)
        #expect(abs(try #require(group.overall.effectiveCount) - 100 / weighting.designEffect) < 1e-6)
        #expect(throws: InsightError.noTarget(margin: "channel", value: "app")) {
            try ScoreDetailQuery(metric: .nps, margins: [try WeightMargin("channel=web:1")]).run(on: test.store)
        }
    }

    @Test(arguments: ["channel", "channel=", "channel=web", "channel=web:x", "channel=web:-1", "channel=web:0"])
    func `a margin that is none is refused`(text: String) {
        #expect(throws: InsightError.badMargin(text)) { try WeightMargin(text) }
    }

    @Test func `questions and methods that do not exist are refused`() throws {
        let test = try TestStore([item(answers: [nps(3)])])
        #expect(throws: InsightError.self) { try ScoreDetailQuery(questions: ["nsp"]).run(on: test.store) }
        #expect(throws: InsightError.self) { try ScoreDetailQuery(method: .net).run(on: test.store) }
        #expect(throws: InsightError.noSuchBreakdown("friction")) {
            try ScoreDetailQuery(by: .friction).run(on: test.store)
        }
    }

    @Test func `ten equal answers do not make a mean certain`() throws {
        let test = try TestStore((0..<10).map { _ in item(answers: [stars(4)]) })
        let interval = try #require(
            try ScoreDetailQuery(metric: .stars).run(on: test.store).groups[0].overall.interval)
        #expect(interval.low < 3.9 && interval.high > 4.1)
    }
}

@Suite struct MismatchQueryTests {
    @Test func `unhappy words behind a nine are found, and happy ones behind a two`() throws {
        let items =
            (0..<8).map { _ in item(answers: [nps(10)], text: "Parfait", sentiment: 0.8) }
            + [item(answers: [nps(9)], text: "Livraison scandaleuse", sentiment: -0.7)]
            + [item(answers: [nps(9)], text: "Un peu lent", sentiment: -0.1)]
            + [item(answers: [nps(2)], text: "Équipe adorable", sentiment: 0.9)]
            + [item(answers: [nps(1)], text: "Nul", sentiment: -0.9), item(answers: [nps(7)], sentiment: -0.9)]
        let report = try MismatchQuery().run(on: TestStore(items).store)
        #expect(report.texts == 13 && report.metric == .nps)
        #expect(report.unhappyWords.count == 1 && report.unhappyWords.total == 10)
        #expect(report.happyWords.count == 1 && report.happyWords.total == 2)
        #expect(report.unhappyWordsBehindHighScores.map(\.text) == ["Livraison scandaleuse"])
        #expect(report.happyWordsBehindLowScores.map(\.rating) == ["2"])
        _ = try json(report)
    }

    @Test func `a store without ratings says so`() throws {
        #expect(throws: InsightError.noRating) {
            try MismatchQuery().run(on: TestStore([item(text: "Bien", sentiment: 0.5)]).store)
        }
    }
}

@Suite struct SeriesTests {
    @Test func `a series is kept by day, and a day given again takes its new value`() throws {
        let test = try TestStore()
        let first = try test.store.addSeries("conversion", [.init(day: 1, value: 2.5), .init(day: 2, value: 3)])
        #expect(first == (2, 0))
        #expect(try test.store.addSeries("conversion", [.init(day: 2, value: 3.8)]) == (0, 1))
        #expect(try test.store.addSeries("conversion", [.init(day: 2, value: 3.8)]) == (0, 0))
        #expect(try test.store.series("conversion").map(\.value) == [2.5, 3.8])
        #expect(try test.store.seriesList().map(\.points) == [2])
        #expect(try test.store.removeSeries("conversion") == 2)
    }

    @Test func `the response rate is known where invitations are`() throws {
        let test = try TestStore((0..<30).map { _ in item(answers: [nps(9)]) })
        #expect(try ResponseRate(InsightFilter(), in: test.store) == nil)
        try test.store.addSeries("invited", [.init(day: september, value: 120)])
        let rate = try #require(try ResponseRate(InsightFilter(), in: test.store))
        #expect(rate.rate.count == 30 && rate.rate.value == 0.25)
    }
}
