public import Feedback

/// A question that cannot be asked as it was put.
public enum InsightError: Error, Hashable, Sendable, CustomStringConvertible {
    case badDate(String)
    case unknownSegment(String, known: [String])
    case noJourney(String?, known: [String])
    case emptySearch

    public var what: Phrase {
        switch self {
        case .badDate(let text):
            Phrase(en: "'\(text)' is not a date or a period", fr: "« \(text) » n'est ni une date ni une période")
        case .unknownSegment(let name, _):
            Phrase(en: "no item has an attribute named '\(name)'", fr: "aucun retour n'a d'attribut « \(name) »")
        case .noJourney(let code?, _): Phrase(en: "there is no journey '\(code)'", fr: "aucun parcours « \(code) »")
        case .noJourney(nil, _): Phrase(en: "no journey is the default one", fr: "aucun parcours par défaut")
        case .emptySearch: Phrase(en: "the search holds no word", fr: "la recherche ne contient aucun mot")
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
        case .emptySearch:
            Phrase(en: "Write at least one letter or digit", fr: "Écrivez au moins une lettre ou un chiffre")
        }
    }

    public var description: String { "\(what.en). \(fix.en)." }

    private static func oneOf(_ names: [String]) -> Phrase {
        let list = names.joined(separator: ", ")
        return Phrase(en: "Name one of \(list)", fr: "Indiquez l'un de : \(list)")
    }
}
