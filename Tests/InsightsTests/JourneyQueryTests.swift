import Feedback
import FeedbackStore
import Insights
import Testing

@Suite struct JourneyQueryTests {
    @Test func `each step has its volume, scores, friction and sessions`() throws {
        let pay = (0..<30).map {
            item(
                step: "pay", channel: $0 % 3 == 0 ? "app" : "web", answers: [csat($0 % 2 == 0 ? 5 : 1)],
                sentiment: -0.4,
                frictions: [("payment.refused", 4, 0.9)])
        }
        let rest =
            (0..<20).map { _ in item(step: "receive", answers: [csat(5)], sentiment: 0.6) } + [item(answers: [csat(3)])]
        let test = try TestStore(pay + rest)
        try test.addDefaultJourney(["browse", "pay", "receive"])
        try test.addSession("s1", item: 1, errors: 2)
        try test.addSession("s2", item: 2, outcome: "purchased")
        let report = try JourneyQuery().run(on: test.store)
        #expect(report.steps.map(\.code) == ["browse", "pay", "receive"])
        #expect(report.unassigned.count == 1 && report.items == 51)
        let step = report.steps[1]
        #expect(step.items == 30 && step.topFriction == "payment.refused" && step.topFrictionShare?.value == 1)
        #expect(step.scores.first { $0.metric == .csat }?.value == 50)
        #expect(abs(try #require(step.sentiment) + 0.4) < 1e-9)
        #expect(step.channels.map(\.channel) == ["web", "app"])
        #expect(step.label.fr == "étape pay")
        let sessions = try #require(step.sessions)
        #expect(sessions.count == 2 && sessions.withErrors.count == 1 && sessions.abandoned.count == 1)
        #expect(report.steps[2].sessions == nil)
        _ = try json(report)
    }

    @Test func `another model places items through its map of the default steps`() throws {
        let test = try TestStore([item(step: "pay", answers: [csat(5)]), item(step: "browse", answers: [csat(1)])])
        try test.addDefaultJourney(["browse", "pay"])
        try test.execute("INSERT INTO journey VALUES ('aida', '{\"en\": \"AIDA\"}', 0)")
        try test.execute("INSERT INTO journey_step VALUES ('aida', 0, 'action', '{\"en\": \"Action\"}')")
        try test.execute("INSERT INTO journey_map (journey, default_step, step) VALUES ('aida', 'pay', 'action')")
        let report = try JourneyQuery(journey: "aida").run(on: test.store)
        #expect(report.steps.map(\.items) == [1])
        #expect(report.unassigned.count == 1)
    }

    @Test func `an unknown model is refused with those there are`() throws {
        let test = try TestStore()
        try test.addDefaultJourney(["pay"])
        #expect(throws: InsightError.noJourney("nope", known: ["shop"])) {
            try JourneyQuery(journey: "nope").run(on: test.store)
        }
    }
}
