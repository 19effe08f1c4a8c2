import Feedback
import Insights

extension ReportPage {
    /// Is this beyond what weeks usually do: the control chart, then the incidents that the alert rules opened.
    var controlSection: Markup? {
        guard data.control != nil || !data.incidents.isEmpty else { return nil }
        return section(
            "control", say("Beyond the usual ups and downs", "Au-delà des variations habituelles"),
            data.control.map(controlLead)
        ) {
            if let control = data.control { controlFigure(control) }
            incidentTable
        }
    }

    private func controlLead(_ control: ScoreControl) -> String {
        let periods = figures.decimal(ScoreControl.periodsBetweenFalseSignals, places: 0)
        let week = data.every == .week
        let verdict: String
        if let index = control.outSince, data.points.indices.contains(index) {
            let isLow = control.points.last(where: \.signal).map(ScoreControl.isLow) ?? true
            let since = figures.date(data.points[index].start)
            verdict = say(
                "\(isLow ? "▼ Below" : "▲ Above") its limits since the \(week ? "week" : "month") of \(since).",
                "\(isLow ? "▼ Sous" : "▲ Au-dessus de") ses limites depuis \(week ? "la semaine" : "le mois") du \(since)."
            )
        } else {
            verdict = say("Within its limits now.", "Dans ses limites aujourd’hui.")
        }
        return verdict + " "
            + say(
                "Normal is \(figures.score(control.normal)), over \(figures.period(control.baseline)). Such a chart errs once in about \(periods) \(week ? "weeks" : "months"), were the normal known exactly.",
                "La normale est \(figures.score(control.normal)), sur \(figures.period(control.baseline)). Une telle carte se trompe environ une fois en \(periods) \(week ? "semaines" : "mois"), si la normale était connue exactement."
            )
    }

    private func controlFigure(_ control: ScoreControl) -> Markup {
        let title = say("Control chart", "Carte de contrôle")
        return Tag.figure {
            Tag.figcaption {
                Tag.strong { title }
                " "
                say(
                    "Curve: weighted average (λ 0.2). Rings: each period’s score. Zone: limits at 2.86 standard errors. ◆ Signal.",
                    "Courbe\u{A0}: moyenne pondérée (λ 0,2). Anneaux\u{A0}: score de chaque période. Zone\u{A0}: limites à 2,86 erreurs types. ◆ Signal."
                )
                if !data.incidents.isEmpty { say(" ! Incident.", " ! Incident.") }
            }
            scrolling(title) { ControlDrawing(data: data, control: control, figures: figures).markup }
            controlTable(control)
        }
    }

    private func controlTable(_ control: ScoreControl) -> Markup {
        asTable {
            table(
                say("Control chart", "Carte de contrôle"),
                [
                    (data.every == .week ? say("Week of", "Semaine du") : say("Month of", "Mois du"), false),
                    (say("Score", "Score"), true), ("n", true), (say("Average", "Moyenne"), true),
                    (say("Limits", "Limites"), true), (say("Signal", "Signal"), false),
                ]
            ) {
                for (point, place) in zip(control.points, data.points) {
                    Tag.tr {
                        rowHead { figures.date(place.start) }
                        number { point.value.map { figures.value($0, data.metric) } ?? figures.tooFew(point.count) }
                        number { figures.count(point.count) }
                        number { figures.value(point.average, data.metric) }
                        number { limits(point) }
                        cell { signal(point) }
                    }
                }
            }
        }
    }

    private func limits(_ point: ControlChart.Point) -> String {
        guard let low = point.lowerLimit, let high = point.upperLimit, point.value != nil else { return "–" }
        return "\(figures.value(low, data.metric)) – \(figures.value(high, data.metric))"
    }

    private func signal(_ point: ControlChart.Point) -> String {
        guard point.signal else { return "–" }
        return ScoreControl.isLow(point) ? say("◆ below", "◆ dessous") : say("◆ above", "◆ dessus")
    }

    // MARK: Incidents

    private var incidentTable: Markup {
        guard !data.incidents.isEmpty else {
            return Tag.p(.class("quiet")) {
                say(
                    "No incident of an alert rule in these days.", "Aucun incident d’une règle d’alerte sur ces jours.")
            }
        }
        return table(
            say("Incidents of the alert rules", "Incidents des règles d’alerte"),
            [
                (say("Incident", "Incident"), false), (say("Rule", "Règle"), false), (say("Opened", "Ouvert"), false),
                (say("Ended", "Terminé"), false), (say("Value, limit", "Valeur, limite"), true), ("n", true),
                (say("State", "État"), false),
            ]
        ) {
            for incident in data.incidents { incidentRow(incident) }
        }
    }

    private func incidentRow(_ incident: ReportedIncident) -> Markup {
        Tag.tr {
            rowHead { Tag.code { incident.key } }
            cell { incident.label?[language] ?? incident.rule }
            cell { figures.date(Timestamp(milliseconds: incident.firedAt).date) }
            cell {
                incident.endedAt.map { figures.date(Timestamp(milliseconds: $0).date) } ?? say("still open", "en cours")
            }
            number {
                withMargin(
                    incident.value.map { value($0, incident.unit) } ?? "–",
                    incident.limit.map { say("limit ", "limite ") + value($0, incident.unit) } ?? "")
            }
            number { incident.count.map(figures.count) ?? "–" }
            cell { state(of: incident) }
        }
    }

    private func value(_ value: Double, _ unit: ReportedIncident.Unit?) -> String {
        switch unit {
        case .score(let metric): figures.value(value, metric)
        case .items: figures.decimal(value, places: 0)
        case .share: figures.decimal(value) + figures.percentSign
        case nil: figures.decimal(value)
        }
    }

    private func state(of incident: ReportedIncident) -> String {
        switch incident.verdict {
        case "confirmed": return say("confirmed", "confirmé")
        case "falseAlarm": return say("false alarm", "fausse alerte")
        default: break
        }
        if incident.endedAt != nil { return say("resolved", "résolu") }
        guard let who = incident.acknowledgedBy else { return say("nobody on it yet", "personne dessus") }
        return say("looked after by \(who)", "suivi par \(who)")
    }
}
