import Feedback
import Readers

/// Google Play reviews from the Developer API, and from the scraper whose JSON and CSV files are all over the place.
enum GooglePlayJSON: JSONItemFormat {
    static let name = "google-play-json"
    static let title = Phrase(en: "Google Play reviews (API, scraper)", fr: "Avis Google Play (API, scraper)")
    static let sourceName = "google-play"
    static let family = FormatFamily.review
    static let recordPaths = ["reviews", "data"]
    static let certainty = 0.97
    static let evidence = "reviewId, comments.userComment"

    static func isRecord(_ object: JSONObject) -> Bool {
        guard object["reviewId"] ?? object["id"] != nil else { return false }
        if object["comments"]?.array?.contains(where: { $0["userComment"] != nil }) == true { return true }
        return object["score"] != nil && (object["content"] ?? object["text"]) != nil
            && (object["thumbsUpCount"] ?? object["thumbsUp"] ?? object["reviewCreatedVersion"]) != nil
    }

    static func read(_ record: JSONObject, _ source: ItemSource) throws(RecordProblem) -> ItemReading {
        var item = source.item(.review, channel: "app")
        item.externalID = record.text("reviewId", "id")
        let comments = record["comments"]?.array ?? []
        if let comment = comments.lazy.compactMap({ $0["userComment"]?.object }).first {
            try add(comment, to: &item, source)
            item.addReply(comments.lazy.compactMap { $0.at("developerComment.text")?.string }.first)
        } else {
            item.createdAt = try source.timestamp(record.value("at", "date"))
            try item.addStars(record["score"])
            item.addVerbatim("title", record.text("title"))
            item.addVerbatim("review", record.text("content", "text"))
            item.appVersion = record.text("reviewCreatedVersion", "appVersion", "version")
            item.addReply(record.text("replyContent", "replyText"))
            item.addSegment("helpful_votes", record.text("thumbsUpCount", "thumbsUp"))
        }
        item.product = item.product ?? record.text("appId", "app_id")
        item.mask(name: record.text("authorName", "userName"), unless: source.masker.keepsPII)
        return .item(item)
    }

    private static func add(
        _ comment: JSONObject, to item: inout FeedbackItem, _ source: ItemSource
    ) throws(RecordProblem) {
        item.createdAt = try source.timestamp(comment.at("lastModified.seconds"))
        try item.addStars(comment["starRating"])
        item.declaredLanguage = item.declaredLanguage ?? comment.text("reviewerLanguage")
        item.appVersion = comment.text("appVersionName", "appVersionCode")
        item.device = comment.text("deviceMetadata.productName", "device")
        // A tab stands between the title and the text.
        let text = comment.text("originalText", "text") ?? ""
        let parts = text.utf8.split(separator: 0x09, maxSplits: 1, omittingEmptySubsequences: false)
            .map { String(Substring($0)) }
        if parts.count > 1 { item.addVerbatim("title", parts[0]) }
        item.addVerbatim("review", parts.last)
        item.addSegment("helpful_votes", comment.text("thumbsUpCount"))
    }
}
