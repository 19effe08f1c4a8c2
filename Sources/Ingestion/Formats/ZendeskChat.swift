import Feedback
import Readers

/// Zendesk Chat: the customer's side of a conversation, the pages walked through before it, the rating after it.
enum ZendeskChat: JSONItemFormat {
    static let name = "zendesk-chat-json"
    static let title = Phrase(en: "Zendesk Chat conversations (JSON)", fr: "Conversations Zendesk Chat (JSON)")
    static let sourceName = "zendesk-chat"
    static let family = FormatFamily.support
    static let recordPaths = ["chats"]
    static let certainty = 0.97
    static let evidence = "visitor, history, webpath"

    static func isRecord(_ object: JSONObject) -> Bool {
        guard object["visitor"]?.object != nil else { return false }
        let isChat = object["type"]?.string == "chat" && object.value("history", "webpath") != nil
        return isChat || object["type"]?.string == "offline_msg"
    }

    static func read(_ record: JSONObject, _ source: ItemSource) throws(RecordProblem) -> ItemReading {
        if record["deleted"]?.bool == true { return .dropped("deleted") }
        var item = source.item(.support, channel: "chat")
        item.externalID = record["id"]?.string
        item.createdAt = try source.timestamp(record["timestamp"])
        item.respondent =
            source.pseudonym(record.text("visitor.email"))
            ?? source.pseudonym(record.text("visitor.id"), on: "zendesk-chat")
        item.sessionID = record.text("session.id")
        item.browser = record.text("session.browser")
        item.network = source.masker.network(of: record.text("session.ip"))
        item.city = record.text("session.city")
        item.country = item.country ?? CountryCode.alpha2(record.text("session.country_code"))
        item.pageURL = record["webpath"]?.array?.last?["to"]?.string
        let lines = (record["history"]?.array ?? []).filter { $0["type"]?.string == "chat.msg" }
        item.addVerbatim("message", said(by: "visitor", in: lines) ?? record["message"]?.string)
        if let given = record["rating"]?.string, let points = SupportRatings.points(given) {
            try item.addRating("satisfaction", kind: .csat, scale: .thumb, given: given, points: points)
        }
        item.addVerbatim("satisfaction_comment", record["comment"]?.string)
        item.addReply(said(by: "agent", in: lines))
        item.addSegment("ticket", record["zendesk_ticket_id"]?.string)
        item.addSegment("department", record["department_name"]?.string)
        for tag in record["tags"]?.array ?? [] { item.addSegment("tag", tag.string) }
        item.mask(name: record.text("visitor.name"), unless: source.masker.keepsPII)
        return .item(item)
    }

    /// All lines of one side, in order.
    private static func said(by side: String, in lines: [JSONValue]) -> String? {
        let own = lines.filter { line in
            line["sender_type"]?.string.map { $0.lowercased() == side }
                ?? ((line["nick"]?.string?.hasPrefix("visitor") == true) == (side == "visitor"))
        }
        let text = own.compactMap { $0["msg"]?.string }.joined(separator: "\n")
        return text.isEmpty ? nil : text
    }
}
