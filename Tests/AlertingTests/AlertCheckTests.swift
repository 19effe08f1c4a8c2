import Feedback
import FeedbackStore
import Foundation
import Insights
import Testing

@testable import Alerting

/// A small shop whose payment breaks in week 9, and what its people are told.
final class Desk {
    let data: AlertStore
    let shown = Shown()
    var rule: AlertRule
    var language = OutputLanguage.english

    init(_ rule: AlertRule = npsRule()) throws {
        data = try AlertStore()
        self.rule = rule
    }

    func addCalmWeeks(_ weeks: Range<Int>) throws {
        for week in weeks { try data.addWeek(week, promoters: 55 + week % 3, detractors: 20 - week % 2, passives: 20) }
    }

    func addBadWeek(_ week: Int, payBad: Int = 30) throws {
        try data.addWeek(week, promoters: 45, detractors: 20, passives: 10, payBad: payBad)
    }

    var surroundings: ChannelSurroundings {
        let shown = shown
        return ChannelSurroundings(language: language, folder: data.folder) { shown.add($0) }
    }

    /// As the command does: what is left first, then the check, then what it decided.
    @discardableResult
    func check(_ now: Timestamp) throws -> AlertStatus {
        let outbox = AlertOutbox(surroundings, now: now.milliseconds)
        _ = try outbox.flush(data.store)
        let report = try AlertCheck([rule], now: now).run(on: data.store)
        _ = try outbox.flush(data.store)
        return report.rules[0]
    }

    var statuses: [String] { get throws { try data.store.deliveries().map { "\($0.kind) \($0.status)" } } }
    var titles: [String] { shown.all.map { String($0.prefix { $0 != " " }) } }
}

@Suite struct AlertCheckTests {
    private func broken(_ rule: AlertRule = npsRule(), badWeeks: Range<Int> = 8..<10) throws -> Desk {
        let desk = try Desk(rule)
        try desk.addCalmWeeks(0..<8)
        for week in badWeeks { try desk.addBadWeek(week) }
        return desk
    }

    @Test func `an incident is told once, however often it is checked`() throws {
        let desk = try broken()
        let first = try desk.check(after(week: 9))
        #expect(first.state == .firing)
        for _ in 0..<3 { #expect(try desk.check(after(week: 9, hour: 15)).state == .firing) }
        #expect(desk.titles == ["[FIRING"])
        #expect(try desk.data.store.incidents().count == 1)
    }

    @Test func `week after week: nothing, one alarm, an update only when worse, one when it is over`() throws {
        let desk = try Desk()
        try desk.addCalmWeeks(0..<8)
        #expect(try desk.check(after(week: 6)).state == .learning)
        #expect(try desk.check(after(week: 7)).state == .learning)
        var states: [AlertState] = []
        for week in 8..<16 {
            if week < 12 { try desk.addBadWeek(week) } else { try desk.addCalmWeeks(week..<week + 1) }
            states.append(try desk.check(after(week: week)).state)
        }
        #expect(states.first == .normal || states.first == .firing)
        #expect(states[2...3] == [.firing, .firing])
        #expect(states[4...] == [.recovering, .normal, .normal, .normal])
        #expect(desk.titles.first == "[FIRING" && desk.titles.last == "[RESOLVED")
        #expect(desk.titles.dropFirst().dropLast().allSatisfy { $0 == "[WORSE" })
        #expect(desk.titles.count <= 5)
        #expect(try desk.data.store.incidents().map(\.resolvedAt) != [nil])
    }

    @Test func `a period is judged once it is over, on the rule's clock`() throws {
        let desk = try broken()
        let sunday = Timestamp(CalendarDate(dayNumber: monday + 69), hour: 21, minute: 59)
        #expect(try desk.check(sunday).reading?.period.first.dayNumber == monday + 56)
        let midnight = Timestamp(CalendarDate(dayNumber: monday + 69), hour: 22)
        #expect(try desk.check(midnight).reading?.period.first.dayNumber == monday + 63)
    }

    @Test func `late data are judged without a second alarm`() throws {
        let desk = try broken()
        try desk.check(after(week: 9))
        try desk.data.addWeek(8, promoters: 5, detractors: 5)
        try desk.data.addWeek(2, promoters: 3, detractors: 0)
        try desk.check(after(week: 9, hour: 15))
        #expect(desk.titles == ["[FIRING"])
        #expect(try desk.data.store.incidents().count == 1)
    }

    @Test func `an incident that late data undo is taken back`() throws {
        let desk = try broken()
        try desk.check(after(week: 9))
        for week in 8..<10 { try desk.data.addWeek(week, promoters: 900, detractors: 0) }
        #expect(try desk.check(after(week: 9, hour: 15)).state == .normal)
        #expect(desk.titles == ["[FIRING", "[RESOLVED"])
    }

    @Test func `what was over before anyone looked is listed and told to nobody`() throws {
        let desk = try broken(badWeeks: 8..<11)
        try desk.addCalmWeeks(11..<15)
        #expect(try desk.check(after(week: 14)).state == .normal)
        #expect(desk.titles.isEmpty)
        #expect(try desk.data.store.incidents().count == 1)
    }

    @Test func `a look back changes nothing`() throws {
        let desk = try broken()
        try desk.check(after(week: 9))
        #expect(try desk.check(after(week: 7)).state == .learning)
        #expect(try desk.data.store.alertState(of: "nps")?.state == "firing")
        #expect(desk.titles == ["[FIRING"])
    }

    @Test func `an incident stays open when nobody answers any more`() throws {
        let desk = try broken()
        try desk.check(after(week: 9))
        #expect(try desk.check(after(week: 15)).state == .firing)
        #expect(desk.titles == ["[FIRING"])
    }

    @Test func `calm scores without new answers are no data`() throws {
        let desk = try broken(badWeeks: 8..<8)
        try desk.addCalmWeeks(8..<9)
        #expect(try desk.check(after(week: 8)).state == .normal)
        #expect(try desk.check(after(week: 10)).state == .noData)
        #expect(desk.titles.isEmpty)
    }

    @Test func `silence is told as no data, and its end`() throws {
        var rule = AlertRule(name: "silence", method: .silence)
        rule.persistence = Persistence(needed: 2)
        let desk = try Desk(rule)
        try desk.addCalmWeeks(0..<3)
        #expect(try desk.check(after(week: 3)).state == .pending)
        #expect(try desk.check(after(week: 4)).state == .noData)
        #expect(try desk.check(after(week: 5)).state == .noData)
        try desk.addCalmWeeks(6..<7)
        #expect(try desk.check(after(week: 6)).state == .normal)
        #expect(desk.shown.all.map { $0.prefix(9) } == ["[NO DATA ", "[RESOLVED"])
    }

    @Test func `a rule on an attribute nobody has is an error, and the others go on`() throws {
        var wrong = npsRule()
        wrong.name = "wrong"
        wrong.filter.require("shop", "Lyon")
        let desk = try broken()
        let report = try AlertCheck([wrong, desk.rule], now: after(week: 9)).run(on: desk.data.store)
        #expect(report.rules.map(\.state) == [.error, .firing])
        #expect(report.hasErrors && report.rules[0].reason.en.contains("'shop'"))
    }

    @Test func `who looks after an incident hears only that it is over`() throws {
        let desk = try broken(badWeeks: 8..<10)
        try desk.check(after(week: 9))
        let people = AlertDesk(desk.data.store)
        let id = try #require(try people.incidents().first).id
        #expect(try people.acknowledge("\(id)", by: "Ana", now: after(week: 9)).acknowledgedBy == "Ana")
        for week in 10..<13 { try desk.addBadWeek(week, payBad: 90) }
        #expect(try desk.check(after(week: 12)).acknowledgedBy == "Ana")
        try desk.addCalmWeeks(13..<15)
        try desk.check(after(week: 14))
        #expect(desk.titles == ["[FIRING", "[RESOLVED"])
        #expect(throws: AlertError.unknownIncident("99")) {
            try people.acknowledge("99", by: "Ana", now: after(week: 9))
        }
    }

    @Test func `a silenced rule tells what is still true when the silence ends`() throws {
        let desk = try broken()
        let now = after(week: 9)
        let end = Timestamp(milliseconds: now.milliseconds + 3_600_000)
        try AlertDesk(desk.data.store).silence(desk.rule, until: end, now: now)
        #expect(try desk.check(now).silencedUntil == end.iso8601)
        #expect(desk.titles.isEmpty)
        #expect(try desk.check(end).silencedUntil == nil)
        #expect(desk.titles == ["[FIRING"])
    }

    @Test(arguments: [(1, 1), (2, 0)]) func `quiet hours hold all but the most urgent`(severity: Int, told: Int) throws
    {
        var rule = npsRule()
        rule.severity = severity
        rule.quietHours = QuietHours("22:00-08:00")
        let desk = try broken(rule)
        try desk.check(after(week: 9, hour: 3))
        #expect(desk.titles.count == told)
        try desk.check(after(week: 9, hour: 6))
        #expect(desk.titles.count == 1)
    }

    @Test func `what a crash kept from being sent is sent by the next check, with the same key`() throws {
        let desk = try broken()
        _ = try AlertCheck([desk.rule], now: after(week: 9)).run(on: desk.data.store)
        #expect(desk.titles.isEmpty)
        #expect(try desk.statuses == ["firing pending"])
        try desk.check(after(week: 9, hour: 13))
        #expect(desk.titles == ["[FIRING"])
        #expect(try desk.statuses == ["firing sent"])
    }

    @Test func `a channel that fails is tried again later, and costs the others nothing`() throws {
        let desk = try broken(npsRule(channels: ["file:missing/folder/a.jsonl", "terminal", "file:alerts.jsonl"]))
        try desk.check(after(week: 9))
        #expect(desk.titles == ["[FIRING"])
        #expect(try desk.statuses == ["firing pending", "firing sent", "firing sent"])
        try FileManager.default.createDirectory(
            atPath: desk.data.folder + "/missing/folder", withIntermediateDirectories: true)
        try desk.check(after(week: 9, hour: 13))
        #expect(try desk.statuses == ["firing sent", "firing sent", "firing sent"])
        #expect(desk.titles == ["[FIRING"])
        let line = try String(contentsOfFile: desk.data.folder + "/alerts.jsonl", encoding: .utf8)
        #expect(line.hasPrefix("{\"key\":\"nps@") && line.hasSuffix("}\n") && line.split(separator: "\n").count == 1)
    }

    @Test func `all of a change is stored, or none`() throws {
        let desk = try broken()
        try desk.data.execute(
            "CREATE TRIGGER full BEFORE INSERT ON delivery BEGIN SELECT RAISE(ABORT, 'disk full'); END")
        #expect(throws: StoreError.self) { try desk.check(after(week: 9)) }
        #expect(try desk.data.store.alertStates().isEmpty)
        #expect(try desk.data.store.incidents().isEmpty)
        try desk.data.execute("DROP TRIGGER full")
        try desk.check(after(week: 9))
        #expect(desk.titles == ["[FIRING"])
    }

    @Test func `the default moment is the end of the data or the clock, whichever is later`() throws {
        let desk = try broken()
        let early = Timestamp(CalendarDate(dayNumber: monday))
        let late = Timestamp(CalendarDate(dayNumber: monday + 900))
        #expect(try AlertCheck.moment(desk.data.store, clock: early).dayNumber == monday + 70)
        #expect(try AlertCheck.moment(desk.data.store, clock: late) == late)
    }

    @Test func `a test message goes through every channel`() throws {
        let desk = try Desk(npsRule(channels: ["terminal", "file:test.txt"]))
        try AlertOutbox(desk.surroundings, now: 0).test(desk.rule)
        #expect(desk.shown.all == ["[TEST · severity 2] NPS, whole journey: this channel works\n"])
        #expect(try String(contentsOfFile: desk.data.folder + "/test.txt", encoding: .utf8).hasPrefix("[TEST"))
    }

    @Test func `a mark is noted once and listed in order`() throws {
        let store = try AlertStore().store
        #expect(try store.addMark("web-5.3", at: 2_000))
        #expect(try store.addMark("web-5.2", at: 1_000))
        #expect(try !store.addMark("web-5.2", at: 1_000))
        #expect(try store.allMarks().map(\.name) == ["web-5.2", "web-5.3"])
    }
}
