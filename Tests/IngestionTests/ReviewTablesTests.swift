import Feedback
import Foundation
import Ingestion
import Testing

/// Reviews saved from shops, maps and booking sites, by scrapers and by their own exports. All rows are made up.
@Suite struct ReviewTablesTests {
    private static let texts = [
        "The zip broke after two weeks of normal use", "Fast delivery and the colour is as shown",
        "Too small, I had to send it back", "My daughter wears it every day", "Battery lasts less than an hour",
        "The box arrived open and one cable was missing", "Works as described, nothing more to say",
        "Nobody answered my two emails", "Sound is clear but the headband is tight", "Easy to clean and solid",
    ]
    private static let titles = [
        "Broken", "Love it", "Too small", "Nice gift", "Weak battery", "Missing cable", "As described", "No answer",
        "Clear sound", "Perfect", "Wrong colour", "Bad smell", "Well made", "Late",
    ]

    /// Rows under a header: `cells` makes the cells of each.
    private static func table(_ header: String, rows: Int = 14, _ cells: (Int) -> [String]) -> String {
        let lines = (0..<rows).map { row in cells(row).map { "\"\($0)\"" }.joined(separator: ",") }
        return ([header] + lines).joined(separator: "\n") + "\n"
    }

    private static func text(_ row: Int) -> String { texts[row % texts.count] }

    @Test func `what a guest gave the staff and the rooms in quarters of ten is rated`() throws {
        let run = try ImportFixture(
            Self.table("Review date,Positive review,Negative review,Review score,Staff,Cleanliness,Value for money") {
                row in
                [
                    "2026-03-\(10 + row) 08:00:00", Self.text(row), row % 2 == 0 ? "" : Self.text(row + 3),
                    ["7.0", "8.5", "10", "5.5"][row % 4], ["10", "7.5", "5"][row % 3], ["7.5", "5", "10"][row % 3],
                    ["2.5", "10", "7.5"][row % 3],
                ]
            })
        for aspect in ["Staff", "Cleanliness", "Value for money"] {
            #expect(run.items.allSatisfy { $0.rated(aspect)?.scale == RatingScale(1, 10) }, "\(aspect)")
        }
    }

    @Test func `short titles are no rating and a translation is left out`() throws {
        let run = try ImportFixture(
            Self.table("Date,Rating,Title,Review,Translated review", rows: 12) { row in
                [
                    "2026-03-\(10 + row)", "\(row % 5 + 1)", ["Super", "Nul", "Bof"][row % 3], Self.text(row),
                    "Traduction \(row % 4) de ce qui précède",
                ]
            })
        #expect(run.items.allSatisfy { $0.answers.map(\.field) == ["Rating"] })
        #expect(run.target("Translated review") == .ignore)
    }

    @Test func `what a shop adds to Delighted is a property and no question`() throws {
        let run = try ImportFixture(
            Self.table("Response ID,Score,Comment,Permalink,Survey Type,Created,Magasin") { row in
                [
                    "\(1000 + row)", "\(row % 11)", Self.text(row), "https://delighted.com/r/x\(row)", "nps",
                    "2026-03-\(10 + row)T08:00:00 Z", ["Lille", "Lyon"][row % 2],
                ]
            })
        #expect(run.target("Magasin") == .segment && run.items.allSatisfy { $0.answers.map(\.kind) == [.nps] })
    }

    @Test(arguments: [
        ("review_title", "helpful"), ("Title", "Helpful Votes"), ("reviewTitle", "reviewReaction"),
        ("title", "found_helpful"),
    ])
    func `the title of an Amazon review is a text, whatever stars stand before it`(title: String, helpful: String)
        throws
    {
        let run = try ImportFixture(
            Self.table("\(title),body,rating,\(helpful)") { row in
                [
                    "\(row % 5 + 1).0 out of 5 stars \(Self.titles[row])", Self.text(row), "\(row % 5 + 1)",
                    row % 3 == 0 ? "One person found this helpful" : "\(row + 2) people found this helpful",
                ]
            })
        #expect(run.target(title) == .verbatim && run.target(helpful) == .answer)
        #expect(run.items.map(\.texts) == (0..<14).map { [Self.titles[$0], Self.text($0)] })
        #expect(run.items.allSatisfy { $0.answers.filter { $0.kind == .rating }.map(\.field) == ["rating"] })
    }

    @Test(arguments: [
        ("comment", ["Too long (2)", "Late again (1)", "Slow (3)", "Too long (1)"]),
        ("Avis", ["0 days of waiting", "3 calls to the desk", "2 hours on the line", "10 euros too much"]),
        ("review", ["Cold soup - 2", "Noisy room - 4", "Cold soup - 3", "Small room - 5"]),
    ])
    func `a text with a number at one end is a text`(header: String, cells: [String]) throws {
        let run = try ImportFixture(Self.table("id,\(header)", rows: 12) { ["\($0)", cells[$0 % cells.count]] })
        #expect(run.target(header) == .verbatim)
        #expect(run.items.map(\.texts) == (0..<12).map { [cells[$0 % cells.count]] })
    }

    @Test(arguments: [
        ("Note", ["4 étoiles", "1 étoile", "5 étoiles"], 4.0), ("review", ["4/5", "1/5", "5/5"], 4),
        ("avis", ["4,0/5 (12 avis)", "3,5/5 (8 avis)", "5/5 (3 avis)"], 4),
        ("Note", ["4 - Satisfait", "5 - Très satisfait", "1 - Insatisfait"], 4),
    ])
    func `stars, grades and steps with their label stay ratings`(header: String, cells: [String], first: Double) throws
    {
        let rows = (0..<9).map { "\($0);\(cells[$0 % 3])\n" }.joined()
        let run = try ImportFixture("id;\(header)\n" + rows)
        #expect(run.items.first?.rated(header)?.value == (first - 1) / 4)
    }

    @Test(arguments: [
        ["2 days", "3 days", "2 weeks", "1 week", "4 hours", "2 hours"],
        ["6 mois", "1 an", "2 ans", "6 mois", "1 an", "2 ans"],
    ])
    func `durations of several units are no numbers`(cells: [String]) throws {
        let run = try ImportFixture(
            Self.table("id,review,delivery_time", rows: 24) { ["\($0)", Self.text($0) + " \($0)", cells[$0 % 6]] })
        #expect(run.target("delivery_time") == .segment)
    }

    @Test(arguments: ["headline", "review.title", "reviews.title", "Review headline", "review_headline"])
    func `a title beside a review is a text of its own`(title: String) throws {
        let run = try ImportFixture(
            Self.table("review_id,\(title),text,stars") {
                ["r\($0)", Self.titles[$0], Self.text($0), "\($0 % 5 + 1)"]
            })
        #expect(run.items.first?.texts == [Self.titles[0], Self.text(0)])
    }

    @Test func `a job title is no text, pros and cons are two`() throws {
        let run = try ImportFixture(
            Self.table("review_id,job_title,headline,pros,cons,overall_rating") { row in
                ["r\(row)", "Store clerk in town \(row)", Self.titles[row], Self.text(row), Self.text(row + 3), "3"]
            })
        #expect(run.target("job_title") == .segment)
        #expect(run.items.first?.verbatims.map(\.field) == ["headline", "pros", "cons"])
        #expect(run.items.first?.verbatims.map(\.question) == [nil, "pros", "cons"])
    }

    @Test(arguments: [
        ("response.iso_date", "response.snippet", "iso_date"),
        ("responseFromOwnerDate", "responseFromOwnerText", "publishedAtDate"),
        ("ownerResponse.publishedDate", "ownerResponse.text", "publishedDate"),
        ("owner_answer_timestamp_datetime_utc", "owner_answer", "review_datetime_utc"),
        ("reply.date", "reply.text", "date"),
    ])
    func `what the owner answered is neither the text nor the day of the review`(
        date: String, reply: String, own: String
    ) throws {
        let run = try ImportFixture(
            Self.table("review_id,rating,\(date),\(reply),\(own),snippet") { row in
                [
                    "r\(row)", "\(row % 5 + 1)", "2026-02-0\(row % 9 + 1)T08:00:00Z", "Thank you for your visit \(row)",
                    "2025-03-0\(row % 9 + 1)T10:00:00Z", Self.text(row),
                ]
            })
        #expect(run.target(date) == .ignore && run.target(reply) == .reply && run.target(own) == .createdAt)
        #expect(run.items.first?.createdAt?.iso8601 == "2025-03-01T10:00:00Z")
        #expect(run.items.allSatisfy { $0.verbatims.map(\.field) == ["snippet"] })
        #expect(run.items.first?.segments.first { $0.name == "company_reply" }?.value == "Thank you for your visit 0")
    }

    @Test func `the response of a survey is the customer's`() throws {
        let run = try ImportFixture(
            Self.table("response.id,response.date,response.text,nps") {
                ["r\($0)", "2026-02-0\($0 % 9 + 1)", Self.text($0), "\($0 % 11)"]
            })
        #expect(run.target("response.text") == .verbatim && run.target("response.date") == .createdAt)
    }

    @Test(arguments: [("text", "text_en"), ("review", "review_translated"), ("comment", "commentCorrected")])
    func `a machine's copy of a text is not read twice`(own: String, copy: String) throws {
        let run = try ImportFixture(
            Self.table("id,\(own),\(copy)") { ["\($0)", "\(Self.text($0)), je crois \($0)", "\(Self.text($0)) \($0)"] })
        #expect(run.items.allSatisfy { $0.verbatims.map(\.field) == [own] && $0.segments.isEmpty })
    }

    @Test func `texts in two languages, each in a column of its own, are both read`() throws {
        let run = try ImportFixture(
            Self.table("comment_fr,comment_en,note") {
                [$0 % 2 == 0 ? "Très bien mais long \($0)" : "", $0 % 2 == 1 ? Self.text($0) : "", "4"]
            })
        #expect(run.items.count == 14 && run.items.allSatisfy { $0.verbatims.count == 1 })
    }

    @Test(arguments: [
        ("product", "0612345678"), ("asin", "0312853319"), ("sku", "06 12 34 56 78"), ("isbn", "0312853319"),
        ("ean", "0761234567898"), ("product_version", "10.2.0.1"), ("store_code", "192.168.1.7"),
    ])
    func `the numbers of products and versions are no telephones and addresses`(header: String, code: String) throws {
        let run = try ImportFixture(
            Self.table("id,\(header),review") {
                ["\($0)", $0 % 2 == 0 ? code : "X1", "\(Self.text($0)), 06 12 34 56 78"]
            })
        let item = try #require(run.items.first)
        #expect(item.product == code || item.segments.contains { $0.value == code })
        #expect(item.texts == ["\(Self.text(0)), [phone]"])
    }

    @Test func `a number under an unknown name is masked`() throws {
        let run = try ImportFixture(
            Self.table("id,extra,review") { ["\($0)", $0 % 2 == 0 ? "call 06 12 34 56 78" : "none", Self.text($0)] })
        #expect(run.items.allSatisfy { !$0.segments.contains { $0.value.contains("06 12") } })
    }

    @Test func `of a moment in local and universal time the latter counts, in any zone`() throws {
        let run = try ImportFixture(
            "id,date_created,date_created_gmt,review\n1,2025-05-05T12:00:00,2025-05-05T10:00:00,The seam tore\n"
                + "2,2025-05-06T12:00:00,2025-05-06T10:00:00,Friendly people\n", utcOffsetMinutes: 120)
        #expect(run.items.map { $0.createdAt?.iso8601 } == ["2025-05-05T10:00:00Z", "2025-05-06T10:00:00Z"])
    }

    @Test(arguments: [
        #"[{"text": "What do you like best?", "value": "LIKE"}, {"text": "Anything to add:", "value": "MORE"}]"#,
        #"{"love": {"text": "What do you like best?", "value": "LIKE"}, "add": {"text": "Anything to add:", "value": "MORE"}}"#,
        #"[{"label": "What do you like best?", "answer": "LIKE"}, {"label": "Anything to add:", "answer": "MORE"}]"#,
    ])
    func `questions beside their answers are the questions of the texts`(answers: String) throws {
        let records = (0..<6).map { row in
            #"{"id": \#(row), "star_rating": 4, "comment_answers": "#
                + answers.replacing("LIKE", with: Self.text(row)).replacing("MORE", with: Self.text(row + 2)) + "}"
        }
        let run = try ImportFixture("[" + records.joined(separator: ",\n") + "]", named: "file.json")
        #expect(run.items.first?.texts == [Self.text(0), Self.text(2)])
        #expect(run.items.first?.verbatims.map(\.question) == ["What do you like best?", "Anything to add:"])
    }

    // MARK: Tables of one maker

    private static let comments = """
        comment_ID,comment_post_ID,comment_author,comment_author_email,comment_author_IP,comment_date,comment_date_gmt,\
        comment_content,comment_approved,comment_agent,comment_type,comment_parent,user_id,rating
        11,7,Ada,ada@example.org,198.51.100.4,2025-05-05 12:00:00,2025-05-05 10:00:00,The seam tore after a week,1,Mozilla/5.0,review,0,0,2
        12,7,Bo,bo@example.org,198.51.100.5,2025-05-06 12:00:00,2025-05-06 10:00:00,Cheap watches here,spam,Mozilla/5.0,review,0,0,5
        13,7,Cy,cy@example.org,198.51.100.6,2025-05-07 12:00:00,2025-05-07 10:00:00,Still waiting for it,0,Mozilla/5.0,review,0,0,1
        14,7,Di,di@example.org,198.51.100.7,2025-05-08 12:00:00,2025-05-08 10:00:00,Bought it by mistake,trash,Mozilla/5.0,review,0,0,1
        15,7,Shop,shop@example.com,198.51.100.8,2025-05-09 12:00:00,2025-05-09 10:00:00,We send you another,1,Mozilla/5.0,comment,11,1,
        16,7,Ed,ed@example.org,198.51.100.9,2025-05-10 12:00:00,2025-05-10 10:00:00,The same happened to me,1,Mozilla/5.0,comment,11,0,

        """

    @Test func `comments of WordPress that were never shown or that the shop wrote are left out`() throws {
        let run = try ImportFixture(Self.comments, utcOffsetMinutes: 120)
        #expect(run.items.map(\.texts) == [["The seam tore after a week"], ["The same happened to me"]])
        #expect(run.drops == ["spam", "not_approved", "deleted", "company_reply"])
        #expect(run.items.first?.createdAt?.iso8601 == "2025-05-05T10:00:00Z")
        #expect(run.items.allSatisfy { $0.kind == .review && $0.source == "wordpress" && $0.respondent != nil })
        #expect(run.items.allSatisfy { !$0.segments.contains { ["Ada", "Ed", "Mozilla/5.0"].contains($0.value) } })
    }

    @Test func `comments of the WordPress API are comments`() throws {
        let records = (1...6).map { row in
            #"{"id": \#(row), "post": 4, "parent": 0, "author": 0, "author_name": "Ada \#(row)", "author_url": "", "#
                + #""date": "2025-05-0\#(row)T12:00:00", "date_gmt": "2025-05-0\#(row)T10:00:00", "#
                + #""content": {"rendered": "<p>\#(Self.text(row))</p>\n"}, "status": "\#(row == 2 ? "hold" : "approved")"}"#
        }
        let run = try ImportFixture("[" + records.joined(separator: ",") + "]", named: "file.json")
        #expect(run.items.map(\.texts) == [1, 3, 4, 5, 6].map { [Self.text($0)] } && run.drops == ["not_approved"])
        #expect(run.items.first?.kind == .social && run.items.first?.createdAt?.iso8601 == "2025-05-01T10:00:00Z")
    }

    @Test(arguments: [
        ("recommendationid", "voted_up", ["True", "False"]), ("review_id", "recommended", ["1", "0"]),
    ])
    func `a table of Steam reviews has thumbs`(id: String, thumb: String, values: [String]) throws {
        let run = try ImportFixture(
            Self.table("\(id),language,review,timestamp_created,\(thumb),votes_up,author.steamid") { row in
                [
                    "8518559\(row)", "english", Self.text(row), "\(1_700_000_000 + row * 86_400)", values[row % 2],
                    "\(row)", "7656119800000000\(row)",
                ]
            })
        #expect(run.items.map(\.externalID) == (0..<14).map { "8518559\($0)" })
        #expect(run.items.map { $0.rated("recommended")?.value } == (0..<14).map { $0 % 2 == 0 ? 1 : 0 })
        #expect(run.items.allSatisfy { $0.kind == .review && $0.source == "steam" && $0.respondent != nil })
        #expect(run.items.first?.createdAt?.iso8601 == "2023-11-14T22:13:20Z")
        #expect(run.items.first?.answers.first?.scale == .thumb)
    }

    @Test(arguments: ["title,body,rating,reviewer_name,product_handle", "title,body,rating,reviewer_email,review_date"])
    func `a shop that rates out of ten is read on ten`(header: String) throws {
        let run = try ImportFixture(
            Self.table(header) { row in
                [Self.titles[row], Self.text(row), "\(row % 10 + 1)", "a\(row)@example.org", "2025-05-01"]
            })
        #expect(run.items.count == 14 && run.rejections.isEmpty)
        #expect(run.items.first?.rated("rating")?.scale == RatingScale(1, 10))
        #expect(run.decision("scale")?.contains("1–10") == true)
    }

    // MARK: What a file is

    @Test(arguments: [
        ("reviewer_name", FeedbackKind.review), ("Reviewer", .review), ("helpful_votes", .review),
        ("reviews.username", .review), ("owner_response", .review), ("ownerResponse.id", .review),
        ("reviewTitle", .review), ("listing_id", .review), ("Was the agent helpful?", .survey),
        ("Heard of us in reviews?", .survey), ("shop", .survey),
    ])
    func `columns that only reviews have make reviews, questions of surveys don't`(
        header: String, kind: FeedbackKind
    ) throws {
        let run = try ImportFixture(
            "comments,\(header),rating\nThe queue was far too long,3,1\nFriendly staff and clean rooms,4,5\n")
        #expect(run.items.map(\.kind) == [kind, kind])
    }

    @Test func `a list called reviews holds reviews`() throws {
        let run = try ImportFixture(
            #"{"name": "Inn", "reviews": [{"text": "The queue was far too long", "rating": 1}, "#
                + #"{"text": "Friendly staff and clean rooms", "rating": 5}]}"#, named: "file.json")
        #expect(run.items.map(\.kind) == [.review, .review])
    }

    @Test(arguments: [
        (["Booking.com"], "booking", FeedbackKind.review), (["Google"], "google-reviews", .review),
        (["Google", "Trustpilot"], "table", .review), (["Newsletter"], "table", .survey),
        (["Google", "Newsletter"], "table", .survey),
    ])
    func `a platform named all over is the source`(values: [String], source: String, kind: FeedbackKind) throws {
        let run = try ImportFixture(
            Self.table("Source,date,rating,text") {
                [values[$0 % values.count], "2025-05-01", "\($0 % 5 + 1)", Self.text($0)]
            })
        #expect(run.items.allSatisfy { $0.source == source && $0.kind == kind })
        #expect(run.items.first?.segments.first { $0.name == "Source" }?.value == values[0])
    }

    @Test(arguments: [
        ("days_since_review", ["3 days", "12 days", "0 days"], TargetField.answer),
        ("listing_id", ["2818", "2819", "2818"], .segment), ("Clothing ID", ["767", "768", "769"], .segment),
        ("productName", ["Mug", "Cup", "Mug"], .product), ("asins", ["B00QFQ", "B00QFR", "B00QFQ"], .product),
        ("ProfileName", ["Ada P.", "Bo", "Cy"], .respondent), ("author_title", ["Ada P.", "Bo", "Cy"], .respondent),
        ("Verified Purchase", ["Yes", "No", "Yes"], .segment), ("HelpfulnessNumerator", ["1", "0", "7"], .answer),
        ("Store address", ["1 Gate Street", "1 Gate Street", "1 Gate Street"], .segment),
        ("movie_title", ["Out of the blue sea", "Two for one road", "The last tram home"], .segment),
    ])
    func `what stands beside reviews is no text of theirs`(header: String, cells: [String], target: TargetField) throws
    {
        let run = try ImportFixture(
            Self.table("\(header),review_text,review_rating", rows: 24) {
                [cells[$0 % 3], "\(Self.text($0)), part \($0)", "\($0 % 5 + 1)"]
            })
        #expect(run.target(header) == target)
        #expect(run.items.allSatisfy { $0.kind == .review && $0.verbatims.map(\.field) == ["review_text"] })
    }

    @Test func `the order a review is about is named by its reference too`() throws {
        let run = try ImportFixture(
            Self.table("Feedback Date,Order Ref,Service Rating,Service Comment") {
                ["2025-05-01", "OR\($0)", "\($0 % 5 + 1)", Self.text($0)]
            })
        #expect(run.items.first?.orderID == "OR0")
    }

    @Test func `of two texts of one reply the first is kept`() throws {
        let run = try ImportFixture(
            Self.table("review_id,rating,snippet,response.snippet,response.extracted_snippet.original") {
                ["r\($0)", "4", Self.text($0), "Thank you", "Merci"]
            })
        #expect(run.items.first?.segments == [Segment("company_reply", "Thank you")])
    }

    @Test(arguments: [
        ("Réponse du commerçant", "Titre de l'avis"), ("Antwort", "Kommentar"), ("Client Responses", "Review text"),
    ])
    func `the shop's answer is a reply under other names too`(reply: String, text: String) throws {
        let run = try ImportFixture(
            Self.table("Note,\(text),\(reply)") {
                ["4", Self.text($0), $0 % 2 == 0 ? "Merci de votre visite \($0)" : ""]
            })
        #expect(run.target(reply) == .reply && run.items.allSatisfy { $0.verbatims.map(\.field) == [text] })
    }

    @Test func `reviews that a shop took down are left out`() throws {
        let states = [
            "\"curated\": \"spam\"", "\"hidden\": true", "\"deleted\": true", "\"archived\": \"1\"",
            "\"deleted\": false",
        ]
        let records = (0..<10).map { row in
            #"{"id": \#(row), "title": "T", "body": "\#(Self.text(row))", "rating": 4, "reviewer": {"name": "Ada"}, "#
                + "\"curated\": \"ok\", \(states[row % 5])}".replacing(
                    "\"curated\": \"ok\", \"curated\"", with: "\"curated\"")
        }
        let run = try ImportFixture("[" + records.joined(separator: ",\n") + "]", named: "file.json")
        #expect(run.items.count == 2 && run.rejections.isEmpty && run.target("curated") == .ignore)
        #expect(
            run.drops == ["spam", "unpublished", "deleted", "deleted", "spam", "unpublished", "deleted", "deleted"])
    }

    @Test(arguments: [
        #"[{"title": "Inn", "score": 4.2, "reviews": [{"text": "TEXT", "stars": 4}, {"text": "TEXT", "stars": 5}]}, "#
            + #"{"title": "Pub", "score": 4, "reviews": [{"text": "TEXT", "stars": 4}, {"text": "TEXT", "stars": 5}]}]"#,
        #"{"results": [{"page": "P", "reviews": [{"id": 1, "details": {"comments": "TEXT"}, "metrics": {"rating": 4}}, "#
            + #"{"id": 2, "details": {"comments": "TEXT"}, "metrics": {"rating": 5}}]}]}"#,
    ])
    func `records that hold several reviews each are read review by review, whatever is around the texts`(text: String)
        throws
    {
        let run = try ImportFixture(text.replacing("TEXT", with: Self.text(0)), named: "file.json")
        #expect(
            run.items.count == (text.contains("Pub") ? 4 : 2) && run.items.allSatisfy { $0.texts == [Self.text(0)] })
        #expect(run.items.allSatisfy { $0.kind == .review && $0.answers.contains { ["4", "5"].contains($0.given) } })
    }

    @Test func `grades of reviews over five are out of ten, never seven`() throws {
        let run = try ImportFixture(
            Self.table("reviewTitle,rating,review_text") { ["T", String(4 + $0 % 3), Self.text($0)] })
        #expect(run.items.allSatisfy { $0.answers.first?.scale == RatingScale(1, 10) })
    }

    @Test func `the mean of a place in a member of its own is no rating of the customer`() throws {
        let records = (0..<4).map {
            #"{"id": \#($0), "text": "\#(Self.text($0))", "rating": \#($0 + 1), "placeInfo": {"name": "Inn", "rating": 4}}"#
        }
        let run = try ImportFixture("[" + records.joined(separator: ",") + "]", named: "file.json")
        #expect(run.items.count == 4 && run.items.allSatisfy { $0.answers.filter(\.kind.isRating).count == 1 })
    }

    @Test func `reviews side by side in a row are refused`() throws {
        let error = try #require(
            ImportFixture.refusal(
                Self.table("title,reviews/0/text,reviews/0/stars,reviews/1/text,reviews/1/stars") {
                    ["Inn \($0)", Self.text($0), "4", Self.text($0 + 1), "5"]
                }))
        #expect(error.what.en.contains("several reviews"))
    }

    @Test func `elements called review are reviews`() throws {
        let records = (0..<4).map { "<review><text>\(Self.text($0))</text><rating>4</rating></review>" }
        let run = try ImportFixture("<shop>\(records.joined())</shop>", named: "file.xml")
        #expect(run.items.map(\.kind) == [.review, .review, .review, .review])
    }
}
