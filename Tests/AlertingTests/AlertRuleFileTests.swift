import Alerting
import Feedback
import FeedbackStore
import Foundation
import Insights
import Testing

@Suite struct AlertRuleFileTests {
    @Test func `the shipped rules are read, the commented ones too`() throws {
        let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: root.appendingPathComponent("seeds/alerts/default.yaml"), encoding: .utf8)
        let rules = try AlertRuleFile(yaml: text, name: "default.yaml").rules
        #expect(rules.map(\.name) == ["nps", "payment", "reviews", "silence"])
        #expect(rules[0].labels.fr == "NPS, tout le parcours")
        #expect(rules[2].persistence == Persistence(needed: 2, of: 3))
        #expect(rules.allSatisfy { $0.timeZone == "Europe/Paris" })
        let marker = try #require(text.range(of: "# More, to uncomment"))
        let more = text[marker.lowerBound...].split(separator: "\n").dropFirst().map { $0.dropFirst(2) }
        let all = text[..<marker.lowerBound] + "\n" + more.map { "  " + $0 }.joined(separator: "\n")
        #expect(try AlertRuleFile(yaml: String(all), name: "default.yaml").rules.count == 9)
    }

    @Test func `every setting is read`() throws {
        let yaml = """
            rules:
              - name: pay-csat
                labels: {en: Payment}
                metric: csat
                filter: {step: pay, channel: web, store: Lyon}
                method: change
                every: day
                timeZone: Asia/Tokyo
                minimum: 40
                baseline: 28
                persistence: 2 sur 3
                limit: 3.5
                clear: 2
                clearAfter: 3
                noDataAfter: 4
                lambda: 0.3
                below: 70
                by: 4
                side: both
                worsening: 6
                severity: 1
                quietHours: "20:00-08:00"
                channels: [terminal, "file:out/alerts.jsonl"]
                from: 2026-09-14
                slack: 0.25
                season: none
                friction: pay.declined
                quietDays: [weekend, lundi]
                escalate: {after: 2h, channels: ["file:boss.txt"]}
            """
        let rule = try #require(try AlertRuleFile(yaml: yaml, name: "a.yaml").rules.first)
        #expect(rule.filter.step == "pay" && rule.filter.channel == "web")
        #expect(rule.filter.segments == [SegmentCondition(name: "store", value: "Lyon")])
        #expect(rule.method == .change && rule.every == .day && rule.side == .both)
        #expect(rule.persistence == Persistence(needed: 2, of: 3))
        #expect(rule.labels == Phrase("Payment"))
        #expect(rule.quietHours == QuietHours("20:00-08:00"))
        #expect(rule.channels.map(\.description) == ["terminal", "file:out/alerts.jsonl"])
        #expect(rule.from == CalendarDate(year: 2026, month: 9, day: 14))
        #expect(rule.slack == 0.25 && rule.season == .none && rule.friction == "pay.declined")
        #expect(rule.quietDays == [0, 5, 6])
        #expect(rule.escalation == AlertRule.Escalation(minutes: 120, channels: [ChannelAddress("file:boss.txt")]))
        let counts: [Int] = [rule.minimum, rule.baseline, rule.clearAfter, rule.noDataAfter, rule.severity]
        #expect(counts == [40, 28, 3, 4, 1])
        let numbers: [Double?] = [rule.limit, rule.clear, rule.lambda, rule.below, rule.by, rule.worsening]
        let expected: [Double?] = [3.5, 2, 0.3, 70, 4, 6]
        #expect(numbers == expected)
    }

    @Test(arguments: [
        ("rules:\n  - name: a\n    metod: drop\n", "a.yaml:3:5", "Write 'method'"),
        ("rules:\n  - name: a\n    metric: cast\n", "a.yaml:3:13", "Write 'csat'"),
        ("rules:\n  - name: a\n    method: spike\n", "a.yaml:3:13", "Use one of drop"),
        ("rules:\n  - name: a\n    timeZone: Europe/Pari\n", "a.yaml:3:15", "Write 'Europe/Paris'"),
        ("rules:\n  - name: a\n    channels: [fax]\n", "a.yaml:3:15", "terminal, file"),
        ("rules:\n  - name: a\n    channels: [\"file:\"]\n", "a.yaml:3:15", "file:alerts.jsonl"),
        ("rules:\n  - name: a\n    minimum: 0\n", "a.yaml:3:14", "from 1"),
        ("rules:\n  - name: a\n    quietHours: night\n", "a.yaml:3:17", "20:00-08:00"),
        ("rules:\n  - name: a\n    persistence: 3 of 2\n", "a.yaml:3:18", "2 of 3"),
        ("rules:\n  - name: a\n    method: threshold\n", "a.yaml:3:13", "below"),
        ("rules:\n  - name: a\n    method: friction\n", "a.yaml:3:13", "friction: CODE"),
        ("rules:\n  - name: a\n    season: summer\n", "a.yaml:3:13", "auto, none, weekday, year"),
        ("rules:\n  - name: a\n    quietDays: [samdi]\n", "a.yaml:3:16", "day"),
        ("rules:\n  - name: a\n    escalate: {after: soon}\n", "a.yaml:3:23", "30m"),
        ("rules:\n  - name: a\n    escalate: {after: 2h, channels: [fax]}\n", "a.yaml:3:37", "fax"),
        ("rules:\n  - name: a\n  - name: a\n", "a.yaml:3:11", "two rules"),
        ("rules:\n  - name: Drop it\n", "a.yaml:2:11", "lower-case"),
        ("rules:\n  - method: drop\n", "a.yaml:2:5", "no name"),
        ("rule: []\n", "a.yaml:1:1", "Write 'rules'"),
        ("rules: [\n", "a.yaml:2:1", "YAML"),
    ])
    func `a mistake is named with its place and the nearest name`(yaml: String, place: String, words: String) throws {
        let error = #expect(throws: AlertError.self) { try AlertRuleFile(yaml: yaml, name: "a.yaml") }
        let text = "\(try #require(error))"
        #expect(text.hasPrefix(place + ":"), "\(text)")
        #expect(text.contains(words), "\(text)")
    }

    @Test(arguments: ["", "rules: []\n"]) func `an empty file has no rules`(yaml: String) throws {
        #expect(try AlertRuleFile(yaml: yaml, name: "a.yaml").rules.isEmpty)
    }
}
