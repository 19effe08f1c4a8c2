import Feedback
import Ingestion
import Testing

/// Posts and comments as scrapers and forums save them, in tables and records of no format of their own.
@Suite struct SocialTablesTests {
    @Test(arguments: ["created_utc", "comms_num", "num_comments", "subreddit", "PostTypeId"])
    func `the score of a post is votes, and no row is lost to it`(mark: String) throws {
        let rows = (0..<40).map { "Le colis \($0) est arrivé ouvert,\($0 % 9 - 1),\($0)\n" }.joined()
        let run = try ImportFixture("body,score,\(mark)\n\(rows)Colis perdu et aucune réponse,9000,3\n")
        #expect(run.plan.columns.first { $0.name == "score" }?.metric == .number)
        #expect(run.items.count == 41 && run.items.allSatisfy { $0.kind == .social })
    }

    @Test func `a text outlives an answer off a scale that was only guessed`() throws {
        let rows = (0..<260).map { "Le colis \($0) est arrivé ouvert,\($0 % 5 + 1)\n" }.joined()
        let run = try ImportFixture("comment,score\n\(rows)Colis perdu et aucune réponse,4000\n")
        #expect(run.items.count == 261 && run.items.last?.answers.isEmpty == true)
    }

    @Test(arguments: [
        "comment_content", "comment_text", "Commentaires des clients", "customer_review", "Avis client",
        "user_feedback",
    ])
    func `a column alone under the name of a text is one, however short its texts`(header: String) throws {
        let texts = ["Trop lent", "OK", "Super service", "OK", "Bien", "Bien", "Top"]
        let run = try ImportFixture(header + "\n" + texts.map { $0 + "\n" }.joined())
        #expect(run.items.flatMap(\.texts) == texts)
    }

    @Test func `short comments that repeat beside an id are texts`() throws {
        let run = try ImportFixture("id,message_text\n1,top\n2,bien\n3,top\n4,nul\n5,bien\n")
        #expect(run.target("message_text") == .verbatim && run.items.count == 5)
    }

    @Test(arguments: ["scraped_at", "retrieved_at", "extracted_at", "collected_at", "crawled", "indexed"])
    func `when a program saved a row is not when the customer wrote`(header: String) throws {
        let rows = (1..<9).map { "Le colis \($0) est arrivé ouvert,2026-03-0\($0) 10:00:00\n" }.joined()
        let run = try ImportFixture("comment,\(header)\n\(rows)")
        #expect(run.items.count == 8 && run.items.allSatisfy { $0.createdAt == nil })
    }

    @Test(arguments: ["createTime", "CreatedTime", "create_time", "publishedTime"])
    func `seconds since 1970 are dates under names that programs write`(header: String) throws {
        let rows = (0..<12).map { "Le colis \($0) est arrivé ouvert,\(1_772_442_000 + $0 * 3600)\n" }.joined()
        #expect(try ImportFixture("text,\(header)\n\(rows)").target(header) == .createdAt)
    }

    @Test(arguments: ["months ago", "hours ago (edited)"])
    func `how long ago is neither a date nor a number`(words: String) throws {
        let rows = (2..<12).map { "Le colis \($0) est arrivé ouvert,\($0) \(words)\n" }.joined()
        #expect(try ImportFixture("text,Date\n\(rows)").target("Date") == .ignore)
        let french = (2..<12).map { "Le colis \($0) est arrivé ouvert,il y a \($0) mois\n" }.joined()
        #expect(try ImportFixture("text,Date\n\(french)").target("Date") == .ignore)
    }

    @Test func `two digits before the month are the year where the last ones run like days`() throws {
        let days = ["05", "17", "09", "28", "31"]
        let rows = days.map { "Le colis du \($0) est arrivé ouvert,24/03/\($0) 08:12:03\n" }.joined()
        let run = try ImportFixture("content,published\n\(rows)")
        #expect(run.items.compactMap { $0.createdAt?.iso8601.prefix(10) } == days.map { "2024-03-\($0)" })
        let dayFirst = ["24/03/24", "12/04/24", "28/05/25", "03/06/24"]
        let others = dayFirst.map { "Le colis du \($0) est arrivé ouvert,\($0)\n" }.joined()
        #expect(
            try ImportFixture("content,published\n\(others)").items[0].createdAt?.iso8601.hasPrefix("2024-03-24")
                == true)
    }

    @Test(arguments: ["post_title", "video_title", "postTitle", "story_title"])
    func `the title of what is commented on is not the customer's`(header: String) throws {
        let rows = (0..<6).map { "Une vidéo sur nos livraisons \($0 / 3),Le colis \($0) est arrivé ouvert,c\($0)\n" }
        let run = try ImportFixture("\(header),comment,comment_id\n\(rows.joined())")
        #expect(run.target(header) == .segment && run.items.allSatisfy { $0.texts.count == 1 })
    }

    @Test func `a comment taken away is left out, and a prepared copy of a text is none`() throws {
        let run = try ImportFixture(
            """
            post_title,body,body_clean,created_utc
            Livraison en retard,Mon colis n'est jamais arrivé,colis jamais arriver,1772442000
            Livraison en retard,[deleted],,1772443000
            Livraison en retard,Le suivi ne marche pas du tout,suivi marcher pas,1772444000

            """)
        #expect(run.items.map(\.texts) == [["Mon colis n'est jamais arrivé"], ["Le suivi ne marche pas du tout"]])
    }

    @Test func `an archive of tweets has the id and author of each, and no retweets`() throws {
        let run = try ImportFixture(
            """
            id_str,from_user,text,created_at,in_reply_to_user_id_str,in_reply_to_screen_name,from_user_id_str
            1264260000000000001,boutique,RT @boutique: venez nous voir,Mon Mar 02 18:04:10 +0000 2026,,,123
            1264260000000000002,camille,@boutique votre page de paiement est cassée,Mon Mar 02 18:05:10 +0000 2026,55,boutique,124
            1264260000000000003,sacha,@boutique le suivi ne marche pas,Mon Mar 02 18:06:10 +0000 2026,55,boutique,125

            """)
        #expect(run.items.map(\.externalID) == ["1264260000000000002", "1264260000000000003"])
        #expect(Set(run.items.map(\.respondent)).count == 2 && run.items.allSatisfy { $0.kind == .social })
        #expect(run.target("in_reply_to_screen_name") == .ignore)
    }

    @Test(arguments: ["likesCount", "diggCount", "videoId", "parent_id", "permalink", "like_count"])
    func `what networks count beside a text makes it a comment, and names are pseudonyms`(mark: String) throws {
        let rows = (0..<5).map { "Camille \($0 % 3),Le colis \($0) est arrivé ouvert,\($0 + 3)\n" }.joined()
        let run = try ImportFixture("profileName,text,\(mark)\n\(rows)")
        #expect(run.items.allSatisfy { $0.kind == .social && $0.segments.allSatisfy { $0.name != "profileName" } })
        #expect(["likesCount", "diggCount", "like_count"].contains(mark) ? run.items[0].respondent != nil : true)
    }

    @Test func `answers inside the record of a comment are not its author's, and that is said`() throws {
        let run = try ImportFixture(
            """
            [{"text":"Le colis est arrivé ouvert","likesCount":3,"comments":[{"text":"Bonjour, écrivez-nous."}]},
            {"text":"Le suivi ne marche pas du tout","likesCount":1}]
            """)
        #expect(run.items.map(\.texts) == [["Le colis est arrivé ouvert"], ["Le suivi ne marche pas du tout"]])
        #expect(run.decision("replies") != nil)
    }

    @Test func `answers under answers are read however deep`() throws {
        func comment(_ id: Int, _ inner: String) -> String {
            #"{"created_time":"2026-03-02T13:00:00+0000","message":"Le colis \#(id) est perdu","id":"\#(id)"\#(inner)}"#
        }
        let deep = comment(
            1, #","comments":{"data":["# + comment(2, #","comments":{"data":["# + comment(3, "") + "]}") + "]}")
        let run = try ImportFixture(#"{"data":["# + deep + "]}")
        #expect(run.items.map(\.externalID) == ["1", "2", "3"])
    }

    @Test(
        arguments: [
            "Date de publication,Titre,Texte,Auteur,Tonalité,Portée", "Published at,Title,Text,Author,Tone,Reach",
            "date,title,text,author,sentiment,impressions",
        ], [1, 3, 30])
    func `mentions that tools watching networks export are posts`(header: String, count: Int) throws {
        let rows = (0..<count).map {
            "2026-03-02 10:\(10 + $0),,Le colis \($0) est arrivé ouvert,client\($0),négatif,\($0 * 7)\n"
        }
        let run = try ImportFixture(header + "\n" + rows.joined())
        #expect(run.items.count == count && run.items.allSatisfy { $0.kind == .social && $0.createdAt != nil })
    }

    @Test(arguments: [1, 3, 30]) func `who sent a message is a pseudonym, and their name is left out`(count: Int) throws
    {
        let rows = (0..<count).map { "M\($0),client\($0),Anne Martin,Le colis \($0) est arrivé ouvert,Twitter\n" }
        let run = try ImportFixture(
            "Universal Message Id,Sender Screen Name,Sender Name,Message,Social Network\n" + rows.joined())
        #expect(run.target("Sender Screen Name") == .respondent && run.target("Sender Name") == .ignore)
        #expect(run.items.allSatisfy { $0.respondent != nil })
    }

    @Test(arguments: [1, 3, 30]) func `thousandths of a second are dates under "published"`(count: Int) throws {
        let rows = (0..<count).map {
            "https://x.example/\($0),\(1_772_442_000_000 + $0 * 60_000),Le colis \($0) est arrivé ouvert,client\($0),-5,12\n"
        }
        let run = try ImportFixture(
            "url,published,content,extra_author_attributes.short_name,sentiment,reach\n" + rows.joined())
        #expect(
            run.target("published") == .createdAt && run.items.allSatisfy { $0.createdAt != nil && $0.kind == .social })
        #expect(run.target("extra_author_attributes.short_name") == .respondent)
    }

    @Test func `what the channel's owner writes under its videos is the company's`() throws {
        let run = try ImportFixture(
            #"[{"cid": "1", "comment": "Le son est mauvais", "author": "@a", "authorIsChannelOwner": false}, "#
                + #"{"cid": "2", "comment": "Merci, c'est corrigé", "author": "@shop", "authorIsChannelOwner": true}]"#,
            named: "file.json")
        #expect(run.items.count == 1 && run.drops == ["company_reply"])
    }

    @Test(arguments: [1, 3, 30])
    func `a post has its own day and words, not those of its author or of the post it quotes`(
        count: Int
    ) throws {
        let rows = (0..<count).map {
            #"{"id": "17\#($0)", "text": "Le colis \#($0) est…", "fullText": "Le colis \#($0) est arrivé ouvert", "#
                + #""createdAt": "Mon Mar 02 10:00:00 +0000 2026", "quoteCount": 0, "isQuote": true, "retweetCount": 1, "#
                + #""author": {"userName": "u\#($0)", "id": "5\#($0)", "createdAt": "Tue Mar 03 10:00:00 +0000 2015"}, "#
                + #""quote": {"id": "9", "text": "Un autre texte, d'un autre client"}}"#
        }
        let run = try ImportFixture("[" + rows.joined(separator: ",") + "]", named: "file.json")
        #expect(run.items.count == count && run.items.allSatisfy { $0.kind == .social && $0.texts.count == 1 })
        #expect(run.items.allSatisfy { $0.createdAt?.iso8601.hasPrefix("2026-03-02") == true })
        #expect(run.items[0].texts == ["Le colis 0 est arrivé ouvert"])
    }

    @Test(arguments: ["comment.deleted", "comment.removed", "isDeleted", "is_removed"])
    func `comments that were taken down are left out`(member: String) throws {
        let rows = (0..<3).map {
            #"{"comment.content": "Le colis \#($0) est arrivé ouvert", "comment.published": "2026-03-0\#($0 + 1)T10:00:00Z", "#
                + #""creator.name": "u\#($0)", "post_id": 1, "like_count": 1, "\#(member)": \#($0 == 2)}"#
        }
        let run = try ImportFixture("[" + rows.joined(separator: ",") + "]", named: "file.json")
        #expect(run.items.count == 2 && run.drops == ["deleted"] && run.target("creator.name") != .segment)
    }

    @Test func `comments as ExportComments saves them`() throws {
        let run = try ImportFixture(
            ",Name (click to view profile),Profile ID,Date,Likes,Comment,(view source)\n"
                + "1,Anne Martin,101,2026-03-01 10:00:00,2,Colis ouvert,view comment\n1-1,Luc,102,2026-03-02 10:00:00,0,Idem,view comment\n"
        )
        #expect(run.items.count == 2 && run.items.allSatisfy { $0.kind == .social && $0.respondent != nil })
        #expect(run.target("Name (click to view profile)") == .ignore)
    }
}
