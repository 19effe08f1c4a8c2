import Feedback
import FeedbackStore
import Insights

extension ReportPage {
    /// What matters for the score: frictions held beside one another, and what other ratings explain of it.
    var driverSection: Markup? {
        guard let drivers = data.drivers else {
            guard data.change != nil, data.top.overall.count > 0 else { return nil }
            return section("drivers", driverHeading, nil) {
                Tag.p(.class("quiet")) {
                    say(
                        "Too many answers to fit within a report: voc drivers does it.",
                        "Trop de réponses pour un ajustement dans un rapport\u{A0}: voc drivers le fait.")
                }
            }
        }
        let report = drivers.report
        guard !report.tags.isEmpty || !report.ratings.isEmpty else { return nil }
        return section("drivers", driverHeading, driverLead(drivers)) {
            driverTable(report)
            for ratings in report.ratings { ratingTable(ratings) }
        }
    }

    private var driverHeading: String {
        say("What matters for the score", "Ce qui compte pour le score")
    }

    private func driverLead(_ drivers: ReportData.Drivers) -> String {
        let (report, name) = (drivers.report, figures.metric(drivers.report.metric))
        let fit = report.rSquared.map { ", R²\u{A0}=\u{A0}\(figures.decimal($0, places: 2))" } ?? ""
        return say(
            "\(name), \(figures.period(drivers.period)), \(figures.sample(report.count))\(fit). Adjusted effect: with all other frictions, channel, language and source held. Association, not a promise.",
            "\(name), \(figures.period(drivers.period)), \(figures.sample(report.count))\(fit). Effet ajusté\u{A0}: tous les autres irritants, canal, langue et source tenus constants. Une association, pas une promesse."
        )
    }

    private func driverTable(_ report: DriverReport) -> Markup? {
        guard !report.tags.isEmpty else { return nil }
        let intervals = report.tags.compactMap { $0.adjusted?.interval }
        let range = min(0, intervals.map(\.low).min() ?? 0)...max(0, intervals.map(\.high).max() ?? 0)
        return table(
            say("Frictions, side by side", "Irritants, côte à côte"),
            [
                (say("Friction", "Irritant"), false), (say("Share of scored items", "Part des retours notés"), true),
                (say("Adjusted effect", "Effet ajusté"), true), (say("Around zero", "Autour de zéro"), false),
                (say("Plain correlation", "Corrélation simple"), true),
            ]
        ) {
            for tag in report.tags {
                Tag.tr {
                    rowHead { friction(tag.friction) }
                    number { withMargin(figures.percent(tag.share.value), figures.sample(tag.share.count)) }
                    number { adjusted(tag, report.metric) }
                    cell {
                        tag.adjusted.map {
                            EffectBar(value: $0.coefficient, interval: $0.interval, range: range).markup
                        }
                            ?? .text("–")
                    }
                    number { tag.correlation.map { figures.decimal($0, places: 2, signed: true) } ?? "–" }
                }
            }
        }
    }

    private func adjusted(_ tag: DriverReport.Tag, _ metric: ScoreMetric) -> Markup {
        guard let effect = tag.adjusted else { return Tag.span(.class("quiet")) { figures.tooFew(tag.share.count) } }
        return withMargin(
            figures.value(effect.coefficient, metric, signed: true),
            "\(figures.interval(effect.interval, metric, signed: true)), \(figures.probability(effect.qValue, "q"))")
    }

    private func ratingTable(_ ratings: DriverReport.Ratings) -> Markup {
        let outcome = figures.quoted(shortened(ratings.outcome.text ?? ratings.outcome.field, 90))
        let fit = "R²\u{A0}=\u{A0}\(figures.decimal(ratings.rSquared, places: 2)), \(figures.sample(ratings.count))"
        return table(
            say(
                "Ratings behind \(outcome), \(ratings.outcome.source), \(fit)",
                "Notes derrière \(outcome), \(ratings.outcome.source), \(fit)"),
            [
                (say("Rating", "Note"), false), (say("Of R²", "Du R²"), true),
                (say("Relative weight", "Poids relatif"), true), (say("Plain correlation", "Corrélation simple"), true),
            ]
        ) {
            for row in ratings.rows {
                Tag.tr {
                    rowHead { shortened(row.question.text ?? row.question.field, 120) }
                    number { figures.percent(row.shareOfR2) }
                    number { figures.decimal(row.weight, places: 3) }
                    number { figures.decimal(row.correlation, places: 2, signed: true) }
                }
            }
        }
    }
}
