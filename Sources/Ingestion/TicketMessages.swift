import Readers

/// The messages of one support ticket, told apart by who wrote them.
struct TicketMessages {
    /// Without the quoted reply and the signature.
    let firstOfCustomer: String?
    let firstOfCompany: String?
    /// What the customer wrote after the first message, in order.
    let laterOfCustomer: [String]

    init(_ ticket: JSONObject) {
        let comments = (ticket["comments"]?.array ?? ticket["conversations"]?.array ?? []).filter(Self.isPublic)
        let requester = ticket.text("requester_id", "requester.id")
        let authors = comments.map { Self.isCustomer($0, requester: requester) }
        let ofCustomer = zip(comments, authors).first { $0.1 == true }?.0
        let ofCompany = zip(comments, authors).first { $0.1 == false }?.0
        // The description is the first message: the customer's, unless an agent opened the ticket.
        let openedByAgent = authors.first == false && Self.repeats(ticket, comments.first)
        let description = openedByAgent ? nil : Self.text(of: .object(ticket))
        firstOfCustomer = description ?? ofCustomer.flatMap(Self.text)
        firstOfCompany = ofCompany.flatMap(Self.text)
        let own = zip(comments, authors).filter { $0.1 == true }.compactMap { Self.text(of: $0.0) }
        // The first comment is the description again, in other words at times; Freshdesk lists answers only.
        let repeatsFirst = ticket["comments"] != nil || description == nil || own.first == description
        laterOfCustomer = (repeatsFirst ? Array(own.dropFirst()) : own).filter { [first = firstOfCustomer] in
            $0 != first
        }
    }

    /// The plain text where there is one, else what the HTML says.
    static func text(of message: JSONValue) -> String? {
        for name in ["plain_body", "body_text", "description_text"] {
            if let text = message[name]?.string, !text.trimmed.isEmpty { return MailText.ownPart(of: text.trimmed) }
        }
        for name in ["html_body", "body", "description", "value", "text"] {
            if let text = message[name]?.string, !text.trimmed.isEmpty {
                return MailText.ownPart(ofHTML: text)
            }
        }
        return nil
    }

    private static func isPublic(_ comment: JSONValue) -> Bool {
        comment.value("public", "is_public")?.bool != false && comment["private"]?.bool != true
    }

    /// - Returns: `nil` when the export does not say who wrote it.
    private static func isCustomer(_ comment: JSONValue, requester: String?) -> Bool? {
        if let incoming = comment["incoming"]?.bool { return incoming }
        let role =
            comment.at("author.role") ?? comment["author_role"] ?? comment["author_type"] ?? comment["author"]
            ?? comment["from"]
        switch role?.string?.lowercased() {
        case "end-user", "end_user", "customer", "requester", "user", "client": return true
        case "agent", "admin", "support", "bot", "system": return false
        default: break
        }
        guard let author = comment.text("author_id", "author.id"), let requester else { return nil }
        return author == requester
    }

    /// Whether the description only repeats the first comment.
    private static func repeats(_ ticket: JSONObject, _ comment: JSONValue?) -> Bool {
        guard let description = text(of: .object(ticket)) else { return false }
        return comment.flatMap(text)?.trimmed == description.trimmed
    }
}
