import Feedback
import Readers

/// Intercom conversations: the customer's opening message, the page it came from and the rating at the end.
enum IntercomConversations: JSONItemFormat {
    static let name = "intercom-json"
    static let title = Phrase(en: "Intercom conversations (JSON)", fr: "Conversations Intercom (JSON)")
    static let sourceName = "intercom"
    static let family = FormatFamily.support
    static let recordPaths = ["conversations", "data"]
    static let certainty = 0.97
    static let evidence = "type conversation, source.body"

    static func isRecord(_ object: JSONObject) -> Bool {
        object["type"]?.string == "conversation" && object["source"]?.object != nil
    }

    static func read(_ record: JSONObject, _ source: ItemSource) throws(RecordProblem) -> ItemReading {
        let parts = record.at("conversation_parts.conversation_parts")?.array ?? []
        let isCustomers = ["user", "lead", "contact"].contains(record.at("source.author.type")?.string)
        let opening =
            isCustomers
            ? text(record.at("source.body")) : parts.lazy.filter(isFromCustomer).compactMap { text($0["body"]) }.first
        var item = source.item(.support, channel: record.at("source.type")?.string == "email" ? "e-mail" : "chat")
        item.externalID = record["id"]?.string
        item.createdAt = try source.timestamp(record["created_at"])
        item.respondent = respondent(record, source)
        item.pageURL = record.at("source.url")?.string.flatMap(PagePath.address)
        item.sessionID = record.at("custom_attributes.session_id")?.string
        item.orderID = record.at("custom_attributes.order_id")?.string
        item.addVerbatim("subject", text(record.at("source.subject")))
        item.addVerbatim("message", opening)
        let later = parts.filter(isFromCustomer).compactMap { text($0["body"]) }
        for message in isCustomers ? later : Array(later.dropFirst()) where message != opening {
            item.addVerbatim("follow_up", message)
        }
        try addRating(record["conversation_rating"], to: &item)
        item.addSegment("status", record["state"]?.string)
        item.addSegment(
            "tags", (record.at("tags.tags")?.array ?? []).compactMap { $0["name"]?.string }.joined(separator: " "))
        item.addReply(parts.lazy.filter(isFromCompany).compactMap { text($0["body"]) }.first)
        item.mask(name: isCustomers ? record.text("source.author.name") : nil, unless: source.masker.keepsPII)
        return .item(item)
    }

    private static func respondent(_ record: JSONObject, _ source: ItemSource) -> String? {
        let isCustomers = record.at("source.author.type")?.string != "admin"
        let email = isCustomers ? record.at("source.author.email")?.string : nil
        return source.pseudonym(email ?? record.at("contacts.contacts.0.external_id")?.string)
            ?? source.pseudonym(record.at("contacts.contacts.0.id")?.string, on: "intercom")
    }

    /// `null` stands for a rating that was asked for and not given.
    private static func addRating(_ rating: JSONValue?, to item: inout FeedbackItem) throws(RecordProblem) {
        guard let rating else { return }
        if let given = rating["rating"]?.string, let points = rating["rating"]?.double {
            try item.addRating("satisfaction", kind: .csat, scale: .csat, given: given, points: points)
        }
        item.addVerbatim("satisfaction_comment", rating["remark"]?.string)
    }

    private static func isFromCustomer(_ part: JSONValue) -> Bool {
        part["part_type"]?.string != "note" && ["user", "lead", "contact"].contains(part.at("author.type")?.string)
    }

    private static func isFromCompany(_ part: JSONValue) -> Bool {
        part["part_type"]?.string == "comment" && ["admin", "team"].contains(part.at("author.type")?.string)
    }

    private static func text(_ value: JSONValue?) -> String? {
        guard let text = (value?.string).map(MailText.ownPart(ofHTML:)), !text.isEmpty else { return nil }
        return text
    }
}
