import Feedback
import FeedbackStore
import Insights
import Testing

@Suite struct StepEmotionTests {
    private let sides = ["joy": 1, "anger": -1, "fear": -1, "surprise": 0]

    private func saying(_ emotions: [String], step: String, channel: String = "web") -> AnalysedItem {
        var made = item(step: step, channel: channel, text: "texte", sentiment: 0)
        made.verbatims[0].annotations += emotions.map {
            Annotation(
                kind: .emotion, code: $0, polarity: 0, score: 0.9, confidence: 1, severity: 0, span: 0..<5,
                rule: "\($0):1")
        }
        return made
    }

    private func journey(_ items: [AnalysedItem], filter: InsightFilter = InsightFilter()) throws -> JourneyReport {
        let test = try TestStore(items)
        try test.addDefaultJourney(["browse", "pay", "receive"])
        var report = try JourneyQuery(filter: filter).run(on: test.store)
        try report.addEmotions(from: test.store, filter: filter, sides: sides)
        return report
    }

    @Test func `a step's curve is the pleasant share less the unpleasant one, each item counted once`() throws {
        var pay = (0..<12).map { _ in saying(["anger", "fear"], step: "pay") }
        pay += (0..<8).map { _ in saying(["joy"], step: "pay", channel: "app") }
        pay += (0..<4).map { _ in saying(["joy", "anger"], step: "pay") }
        pay += (0..<6).map { _ in saying([], step: "pay") }
        let report = try journey(pay)
        let felt = try #require(report.steps[1].felt)
        #expect((felt.named.count, felt.named.total) == (24, 30))
        #expect(abs(try #require(felt.net) - (8.0 - 12.0) / 24) < 1e-9)
        let interval = try #require(felt.interval)
        #expect(interval.low < -0.4 && interval.high > 0.1 && interval.low >= -1)
        #expect(felt.emotions.map(\.code) == ["anger", "fear", "joy"])
        #expect(felt.emotions.map(\.share.count) == [16, 12, 12])
        let app = try #require(report.steps[1].channels.first { $0.channel == "app" }?.felt)
        #expect((app.named.count, app.net, app.emotions.map(\.code)) == (8, nil, ["joy"]))
        _ = try json(report)
    }

    @Test func `there is a gap where nothing is felt, or by fewer than ten`() throws {
        let few = (0..<9).map { _ in saying(["anger"], step: "receive") } + [saying([], step: "browse")]
        let report = try journey(few)
        #expect(report.steps[0].felt == nil)
        let felt = try #require(report.steps[2].felt)
        #expect(felt.net == nil && felt.interval == nil && felt.emotions.map(\.share.count) == [9])
    }

    @Test func `what fewer than five items name is not shown`() throws {
        let rare =
            (0..<10).map { _ in saying(["joy"], step: "pay") } + (0..<3).map { _ in saying(["fear"], step: "pay") }
        #expect(try journey(rare).steps[1].felt?.emotions.map(\.code) == ["joy"])
    }

    @Test func `neither side is moved by an emotion that is on none`() throws {
        let report = try journey((0..<10).map { _ in saying(["surprise", "unheard_of"], step: "pay") })
        #expect(report.steps[1].felt?.net == 0)
    }

    @Test(arguments: [false, true]) func `columns and tags tell the same`(isByTags: Bool) throws {
        let sets = [["anger", "fear"], ["joy"], [], ["joy", "anger"], ["joy", "joy"], ["unheard_of"]]
        let items = (0..<240).map { number in
            var made = saying(
                sets[number % 6], step: ["pay", "browse"][number % 2], channel: ["web", "app"][number / 6 % 2])
            // A condition that is no column.
            made.item.segments = [Segment("rfm", "R3F3M3")]
            made.item.respondent = "r_\(number)"
            return made
        }
        let test = try TestStore(items)
        try test.addDefaultJourney(["browse", "pay", "receive"])
        let filter =
            isByTags ? InsightFilter(segments: [SegmentCondition(name: "rfm", value: "R3F3M3")]) : InsightFilter()
        var report = try JourneyQuery(filter: filter).run(on: test.store)
        try report.addEmotions(from: test.store, filter: filter, sides: sides)
        let pay = try #require(report.steps[1].felt)
        #expect((pay.named.count, pay.named.total) == (80, 120))
        #expect(pay.emotions.map { "\($0.code) \($0.share.count)" } == ["anger 40", "fear 40", "joy 40"])
        #expect(report.steps[1].channels.map { $0.felt?.named.count } == [40, 40])
    }

    @Test func `the filter narrows what is felt too`() throws {
        let items = (0..<10).map { _ in saying(["joy"], step: "pay", channel: "app") } + [saying(["joy"], step: "pay")]
        #expect(try journey(items, filter: InsightFilter(channel: "app")).steps[1].felt?.named.count == 10)
    }
}
