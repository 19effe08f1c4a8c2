internal import Feedback

/// A report of web analytics: pages or events, a row each, with how many came and which share left. Nobody says anything
/// in it.
struct WebFigures {
    private let rates: [String]

    /// - Returns: `nil` unless a column is a rate of visits, another counts them, and none holds what one customer said.
    init?(_ guesser: ColumnGuesser) {
        let headers = guesser.headers
        rates = headers.filter { HeaderWords($0).isWebRate }
        guard !guesser.isSurvey, !rates.isEmpty, headers.contains(where: Self.isCount) else { return nil }
        for (header, profile) in zip(headers, guesser.profiles) where profile.filled > 0 {
            switch HeaderDictionary.meaning(ofHeader: header)?.target {
            case .verbatim, .answer, .respondent, .email, .sessionID, .visitorID: return nil
            default: if profile.isProse { return nil }
            }
        }
    }

    /// "Total users", "Pages vues", "Unique Pageviews".
    private static func isCount(_ header: String) -> Bool {
        let words = HeaderWords(header).words
        return words.count <= 4
            && words.contains {
                [
                    "sessions", "users", "visits", "views", "pageviews", "visitors", "hits", "entrances", "impressions",
                    "clicks", "visites", "visiteurs", "vues", "utilisateurs", "entrees", "clics",
                ].contains($0)
            }
    }

    func error(_ file: String, line: Int) -> ImportError {
        let list = rates.prefix(3).map { "\"\($0)\"" }.joined(separator: ", ")
        return ImportError(
            file: file, line: line,
            what: Phrase(
                en:
                    "these are aggregated web figures (\(list) beside counts): totals of many visits, no customer's words",
                fr:
                    "ce sont des chiffres web agrégés (\(list) à côté de nombres) : des totaux de visites, aucune parole de client"
            ),
            fix: Phrase(
                en: "Export the sessions or events themselves, one a line",
                fr: "Exportez les sessions ou les événements eux-mêmes, un par ligne"))
    }
}
