import Feedback
import Readers

/// Bluesky posts: feeds, threads, search results and single records.
enum Bluesky: JSONItemFormat {
    static let name = "bluesky-json"
    static let title = Phrase(en: "Bluesky posts (API)", fr: "Publications Bluesky (API)")
    static let sourceName = "bluesky"
    static let family = FormatFamily.social
    static let recordPaths = ["feed", "posts", "records", "thread"]
    static let certainty = 0.97
    static let evidence = "uri at://…, record.text, record.createdAt"

    static func isRecord(_ object: JSONObject) -> Bool { post(object) != nil || isHidden(object) }

    /// A post as a view of it (`record`), as stored (`value`), or within an entry of a feed or thread (`post`).
    private static func post(_ object: JSONObject) -> JSONObject? {
        let view = object["post"]?.object ?? object
        guard view["uri"]?.string?.hasPrefix("at://") == true, content(view)["createdAt"] != nil else { return nil }
        return view
    }

    private static func content(_ view: JSONObject) -> JSONObject {
        (view["record"] ?? view["value"])?.object ?? [:]
    }

    private static func isHidden(_ object: JSONObject) -> Bool {
        object["notFound"]?.bool == true || object["blocked"]?.bool == true
    }

    /// A post of a thread, then the replies to it.
    static func expanded(_ record: JSONObject) -> [JSONObject] {
        [record] + (record["replies"]?.array ?? []).compactMap(\.object).filter(isRecord).flatMap(expanded)
    }

    static func recordsBeside(_ context: JSONObject) -> [JSONObject] {
        guard var root = context["thread"]?.object, isRecord(root) else { return [] }
        // The replies have been read as records of their own.
        root["replies"] = nil
        return [root]
    }

    static func read(_ record: JSONObject, _ source: ItemSource) throws(RecordProblem) -> ItemReading {
        guard let view = post(record) else { return .dropped("deleted") }
        if record.at("reason.$type")?.string?.hasSuffix("reasonRepost") == true { return .dropped("retweet") }
        let content = content(view)
        if let type = content["$type"]?.string, type != "app.bsky.feed.post" { return .dropped("other_kind") }
        var item = source.item(.social, channel: "social")
        item.externalID = view["uri"]?.string
        item.createdAt = try source.timestamp(content["createdAt"])
        item.respondent = source.pseudonym(view.text("author.did") ?? account(view["uri"]?.string), on: "bluesky")
        let languages = content["langs"]?.array ?? []
        item.declaredLanguage = item.declaredLanguage ?? (languages.count == 1 ? languages[0].string : nil)
        item.addVerbatim("text", content["text"]?.string)
        item.addSegment("in_reply_to", content.at("reply.parent.uri")?.string)
        item.addSegment("likes", view["likeCount"]?.string)
        item.addSegment("reposts", view["repostCount"]?.string)
        item.addSegment("replies", view["replyCount"]?.string)
        return .item(item)
    }

    /// `at://did:plc:…/app.bsky.feed.post/…` begins with the account.
    private static func account(_ uri: String?) -> String? {
        uri?.utf8.dropFirst(5).split(separator: UInt8(ascii: "/")).first.map { String(Substring($0)) }
    }
}
