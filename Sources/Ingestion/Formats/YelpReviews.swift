import Feedback
import Readers

/// Reviews of the Yelp open dataset: one object a line.
enum YelpReviews: JSONItemFormat {
    static let name = "yelp-jsonl"
    static let title = Phrase(en: "Yelp reviews (JSONL)", fr: "Avis Yelp (JSONL)")
    static let sourceName = "yelp"
    static let family = FormatFamily.review
    static let recordPaths = ["reviews"]
    static let certainty = 0.98
    static let evidence = "review_id, business_id, stars"

    static func isRecord(_ object: JSONObject) -> Bool {
        ["review_id", "business_id", "stars"].allSatisfy { object[$0] != nil }
    }

    static func prepare(_ source: inout ItemSource, for shape: JSONShape) -> [Decision] {
        guard source.zone == nil else { return [] }
        return [
            Decision(
                "time zone", en: "dates carry no zone: read as UTC", fr: "les dates sont sans fuseau : lues comme UTC")
        ]
    }

    static func read(_ record: JSONObject, _ source: ItemSource) throws(RecordProblem) -> ItemReading {
        var item = source.item(.review, channel: "web")
        item.externalID = record["review_id"]?.string
        item.respondent = source.pseudonym(record["user_id"]?.string, on: "yelp")
        item.product = item.product ?? record["business_id"]?.string
        item.createdAt = try source.timestamp(record["date"])
        try item.addStars(record["stars"])
        item.addVerbatim("text", record["text"]?.string)
        for vote in ["useful", "funny", "cool"] {
            item.addSegment(vote, (record[vote] ?? record["votes"]?[vote])?.string)
        }
        return .item(item)
    }
}
