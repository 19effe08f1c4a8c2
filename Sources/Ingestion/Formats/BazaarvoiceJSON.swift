import Feedback
import Readers

/// Reviews and comments on reviews from Bazaarvoice's Conversations API.
enum BazaarvoiceJSON: JSONItemFormat {
    static let name = "bazaarvoice-json"
    static let title = Phrase(en: "Bazaarvoice reviews (API)", fr: "Avis Bazaarvoice (API)")
    static let sourceName = "bazaarvoice"
    static let family = FormatFamily.review
    static let recordPaths = ["Results"]
    static let certainty = 0.98
    static let evidence = "ReviewText, SubmissionTime, ModerationStatus"

    static func isRecord(_ object: JSONObject) -> Bool {
        object["SubmissionTime"] != nil && object["ModerationStatus"] != nil
            && (object["ReviewText"] ?? object["CommentText"] ?? object["Rating"]) != nil
    }

    static func read(_ record: JSONObject, _ source: ItemSource) throws(RecordProblem) -> ItemReading {
        if let status = record["ModerationStatus"]?.string, status != "APPROVED" {
            return .dropped("moderation_\(status.lowercased())")
        }
        let isComment = record["CommentText"] != nil
        var item = source.item(.review, channel: "web")
        item.externalID = record["Id"]?.string.map { isComment ? "comment-\($0)" : $0 }
        item.createdAt = try source.timestamp(record["SubmissionTime"])
        item.respondent = source.pseudonym(record["AuthorId"]?.string, on: "bazaarvoice")
        item.declaredLanguage = item.declaredLanguage ?? BazaarvoiceText.language(record.text("ContentLocale"))
        item.country = item.country ?? BazaarvoiceText.country(record.text("ContentLocale"))
        item.product = item.product ?? record.text("OriginalProductName", "ProductId")
        try addRatings(record, to: &item)
        item.addVerbatim("title", record["Title"]?.string)
        item.addVerbatim("review", record.text("ReviewText", "CommentText"))
        item.addVerbatim("pros", record["Pros"]?.string)
        item.addVerbatim("cons", record["Cons"]?.string)
        item.addReply((record["ClientResponses"]?.array ?? []).lazy.compactMap { $0["Response"]?.string }.first)
        addSegments(record, to: &item)
        return .item(item)
    }

    private static func addRatings(_ record: JSONObject, to item: inout FeedbackItem) throws(RecordProblem) {
        if let points = record["Rating"]?.double {
            let scale = RatingScale(1, record["RatingRange"]?.double ?? 5)
            try item.addRating(
                "stars", kind: .rating, scale: scale, given: record["Rating"]?.string ?? "", points: points)
        }
        for (name, rating) in record["SecondaryRatings"]?.object?.members ?? [] {
            guard let points = rating["Value"]?.double, points > 0 else { continue }
            try item.addRating(
                name, question: rating["Label"]?.string, kind: .rating,
                scale: RatingScale(1, rating["ValueRange"]?.double ?? 5), given: rating["Value"]?.string ?? "",
                points: points)
        }
        item.addBoolean("recommended", record["IsRecommended"]?.bool)
        if let points = record["NetPromoterScore"]?.double {
            try item.addRating(
                "nps", kind: .nps, scale: .nps, given: record["NetPromoterScore"]?.string ?? "", points: points)
        }
        item.addVerbatim("nps_comment", record["NetPromoterComment"]?.string)
    }

    private static func addSegments(_ record: JSONObject, to item: inout FeedbackItem) {
        item.addSegment("in_reply_to", record["ReviewId"]?.string)
        for (name, value) in record["ContextDataValues"]?.object?.members ?? [] {
            item.addSegment(name, value.text("ValueLabel", "Value"))
        }
        item.addSegment("campaign", record["CampaignId"]?.string)
        if record["IsSyndicated"]?.bool == true {
            item.addSegment("syndicated_from", record["SourceClient"]?.string ?? "yes")
        }
    }
}

/// `fr_FR`, as Bazaarvoice writes locales.
enum BazaarvoiceText {
    static func language(_ locale: String?) -> String? { parts(locale).first }
    static func country(_ locale: String?) -> String? {
        parts(locale).count > 1 ? CountryCode.alpha2(parts(locale)[1]) : nil
    }

    private static func parts(_ locale: String?) -> [String] {
        (locale ?? "").utf8.split(separator: UInt8(ascii: "_")).map { String(Substring($0)) }
    }
}
