import Feedback
import Readers

/// schema.org reviews in JSON-LD, bare or below the product, place or business they are about.
enum SchemaOrgReviews: JSONItemFormat {
    static let name = "schema-org-json"
    static let title = Phrase(en: "schema.org reviews (JSON-LD)", fr: "Avis schema.org (JSON-LD)")
    static let sourceName = "schema-org"
    static let family = FormatFamily.review
    static let recordPaths = ["@graph", "review", "reviews"]
    static let certainty = 0.95
    static let evidence = "@type Review, reviewRating, reviewBody"

    static func isRecord(_ object: JSONObject) -> Bool {
        isReview(object) || object["review"] != nil && object["@type"] != nil
    }

    static func reasonToSkip(_ object: JSONObject) -> String? { object["@type"] != nil ? "not_a_review" : nil }

    private static func isReview(_ object: JSONObject) -> Bool {
        let types = object["@type"]?.array?.compactMap(\.string) ?? []
        return types.contains { $0.hasSuffix("Review") }
            && (object["reviewBody"] ?? object["description"] ?? object["reviewRating"]) != nil
    }

    /// The reviews of a product, each with the product's name.
    static func expanded(_ record: JSONObject) -> [JSONObject] {
        guard !isReview(record) else { return [record] }
        return (record["review"]?.array ?? []).compactMap(\.object).map { review in
            var review = review
            if review["itemReviewed"] == nil, let name = record["name"] {
                review["itemReviewed"] = .object(["name": name])
            }
            if review["@type"] == nil { review["@type"] = .string("Review") }
            return review
        }
    }

    static func read(_ record: JSONObject, _ source: ItemSource) throws(RecordProblem) -> ItemReading {
        guard isReview(record) else { return .dropped("not_a_review") }
        var item = source.item(.review, channel: "web")
        item.externalID = record.text("@id", "identifier")
        item.createdAt = try source.timestamp(record.value("datePublished", "dateCreated"))
        item.declaredLanguage = item.declaredLanguage ?? record.text("inLanguage")
        item.product =
            item.product ?? record.text("itemReviewed.name", "itemReviewed.sku") ?? source.context["name"]?.string
        try addRating(record["reviewRating"]?.array?.first, to: &item)
        item.addVerbatim("title", record.text("headline", "name"))
        item.addVerbatim("review", record.text("reviewBody", "description"))
        item.addSegment("publisher", record.text("publisher.name", "publisher"))
        item.mask(name: record.text("author.name", "author"), unless: source.masker.keepsPII)
        return .item(item)
    }

    private static func addRating(_ rating: JSONValue?, to item: inout FeedbackItem) throws(RecordProblem) {
        guard let given = rating?["ratingValue"]?.string ?? rating?.string,
            let points = parsedNumber(given.utf8Span.span)
        else { return }
        func bound(_ name: String, _ usual: Double) -> Double {
            rating?[name]?.string.flatMap { parsedNumber($0.utf8Span.span) } ?? usual
        }
        // schema.org: worst is 1 and best is 5 unless the page says otherwise.
        let scale = RatingScale(bound("worstRating", 1), bound("bestRating", 5))
        try item.addRating("stars", kind: .rating, scale: scale, given: given, points: points)
    }
}
