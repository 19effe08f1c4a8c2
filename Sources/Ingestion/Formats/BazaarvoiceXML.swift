import Feedback
import Readers

/// Bazaarvoice's Standard Client Feed: products with their reviews, read one review at a time.
enum BazaarvoiceXML: XMLItemFormat {
    static let name = "bazaarvoice-xml"
    static let title = Phrase(en: "Bazaarvoice client feed (XML)", fr: "Flux client Bazaarvoice (XML)")
    static let sourceName = "bazaarvoice"
    static let family = FormatFamily.review
    /// The product's own names come before its reviews; a brand has names too, which are not the product's.
    static let recordNames: Set<String> = ["Review", "Brand", "ExternalId", "Name"]

    static func recognise(_ head: XMLHead) -> Detection? {
        guard head.rootName == "Feed",
            head.rootNamespace?.contains("bazaarvoice") == true
                || head.firstPaths.contains("Feed/Product/Reviews/Review")
        else { return nil }
        return Detection(
            confidence: 0.98,
            reasons: [
                Phrase(
                    en: "a Bazaarvoice Feed of products and reviews", fr: "un Feed Bazaarvoice de produits et d'avis")
            ])
    }

    static func read(_ element: XMLElement, _ source: inout ItemSource) throws(RecordProblem) -> ItemReading? {
        guard element.name == "Review" else {
            if element.name != "Brand" { source.context[element.name] = .string(element.text) }
            return nil
        }
        if element[attribute: "removed"] == "true" { return .dropped("deleted") }
        if let status = element.text("ModerationStatus"), status != "APPROVED" {
            return .dropped("moderation_\(status.lowercased())")
        }
        var item = source.item(.review, channel: "web")
        item.externalID = element[attribute: "id"] ?? element.text("Id")
        item.createdAt = try source.timestamp(element.value("SubmissionTime", "FirstPublishTime"))
        item.respondent =
            source.pseudonym(element.text("UserEmailAddress"))
            ?? source.pseudonym(element.first("UserProfileReference")?[attribute: "id"], on: "bazaarvoice")
        item.declaredLanguage = item.declaredLanguage ?? BazaarvoiceText.language(element.text("DisplayLocale"))
        item.country = item.country ?? BazaarvoiceText.country(element.text("DisplayLocale"))
        item.product = item.product ?? source.context.text("ExternalId", "Name")
        try addRatings(element, to: &item)
        item.addVerbatim("title", element.text("Title"))
        item.addVerbatim("review", element.text("ReviewText"))
        item.addVerbatim("nps_comment", element.text("NetPromoterComment"))
        item.addReply(
            (element.first("ClientResponses")?.all("ClientResponse") ?? []).lazy.compactMap { $0.text("Response") }
                .first)
        for value in element.first("ContextDataValues")?.all("ContextDataValue") ?? [] {
            item.addSegment(value[attribute: "id"] ?? "context", value.text("Value", "ValueLabel"))
        }
        item.addSegment("campaign", element.text("CampaignId"))
        item.addSegment("syndicated_from", element.text("Source", "SyndicationSource"))
        return .item(item)
    }

    private static func addRatings(_ element: XMLElement, to item: inout FeedbackItem) throws(RecordProblem) {
        if let given = element.text("Rating"), let points = JSONValue.string(given).double {
            let scale = RatingScale(1, element.value("RatingRange")?.double ?? 5)
            try item.addRating("stars", kind: .rating, scale: scale, given: given, points: points)
        }
        if let given = element.text("NetPromoterScore"), let points = JSONValue.string(given).double {
            try item.addRating("nps", kind: .nps, scale: .nps, given: given, points: points)
        }
        for value in element.first("RatingValues")?.all("RatingValue") ?? [] {
            guard let given = value.text("Rating"), let points = JSONValue.string(given).double, points > 0 else {
                continue
            }
            try item.addRating(
                value[attribute: "id"] ?? value.text("RatingDimension.ExternalId") ?? "rating", kind: .rating,
                scale: RatingScale(1, value.value("RatingDimension.RatingRange", "RatingRange")?.double ?? 5),
                given: given, points: points)
        }
        if let recommended = element.text("Recommended") { item.addBoolean("recommended", recommended == "true") }
    }
}
