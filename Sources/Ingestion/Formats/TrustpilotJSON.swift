import Feedback
import Readers

/// Trustpilot reviews from its API, and from the data that its public pages carry.
enum TrustpilotJSON: JSONItemFormat {
    static let name = "trustpilot-json"
    static let title = Phrase(en: "Trustpilot reviews (JSON)", fr: "Avis Trustpilot (JSON)")
    static let sourceName = "trustpilot"
    static let family = FormatFamily.review
    static let recordPaths = ["reviews", "productReviews", "props.pageProps.reviews", "data.reviews"]
    static let certainty = 0.98
    static let evidence = "stars, consumer"

    static func isRecord(_ object: JSONObject) -> Bool {
        guard object["stars"] ?? object["rating"] != nil, object["text"] ?? object["content"] != nil else {
            return false
        }
        return object["consumer"]?.object != nil || object["businessUnit"]?.object != nil
    }

    static func read(_ record: JSONObject, _ source: ItemSource) throws(RecordProblem) -> ItemReading {
        if ["deleted", "archived"].contains(record["status"]?.string?.lowercased()) { return .dropped("deleted") }
        var item = source.item(.review, channel: "web")
        item.externalID = record["id"]?.string
        item.createdAt = try source.timestamp(record.value("createdAt", "dates.publishedDate"))
        item.respondent =
            source.pseudonym(record.text("referralEmail", "consumer.email"))
            ?? source.pseudonym(record.at("consumer.id")?.string, on: "trustpilot")
        item.declaredLanguage = item.declaredLanguage ?? record["language"]?.string
        item.country = item.country ?? CountryCode.alpha2(record.text("consumer.countryCode"))
        item.orderID = record.text("referenceId", "referenceNumber")?.trimmed
        item.product = item.product ?? record.text("product.sku", "product.name")
        try item.addStars(record.value("stars", "rating"))
        item.addVerbatim("title", record["title"]?.string)
        item.addVerbatim("text", record.text("text", "content"))
        item.addReply(record.text("companyReply.text", "reply.message"))
        item.mask(name: record.text("consumer.displayName"), unless: source.masker.keepsPII)
        addSegments(record, to: &item)
        return .item(item)
    }

    private static func addSegments(_ record: JSONObject, to item: inout FeedbackItem) {
        item.addSegment("verified", record.text("isVerified", "labels.verification.isVerified"))
        item.addSegment("status", record["status"]?.string)
        item.addSegment("review_source", record["source"]?.string)
        item.addSegment("location", record.at("location.name")?.string)
        item.addSegment("business_unit", record.text("businessUnit.identifyingName", "businessUnit.displayName"))
        for tag in record["tags"]?.array ?? [] {
            guard let value = tag["value"]?.string else { continue }
            item.addSegment(tag["group"]?.string ?? "tag", value)
        }
    }
}
