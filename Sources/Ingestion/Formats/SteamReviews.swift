import Feedback
import Readers

/// Steam user reviews: a page of the `appreviews` API, or a dump that keys reviews by id. A thumb, not stars.
enum SteamReviews: JSONItemFormat {
    static let name = "steam-json"
    static let title = Phrase(en: "Steam reviews (JSON)", fr: "Avis Steam (JSON)")
    static let sourceName = "steam"
    static let family = FormatFamily.review
    static let recordPaths = ["reviews"]
    static let certainty = 0.99
    static let evidence = "recommendationid, voted_up"

    static func isRecord(_ object: JSONObject) -> Bool { object["voted_up"] != nil && object["review"] != nil }

    static func read(_ record: JSONObject, _ source: ItemSource) throws(RecordProblem) -> ItemReading {
        var item = source.item(.review, channel: "web")
        item.externalID = record["recommendationid"]?.string
        item.respondent = source.pseudonym(record.at("author.steamid")?.string, on: "steam")
        item.createdAt = try source.timestamp(record["timestamp_created"])
        item.declaredLanguage = item.declaredLanguage ?? record["language"]?.string.flatMap { languages[$0] }
        guard let thumb = record["voted_up"]?.bool ?? record["voted_up"]?.int.map({ $0 != 0 }) else {
            throw RecordProblem(en: "voted_up is neither true nor false", fr: "voted_up n'est ni vrai ni faux")
        }
        try item.addRating(
            "recommended", kind: .rating, scale: .thumb, given: thumb ? "true" : "false", points: thumb ? 1 : 0)
        item.addVerbatim("review", record["review"]?.string.map(BBCode.plain))
        item.addReply(record["developer_response"]?.string)
        item.addSegment("helpful_votes", record["votes_up"]?.string)
        item.addSegment("minutes_played_at_review", record.at("author.playtime_at_review")?.string)
        item.addSegment("purchased_on_steam", record["steam_purchase"]?.string)
        item.addSegment("received_for_free", record["received_for_free"]?.string)
        item.addSegment("early_access", record["written_during_early_access"]?.string)
        return .item(item)
    }

    /// Steam names languages in English.
    private static let languages: [String: String] = [
        "arabic": "ar", "brazilian": "pt-BR", "bulgarian": "bg", "czech": "cs", "danish": "da", "dutch": "nl",
        "english": "en",
        "finnish": "fi", "french": "fr", "german": "de", "greek": "el", "hungarian": "hu", "indonesian": "id",
        "italian": "it",
        "japanese": "ja", "koreana": "ko", "latam": "es-419", "norwegian": "no", "polish": "pl", "portuguese": "pt",
        "romanian": "ro", "russian": "ru", "schinese": "zh-Hans", "spanish": "es", "swedish": "sv",
        "tchinese": "zh-Hant",
        "thai": "th", "turkish": "tr", "ukrainian": "uk", "vietnamese": "vi",
    ]
}
