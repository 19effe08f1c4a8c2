import Feedback
import Readers

/// Comments on posts of a Facebook page or an Instagram account, and ratings of a page, from Meta's Graph API.
enum MetaGraph: JSONItemFormat {
    static let name = "meta-graph-json"
    static let title = Phrase(
        en: "Facebook and Instagram comments (Graph API)", fr: "Commentaires Facebook et Instagram (API Graph)")
    static let sourceName = "meta"
    static let family = FormatFamily.social
    static let recordPaths = ["data", "comments.data"]
    static let certainty = 0.94
    static let evidence = "created_time, message, like_count"

    static func isRecord(_ object: JSONObject) -> Bool {
        if object["created_time"] != nil,
            (object["message"] ?? object["review_text"] ?? object["recommendation_type"]) != nil
        {
            return true
        }
        guard hasZoneWithoutColon(object["timestamp"]?.string) else { return false }
        guard object["id"] ?? object["username"] != nil else { return false }
        return object["text"] != nil || object["caption"] != nil || object["media_type"] != nil
    }

    /// `2020-06-01T10:56:52+0000`: how Meta writes moments.
    private static func hasZoneWithoutColon(_ text: String?) -> Bool {
        guard let bytes = text.map({ Array($0.utf8) }), bytes.count == 24 else { return false }
        return bytes[10] == UInt8(ascii: "T") && (bytes[19] == UInt8(ascii: "+") || bytes[19] == UInt8(ascii: "-"))
    }

    /// A post or comment, then what answers it, however deep. What the page answers is kept with what it answers.
    static func expanded(_ record: JSONObject) -> [JSONObject] { expanded(record, page: page(of: record)) }

    private static func expanded(_ record: JSONObject, page: String?) -> [JSONObject] {
        var (record, below) = (record, [JSONObject]())
        let isPage = page != nil && account(record) == page
        for reply in answers(of: record) {
            var reply = reply
            if reply["parent"] == nil, let id = record["id"] { reply["parent"] = .object(["id": id]) }
            let all = expanded(reply, page: page)
            if !isPage, page != nil, account(reply) == page, let text = reply.text("message", "text") {
                record[pageReplies] = .array((record[pageReplies]?.array ?? []) + [.string(text)])
                below += all.dropFirst()
            } else {
                below += all
            }
        }
        return [record] + below
    }

    private static let pageReplies = "#replies"

    private static func answers(of record: JSONObject) -> [JSONObject] {
        // Libraries that fetch page by page leave `data` out.
        let lists = ["replies", "comments"].lazy.compactMap { name -> [JSONValue]? in
            if case .array(let elements) = record[name]?["data"] ?? record[name] { elements } else { nil }
        }
        return (lists.first { !$0.isEmpty } ?? []).compactMap(\.object).filter(isRecord)
    }

    /// The page or account whose post it is: a post's number begins with the page's.
    private static func page(of record: JSONObject) -> String? {
        guard let account = account(record), !answers(of: record).isEmpty else { return nil }
        let isOwn = record["media_type"] != nil || record["caption"] != nil
        return isOwn || record["id"]?.string?.hasPrefix("\(account)_") == true ? account : nil
    }

    private static func account(_ record: JSONObject) -> String? { record.text("from.id", "username") }

    static func read(_ record: JSONObject, _ source: ItemSource) throws(RecordProblem) -> ItemReading {
        if record["hidden"]?.bool == true || record["is_hidden"]?.bool == true { return .dropped("hidden") }
        let isPost = record["media_type"] != nil || record["caption"] != nil
        var item = source.item(record["recommendation_type"] != nil ? .review : .social, channel: "social")
        item.externalID = identity(record)
        item.createdAt = try source.timestamp(record.value("created_time", "timestamp"))
        item.respondent = source.pseudonym(record.text("from.id", "reviewer.id", "username"), on: "meta")
        item.addVerbatim("text", record.text("message", "text", "review_text", "caption"))
        if let thumb = record["recommendation_type"]?.string {
            try item.addRating(
                "recommended", kind: .rating, scale: .thumb, given: thumb, points: thumb == "positive" ? 1 : 0)
        } else if record["review_text"] != nil {
            try item.addStars(record["rating"])
        }
        // Threads answers with posts of others too.
        if isPost || page(of: record) != nil,
            record["is_reply"]?.bool != true || record["is_reply_owned_by_me"]?.bool == true
        {
            item.addSegment("author", "account_owner")
        }
        item.addSegment("in_reply_to", record.text("parent.id", "replied_to.id"))
        item.addSegment("likes", record["like_count"]?.string)
        item.addSegment("replies", record.text("comment_count", "comments_count"))
        for reply in record[pageReplies]?.array ?? [] { item.addReply(reply.string) }
        item.mask(name: record.text("from.name", "reviewer.name"), unless: source.masker.keepsPII)
        return .item(item)
    }

    /// The id, or the one in the link where the fields were restricted.
    private static func identity(_ record: JSONObject) -> String? {
        record.text("id") ?? record.text("permalink_url").flatMap { PagePath.parameter(["comment_id"], of: $0) }
    }
}
