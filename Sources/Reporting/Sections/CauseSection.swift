import Feedback
import Insights

/// Where to look for the cause of a change: the parts that carry it, as a list, a waterfall and shares.
extension ReportPage {
    private static let shownCauses = 5

    func causeTable(_ change: ChangeReport) -> Markup? {
        let causes = change.causes.prefix(Self.shownCauses)
        guard !causes.isEmpty else { return nil }
        return table(
            say("Where to look", "Où regarder"),
            [
                (say("Part", "Partie"), false), (say("Before", "Avant"), true), (say("After", "Après"), true),
                (say("Change without it", "Évolution sans elle"), true),
                (say("It explains [95% interval]", "Elle explique [intervalle à 95\u{202F}%]"), true),
            ]
        ) {
            for cause in causes {
                Tag.tr {
                    rowHead {
                        key(cause.key, of: cause.dimension) + " "
                        Tag.span(.class("margin")) { name(ofDimension: cause.dimension) }
                    }
                    number { causeScore(cause.before) }
                    number { causeScore(cause.after) }
                    number { figures.value(cause.changeWithout, change.metric, signed: true) }
                    number {
                        withMargin(
                            figures.value(cause.explained, change.metric, signed: true),
                            "\(figures.interval(cause.explainedInterval, change.metric, signed: true)), \(figures.probability(cause.qValue, "q")), \(figures.sample(cause.before.count + cause.after.count))"
                        )
                    }
                }
            }
        }
    }

    private func causeScore(_ figure: ScoreFigure) -> Markup {
        withMargin(figure.value.map { figures.value($0, figure.metric) } ?? "–", figures.sample(figure.count))
    }

    func waterfall(_ split: ChangeReport.Split, _ change: ChangeReport) -> Markup? {
        guard let start = change.before.value, let total = change.observed, split.rows.count > 1 else { return nil }
        let parts = SplitParts(split, total: total)
        let dimension = name(ofDimension: split.dimension).lowercased()
        let title = say(
            "From \(figures.value(start, change.metric)) to \(figures.value(start + total, change.metric)), by \(dimension)",
            "De \(figures.value(start, change.metric)) à \(figures.value(start + total, change.metric)), par \(dimension)"
        )
        let names = parts.parts.map { part in
            part.row.map { key($0.key, of: split.dimension) } ?? say("\(part.merged) others", "\(part.merged) autres")
        }
        return Tag.figure {
            Tag.figcaption {
                Tag.strong { title }
                " "
                say(
                    "What each part adds; the table below has the figures.",
                    "Apport de chaque partie\u{202F}; chiffres ci-dessous.")
            }
            scrolling(title) {
                WaterfallChart(
                    split: parts, change: change, figures: figures, id: "waterfall-\(split.dimension)", title: title,
                    names: names, start: start
                ).markup
            }
        }
    }

    func smallestSet(_ split: ChangeReport.Split) -> Markup? {
        guard let set = split.smallestSet else { return nil }
        let names = set.keys.map { key($0, of: split.dimension) }.joined(separator: " + ")
        return Tag.p(.class("after-table")) {
            say("Smallest set over 80%: ", "Plus petit ensemble au-delà de 80\u{202F}%\u{A0}: ")
            Tag.strong { names }
            " (\(figures.percent(set.share)))"
        }
    }

    /// Frictions overlap: shared out so that the order in which they are taken does not matter.
    func shapleyTable(_ change: ChangeReport) -> Markup? {
        guard let shapley = change.shapley, let total = change.observed, total != 0 else { return nil }
        let strongest = shapley.rows.sorted {
            (abs($0.contribution), $1.friction) > (abs($1.contribution), $0.friction)
        }
        let shown = strongest.prefix(8)
        let rest = strongest.dropFirst(8).reduce(shapley.others) { $0 + $1.contribution }
        return table(
            say("Frictions that overlap, shared out (Shapley)", "Irritants qui se recouvrent, répartis (Shapley)"),
            [
                (say("Friction", "Irritant"), false), (say("Adds to the change", "Apport à l’écart"), true),
                (say("Share of the change", "Part de l’écart"), true),
            ]
        ) {
            for row in shown { shapleyRow(friction(row.friction), row.contribution, total, change.metric) }
            shapleyRow(say("all other frictions", "tous les autres irritants"), rest, total, change.metric)
            shapleyRow(friction(""), shapley.untagged, total, change.metric)
        }
    }

    private func shapleyRow(_ name: String, _ value: Double, _ total: Double, _ metric: ScoreMetric) -> Markup {
        Tag.tr {
            rowHead { name }
            number { figures.decimal(value, places: metric.unit == .rating ? 3 : 2, signed: true) }
            number { figures.percent(value / total) }
        }
    }
}
