import Feedback
import Readers

/// Mastodon: an account's `outbox.json` (ActivityPub) and statuses from the API.
enum Mastodon: JSONItemFormat {
    static let name = "mastodon-json"
    static let title = Phrase(en: "Mastodon posts (outbox, API)", fr: "Publications Mastodon (outbox, API)")
    static let sourceName = "mastodon"
    static let family = FormatFamily.social
    static let recordPaths = ["orderedItems", "first.orderedItems", "statuses"]
    static let certainty = 0.97
    static let evidence = "type Create, object.content, published"

    static func isRecord(_ object: JSONObject) -> Bool {
        if ["Create", "Announce", "Delete", "Update", "Undo"].contains(object["type"]?.string) {
            return object["object"] != nil && object["actor"] != nil
        }
        if object["type"]?.string == "Note" { return object["content"] != nil }
        return object["content"] != nil && object.at("account.acct") != nil && object["created_at"] != nil
    }

    static func read(_ record: JSONObject, _ source: ItemSource) throws(RecordProblem) -> ItemReading {
        if record["type"]?.string == "Announce" || record["reblog"]?.object != nil { return .dropped("retweet") }
        if ["Delete", "Undo"].contains(record["type"]?.string) { return .dropped("deleted") }
        let post = record["object"]?.object ?? record
        if let kind = post["type"]?.string, !["Note", "Question", "Article"].contains(kind) {
            return .dropped("other_kind")
        }
        var item = source.item(.social, channel: "social")
        item.externalID = post["id"]?.string
        item.createdAt = try source.timestamp(post.value("published", "created_at"))
        item.respondent = source.pseudonym(post.text("attributedTo", "account.url", "account.acct"), on: "mastodon")
        let languages = post["contentMap"]?.object?.keys ?? []
        item.declaredLanguage =
            item.declaredLanguage ?? post.text("language") ?? (languages.count == 1 ? languages[0] : nil)
        item.addVerbatim("text", post["content"]?.string.map { plainText(fromHTML: withoutHiddenSpans($0)) })
        item.addSegment("content_warning", post.text("summary", "spoiler_text"))
        item.addSegment("in_reply_to", post.text("inReplyTo", "in_reply_to_id"))
        item.addSegment("likes", post["favourites_count"]?.string)
        item.addSegment("reposts", post["reblogs_count"]?.string)
        if record["actor"] != nil { item.addSegment("author", "account_owner") }
        return .item(item)
    }

    /// Links are written in three spans of which readers see the middle one.
    private static func withoutHiddenSpans(_ html: String) -> String {
        var (result, rest) = ("", html[...])
        while let start = rest.firstRange(of: "<span class=\"invisible\">") {
            result += rest[..<start.lowerBound]
            rest = rest[start.upperBound...]
            if let end = rest.firstRange(of: "</span>") { rest = rest[end.upperBound...] }
        }
        return result + rest
    }
}
