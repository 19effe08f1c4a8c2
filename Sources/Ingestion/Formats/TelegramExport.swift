import Feedback
import Readers

/// Telegram's `result.json`: the messages of a chat, or of all chats of an account.
enum TelegramExport: JSONItemFormat {
    static let name = "telegram-json"
    static let title = Phrase(en: "Telegram chats (result.json)", fr: "Conversations Telegram (result.json)")
    static let sourceName = "telegram"
    static let family = FormatFamily.social
    static let recordPaths = ["messages", "chats.list"]
    static let certainty = 0.96
    static let evidence = "type, date, text, from"

    static func isRecord(_ object: JSONObject) -> Bool {
        if isChat(object) { return true }
        guard object["id"] != nil, object["date"] != nil, object["text"] != nil else { return false }
        return object["type"]?.string == "service" || object["type"]?.string == "message" && object["from"] != nil
    }

    private static func isChat(_ object: JSONObject) -> Bool {
        object["type"] != nil && object["id"] != nil && object["messages"]?.array?.first?.object.map(isRecord) == true
    }

    static func expanded(_ record: JSONObject) -> [JSONObject] {
        guard isChat(record) else { return [record] }
        return (record["messages"]?.array ?? []).compactMap { message in
            guard var message = message.object else { return nil }
            message["room"] = record["name"]
            // The ids of a chat count from 1.
            message["chat"] = record["id"]
            return message
        }
    }

    static func read(_ record: JSONObject, _ source: ItemSource) throws(RecordProblem) -> ItemReading {
        if record["type"]?.string == "service" { return .dropped("system") }
        var item = source.item(.social, channel: "chat")
        let chat = (record["chat"] ?? source.context["id"])?.string
        item.externalID = record["id"]?.string.map { id in chat.map { "\($0)/\(id)" } ?? id }
        item.createdAt = try source.timestamp(record.value("date_unixtime", "date"))
        item.respondent = source.pseudonym(record.text("from_id", "from"), on: "telegram")
        item.addVerbatim("text", record["text"].map(words))
        item.addSegment("room", (record["room"] ?? source.context["name"])?.string)
        item.addSegment("in_reply_to", record["reply_to_message_id"]?.string)
        return .item(item)
    }

    /// A text, or its pieces: those with a look or a link are objects.
    private static func words(_ text: JSONValue) -> String {
        guard let pieces = text.array else { return text.string ?? "" }
        return pieces.map { $0.string ?? $0["text"]?.string ?? "" }.joined()
    }
}
