import Feedback
import FeedbackStore
import Foundation
import Insights
import Testing

@testable import Alerting

/// Several rules on one shop.
private struct Office {
    let desk: Desk
    var rules: [AlertRule]

    init(_ rules: [AlertRule]) throws {
        desk = try Desk(rules[0])
        self.rules = rules
        try desk.addCalmWeeks(0..<8)
    }

    @discardableResult
    func check(_ now: Timestamp) throws -> AlertReport {
        let report = try AlertCheck(rules, now: now).run(on: desk.data.store)
        _ = try AlertOutbox(desk.surroundings, now: now.milliseconds).flush(desk.data.store)
        return report
    }
}

private func payRule() -> AlertRule {
    var rule = npsRule()
    (rule.name, rule.severity, rule.minimum) = ("payment", 1, 10)
    rule.labels = Phrase("NPS at payment")
    rule.filter.step = "pay"
    return rule
}

private func frictionRule() -> AlertRule {
    var rule = AlertRule(name: "declined", method: .friction)
    rule.friction = "pay.declined"
    return rule
}

@Suite struct AlertGroupingTests {
    @Test func `rules that blame the same cause are told of in one message, of the gravest`() throws {
        let office = try Office([npsRule(), payRule(), frictionRule()])
        for week in 8..<10 { try office.desk.addBadWeek(week) }
        let report = try office.check(after(week: 9))
        #expect(report.rules.map(\.state) == [.firing, .firing, .firing])
        let shown = office.desk.shown.all
        #expect(shown.count == 1)
        #expect(shown[0].hasPrefix("[FIRING · severity 1] NPS at payment"))
        #expect(shown[0].contains("with it: NPS, whole journey") && shown[0].contains("with it: declined"))
        let incidents = try AlertDesk(office.desk.data.store).incidents()
        let lead = try #require(incidents.first { $0.rule == "payment" })
        #expect(incidents.filter { $0.toldWith == lead.id }.count == 2)
    }

    @Test func `taking the message's incident on takes them all on`() throws {
        let office = try Office([npsRule(), payRule()])
        for week in 8..<10 { try office.desk.addBadWeek(week) }
        try office.check(after(week: 9))
        let people = AlertDesk(office.desk.data.store)
        let lead = try #require(try people.incidents().first { $0.rule == "payment" })
        try people.acknowledge("\(lead.id)", by: "Ana", now: after(week: 9))
        #expect(try people.incidents().map(\.acknowledgedBy) == ["Ana", "Ana"])
    }

    @Test func `ends that come together are told together`() throws {
        let office = try Office([npsRule(), payRule()])
        for week in 8..<10 { try office.desk.addBadWeek(week) }
        try office.check(after(week: 9))
        for week in 10..<14 {
            try office.desk.addCalmWeeks(week..<week + 1)
            try office.check(after(week: week))
        }
        let shown = office.desk.shown.all
        let ends = shown.filter { $0.hasPrefix("[RESOLVED") }
        #expect(try office.desk.data.store.incidents().allSatisfy { $0.resolvedAt != nil })
        // Each end once: in a message of its own, or in the other's.
        for label in ["NPS, whole journey", "NPS at payment"] {
            #expect(ends.filter { $0.contains(label) }.count == 1, "\(shown)")
        }
    }

    @Test func `a channel the gravest rule does not use gets the other rule's own message`() throws {
        var pay = payRule()
        pay.channels = [ChannelAddress("file:pay.txt")]
        let office = try Office([npsRule(), pay])
        for week in 8..<10 { try office.desk.addBadWeek(week) }
        try office.check(after(week: 9))
        #expect(office.desk.titles == ["[FIRING"])
        let file = try String(contentsOfFile: office.desk.data.folder + "/pay.txt", encoding: .utf8)
        #expect(file.contains("with it: NPS, whole journey"))
    }

    @Test func `rules of different causes are told apart`() throws {
        var silence = AlertRule(name: "reviews", method: .silence)
        silence.filter.source = "reviews"
        let office = try Office([payRule(), silence])
        for week in 8..<10 { try office.desk.addBadWeek(week) }
        let report = try office.check(after(week: 9))
        #expect(report.rules.map(\.state) == [.firing, .learning])
        #expect(office.desk.titles == ["[FIRING"])
    }
}

@Suite struct AlertIncidentTests {
    private func broken(_ rule: AlertRule = npsRule()) throws -> Desk {
        let desk = try Desk(rule)
        try desk.addCalmWeeks(0..<8)
        for week in 8..<10 { try desk.addBadWeek(week) }
        return desk
    }

    @Test func `a closed incident is told of no more, and its rule is calm`() throws {
        let desk = try broken()
        #expect(try desk.check(after(week: 9)).state == .firing)
        let people = AlertDesk(desk.data.store)
        try people.close("1", .falseAlarm, by: "Ana", note: "a survey bug", now: after(week: 9))
        for week in 10..<13 { try desk.addBadWeek(week, payBad: 90) }
        let status = try desk.check(after(week: 12))
        #expect(status.state == .normal && status.incident == nil)
        try desk.addCalmWeeks(13..<17)
        try desk.check(after(week: 16))
        #expect(desk.titles == ["[FIRING"])
        let record = try people.record(now: after(week: 16))
        #expect(record.fired == 1 && record.falseAlarms == 1 && record.confirmed == 0)
        #expect(record.expectedFalseAlarms > 0.1 && record.expectedFalseAlarms < 0.12)
        #expect(throws: AlertError.unknownIncident("7")) {
            try people.close("7", nil, by: "Ana", note: nil, now: after(week: 9))
        }
    }

    @Test func `an incident remembers what happened to it`() throws {
        let desk = try broken()
        try desk.check(after(week: 9))
        let people = AlertDesk(desk.data.store)
        try people.acknowledge("1", by: "Ana", now: after(week: 9, hour: 13))
        for week in 10..<13 { try desk.addCalmWeeks(week..<week + 1) }
        try desk.check(after(week: 12))
        try people.close("1", .confirmed, by: "Ana", note: nil, now: after(week: 12, hour: 14))
        let history = try #require(try people.incidents().first).history
        #expect(history.map(\.kind) == ["fired", "acknowledged", "resolved", "closed"])
        #expect(history.map(\.who) == [nil, "Ana", nil, "Ana"])
    }

    private func escalating() -> AlertRule {
        var rule = npsRule()
        rule.escalation = AlertRule.Escalation(minutes: 120, channels: [ChannelAddress("file:boss.txt")])
        return rule
    }

    private func boss(_ desk: Desk) -> String {
        (try? String(contentsOfFile: desk.data.folder + "/boss.txt", encoding: .utf8)) ?? ""
    }

    @Test func `when nobody takes it on, others are told once, and hear the end`() throws {
        let desk = try broken(escalating())
        try desk.check(after(week: 9))
        try desk.check(after(week: 9, hour: 13))
        #expect(boss(desk).isEmpty)
        for hour in [14, 15, 16] { try desk.check(after(week: 9, hour: hour)) }
        #expect(boss(desk).components(separatedBy: "[NOBODY ON IT").count == 2)
        for week in 10..<13 { try desk.addCalmWeeks(week..<week + 1) }
        try desk.check(after(week: 12))
        #expect(boss(desk).components(separatedBy: "[RESOLVED").count == 2)
    }

    @Test func `a call for help says how it stands when it is sent, not when it was decided`() throws {
        var rule = escalating()
        rule.escalation?.minutes = 3 * 24 * 60
        rule.owner = Phrase(en: "Payments team", fr: "Équipe paiement")
        rule.worsening = 100
        let desk = try broken(rule)
        try desk.check(after(week: 9))
        // Its time comes on Thursday: on Friday nobody has checked since.
        let friday = after(week: 9).milliseconds + 4 * 86_400_000
        _ = try AlertOutbox(desk.surroundings, now: friday).flush(desk.data.store)
        #expect(boss(desk).isEmpty)
        let told = try #require(try AlertDesk(desk.data.store).incidents().first?.message?.reading)
        // A worse week is over before anybody is called in.
        try desk.addBadWeek(10)
        try desk.check(after(week: 10))
        let text = boss(desk)
        let present = try #require(try AlertDesk(desk.data.store).statuses().first?.reading)
        #expect(present.period != told.period)
        let figures = MessageFigures(language: .english, metric: .nps, countsItems: false)
        #expect(text.contains("EWMA \(figures.value(try #require(present.value)))"))
        #expect(text.contains("open for 14 days"))
        #expect(text.contains("told at \(figures.value(try #require(told.value)))"))
        #expect(text.contains("Owner: Payments team"))
        #expect(text.components(separatedBy: "[NOBODY ON IT").count == 2)
        // What was decided stays as it was: a crash before sending sends the same key again.
        for hour in [13, 14] { try desk.check(after(week: 10, hour: hour)) }
        #expect(boss(desk) == text)
    }

    @Test func `who takes it on in time is left alone`() throws {
        let desk = try broken(escalating())
        try desk.check(after(week: 9))
        try AlertDesk(desk.data.store).acknowledge("1", by: "Ana", now: after(week: 9, hour: 13))
        try desk.check(after(week: 9, hour: 20))
        for week in 10..<13 { try desk.addCalmWeeks(week..<week + 1) }
        try desk.check(after(week: 12))
        #expect(boss(desk).isEmpty)
        #expect(desk.titles == ["[FIRING", "[RESOLVED"])
    }
}
