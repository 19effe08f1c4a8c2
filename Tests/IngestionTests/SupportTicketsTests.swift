import Feedback
import Testing

@testable import Ingestion

@Suite struct SupportTicketsTests {
    private let zendesk = """
        {"tickets": [
          {"id": 35412, "subject": "Remboursement introuvable", "description": "Bonjour,\\n\\nToujours rien.", "status": "solved", "priority": "high",
           "via": {"channel": "email", "source": {"from": {"address": "lea@example.fr"}}}, "requester_id": 11, "created_at": "2026-03-02T08:12:41Z",
           "tags": ["refund", "fr"], "satisfaction_rating": {"score": "bad", "comment": "Trop lent"},
           "comments": [{"author_id": 11, "body": "Bonjour,\\n\\nToujours rien.", "public": true},
                        {"author_id": 90, "body": "note interne", "public": false},
                        {"author_id": 90, "html_body": "<p>C'est parti&nbsp;!</p>", "public": true}]},
          {"id": 2, "subject": "Appel", "description": "Client rappelé", "status": "open", "requester_id": 12, "satisfaction_rating": {"score": "offered"},
           "comments": [{"author_id": 90, "body": "Client rappelé", "public": true}, {"author_id": 12, "body": "Merci de votre appel", "public": true}]},
          {"id": 3, "subject": "pub", "description": "achetez", "status": "deleted", "requester_id": 13}],
         "count": 3, "next_page": null}
        """

    @Test func `a ticket is a subject, the customer's first message and a satisfaction`() throws {
        let run = try FormatRun(SupportTickets.self, zendesk)
        let item = try #require(run.items.first)
        #expect(item.verbatims.map(\.field) == ["subject", "message", "satisfaction_comment"])
        #expect(item.text("message") == "Bonjour,\n\nToujours rien.")
        #expect(item.answer("satisfaction")?.value == 0)
        #expect(item.answer("satisfaction")?.kind == .csat)
        #expect(item.segment("status") == "solved")
        #expect(item.segment("tags") == "refund fr")
        #expect((item.kind, item.channel, item.externalID) == (.support, "e-mail", "35412"))
        #expect(item.respondent == FormatRun.masker.pseudonym("lea@example.fr"))
    }

    @Test func `what the company writes is never a verbatim`() throws {
        let run = try FormatRun(SupportTickets.self, zendesk)
        #expect(run.items[0].segment("company_reply") == "C'est parti !")
        #expect(run.items[1].text("message") == "Merci de votre appel")
        #expect(run.items[1].segment("company_reply") == "Client rappelé")
        #expect(run.items.flatMap(\.verbatims).contains { $0.text.contains("interne") } == false)
    }

    @Test func `an offered rating is no rating, a deleted ticket is left out`() throws {
        let run = try FormatRun(SupportTickets.self, zendesk)
        #expect(run.items[1].answers.isEmpty)
        #expect(run.dropReasons == ["deleted"])
    }

    @Test(arguments: ["[%]", "{\"results\": [%], \"total\": 1}", "[{\"helpdesk_ticket\": %}]", "%"])
    func `a Freshdesk ticket is read however it is wrapped`(wrapper: String) throws {
        let ticket = """
            {"id": 1, "subject": "Panne", "description": "<div>Plus de <b>lumière</b></div>", "status": 2, "priority": 4, "source": 7,
             "requester_id": 5004272351, "spam": false, "deleted": false, "created_at": "2026-03-02T10:27:09+10:00",
             "custom_fields": {"cf_order_number": "CMD-7", "cf_shop": null}, "tags": ["led"]}
            """
        let run = try FormatRun(
            SupportTickets.self, wrapper.replacing("%", with: ticket.replacing("\n", with: " ")))
        let item = try #require(run.items.first)
        #expect(item.text("message") == "Plus de lumière")
        #expect((item.segment("status"), item.segment("priority"), item.channel) == ("open", "urgent", "chat"))
        #expect(item.orderID == "CMD-7")
        #expect(item.createdAt?.iso8601 == "2026-03-02T00:27:09Z")
    }

    @Test func `of a list of messages only the customers' are feedback`() throws {
        let run = try FormatRun(
            SupportTickets.self,
            """
            [{"id": 1, "ticket_id": 7, "incoming": true, "private": false, "body": "<p>Ça ne marche pas</p>", "user_id": 4},
             {"id": 2, "ticket_id": 7, "incoming": false, "private": false, "body_text": "Essayez ceci", "user_id": 9},
             {"id": 3, "ticket_id": 7, "incoming": false, "private": true, "body_text": "client pénible", "user_id": 9}]
            """)
        #expect(run.items.map { $0.text("message") } == ["Ça ne marche pas"])
        #expect(run.dropReasons == ["company_reply", "private_note"])
    }

    @Test(arguments: [("103", 1.0), ("100", 0.5), ("-103", 0)])
    func `Freshdesk faces span a scale of seven`(code: String, value: Double) throws {
        let run = try FormatRun(
            SupportRatings.self,
            #"[{"survey_id": 1, "ticket_id": 7, "user_id": 4, "feedback": "ok", "ratings": {"default_question": \#(code)}}]"#
        )
        #expect(run.items.first?.answer("satisfaction")?.value == value)
    }

    @Test func `Zendesk ratings keep their comment; offers say nothing`() throws {
        let run = try FormatRun(
            SupportRatings.self,
            """
            {"satisfaction_ratings": [{"id": 1, "ticket_id": 7, "score": "good", "comment": "Rapide", "created_at": "2026-03-02T08:12:41Z"},
            {"id": 2, "ticket_id": 8, "score": "offered", "comment": null}]}
            """)
        #expect(run.items.map { $0.answer("satisfaction")?.value } == [1])
        #expect(run.dropReasons == ["empty"])
    }

    @Test func `an Intercom conversation keeps the page it was opened on and its rating`() throws {
        let run = try FormatRun(
            IntercomConversations.self,
            """
            {"type": "conversation.list", "conversations": [{"type": "conversation", "id": "147", "created_at": 1772439161, "state": "closed",
             "source": {"type": "conversation", "body": "<p>Le code SMS n'arrive pas</p>", "author": {"type": "user", "id": "9", "email": "lea@example.fr"},
                        "url": "https://shop.example/paiement?jeton=abc"},
             "conversation_rating": {"rating": 2, "remark": "bof"}, "tags": {"tags": [{"name": "3ds"}]},
             "conversation_parts": {"conversation_parts": [{"part_type": "note", "body": "relou", "author": {"type": "admin"}},
               {"part_type": "comment", "body": "<p>On regarde</p>", "author": {"type": "admin"}}]}}]}
            """)
        let item = try #require(run.items.first)
        #expect(item.text("message") == "Le code SMS n'arrive pas")
        #expect(item.pageURL == "https://shop.example/paiement")
        #expect(item.answer("satisfaction")?.value == 0.25)
        #expect(item.segment("company_reply") == "On regarde")
        #expect(item.respondent == FormatRun.masker.pseudonym("lea@example.fr"))
    }

    @Test func `a HubSpot ticket is read from its properties`() throws {
        let run = try FormatRun(
            HubSpotTickets.self,
            """
            {"results": [{"id": "501", "properties": {"subject": "Facture", "content": "Il manque la TVA", "hs_pipeline_stage": "1",
             "hs_ticket_priority": "HIGH", "createdate": "2026-03-02T08:12:41.123Z", "source_type": "EMAIL"}}]}
            """)
        let item = try #require(run.items.first)
        #expect(item.verbatims.map(\.text) == ["Facture", "Il manque la TVA"])
        #expect((item.channel, item.segment("priority")) == ("e-mail", "high"))
    }

    @Test(arguments: [0, 2, 3]) func `a custom field that customers quote is the order number, and the import says so`(
        quotes: Int
    ) throws {
        let tickets = (0..<6).map { index in
            let reference = "ML26\(1000 + index)"
            let text = index < quotes ? "Commande \(reference) en retard" : "Colis en retard \(index)"
            return """
                {"id": \(index), "subject": "Retard", "description": "\(text)", "status": "open", "requester_id": \(index), "custom_fields": [{"id": 77, "value": "\(reference)"}, {"id": 78, "value": "2026-03-02"}]}
                """
        }
        let run = try FormatRun(SupportTickets.self, "{\"tickets\": [\(tickets.joined(separator: ","))]}")
        #expect(run.items.last?.orderID == (quotes >= 3 ? "ML261005" : nil))
        #expect(run.decisions.contains { $0.code == "orders" } == (quotes >= 3))
    }

    @Test func `the customer's name goes from text and reply, words that only begin alike stay`() throws {
        let run = try FormatRun(
            SupportTickets.self,
            """
            {"tickets": [{"id": 1, "subject": "Retard", "status": "open", "requester": {"id": 5, "name": "Rose Lemaire"},
             "description": "La rose est arrivée cassée.\\nBonne journée\\nRose Lemaire",
             "comments": [{"author_id": 9, "body": "Chère Rose, la Rosette est en route.", "public": true}]}]}
            """)
        let item = try #require(run.items.first)
        #expect(item.text("message") == "La rose est arrivée cassée.\nBonne journée\n[name]")
        #expect(item.segment("company_reply") == "Chère [name], la Rosette est en route.")
    }
}
