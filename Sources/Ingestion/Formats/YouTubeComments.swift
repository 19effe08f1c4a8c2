import Feedback
import Readers

/// YouTube comments and the answers under them, from its Data API.
enum YouTubeComments: JSONItemFormat {
    static let name = "youtube-json"
    static let title = Phrase(en: "YouTube comments (API)", fr: "Commentaires YouTube (API)")
    static let sourceName = "youtube"
    static let family = FormatFamily.social
    static let recordPaths = ["items"]
    static let certainty = 0.98
    static let evidence = "kind youtube#comment"

    static func isRecord(_ object: JSONObject) -> Bool {
        if object.at("snippet.topLevelComment.snippet") != nil { return true }
        return object["kind"]?.string == "youtube#comment" && object["snippet"]?.object != nil
    }

    static func expanded(_ record: JSONObject) -> [JSONObject] {
        guard let top = record.at("snippet.topLevelComment")?.object else { return [record] }
        return [top] + (record.at("replies.comments")?.array ?? []).compactMap(\.object)
    }

    static func read(_ record: JSONObject, _ source: ItemSource) throws(RecordProblem) -> ItemReading {
        let comment = record["snippet"]?.object ?? [:]
        if comment["moderationStatus"]?.string.map({ ["rejected", "likelySpam"].contains($0) }) == true {
            return .dropped("spam")
        }
        var item = source.item(.social, channel: "social")
        item.externalID = record["id"]?.string
        item.createdAt = try source.timestamp(comment.value("publishedAt", "updatedAt"))
        item.respondent = source.pseudonym(comment.text("authorChannelId.value", "authorChannelUrl"), on: "youtube")
        item.addVerbatim("text", comment.text("textOriginal", "textDisplay"))
        item.addSegment("video", comment["videoId"]?.string)
        item.addSegment("in_reply_to", comment["parentId"]?.string)
        item.addSegment("likes", comment["likeCount"]?.string)
        // The channel that was commented on answers under its own name.
        if let author = comment.text("authorChannelId.value"), author == comment.text("channelId") {
            item.addSegment("author", "account_owner")
        }
        return .item(item)
    }
}
