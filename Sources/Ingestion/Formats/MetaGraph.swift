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

    /// A post or comment, then what answers it, however deep.
    static func expanded(_ record: JSONObject) -> [JSONObject] {
        let replies = (record.at("replies.data") ?? record.at("comments.data"))?.array ?? []
        return [record]
            + replies.compactMap(\.object).filter(isRecord).flatMap { reply in
                var reply = reply
                if reply["parent"] == nil, let id = record["id"] { reply["parent"] = .object(["id": id]) }
                return expanded(reply)
            }
    }

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
        if isPost { item.addSegment("author", "account_owner") }
        item.addSegment("in_reply_to", record.at("parent.id")?.string)
        item.addSegment("likes", record["like_count"]?.string)
        item.addSegment("replies", record.text("comment_count", "comments_count"))
        item.mask(name: record.text("from.name", "reviewer.name"), unless: source.masker.keepsPII)
        return .item(item)
    }

    /// The id, or the one in the link where the fields were restricted.
    private static func identity(_ record: JSONObject) -> String? {
        record.text("id") ?? record.text("permalink_url").flatMap { PagePath.parameter(["comment_id"], of: $0) }
    }
}
