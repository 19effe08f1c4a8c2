import Feedback
import Linking
import Pipeline

/// Says in words how items were linked to sessions.
struct LinkPrinter {
    let terminal: Terminal

    private func number(_ count: Int) -> String { grouped(count, terminal.language) }
    private func percent(_ share: Double) -> String {
        decimal(share * 100, 1, terminal.language) + terminal.text("%", " %")
    }

    func show(_ summary: SessionLinking.Summary) {
        let exact = summary.exact.values.reduce(0, +)
        terminal.print(
            terminal.text(
                "\(number(summary.items)) items: \(number(exact)) linked by a key, \(number(summary.probable)) by odds.",
                "\(number(summary.items)) retours : \(number(exact)) reliés par une clé, \(number(summary.probable)) par probabilité."
            ))
        for key in summary.exact.keys.sorted() { terminal.print("  exact:\(key): \(number(summary.exact[key]!))") }
        show(summary.unlinked)
        if let model = summary.model { show(model) }
        if summary.probable > 0 {
            terminal.note(
                terminal.text(
                    "Links by odds stay out of the statistics. Next: voc link report, to see how right they are.",
                    "Les liens par probabilité n'entrent pas dans les statistiques. Ensuite : voc link report, pour savoir s'ils sont justes."
                ))
        }
    }

    func show(_ reasons: [UnlinkedReason: Int]) {
        let count = reasons.values.reduce(0, +)
        guard count > 0 else { return }
        terminal.print(terminal.text("\(number(count)) not linked:", "\(number(count)) non reliés :"))
        for (reason, count) in reasons.sorted(by: { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }) {
            terminal.print("  \(number(count))  \(Self.words(for: reason)[terminal.language])")
        }
    }

    private func show(_ model: LinkModel) {
        var rates = LinkField.allCases.map { ($0.name, model.errors[$0.rawValue]) }
        if let rate = model.networkError { rates.append(("network", rate)) }
        let errors = rates.map { name, rate in "\(Self.name(of: name)[terminal.language]) \(percent(rate))" }
        let learned = terminal.text(
            "Learned from \(number(model.exactPairs)) exact pairs in \(model.iterations) rounds. Values that differ from the visit's: ",
            "Appris de \(number(model.exactPairs)) paires exactes en \(model.iterations) tours. Valeurs autres que celles de la visite : "
        )
        terminal.print(learned + errors.joined(separator: ", ") + ".")
        terminal.print(
            terminal.text(
                "Answers without a key that belong to no visit: \(percent(model.withoutVisit)) (estimate).",
                "Retours sans clé qui ne viennent d'aucune visite : \(percent(model.withoutVisit)) (estimation)."))
    }

    func show(_ check: HeldOutCheck, _ model: LinkModel) {
        terminal.print(
            terminal.text(
                "Items with a key, linked as if they had none, with what the other half and all items without a key teach.",
                "Retours qui ont une clé, reliés comme s'ils n'en avaient pas, d'après l'autre moitié et tous les retours sans clé."
            ))
        show(
            check.onSite,
            terminal.text("Answers given on the site or in the app", "Retours donnés sur le site ou dans l'application")
        )
        show(check.later, terminal.text("Answers given afterwards", "Retours donnés plus tard"))
    }

    private func show(_ group: HeldOutCheck.Group, _ title: String) {
        guard group.answers > 0 else { return }
        terminal.print("")
        terminal.print(terminal.bold(title) + "  n = \(number(group.answers))")
        let precision = group.precision.map(percent) ?? "–"
        terminal.print(
            terminal.text(
                "  accepted \(number(group.accepted)), right \(number(group.right)): precision \(precision), recall \(percent(group.recall ?? 0))",
                "  acceptés \(number(group.accepted)), justes \(number(group.right)) : précision \(precision), rappel \(percent(group.recall ?? 0))"
            ))
        var table = Table([
            (terminal.text("odds of the best", "probabilité du premier"), .left),
            (terminal.text("items", "retours"), .right),
            (terminal.text("right", "justes"), .right), (terminal.text("expected", "attendu"), .right),
        ])
        for bin in group.bins where bin.links > 0 {
            table.add([
                "\(decimal(bin.from, 1, terminal.language))–\(decimal(bin.to, 1, terminal.language))",
                number(bin.links),
                percent(Double(bin.right) / Double(bin.links)), percent(bin.expected / Double(bin.links)),
            ])
        }
        for line in table.lines(width: terminal.width) { terminal.print("  " + line) }
        for (reason, count) in group.reasons.sorted(by: { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }) {
            terminal.print("  \(number(count))  \(Self.words(for: reason)[terminal.language])")
        }
    }

    /// The weight of each part, for and against.
    func show(_ evidence: LinkEvidence) {
        for part in evidence.parts {
            let detail =
                part.detail == "="
                ? terminal.text("agrees", "concorde")
                : part.detail == "!="
                    ? terminal.text("differs", "diffère")
                    : part.detail.isEmpty ? "" : terminal.text("\(part.detail) before", "\(part.detail) avant")
            let bits = decimal(part.bits, 1, terminal.language, signed: true)
            terminal.print("    \(Self.name(of: part.name)[terminal.language]) \(detail)  \(bits) bits")
        }
    }

    static func name(of part: String) -> Phrase {
        switch part {
        case "page": Phrase(en: "a view of the page", fr: "vue de la page")
        case "visit": Phrase(en: "last view of the visit", fr: "dernière vue de la visite")
        case "device": Phrase(en: "device", fr: "appareil")
        case "browser": Phrase(en: "browser", fr: "navigateur")
        case "language": Phrase(en: "language", fr: "langue")
        case "country": Phrase(en: "country", fr: "pays")
        case "city": Phrase(en: "city", fr: "ville")
        case "network": Phrase(en: "IP network", fr: "réseau de l'adresse IP")
        case "prior": Phrase(en: "before any comparison", fr: "avant toute comparaison")
        case "claims": Phrase(en: "other items claim the visit", fr: "d'autres retours réclament la visite")
        default: Phrase(part)
        }
    }

    static func words(for reason: UnlinkedReason) -> Phrase {
        switch reason {
        case .refused: Phrase(en: "consent to link is refused", fr: "le consentement au rapprochement est refusé")
        case .undated: Phrase(en: "the item has no date", fr: "le retour n'a pas de date")
        case .keyWithoutVisit:
            Phrase(
                en: "a key names a visit that the store has not, or may not link",
                fr: "une clé nomme une visite que la base n'a pas, ou ne doit pas relier")
        case .noVisit: Phrase(en: "no visit fits", fr: "aucune visite ne convient")
        case .weak:
            Phrase(
                en: "no visit fits better than none at all",
                fr: "aucune visite n'est plus probable que l'absence de visite")
        case .several:
            Phrase(en: "several visits fit about as well", fr: "plusieurs visites conviennent presque autant")
        case .unsure:
            Phrase(
                en: "likely by itself, but the links accepted must be 98% right together (--right)",
                fr: "probable en soi, mais les liens acceptés doivent être justes à 98 % ensemble (--right)")
        case .tooMany:
            Phrase(
                en: "given afterwards: too many visits before it, no rare combination of fields",
                fr: "donné plus tard : trop de visites avant lui, aucune combinaison rare de champs")
        case .unknownDelay:
            Phrase(
                en: "given afterwards: too few items of this channel have a key to learn the delay from",
                fr: "donné plus tard : trop peu de retours de ce canal ont une clé pour en apprendre le délai")
        }
    }
}
