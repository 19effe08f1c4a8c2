import Feedback
import Readers

/// YouTube comments and the answers under them, from its Data API, or beside a video that yt-dlp has saved.
enum YouTubeComments: JSONItemFormat {
    static let name = "youtube-json"
    static let title = Phrase(en: "YouTube comments (API, yt-dlp)", fr: "Commentaires YouTube (API, yt-dlp)")
    static let sourceName = "youtube"
    static let family = FormatFamily.social
    static let recordPaths = ["items"]
    static let certainty = 0.98
    static let evidence = "kind youtube#comment"

    static func isRecord(_ object: JSONObject) -> Bool {
        if isVideo(object) || isSavedComment(object) { return true }
        if object.at("snippet.topLevelComment.snippet") != nil { return true }
        return object["kind"]?.string == "youtube#comment" && object["snippet"]?.object != nil
    }

    /// What yt-dlp writes of a video.
    private static func isVideo(_ object: JSONObject) -> Bool {
        object["id"] != nil && object["title"] != nil
            && ["formats", "webpage_url", "extractor", "comments"].count { object[$0] != nil } > 1
    }

    private static func isSavedComment(_ object: JSONObject) -> Bool {
        ["id", "text", "parent", "timestamp"].allSatisfy { object[$0] != nil }
            && object.value("author", "author_id") != nil
    }

    static func expanded(_ record: JSONObject) -> [JSONObject] {
        if isVideo(record) {
            let comments = (record["comments"]?.array ?? []).compactMap(\.object)
            return comments.isEmpty ? [record] : comments
        }
        guard let top = record.at("snippet.topLevelComment")?.object else { return [record] }
        return [top] + (record.at("replies.comments")?.array ?? []).compactMap(\.object)
    }

    static func read(_ record: JSONObject, _ source: ItemSource) throws(RecordProblem) -> ItemReading {
        if isVideo(record) { return .dropped("no_text") }
        if isSavedComment(record) { return .item(try savedComment(record, source)) }
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

    private static func savedComment(_ comment: JSONObject, _ source: ItemSource) throws(RecordProblem) -> FeedbackItem
    {
        var item = source.item(.social, channel: "social")
        item.externalID = comment["id"]?.string
        item.createdAt = try source.timestamp(comment["timestamp"])
        item.respondent = source.pseudonym(comment.text("author_id", "author"), on: "youtube")
        item.addVerbatim("text", comment["text"]?.string)
        if let parent = comment["parent"]?.string, parent != "root" { item.addSegment("in_reply_to", parent) }
        item.addSegment("likes", comment["like_count"]?.string)
        if comment["author_is_uploader"]?.bool == true { item.addSegment("author", "account_owner") }
        return item
    }
}
