internal import Feedback

extension ColumnGuesser {
    /// "Propreté", "Staff" beside a rating of the whole: what guests gave each aspect, on the same scale.
    func rateAspects(_ columns: inout [GuessedColumn]) {
        guard
            let whole = columns.first(where: { $0.mapping.metric == .rating })?.mapping, let scale = whole.scale
        else { return }
        for index in columns.indices where columns[index].mapping.metric == .number {
            let profile = profiles[index]
            guard isAspect(headers[index]), profile.fits(scale.minimum...scale.maximum) else { continue }
            columns[index].mapping.metric = .rating
            columns[index].mapping.scale = scale
            columns[index].mapping.hasGuessedScale = whole.hasGuessedScale
            columns[index].reason = Phrase(
                en: "an aspect, beside \"\(whole.column)\"", fr: "un aspect, à côté de « \(whole.column) »")
            columns[index].decision = Decision(
                "scale",
                en: "column \"\(headers[index])\" is read as a rating on \(scale), as \"\(whole.column)\" beside it",
                fr:
                    "la colonne « \(headers[index]) » est lue comme une note sur \(scale), comme « \(whole.column) » à côté"
            )
        }
    }

    /// "Cleanliness", `FoodQuality`, "Staff behaviour".
    func isAspect(_ header: String) -> Bool {
        // "Rank: Price" is a place among others.
        if !Set(HeaderWords(header).words).isDisjoint(with: ["rank", "ranking", "rang", "classement"]) { return false }
        if Self.aspects.contains(comparableHeader(header)) { return true }
        let words = HeaderWords(header)
        if Self.aspects.contains(words.spaced) { return true }
        return words.words.count == 2 && Self.qualities.contains(words.words[1])
    }

    /// What "food", "room" or "staff" is rated by.
    private static let qualities: Set<String> = [
        "quality", "cleanliness", "taste", "service", "behaviour", "behavior", "friendliness", "comfort", "hygiene",
        "freshness", "variety", "punctuality", "politeness", "helpfulness",
    ]

    /// What hotels, restaurants and shops are rated by.
    private static let aspects: Set<String> = [
        "proprete", "personnel", "situation geographique", "situation", "emplacement", "equipements", "equipement",
        "confort", "rapport qualite prix", "petit dejeuner", "accueil", "ambiance", "cuisine", "chambre", "chambres",
        "literie", "wifi", "connexion wi fi gratuite", "prix", "livraison", "qualite", "service", "cleanliness",
        "staff",
        "location", "facilities", "comfort", "value for money", "value", "free wifi", "wi fi", "breakfast", "rooms",
        "room", "sleep quality", "food", "atmosphere", "amenities", "check in", "checkin", "communication", "accuracy",
        "quality", "delivery", "shipping", "taste", "hygiene", "variety", "friendliness", "punctuality", "gout",
        "variete",
        "staff service", "room cleanliness", "cleanliness of room", "value for price paid", "food quality",
        "speed of service",
        "amabilite", "rapidite", "ponctualite", "portion", "portions", "portion size", "quantity", "food quantity",
    ]
}
