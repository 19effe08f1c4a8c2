import Feedback
import FeedbackStore
import Insights

extension ReportPage {
    /// The first printed page: the verdict in a sentence, the scores, the curve over time.
    var summarySection: Markup {
        Tag.section(.id("summary"), .class("summary"), Attribute("aria-labelledby", "summary-heading")) {
            Tag.h1(.id("summary-heading")) { headline }
            facts
            Tag.p(.class("cards-note")) { cardsNote }
            Tag.div(.class("cards")) { for card in data.cards { self.card(card) } }
            if !data.points.isEmpty { overTime }
        }
    }

    // MARK: The verdict

    /// One sentence: what happened to the score, and where.
    var headline: String {
        guard let change = data.change else {
            return data.items == 0
                ? say("Nothing is stored yet.", "Rien n’est encore enregistré.")
                : say(
                    "No item is dated: no change can be told.",
                    "Aucun retour n’est daté : aucune évolution ne peut être dite.")
        }
        let (name, article) = (figures.metric(change.metric), scoreWithArticle(change.metric))
        let size = change.change.value.map { points(abs($0), change.metric) } ?? ""
        switch change.change.verdict {
        case .down:
            return say(
                "\(name) is down by \(size), beyond what chance explains\(whereItMoved(change)).",
                "\(article) baisse de \(size), au-delà du hasard\(whereItMoved(change)).")
        case .up:
            return say(
                "\(name) is up by \(size), beyond what chance explains\(whereItMoved(change)).",
                "\(article) monte de \(size), au-delà du hasard\(whereItMoved(change)).")
        case .noClearChange:
            return say(
                "\(name): no clear change. Chance alone could explain a difference of \(size).",
                "\(article) n’évolue pas nettement\u{A0}: le hasard suffit à expliquer un écart de \(size).")
        case .tooFew:
            return say(
                "\(name): too few answers to tell a change.",
                "\(article)\u{A0}: trop peu de réponses pour dire une évolution.")
        }
    }

    private func scoreWithArticle(_ metric: ScoreMetric) -> String {
        switch metric {
        case .stars: "La note en étoiles"
        case .sentiment: "Le sentiment net"
        default: "Le \(figures.metric(metric))"
        }
    }

    /// `8.6 points`. French counts a plural from 2 on.
    private func points(_ size: Double, _ metric: ScoreMetric) -> String {
        let number = figures.decimal(size, places: figures.places(metric))
        let isOne = language == .french ? size < 2 : number == "1.0" || number == "1.00"
        return "\(number)\u{A0}point\(isOne ? "" : "s")"
    }

    /// The step that carries half of the change or more, when one does.
    private func whereItMoved(_ change: ChangeReport) -> String {
        guard let part = change.splits.first(where: { $0.dimension == "step" })?.rows.first(where: { !$0.key.isEmpty }),
            let share = part.shareOfChange, share >= 0.5
        else { return "" }
        let name = figures.quoted(step(part.key))
        return say(", most of it at the step \(name)", ", surtout à l’étape \(name)")
    }

    private var facts: Markup {
        Tag.ul(.class("facts")) {
            if let change = data.change { comparison(change) }
            if let risen = data.change?.risenFrictions.first(where: { $0.change.verdict == .up }) { moreOften(risen) }
            if let first = data.top.rows.first { costliest(first) }
            if let mark = nearbyRelease { Tag.li { mark } }
        }
    }

    private func comparison(_ change: ChangeReport) -> Markup {
        Tag.li {
            "\(figures.period(change.from))\(figures.colon)\(figures.score(change.before)). "
            "\(figures.period(change.to))\(figures.colon)\(figures.score(change.after)). "
            if let value = change.change.value {
                say("Change", "Écart") + figures.colon
                Tag.strong { figures.change(value, change.change.interval, change.metric) }
                if let p = change.change.pValue { ", " + figures.probability(p, "p") }
                "."
            }
        }
    }

    private func moreOften(_ row: ChangeReport.FrictionRow) -> Markup {
        Tag.li {
            say("Named more often: ", "Plus souvent cité\u{A0}: ")
            Tag.strong { friction(row.friction) }
            ", \(figures.percent(row.before.value)) → \(figures.share(row.after)) "
            say("of items", "des retours") + ", \(figures.sample(row.after.total))"
            if let q = row.change.qValue { ", " + figures.probability(q, "q") }
            "."
        }
    }

    private func costliest(_ row: TopReport.Row) -> Markup {
        Tag.li {
            say("What hurts most over the whole period: ", "Ce qui pèse le plus sur toute la période\u{A0}: ")
            Tag.strong { friction(row.key) }
            say(
                ", named by \(figures.share(row.share)) of items (\(figures.count(row.share.count)) of \(figures.count(row.share.total)))",
                ", cité par \(figures.share(row.share)) des retours (\(figures.count(row.share.count)) sur \(figures.count(row.share.total)))"
            )
            if let impact = row.impact, impact.floor != .tooFew {
                say("; associated with ", "\u{202F}; associé à ")
                figures.change(impact.leaveOneOut, impact.leaveOneOutInterval, data.metric)
                say(" on the score", " sur le score")
            }
            "."
        }
    }

    /// Said only of a release in the last period or the week before it: near in time, no more.
    private var nearbyRelease: String? {
        guard let change = data.change else { return nil }
        let days = change.to.first.dayNumber - 7...change.to.last.dayNumber
        guard let mark = data.marks.first(where: { days.contains($0.day) }) else { return nil }
        let date = figures.date(CalendarDate(dayNumber: mark.day))
        return say(
            "Near in time: release \(figures.quoted(mark.name)), \(date).",
            "Proche dans le temps\u{A0}: version \(figures.quoted(mark.name)), \(date).")
    }

    // MARK: The scores

    private var cardsNote: String {
        let whole = data.period.map(figures.period) ?? say("Everything", "Tout")
        guard let change = data.change else { return whole }
        return say(
            "\(whole), 95% interval and number of answers. ▼ ▲ ≈: \(figures.period(change.to)) against \(figures.period(change.from)).",
            "\(whole), intervalle à 95\u{202F}% et nombre de réponses. ▼ ▲ ≈\u{A0}: \(figures.period(change.to)) contre \(figures.period(change.from))."
        )
    }

    private func card(_ card: ReportData.ScoreCard) -> Markup {
        let (figure, metric) = (card.figure, card.figure.metric)
        return Tag.article(.class(metric == data.metric ? "card main" : "card")) {
            Tag.h3 { figures.metric(metric) }
            if let value = figure.value {
                Tag.p(.class("big")) { figures.value(value, metric) }
                Tag.p(.class("margin")) {
                    if let interval = figure.interval { figures.interval(interval, metric) + " · " }
                    figures.sample(figure.count)
                    if figure.floor == .indicative { " · " + say("indicative", "indicatif") }
                }
            } else {
                Tag.p(.class("big quiet")) { "–" }
                Tag.p(.class("margin")) { "\(figures.tooFew(figure.count)) · \(figures.sample(figure.count))" }
            }
            if let change = card.change {
                Tag.p(.class("move")) {
                    moveSign(card.changeInterval)
                    " " + figures.change(change, card.changeInterval, metric)
                }
            }
            Tag.p(.class("scale")) { figures.scale(metric) }
        }
    }

    private func moveSign(_ interval: Interval?) -> String {
        guard let interval, interval.excludesZero else { return "≈" }
        return interval.high < 0 ? "▼" : "▲"
    }

    // MARK: Over time

    private var overTime: Markup {
        Tag.figure {
            Tag.figcaption {
                Tag.strong { figures.metric(data.metric) + say(" over time", " dans le temps") }
                " " + timeLegend
            }
            scrolling(figures.metric(data.metric) + say(" over time", " dans le temps")) {
                ScoreChart(data: data, figures: figures).markup
            }
            timeTable
        }
    }

    private var timeLegend: String {
        var legend = say(
            "Band: 95% interval. Bars: answers a \(data.every == .week ? "week" : "month"). Boxes: the periods compared.",
            "Bande\u{A0}: intervalle à 95\u{202F}%. Barres\u{A0}: réponses par \(data.every == .week ? "semaine" : "mois"). Cadres\u{A0}: périodes comparées."
        )
        if !data.marks.isEmpty { legend += say(" ◆ Release.", " ◆ Mise en production.") }
        return legend
    }

    private var timeTable: Markup {
        asTable {
            table(
                figures.metric(data.metric),
                [
                    (data.every == .week ? say("Week of", "Semaine du") : say("Month of", "Mois du"), false),
                    (say("Score [95% interval]", "Score [intervalle à 95\u{202F}%]"), true), ("n", true),
                    (say("Items", "Retours"), true),
                ]
            ) {
                for point in data.points {
                    Tag.tr {
                        rowHead { figures.date(point.start) }
                        number { score(point.score) }
                        number { figures.count(point.score.count) }
                        number { figures.count(point.items) }
                    }
                }
            }
        }
    }
}
