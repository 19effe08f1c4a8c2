import Feedback
import Insights

/// The message as it arrives: what, how much, how sure, why, and when the next one comes.
struct MessageText {
    private let message: AlertMessage
    private let language: OutputLanguage
    private let figures: MessageFigures

    init(_ message: AlertMessage, _ language: OutputLanguage) {
        self.message = message
        self.language = language
        figures = MessageFigures(
            language: language, metric: message.metric ?? .csat, countsItems: message.method.countsItems)
    }

    var text: String {
        let lines =
            [title, measure, standing, history] + relatedLines + (message.kind == .resolved ? [] : causeLines) + [
                closing
            ]
        return lines.compactMap { $0 }.map(Self.displayed).joined(separator: "\n")
    }

    private func say(_ en: String, _ fr: String) -> String { language == .french ? fr : en }

    // MARK: What

    private var title: String {
        let severity = say("severity \(message.severity)", "gravité \(message.severity)")
        return "[\(kind) · \(severity)] \(message.label.phrase[language])\(say(": ", " : "))\(event)"
    }

    private var kind: String {
        switch message.kind {
        case .firing: say("FIRING", "ALERTE")
        case .update: say("WORSE", "AGGRAVATION")
        case .resolved: say("RESOLVED", "RÉSOLU")
        case .noData: say("NO DATA", "SANS DONNÉES")
        case .escalation: say("NOBODY ON IT", "SANS PRISE EN CHARGE")
        case .test: say("TEST", "ESSAI")
        }
    }

    private var relatedLines: [String] {
        (message.related ?? []).map { other in
            let figures = MessageFigures(
                language: language, metric: other.metric ?? .csat, countsItems: other.method.countsItems)
            var line = say("with it: ", "avec elle : ") + other.label.phrase[language]
            if message.kind != .resolved, let value = other.value, let limit = other.limit {
                line += "  " + figures.value(value) + say(", limit ", ", limite ") + figures.value(limit)
            }
            return line
        }
    }

    private var event: String {
        let name = message.metric?.label[language] ?? ""
        if message.kind == .test { return say("this channel works", "ce canal fonctionne") }
        if message.kind == .resolved {
            return message.method == .silence
                ? say("feedback arrives again", "les retours arrivent de nouveau")
                : say("back to normal", "retour à la normale")
        }
        switch message.method {
        case .drop:
            return say("\(name) fell below its control limit", "le score (\(name)) passe sous sa limite de contrôle")
        case .cusum:
            return say(
                "\(name) has fallen, little by little or at once",
                "le score (\(name)) a baissé, peu à peu ou d'un coup")
        case .friction:
            let category = message.friction?.phrase[language] ?? ""
            return say(
                "“\(category)” is named more often than usual", "« \(category) » est cité plus souvent que d'habitude")
        case .threshold:
            return say(
                "\(name) is below its target, beyond chance", "le score (\(name)) est sous sa cible, au-delà du hasard")
        case .change:
            return say(
                "\(name) fell since the periods before", "le score (\(name)) a chuté depuis les périodes d'avant")
        case .volume: return say("unusual number of items", "volume de retours inhabituel")
        case .silence: return say("nothing arrives any more", "plus rien n'arrive")
        }
    }

    // MARK: How much

    private var measure: String? {
        let reading = message.reading
        guard message.kind != .test, message.method != .silence, let value = reading.value, let limit = reading.limit
        else { return nil }
        var text = ""
        switch message.method {
        case .drop, .friction: text = "EWMA "
        case .cusum: text = say("level ", "niveau ")
        case .threshold, .change, .volume, .silence: break
        }
        text += figures.value(value) + say(", limit ", ", limite ") + figures.value(limit)
        if let centre = reading.centre { text += " (\(say("usually", "d'habitude")) \(figures.value(centre))\(usual))" }
        return text + "   " + period
    }

    /// How long it has lasted, what was told, and who is to be asked.
    private var standing: String? {
        guard message.kind == .escalation, let standing = message.standing else { return nil }
        let lasted = duration(standing.lastedMinutes)
        var text = say(
            "open for \(lasted), and nobody has taken it on", "ouvert depuis \(lasted), et personne ne s'en charge")
        if let told = standing.toldValue, message.reading.value != told {
            text += say("; told at \(figures.value(told))", " ; annoncé à \(figures.value(told))")
        }
        if let owner = message.owner { text += say(". Owner: ", ". Responsable : ") + owner.phrase[language] }
        return text
    }

    private func duration(_ minutes: Int) -> String {
        if minutes < 60 { return "\(minutes) min" }
        if minutes < 2_880 { return "\(minutes / 60) h" + (minutes % 60 == 0 ? "" : " \(minutes % 60) min") }
        return say("\(minutes / 1_440) days", "\(minutes / 1_440) jours")
    }

    private var usual: String {
        guard !message.method.countsItems, message.usualCount > 0 else { return "" }
        let count = figures.number(message.usualCount, places: 0)
        let unit = message.method.readsScore ? say("answers", "réponses") : say("items", "retours")
        return say(", \(periods) of about \(count) \(unit)", ", \(periods) d'environ \(count) \(unit)")
    }

    private var period: String {
        switch message.every {
        case .day: "\(message.reading.period.first)"
        case .week: say("week of \(message.reading.period.first)", "semaine du \(message.reading.period.first)")
        case .month: say("month from \(message.reading.period.first)", "mois du \(message.reading.period.first)")
        }
    }

    private var periods: String {
        switch message.every {
        case .day: say("days", "jours")
        case .week: say("weeks", "semaines")
        case .month: say("months", "mois")
        }
    }

    private var history: String? {
        guard message.kind != .test else { return nil }
        var text = say("since about \(message.since)", "depuis environ le \(message.since)")
        if message.method != .silence, !message.recent.isEmpty {
            let values = message.recent.map(figures.value).joined(separator: language == .french ? " ; " : ", ")
            text += say("; \(periods) since: \(values)", " ; \(periods) depuis : \(values)")
        }
        return text + chance
    }

    private var chance: String {
        guard message.kind != .resolved, let between = message.periodsBetweenFalseAlarms,
            let perYear = message.falseAlarmsPerYear
        else { return "" }
        let (often, year) = (figures.number(between, places: 0), figures.number(perYear, places: perYear < 1 ? 2 : 1))
        return say(
            ". Chance this is noise: such a rule errs once in ~\(often) \(periods), \(year) false alarms a year.",
            ". Risque de fausse alerte : une telle règle se trompe une fois en ~\(often) \(periods), soit \(year) par an."
        )
    }

    // MARK: Why

    private var causeLines: [String] {
        guard let cause = message.cause else { return [] }
        var lines = cause.splits.prefix(3).map(splitLine)
        lines += cause.frictions.map { risen in
            say("rose: ", "en hausse : ") + risen.label.phrase[language] + "  "
                + say(
                    "\(figures.rise(risen.before, risen.after)) of items",
                    "\(figures.rise(risen.before, risen.after)) des retours")
                + (risen.isNew ? say("  NEW", "  NOUVEAU") : "")
        }
        if !cause.terms.isEmpty {
            let terms = cause.terms.map { say("“\($0)”", "« \($0) »") }.joined(separator: ", ")
            lines.append(say("words that rose: ", "mots en hausse : ") + terms)
        }
        lines += cause.releases.map {
            say("near in time: \($0.name), \($0.day)", "proche dans le temps : \($0.name), \($0.day)")
        }
        lines += cause.quotes.map { say("“\($0.text)”", "« \($0.text) »") + "  #\($0.itemID) \($0.date ?? "")" }
        lines += cause.sessions.map(sessionLine)
        if !message.method.countsItems { lines.append(say("more: ", "détail : ") + cause.command) }
        return lines
    }

    private func splitLine(_ split: AlertCause.Split) -> String {
        let parts = split.parts.map { "\($0.label.phrase[language]) \(figures.percent($0.share, places: 0))" }
        return say("the fall, by \(dimension(split.dimension)): ", "la baisse, par \(dimension(split.dimension)) : ")
            + parts.joined(separator: ", ")
    }

    private func dimension(_ name: String) -> String {
        switch name {
        case "step": say("step", "étape")
        case "friction": say("friction", "irritant")
        case "channel": say("channel", "canal")
        case "language": say("language", "langue")
        default: name
        }
    }

    private func sessionLine(_ session: SessionReference) -> String {
        let parts: [String?] = [
            String(session.startedAt.prefix(16)).replacing("T", with: " "), session.outcome, session.device,
            session.exitPage.map { say("left at \($0)", "sortie sur \($0)") }, session.replayURL,
        ]
        return "session \(session.sessionID)  " + parts.compactMap { $0 }.joined(separator: "  ")
    }

    // MARK: What next

    private var closing: String? {
        switch message.kind {
        case .test: return nil
        case .resolved: return say("Incident \(message.key) is over.", "Incident \(message.key) terminé.")
        case .firing, .update, .noData, .escalation:
            return next + say("   ack: ", "   prise en charge : ") + "voc alerts ack \(message.incident)"
        }
    }

    private var next: String {
        if message.method == .silence {
            return say(
                "Next message only when feedback arrives again.", "Prochain message seulement au retour des données.")
        }
        let times =
            message.clearAfter > 1
            ? say(" for \(message.clearAfter) \(periods)", " pendant \(message.clearAfter) \(periods)") : ""
        let limit = message.reading.clearing.map(figures.value) ?? ""
        let isRise = (message.reading.limit ?? 0) > (message.reading.centre ?? .infinity)
        let way = isRise ? say("at most", "au plus") : say("at least", "au moins")
        let worse = figures.step(message.worsening)
        return say(
            "Next message only if it worsens by \(worse) or resolves (\(way) \(limit)\(times)).",
            "Prochain message seulement si cela empire de \(worse) ou se résout (\(way) \(limit)\(times)).")
    }

    /// One line stays one line, and no control character or direction trick reaches a terminal.
    private static func displayed(_ line: String) -> String {
        var shown = String.UnicodeScalarView()
        for scalar in line.unicodeScalars {
            switch scalar.value {
            case 0..<0x20: shown.append(" ")
            case 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069, 0x200B, 0xFEFF: shown.append("·")
            default: shown.append(scalar)
            }
        }
        return String(shown)
    }
}
