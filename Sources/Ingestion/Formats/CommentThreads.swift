import Feedback
import Readers

/// Posts and comments with the answers under them, as scrapers save Facebook, Instagram and TikTok and as VK, Disqus and
/// Hacker News give them: each comment and each answer is an item of its own. What the page itself answers is kept with
/// the comment it answers, as the company's reply.
enum CommentThreads: JSONItemFormat {
    static let name = "comments-json"
    static let title = Phrase(
        en: "Comments with the answers under them (scrapers, APIs)",
        fr: "Commentaires et leurs réponses (extractions, API)")
    static let sourceName = "comments"
    static let family = FormatFamily.social
    static let recordPaths = ["response.items", "comments", "response", "elements", "data"]
    static let certainty = 0.92
    static let evidence = "text, author, replies"

    static func isRecord(_ object: JSONObject) -> Bool {
        let object = unwrapped(object)
        guard object[Marks.parent] == nil else { return true }
        guard !refused.contains(where: { object[$0] != nil }), !isCase(object) else { return false }
        return Comment(object).isComment || !answers(of: object).isEmpty
    }

    /// What reviews, surveys and cases of a help desk have beside their texts.
    private static let refused = [
        "rating", "stars", "note", "reviewRating", "starRating", "subject", "priority", "assignee", "requester",
        "ticket_id", "ticketId", "question", "answer", "nps", "csat", "ces", "survey_id", "surveyId", "response_id",
        "responseId", "form_id", "formId",
    ]

    /// "open", "solved": what becomes of a case.
    private static func isCase(_ object: JSONObject) -> Bool {
        ["status", "state"].contains { name in
            guard case .string(let state) = object[name] else { return false }
            return !["active", "approved", "published"].contains(state.lowercased())
        }
    }

    /// `{"node": {…}}`, as GraphQL gives its records.
    private static func unwrapped(_ object: JSONObject) -> JSONObject {
        object.members.count <= 2 ? object["node"]?.object ?? object : object
    }

    /// Only where answers stand under comments, or could: other flat records are read with all their columns.
    static func detect(_ head: FileHead) -> Detection? {
        guard let detection = detectRecords(head), let shape = head.json else { return nil }
        let records = shape.firstRecords.flatMap { recordObjects(in: $0) }
        return records.map(unwrapped).contains { !answers(of: $0).isEmpty || isSigned($0) } ? detection : nil
    }

    /// Whether a network is told by what else a comment has, answers or not.
    private static func isSigned(_ comment: JSONObject) -> Bool {
        switch Platform(comment) {
        case .disqus, .hackerNews, .linkedin: true
        case .tiktok: comment["cid"] != nil
        case .facebook, .instagram, .vk: comment["replies"] != nil || comment["thread"]?.object != nil
        case nil: false
        }
    }

    static func prepare(_ source: inout ItemSource, for shape: JSONShape) -> [Decision] {
        let records = shape.firstRecords.flatMap { recordObjects(in: $0) }
        if source.name == sourceName, let platform = records.lazy.compactMap({ Platform(unwrapped($0)) }).first {
            source.name = platform.rawValue
        }
        return []
    }

    static func read(_ record: JSONObject, _ source: ItemSource) throws(RecordProblem) -> ItemReading {
        let comment = Comment(record)
        if let reason = comment.reasonToDrop { return .dropped(reason) }
        var item = source.item(.social, channel: "social")
        item.externalID = comment.id
        item.createdAt = comment.moments.lazy.compactMap { try? source.timestamp($0) }.first ?? nil
        item.respondent = source.pseudonym(comment.accounts.first, on: source.name)
        item.addVerbatim("title", record.text("title"))
        item.addVerbatim("text", comment.text)
        if record[Marks.isOwner]?.bool == true { item.addSegment("author", "account_owner") }
        item.addSegment("in_reply_to", record.text(Marks.parent) ?? comment.parent)
        item.addSegment("likes", comment.likes)
        for reply in record[Marks.replies]?.array ?? [] { item.addReply(reply.string) }
        item.mask(name: comment.name, unless: source.masker.keepsPII)
        return .item(item)
    }
}

// MARK: - Answers under a comment

extension CommentThreads {
    /// What unfolding adds to a comment.
    private enum Marks {
        static let parent = "#parent"
        static let replies = "#replies"
        static let isOwner = "#owner"
    }

    static func expanded(_ record: JSONObject) -> [JSONObject] {
        guard record[Marks.parent] == nil else { return [record] }
        let record = unwrapped(record)
        let owner = Owner(of: record)
        return expanded(record, under: nil, owner: owner)
    }

    private static func expanded(_ record: JSONObject, under parent: String?, owner: Owner) -> [JSONObject] {
        var record = record
        record[Marks.parent] = .string(parent ?? "")
        let isOwner = owner.wrote(record)
        if isOwner { record[Marks.isOwner] = .bool(true) }
        var (kept, replies) = ([JSONObject](), [JSONValue]())
        let id = Comment(record).id ?? parent
        for answer in answers(of: record) {
            let isReply = !isOwner && owner.wrote(answer) && Comment(record).text != nil
            if isReply, let text = Comment(answer).text { replies.append(.string(text)) }
            let below = expanded(answer, under: id, owner: owner)
            kept += isReply ? below.dropFirst() : below[...]
        }
        if !replies.isEmpty { record[Marks.replies] = .array(replies) }
        return [record] + kept
    }

    /// The comments under a post, or the answers under a comment.
    private static func answers(of record: JSONObject) -> [JSONObject] {
        for path in lists {
            guard let elements = elements(record.at(path)), !elements.isEmpty else { continue }
            // What a customer answered to questions is no thread.
            if elements.contains(where: { object in Self.asked.contains { object[$0] != nil } }) { continue }
            let comments = elements.filter { Comment($0).isComment || $0["children"]?.array != nil }
            if comments.count * 2 > elements.count { return comments }
        }
        return []
    }

    /// `[…]`, `{"data": […]}`, `{"edges": [{"node": {…}}]}`.
    private static func elements(_ value: JSONValue?) -> [JSONObject]? {
        if case .array(let elements) = value {
            return elements.compactMap(\.object).map { $0["node"]?.object ?? $0 }
        }
        guard let object = value?.object else { return nil }
        return ["data", "items", "nodes", "edges", "comments"].lazy.compactMap { elements(object[$0]) }.first
    }

    private static let asked = ["question", "questionId", "field", "field_id", "fieldId"]
    private static let lists = [
        "replies", "reply_comment", "comments_full", "latestComments", "thread.items", "children", "childComments",
        "child_comments", "sub_comments", "subComments", "edge_threaded_comments", "edge_media_to_parent_comment",
        "preview_child_comments", "answers", "comment_replies", "commentReplies", "comments",
    ]
}

/// A post or comment under the names that networks and scrapers give its members.
private struct Comment {
    let record: JSONObject

    init(_ record: JSONObject) { self.record = record }

    /// Whether somebody said it: a text with its author or its day.
    var isComment: Bool { written != nil && (!accounts.isEmpty || !moments.isEmpty) }

    var id: String? {
        record.text(
            "comment_id", "commentId", "cid", "id", "pk", "_id", "answer_id", "question_id", "post_id", "postId",
            "uuid")
    }
    var text: String? { written.flatMap { $0.trimmed.isEmpty ? nil : $0 } }
    var likes: String? {
        record.text(
            "likesCount", "like_count", "likeCount", "likes.count", "likes", "diggCount", "digg_count",
            "comment_like_count", "reactionsCount", "comment_reaction_count", "engagement.likes",
            "likesSummary.totalLikes", "edge_liked_by.count", "likes_count")
    }
    var name: String? {
        record.text(
            "profileName", "commenter_name", "author.name", "user.nickname", "user.full_name", "from.name",
            "author.displayName", "actor.name")
    }
    /// Number and name of the account, those that last first.
    var accounts: [String] {
        [
            "commenter_id", "profileId", "uid", "user.uid", "user.id", "user.pk", "from.id", "from_id", "author.id",
            "author_id", "authorId", "user_id", "userId", "owner.id", "owner.user_id", "ownerId", "ownerUsername",
            "uniqueId",
            "user.unique_id", "user.username", "author.username", "author", "username", "profileName",
            "commenter_name", "author.name", "from.name", "user.name", "user", "by", "author.login", "owner.username",
            "actor.id",
            "actor.name", "actor",
        ].compactMap { record.text($0) }
    }
    var moments: [JSONValue] {
        [
            "timestamp", "created_utc", "createTime", "create_time", "created_at_i", "comment_time", "createdAt",
            "created_at", "creation_date", "created_time", "createTimeISO", "createdAtTimestamp", "created.time",
            "publishedAt",
            "published_at", "date", "time",
        ].compactMap { record.value($0) }
    }
    /// The comment it answers, where flat records say so.
    var parent: String? {
        let parent = record.text(
            "reply_to_comment", "repliesToId", "replyToCid", "reply_to_id", "parent_comment_id", "parentId",
            "parent_id",
            "parent", "reply_id")
        return parent == "0" ? nil : parent
    }

    var reasonToDrop: String? {
        if ["isDeleted", "is_deleted", "deleted"].contains(where: { record[$0]?.bool == true }) { return "deleted" }
        if ["[deleted]", "[removed]", "[dead]", "[flagged]"].contains(written?.trimmed) { return "deleted" }
        if ["isSpam", "is_spam", "spam"].contains(where: { record[$0]?.bool == true }) { return "spam" }
        if ["isHidden", "is_hidden", "hidden"].contains(where: { record[$0]?.bool == true }) { return "hidden" }
        if record["isApproved"]?.bool == false { return "not_approved" }
        return text == nil && record.text("title") == nil ? "no_text" : nil
    }

    /// `nil` where there is no such member.
    private var written: String? {
        [
            "comment_text", "commentText", "raw_message", "text", "message", "message.text", "body", "selftext",
            "commentary", "content", "comment", "caption",
            "post_text",
        ].lazy.compactMap { name in
            if case .string(let text) = record[name] ?? record.at(name) { text } else { nil }
        }.first
    }
}

/// Who keeps the page that is commented on.
private struct Owner {
    private var accounts: Set<String> = []

    /// - Parameter post: a post with its comments, or a comment that names the page it stands on.
    init(of post: JSONObject) {
        let links = ["facebookUrl", "postUrl", "post_url", "videoWebUrl", "inputUrl", "pageUrl", "postFacebookUrl"]
            .compactMap { post[$0]?.string }
        // In a group anybody posts.
        guard !links.contains(where: { $0.contains("/groups/") }) else { return }
        accounts.formUnion(links.compactMap(Self.account))
        if post["comments_full"] != nil || post["latestComments"] != nil {
            accounts.formUnion(Comment(post).accounts)
        }
        // Communities have numbers below zero in VK.
        if let owner = post.text("owner_id"), owner.hasPrefix("-") { accounts.insert(owner) }
    }

    func wrote(_ comment: JSONObject) -> Bool {
        let flags = [
            "author_is_uploader", "authorIsChannelOwner", "isOwner", "is_owner", "isPageOwner", "isPageAuthor",
        ]
        if flags.contains(where: { comment[$0]?.bool == true }) || comment["label_text"]?.string == "Creator"
            || comment.at("actor.author")?.bool == true
        {
            return true
        }
        guard !accounts.isEmpty else { return false }
        let links = ["profileUrl", "commenter_url"].compactMap { comment[$0]?.string.flatMap(Self.account) }
        return (links + Comment(comment).accounts).contains(where: accounts.contains)
    }

    /// `https://www.facebook.com/shop/posts/1` and `https://www.tiktok.com/@shop/video/1` are of "shop".
    private static func account(_ link: String) -> String? {
        let parts = link.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
        guard parts.count > 2, parts[0].hasPrefix("http") else { return nil }
        let name = parts[2].utf8.prefix { $0 != UInt8(ascii: "?") }
        let account = String(Substring(name.first == UInt8(ascii: "@") ? name.dropFirst() : name))
        let pages: Set<String> = [
            "p", "reel", "reels", "tv", "watch", "photo", "photo.php", "permalink.php", "story.php", "profile.php",
            "video",
            "videos", "share", "people", "events", "explore", "stories",
        ]
        return account.isEmpty || pages.contains(account) ? nil : account
    }
}

/// The network a comment comes from, where its members tell.
private enum Platform: String {
    case facebook, instagram, tiktok, vk, disqus, linkedin
    case hackerNews = "hacker-news"

    init?(_ record: JSONObject) {
        func has(_ names: String...) -> Bool { names.allSatisfy { record[$0] != nil } }
        if has("forum", "thread", "raw_message") || has("forum", "thread", "isApproved") {
            self = .disqus
        } else if has("from_id", "owner_id") || has("from_id", "thread") {
            self = .vk
        } else if has("$URN", "actor") || has("commentary", "actor") {
            self = .linkedin
        } else if has("story_id", "children") || has("by", "time", "type") && record["id"] != nil {
            self = .hackerNews
        } else if has("aweme_id") || has("diggCount") {
            self = .tiktok
        } else if has("facebookUrl") || has("comments_full") || has("commenter_name") {
            self = .facebook
        } else if has("latestComments") || has("edge_liked_by") || has("preview_child_comments") || has("shortCode")
            || record.text("postUrl")?.contains("instagram.com") == true
        {
            self = .instagram
        } else {
            return nil
        }
    }
}
