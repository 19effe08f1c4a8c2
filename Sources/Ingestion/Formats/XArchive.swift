import Feedback
import Readers

/// `tweets.js` of an archive that X prepares for an account: the account's own posts.
enum XArchive: JSONItemFormat {
    static let name = "x-archive"
    static let title = Phrase(en: "X archive (tweets.js)", fr: "Archive X (tweets.js)")
    static let sourceName = "x"
    static let family = FormatFamily.social
    static let recordPaths: [String] = []
    static let certainty = 0.97
    static let evidence = "tweet, full_text, id_str"

    static func isRecord(_ object: JSONObject) -> Bool {
        let post = object["tweet"]?.object ?? object
        // Posts of the API name their author; an archive has one author.
        return post["id_str"] != nil && post["full_text"] != nil && post["user"] == nil
    }

    static func prepare(_ source: inout ItemSource, for shape: JSONShape) -> [Decision] {
        [
            Decision(
                "author", en: "an archive holds the posts of the account that asked for it, not those of its customers",
                fr: "une archive contient les publications du compte qui l'a demandée, pas celles de ses clients")
        ]
    }

    static func read(_ record: JSONObject, _ source: ItemSource) throws(RecordProblem) -> ItemReading {
        let post = record["tweet"]?.object ?? record
        if post["deleted_at"] != nil { return .dropped("deleted") }
        let text = post["full_text"]?.string
        if XPostText.isRepost(text) { return .dropped("retweet") }
        var item = source.item(.social, channel: "social")
        item.externalID = post["id_str"]?.string
        item.createdAt = try source.timestamp(post["created_at"])
        item.declaredLanguage = item.declaredLanguage ?? XPostText.language(post["lang"])
        item.addVerbatim("text", text)
        item.addSegment("author", "account_owner")
        item.addSegment("in_reply_to", post["in_reply_to_status_id_str"]?.string)
        item.addSegment("likes", post["favorite_count"]?.string)
        item.addSegment("reposts", post["retweet_count"]?.string)
        return .item(item)
    }
}
