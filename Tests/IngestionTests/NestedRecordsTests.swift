import Feedback
import Ingestion
import Testing

/// Records that hold several items: places with their reviews, comments with the answers under them, topics of a forum.
@Suite struct NestedRecordsTests {
    private static func reviews(_ place: Int, _ count: Int = 3) -> String {
        let all = (0..<count).map {
            #"{"text": "Le colis \#(place)-\#($0) est arrivé ouvert", "rating": \#($0 + 1), "date": "2026-03-0\#($0 + 1)", "#
                + #""author": "Client \#($0)"}"#
        }
        return "[" + all.joined(separator: ", ") + "]"
    }

    private static func place(_ number: Int, _ list: String = "reviews", count: Int = 3) -> String {
        #"{"name": "Boutique \#(number)", "rating": 4.2, "id": "p\#(number)", "city": "Lyon", "url": "https://x.example/\#(number)", "#
            + #""\#(list)": \#(reviews(number, count))}"#
    }

    @Test(arguments: [
        "[\(place(0)), \(place(1))]", "\(Self.place(0))\n\(place(1))\n", #"{"places": [\#(place(0)), \#(place(1))]}"#,
        "[\(place(0, "avis")), \(place(1, "avis"))]", "[\(place(0, "reviews_data")), \(place(1, "reviews_data"))]",
        #"[{"data": \#(place(0))}, {"data": \#(place(1))}]"#,
        "[\(place(0, count: 1)), \(place(1, count: 5))]",
    ])
    func `each review of a place is an item, with the place's name and without its mean`(json: String) throws {
        let run = try ImportFixture(json, named: "file.json")
        #expect(run.items.count == 6 && run.rejections.isEmpty)
        #expect(run.items.allSatisfy { $0.kind == .review && $0.texts.count == 1 && $0.createdAt != nil })
        #expect(run.items.allSatisfy { $0.answers.count == 1 && $0.answers[0].given != "4.2" && $0.city == "Lyon" })
        #expect(Set(run.items.compactMap(\.product)) == ["Boutique 0", "Boutique 1"])
        #expect(Set(run.items.flatMap(\.segments).filter { $0.name == "product_id" }.map(\.value)) == ["p0", "p1"])
        #expect(run.items.allSatisfy { $0.externalID == nil && $0.respondent != nil })
    }

    @Test(arguments: [
        place(0), #"{"data": \#(place(0))}"#, #"{"status": "OK", "result": \#(place(0))}"#,
        #"{"status": "OK", "result": \#(place(0, "customer_reviews"))}"#,
    ])
    func `the reviews of one place have its name`(json: String) throws {
        let run = try ImportFixture(json, named: "file.json")
        #expect(run.items.count == 3 && run.items.allSatisfy { $0.product == "Boutique 0" && $0.answers.count == 1 })
    }

    @Test func `two lists that could each be the reviews are refused with their names`() throws {
        let two = #"{"name": "Inn", "reviews": \#(Self.reviews(0)), "featured_reviews": \#(Self.reviews(1))}"#
        let error = try #require(ImportFixture.refusal("[\(two), \(two)]", named: "file.json"))
        #expect(error.what.en.contains(#""reviews", "featured_reviews""#) && error.what.fr.contains("« reviews »"))
        #expect(error.fix.en.contains("one record a review"))
    }

    @Test func `a product without reviews, and one whose reviews are under another member, lose nothing`() throws {
        let none = #"{"name": "Boutique 9", "rating": 4, "id": "p9", "reviews": []}"#
        #expect(try ImportFixture("[\(none), \(Self.place(1))]", named: "file.json").items.count == 3)
        let tags = #"{"name": "Inn", "reviewTags": [{"title": "queue", "count": 3}], "reviews": \#(Self.reviews(0))}"#
        #expect(
            try ImportFixture("[\(tags), \(tags.replacing("Inn", with: "Pub"))]", named: "file.json").items.count == 6)
    }

    // MARK: - Comments

    private static func thread(_ names: (id: String, text: String, author: String, date: String, list: String))
        -> String
    {
        func comment(_ id: String, _ text: String, _ author: String, _ hour: Int, _ more: String = "") -> String {
            #"{"\#(names.id)": "\#(id)", "\#(names.text)": "\#(text)", "\#(names.author)": "\#(author)", "#
                + #""\#(names.date)": "2026-03-02T\#(hour):00:00Z"\#(more)}"#
        }
        let deep = comment("c3", "Idem à Lyon, et personne ne répond", "zoe", 12)
        let answer = comment("c2", "Pareil pour moi, colis ouvert", "luc", 11, #", "\#(names.list)": [\#(deep)]"#)
        let first = comment("c1", "Mon colis est arrivé ouvert", "anne", 10, #", "\#(names.list)": [\#(answer)]"#)
        let second = comment("c4", "Très bon accueil en magasin", "paul", 13, #", "\#(names.list)": []"#)
        return "[\(first), \(second)]"
    }

    @Test(arguments: [
        ("id", "text", "profileName", "date", "replies"), ("id", "text", "ownerUsername", "timestamp", "replies"),
        ("cid", "text", "uniqueId", "createTimeISO", "replies"),
        ("comment_id", "comment_text", "commenter_name", "comment_time", "replies"),
        ("id", "body", "author", "created_at", "children"), ("id", "message", "username", "createdAt", "comments"),
        ("id", "content", "user", "date", "childComments"),
        ("pk", "text", "username", "created_at", "preview_child_comments"),
        ("id", "text", "username", "created_at", "answers"),
        ("question_id", "body", "author", "creation_date", "answers"),
    ])
    func `comments and the answers under them are items of their own`(
        names: (id: String, text: String, author: String, date: String, list: String)
    ) throws {
        let run = try ImportFixture(Self.thread(names), named: "file.json")
        #expect(run.items.map(\.externalID) == ["c1", "c2", "c3", "c4"] && run.drops.isEmpty)
        #expect(run.items.allSatisfy { $0.kind == .social && $0.texts.count == 1 && $0.answers.isEmpty })
        #expect(Set(run.items.compactMap(\.respondent)).count == 4)
        #expect(run.items.compactMap { $0.createdAt?.iso8601.prefix(13) } == (10...13).map { "2026-03-02T\($0)" })
        #expect(
            run.items.map { $0.segments.first { $0.name == "in_reply_to" }?.value } == [nil, "c1", "c2", nil])
    }

    @Test(arguments: [
        #""facebookUrl": "https://www.facebook.com/shop/posts/1", "#,
        #""videoWebUrl": "https://www.tiktok.com/@shop/video/1", "#,
        #""postUrl": "https://www.facebook.com/shop?post=1", "#,
    ])
    func `what the page answers is kept with the comment it answers`(link: String) throws {
        let run = try ImportFixture(
            #"[{\#(link)"id": "1", "text": "Mon colis est arrivé ouvert", "username": "anne", "timestamp": 1772442000, "replies": "#
                + #"[{"id": "2", "text": "Écrivez-nous en privé", "username": "shop", "timestamp": 1772443000}, "#
                + #"{"id": "3", "text": "Idem chez moi", "username": "luc", "timestamp": 1772444000}]}]"#,
            named: "file.json")
        #expect(run.items.map(\.externalID) == ["1", "3"])
        #expect(run.items[0].segments.first { $0.name == "company_reply" }?.value == "Écrivez-nous en privé")
    }

    @Test func `a post of a page, its comments and the page's answers`() throws {
        let answer =
            #"{"comment_id": "3", "commenter_id": "77", "commenter_name": "Shop", "comment_text": "Nous regardons", "comment_time": "2026-03-02 12:00:00"}"#
        let comment =
            #"{"comment_id": "2", "commenter_id": "9", "commenter_name": "Anne", "comment_text": "Colis ouvert", "comment_time": "2026-03-02 11:00:00", "replies": [\#(answer)]}"#
        let post =
            #"{"post_id": "1", "text": "Nos horaires", "post_text": "Nos horaires", "time": "2026-03-02 10:00:00", "likes": 2, "comments": 1, "user_id": "77", "username": "Shop", "comments_full": [\#(comment)]}"#
        let run = try ImportFixture("[\(post)]", named: "file.json")
        #expect(
            run.items.map(\.texts) == [["Nos horaires"], ["Colis ouvert"]]
                && run.items.allSatisfy { $0.source == "facebook" })
        #expect(run.items[0].segments.contains { $0.value == "account_owner" })
        #expect(run.items[1].segments.first { $0.name == "company_reply" }?.value == "Nous regardons")
        #expect(run.items[1].segments.first { $0.name == "in_reply_to" }?.value == "1")
    }

    @Test func `a thread of Hacker News is read to its leaves, without what was deleted`() throws {
        let run = try ImportFixture(
            #"{"id": 1, "created_at": "2026-03-01T10:00:00.000Z", "type": "story", "author": "pg", "title": "Parcel tracking", "text": null, "points": 57, "parent_id": null, "story_id": 1, "children": "#
                + #"[{"id": 2, "created_at": "2026-03-01T11:00:00.000Z", "type": "comment", "author": null, "text": null, "parent_id": 1, "story_id": 1, "children": "#
                + #"[{"id": 3, "created_at": "2026-03-01T12:00:00.000Z", "type": "comment", "author": "eve", "text": "<p>It doesn&#x27;t work", "parent_id": 2, "story_id": 1, "children": []}]}]}"#,
            named: "file.json")
        #expect(run.items.map(\.texts) == [["Parcel tracking"], ["It doesn't work"]] && run.drops == ["no_text"])
        #expect(run.items.allSatisfy { $0.source == "hacker-news" && $0.answers.isEmpty })
    }

    @Test func `comments that GraphQL wraps`() throws {
        let node =
            #"{"node": {"id": "1", "text": "Colis ouvert", "created_at": 1772442000, "owner": {"id": "5", "username": "anne"}, "edge_liked_by": {"count": 2}, "edge_threaded_comments": {"edges": [{"node": {"id": "2", "text": "Idem", "created_at": 1772443000, "owner": {"id": "6", "username": "luc"}}}]}}}"#
        let run = try ImportFixture(
            #"{"data": {"shortcode_media": {"id": "9", "edge_media_to_parent_comment": {"count": 1, "edges": [\#(node)]}}}}"#,
            named: "file.json")
        #expect(run.items.map(\.externalID) == ["1", "2"] && run.items.map(\.source) == ["instagram", "instagram"])
    }

    @Test func `a community that answers its comments in VK`() throws {
        let run = try ImportFixture(
            #"{"response": {"count": 1, "items": [{"id": 5, "from_id": 10, "date": 1772442000, "text": "Colis ouvert", "owner_id": -44, "thread": {"count": 2, "items": "#
                + #"[{"id": 6, "from_id": -44, "date": 1772443000, "text": "Écrivez-nous", "owner_id": -44}, {"id": 7, "from_id": 11, "date": 1772444000, "text": "Idem", "owner_id": -44}]}}]}}"#,
            named: "file.json")
        #expect(run.items.map(\.externalID) == ["5", "7"] && run.items.allSatisfy { $0.source == "vk" })
        #expect(run.items[0].segments.first { $0.name == "company_reply" }?.value == "Écrivez-nous")
    }

    @Test(arguments: [
        #""rating": 2, "replies": [{"text": "Merci de votre avis", "author": "Shop"}]"#,
        #""status": "open", "subject": "Colis", "comments": [{"text": "Nous regardons", "author": "Agent"}]"#,
        #""answers": [{"question": "Pourquoi ?", "text": "Trop long", "created_at": "2026-03-02"}]"#,
        #""nps": 3, "comments": [{"text": "Nous regardons", "author": "Agent"}]"#,
    ])
    func `reviews and cases keep what is answered in their record`(members: String) throws {
        let records = (0..<4).map {
            #"{"id": \#($0), "text": "Le colis \#($0) est arrivé ouvert", "author": "c\#($0)", \#(members)}"#
        }
        let run = try ImportFixture("[" + records.joined(separator: ",") + "]", named: "file.json")
        #expect(run.items.count == 4 && run.plan.format != "comments-json")
    }

    // MARK: - Discourse

    private static func post(_ number: Int, _ words: String, _ more: String = "") -> String {
        #"{"id": \#(700 + number), "name": "Anne", "username": "u\#(number)", "created_at": "2026-03-0\#(number)T10:00:00.000Z", "#
            + #""cooked": "<aside class=\"quote\"><p>déjà dit</p></aside><p>\#(words)</p>", "post_number": \#(number), "post_type": 1\#(more)}"#
    }

    @Test func `a topic of Discourse is its posts, those of the staff apart`() throws {
        let posts = [
            Self.post(1, "Mon colis est arrivé ouvert"),
            Self.post(2, "Nous regardons cela", #", "reply_to_post_number": 1, "staff": true, "admin": true"#),
            Self.post(3, "Toujours rien", #", "reply_to_post_number": 2"#),
            Self.post(4, "fermé", #", "staff": true"#).replacing(#""post_type": 1"#, with: #""post_type": 3"#),
            Self.post(5, "Idem pour moi", #", "reply_to_post_number": 1"#),
            Self.post(6, "Merci de patienter", #", "moderator": true"#),
        ]
        let run = try ImportFixture(
            #"{"post_stream": {"posts": [\#(posts.joined(separator: ","))], "stream": [701]}, "id": 55, "title": "Colis ouvert", "posts_count": 6, "suggested_topics": [{"id": 9, "title": "Autre"}]}"#,
            named: "topic.json")
        #expect(run.plan.format == "discourse-json" && run.drops == ["system"])
        #expect(run.items.map(\.externalID) == ["701", "703", "705"])
        #expect(
            run.items.map(\.texts) == [
                ["Colis ouvert", "Mon colis est arrivé ouvert"], ["Toujours rien"], ["Idem pour moi"],
            ])
        #expect(
            run.items[0].segments.filter { $0.name == "company_reply" }.map(\.value)
                == ["Nous regardons cela", "Merci de patienter"])
        #expect(run.items[2].segments.first { $0.name == "in_reply_to" }?.value == "701")
    }

    @Test func `a list of topics without their posts is refused with what to import`() {
        let error = ImportFixture.refusal(
            #"{"users": [], "topic_list": {"per_page": 30, "topics": [{"id": 1, "title": "Colis ouvert", "posts_count": 3, "created_at": "2026-03-01T10:00:00.000Z"}]}}"#,
            named: "latest.json")
        #expect(error?.what.en.contains("list of topics") == true && error?.fix.fr.contains("/t/") == true)
    }

    // MARK: - Pages and their answers

    @Test(arguments: [
        #""comments": {"data": [COMMENT]}"#, #""comments": [COMMENT]"#,
    ])
    func `what a page answers under its own post is the company's`(list: String) throws {
        let answer =
            #"{"id": "5_2", "message": "Merci, nous regardons", "created_time": "2026-03-02T11:00:00+0000", "from": {"id": "19", "name": "Shop"}}"#
        let comment =
            #"{"id": "5_1", "message": "Colis ouvert", "created_time": "2026-03-02T10:00:00+0000", "from": {"id": "78", "name": "Anne"}, "comments": {"data": [\#(answer)]}}"#
        let run = try ImportFixture(
            #"{"data": [{"id": "19_5", "message": "Nos horaires", "created_time": "2026-03-01T10:00:00+0000", "from": {"id": "19", "name": "Shop"}, "#
                + list.replacing("COMMENT", with: comment) + "}]}", named: "file.json")
        #expect(run.plan.format == "meta-graph-json" && run.items.map(\.externalID) == ["19_5", "5_1"])
        #expect(run.items[0].segments.contains { $0.value == "account_owner" })
        #expect(run.items[1].segments.first { $0.name == "company_reply" }?.value == "Merci, nous regardons")
    }

    @Test func `answers of others in Threads are not the account's own posts`() throws {
        let run = try ImportFixture(
            #"{"data": [{"id": "1", "media_product_type": "THREADS", "media_type": "TEXT_POST", "username": "anne", "text": "Colis ouvert", "timestamp": "2026-03-01T10:00:00+0000", "is_reply": true, "replied_to": {"id": "9"}}]}"#,
            named: "file.json")
        #expect(run.items[0].segments.map(\.value) == ["9"])
    }

    @Test(arguments: [
        #"{"elements": [{"actor": "urn:li:person:1", "created": {"time": 1772442000000}, "id": "7", "$URN": "urn:li:comment:(urn:li:activity:1,7)", "message": {"attributes": [], "text": "Colis ouvert"}}]}"#,
        #"[{"id": "7", "commentary": "Colis ouvert", "createdAt": "2026-03-02T09:00:00.000Z", "actor": {"id": "1", "name": "Anne"}, "replies": [{"id": "8", "commentary": "Merci", "actor": {"id": "2", "name": "Shop", "author": true}}]}]"#,
    ])
    func `comments of LinkedIn`(json: String) throws {
        let run = try ImportFixture(json, named: "file.json")
        #expect(run.items.count == 1 && run.items[0].externalID == "7" && run.items[0].source == "linkedin")
        #expect(run.items[0].texts == ["Colis ouvert"] && run.items[0].createdAt?.iso8601.prefix(10) == "2026-03-02")
        #expect(run.items[0].kind == .social && run.items[0].respondent != nil && run.items[0].answers.isEmpty)
    }

    @Test func `places of Google give their name to their reviews`() throws {
        let review =
            #"{"name": "places/P/reviews/R", "rating": 2, "text": {"text": "Trop long", "languageCode": "fr"}, "authorAttribution": {"displayName": "Anne", "uri": "https://x.example/1"}, "publishTime": "2026-03-01T10:00:00Z"}"#
        let run = try ImportFixture(
            #"{"places": [{"id": "P", "displayName": {"text": "Boutique"}, "rating": 4.3, "reviews": [\#(review)]}]}"#,
            named: "file.json")
        #expect(run.plan.format == "google-business-json" && run.items.count == 1 && run.items[0].product == "Boutique")
    }
}
