import Alerting
import Feedback
import Insights

/// Where the rules stand, and what happened.
struct AlertPrinter {
    var terminal: Terminal

    func print(_ statuses: [AlertStatus]) {
        var table = Table(
            [
                (terminal.text("rule", "règle"), .left), (terminal.text("state", "état"), .left),
                (terminal.text("since", "depuis"), .left), (terminal.text("value", "valeur"), .right),
                (terminal.text("limit", "limite"), .right), ("n", .right), (terminal.text("period", "période"), .left),
                (terminal.text("why", "pourquoi"), .left),
            ], flexible: [7])
        for status in statuses {
            table.add([
                status.rule, status.state.label[terminal.language], String(status.since?.prefix(10) ?? ""),
                number(status.reading?.value, status), number(status.reading?.limit, status),
                status.reading.map { grouped($0.count, terminal.language) } ?? "",
                status.reading.map { "\($0.period.first)" } ?? "", why(status),
            ])
        }
        for line in table.lines(width: terminal.width) { terminal.print(line) }
    }

    func print(_ incidents: [AlertDesk.Incident]) {
        guard !incidents.isEmpty else { return }
        terminal.print()
        var table = Table(
            [
                (terminal.text("incident", "incident"), .right), (terminal.text("rule", "règle"), .left),
                (terminal.text("fired", "déclenché"), .left), (terminal.text("over", "terminé"), .left),
                (terminal.text("sev.", "grav."), .right),
                (terminal.text("looked after by", "pris en charge par"), .left),
            ])
        for incident in incidents {
            table.add([
                "\(incident.id)", incident.rule, String(incident.firedAt.prefix(10)),
                incident.resolvedAt.map { String($0.prefix(10)) } ?? terminal.text("open", "en cours"),
                "\(incident.severity)",
                incident.acknowledgedBy ?? "",
            ])
        }
        for line in table.lines(width: terminal.width) { terminal.print(line) }
    }

    /// How often these rules cry wolf: what to expect, and what happened.
    func printFalseAlarms(_ record: AlertDesk.Record) {
        let expected = decimal(record.expectedFalseAlarms, 2, terminal.language)
        let open = record.fired - record.confirmed - record.falseAlarms
        terminal.print(
            terminal.dim(
                terminal.text(
                    "False alarms to expect from these rules together: \(expected) a year. In the last 12 months: "
                        + "\(record.fired) fired, \(record.confirmed) confirmed, \(record.falseAlarms) false, "
                        + "\(open) without a verdict.",
                    "Fausses alertes attendues de ces règles ensemble : \(expected) par an. Ces 12 derniers mois : "
                        + "\(record.fired) déclenchées, \(record.confirmed) confirmées, \(record.falseAlarms) fausses, "
                        + "\(open) sans verdict.")))
    }

    func printHistory(_ incident: AlertDesk.Incident) {
        terminal.print("\(incident.key)")
        let words: [String: (String, String)] = [
            "fired": ("fired", "déclenché"), "worse": ("told that it is worse", "aggravation signalée"),
            "acknowledged": ("taken on", "pris en charge"), "resolved": ("over", "terminé"),
            "reopened": ("not over after all", "finalement pas terminé"), "closed": ("closed", "clos"),
        ]
        for event in incident.history {
            let word = words[event.kind].map { terminal.text($0.0, $0.1) } ?? event.kind
            let parts = [word, event.who.map(displayed), event.note.map(displayed)].compactMap { $0 }
            terminal.print("  \(event.at.prefix(16))  \(parts.joined(separator: " · "))")
        }
    }

    func print(_ report: AlertBacktest.Report) {
        var table = Table(
            [
                (terminal.text("rule", "règle"), .left), (terminal.text("periods", "périodes"), .right),
                (terminal.text("false alarms a year", "fausses alertes par an"), .right),
                (terminal.text("sees", "voit"), .right), (terminal.text("fired", "déclenché"), .left),
                (terminal.text("over", "terminé"), .left), (terminal.text("value", "valeur"), .right),
                (terminal.text("limit", "limite"), .right), ("n", .right),
            ])
        for rule in report.rules {
            let expected = rule.expectedFalseAlarmsPerYear.map { decimal($0, 2, terminal.language) } ?? ""
            let digits = (rule.smallestChange ?? 1) < 1 ? 2 : 1
            let sees = rule.smallestChange.map { decimal($0, digits, terminal.language) } ?? ""
            let head = [rule.rule, grouped(rule.periods, terminal.language), expected, sees]
            if rule.incidents.isEmpty { table.add(head + [terminal.text("never", "jamais"), "", "", "", ""]) }
            for (index, incident) in rule.incidents.enumerated() {
                table.add(
                    (index == 0 ? head : ["", "", "", ""]) + [
                        String(incident.firedAt.prefix(10)),
                        incident.resolvedAt.map { String($0.prefix(10)) } ?? terminal.text("open", "en cours"),
                        incident.value.map { decimal($0, digits, terminal.language) } ?? "",
                        incident.limit.map { decimal($0, digits, terminal.language) } ?? "",
                        grouped(incident.n, terminal.language),
                    ])
            }
        }
        for line in table.lines(width: terminal.width) { terminal.print(line) }
        guard report.rules.contains(where: { $0.smallestChange != nil }) else { return }
        terminal.print(
            terminal.text(
                """
                sees: a lasting change so large is told within about \(AlertRule.soon) periods, half of the time, once 50 are \
                known
                """,
                """
                voit : un changement durable de cette ampleur est signalé en \(AlertRule.soon) périodes environ, une fois sur \
                deux, quand 50 sont connues
                """))
    }

    private func why(_ status: AlertStatus) -> String {
        var parts = [status.reason.phrase[terminal.language]]
        if let who = status.acknowledgedBy { parts.append(terminal.text("looked after by \(who)", "suivi par \(who)")) }
        if let until = status.silencedUntil {
            parts.append(terminal.text("silent until \(until.prefix(16))", "silence jusqu'au \(until.prefix(16))"))
        }
        return parts.joined(separator: "; ")
    }

    private func number(_ value: Double?, _ status: AlertStatus) -> String {
        guard let value else { return "" }
        if status.method == .friction {
            return decimal(value, 1, terminal.language) + terminal.text("%", "\u{202F}%")
        }
        guard let metric = status.metric else { return decimal(value, 0, terminal.language) }
        return FigurePrinter(language: terminal.language).number(value, metric)
    }
}
