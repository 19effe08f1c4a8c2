import Feedback
import Foundation
import Ingestion
import Testing

/// Exports of help desks, chats, shops and web analytics: who speaks, what is an order, what nobody said.
@Suite struct SupportExportsTests {
    @Test(arguments: [
        "Label,Unique Pageviews,Pageviews,Bounce Rate,Exit rate\n/basket,400,520,41%,52%\n/pay,200,230,33%,30%\n",
        "Page path,Event name,Sessions,Bounce rate,Total users\n/basket,page_view,400,0.52,300\n/pay,page_view,200,0.33,150\n",
        "Page,Visites,Taux de rebond,Taux de sortie\n/panier,400,0.52,0.3\n/payer,200,0.33,0.2\n",
    ])
    func `rates of web analytics are no ratings`(table: String) {
        let refusal = ImportFixture.refusal(table)
        #expect(refusal?.what.en.contains("aggregated web figures") == true)
    }

    @Test(arguments: [
        "Name,Email,Financial Status,Currency,Total,Created at,Lineitem quantity,Lineitem name,Notes,Id\n"
            + "#7,a@example.fr,paid,EUR,50.00,2026-03-02 09:12:40 +0100,1,Vase,Please ring twice at the door,57\n"
            + "#7,a@example.fr,,,,,2,Bowl,,\n#8,b@example.fr,paid,EUR,20.00,2026-03-03 09:12:40 +0100,1,Vase,,58\n",
        "Order Number,Order Status,Order Date,Customer Note,Email (Billing),Order Total Amount,Item Name,Item Cost\n"
            + "7,Completed,2026-03-02 08:12,Please ring twice at the door,a@example.fr,50.00,Vase,45\n"
            + "7,Completed,2026-03-02 08:12,Please ring twice at the door,a@example.fr,50.00,Bowl,5\n"
            + "8,Completed,2026-03-02 08:12,,b@example.fr,20.00,Vase,20\n",
    ])
    func `the orders of a shop are orders, their notes no feedback`(table: String) throws {
        let run = try ImportFixture(table)
        #expect(run.plan.format == "orders" && run.items.isEmpty && run.rejections.isEmpty)
        #expect(run.decision("orders")?.contains("1 rows") == true)
    }

    @Test(arguments: [
        "Complaint ID", "complaint_id", "Call ID", "Chat ID", "Réf.", "Référence", "Numéro de la requête", "Numéro",
        "N°",
        "Ticket", "Ticket #", "number", "odiNumber",
    ])
    func `the number of a case is its id`(header: String) throws {
        let run = try ImportFixture(
            "\(header),Date,Comment\n4107,2026-03-02,My parcel never came to my door\n"
                + "4109,2026-03-03,Nobody answers my calls at all\n4113,2026-03-04,The invoice is wrong once again\n")
        #expect(run.items.map(\.externalID) == ["4107", "4109", "4113"])
    }

    @Test(arguments: ["N°", "Numéro", "Customer ID", "Product ID", "Order ID"])
    func `the number of a row, a person or a product is no id`(header: String) throws {
        let run = try ImportFixture(
            "\(header),Date,Comment\n1,2026-03-02,My parcel never came to my door\n"
                + "2,2026-03-03,Nobody answers my calls at all\n3,2026-03-04,The invoice is wrong once again\n")
        #expect(run.items.count == 3 && run.items.allSatisfy { $0.externalID == nil })
    }

    @Test(arguments: [
        #"[{"type":"chat","id":"7","visitor":{"name":"Alix"},"createdOn":"2026-03-02T08:12:41Z","messages":[{"sender":{"t":"v"},"msg":"My coupon fails"},{"sender":{"t":"a"},"msg":"Which one?"},{"sender":{"t":"s"},"msg":"Bo joined"}]}]"#,
        #"{"chats":[{"id":"7","users":[{"id":"c","type":"customer"},{"id":"g","type":"agent"}],"thread":{"created_at":"2026-03-02T08:12:41Z","events":[{"type":"message","text":"My coupon fails","author_id":"c"},{"type":"message","text":"Which one?","author_id":"g"}]}}]}"#,
        #"{"_results":[{"id":"7","created_at":1772439161.5,"messages":[{"type":"email","is_inbound":true,"text":"My coupon fails"},{"type":"email","is_inbound":false,"text":"Which one?"}]}]}"#,
        #"[{"id":"7","created_at":"2026-03-02T08:12:41Z","messages":[{"role":"user","content":"My coupon fails"},{"role":"assistant","content":"Which one?"}]}]"#,
    ])
    func `only the customer's lines of a chat are what customers say`(text: String) throws {
        let run = try ImportFixture(text, named: "chats.json")
        let item = try #require(run.items.first)
        #expect(run.plan.format == "chats-json" && run.items.count == 1 && item.externalID == "7")
        #expect(item.texts == ["My coupon fails"] && item.createdAt != nil)
        #expect(item.segments.contains(Segment("company_reply", "Which one?")))
    }

    @Test func `lines of a chat that name their author in a column are told apart`() throws {
        let run = try ImportFixture(
            "chat_id,created_at,message_author,message_text\n"
                + "P0,2026-03-02 08:12:41,visitor,My parcel is lost in Lyon\nP0,2026-03-02 08:13:41,operator,I have a look at it\n"
                + "P1,2026-03-02 08:12:41,visitor,The coupon does not work\n")
        #expect(run.items.map(\.texts) == [["My parcel is lost in Lyon"], ["The coupon does not work"]])
    }

    @Test(arguments: [
        (
            "t.json",
            #"{"tickets":[{"id":1,"subject":"Parcel","description":"It is lost","status":"open","requester_id":5,"created_at":"2026-03-02T08:12:41Z","comments":[{"author_id":5,"body":"It is lost","public":true},{"author_id":9,"body":"We search","public":true},{"author_id":5,"body":"Still nothing","public":true},{"author_id":5,"body":"secret","public":false}]}]}"#
        ),
        (
            "t.json",
            #"{"conversations":[{"type":"conversation","id":"1","created_at":1772439161,"source":{"subject":"Parcel","body":"<p>It is lost</p>","author":{"type":"user","id":"5"}},"conversation_parts":{"conversation_parts":[{"part_type":"comment","body":"<p>We search</p>","author":{"type":"admin"}},{"part_type":"comment","body":"<p>Still nothing</p>","author":{"type":"user"}}]}}]}"#
        ),
        (
            "t.xml",
            "<tickets><ticket><nice-id>1</nice-id><requester-id>5</requester-id><subject>Parcel</subject><description>It is lost</description><created-at>2026-03-02T08:12:41Z</created-at><comments><comment><value>It is lost</value><author-id>5</author-id></comment><comment><value>We search</value><author-id>9</author-id></comment><comment><value>Still nothing</value><author-id>5</author-id></comment></comments></ticket></tickets>"
        ),
    ])
    func `what the customer adds later to a ticket is kept`(name: String, text: String) throws {
        let run = try ImportFixture(text, named: name)
        #expect(run.items.map(\.texts) == [["Parcel", "It is lost", "Still nothing"]])
    }

    @Test func `a French Zendesk view has its satisfaction`() throws {
        let run = try ImportFixture(
            "ID,Demandeur,Sujet,Statut,Via,Créé,Score de satisfaction\n"
                + "7,Alix,Colis perdu depuis lundi,Clos,Mail,2026-03-02 08:12,Bonne\n"
                + "8,Bao,Remboursement jamais reçu,Clos,Mail,2026-03-03 08:12,Mauvaise\n"
                + "9,Cam,Code promo refusé hier,Clos,Mail,2026-03-04 08:12,Non offerte\n")
        #expect(run.plan.format == "zendesk-csv")
        #expect(run.items.map { $0.rated("satisfaction")?.value } == [1, 0, nil])
    }

    @Test func `the day a case was opened comes before the day it was closed`() throws {
        let run = try ImportFixture(
            "ID,ISDELETED,SUBJECT,DESCRIPTION,ISCLOSED,CLOSEDDATE,CREATEDDATE\n"
                + "500a,false,Invoice,It holds one line twice this month,true,2026-04-05T09:00:00.000Z,2026-04-03T08:15:00.000Z\n"
                + "500b,true,Invoice,It holds one line twice this month,true,2026-04-06T09:00:00.000Z,2026-04-04T08:15:00.000Z\n"
        )
        #expect(run.items.map { $0.createdAt?.iso8601.prefix(10) } == ["2026-04-03"] && run.drops == ["deleted"])
    }

    @Test func `a ticket is not dated by the purchase`() throws {
        let run = try ImportFixture(
            "Ticket ID,Date of Purchase,Ticket Description,First Response Time\n"
                + "71,2021-01-22,The camera does not start any more,2023-06-01 12:00:36\n"
                + "72,2021-02-22,The invoice was never sent to me,2023-06-02 12:00:36\n")
        #expect(run.items.count == 2 && run.items.allSatisfy { $0.createdAt == nil })
    }

    @Test func `a complaint without its text says nothing`() throws {
        let run = try ImportFixture(
            "Date received,Consumer complaint narrative,Company public response,Complaint ID\n"
                + "2026-03-02,They charged the fee twice this month,None,71\n2026-03-03,None,None,72\n")
        #expect(run.items.map(\.externalID) == ["71"] && run.drops == ["empty"])
        #expect(run.items.allSatisfy { item in !item.segments.contains { $0.name == "company_reply" } })
    }

    @Test func `an issue of Jira's feed is one item`() throws {
        let run = try ImportFixture(
            """
            <rss version="0.92"><channel><title>Support</title><description>A search request</description>
            <item><title>[SUP-1] Cannot pay</title><description>&lt;p&gt;Nothing happens&lt;/p&gt;</description><key id="1">SUP-1</key>
            <summary>Cannot pay</summary><reporter username="alix">Alix</reporter><created>Mon, 14 Jul 2025 15:42:00 +0200</created></item>
            <item><title>[SUP-2] Late</title><description>Late again</description><key id="2">SUP-2</key>
            <summary>Late</summary><reporter username="bao">Bao</reporter><created>Tue, 15 Jul 2025 15:42:00 +0200</created></item>
            </channel></rss>
            """, named: "jira.xml")
        #expect(run.items.map(\.externalID) == ["SUP-1", "SUP-2"])
        #expect(run.items.first?.texts == ["Cannot pay", "Nothing happens"])
        #expect(run.items.allSatisfy { $0.createdAt != nil && $0.respondent != nil })
    }

    @Test func `the quoted thread of a message in an Outlook table is left out`() throws {
        let run = try ImportFixture(
            "Objet,Corps,De : (nom),De : (adresse)\n"
                + "RE: Commande 7,\"Bonjour, mon colis est perdu depuis trois semaines et personne ne me rappelle.\n\nDe : SAV\nEnvoyé : lundi\nObjet : Commande 7\n\nNous cherchons.\",Alix,a@example.fr\n"
        )
        #expect(
            run.items.first?.texts.last
                == "Bonjour, mon colis est perdu depuis trois semaines et personne ne me rappelle.")
    }

    @Test(arguments: [
        "[10:02] Visitor: My parcel is lost\n[10:03] Agent Paul: I have a look\n[10:05] Visitor: Thank you",
        "(10:02:11) Alix: My parcel is lost\n(10:03:11) Agent Paul: I have a look\n(10:05:00) Alix: Thank you",
        "10:02 AM - Visiteur: My parcel is lost\n10:03 AM - Paul: I have a look\n10:05 AM - Visiteur: Thank you",
        "2026-03-02 10:02:11 Alix : My parcel is lost\n2026-03-02 10:03:11 Conseiller : I have a look\n2026-03-02 10:05:11 Alix : Thank you",
        "Customer: My parcel is lost\nSupport: I have a look\nCustomer: Thank you",
    ])
    func `of a chat in one cell only the customer's lines are what customers say`(chat: String) throws {
        let run = try ImportFixture("Chat ID,Date,Transcript\n7,2026-03-02,\"\(chat)\"\n8,2026-03-03,\"\(chat)\"\n")
        let item = try #require(run.items.first)
        #expect(run.items.count == 2 && item.texts == ["My parcel is lost\nThank you"])
        #expect(item.segments.contains(Segment("company_reply", "I have a look")))
    }

    @Test func `a chat that does not say who is the customer is kept whole, and that is said`() throws {
        let chat = "[10:02] Alix: My parcel is lost\n[10:03] Paul: I have a look"
        let run = try ImportFixture("Chat ID,Date,Transcript\n7,2026-03-02,\"\(chat)\"\n8,2026-03-03,\"\(chat)\"\n")
        #expect(run.items.map { $0.texts.count } == [1, 1] && run.items[0].texts[0].contains("I have a look"))
        #expect(run.decision("speakers")?.contains("2 chats") == true)
    }

    @Test(arguments: [
        "At 10:02 I called support: nobody answered", "Customer: I am one, and not happy",
        "10:02 is when it broke: nothing works\nStill nothing at noon", "Problem: the app\nSupport: none at all",
    ])
    func `a text with a colon is no chat`(text: String) throws {
        let run = try ImportFixture(
            "Id,Date,Comment\n7,2026-03-02,\"\(text)\"\n8,2026-03-03,The parcel came late again\n")
        #expect(run.items.first?.texts == [text])
    }

    @Test(arguments: ["Satisfaction Rating", "Rate", "Chat rating"])
    func `good and bad of a help desk are its satisfaction, offered is no answer`(header: String) throws {
        let run = try ImportFixture(
            "Ticket ID,Created at,Description,\(header)\n1,2026-03-02,My parcel is late again,good\n"
                + "2,2026-03-03,The box came broken,bad\n3,2026-03-04,Where is your shop please,offered\n")
        #expect(run.items.map { $0.answers.map(\.value) } == [[1], [0], []])
        #expect(run.items.allSatisfy { $0.answers.allSatisfy { $0.kind == .csat && $0.scale == .thumb } })
    }

    @Test func `the issue of a complaint is what it is filed under, the narrative what the customer says`() throws {
        let run = try ImportFixture(
            "Date received,Issue,Sub-issue,Consumer complaint narrative,Complaint ID\n"
                + "2026-03-02,Trouble during payment process,Escrow problems,They lost my payment and will not look,71\n"
                + "2026-03-03,Problem with a purchase,Card was charged twice,The shop charged me two times,72\n"
                + "2026-03-04,Attempts to collect debt,Debt is not yours,I get calls about a debt that is not mine,73\n"
        )
        #expect(run.items.map { $0.texts.count } == [1, 1, 1])
        #expect(run.items.first?.segments.contains(Segment("Issue", "Trouble during payment process")) == true)
    }

    @Test(arguments: ["Response Text", "Suivis"])
    func `what the company answered beside a message is its reply`(header: String) throws {
        let run = try ImportFixture(
            "Created Time,Message,\(header)\n2026-03-02,The app fails each time I pay,We are sorry about that\n"
                + "2026-03-03,I love the new delivery slots,Thank you so much for your words\n"
                + "2026-03-04,Two hours in the queue today,\n")
        #expect(run.items.map { $0.texts.count } == [1, 1, 1])
        #expect(run.items.first?.segments.contains(Segment("company_reply", "We are sorry about that")) == true)
    }
}
