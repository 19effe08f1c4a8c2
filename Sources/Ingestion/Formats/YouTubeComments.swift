import Feedback
import Readers

/// YouTube comments and the answers under them, from its Data API, or beside a video that yt-dlp has saved. What the channel
/// answers to a comment is kept with it, as the company's reply.
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
            return comments.isEmpty ? [record] : withReplies(comments)
        }
        guard let top = record.at("snippet.topLevelComment")?.object else { return [record] }
        return withReplies([top] + (record.at("replies.comments")?.array ?? []).compactMap(\.object))
    }

    /// The comments without what the channel answered, which goes to the comments it answered.
    private static func withReplies(_ comments: [JSONObject]) -> [JSONObject] {
        var (replies, kept) = ([String: [JSONValue]](), [JSONObject]())
        let customers = Set(comments.filter { !isByChannel($0) }.compactMap { $0["id"]?.string })
        for comment in comments {
            let parent = comment.text("parent", "snippet.parentId")
            if isByChannel(comment), let parent, customers.contains(parent), let text = text(of: comment) {
                replies[parent, default: []].append(.string(text))
            } else {
                kept.append(comment)
            }
        }
        return kept.map { comment in
            guard let id = comment["id"]?.string, let answers = replies[id] else { return comment }
            var comment = comment
            comment[Self.replies] = .array(answers)
            return comment
        }
    }

    private static let replies = "#replies"

    /// The channel that was commented on answers under its own name.
    private static func isByChannel(_ comment: JSONObject) -> Bool {
        if comment["author_is_uploader"]?.bool == true { return true }
        let author = comment.text("snippet.authorChannelId.value")
        return author != nil && author == comment.text("snippet.channelId")
    }

    private static func text(of comment: JSONObject) -> String? {
        comment.text("snippet.textOriginal", "snippet.textDisplay", "text")
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
        if isByChannel(record) { item.addSegment("author", "account_owner") }
        addReplies(of: record, to: &item)
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
        if isByChannel(comment) { item.addSegment("author", "account_owner") }
        addReplies(of: comment, to: &item)
        return item
    }

    private static func addReplies(of comment: JSONObject, to item: inout FeedbackItem) {
        for reply in comment[replies]?.array ?? [] { item.addReply(reply.string) }
    }
}
