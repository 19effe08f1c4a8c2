import Feedback
import FeedbackStore
import Testing

@Suite struct TallyTests {
    /// A condition every item meets: it makes a query read the items instead of the daily counts.
    private static let everyItem = SegmentCondition(name: "all", value: "yes")
    /// The same, of an attribute that the columns of the items hold.
    private static let everySurvey = SegmentCondition(name: "kind", value: "survey")

    private static func sorted(_ rows: [TallyRow]) -> [TallyRow] {
        rows.sorted { ($0.bucket, $0.keys.joined(separator: "|")) < ($1.bucket, $1.keys.joined(separator: "|")) }
    }

    @Test(arguments: [FrictionView.whole, .tagged, .partition], [1, 2] as [UInt64])
    func `daily counts and items give the same figures`(view: FrictionView, seed: UInt64) throws {
        try compare(view, seed, Self.everyItem)
    }

    @Test(arguments: [FrictionView.whole, .tagged, .partition], [1, 2] as [UInt64])
    func `daily counts and items in columns give the same figures`(view: FrictionView, seed: UInt64) throws {
        try compare(view, seed, Self.everySurvey)
    }

    private func compare(_ view: FrictionView, _ seed: UInt64, _ everyItem: SegmentCondition) throws {
        let test = try TestStore(randomItems(120, seed: seed))
        let dimensions: [[InsightDimension]] =
            view == .whole
            ? [[], [.step], [.channel, .language], [.source]]
            : [[.friction], [.friction, .step], [.channel, .friction]]
        for dimensions in dimensions {
            for filter in [
                InsightFilter(), InsightFilter(since: september - 10, until: september + 5), InsightFilter(step: "pay"),
            ] {
                var query = TallyQuery(filter, by: dimensions, frictions: view, metrics: Set(ScoreMetric.allCases)) {
                    $0 / 7
                }
                let fromRollup = Self.sorted(try test.store.tallies(query))
                query.filter.segments = [everyItem]
                let fromItems = Self.sorted(try test.store.tallies(query))
                #expect(!fromRollup.isEmpty)
                try #require(fromRollup.map(\.keys) == fromItems.map(\.keys))
                for (left, right) in zip(fromRollup, fromItems) {
                    #expect(left.bucket == right.bucket)
                    #expect(left.counts.items == right.counts.items)
                    for metric in ScoreMetric.allCases {
                        let (left, right) = (left.counts.tally(metric), right.counts.tally(metric))
                        #expect(left.count == right.count)
                        #expect(abs(left.sum - right.sum) < 1e-9)
                        // The partition keeps no squares: the spread is the category's.
                        if view != .partition || metric.family != .mean {
                            #expect(abs(left.squares - right.squares) < 1e-6)
                        }
                    }
                    if view == .tagged {
                        #expect(left.counts.mentions == right.counts.mentions)
                        #expect(left.counts.severitySum == right.counts.severitySum)
                    }
                }
            }
        }
    }

    @Test func `a friction filter counts the items that name it`() throws {
        let items = randomItems(200, seed: 9)
        let test = try TestStore(items)
        let expected = items.filter { $0.verbatims[0].annotations.contains { $0.code == "site.slow" } }.count
        var filter = InsightFilter(friction: "site.slow")
        #expect(try test.store.tallies(TallyQuery(filter)).first?.counts.items == expected)
        filter.segments = [Self.everyItem]
        #expect(try test.store.tallies(TallyQuery(filter)).first?.counts.items == expected)
    }

    @Test(arguments: ScoreMetric.allCases) func `items read by row and in columns are the same`(metric: ScoreMetric)
        throws
    {
        let test = try TestStore(randomItems(150, seed: 4))
        let dimensions: [InsightDimension] = [.channel, .language, .segment("device")]
        let filter = InsightFilter(since: september - 10, until: september + 15)
        let columns = try test.store.cases(CaseQuery(filter, metric: metric, by: dimensions) { $0 / 7 })
        // Only rows know respondents.
        let rows = try test.store.cases(
            CaseQuery(filter, metric: metric, by: dimensions, withRespondents: true) { $0 / 7 })
        #expect(columns.buckets == rows.buckets)
        #expect(columns.values.map(\.bitPattern) == rows.values.map(\.bitPattern))
        for item in 0..<columns.count {
            #expect(
                Set(columns.tags(of: item).map { columns.codes[Int($0)] })
                    == Set(rows.tags(of: item).map { rows.codes[Int($0)] }))
            for dimension in dimensions.indices {
                #expect(
                    columns.names[Int(columns.keys[dimension][item])] == rows.names[Int(rows.keys[dimension][item])])
            }
        }
    }

    @Test func `a draw is the same every time, and no larger than asked`() throws {
        let test = try TestStore(randomItems(400, seed: 5))
        let all = try #require(try test.store.draw(InsightFilter(), atMost: .max))
        #expect(all.isWhole && all.total == 400)
        let some = try #require(try test.store.draw(InsightFilter(), atMost: 100))
        #expect(some.total == 400 && (60...140).contains(some.ids.count))
        #expect(try test.store.draw(InsightFilter(), atMost: 100)?.ids == some.ids)
        #expect(Set(some.ids).isSubset(of: all.ids))
        #expect(try test.store.draw(InsightFilter(segments: [Self.everyItem]), atMost: 9) == nil)
    }

    @Test(arguments: ["store", "sto\"re", "a.b", "1", "$"]) func `any name can be a segment`(name: String) throws {
        let test = try TestStore([
            item(segments: [Segment(name, "Lyon")]), item(segments: [Segment(name, "Lille")]),
            item(segments: [Segment("other", "x")]),
        ])
        let rows = try test.store.tallies(TallyQuery(InsightFilter(), by: [.segment(name)]))
        #expect(Set(rows.map { $0.keys[0] }) == ["Lyon", "Lille", ""])
        let filter = InsightFilter(segments: [SegmentCondition(name: name, value: "Lyon")])
        #expect(try test.store.tallies(TallyQuery(filter)).first?.counts.items == 1)
    }

    @Test func `an empty store has no rows`() throws {
        let test = try TestStore()
        #expect(try test.store.tallies(TallyQuery(InsightFilter())).isEmpty)
        #expect(try test.store.dayRange() == nil)
    }
}
