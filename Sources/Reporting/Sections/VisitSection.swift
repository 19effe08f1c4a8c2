import Feedback
import FeedbackStore
import Insights

extension ReportPage {
    /// What visits did against what was said of them, and those that struggled without a word.
    var visitSection: Markup? {
        guard let visits = data.visits else { return nil }
        return section("visits", say("Visits, heard and silent", "Visites, avec et sans retour"), visitLead) {
            matrixTable(visits.matrix)
            silentTable(visits.silent)
        }
    }

    private var visitLead: String {
        guard let weights = data.visits?.matrix.weights else { return "" }
        func number(_ weight: Double) -> String { figures.decimal(weight, places: weight == weight.rounded() ? 0 : 1) }
        let signs = [
            (say("errors", "erreurs"), weights.error), (say("pages not found", "pages absentes"), weights.notFound),
            (say("rage clicks", "clics de rage"), weights.rageClick),
            (say("dead clicks", "clics morts"), weights.deadClick),
            (say("forms left", "formulaires quittés"), weights.formAbandon),
        ].map { "\(number($0.1)) × \($0.0)" }.joined(separator: " + ")
        return say(
            "A visit struggles when \(signs) reaches \(number(weights.strugglingFrom)).",
            "Une visite est en difficulté quand \(signs) atteint \(number(weights.strugglingFrom)).")
    }

    private func matrixTable(_ matrix: SessionMatrix) -> Markup {
        table(
            say("Visits by what was said of them", "Visites selon ce qui en est dit"),
            [
                (say("Visits", "Visites"), false), (say("Happy", "Content"), true), (say("Unhappy", "Mécontent"), true),
                (say("Said nothing", "Muet"), true), (say("Bought", "Achat"), true),
                (say("Left the basket", "Abandon"), true),
            ]
        ) {
            for row in matrix.rows {
                Tag.tr {
                    rowHead { row.struggles ? say("struggling", "en difficulté") : say("fine", "sans souci") }
                    number { figures.count(row.happy) }
                    number { figures.count(row.unhappy) }
                    number { figures.count(row.silent) }
                    number { visitShare(row.purchased) }
                    number { visitShare(row.abandoned) }
                }
            }
        }
    }

    private func visitShare(_ share: ShareFigure) -> Markup {
        guard share.total >= 10 else { return Tag.span(.class("quiet")) { say("too few", "trop peu") } }
        return withMargin(
            figures.percent(share.value),
            "\(figures.interval(share.interval.scaled(by: 100), places: 1)), \(figures.sample(share.total))")
    }

    private func silentTable(_ visits: [SessionSummary]) -> Markup? {
        guard !visits.isEmpty else { return nil }
        return table(
            say("Struggled most, and nobody said a word", "Le plus en difficulté, sans un mot"),
            [
                (say("Session", "Session"), false), (say("Started", "Début"), false),
                (say("Device", "Appareil"), false),
                (say("Pages", "Pages"), true), (say("Errors", "Erreurs"), true),
                (say("Rage clicks", "Clics de rage"), true),
                (say("Left on", "Page de sortie"), false), (say("Outcome", "Issue"), false),
                (say("Replay", "Replay"), false),
            ], style: "compact"
        ) {
            for visit in visits {
                Tag.tr {
                    rowHead { Tag.code { visit.sessionID } }
                    cell { Timestamp(iso8601: visit.startedAt).map(figures.moment) ?? visit.startedAt }
                    cell { visit.device ?? "–" }
                    number { figures.count(visit.pageViews) }
                    number { figures.count(visit.errors + visit.notFound) }
                    number { figures.count(visit.rageClicks) }
                    cell { visit.exitPage.map { page in Tag.code { page } } ?? .text("–") }
                    cell { outcome(visit.outcome) }
                    cell { replay(visit.replayURL) }
                }
            }
        }
    }
}
