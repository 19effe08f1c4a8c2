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
    func printFalseAlarms(_ statuses: [AlertStatus], _ incidents: [AlertDesk.Incident]) {
        let expected = statuses.compactMap(\.falseAlarmsPerYear).reduce(0, +)
        let text = decimal(expected, 2, terminal.language)
        terminal.print(
            terminal.dim(
                terminal.text(
                    "False alarms to expect from these rules together: \(text) a year. Fired so far: \(incidents.count).",
                    "Fausses alertes attendues de ces règles ensemble : \(text) par an. Déclenchées à ce jour : \(incidents.count)."
                )))
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
        guard status.method.readsScore, let metric = status.metric else { return decimal(value, 0, terminal.language) }
        return FigurePrinter(language: terminal.language).number(value, metric)
    }
}
