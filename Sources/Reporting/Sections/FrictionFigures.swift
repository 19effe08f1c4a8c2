import Feedback
import Insights

extension ReportPage {
    /// Who names a friction, where more than elsewhere, what it is with all else held, what it may cost.
    func frictionFigures(_ row: TopReport.Row) -> Markup? {
        let facts = [
            row.respondents.map { (say("People", "Personnes"), figures.count($0)) }, gap(row), adjusted(row),
            lifts(row),
            exposed(row), orders(row),
        ].compactMap(\.self)
        guard !facts.isEmpty else { return nil }
        return Tag.dl(.class("facts-grid figures")) {
            for (name, value) in facts {
                Tag.div {
                    Tag.dt { name }
                    Tag.dd { value }
                }
            }
        }
    }

    private func gap(_ row: TopReport.Row) -> (String, String)? {
        guard let impact = row.impact, impact.floor != .tooFew else { return nil }
        return (
            say("Gap: its items against all", "Écart\u{A0}: ses retours contre tous"),
            "\(figures.change(impact.gap, impact.gapInterval, data.metric)), \(figures.sample(row.score.count))"
        )
    }

    private func adjusted(_ row: TopReport.Row) -> (String, String)? {
        row.adjusted.map {
            (say("Adjusted effect", "Effet ajusté"), figures.change($0.coefficient, $0.interval, data.metric))
        }
    }

    private func lifts(_ row: TopReport.Row) -> (String, String)? {
        guard !row.segments.isEmpty else { return nil }
        let parts = row.segments.map { lift in
            "\(key(lift.key, of: lift.dimension)) \(figures.percent(lift.share.value)) "
                + say(
                    "(elsewhere \(figures.percent(lift.elsewhere.value)))",
                    "(ailleurs \(figures.percent(lift.elsewhere.value)))")
        }
        return (say("More often in", "Plus souvent dans"), parts.joined(separator: " · "))
    }

    private func exposed(_ row: TopReport.Row) -> (String, String)? {
        guard let exposed = row.exposed else { return nil }
        func amount(_ value: Double) -> String { figures.decimal(value, places: 0) }
        let rates =
            "\(figures.percent(exposed.abandonedWith.value)) / \(figures.percent(exposed.abandonedWithout.value))"
        let visits = figures.count(exposed.abandonedWith.total)
        return (
            say(
                "Exposed value: visits × extra abandons × basket",
                "Valeur exposée\u{A0}: visites × abandons en plus × panier"),
            "\(amount(exposed.value)) \(figures.interval(amount(exposed.range.low), amount(exposed.range.high)))"
                + say(
                    ", \(visits) visits, abandons with / without it \(rates)",
                    ", \(visits) visites, abandons avec / sans \(rates)")
        )
    }

    private func orders(_ row: TopReport.Row) -> (String, String)? {
        guard let orders = row.orders else { return nil }
        func amount(_ value: Double) -> String { figures.decimal(value, places: 0) }
        let currency = orders.currency.map { "\u{A0}\($0)" } ?? ""
        let (own, items) = (figures.count(orders.orders), figures.count(orders.items))
        return (
            say("Orders at stake", "Commandes en jeu"),
            "\(amount(orders.range.low)) … \(amount(orders.range.high))\(currency)"
                + say(
                    ", \(own) behind \(items) items, the others at up to \(amount(orders.basketInterval.high))",
                    ", \(own) derrière \(items) retours, les autres à \(amount(orders.basketInterval.high)) au plus")
        )
    }
}
