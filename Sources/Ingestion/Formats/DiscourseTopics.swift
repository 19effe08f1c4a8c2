import Feedback
import Readers

/// Topics of a Discourse forum with their posts, as its pages give them with `.json` added to their address. What the staff
/// answers is kept with the post it answers, as the company's reply.
enum DiscourseTopics: JSONItemFormat {
    static let name = "discourse-json"
    static let title = Phrase(en: "Discourse topics", fr: "Sujets Discourse")
    static let sourceName = "discourse"
    static let family = FormatFamily.social
    static let recordPaths = ["post_stream.posts", "latest_posts", "posts"]
    static let certainty = 0.97
    static let evidence = "cooked, post_number, username"

    static func isRecord(_ object: JSONObject) -> Bool { isPost(object) || object.at("post_stream.posts") != nil }

    private static func isPost(_ object: JSONObject) -> Bool {
        object["cooked"] != nil && object["post_number"] != nil && object["username"] != nil
    }

    /// The posts of a topic, without those of the staff that answer another one of them.
    static func expanded(_ record: JSONObject) -> [JSONObject] {
        guard let posts = record.at("post_stream.posts")?.array?.compactMap(\.object).filter(isPost) else {
            return [record]
        }
        var topic = posts.map { post in
            var post = post
            if post["topic_title"] == nil { post["topic_title"] = record["title"] }
            return post
        }
        let places = Dictionary(
            topic.enumerated().map { (number($1), $0) }, uniquingKeysWith: { first, _ in first })
        var answered: Set<Int> = []
        for (place, post) in posts.enumerated() where isAnswerOfStaff(post) {
            guard let parent = places[answers(post)], !isStaff(posts[parent]), let text = words(post) else { continue }
            topic[parent][replies] = .array((topic[parent][replies]?.array ?? []) + [.string(text)])
            answered.insert(place)
        }
        for (place, post) in posts.enumerated() where post["reply_to_post_number"]?.string != nil {
            topic[place][parent] = places[answers(post)].flatMap { posts[$0]["id"] }
        }
        return topic.indices.filter { !answered.contains($0) }.map { topic[$0] }
    }

    static func read(_ record: JSONObject, _ source: ItemSource) throws(RecordProblem) -> ItemReading {
        if let reason = reasonToDrop(record) { return .dropped(reason) }
        var item = source.item(.social, channel: "forum")
        item.externalID = record["id"]?.string
        item.createdAt = try source.timestamp(record["created_at"])
        item.respondent = source.pseudonym(record.text("user_id", "username"), on: "discourse")
        let title = record.text("topic_title") ?? source.context["title"]?.string
        let opens = number(record) == "1"
        if opens { item.addVerbatim("title", title) }
        item.addVerbatim("text", words(record))
        item.addSegment("topic", opens ? nil : title)
        item.addSegment("in_reply_to", record.text(parent, "reply_to_post_number"))
        if isStaff(record) { item.addSegment("author", "account_owner") }
        for reply in record[replies]?.array ?? [] { item.addReply(reply.string) }
        item.mask(name: record.text("name"), unless: source.masker.keepsPII)
        return .item(item)
    }

    private static func reasonToDrop(_ post: JSONObject) -> String? {
        if let kind = post["post_type"]?.string, kind != "1" { return kind == "4" ? "private_note" : "system" }
        if ["system", "discobot"].contains(post["username"]?.string) { return "bot" }
        if post["user_deleted"]?.bool == true || post["deleted_at"]?.string != nil { return "deleted" }
        if post["hidden"]?.bool == true { return "hidden" }
        // Where the post that is answered is not in the file.
        return isAnswerOfStaff(post) && post[replies] == nil && post["reply_to_post_number"]?.string != nil
            ? "company_reply" : nil
    }

    // MARK: - Posts of the staff

    private static let replies = "#replies"
    private static let parent = "#parent"

    private static func number(_ post: JSONObject) -> String { post["post_number"]?.string ?? "" }

    /// The number of the post it answers; without one, the topic's first.
    private static func answers(_ post: JSONObject) -> String { post.text("reply_to_post_number") ?? "1" }

    private static func isStaff(_ post: JSONObject) -> Bool {
        ["staff", "admin", "moderator"].contains { post[$0]?.bool == true }
    }

    private static func isAnswerOfStaff(_ post: JSONObject) -> Bool {
        isStaff(post) && number(post) != "1" && (post["post_type"]?.string ?? "1") == "1"
    }

    /// What a post says, without the posts it quotes and the pages it shows.
    private static func words(_ post: JSONObject) -> String? {
        guard let html = post.text("cooked", "raw") else { return nil }
        var (result, rest) = ("", html[...])
        while let start = rest.firstRange(of: "<aside") {
            result += rest[..<start.lowerBound]
            rest = rest[start.upperBound...]
            guard let end = rest.firstRange(of: "</aside>") else { break }
            rest = rest[end.upperBound...]
        }
        return plainText(fromHTML: result + rest)
    }
}
