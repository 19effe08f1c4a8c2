import Feedback
import Ingestion
import Testing

/// Tables of trackers, help desks, registers of complaints and idea boards, of one row or of many.
@Suite struct TicketTablesTests {
    private static let jira =
        "Summary,Issue key,Issue id,Status,Resolution,Assignee,Reporter,Reporter Id,Creator,Created,Description,Comment,Comment\n"
        + "Cannot pay,SUP-1,10001,Done,Done,Pat Agent,Alix Roy,71:ab,Pat Agent,02/Mar/26 10:02 AM,Nothing happens,"
        + "02/Mar/26 11:02 AM;5f1;We look into it.,02/Mar/26 12:02 PM;71:ab;Still broken; even today.\n"
    private static let french =
        "Résumé,Clé de ticket,État,Rapporteur,Création,Description,Commentaire,Commentaire\n"
        + "Paiement,SUP-1,Ouvert,Alix Roy,02/mars/26 10:02 AM,Page blanche,"
        + "02/mars/26 11:02 AM;Pat Agent;Nous regardons.,02/mars/26 12:02 PM;Alix Roy;Toujours en panne.\n"

    @Test func `comments of Jira by the reporter are later words, the others the reply`() throws {
        let run = try ImportFixture(Self.jira)
        let item = try #require(run.items.first)
        #expect(item.externalID == "SUP-1" && item.kind == .support)
        #expect(item.texts == ["Cannot pay", "Nothing happens", "Still broken; even today."])
        #expect(item.verbatims.last?.field == "follow_up")
        #expect(item.segments.contains(Segment("company_reply", "We look into it.")))
        #expect(!item.segments.contains { $0.value.contains("Pat") || $0.value.contains("5f1") })
    }

    @Test func `the same in French`() throws {
        let item = try #require(try ImportFixture(Self.french).items.first)
        #expect(item.externalID == "SUP-1" && item.kind == .support)
        #expect(item.texts == ["Paiement", "Page blanche", "Toujours en panne."])
        #expect(item.segments.contains(Segment("company_reply", "Nous regardons.")))
    }

    @Test func `comments that begin far down the file are told apart too`() throws {
        let row = "A%,SUP-%,Open,Alix Roy,02/Mar/26 10:02 AM,It fails %,02/Mar/26 11:02 AM;pat;Noted.,\n"
        let rows = (1...400).map { row.replacing("%", with: "\($0)") }
        let last =
            "Z,SUP-900,Open,Alix Roy,02/Mar/26 10:02 AM,It fails,,02/Mar/26 11:02 AM;Alix Roy;Since Monday.\n"
        let run = try ImportFixture(
            "Summary,Issue key,Status,Reporter,Created,Description,Comment,Comment\n" + rows.joined() + last)
        #expect(run.items.count == 401 && run.items.last?.texts == ["Z", "It fails", "Since Monday."])
    }

    @Test(arguments: [
        (
            "number,opened_at,short_description,description,caller_id,comments_and_work_notes,close_notes,state\n",
            "Additional comments", "Work notes"
        ),
        (
            "Numéro,Ouvert,Description brève,Description,Demandeur,Commentaires et notes de travail,Notes de clôture,État\n",
            "Commentaires supplémentaires", "Notes de travail"
        ),
    ])
    func `the journal of an incident is told apart by its authors`(header: String, comment: String, note: String) throws
    {
        let run = try ImportFixture(
            header
                + "INC1,2026-03-02 10:02:00,Printer,It is broken,Alix Roy,\"2026-03-03 09:00:00 - Alix Roy (\(comment))\nTwo pages only.\n\n"
                + "2026-03-02 12:00:00 - Alix Roy (\(comment))\nStill broken.\n\n2026-03-02 11:05:00 - Pat Agent (\(comment))\nWe come.\n\n"
                + "2026-03-02 11:00:00 - Pat Agent (\(note))\nA difficult user.\n\n\",New toner,Closed\n")
        let item = try #require(run.items.first)
        #expect(item.externalID == "INC1" && item.kind == .support)
        #expect(item.texts == ["Printer", "It is broken", "Still broken.", "Two pages only."])
        #expect(item.segments.contains(Segment("company_reply", "We come.\nNew toner")))
        #expect(!item.segments.contains { $0.value.contains("difficult") || $0.value.contains("Pat") })
    }

    @Test func `an incident of the API is read as its table is`() throws {
        let run = try ImportFixture(
            #"{"result":[{"number":"INC1","opened_at":"2026-03-02 10:02:00","short_description":"Printer","description":"It is broken","caller_id":{"display_value":"Alix Roy","link":"https://x.example/1"},"comments":"2026-03-02 12:00:00 - Alix Roy (Additional comments)\nStill broken.\n\n","work_notes":"2026-03-02 11:00:00 - Pat Agent (Work notes)\nA difficult user.\n\n"}]}"#,
            named: "incidents.json")
        let item = try #require(run.items.first)
        #expect(item.externalID == "INC1" && item.kind == .support && item.pageURL == nil)
        #expect(item.texts == ["Printer", "It is broken", "Still broken."] && item.segments.isEmpty)
        #expect(item.respondent != nil)
    }

    @Test func `what agents note on a case of Salesforce is no verbatim`() throws {
        let run = try ImportFixture(
            "CaseNumber,Subject,Description,Origin,Status,SuppliedEmail,SuppliedName,Comments,CreatedDate,Owner.Name\n"
                + "00001021,Invoice,One line is twice in it,Web,Closed,a@example.fr,Alix Roy,I called her back,2026-03-02T08:15:00.000Z,Pat Agent\n"
        )
        let item = try #require(run.items.first)
        #expect(item.texts == ["Invoice", "One line is twice in it"] && item.channel == "web")
        #expect(item.segments.contains(Segment("company_reply", "I called her back")))
        #expect(!item.segments.contains { $0.value.contains("Pat") || $0.value.contains("Alix") })
    }

    @Test func `comments on cases are the company's unless their author is a portal user`() throws {
        let header = "Id,ParentId,CommentBody,IsPublished,CreatedDate,CreatedBy.Name"
        let rows = [
            "00aA1,500A1,We sent it,true,2026-03-02T08:15:00.000Z,Pat Agent",
            "00aA2,500A1,Careful with her,false,2026-03-02T08:15:00.000Z,Pat Agent",
            "00aA3,500A2,Still nothing here,true,2026-03-03T08:15:00.000Z,Alix Roy",
        ]
        let unknown = try ImportFixture(([header] + rows).joined(separator: "\n") + "\n")
        #expect(unknown.items.isEmpty && Set(unknown.drops) == ["company_reply", "private_note"])
        #expect(unknown.decision("speakers")?.contains("CreatedBy.UserType") == true)
        let types = ["CreatedBy.UserType", "Standard", "Standard", "CspLitePortal"]
        let typed = zip([header] + rows, types).map { "\($0),\($1)" }
        let known = try ImportFixture(typed.joined(separator: "\n") + "\n")
        #expect(known.items.map(\.texts) == [["Still nothing here"]] && known.items[0].kind == .support)
    }

    @Test func `messages that went out of Salesforce are left out`() throws {
        let run = try ImportFixture(
            "Id,ParentId,Subject,TextBody,FromAddress,ToAddress,Incoming,MessageDate,Status\n"
                + "02sA1,500A1,Invoice,One line is twice in it,a@example.fr,help@example.fr,true,2026-03-02T08:15:00.000Z,1\n"
                + "02sA2,500A1,Re: Invoice,Here is a new one,help@example.fr,a@example.fr,false,2026-03-02T09:15:00.000Z,3\n"
        )
        #expect(run.items.map(\.texts) == [["Invoice", "One line is twice in it"]] && run.drops == ["company_reply"])
        #expect(run.items[0].kind == .support && run.items[0].answers.isEmpty)
    }

    private static let complaint =
        "Date received,Product,Issue,Sub-issue,Consumer complaint narrative,Company public response,Company,Consumer consent provided?,"
        + "Submitted via,Date sent to company,Company response to consumer,Timely response?,Consumer disputed?,Complaint ID\n"
        + "03/02/26,Mortgage,Trouble,Escrow,They lost my payment,Acted appropriately,ACME,Consent provided,Web,03/03/26,Closed,Yes,No,71\n"

    @Test func `a register of complaints asks nothing and writes its days as Americans do`() throws {
        let item = try #require(try ImportFixture(Self.complaint).items.first)
        #expect(item.externalID == "71" && item.kind == .support && item.answers.isEmpty)
        #expect(item.texts == ["They lost my payment"] && item.createdAt?.iso8601.hasPrefix("2026-03-02") == true)
        #expect(item.segments.contains(Segment("Timely response?", "Yes")))
        #expect(item.segments.contains(Segment("company_reply", "Acted appropriately")))
    }

    @Test func `the same from the register's API`() throws {
        let run = try ImportFixture(
            #"{"took":3,"hits":{"total":{"value":1},"hits":[{"_index":"c","_id":"71","_score":1.0,"_source":{"complaint_id":"71","date_received":"2026-03-02T12:00:00-05:00","product":"Mortgage","issue":"Trouble during payment","sub_issue":"Escrow","complaint_what_happened":"They lost my payment","timely":"Yes","company_response":"Closed"}}]}}"#,
            named: "complaints.json")
        let item = try #require(run.items.first)
        #expect(item.externalID == "71" && item.kind == .support && item.answers.isEmpty)
        #expect(item.verbatims.map(\.field) == ["complaint_what_happened"])
        #expect(item.segments.contains(Segment("timely", "Yes")))
    }

    @Test(arguments: [
        "Id,Title,Description,Status,Votes,Creator Name,Created At,Response,Response By,Response Date\n"
            + "7,Dark mode,My eyes hurt,planned,12,Alix,2026-03-02,Planned for summer,Pat Agent,2026-03-09\n",
        "Suggestion ID,Suggestion Title,Suggestion Body,Status,Admin response,Response date,Votes,Created at\n"
            + "7,Dark mode,My eyes hurt,planned,Planned for summer,2026-03-09,12,2026-03-02\n",
        "postID,title,details,board,status,score,authorName,created,url,Status note\n"
            + "7,Dark mode,My eyes hurt,Features,planned,12,Alix,2026-03-02,https://x.example/p/1,Planned for summer\n",
        "Idea reference #,Idea name,Idea description,Idea status,Idea votes,Created at,Created by (portal user),Admin response\n"
            + "7,Dark mode,My eyes hurt,Planned,12,2026-03-02,Alix,Planned for summer\n",
    ])
    func `what a company says to an idea is its reply, votes are numbers`(table: String) throws {
        let item = try #require(try ImportFixture(table).items.first)
        #expect(item.externalID == "7" && item.texts == ["Dark mode", "My eyes hurt"])
        #expect(item.answers.map(\.kind) == [.number] && item.answers[0].value == 12)
        #expect(item.segments.contains(Segment("company_reply", "Planned for summer")))
        #expect(!item.segments.contains { $0.value.contains("Pat") || $0.value == "Alix" })
        #expect(item.createdAt?.iso8601.hasPrefix("2026-03-02") == true && item.pageURL == nil)
    }

    @Test(arguments: [
        "Ticket ID,Ticket created - Timestamp,Ticket subject,Ticket status,Assignee name,Ticket satisfaction rating,Ticket satisfaction comment\n"
            + "81,2026-03-02T10:02:00,Parcel,Closed,Pat Agent,Good,Fast\n",
        "Conversation ID,Conversation started at (UTC),First message,Teammate assigned,Conversation rating,Conversation rating remark,Last teammate reply\n"
            + "81,2026-03-02 10:02:00,Parcel,Pat Agent,5,Fast,We look\n",
        "Ticket id,Ticket subject,Created date,Customer name,Assignee name,Survey score,Survey comment\n"
            + "81,Parcel,2026-03-02T10:02:00,Alix,Pat Agent,5,Fast\n",
        "Conversation Number,Created,Assigned To,Customer,Email,Subject,Rating,Rating Comments\n"
            + "81,2026-03-02 10:02,Pat Agent,Alix,a@example.fr,Parcel,Great,Fast\n",
        "Ticket Id,Contact Name,Subject,Ticket Owner,Created Time,Happiness Rating,Happiness Comment,Resolution\n"
            + "81,Alix,Parcel,Pat Agent,02 Mar 2026 10:02 AM,Good,Fast,We look for it today\n",
        "ID;Titre;Date d'ouverture;Demandeur - Demandeur;Attribué à - Technicien;Suivis - Description;Satisfaction - Note;Satisfaction - Commentaire\n"
            + "81;Parcel;2026-03-02 10:02;Alix Roy;Pat Agent;Nous cherchons;5;Fast\n",
    ])
    func `a single ticket has its id, words and satisfaction, and no agent's name`(table: String) throws {
        let item = try #require(try ImportFixture(table).items.first)
        #expect(item.externalID == "81" && item.kind == .support && item.createdAt != nil)
        #expect(item.texts == ["Parcel", "Fast"])
        #expect(item.answers.map(\.kind) == [.csat] && item.answers.first?.value == 1)
        #expect(!item.segments.contains { $0.value.contains("Pat") })
    }

    @Test(arguments: [
        "#,Project,Tracker,Status,Subject,Author,Assignee,Updated,Created,Description,Last notes\n"
            + "411,Shop,Bug,New,Payment,Alix Roy,Pat Agent,03/13/2026 10:02 AM,03/02/2026 10:02 AM,I cannot pay,We fix it\n",
        "#,Projet,Tracker,Statut,Sujet,Auteur,Assigné à,Mis-à-jour,Créé,Description,Dernières notes\n"
            + "411,Boutique,Anomalie,Nouveau,Payment,Alix Roy,Pat Agent,13/03/2026 10:02,02/03/2026 10:02,I cannot pay,We fix it\n",
        "ID du ticket,Nom du ticket,Description du ticket,Propriétaire du ticket,Date de création,Réponse\n"
            + "411,Payment,I cannot pay,Pat Agent,2026-03-02 10:02,We fix it\n",
        "Case ID,Subject,Requester Name,Assigned Agent,Created At,First Post,Last Reply\n"
            + "411,Payment,Alix Roy,Pat Agent,2026-03-02T10:02:00Z,I cannot pay,We fix it\n",
        "N° d'incident;Date de création;Demandeur;Bénéficiaire;Sujet;Intervenant;Description;Solution\n"
            + "411;02/03/2026 10:02:00;ROY Alix;ROY Alix;Payment;AGENT Pat;I cannot pay;We fix it\n",
    ])
    func `a single request has its words, and what was done about it apart`(table: String) throws {
        let item = try #require(try ImportFixture(table).items.first)
        #expect(item.externalID == "411" && item.kind == .support && item.texts == ["Payment", "I cannot pay"])
        #expect(item.createdAt?.iso8601.hasPrefix("2026-03-02") == true)
        #expect(item.segments.contains(Segment("company_reply", "We fix it")))
        #expect(!item.segments.contains { $0.value.contains("Pat") || $0.value.contains("Alix") })
    }

    @Test(arguments: [
        #"{"issues":[{"id":"1","key":"81","fields":{"summary":"Parcel","status":{"name":"Open"},"created":"2026-03-02T10:02:00.000+0100","reporter":{"accountId":"c","displayName":"Alix Roy"},"description":{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"It is "},{"type":"text","text":"lost"}]}]},"comment":{"comments":[{"author":{"accountId":"g"},"body":"We search","jsdPublic":true},{"author":{"accountId":"g"},"body":"secret","jsdPublic":false},{"author":{"accountId":"c"},"body":"Still nothing"}]}}}]}"#,
        #"{"issues":[{"id":81,"tracker":{"name":"Support"},"status":{"name":"New"},"author":{"id":5,"name":"Alix Roy"},"assigned_to":{"id":9,"name":"Pat Agent"},"subject":"Parcel","description":"It is lost","created_on":"2026-03-02T10:02:00Z","journals":[{"user":{"id":9},"notes":"We search"},{"user":{"id":9},"notes":"secret","private_notes":true},{"user":{"id":5},"notes":"Still nothing"}]}]}"#,
        #"{"_embedded":{"conversations":[{"id":1,"number":81,"type":"email","status":"closed","subject":"Parcel","createdAt":"2026-03-02T10:02:00Z","primaryCustomer":{"email":"a@example.fr"},"_embedded":{"threads":[{"type":"customer","body":"It is lost"},{"type":"message","body":"We search"},{"type":"note","body":"secret"},{"type":"customer","body":"Still nothing"}]}}]}}"#,
        #"{"data":[{"id":81,"from_agent":false,"status":"closed","channel":"email","customer":{"email":"a@example.fr","name":"Alix Roy"},"assignee_user":{"name":"Pat Agent"},"subject":"Parcel","created_datetime":"2026-03-02T10:02:00+00:00","messages":[{"from_agent":false,"body_text":"It is lost"},{"from_agent":true,"body_text":"We search"},{"from_agent":true,"body_text":"secret","public":false},{"from_agent":false,"body_text":"Still nothing"}]}]}"#,
    ])
    func `the messages of a ticket of an API are told apart`(text: String) throws {
        let run = try ImportFixture(text, named: "tickets.json")
        let item = try #require(run.items.first)
        #expect(run.plan.format == "tickets-json" && item.externalID == "81" && item.kind == .support)
        #expect(item.texts == ["Parcel", "It is lost", "Still nothing"] && item.respondent != nil)
        #expect(item.segments.first { $0.name == "company_reply" }?.value == "We search")
        #expect(item.createdAt?.iso8601.hasPrefix("2026-03-02") == true)
        #expect(!item.segments.contains { $0.value.contains("Pat") || $0.value.contains("secret") })
    }

    @Test(arguments: [
        #"[{"id":81,"name":"Parcel","date":"2026-03-02 10:02:00","status":2,"users_id_recipient":"aroy","content":"&#60;p&#62;It is lost&#60;/p&#62;"}]"#,
        #"{"data":[{"id":"81","ticketNumber":"101","subject":"Parcel","description":"<div>It is lost</div>","status":"Open","createdTime":"2026-03-02T10:02:00.000Z","channel":"Email","email":"a@example.fr","assignee":{"firstName":"Pat","lastName":"Agent"}}]}"#,
    ])
    func `a ticket of an API without its messages has its words`(text: String) throws {
        let run = try ImportFixture(text, named: "tickets.json")
        let item = try #require(run.items.first)
        #expect(run.plan.format == "tickets-json" && item.externalID == "81" && item.kind == .support)
        #expect(item.texts == ["Parcel", "It is lost"] && item.respondent != nil)
        #expect(item.createdAt?.iso8601.hasPrefix("2026-03-02") == true)
    }

    @Test func `the stars of a survey in Gorgias are satisfaction`() throws {
        let run = try ImportFixture(
            #"{"data":[{"id":81,"from_agent":false,"status":"closed","subject":"Parcel","created_datetime":"2026-03-02T10:02:00+00:00","messages":[],"satisfaction_survey":{"score":4,"body_text":"Fast"}}]}"#,
            named: "tickets.json")
        #expect(run.items.first?.rated("satisfaction")?.value == 0.75)
        #expect(run.items.first?.texts == ["Parcel", "Fast"])
    }

    @Test func `a conversation of Front whose last message went out says nothing of the customer`() throws {
        let run = try ImportFixture(
            #"{"_results":[{"id":"cnv_1","subject":"Parcel","status":"archived","created_at":1772439161.5,"last_message":{"id":"m1","type":"email","is_inbound":true,"text":"It is lost"}},{"id":"cnv_2","subject":"Invoice","status":"archived","created_at":1772439161.5,"last_message":{"id":"m2","type":"email","is_inbound":false,"text":"Here it is"}}]}"#,
            named: "front.json")
        #expect(run.items.map(\.texts) == [["Parcel", "It is lost"]] && run.drops == ["company_reply"])
    }

    @Test(arguments: [
        "ID du ticket,Ticket créé - Horodatage,Sujet du ticket,Canal du ticket,Nom de l'assigné,Évaluation de la satisfaction du ticket,Commentaire de satisfaction du ticket\n"
            + "81,2026-03-02T10:02:00,Colis,E-mail,Pat Agent,Bonne,Rapide\n82,2026-03-02T10:02:00,Aide,Web,Pat Agent,Mauvaise,\n",
        "ID de conversation,Date de début,Premier message,Coéquipier assigné,Note de la conversation,Remarque\n"
            + "81,2026-03-02 10:02,Colis,Pat Agent,5,Rapide\n82,2026-03-03 10:02,Aide,Pat Agent,1,\n",
        "Identifiant du ticket,Objet,Date de création,Agent assigné,Note de satisfaction,Commentaire de satisfaction\n"
            + "81,Colis,2026-03-02 10:02,Pat Agent,5,Rapide\n82,Aide,2026-03-02 10:02,Pat Agent,1,\n",
    ])
    func `French tickets have their words and satisfaction too`(table: String) throws {
        let run = try ImportFixture(table)
        #expect(run.items.map(\.externalID) == ["81", "82"] && run.items.allSatisfy { $0.kind == .support })
        #expect(run.items.map(\.texts) == [["Colis", "Rapide"], ["Aide"]])
        #expect(run.items.map { $0.answers.map(\.value) } == [[1], [0]])
        #expect(run.items.allSatisfy { item in !item.segments.contains { $0.value.contains("Pat") } })
    }

    @Test(arguments: [
        "Title,Description,Votes,Status,Rating\nDune,A long film about sand,1200,released,8.1\nHeat,Two men in one city,700,released,8.2\n",
        "Number,Short description,Satisfaction,Comment\n11,Delivery,5,Very fast today\n21,Price,2,Too dear for what it is\n",
        "Date,Agent,NPS,Comment\n2026-03-02,Pat,9,So kind on the phone\n2026-03-03,Lea,3,I waited too long\n",
    ])
    func `tables of something else stay what they are`(table: String) throws {
        let run = try ImportFixture(table)
        #expect(run.items.count == 2 && run.items.allSatisfy { $0.kind == .survey })
        #expect(run.items.allSatisfy { item in !item.segments.contains { $0.name == "company_reply" } })
    }

    @Test func `a satisfaction that was not asked for keeps the ticket, with a mapping too`() throws {
        let mapping = Mapping(
            source: "desk", kind: .support,
            columns: [
                ColumnMapping("Id", to: .id), ColumnMapping("Subject", to: .verbatim),
                ColumnMapping("Satisfaction", to: .answer, metric: .csat, scale: .thumb),
            ])
        let run = try ImportFixture(
            "Id,Subject,Satisfaction\n81,Parcel,Good\n82,Invoice,Unoffered\n", mapping: mapping)
        #expect(run.rejections.isEmpty && run.items.map { $0.answers.map(\.value) } == [[1], []])
    }

    @Test func `spam is left out, and a contact's number says who wrote`() throws {
        let run = try ImportFixture(
            "Ticket ID,Ticket name,Ticket description,Associated Contact,Associated Contact IDs,Ticket spam\n"
                + "81,Parcel,It is lost,Alix Roy (a@example.fr),911,false\n82,Win,A prize for you,Bo,912,true\n")
        #expect(run.items.map(\.texts) == [["Parcel", "It is lost"]] && run.drops == ["spam"])
        #expect(run.items.first?.respondent == ImportFixture.masker.pseudonym("911"))
    }

    @Test func `the state of an incident in codes is no answer`() throws {
        let run = try ImportFixture(
            "number,opened_at,short_description,description,caller_id,state,priority\n"
                + "INC1,2026-03-02 10:02:00,Printer,It is broken,Alix Roy,7,3\n")
        let item = try #require(run.items.first)
        #expect(item.answers.isEmpty && item.segments == [Segment("state", "7"), Segment("priority", "3")])
    }

    @Test(arguments: ["Magasin assigné", "Assigned team", "Technicien ponctuel"])
    func `a place, a team or a grade is no person`(header: String) throws {
        let rows = (1...12).map { "2026-03-0\($0 % 9 + 1),\($0 % 2 == 0 ? "Lyon" : "Lille"),It came late \($0)\n" }
        let run = try ImportFixture("Date,\(header),Comment\n" + rows.joined())
        #expect(run.items.allSatisfy { item in item.segments.contains { $0.name == header } })
    }
}
