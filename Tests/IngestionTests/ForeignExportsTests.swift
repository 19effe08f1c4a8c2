import Feedback
import Ingestion
import Testing

/// Whole exports of tools that have no format of their own here: what is an item, who speaks, what is left out.
@Suite struct ForeignExportsTests {
    @Test func `a page of JotForm's API holds submissions, not one item`() throws {
        let run = try ImportFixture(
            """
            {"responseCode": 200, "message": "success", "content": [
            {"id": "71", "form_id": "26", "ip": "203.0.113.9", "created_at": "2026-03-02 09:11:04", "status": "ACTIVE", "answers": {
              "1": {"name": "heading", "order": "1", "text": "Votre visite", "type": "control_head"},
              "3": {"name": "nom", "text": "Qui êtes-vous ?", "type": "control_fullname", "answer": {"first": "Alix", "last": "B"}, "prettyFormat": "Alix B"},
              "4": {"name": "note", "text": "Note de 1 à 5", "type": "control_rating", "answer": "2"},
              "5": {"name": "avis", "text": "Que pouvons-nous améliorer ?", "type": "control_textarea", "answer": "La file au retrait des colis"}}},
            {"id": "72", "form_id": "26", "created_at": "2026-03-03 10:11:04", "status": "ACTIVE", "answers": {
              "4": {"name": "note", "text": "Note de 1 à 5", "type": "control_rating", "answer": "5"},
              "5": {"name": "avis", "text": "Que pouvons-nous améliorer ?", "type": "control_textarea"}}}
            ], "duration": "21ms", "limit-left": 998}
            """, named: "submissions.json")
        #expect(run.items.map(\.externalID) == ["71", "72"])
        #expect(run.items.map(\.texts) == [["La file au retrait des colis"], []])
        #expect(run.items.map { $0.given("Note de 1 à 5") } == ["2", "5"])
        #expect(run.items[0].createdAt?.iso8601.contains("T09:11:04") == true)
        #expect(run.items.allSatisfy { item in !item.segments.contains { $0.value.contains("Alix") } })
    }

    @Test func `questions that begin with points are no columns of a quiz`() throws {
        let run = try ImportFixture(
            """
            ID;Heure de début;Heure de fin;Adresse de messagerie;Nom;Points forts;Quel jour ?;Points – Quel jour ?
            1;02/03/2026 09:12:41;02/03/2026 09:15:41;anonymous;;La salle était claire et calme;Lundi;1
            2;13/03/2026 10:12:41;13/03/2026 10:15:41;anonymous;;On a pu poser toutes nos questions;Mardi;0

            """)
        #expect(run.items.map(\.texts) == [["La salle était claire et calme"], ["On a pu poser toutes nos questions"]])
        #expect(run.items.allSatisfy { $0.given("Points – Quel jour ?") == nil })
    }

    @Test func `a question that asks how is no comment`() throws {
        let ways = [
            "Un ami", "La radio", "Un ami", "La rue", "La radio", "Un ami", "La rue", "Un ami", "La radio", "La rue",
        ]
        let rows = ways.enumerated().map { "0\($0 % 9 + 1)/03/2026,\($1),Le colis numéro \($0) est arrivé ouvert" }
        let run = try ImportFixture(
            "Date,Comment nous avez-vous connus ?,Commentaire\n" + rows.joined(separator: "\n") + "\n")
        #expect(run.items.map(\.texts) == rows.indices.map { ["Le colis numéro \($0) est arrivé ouvert"] })
    }

    @Test(arguments: ["Bounce Rate", "Exit rate", "Taux de rebond", "Open rate"])
    func `a part of visits is no rating`(name: String) {
        let table = "Page,Visites,\(name)\n/panier,520,41%\n/paiement,310,33%\n/aide,80,52%\n"
        #expect(ImportFixture.refusal(table, named: "pages.csv") != nil)
    }

    @Test(arguments: [("Réf.", "A0", true), ("Complaint ID", "9", true), ("Numéro", "", false)])
    func `a number of the case names its row, a count of rows does not`(name: String, mark: String, isID: Bool) throws {
        let rows = (1...12).map { "\(mark)\($0),\($0 % 5 + 1),Le colis numéro \($0) est arrivé ouvert" }
        let run = try ImportFixture("\(name),Note,Commentaire\n" + rows.joined(separator: "\n") + "\n")
        #expect(run.items.map(\.externalID) == (1...12).map { isID ? "\(mark)\($0)" : nil })
    }

    @Test func `a single one without a zero is chance`() throws {
        let grades = [10, 9, 8, 7, 1, 5, 6, 9, 10, 8, 3, 4, 9, 10]
        let rows = grades.enumerated().map { "0\($0 % 9 + 1)/03/2026;\($1);Texte numéro \($0) de la page" }
        let run = try ImportFixture("Date;NPS;Commentaire\n" + rows.joined(separator: "\n") + "\n")
        #expect(run.items.count == grades.count && run.items.allSatisfy { $0.answers.first?.kind == .nps })
    }

    @Test func `an empty page is no item`() throws {
        let empty = #"{"responseCode": 200, "message": "success", "content": [], "duration": "21ms"}"#
        #expect(ImportFixture.refusal(empty, named: "page.json") != nil)
    }

    @Test func `tweets that a company sent are left out where a column says so`() throws {
        let run = try ImportFixture(
            """
            tweet_id,author_id,inbound,created_at,text,response_tweet_id,in_response_to_tweet_id
            1,shopcare,False,Tue Oct 31 22:10:47 +0000 2017,"@115712 Sorry to read this, please write to us",2,3
            2,115712,True,Tue Oct 31 22:11:45 +0000 2017,@shopcare and how do you propose we do that,,1
            3,115713,True,Tue Oct 31 22:08:27 +0000 2017,@shopcare my parcel has been lost for weeks,1,

            """)
        #expect(run.items.map(\.externalID) == ["2", "3"] && run.drops == ["company_reply"])
        #expect(run.items.allSatisfy { $0.kind == .social && $0.createdAt != nil })
    }

    @Test(arguments: [
        "id,created_at,username,tweet,retweets_count,retweet,retweet_id\n1,2026-03-02 09:11:04 UTC,alix,The app logs me out,1,False,\n"
            + "2,2026-03-02 10:11:04 UTC,bao,The app logs me out,0,True,1\n",
        "id,created_at,user_screen_name,text,tweet_type,retweet_count\n1,2026-03-02 09:11:04,alix,The app logs me out,original,1\n"
            + "2,2026-03-02 10:11:04,bao,The app logs me out again,retweet,0\n",
        "id,date,username,text,retweetCount\n1,2026-03-02 09:11:04,alix,The app logs me out,1\n"
            + "2,2026-03-02 10:11:04,bao,RT @alix: The app logs me out,0\n",
        "id,created_at,text,referenced_tweets.retweeted.id\n1,2026-03-02 09:11:04,The app logs me out,\n"
            + "2,2026-03-02 10:11:04,The app logs me out again,1\n",
    ])
    func `a post passed on is no item, however the table says so`(table: String) throws {
        let run = try ImportFixture(table)
        #expect(run.items.map(\.texts) == [["The app logs me out"]] && run.drops == ["retweet"])
        #expect(run.items[0].kind == .social)
    }

    @Test func `posts that repeat or quote others give their own text once`() throws {
        func post(_ id: Int, _ text: String, _ others: String) -> String {
            #"{"date": "2026-03-02T09:11:0\#(id)+00:00", "content": "\#(text)", "rawContent": "\#(text)", "id": \#(id), "#
                + #""user": {"username": "a\#(id)", "displayname": "Alix \#(id)", "description": "I like trains and long walks"}, "#
                + #""retweetCount": 0, \#(others)}"#
        }
        let other = #"{"id": 1, "content": "The app logs me out every day"}"#
        let run = try ImportFixture(
            [
                post(1, "The app logs me out every day", #""retweetedTweet": null, "quotedTweet": null"#),
                post(2, "RT @a1: The app logs me out", #""retweetedTweet": \#(other), "quotedTweet": null"#),
                post(3, "Same here, since the update", #""retweetedTweet": null, "quotedTweet": \#(other)"#),
            ].joined(separator: "\n"), named: "posts.jsonl")
        #expect(run.items.map(\.texts) == [["The app logs me out every day"], ["Same here, since the update"]])
        #expect(
            run.drops == ["retweet"]
                && run.items.allSatisfy { item in !item.segments.contains { $0.value.hasPrefix("Alix") } })
    }

    @Test func `statuses without texts for ids are the X API's too`() throws {
        let user = #""user": {"id": 501, "screen_name": "alix"}"#
        let run = try ImportFixture(
            #"{"created_at": "Mon Mar 02 09:11:04 +0000 2026", "id": 11, "full_text": "The app logs me out", \#(user)}"#
                + "\n"
                + #"{"created_at": "Mon Mar 02 10:11:04 +0000 2026", "id": 12, "full_text": "RT @alix: The app", \#(user), "#
                + #""retweeted_status": {"id": 11, "full_text": "The app logs me out"}}"#, named: "tweets.jsonl")
        #expect(run.plan.format == "x-api" && run.items.map(\.externalID) == ["11"] && run.drops == ["retweet"])
    }

    @Test func `comments on a case of Jira are apart, without their authors`() throws {
        let run = try ImportFixture(
            """
            Summary,Issue key,Issue id,Status,Priority,Assignee,Reporter,Creator,Created,Updated,Description,Attachment,Comment,Comment
            Cannot pay by card,SUP-12,10012,Open,High,agent1,alix,alix,02/Mar/26 9:11 AM,03/Mar/26 8:00 AM,The payment page stays blank,\
            02/Mar/26 9:12 AM;alix;screen.png;https://jira.example/1,02/Mar/26 10:00 AM;agent1;We look into it; please wait,\
            02/Mar/26 11:00 AM;alix;Any news?
            Invoice missing,SUP-13,10013,Done,Low,agent2,bao,bao,13/Mar/26 2:11 PM,14/Mar/26 8:00 AM,I never got the invoice,,\
            13/Mar/26 3:00 PM;agent2;Sent again today,

            """)
        #expect(run.items.map(\.externalID) == ["SUP-12", "SUP-13"] && run.items.allSatisfy { $0.kind == .support })
        #expect(
            run.items.map(\.texts) == [
                ["Cannot pay by card", "The payment page stays blank", "Any news?"],
                ["Invoice missing", "I never got the invoice"],
            ])
        #expect(
            run.items.map { $0.segments.first { $0.name == "company_reply" }?.value } == [
                "We look into it; please wait", "Sent again today",
            ])
        #expect(run.items[0].createdAt?.iso8601.hasPrefix("2026-03-02T09:11") == true)
        #expect(run.items.allSatisfy { item in !item.segments.contains { $0.value.contains(";alix;") } })
    }

    @Test func `the state of a form of REDCap is no rating, and each visit is an item`() throws {
        let run = try ImportFixture(
            """
            record_id,redcap_event_name,redcap_repeat_instrument,redcap_repeat_instance,visit_timestamp,visit_score,comments,visit_complete
            1,month_1,,,2026-03-02 09:11:04,4,The nurse explained everything,2
            1,month_2,visit,1,2026-03-09 09:11:04,2,We waited more than an hour,2
            1,month_2,visit,2,[not completed],3,Better than the last time,0
            2,month_1,,,[not completed],5,Nothing to add at all,0

            """)
        #expect(run.items.map(\.externalID) == ["1/month_1", "1/month_2/visit/1", "1/month_2/visit/2", "2/month_1"])
        #expect(run.target("visit_complete") == .ignore && run.target("visit_timestamp") == .createdAt)
        #expect(run.items.map { $0.createdAt != nil } == [true, true, false, false] && run.rejections.isEmpty)
    }

    @Test(arguments: ["Number,User,Customer Name,Preview,Created At", "Number,User,Customer,Preview,Created At"])
    func `the user beside a customer is the agent`(header: String) throws {
        let run = try ImportFixture(
            "\(header)\n101,Dana,Alix B,My parcel never arrived at all,2026-03-02 09:11:04\n"
                + "102,Dana,Bao C,Refund still not on my account,2026-03-04 09:11:04\n")
        #expect(run.target("User") == .ignore && run.items.count == 2)
        #expect(run.items.allSatisfy { $0.respondent == nil || header.contains("Customer,") })
        // Alone, it is who wrote.
        #expect(
            try ImportFixture("User,Comment\nalix,My parcel never arrived\nbao,Fine\n").target("User") == .respondent)
    }

    @Test func `comments that yt-dlp saved are the items, not their video`() throws {
        let run = try ImportFixture(
            """
            {"id": "v1", "title": "Our new phone", "formats": [{"format_id": "18"}], "description": "The new phone explained",
            "webpage_url": "https://www.youtube.com/watch?v=v1", "extractor": "youtube", "comments": [
            {"id": "Ug1", "parent": "root", "text": "The battery dies after a day", "timestamp": 1772442664, "author_id": "UC1", "author": "@alix"},
            {"id": "Ug1.a", "parent": "Ug1", "text": "Sorry, write to us", "timestamp": 1772442700, "author_id": "UC2", "author": "@shop",
             "author_is_uploader": true},
            {"id": "Ug1.b", "parent": "Ug1", "text": "Same here", "timestamp": 1772442800, "author_id": "UC3", "author": "@bao"},
            {"id": "Ug2", "parent": "root", "text": "Read the notes below", "timestamp": 1772442900, "author_id": "UC2",
             "author": "@shop", "author_is_uploader": true}]}
            """, named: "v1.info.json")
        #expect(run.plan.format == "youtube-json")
        #expect(run.items.map(\.texts) == [["The battery dies after a day"], ["Same here"], ["Read the notes below"]])
        // What the channel answers a customer is the company's; what it says to all is a post of the account.
        #expect(run.items[0].segments.contains { $0.name == "company_reply" && $0.value == "Sorry, write to us" })
        #expect(run.items[1].segments.contains { $0.name == "in_reply_to" && $0.value == "Ug1" })
        #expect(run.items[2].segments.contains { $0.value == "account_owner" })
    }

    @Test func `all chats of a Telegram account are read message by message`() throws {
        func chat(_ id: Int, _ texts: String...) -> String {
            let messages = texts.enumerated().map {
                #"{"id": \#($0.offset + 1), "type": "message", "date": "2026-03-02T09:11:04", "from": "P\#(id)", "from_id": "user\#(id)", "text": \#($0.element)}"#
            }
            return
                #"{"name": "P\#(id)", "type": "personal_chat", "id": \#(id), "messages": [\#(messages.joined(separator: ", "))]}"#
        }
        let run = try ImportFixture(
            #"{"about": "Here is the data", "chats": {"about": "All chats", "list": ["#
                + chat(501, #""Colis pas reçu""#, #"["Voir ", {"type": "bold", "text": "ce suivi"}]"#) + ", "
                + chat(502, #""Très bon accueil""#) + "]}}", named: "result.json")
        #expect(run.plan.format == "telegram-json")
        #expect(run.items.map(\.texts) == [["Colis pas reçu"], ["Voir ce suivi"], ["Très bon accueil"]])
        #expect(run.items.map(\.externalID) == ["501/1", "501/2", "502/1"])
    }

    @Test(arguments: [
        "[02/03/2026, 09:11:04] Alix: Mon colis est perdu\n[02/03/2026, 09:12:04] Boutique: Nous regardons\navec le transporteur\n",
        "02/03/2026, 09:11 - Alix: Mon colis est perdu\n02/03/2026, 09:12 - Boutique: Nous regardons\n",
        "02/03/2026 à 09:11 - Alix: Mon colis est perdu\n02/03/2026 à 09:12 - Boutique: Nous regardons\n",
        "\u{200E}[3/2/26, 9:11:04\u{202F}AM] Alix: My parcel is lost\n[3/2/26, 9:12:04 AM] Shop: We look into it\n",
    ])
    func `a conversation of WhatsApp is refused by its name`(chat: String) throws {
        let error = try #require(ImportFixture.refusal(chat, named: "_chat.txt"))
        #expect(error.what.en.contains("WhatsApp") && error.fix.fr.contains("role (customer, agent)"))
    }

    @Test func `a table whose rows begin with a time and hold a dash is no conversation`() throws {
        let run = try ImportFixture(
            "Date,Magasin,Commentaire\n02/03/2026 09:11,Lyon - centre,Accueil : parfait\n"
                + "13/03/2026 09:12,Paris - gare,Attente : une heure\n")
        #expect(run.items.count == 2)
    }

    @Test func `interviews of SoSci Survey that were not finished or were tries are left out`() throws {
        let run = try ImportFixture(
            """
            CASE;SERIAL;REF;QUESTNNR;MODE;STARTED;A101;A103_01;TIME001;TIME_SUM;LASTDATA;FINISHED;Q_VIEWER;LASTPAGE;MAXPAGE;MISSING
            12;;;base;interview;2026-03-02 09:11:04;4;Der Versand hat zu lange gedauert;12;80;2026-03-02 09:14:04;1;0;5;5;0
            13;;;base;interview;2026-03-02 09:21:04;3;Ich habe hier abgebrochen;12;20;2026-03-02 09:22:04;0;0;2;2;60
            14;;;base;pretest;2026-03-01 09:11:04;5;Nur ein Test von uns selbst;12;80;2026-03-01 09:14:04;1;0;5;5;0
            15;;;base;interview;2026-03-03 09:11:04;1;Die Ware kam beschädigt an;12;80;2026-03-03 09:14:04;1;0;5;5;0

            """)
        #expect(run.items.map(\.externalID) == ["12", "15"] && run.drops == ["partial", "test"])
        #expect(run.items.allSatisfy { $0.answers.map(\.field) == ["A101"] })
    }

    @Test func `interviews of SoSci Survey under two header rows are read as under one`() throws {
        let run = try ImportFixture(
            """
            CASE;QUESTNNR;MODE;STARTED;A101;A103_01;TIME001;TIME_RSI;LASTDATA;FINISHED;MAXPAGE;MISSREL
            Interview-Nummer;Fragebogen;Interview-Modus;Beginn des Interviews;Wie zufrieden sind Sie?;Anmerkungen: [01];Verweildauer Seite 1;Maluspunkte für schnelles Ausfüllen;Zuletzt geändert;Wurde die Befragung abgeschlossen?;Letzte Seite;Anteil fehlender Antworten
            31;kurz;admin;2026-03-02 09:11:04;4;Von uns selbst ausgefüllt;12;1.1;2026-03-02 09:14:04;1;5;0
            32;kurz;interview;2026-03-13 09:21:04;3;Die Kasse war lange nicht besetzt;9;0.9;2026-03-13 09:22:04;1;5;0
            33;kurz;interview;2026-03-14 09:11:04;5;Nur halb;15;1.0;2026-03-14 09:14:04;0;2;40
            34;kurz;interview;2026-03-15 09:11:04;1;Der Eingang ist schwer zu finden;14;1.2;2026-03-15 09:14:04;1;5;0

            """)
        #expect(run.items.map(\.externalID) == ["32", "34"] && run.drops == ["test", "partial"])
        #expect(run.items.allSatisfy { $0.answers.map(\.kind) == [.csat] && $0.texts.count == 1 })
    }

    @Test(arguments: [
        ("Série;SID;Heure;Brouillon;Adresse IP;UID;Nom d'utilisateur", ("Non", "Oui"), "Anonyme"),
        ("Serial;SID;Time;Draft;IP Address;UID;Username", ("0", "1"), "anonymous"),
        ("Serial number;Submission ID;Created;In draft;IP address;User ID;Changed", ("No", "Yes"), ""),
    ])
    func `what a form of Drupal kept as a draft is left out`(
        header: String, drafts: (no: String, yes: String), name: String
    )
        throws
    {
        let texts = ["Une visite très vivante", "Je", "Un guide qui sait raconter", "Une salle trop froide"]
        let rows = texts.enumerated().map { index, text in
            let draft = index == 1 ? drafts.yes : drafts.no
            return
                "\(index + 1);\(700 + index);\(13 + index)/03/2026 - 09:12;\(draft);203.0.113.\(index);0;\(name);\(text)\n"
        }
        let run = try ImportFixture("\(header);Que retenez-vous ?\n" + rows.joined())
        #expect(run.items.map(\.externalID) == ["700", "702", "703"] && run.drops == ["draft"])
        #expect(run.items.allSatisfy { $0.answers.isEmpty && $0.respondent == nil && $0.createdAt != nil })
    }

    @Test(arguments: [
        ("anonymous", false), ("Anonyme", false), ("invité", false), ("Guest", false), ("Utilisateur anonyme", false),
        ("0", false), ("guillaume", true), ("Anna", true), ("1007", true), ("Invictus", true),
    ])
    func `who gave no name is no respondent`(name: String, isOne: Bool) throws {
        let run = try ImportFixture(
            "Date,Username,Note,Commentaire\n2026-03-13,\(name),4,Attente trop longue\n2026-03-14,K-204,5,Bon accueil\n"
        )
        #expect((run.items[0].respondent != nil) == isOne && run.items[1].respondent != nil)
    }

    @Test func `the number of nobody is no answer, and a name says more`() throws {
        let run = try ImportFixture(
            "Date,User ID,Username,Rating,Comment\n2026-03-13,0,K-204,4,The queue was too long\n"
                + "2026-03-14,0,guest,5,Lovely shop to visit\n2026-03-15,0,K-207,5,Nobody knew the price\n")
        #expect(run.target("Username") == .respondent && run.target("User ID") == .ignore)
        #expect(run.items.map { $0.respondent != nil } == [true, false, true])
    }

    @Test(arguments: [
        "Action corrective", "Actions menées", "Suivi SAV", "Suivi", "Commentaire interne", "Note interne",
        "Internal note", "Internal notes", "Case note", "Agent reply", "Follow-up", "Plan d'action",
        "Commentaire interne SAV", "Action corrective proposée",
    ])
    func `what the company wrote is neither the customer's nor a segment`(name: String) throws {
        let notes = [
            "Rappeler le transporteur lundi", "Dossier clos après un geste", "Relance faite par Sophie",
            "Rien à faire ici",
        ]
        func run(_ header: String, _ reply: String) throws -> ImportFixture {
            let rows = notes.enumerated().map {
                "\($0.offset + 13)/03/2026;\($0.offset + 1);Le colis \($0.offset) est arrivé cassé;\($0.element)\(reply)\n"
            }
            return try ImportFixture("Date;Note;Commentaire client;\(name)\(header)\n" + rows.joined())
        }
        let alone = try run("", "")
        #expect(alone.target(name) == .reply && alone.items.allSatisfy { $0.texts.count == 1 })
        let both = try run(";Réponse apportée", ";Bonjour, nous sommes désolés")
        #expect(both.target(name) == .ignore && both.target("Réponse apportée") == .reply)
        #expect(both.decision("company-text")?.contains("kept as its reply") == true)
        #expect(both.items.allSatisfy { $0.texts.count == 1 && $0.segments.map(\.name) == ["company_reply"] })
    }

    @Test(arguments: ["Satisfait", "Très satisfait"]) func `steps of a scale under the name of a service are ratings`(
        step: String
    ) throws {
        let run = try ImportFixture(
            "Magasin;Suivi SAV;Commentaires sur la communication interne\nLyon;\(step);Attente trop longue au guichet\n"
                + "Paris;Pas satisfait;Personne ne nous dit rien\n")
        #expect(run.items.allSatisfy { $0.answers.count == 1 && $0.texts.count == 1 })
    }

    @Test func `what customers say of a follow-up is theirs`() throws {
        let rows = (0..<12).map { "\($0 % 5 + 1),Nobody called me back \($0),\($0 % 5 + 1)\n" }
        let run = try ImportFixture(
            "How satisfied were you with the follow-up?,What did you miss in the follow-up?,Follow-up\n" + rows.joined()
        )
        #expect(run.items.allSatisfy { $0.texts.count == 1 && $0.answers.count == 2 && $0.segments.isEmpty })
        let alone = try ImportFixture("NPS (0-10),Follow-up\n" + rows.map { String($0.dropLast(3)) + "\n" }.joined())
        #expect(alone.target("Follow-up") == .verbatim)
    }

    @Test func `choices one a line are a list of choices, and lines of prose are not`() throws {
        let cells = ["Site\nMagasin", "Magasin", "Appli\nSite", "Site", "Appli\nMagasin", "Site\nAppli"]
        let rows = cells.enumerated().map {
            "\($0.offset + 13)/03/2026;\"\($0.element)\";\"Bonjour,\nle rayon \($0.offset) était vide\nle soir\"\n"
        }
        let run = try ImportFixture("Date;Où achetez-vous ?;Que changer ?\n" + rows.joined())
        #expect(run.items.map { $0.given("Où achetez-vous ?") }.prefix(2) == ["Site; Magasin", "Magasin"])
        #expect(run.items[0].texts == ["Bonjour,\nle rayon 0 était vide\nle soir"])
    }

    @Test(arguments: ["", "Unnamed: 0", "N°"], [0, 1]) func `running numbers of rows are no answer`(
        name: String, first: Int
    )
        throws
    {
        let rows = (0..<5).map { "\(first + $0),\($0 % 3 + 1),Attente trop longue n° \($0)\n" }
        let run = try ImportFixture("\(name),Note (1 à 5),Commentaire\n" + rows.joined())
        #expect(run.items.count == 5 && run.items.allSatisfy { $0.answers.count == 1 })
    }

    @Test(arguments: ["Browser Window Size", "Zufallsstartwert"]) func `what a tool notes of the visit is no answer`(
        name: String
    ) throws {
        let rows = (0..<5).map { "\($0 + 1200),\($0 % 3 + 1),Attente trop longue n° \($0)\n" }
        let run = try ImportFixture("\(name),Note (1 à 5),Commentaire\n" + rows.joined())
        #expect(run.target(name) == .ignore && run.items.allSatisfy { $0.answers.count == 1 })
    }

    @Test(arguments: [
        "Date,Very happy,Happy,Unhappy,Very unhappy,Total", "Date,Promoters,Passives,Detractors,Other,Total",
        "Day,5 stars,4 stars,2 stars,1 star,Reviews", "Mois,Très satisfait,Satisfait,Insatisfait,Très insatisfait,Note",
    ])
    func `a table that counts answers is refused`(header: String) throws {
        let error = try #require(
            ImportFixture.refusal("\(header)\n2026-03-02,41,12,6,9,68\n2026-03-03,38,10,4,11,63\n"))
        #expect(error.what.en.contains("count how many") && error.what.fr.contains("des totaux"))
    }

    @Test func `boxes named as answers are no counts`() throws {
        let run = try ImportFixture(
            "Good,Bad,Average,Comment\n1,0,0,Lovely shop to visit\n0,1,0,We waited for an hour\n")
        #expect(run.items.count == 2)
    }

    @Test func `what Booking writes where nobody wrote is no text`() throws {
        let run = try ImportFixture(
            "Hotel_Name,Review_Date,Negative_Review,Positive_Review,Reviewer_Score\n"
                + "Quay,8/3/2017,The room smelled of paint,No Positive,2.9\nQuay,8/13/2017,No Negative,Breakfast was lovely,9.2\n"
        )
        #expect(run.items.map(\.texts) == [["The room smelled of paint"], ["Breakfast was lovely"]])
    }

    @Test(arguments: [
        ("Number,Subject,Status,Mailbox,Customer Email,Assignee", FeedbackKind.support),
        ("cid,Comment,Status,Priority,Case Owner,Queue", .support),
        ("Issue key,Summary,Status,Type,Reporter,Labels", .support),
        ("Id,Comment,Status,Store,Agent,City", .survey), ("Id,Review,Status,Priority,Assignee,Title", .review),
    ])
    func `a table of tickets is known by its columns`(header: String, kind: FeedbackKind) throws {
        let run = try ImportFixture(
            "\(header)\nC-1,My parcel never arrived at all,Open,Alpha,a@example.org,Dana\n"
                + "C-2,Refund still not on my account,Done,Beta,b@example.org,Eli\n")
        #expect(run.items.map(\.kind) == [kind, kind] && run.items.allSatisfy { $0.visitorID == nil })
    }
}
