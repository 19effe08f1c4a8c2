import Feedback
import Insights

extension AssistantTool {
    /// Every question an assistant may ask. Nothing here writes.
    static let all = scores + frictions + journeys + items

    private static let scores = [
        AssistantTool(
            name: "scores", command: ["scores"],
            about: Phrase(
                en: "NPS, CSAT, CES, stars and net sentiment, each with n and its interval, by dimension and period.",
                fr:
                    "NPS, CSAT, CES, étoiles et sentiment net, chacun avec n et son intervalle, par dimension et période."
            ),
            inputs: [metric, by, every] + filter),
        AssistantTool(
            name: "change", command: ["change"],
            about: Phrase(
                en: "Is a score really down, and why: the exact split of its change between two periods.",
                fr:
                    "Un score baisse-t-il vraiment, et pourquoi : la décomposition exacte de son écart entre deux périodes."
            ),
            inputs: [metric, required(from), required(to), by, limit] + filter),
        AssistantTool(
            name: "compare", command: ["compare"],
            about: Phrase(
                en: "Did a release work: before and after a day or a noted mark, with untouched steps as control.",
                fr:
                    "Une version a-t-elle marché : avant et après un jour ou un repère noté, les étapes intactes en témoin."
            ),
            inputs: [
                Input(
                    name: "at", kind: .text,
                    about: Phrase(en: "A day, or a mark such as web-5.2.", fr: "Un jour, ou un repère comme web-5.2.")),
                Input(name: "days", kind: .count, about: Phrase(en: "Days on each side.", fr: "Jours de chaque côté.")),
                Input(
                    name: "touched", kind: .text,
                    about: Phrase(en: "The step that was changed.", fr: "L'étape modifiée.")),
                Input(
                    name: "friction", kind: .text,
                    about: Phrase(en: "The friction it was about.", fr: "La friction visée.")),
                from, to, metric,
            ] + filter),
        AssistantTool(
            name: "drivers", command: ["drivers"],
            about: Phrase(
                en:
                    "What matters for a score: frictions and ratings side by side, with R² and n. Association, no proof.",
                fr:
                    "Ce qui compte pour un score : frictions et notes côte à côte, avec R² et n. Une association, pas une preuve."
            ), inputs: [metric, limit] + filter),
        AssistantTool(
            name: "mismatch", command: ["mismatch"],
            about: Phrase(
                en: "Where rating and words disagree, both ways.", fr: "Là où la note et les mots se contredisent."),
            inputs: [metric, limit] + filter),
    ]

    private static let frictions = [
        AssistantTool(
            name: "top", command: ["top"],
            about: Phrase(
                en:
                    "What hurts most: friction points with share, severity, impact on the score, trend, quotes and sessions.",
                fr:
                    "Ce qui fait le plus mal : frictions avec part, gravité, impact sur le score, tendance, citations et sessions."
            ),
            inputs: [
                by, metric, limit,
                Input(
                    name: "sort", kind: .choice(TopSort.allCases.map(\.rawValue)),
                    about: Phrase(en: "The column to sort by.", fr: "La colonne de tri.")),
                Input(
                    name: "quotes", kind: .count,
                    about: Phrase(en: "Quotes for each.", fr: "Citations pour chacune.")),
            ] + filter),
        AssistantTool(
            name: "rising", command: ["rising"],
            about: Phrase(
                en: "What is new: words that rose against an earlier period, and the untagged share.",
                fr: "Ce qui est nouveau : les mots en hausse sur une période antérieure, et la part sans étiquette."),
            inputs: [from, to, limit] + filter),
        AssistantTool(
            name: "ideas", command: ["ideas"],
            about: Phrase(
                en: "Suggestions grouped by likeness, with how many respondents make them.",
                fr: "Les suggestions regroupées par ressemblance, avec le nombre de répondants."),
            inputs: [limit] + filter),
        AssistantTool(
            name: "urgent", command: ["urgent"],
            about: Phrase(
                en: "Whom to call today: urgent and leaving customers, the longest waiting first.",
                fr: "Qui rappeler aujourd'hui : cas urgents et clients sur le départ, le plus ancien d'abord."),
            inputs: [
                Input(
                    name: "days", kind: .count,
                    about: Phrase(en: "Days back from the newest item.", fr: "Jours avant l'élément le plus récent.")),
                limit,
            ] + filter),
        AssistantTool(
            name: "alerts", command: ["alerts", "list"],
            about: Phrase(
                en: "Where the alert rules stood at the last check, and their incidents.",
                fr: "L'état des règles d'alerte au dernier contrôle, et leurs incidents."), inputs: []),
    ]

    private static let journeys = [
        AssistantTool(
            name: "journey", command: ["journey", "show"],
            about: Phrase(
                en: "The journey step by step: volume, scores, sentiment, top friction, drop-off.",
                fr: "Le parcours étape par étape : volume, scores, sentiment, friction principale, abandon."),
            inputs: [
                Input(
                    name: "model", kind: .texts,
                    about: Phrase(en: "Journey models; the default one when left out.", fr: "Modèles de parcours."),
                    isArgument: true),
                Input(
                    name: "by-channel", kind: .flag,
                    about: Phrase(en: "Each step in each channel.", fr: "Chaque étape dans chaque canal.")),
                metric,
            ] + filter),
        AssistantTool(
            name: "explain", command: ["explain"],
            about: Phrase(
                en:
                    "Why a page loses people: bounce, exits and errors beside what its feedback says more than elsewhere.",
                fr:
                    "Pourquoi une page perd des gens : rebond, sorties, erreurs, et ce que son feedback dit plus qu'ailleurs."
            ),
            inputs: [
                Input(
                    name: "page", kind: .text,
                    about: Phrase(en: "A page, or /product/* for all under it.", fr: "Une page, ou /produit/*."),
                    isArgument: true, isRequired: true), limit,
            ] + filter),
        AssistantTool(
            name: "sessions", command: ["sessions"],
            about: Phrase(
                en: "Sessions and the feedback joined to them; one session's events by its id.",
                fr: "Les sessions et le feedback qui leur est joint ; les événements d'une session par son identifiant."
            ),
            inputs: [
                Input(
                    name: "session", kind: .text,
                    about: Phrase(en: "A session's id.", fr: "L'identifiant d'une session."),
                    isArgument: true),
                Input(
                    name: "unhappy", kind: .flag,
                    about: Phrase(en: "Only with unhappy feedback.", fr: "Seulement avec un feedback mécontent.")),
                Input(
                    name: "struggling", kind: .flag,
                    about: Phrase(en: "Only those that struggle.", fr: "Seulement celles en difficulté.")),
                Input(
                    name: "silent", kind: .flag,
                    about: Phrase(
                        en: "Only those that struggle in silence.", fr: "Seulement celles en difficulté sans mot.")),
                Input(
                    name: "matrix", kind: .flag,
                    about: Phrase(en: "Counts of behaviour by feedback.", fr: "Comportement croisé avec le feedback.")),
                limit, since, until,
            ]),
        AssistantTool(
            name: "segments", command: ["segments"],
            about: Phrase(
                en: "Groups of customers by rule, or RFM cells, and what each says more than the others.",
                fr: "Groupes de clients par règle, ou cellules RFM, et ce que chacun dit plus que les autres."),
            inputs: [
                Input(name: "rfm", kind: .flag, about: Phrase(en: "RFM cells.", fr: "Cellules RFM.")), limit,
            ] + filter),
    ]

    private static let items = [
        AssistantTool(
            name: "search", command: ["search"],
            about: Phrase(
                en: "Full text: every verbatim that holds all the words.",
                fr: "Plein texte : chaque verbatim qui contient tous les mots."),
            inputs: [
                Input(
                    name: "words", kind: .texts, about: Phrase(en: "Words to look for.", fr: "Mots à chercher."),
                    isArgument: true, isRequired: true), limit,
            ] + filter),
        AssistantTool(
            name: "show", command: ["show"],
            about: Phrase(
                en: "One item with its answers, tags, step and sessions.",
                fr: "Un élément avec ses réponses, étiquettes, étape et sessions."), inputs: [item(isRequired: true)]),
        AssistantTool(
            name: "why", command: ["why"],
            about: Phrase(
                en: "Every tag of an item, or of a text given here: span, lexicon line, what bent it, the arithmetic.",
                fr: "Chaque étiquette d'un élément, ou d'un texte donné : position, ligne du lexique, calcul."),
            inputs: [
                item(isRequired: false),
                Input(name: "text", kind: .text, about: Phrase(en: "A text instead.", fr: "Un texte à la place.")),
            ]),
        AssistantTool(
            name: "person", command: ["person"],
            about: Phrase(
                en: "One respondent's whole story, in time order.",
                fr: "Toute l'histoire d'un répondant, dans l'ordre."),
            inputs: [
                Input(
                    name: "key", kind: .text, about: Phrase(en: "A pseudonym.", fr: "Un pseudonyme."), isArgument: true,
                    isRequired: true)
            ]),
        AssistantTool(
            name: "sources", command: ["sources"],
            about: Phrase(
                en: "What came from where and when, how much of it, and what failed last.",
                fr: "Ce qui est venu d'où et quand, en quelle quantité, et le dernier échec."), inputs: []),
    ]

    // MARK: Inputs many tools share

    private static let metric = Input(
        name: "metric", kind: .choice(ScoreMetric.allCases.map(\.rawValue)),
        about: Phrase(en: "The score.", fr: "Le score."))
    private static let by = Input(
        name: "by", kind: .text,
        about: Phrase(
            en: "friction, step, channel, language, source or any attribute of the exports.",
            fr: "friction, step, channel, language, source ou tout attribut des exports."))
    private static let every = Input(
        name: "every", kind: .choice(PeriodLength.allCases.map(\.rawValue)),
        about: Phrase(en: "A row for each period.", fr: "Une ligne par période."))
    private static let limit = Input(
        name: "limit", kind: .count, about: Phrase(en: "How many rows.", fr: "Combien de lignes."))
    private static let from = Input(
        name: "from", kind: .text,
        about: Phrase(
            en: "The period before: 2026-09, or 2026-09-01..2026-09-28.",
            fr: "La période d'avant : 2026-09, ou 2026-09-01..2026-09-28."))
    private static let to = Input(
        name: "to", kind: .text, about: Phrase(en: "The period after.", fr: "La période d'après."))
    private static let since = Input(
        name: "since", kind: .text,
        about: Phrase(en: "From this day on: 2026-09-14, 30d.", fr: "À partir de ce jour : 2026-09-14, 30d."))
    private static let until = Input(
        name: "until", kind: .text, about: Phrase(en: "Up to this day.", fr: "Jusqu'à ce jour."))
    private static let filter = [
        Input(
            name: "step", kind: .text,
            about: Phrase(en: "Only this step of the journey.", fr: "Seulement cette étape du parcours.")),
        Input(
            name: "where", kind: .texts,
            about: Phrase(
                en: "Only items with these values: channel=app, language=fr, any attribute.",
                fr: "Seulement les éléments avec ces valeurs : channel=app, language=fr, tout attribut.")),
        since, until,
    ]

    private static func required(_ input: Input) -> Input {
        var input = input
        input.isRequired = true
        return input
    }

    private static func item(isRequired: Bool) -> Input {
        Input(
            name: "id", kind: .text, about: Phrase(en: "An item's id.", fr: "L'identifiant d'un élément."),
            isArgument: true, isRequired: isRequired)
    }
}
