import Feedback
import Readers

/// Chats and shared mailboxes that hold their messages in a list, each with who wrote it: the customer's are the text, the
/// company's first one is the reply.
enum ChatMessages: JSONItemFormat {
    static let name = "chats-json"
    static let title = Phrase(
        en: "Chats (tawk.to, Crisp, LiveChat, Front JSON)", fr: "Chats (JSON tawk.to, Crisp, LiveChat, Front)")
    static let sourceName = "chats"
    static let family = FormatFamily.support
    static let recordPaths = ["data", "chats", "_results", "conversations", "results", "items"]
    static let certainty = 0.9
    static let evidence = "messages, sender"

    static func isRecord(_ object: JSONObject) -> Bool {
        let messages = messages(of: object)
        guard !messages.isEmpty else { return false }
        let sides = messages.map { side(of: $0, in: object) }
        return sides.contains(.customer) && !sides.contains(nil)
    }

    static func reasonToSkip(_ object: JSONObject) -> String? {
        let messages = messages(of: object)
        let sides = messages.map { side(of: $0, in: object) }
        return !messages.isEmpty && sides.contains(.company) && !sides.contains(.customer) ? "company_reply" : nil
    }

    static func read(_ record: JSONObject, _ source: ItemSource) throws(RecordProblem) -> ItemReading {
        let messages = messages(of: record)
        func said(by side: Side) -> [String] {
            messages.filter { self.side(of: $0, in: record) == side }.compactMap(text)
        }
        let isMail = messages.contains { $0["type"]?.string == "email" }
        var item = source.item(.support, channel: isMail ? "e-mail" : "chat")
        item.externalID = record.text("id", "session_id", "chat_id", "conversation_id")
        item.createdAt = try source.timestamp(
            record.value("createdOn", "created_at") ?? record.value("started_at", "createdAt")
                ?? record.at("thread.created_at")
                ?? messages.first?.value("created_at", "timestamp") ?? messages.first?.value("time", "createdAt"))
        let customer =
            record.value("visitor", "meta") ?? record.value("recipient", "customer") ?? customers(record).first
        item.respondent = source.pseudonym(customer?.text("email", "handle"))
        item.addVerbatim("subject", record.text("subject"))
        item.addVerbatim("message", said(by: .customer).joined(separator: "\n"))
        item.addVerbatim("satisfaction_comment", record.at("thread.properties.rating.comment")?.string)
        item.addReply(said(by: .company).first)
        item.addSegment("status", record.text("status", "state"))
        for tag in (record["tags"] ?? record.at("thread.tags"))?.array ?? [] {
            item.addSegment("tag", tag.string ?? tag["name"]?.string)
        }
        item.mask(name: customer?.text("name", "nickname"), unless: source.masker.keepsPII)
        return .item(item)
    }

    // MARK: Who says what

    private enum Side { case customer, company, program }

    /// The messages that say something, in order.
    private static func messages(of record: JSONObject) -> [JSONValue] {
        // Front lists conversations with their last message only.
        let list = record["messages"] ?? record.at("thread.events") ?? record["events"] ?? record["last_message"]
        return (list?.array ?? []).filter { text($0) != nil }
    }

    private static func customers(_ record: JSONObject) -> [JSONValue] {
        (record["users"]?.array ?? []).filter { $0["type"]?.string == "customer" }
    }

    private static func text(_ message: JSONValue) -> String? {
        guard let text = (message.value("text", "msg") ?? message.value("content", "body"))?.string?.trimmed,
            !text.isEmpty
        else {
            return nil
        }
        return MailText.ownPart(ofHTML: text)
    }

    /// - Returns: `nil` where a message does not say who wrote it.
    private static func side(of message: JSONValue, in record: JSONObject) -> Side? {
        if let isInbound = message["is_inbound"]?.bool { return isInbound ? .customer : .company }
        let author = message["author_id"]?.string
        if let author, let users = record["users"]?.array,
            let user = users.first(where: { $0["id"]?.string == author })
        {
            return user["type"]?.string == "customer" ? .customer : .company
        }
        let role =
            message.at("sender.t") ?? message.at("sender.type") ?? message.at("author.type") ?? message["user_type"]
            ?? message["author_type"] ?? message["sender_type"] ?? message["role"] ?? message["from"]
        switch role?.string?.lowercased() {
        case "v", "visitor", "user", "customer", "client", "end_user", "contact", "lead": return .customer
        case "a", "agent", "operator", "admin", "assistant", "teammate", "bot", "support": return .company
        case "s", "system": return .program
        default: return message["type"]?.string?.contains("system") == true ? .program : nil
        }
    }
}
