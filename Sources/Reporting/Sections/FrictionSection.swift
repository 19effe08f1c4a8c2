import BundledData
import Feedback
import FeedbackStore
import Insights

extension ReportPage {
    /// What hurts, the most costly first: a table, then the first ones with remedies, quotes and sessions.
    var frictionSection: Markup {
        section("frictions", say("What hurts most", "Ce qui pèse le plus"), frictionLead) {
            if data.top.rows.isEmpty {
                Tag.p { say("No item names a friction.", "Aucun retour ne cite d’irritant.") }
            } else {
                frictionTable
                trendTable
                for row in data.top.rows.prefix(Self.detailedFrictions) { frictionCard(row) }
            }
        }
    }

    private var frictionLead: String {
        let metric = figures.metric(data.metric)
        return say(
            "Ranked by \(data.top.formula). Impact: \(metric) with all items minus without those that name the friction; an association, not a promise.",
            "Classement\u{A0}: \(frenchFormula). Impact\u{A0}: \(metric) avec tous les retours moins sans ceux qui citent l’irritant\u{202F}; une association, pas une promesse."
        )
    }

    private var frenchFormula: String {
        data.top.formula.replacing("share", with: "part").replacing("severity", with: "gravité")
            .replacing("|leave-one-out impact|", with: "|impact|")
    }

    private var frictionTable: Markup {
        table(
            say(
                "\(figures.count(data.top.rows.count)) of \(figures.count(data.top.total)) frictions, \(figures.sample(data.top.items)) items",
                "\(figures.count(data.top.rows.count)) irritants sur \(figures.count(data.top.total)), \(figures.sample(data.top.items)) retours"
            ),
            [
                ("#", true), (say("Friction", "Irritant"), false), (say("Mentions", "Mentions"), true),
                (say("Items, share", "Retours, part"), true), (say("Severity 1–5", "Gravité 1–5"), true),
                (say("Impact on \(figures.metric(data.metric))", "Impact sur \(figures.metric(data.metric))"), true),
                (say("Step", "Étape"), false), (trendHead, false),
            ]
        ) {
            for row in data.top.rows { frictionRow(row) }
        }
    }

    /// What the sparklines draw, for those who cannot see them.
    private var trendTable: Markup? {
        guard data.points.count > 1, !data.trends.isEmpty else { return nil }
        let rows = data.top.rows.prefix(Self.detailedFrictions)
        return asTable(say("The curves as a table", "Les courbes en tableau")) {
            table(
                say("Share of items that name each friction", "Part des retours qui citent chaque irritant"),
                [(data.every == .week ? say("Week of", "Semaine du") : say("Month of", "Mois du"), false), ("n", true)]
                    + rows.map { (friction($0.key), true) }, style: "compact"
            ) {
                for (index, point) in data.points.enumerated() {
                    Tag.tr {
                        rowHead { figures.date(point.start) }
                        number { figures.count(point.items) }
                        for row in rows { number { trendCell(data.trends[row.key], index) } }
                    }
                }
            }
        }
    }

    private func trendCell(_ shares: [ShareFigure]?, _ index: Int) -> String {
        guard let shares, shares.indices.contains(index), shares[index].total >= 10 else { return "–" }
        return figures.percent(shares[index].value)
    }

    private var trendHead: String {
        guard let periods = data.top.trendPeriods else { return say("Trend", "Tendance") }
        return say(
            "Trend, \(figures.days(periods.after.length)) against those before",
            "Tendance, \(figures.days(periods.after.length)) contre les précédents")
    }

    private func frictionRow(_ row: TopReport.Row) -> Markup {
        Tag.tr {
            number { "\(row.rank)" }
            rowHead {
                row.rank <= Self.detailedFrictions
                    ? Tag.a(.link("#friction-\(row.rank)")) { friction(row.key) } : .text(friction(row.key))
                " "
                Tag.span(.class("code")) { row.key }
            }
            number { figures.count(row.mentions) }
            number {
                withMargin(
                    figures.percent(row.share.value),
                    "\(figures.interval(row.share.interval.scaled(by: 100), places: 1)), \(figures.count(row.items))")
            }
            number { figures.decimal(row.severity) }
            number { impact(row) }
            cell { row.mainStep.map { step($0) } ?? "–" }
            Tag.td(.class("trend")) { trend(row) }
        }
    }

    private func impact(_ row: TopReport.Row) -> Markup {
        guard let impact = row.impact, impact.floor != .tooFew else {
            return Tag.span(.class("quiet")) {
                "\(figures.tooFew(row.score.count)), \(figures.sample(row.score.count))"
            }
        }
        return withMargin(
            figures.value(impact.leaveOneOut, data.metric, signed: true),
            "\(figures.interval(impact.leaveOneOutInterval, data.metric, signed: true)), \(figures.probability(impact.qValue, "q")), \(figures.sample(row.score.count))"
        )
    }

    @MarkupBuilder private func trend(_ row: TopReport.Row) -> [Markup] {
        if let shares = data.trends[row.key], shares.count > 1 {
            Sparkline(shares: shares, name: friction(row.key), figures: figures).markup
            " "
        }
        if let trend = row.trend {
            verdict(trend.change.verdict)
            " "
            Tag.span(.class("margin")) {
                "\(figures.percent(trend.before.value)) → \(figures.percent(trend.after.value)), "
                figures.sample(trend.after.total)
                if let q = trend.change.qValue { ", " + figures.probability(q, "q") }
            }
        }
    }

    // MARK: One friction

    private func frictionCard(_ row: TopReport.Row) -> Markup {
        let entry = catalog.frictions[row.key]
        return Tag.article(.class("friction"), .id("friction-\(row.rank)")) {
            Tag.h3 {
                Tag.span(.class("rank")) { "\(row.rank)" }
                " " + friction(row.key)
            }
            if let entry { Tag.p(.class("definition")) { entry.definition[language] } }
            frictionFigures(row)
            Tag.div(.class("columns")) {
                Tag.div { quotes(row) }
                Tag.div {
                    if let remedies = entry?.remedies?[language], !remedies.isEmpty {
                        Tag.h4 { say("What can be done", "Ce qu’on peut faire") }
                        Tag.ul { for remedy in remedies { Tag.li { remedy } } }
                    }
                    if let owner = entry?.owner?[language] {
                        Tag.p(.class("owner")) {
                            say("Owner: ", "Responsable\u{A0}: ")
                            Tag.strong { owner }
                        }
                    }
                }
            }
            sessions(row)
        }
    }

    @MarkupBuilder private func quotes(_ row: TopReport.Row) -> [Markup] {
        Tag.h4 { say("In their words", "Dans leurs mots") }
        for quote in row.quotes { self.quote(quote) }
        if row.quotes.isEmpty {
            Tag.p(.class("quiet")) { say("No quote in this selection.", "Aucune citation dans cette sélection.") }
        }
    }

    /// A customer's words as written, the ones that earned the tag marked.
    ///
    /// - Parameter isTagged: whether a rule of the lexicons gave the tag, and is named.
    func quote(_ quote: Quote, isTagged: Bool = true) -> Markup {
        let parts = QuoteParts(quote)
        let (open, close) = language == .french ? ("«\u{202F}", "\u{202F}»") : ("“", "”")
        let why = "\(quote.rule) · \(figures.decimal(quote.score, places: 2))"
        return Tag.blockquote {
            Tag.p {
                open
                Tag.bdi(.class("words"), .language(quote.language == "other" ? "" : quote.language)) {
                    parts.before
                    if !parts.marked.isEmpty { Tag.mark(isTagged ? .title(why) : nil) { parts.marked } }
                    parts.after
                }
                close
            }
            Tag.p(.class("origin")) { origin(quote, isTagged: isTagged) }
        }
    }

    private func origin(_ quote: Quote, isTagged: Bool) -> String {
        var parts = [quote.source]
        if let date = quote.date.flatMap({ Timestamp(iso8601: $0)?.date }) { parts.append(figures.date(date)) }
        if let code = quote.step { parts.append(step(code)) }
        if let code = quote.channel { parts.append(channel(code)) }
        if !quote.isWhole { parts.append(say("extract", "extrait")) }
        if isTagged { parts.append(quote.rule) }
        parts.append("voc show \(quote.externalID ?? "\(quote.itemID)")")
        return parts.joined(separator: " · ")
    }

    // MARK: Its sessions

    private func sessions(_ row: TopReport.Row) -> Markup? {
        guard !row.sessions.isEmpty else { return nil }
        return table(
            say("Sessions joined by a key both sides carry", "Sessions reliées par une clé présente des deux côtés"),
            [
                (say("Session", "Session"), false), (say("Start", "Début"), false), (say("Device", "Appareil"), false),
                (say("Outcome", "Issue"), false), (say("Left on", "Page de sortie"), false),
                (say("Joined by", "Reliée par"), false), (say("Replay", "Replay"), false),
            ], style: "compact"
        ) {
            for session in row.sessions { sessionRow(session) }
        }
    }

    private func sessionRow(_ session: SessionReference) -> Markup {
        Tag.tr {
            rowHead { Tag.code { session.sessionID } }
            cell { Timestamp(iso8601: session.startedAt).map(figures.moment) ?? session.startedAt }
            cell { session.device ?? "–" }
            cell { outcome(session.outcome) }
            cell { session.exitPage.map { page in Tag.code { page } } ?? .text("–") }
            cell { Tag.code { session.method } }
            cell { replay(session.replayURL) }
        }
    }

    func replay(_ address: String?) -> Markup {
        guard let address, let link = Attribute.link(address) else { return .text("–") }
        return Tag.a(link, Attribute("rel", "noreferrer noopener external")) { say("▶ Watch", "▶ Voir") }
    }

    func outcome(_ code: String) -> String {
        switch code {
        case "purchased": say("purchased", "achat")
        case "abandoned": say("abandoned", "abandon")
        case "browsed": say("browsed", "visite")
        default: code
        }
    }
}
