import Feedback
import Readers

/// Posts from the X API: version 2 pages, and the statuses of version 1.1.
enum XAPI: JSONItemFormat {
    static let name = "x-api"
    static let title = Phrase(en: "X posts (API)", fr: "Publications X (API)")
    static let sourceName = "x"
    static let family = FormatFamily.social
    static let recordPaths = ["data", "statuses"]
    static let certainty = 0.96
    static let evidence = "id, text, author_id"

    static func isRecord(_ object: JSONObject) -> Bool {
        if object["delete"]?["status"] != nil { return true }
        guard object["text"] ?? object["full_text"] != nil else { return false }
        if object["id_str"] != nil { return object["user"]?.object != nil || object["retweet_count"] != nil }
        guard object["id"]?.string?.utf8.allSatisfy(\.isDigit) == true else { return false }
        let own = [
            "author_id", "public_metrics", "edit_history_tweet_ids", "conversation_id", "referenced_tweets",
            "retweeted_status", "in_reply_to_status_id",
        ]
        return own.contains { object[$0] != nil } || object.at("user.screen_name") != nil
    }

    static func read(_ record: JSONObject, _ source: ItemSource) throws(RecordProblem) -> ItemReading {
        if record["delete"] != nil || record["withheld"] != nil { return .dropped("deleted") }
        let post = Post(record)
        if post.isRepost { return .dropped("retweet") }
        var item = source.item(.social, channel: "social")
        item.externalID = post.id
        item.createdAt = try source.timestamp(record["created_at"])
        item.respondent = source.pseudonym(post.author, on: "x")
        item.declaredLanguage = item.declaredLanguage ?? XPostText.language(record["lang"])
        item.addVerbatim("text", post.text)
        item.addSegment("conversation", record["conversation_id"]?.string)
        for (name, member, older) in metrics {
            item.addSegment(name, (record.at("public_metrics.\(member)") ?? record[older])?.string)
        }
        return .item(item)
    }

    private static let metrics = [
        ("likes", "like_count", "favorite_count"), ("reposts", "retweet_count", "retweet_count"),
        ("replies", "reply_count", "reply_count"), ("quotes", "quote_count", "quote_count"),
        ("views", "impression_count", "impression_count"),
    ]

    private struct Post {
        let id: String?
        let author: String?
        let text: String?
        let isRepost: Bool

        init(_ record: JSONObject) {
            id = record.text("id_str", "id")
            author = record.text("author_id", "user.id_str", "user.id")
            // Long posts are cut in `text`.
            text = record.text("note_tweet.text", "extended_tweet.full_text", "full_text", "text")
            let references = record["referenced_tweets"]?.array ?? []
            isRepost =
                references.contains { $0["type"]?.string == "retweeted" } || record["retweeted_status"] != nil
                || XPostText.isRepost(text)
        }
    }
}

/// What posts of X have in common, whatever the export.
enum XPostText {
    /// `RT @shop: …` is someone else's text.
    static func isRepost(_ text: String?) -> Bool { text?.utf8.starts(with: "RT @".utf8) ?? false }

    /// `und`, `zxx` and the `q…` codes mean that X does not know.
    static func language(_ code: JSONValue?) -> String? {
        guard let code = code?.string, code.utf8.count == 2 || code.utf8.contains(UInt8(ascii: "-")) else { return nil }
        return code == "in" ? "id" : code == "iw" ? "he" : code
    }
}
