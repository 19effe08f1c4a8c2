import BundledData
import Feedback
import Insights

/// The ranking as a table, then the evidence for each row.
struct TopPrinter {
    var terminal: Terminal
    var names: Names
    private var figures: FigurePrinter { FigurePrinter(language: terminal.language) }

    init(terminal: Terminal, names: Names) {
        self.terminal = terminal
        self.names = names
    }

    func print(_ report: TopReport) throws {
        guard !report.rows.isEmpty else {
            return terminal.print(
                terminal.text("No friction found in this selection.", "Aucun irritant dans cette sélection."))
        }
        let name = report.metric.label[terminal.language]
        terminal.print(
            terminal.bold(name) + "  " + figures.score(report.overall)
                + "  n = \(grouped(report.overall.count, terminal.language))"
                + terminal.text(
                    "  of \(grouped(report.items, .english)) items", "  sur \(grouped(report.items, .french)) retours"))
        terminal.print()
        for line in table(report).lines(width: terminal.width) { terminal.print(line) }
        for row in report.rows { printEvidence(of: row, report) }
        terminal.print()
        terminal.printWithheld(report.withheld)
        terminal.print(terminal.dim(footer(report)))
    }

    private func table(_ report: TopReport) -> Table {
        let what = names.dimension(report.dimension)
        var table = Table(
            [
                ("", .right), (what, .left), (terminal.text("items", "retours"), .right),
                (terminal.text("share [95%]", "part [95 %]"), .left), (terminal.text("sev.", "grav."), .right),
                (terminal.text("impact [95%]", "impact [95 %]"), .left), (terminal.text("trend", "tendance"), .left),
                (terminal.text("step", "étape"), .left),
            ] + (sortColumn(report) == nil ? [] : [(report.sort.rawValue, .left)]), flexible: [1])
        for row in report.rows {
            table.add(
                [
                    "\(row.rank)", names.part(row.key, of: report.dimension),
                    grouped(row.items, terminal.language), figures.share(row.share),
                    decimal(row.severity, 1, terminal.language),
                    impact(row, report.metric), trend(row),
                    row.mainStep.map(names.step) ?? row.topFriction.map { names.friction($0) } ?? "",
                ] + (sortColumn(report).map { [$0(row)] } ?? []))
        }
        return table
    }

    /// What is sorted by, where the table has no column of it.
    private func sortColumn(_ report: TopReport) -> ((TopReport.Row) -> String)? {
        let language = terminal.language
        return switch report.sort {
        case .mentions: { grouped($0.mentions, language) }
        case .respondents: { $0.respondents.map { grouped($0, language) } ?? "" }
        case .sentiment: { $0.sentiment.map { decimal($0, 2, language, signed: true) } ?? "" }
        case .score: { figures.score($0.score) }
        case .gap: { $0.impact.map { figures.change($0.gap, $0.gapInterval, report.metric) } ?? "" }
        case .adjusted:
            { $0.adjusted.map { figures.change($0.coefficient, $0.interval, report.metric) } ?? "" }
        case .value: { $0.exposed.map { grouped(Int($0.value.rounded()), language) } ?? "" }
        case .orders: { $0.orders.map { grouped(Int($0.range.low.rounded()), language) } ?? "" }
        case .priority, .items, .share, .severity, .impact, .trend, .name: nil
        }
    }

    private func impact(_ row: TopReport.Row, _ metric: ScoreMetric) -> String {
        guard let impact = row.impact, impact.floor != .tooFew else { return terminal.text("too few", "trop peu") }
        return figures.change(impact.leaveOneOut, impact.leaveOneOutInterval, metric)
    }

    private func trend(_ row: TopReport.Row) -> String {
        guard let trend = row.trend, let value = trend.change.value else { return "" }
        let arrow = trend.change.verdict == .up ? "↑" : trend.change.verdict == .down ? "↓" : "→"
        return "\(arrow) " + decimal(value * 100, 1, terminal.language, signed: true) + terminal.text(" pts", " pts")
    }

    private func printEvidence(of row: TopReport.Row, _ report: TopReport) {
        guard !row.quotes.isEmpty || !row.sessions.isEmpty else { return }
        terminal.print()
        let label = names.part(row.key, of: report.dimension)
        terminal.print(terminal.bold("\(row.rank)  \(label)") + terminal.dim("  \(row.key)"))
        if let owner = names.catalog.frictions[row.key]?.owner,
            let remedies = names.catalog.frictions[row.key]?.remedies
        {
            let list = remedies[terminal.language].prefix(3).joined(separator: terminal.text(", ", " ; "))
            terminal.print("   " + terminal.dim("\(owner[terminal.language])\(terminal.text(":", " :")) \(list)"))
        }
        printFigures(of: row, report.metric)
        for quote in row.quotes { print(quote) }
        for session in row.sessions {
            let parts = [
                session.device, session.exitPage.map { terminal.text("left at \($0)", "sortie sur \($0)") },
                names.outcome(session.outcome),
            ]
            let link = session.replayURL ?? ""
            terminal.print(
                "   ▸ \(session.sessionID)  \(session.startedAt.prefix(16))  \(parts.compactMap { $0 }.joined(separator: " · "))  \(link)"
            )
        }
    }

    /// Who names it, where more than elsewhere, what it is with all else held, and what it may have cost.
    private func printFigures(of row: TopReport.Row, _ metric: ScoreMetric) {
        var parts: [String] = []
        if let count = row.respondents {
            let people = grouped(count, terminal.language)
            parts.append(terminal.text("\(people) people", "\(people) personnes"))
        }
        if let impact = row.impact, impact.floor != .tooFew {
            parts.append(
                terminal.text("gap ", "écart ") + figures.change(impact.gap, impact.gapInterval, metric))
        }
        if let adjusted = row.adjusted {
            parts.append(
                terminal.text("adjusted ", "ajusté ") + figures.change(adjusted.coefficient, adjusted.interval, metric))
        }
        if !parts.isEmpty { terminal.print("   " + parts.joined(separator: " · ")) }
        let segments = row.segments.map { lift in
            "\(names.dimension(lift.dimension)) \(displayed(lift.key)) \(figures.percent(lift.share.value)) "
                + terminal.text("(elsewhere ", "(ailleurs ") + figures.percent(lift.elsewhere.value) + ")"
        }
        if !segments.isEmpty {
            terminal.print(
                "   " + terminal.text("more often in: ", "plus souvent : ") + segments.joined(separator: " · "))
        }
        if let exposed = row.exposed { terminal.print("   " + self.exposed(exposed)) }
        if let orders = row.orders { terminal.print("   " + self.orders(orders)) }
    }

    private func orders(_ orders: OrdersAtStake) -> String {
        func amount(_ value: Double) -> String { grouped(Int(value.rounded()), terminal.language) }
        let currency = orders.currency.map { " \(displayed($0))" } ?? ""
        let range = "[\(amount(orders.range.low)) … \(amount(orders.range.high))]\(currency)"
        let (own, items) = (grouped(orders.orders, terminal.language), grouped(orders.items, terminal.language))
        let most = decimal(orders.basketInterval.high, 2, terminal.language)
        return terminal.text(
            "orders at stake: \(range), \(own) behind \(items) items, the others at up to \(most)",
            "commandes en jeu : \(range), \(own) derrière \(items) retours, les autres à \(most) au plus"
        )
    }

    private func exposed(_ exposed: ExposedValue) -> String {
        func amount(_ value: Double) -> String { grouped(Int(value.rounded()), terminal.language) }
        let range = "[\(amount(exposed.range.low)) … \(amount(exposed.range.high))]"
        let rates =
            "\(figures.percent(exposed.abandonedWith.value)) / \(figures.percent(exposed.abandonedWithout.value))"
        let visits = exposed.abandonedWith.total
        return terminal.text(
            "exposed: \(amount(exposed.value)) \(range), \(visits) visits, abandoned with / without it \(rates), basket \(decimal(exposed.basket, 2, .english))",
            "exposé : \(amount(exposed.value)) \(range), \(visits) visites, abandons avec / sans \(rates), panier \(decimal(exposed.basket, 2, .french))"
        )
    }

    private func print(_ quote: Quote) {
        let bytes = Array(quote.text.utf8)
        let span = max(0, quote.span[0])..<min(bytes.count, max(quote.span[0], quote.span[1]))
        func part(_ range: Range<Int>) -> String { displayed(String(decoding: bytes[range], as: UTF8.self)) }
        let text = part(0..<span.lowerBound) + terminal.bold(part(span)) + part(span.upperBound..<bytes.count)
        let dots = quote.isWhole ? "" : "…"
        terminal.print("   “\(text)\(dots)”  " + terminal.dim("#\(quote.itemID) \(quote.date ?? "") \(quote.rule)"))
    }

    private func footer(_ report: TopReport) -> String {
        let untagged = figures.share(report.untagged)
        let sorted =
            report.sort == .priority
            ? "" : terminal.text(", sorted by \(report.sort.rawValue)", ", trié par \(report.sort.rawValue)")
        return terminal.text(
            """
            Ranked by \(report.weights.phrase.en)\(sorted). Impact: leave-one-out, in \(report.metric.label.en) points; association, not a promise.
            Items without any friction tag: \(untagged). voc why ID explains a tag; voc top --json has everything.
            """,
            """
            Classé par \(report.weights.phrase.fr)\(sorted). Impact : score avec tous les retours moins score sans ceux-là, en points de \(report.metric.label.fr) ; association, pas promesse.
            Retours sans aucun irritant : \(untagged). voc why ID explique une étiquette ; voc top --json donne tout.
            """)
    }
}
