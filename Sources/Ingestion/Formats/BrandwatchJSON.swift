import Feedback
import Readers

/// Mentions from Brandwatch's API, wherever on the web they were found.
enum BrandwatchJSON: JSONItemFormat {
    static let name = "brandwatch-json"
    static let title = Phrase(en: "Brandwatch mentions (API)", fr: "Mentions Brandwatch (API)")
    static let sourceName = "brandwatch"
    static let family = FormatFamily.social
    static let recordPaths = ["results"]
    static let certainty = 0.97
    static let evidence = "queryId, snippet, pageType"

    static func isRecord(_ object: JSONObject) -> Bool {
        object["queryId"] != nil && (object["snippet"] ?? object["fullText"]) != nil && object["date"] != nil
    }

    static func read(_ record: JSONObject, _ source: ItemSource) throws(RecordProblem) -> ItemReading {
        let snippet = record.text("fullText", "snippet", "title")
        if record["retweetOf"]?.string?.isEmpty == false || XPostText.isRepost(snippet) { return .dropped("retweet") }
        var item = source.item(.social, channel: "social")
        item.externalID = record.text("id", "resourceId")
        item.createdAt = try source.timestamp(record["date"])
        item.respondent = source.pseudonym(record.text("twitterAuthorId", "author"), on: record.text("domain") ?? "web")
        item.declaredLanguage = item.declaredLanguage ?? record.text("language")
        item.country = item.country ?? CountryCode.alpha2(record.text("countryCode"))
        item.addVerbatim("text", snippet)
        item.addSegment("platform", record.text("pageType", "domain"))
        item.addSegment("query", record.text("queryName"))
        item.addSegment("sentiment", record.text("sentiment"))
        item.addSegment("in_reply_to", record.text("replyTo"))
        item.mask(name: record.text("fullname"), unless: source.masker.keepsPII)
        return .item(item)
    }
}
