import Feedback
import Insights

extension ReportPage {
    /// What the page was made of, and how each figure is computed.
    var manifestSection: Markup {
        section("manifest", say("How this was made", "Comment ce rapport est fait")) {
            Tag.dl(.class("facts-grid")) {
                for (name, value) in provenance {
                    Tag.div {
                        Tag.dt { name }
                        Tag.dd { value }
                    }
                }
            }
            Tag.h3 { say("How the figures are computed", "Comment les chiffres sont calculés") }
            Tag.dl(.class("methods")) {
                for (name, text) in methods {
                    Tag.dt { name }
                    Tag.dd { text }
                }
            }
        }
    }

    private var provenance: [(String, String)] {
        let made = data.provenance
        return [
            (say("Store", "Base"), made.store),
            (say("Made", "Établi"), figures.moment(made.generatedAt)),
            (
                say("Period", "Période"),
                data.period.map { figures.period($0) + (data.isPeriodGiven ? "" : say(" (everything)", " (tout)")) }
                    ?? say("nothing dated", "rien de daté")
            ),
            (
                say("Filter", "Filtre"),
                made.conditions.isEmpty ? say("none", "aucun") : made.conditions.joined(separator: ", ")
            ),
            (say("Score", "Score"), "\(figures.metric(data.metric)), \(figures.scale(data.metric))"),
            (say("Rules", "Règles"), made.rules.isEmpty ? say("none", "aucune") : made.rules.joined(separator: ", ")),
        ]
    }

    private var methods: [(String, String)] {
        [
            (
                say("Scores", "Scores"),
                say(
                    "NPS: % of 9–10 − % of 0–6. CSAT: share of 4s and 5s out of 5. CES and stars: means. Net sentiment: % positive − % negative texts.",
                    "NPS\u{A0}: % de 9–10 − % de 0–6. CSAT\u{A0}: part des 4 et 5 sur 5. CES et étoiles\u{A0}: moyennes. Sentiment net\u{A0}: % de textes positifs − % négatifs."
                )
            ),
            (
                say("Intervals", "Intervalles"),
                say(
                    "95%: Wilson for shares, adjusted Wald for NPS and net sentiment, Student for means. Under 10 answers no score is shown; under 30 it is marked indicative.",
                    "À 95\u{202F}%\u{A0}: Wilson pour les parts, Wald ajusté pour NPS et sentiment net, Student pour les moyennes. Sous 10 réponses, aucun score\u{202F}; sous 30, il est marqué indicatif."
                )
            ),
            (
                say("Change", "Évolution"),
                say(
                    "Split exactly into rate and mix (Kitagawa): rows add up to the observed change. An item counts once, under its most severe friction.",
                    "Décomposée exactement en taux et mélange (Kitagawa)\u{A0}: les lignes s’additionnent. Un retour compte une fois, sous son irritant le plus grave."
                )
            ),
            (
                "p, q",
                say(
                    "p: how often chance alone gives such a difference. q: the same, corrected for the number of rows (Benjamini–Hochberg); under 0.05 a row is called up or down.",
                    "p\u{A0}: à quelle fréquence le hasard seul donne un tel écart. q\u{A0}: de même, corrigé du nombre de lignes (Benjamini–Hochberg)\u{202F}; sous 0,05, la ligne est dite en hausse ou en baisse."
                )
            ),
            (
                say("Impact", "Impact"),
                say(
                    "The score with all items minus the score without those that name the friction. Association: they may differ in more than that.",
                    "Le score avec tous les retours moins le score sans ceux qui citent l’irritant. Association\u{A0}: ils peuvent différer par autre chose."
                )
            ),
            (
                say("Adjusted effect", "Effet ajusté"),
                say(
                    "Least squares of the score on all frictions at once, with channel, language and source held; robust (HC1) intervals. Relative weights (Johnson) share R² out among ratings.",
                    "Moindres carrés du score sur tous les irritants à la fois, canal, langue et source tenus constants\u{202F}; intervalles robustes (HC1). Les poids relatifs (Johnson) répartissent le R² entre les notes."
                )
            ),
            (
                say("Value", "Valeur"),
                say(
                    "Exposed: visits with the friction × extra abandons × mean basket, from the ends of both intervals. Orders at stake: from those its items name or their visits placed, to one at the upper end of the mean behind every item.",
                    "Exposée\u{A0}: visites avec l’irritant × abandons en plus × panier moyen, aux bornes des deux intervalles. Commandes en jeu\u{A0}: de celles que ses retours citent ou que leurs visites ont passées, à une par retour au haut de la moyenne."
                )
            ),
            (
                say("Control chart", "Carte de contrôle"),
                say(
                    "Exponentially weighted average (Roberts) with limits from the true variance of each period’s answers; normal: the whole periods before the last one compared. Periods under 10 answers change nothing.",
                    "Moyenne à pondération exponentielle (Roberts), limites d’après la variance réelle des réponses de chaque période\u{202F}; normale\u{A0}: les périodes entières avant la dernière comparée. Une période sous 10 réponses ne change rien."
                )
            ),
            (
                say("Quotes", "Citations"),
                say(
                    "Pieces of stored texts, the most typical first, one a respondent. Marked: the words that earned the tag, with the rule that gave it.",
                    "Extraits des textes enregistrés, les plus typiques d’abord, un par répondant. Surligné\u{A0}: les mots qui ont valu l’étiquette, avec la règle."
                )
            ),
            (
                say("Sessions", "Sessions"),
                say(
                    "Only those joined by a key both sides carry, and never against the respondent’s consent.",
                    "Seulement celles reliées par une clé présente des deux côtés, jamais contre le consentement du répondant."
                )
            ),
        ]
    }
}
