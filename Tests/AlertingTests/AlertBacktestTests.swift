import Feedback
import FeedbackStore
import Foundation
import Insights
import Synchronization
import Testing

@testable import Alerting

@Suite struct AlertBacktestTests {
    @Test func `a backtest finds what checks would have, and leaves no trace`() throws {
        let desk = try Desk()
        try desk.addCalmWeeks(0..<8)
        for week in 8..<11 { try desk.addBadWeek(week) }
        try desk.addCalmWeeks(11..<16)
        let report = try AlertBacktest([desk.rule], to: after(week: 15)).run(on: desk.data.store)
        let rule = report.rules[0]
        #expect(rule.rule == "nps" && rule.periods == 8)
        #expect(try #require(rule.expectedFalseAlarmsPerYear) > 0.1)
        let incident = try #require(rule.incidents.first)
        #expect(rule.incidents.count == 1)
        // The end of week 8, on the clock of Paris.
        #expect(incident.firedAt == "2026-10-04T22:00:00Z")
        #expect(try #require(incident.resolvedAt) > incident.firedAt)
        #expect(try #require(incident.value) < #require(incident.limit))
        #expect(incident.n == 105)
        #expect(try desk.data.store.incidents().isEmpty)
        #expect(try desk.data.store.alertStates().isEmpty)
        let later = try AlertBacktest([desk.rule], from: after(week: 10), to: after(week: 15)).run(on: desk.data.store)
        #expect(later.rules[0].incidents.isEmpty && later.rules[0].periods == 5)
        let early = try AlertBacktest([desk.rule], to: after(week: 9)).run(on: desk.data.store)
        #expect(early.rules[0].incidents.map(\.resolvedAt) == [nil])
    }

    @Test func `a week ends at midnight on the rule's clock, also when the clocks change`() throws {
        let desk = try Desk()
        try desk.addCalmWeeks(0..<11)
        // 19 to 25 October: the last night is an hour longer.
        for week in 11..<13 { try desk.addBadWeek(week, payBad: 60) }
        let before = Timestamp(CalendarDate(dayNumber: monday + 83), hour: 22, minute: 59)
        let midnight = Timestamp(CalendarDate(dayNumber: monday + 83), hour: 23)
        func fired(_ now: Timestamp) throws -> [String] {
            try AlertBacktest([desk.rule], to: now).run(on: desk.data.store).rules[0].incidents.map(\.firedAt)
        }
        #expect(try fired(before) == [])
        #expect(try fired(midnight) == ["2026-10-25T23:00:00Z"])
        try desk.check(before)
        #expect(desk.titles.isEmpty)
        try desk.check(midnight)
        #expect(desk.titles == ["[FIRING"])
    }

    @Test func `it says how large a fall has to be to be told soon`() throws {
        let desk = try Desk()
        try desk.addCalmWeeks(0..<12)
        func seen(_ change: (inout AlertRule) -> Void = { _ in }) throws -> Double? {
            var rule = desk.rule
            change(&rule)
            return try AlertBacktest([rule], to: after(week: 11)).run(on: desk.data.store).rules[0].smallestChange
        }
        // One standard error of a week's NPS.
        let series = try AlertSeries(desk.rule, through: monday + 83, store: desk.data.store)
        let tally = series.tally(series.indices)
        let error = (tally.variance * Double(series.indices.count) / Double(tally.count)).squareRoot()
        let usual = try #require(try seen())
        #expect(abs(usual / error - 1) < 0.1, "\(usual), \(error)")
        #expect(try #require(try seen { $0.persistence = Persistence(needed: 2) }) > usual)
        #expect(try #require(try seen { $0.limit = 2 }) < usual)
        #expect(try seen { $0.method = .change } == nil)
    }

    @Test func `its JSON has every key, null or not`() throws {
        let report = AlertBacktest.Report(rules: [
            AlertBacktest.Rule(
                rule: "r", periods: 3, expectedFalseAlarmsPerYear: nil,
                incidents: [AlertBacktest.Incident(firedAt: "t", resolvedAt: nil, value: 1, limit: 2, n: 3)])
        ])
        #expect(
            try AlertCheck.json(report) == """
                {"rules":[{"expectedFalseAlarmsPerYear":null,"incidents":[{"firedAt":"t","limit":2,"n":3,"resolvedAt":null,\
                "value":1}],"periods":3,"rule":"r"}]}
                """)
    }
}

@Suite struct AlertSchedulerTests {
    private struct Stop: Error {}

    /// A clock that sleeping moves on.
    private final class Day: Sendable {
        let state: Mutex<(now: Int64, checks: [Int64], sends: Int)>

        init(_ start: Timestamp) { state = Mutex((start.milliseconds, [], 0)) }

        var now: Timestamp { Timestamp(milliseconds: state.withLock { $0.now }) }
    }

    private func run(_ day: Day, _ store: FeedbackStore, holder: String = "a", for minutes: Int64) async throws {
        let scheduler = AlertScheduler(store, holder: holder, every: .seconds(900)) { day.now }
        let end = day.now.milliseconds + minutes * 60_000
        let work = AlertScheduler.Work(
            check: { now in day.state.withLock { $0.checks.append(now.milliseconds) } },
            send: { _ in day.state.withLock { $0.sends += 1 } })
        try await scheduler.run(work) { wait in
            day.state.withLock { $0.now += wait.components.seconds * 1000 }
            if day.now.milliseconds >= end { throw Stop() }
        }
    }

    @Test func `it checks every quarter of an hour and sends in between`() async throws {
        let store = try AlertStore()
        let day = Day(after(week: 9))
        try await run(day, store.store, for: 60)
        let checks = day.state.withLock { $0.checks }
        #expect(checks.count == 4)
        #expect(zip(checks, checks.dropFirst()).allSatisfy { $1 - $0 == 900_000 })
        #expect(day.state.withLock { $0.sends } > 150)
    }

    @Test func `one process at a time, and the next when the first has died`() async throws {
        let store = try AlertStore()
        let day = Day(after(week: 9))
        _ = try store.store.takeLease(
            AlertScheduler.lease, holder: "b", now: day.now.milliseconds, until: day.now.milliseconds + 180_000)
        await #expect(throws: AlertError.running("b")) { try await run(day, store.store, for: 1) }
        #expect(day.state.withLock { $0.checks.isEmpty })
        day.state.withLock { $0.now += 180_000 }
        try await run(day, store.store, for: 1)
        #expect(day.state.withLock { $0.checks.count } == 1)
        // It let go when it was stopped.
        #expect(
            try store.store.takeLease(
                AlertScheduler.lease, holder: "c", now: day.now.milliseconds, until: day.now.milliseconds + 1) == nil)
    }

    @Test func `a message is sent by one of two processes`() throws {
        let desk = try Desk()
        try desk.addCalmWeeks(0..<8)
        for week in 8..<10 { try desk.addBadWeek(week) }
        let now = after(week: 9).milliseconds
        _ = try AlertCheck([desk.rule], now: after(week: 9)).run(on: desk.data.store)
        let due = try #require(try desk.data.store.dueDeliveries(now: now).first)
        #expect(try desk.data.store.claim(due, until: now + 1000))
        #expect(try !desk.data.store.claim(due, until: now + 1000))
        // The one that took it died: it is due again.
        #expect(try desk.data.store.dueDeliveries(now: now).isEmpty)
        #expect(try desk.data.store.dueDeliveries(now: now + 1000).count == 1)
    }
}
