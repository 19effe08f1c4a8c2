import Feedback
import Readers

/// Google reviews of a business: the Business Profile's own download and API, the Places API, and the reviews a person
/// has written, from their own download of Maps.
enum GoogleBusiness: JSONItemFormat {
    static let name = "google-business-json"
    static let title = Phrase(en: "Google reviews (Business Profile, Maps)", fr: "Avis Google (fiche, Maps)")
    static let sourceName = "google-reviews"
    static let family = FormatFamily.review
    static let recordPaths = ["reviews", "result.reviews", "features"]
    static let certainty = 0.98
    static let evidence = "starRating, reviewer, createTime"

    static func isRecord(_ object: JSONObject) -> Bool { isReview(object) || reviews(of: object) != nil }

    /// The reviews of a place, where the record is one.
    private static func reviews(of place: JSONObject) -> [JSONObject]? {
        guard case .array(let elements) = place["reviews"] else { return nil }
        let reviews = elements.compactMap(\.object).filter(isReview)
        return reviews.isEmpty ? nil : reviews
    }

    static func expanded(_ record: JSONObject) -> [JSONObject] {
        guard let reviews = reviews(of: record) else { return [record] }
        guard let name = record.text("title", "displayName.text", "name"), !name.utf8.contains(UInt8(ascii: "/")) else {
            return reviews
        }
        return reviews.map { review in
            var review = review
            if review["location"] == nil { review["location"] = .object(["name": .string(name)]) }
            return review
        }
    }

    private static func isReview(_ object: JSONObject) -> Bool {
        if object["starRating"] != nil, object["createTime"] != nil { return true }
        if object["rating"] != nil, object["relative_time_description"] ?? object["authorAttribution"] != nil {
            return true
        }
        return object["type"]?.string == "Feature" && object.at("properties.five_star_rating_published") != nil
    }

    static func read(_ record: JSONObject, _ source: ItemSource) throws(RecordProblem) -> ItemReading {
        let review = record["properties"]?.object ?? record
        var item = source.item(.review, channel: "web")
        item.externalID = identity(review)
        item.createdAt = try source.timestamp(review.value("createTime", "publishTime", "time", "date"))
        item.respondent = source.pseudonym(
            review.text("author_url", "authorAttribution.uri"), on: "google")
        item.declaredLanguage =
            item.declaredLanguage ?? review.text("original_language", "originalText.languageCode", "language")
        item.product = item.product ?? review.text("location.name") ?? source.context.text("result.name")
        if let given = review.text("starRating", "rating", "five_star_rating_published"),
            given != "STAR_RATING_UNSPECIFIED"
        {
            guard let points = words[given] ?? JSONValue.string(given).double else {
                throw RecordProblem(
                    en: "the number of stars is not a number", fr: "le nombre d'étoiles n'est pas un nombre")
            }
            if points > 0 {
                try item.addRating("stars", kind: .rating, scale: .stars, given: given, points: points)
            }
        }
        let texts = TranslatedText(
            review.text("comment", "originalText.text", "text.text", "text", "review_text_published"))
        item.addVerbatim("comment", texts.original)
        item.addSegment("translation", texts.translation)
        item.addReply(TranslatedText(review.text("reviewReply.comment", "owner_response.text")).original)
        item.mask(
            name: review.text("reviewer.displayName", "author_name", "authorAttribution.displayName"),
            unless: source.masker.keepsPII)
        return .item(item)
    }

    /// `accounts/1/locations/2/reviews/Ci9…` or the id alone.
    private static func identity(_ review: JSONObject) -> String? {
        let name = review.text("reviewId", "name", "google_maps_url")
        guard let name, let slash = name.utf8.lastIndex(of: UInt8(ascii: "/")), !name.hasPrefix("http") else {
            return name
        }
        return String(name[name.utf8.index(after: slash)...])
    }

    private static let words: [String: Double] = ["ONE": 1, "TWO": 2, "THREE": 3, "FOUR": 4, "FIVE": 5]
}

/// A review that Google shows with its translation: `(Translated by Google) … (Original) …`, in either order.
struct TranslatedText {
    /// What the customer wrote.
    let original: String?
    let translation: String?

    private static let translated = "(Translated by Google)"
    private static let begin = "(Original)"

    init(_ text: String?) {
        guard let text, let mark = text.firstRange(of: Self.translated) else {
            (original, translation) = (text, nil)
            return
        }
        if let own = text.firstRange(of: Self.begin), own.lowerBound > mark.upperBound {
            original = String(text[own.upperBound...]).trimmed
            translation = String(text[mark.upperBound..<own.lowerBound]).trimmed
        } else {
            let before = String(text[..<mark.lowerBound]).trimmed
            let after = String(text[mark.upperBound...]).trimmed
            // A translation alone is all there is of it.
            (original, translation) = before.isEmpty ? (after, nil) : (before, after)
        }
    }
}
