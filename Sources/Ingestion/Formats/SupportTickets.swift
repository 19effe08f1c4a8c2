import Feedback
import Readers

/// Tickets as Zendesk, Freshdesk and others export them: lists, search results, one a line, or one file.
///
/// The customer speaks in the subject and in their first message; what agents write is kept apart.
enum SupportTickets: JSONItemFormat {
    static let name = "tickets-json"
    static let title = Phrase(
        en: "Support tickets (JSON of Zendesk, Freshdesk, Jira, Redmine, GLPI, Help Scout, Gorgias, Zoho Desk)",
        fr: "Tickets de support (JSON de Zendesk, Freshdesk, Jira, Redmine, GLPI, Help Scout, Gorgias, Zoho Desk)")
    static let sourceName = "support"
    static let family = FormatFamily.support
    static let recordPaths = ["tickets", "results", "ticket", "issues", "_embedded.conversations", "data", "issue"]
    static let certainty = 0.95
    static let evidence = "subject, description, status"

    static func isRecord(_ object: JSONObject) -> Bool {
        if HelpDeskRecords.ticket(object) != nil { return true }
        let ticket = unwrapped(object)
        guard ticket["subject"] ?? ticket["raw_subject"] != nil, ticket["status"] != nil else {
            return isMessage(ticket)
        }
        return ["description", "description_text", "comments", "requester_id", "requester"].contains {
            ticket[$0] != nil
        }
    }

    static func prepare(_ source: inout ItemSource, for shape: JSONShape) -> [Decision] {
        let tickets = shape.firstRecords.flatMap { recordObjects(in: $0) }.map(unwrapped)
        guard let field = CustomFields.orderField(of: tickets, mapping: source.mapping) else { return [] }
        source.orderField = field.name
        return [Decision("orders", field.reason)]
    }

    static func read(_ record: JSONObject, _ source: ItemSource) throws(RecordProblem) -> ItemReading {
        let ticket = unwrapped(record)
        if ticket["deleted"]?.bool == true || ticket["status"]?.string == "deleted" { return .dropped("deleted") }
        if ticket["spam"]?.bool == true { return .dropped("spam") }
        return isMessage(ticket) ? try readMessage(ticket, source) : .item(try item(ticket, source))
    }

    /// Account exports of Freshdesk wrap every ticket; other help desks name their members otherwise.
    private static func unwrapped(_ object: JSONObject) -> JSONObject {
        HelpDeskRecords.ticket(object) ?? object.value("helpdesk_ticket", "ticket")?.object ?? object
    }

    private static func item(_ ticket: JSONObject, _ source: ItemSource) throws(RecordProblem) -> FeedbackItem {
        let messages = TicketMessages(ticket)
        var item = source.item(.support, channel: channel(ticket))
        item.externalID = ticket.text("id", "display_id")
        item.createdAt = try source.timestamp(ticket["created_at"])
        item.respondent = respondent(ticket, source)
        item.sessionID = ticket.text("session_id")
        item.orderID = ticket.text("order_id") ?? CustomFields.value(of: source.orderField, in: ticket)
        let subject = ticket.text("subject", "raw_subject")
        let message = messages.firstOfCustomer
        if message?.trimmed != subject?.trimmed { item.addVerbatim("subject", subject) }
        item.addVerbatim("message", message)
        for later in messages.laterOfCustomer { item.addVerbatim("follow_up", later) }
        try addSatisfaction(ticket["satisfaction_rating"], to: &item)
        addSegments(ticket, to: &item)
        item.addReply(messages.firstOfCompany)
        item.mask(name: ticket.text("requester.name", "requester_name"), unless: source.masker.keepsPII)
        return item
    }

    private static func respondent(_ ticket: JSONObject, _ source: ItemSource) -> String? {
        source.pseudonym(
            ticket.text(
                "requester.email", "via.source.from.address", "email", "requester.external_id", "requester_external_id")
        )
            ?? source.pseudonym(ticket.text("requester_id", "requester.id"), on: "helpdesk")
    }

    private static func channel(_ ticket: JSONObject) -> String {
        let via =
            ticket.at("via.channel")?.string?.lowercased() ?? ticket["source"]?.int.flatMap { freshdeskSources[$0] }
        guard let via else { return "support" }
        return channels[via] ?? via
    }

    /// Good or bad; a rating that was only offered is none.
    private static func addSatisfaction(_ rating: JSONValue?, to item: inout FeedbackItem) throws(RecordProblem) {
        guard let rating else { return }
        if let score = (rating["score"] ?? rating).string, let points = SupportRatings.points(score) {
            try item.addRating("satisfaction", kind: .csat, scale: .thumb, given: score, points: points)
        }
        if let given = rating["stars"]?.string, let stars = rating["stars"]?.double {
            try item.addRating("satisfaction", kind: .csat, scale: .csat, given: given, points: stars)
        }
        item.addVerbatim("satisfaction_comment", rating["comment"]?.string)
    }

    private static func addSegments(_ ticket: JSONObject, to item: inout FeedbackItem) {
        item.addSegment("status", ticket["status_name"]?.string ?? freshdeskStatus(ticket["status"]))
        item.addSegment("priority", ticket["priority_name"]?.string ?? freshdeskPriority(ticket["priority"]))
        item.addSegment("type", ticket.text("type", "ticket_type"))
        item.addSegment("group", ticket["group_id"]?.string)
        let tags = (ticket["tags"]?.array ?? []).compactMap { $0.string ?? $0["name"]?.string }
        item.addSegment("tags", tags.joined(separator: " "))
    }

    private static func freshdeskStatus(_ value: JSONValue?) -> String? {
        guard case .number(let code) = value else { return value?.string }
        return ["2": "open", "3": "pending", "4": "resolved", "5": "closed"][code] ?? code
    }

    private static func freshdeskPriority(_ value: JSONValue?) -> String? {
        guard case .number(let code) = value else { return value?.string }
        return ["1": "low", "2": "medium", "3": "high", "4": "urgent"][code] ?? code
    }

    private static let channels = [
        "email": "e-mail", "mail": "e-mail", "web_form": "web", "web": "web", "voice": "phone", "phone": "phone",
        "native_messaging": "chat", "messaging": "chat", "chat": "chat", "mobile_sdk": "app", "mobile": "app",
        "twitter": "social", "facebook": "social", "instagram_dm": "social", "whatsapp": "chat",
    ]
    private static let freshdeskSources = [
        1: "e-mail", 2: "web", 3: "phone", 5: "social", 6: "social", 7: "chat", 9: "web", 10: "e-mail", 13: "chat",
    ]
}

// MARK: Freshdesk keeps the messages of a ticket in files of their own.

extension SupportTickets {
    fileprivate static func isMessage(_ object: JSONObject) -> Bool {
        object["ticket_id"] != nil && object["incoming"]?.bool != nil && object.value("body_text", "body") != nil
    }

    fileprivate static func readMessage(_ message: JSONObject, _ source: ItemSource) throws(RecordProblem)
        -> ItemReading
    {
        if message["private"]?.bool == true { return .dropped("private_note") }
        guard message["incoming"]?.bool == true else { return .dropped("company_reply") }
        var item = source.item(.support, channel: "support")
        item.externalID = message["id"]?.string.map { "message-\($0)" }
        item.createdAt = try source.timestamp(message["created_at"])
        item.respondent = source.pseudonym(message["user_id"]?.string, on: "helpdesk")
        item.addVerbatim("message", TicketMessages.text(of: .object(message)))
        item.addSegment("ticket", message["ticket_id"]?.string)
        return .item(item)
    }
}
