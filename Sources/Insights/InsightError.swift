public import Feedback
public import FeedbackStore

/// A question that cannot be asked as it was put.
public enum InsightError: Error, Hashable, Sendable, CustomStringConvertible {
    case badDate(String)
    case unknownSegment(String, known: [String])
    case noJourney(String?, known: [String])
    case emptySearch
    /// Several scales under one mean.
    case mixedScales([RatingQuestion])
    case methodDoesNotFit(ScoreMethod, RatingQuestion)
    case unknownQuestion(String, known: [String])
    /// A breakdown that would count an answer more than once.
    case noSuchBreakdown(String)
    case badMargin(String)
    case noTarget(margin: String, value: String)
    case noRating
    case unknownFriction(String, near: String?)
    /// A segment, persona or RFM cell of so few people that figures would name them.
    case smallGroup(String, minimum: Int)

    public var what: Phrase {
        switch self {
        case .badDate(let text):
            Phrase(en: "'\(text)' is not a date or a period", fr: "« \(text) » n'est ni une date ni une période")
        case .unknownSegment(let name, _):
            Phrase(en: "no item has an attribute named '\(name)'", fr: "aucun retour n'a d'attribut « \(name) »")
        case .noJourney(let code?, _): Phrase(en: "there is no journey '\(code)'", fr: "aucun parcours « \(code) »")
        case .noJourney(nil, _): Phrase(en: "no journey is the default one", fr: "aucun parcours par défaut")
        case .emptySearch: Phrase(en: "the search holds no word", fr: "la recherche ne contient aucun mot")
        case .mixedScales(let questions): Self.mixed(questions)
        case .methodDoesNotFit(let method, let question):
            Phrase(
                en: "'\(method.rawValue)' is not how \(question.version) on \(question.scale) is scored",
                fr: "« \(method.rawValue) » n'est pas un calcul de \(question.version) sur \(question.scale)")
        case .unknownQuestion(let name, _):
            Phrase(en: "no rating question is named '\(name)'", fr: "aucune question notée « \(name) »")
        case .noSuchBreakdown(let name):
            Phrase(
                en: "answers cannot be told apart by \(name) here: one answer may stand under several",
                fr: "ici, pas de détail par \(name) : une réponse peut en avoir plusieurs")
        case .badMargin(let text):
            Phrase(en: "'\(text)' is not a margin to weight by", fr: "« \(text) » n'est pas une marge de calage")
        case .noTarget(let margin, let value):
            Phrase(
                en: "\(margin) has answers with '\(value)' and no target for it",
                fr: "\(margin) : des réponses ont « \(value) », sans cible")
        case .unknownFriction(let code, _):
            Phrase(en: "there is no friction '\(code)'", fr: "aucun irritant « \(code) »")
        case .smallGroup(let name, let minimum):
            Phrase(
                en: "fewer than \(minimum) people are behind the items of \(name): figures could name them",
                fr:
                    "moins de \(minimum) personnes derrière les retours de \(name) : des chiffres pourraient les désigner"
            )
        case .noRating: Phrase(en: "no question is answered on a scale", fr: "aucune question notée sur une échelle")
        }
    }

    public var fix: Phrase {
        switch self {
        case .badDate:
            Phrase(
                en: "Write 2026-09-14, 2026-09, 2026-Q3, 30d, 'last month' or 2026-09-01..2026-09-14",
                fr: "Écrivez 2026-09-14, 2026-09, 2026-T3, 30j, « mois dernier » ou 2026-09-01..2026-09-14")
        case .unknownSegment(_, let known): Self.oneOf(["step", "friction", "channel", "language", "source"] + known)
        case .noJourney(_, let known):
            known.isEmpty
                ? Phrase(en: "Import something first", fr: "Importez d'abord des retours") : Self.oneOf(known)
        case .mixedScales:
            Phrase(
                en: "Show them apart with --by question, or name those to merge with --question",
                fr: "Séparez-les avec --by question, ou nommez celles à réunir avec --question")
        case .methodDoesNotFit(_, let question):
            Self.oneOf(ScoreMethod.methods(for: question.kind).filter { $0.fits(question.scale) }.map(\.rawValue))
        case .unknownQuestion(_, let known): Self.oneOf(known)
        case .noSuchBreakdown:
            Phrase(
                en: "Use --by friction without --method, --question or --rake",
                fr: "Utilisez --by friction sans --method, --question ni --rake")
        case .badMargin:
            Phrase(
                en: "Write --rake channel=web:60,app:30,*:10", fr: "Écrivez --rake channel=web:60,app:30,*:10")
        case .noTarget:
            Phrase(
                en: "Add its share, or *:SHARE for all values not named",
                fr: "Ajoutez sa part, ou *:PART pour toutes les valeurs non citées")
        case .unknownFriction(_, let near):
            near.map { Phrase(en: "Did you mean '\($0)'?", fr: "Vouliez-vous dire « \($0) » ?") }
                ?? Phrase(en: "voc top --limit 50 lists those in use", fr: "voc top --limit 50 liste ceux qui servent")
        case .noRating:
            Phrase(en: "Import answers on a scale first", fr: "Importez d'abord des réponses notées")
        case .smallGroup:
            Phrase(
                en: "Take a longer period or a larger group; voc segments lists them",
                fr: "Prenez une période plus longue ou un groupe plus grand ; voc segments les liste")
        case .emptySearch:
            Phrase(en: "Write at least one letter or digit", fr: "Écrivez au moins une lettre ou un chiffre")
        }
    }

    public var description: String { "\(what.en). \(fix.en)." }

    private static func mixed(_ questions: [RatingQuestion]) -> Phrase {
        let list = questions.map { "\($0.field) (\($0.source)) \($0.scale)" }.joined(separator: ", ")
        return Phrase(
            en: "these questions have different scales, so their mean means nothing: \(list)",
            fr: "ces questions ont des échelles différentes, leur moyenne n'a pas de sens : \(list)")
    }

    private static func oneOf(_ names: [String]) -> Phrase {
        let list = names.joined(separator: ", ")
        return Phrase(en: "Name one of \(list)", fr: "Indiquez l'un de : \(list)")
    }
}
