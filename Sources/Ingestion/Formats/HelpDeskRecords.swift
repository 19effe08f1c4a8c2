import Readers

/// Tickets of other help desks and trackers, with the members that Zendesk gives its own: each message says who wrote it and
/// whether customers see it.
enum HelpDeskRecords {
    /// - Returns: `nil` for a record of none of them.
    static func ticket(_ record: JSONObject) -> JSONObject? {
        if let fields = record["fields"]?.object, record["key"] != nil { return jira(record, fields) }
        if record["subject"] != nil {
            if record.at("_embedded.threads") != nil { return helpScout(record) }
            if record["tracker"]?.object != nil, record["author"] != nil { return redmine(record) }
            if record["ticketNumber"] != nil, record["createdTime"] != nil { return zoho(record) }
            if record["from_agent"] != nil, record["created_datetime"] != nil { return gorgias(record) }
        }
        let isGLPI = record["content"] != nil && record["users_id_recipient"] != nil && record["name"] != nil
        return isGLPI ? glpi(record) : nil
    }

    private enum Author: String { case customer, agent }

    /// A message of Zendesk's; `nil` without a text.
    private static func message(_ text: String?, by author: Author, isPublic: Bool = true) -> JSONValue? {
        guard let text = text?.trimmed, !text.isEmpty else { return nil }
        return .object([
            "author_role": .string(author.rawValue), "public": .bool(isPublic), "plain_body": .string(text),
        ])
    }

    /// The members that are there.
    private static func ticket(_ members: (String, JSONValue?)...) -> JSONObject {
        JSONObject(members.compactMap { name, value in value.map { (name, $0) } })
    }

    private static func text(_ text: String?) -> JSONValue? { text.map(JSONValue.string) }

    // MARK: Trackers

    private static func jira(_ record: JSONObject, _ fields: JSONObject) -> JSONObject? {
        guard fields["summary"] != nil else { return nil }
        let reporter = account(fields["reporter"])
        let comments = (fields.at("comment.comments")?.array ?? []).compactMap { comment in
            let author = account(comment["author"])
            return message(
                document(comment["body"]), by: author != nil && author == reporter ? .customer : .agent,
                isPublic: comment["jsdPublic"]?.bool != false)
        }
        return ticket(
            ("id", record["key"]), ("subject", fields["summary"]), ("status", text(fields.text("status.name"))),
            ("priority", text(fields.text("priority.name"))), ("type", text(fields.text("issuetype.name"))),
            ("tags", fields["labels"]), ("created_at", fields["created"]),
            ("description_text", text(document(fields["description"]))), ("requester_id", text(reporter)),
            (
                "requester",
                .object(
                    ticket(
                        ("email", text(fields.text("reporter.emailAddress"))),
                        ("name", text(fields.text("reporter.displayName")))))
            ), ("conversations", .array(comments)))
    }

    private static func account(_ user: JSONValue?) -> String? {
        user?.object?.text("accountId", "name", "key", "emailAddress")
    }

    /// The text of Jira's own documents, which hold paragraphs that hold texts; or the text itself.
    private static func document(_ value: JSONValue?) -> String? {
        guard let value, !value.isNull else { return nil }
        if let text = value.string { return text }
        if let text = value["text"]?.string { return text }
        let parts = (value["content"]?.array ?? []).compactMap { document($0) }
        let isBlock = value["content"]?.array?.contains { $0["content"] != nil } == true
        return parts.isEmpty ? nil : parts.joined(separator: isBlock ? "\n" : "")
    }

    private static func redmine(_ record: JSONObject) -> JSONObject {
        let author = record.text("author.id")
        let notes = (record["journals"]?.array ?? []).compactMap { journal in
            message(
                journal["notes"]?.string, by: journal.at("user.id")?.string == author ? .customer : .agent,
                isPublic: journal["private_notes"]?.bool != true)
        }
        return ticket(
            ("id", record["id"]), ("subject", record["subject"]), ("status", text(record.text("status.name"))),
            ("priority", text(record.text("priority.name"))), ("type", text(record.text("tracker.name"))),
            ("created_at", record["created_on"]), ("description_text", record["description"]),
            ("requester_id", text(author)), ("requester", record["author"]), ("conversations", .array(notes)))
    }

    private static func glpi(_ record: JSONObject) -> JSONObject {
        let states = ["1": "new", "2": "assigned", "3": "planned", "4": "pending", "5": "solved", "6": "closed"]
        let status = record["status"]?.string
        // HTML whose signs are written as entities.
        let content = record["content"]?.string.map(plainText(fromHTML:))
        return ticket(
            ("id", record["id"]), ("subject", record["name"]), ("status", text(status.map { states[$0] ?? $0 })),
            ("created_at", record.value("date", "date_creation")),
            ("description", text(content)),
            ("requester_id", record.value("_users_id_requester", "users_id_recipient")),
            ("type", text(record["itilcategories_id"]?.string)))
    }

    // MARK: Help desks

    private static func helpScout(_ record: JSONObject) -> JSONObject {
        let threads = (record.at("_embedded.threads")?.array ?? []).compactMap { thread -> JSONValue? in
            let body = thread["body"]?.string.map(MailText.ownPart(ofHTML:))
            switch thread["type"]?.string {
            case "customer", "chat", "phone":
                return message(body, by: thread.at("createdBy.type")?.string == "user" ? .agent : .customer)
            case "message", "reply", "beaconchat": return message(body, by: .agent)
            default: return nil
            }
        }
        let isCustomers = record.at("createdBy.type")?.string != "user"
        return ticket(
            ("id", record.value("number", "id")), ("subject", record["subject"]), ("status", record["status"]),
            ("created_at", record["createdAt"]),
            (
                "email",
                text(record.text("primaryCustomer.email", "customer.email", isCustomers ? "createdBy.email" : ""))
            ),
            (
                "tags",
                .array((record["tags"]?.array ?? []).compactMap { text($0["tag"]?.string ?? $0["name"]?.string) })
            ), ("via", .object(ticket(("channel", record["type"])))),
            ("conversations", .array(threads)))
    }

    private static func gorgias(_ record: JSONObject) -> JSONObject {
        let messages = (record["messages"]?.array ?? []).compactMap { item in
            message(
                item.text("stripped_text", "body_text")
                    ?? item.text("stripped_html", "body_html").map(MailText.ownPart(ofHTML:)),
                by: item["from_agent"]?.bool == true ? .agent : .customer, isPublic: item["public"]?.bool != false)
        }
        return ticket(
            ("id", record["id"]), ("subject", record["subject"]), ("status", record["status"]),
            ("priority", record["priority"]), ("tags", record["tags"]), ("spam", record["spam"]),
            ("created_at", record["created_datetime"]), ("via", .object(ticket(("channel", record["channel"])))),
            ("requester", record["customer"]), ("conversations", .array(messages)),
            (
                "satisfaction_rating",
                .object(
                    ticket(
                        ("stars", record.at("satisfaction_survey.score")),
                        ("comment", record.at("satisfaction_survey.body_text"))))
            ))
    }

    private static func zoho(_ record: JSONObject) -> JSONObject {
        let name = [record.text("contact.firstName"), record.text("contact.lastName")].compactMap { $0 }
        return ticket(
            ("id", record["id"]), ("subject", record["subject"]), ("status", record["status"]),
            ("priority", record["priority"]), ("type", record["classification"]),
            ("created_at", record["createdTime"]), ("description", record["description"]),
            ("via", .object(ticket(("channel", record["channel"])))),
            (
                "requester",
                .object(
                    ticket(
                        ("email", text(record.text("email", "contact.email"))),
                        ("name", .string(name.joined(separator: " ")))))
            ), ("requester_id", record["contactId"]),
            (
                "conversations",
                .array(
                    [
                        message(record["resolution"]?.string.map(MailText.ownPart(ofHTML:)), by: .agent)
                    ]
                    .compactMap { $0 })
            ))
    }
}
