import Feedback
import Readers

/// Reddit posts and comments: listings of its API, and dumps with one object a line.
enum Reddit: JSONItemFormat {
    static let name = "reddit-json"
    static let title = Phrase(
        en: "Reddit posts and comments (API, dumps)", fr: "Publications et commentaires Reddit (API, archives)")
    static let sourceName = "reddit"
    static let family = FormatFamily.social
    static let recordPaths = ["data.children", "children", "data"]
    static let certainty = 0.96
    static let evidence = "subreddit, created_utc, body"

    static func isRecord(_ object: JSONObject) -> Bool {
        let post = object["data"]?.object ?? object
        return post["created_utc"] != nil && post["subreddit"] != nil && (post["body"] ?? post["title"]) != nil
    }

    static func reasonToSkip(_ object: JSONObject) -> String? {
        if object["kind"]?.string == "more" { return "not_fetched" }
        return ["t2", "t5"].contains(object["kind"]?.string) ? "other_kind" : nil
    }

    /// A comment, then the answers under it, however deep, and what stands for those that were not fetched.
    static func expanded(_ record: JSONObject) -> [JSONObject] {
        let post = record["data"]?.object ?? record
        let replies = post.at("replies.data.children")?.array ?? []
        return [record] + replies.compactMap(\.object).flatMap { isRecord($0) ? expanded($0) : [$0] }
    }

    static func read(_ record: JSONObject, _ source: ItemSource) throws(RecordProblem) -> ItemReading {
        let post = record["data"]?.object ?? record
        let body = post.text("body", "selftext")
        if ["[deleted]", "[removed]"].contains(body) { return .dropped("deleted") }
        if post["author"]?.string == "AutoModerator" { return .dropped("bot") }
        var item = source.item(.social, channel: "social")
        item.externalID = post.text("name") ?? post["id"]?.string.map { (post["body"] != nil ? "t1_" : "t3_") + $0 }
        item.createdAt = try source.timestamp(post["created_utc"])
        item.respondent = source.pseudonym(post["author"]?.string, on: "reddit")
        item.addVerbatim("title", post["title"]?.string)
        item.addVerbatim("text", body)
        item.addSegment("subreddit", post["subreddit"]?.string)
        item.addSegment("in_reply_to", post["parent_id"]?.string)
        item.addSegment("score", post["score"]?.string)
        item.addSegment("replies", post["num_comments"]?.string)
        return .item(item)
    }
}
