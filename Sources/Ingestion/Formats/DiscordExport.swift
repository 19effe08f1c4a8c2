import Feedback
import Readers

/// Discord messages: a channel saved by DiscordChatExporter, and the messages of an account's own data package.
enum DiscordExport: JSONItemFormat {
    static let name = "discord-json"
    static let title = Phrase(en: "Discord channel (JSON)", fr: "Canal Discord (JSON)")
    static let sourceName = "discord"
    static let family = FormatFamily.social
    static let recordPaths = ["messages"]
    static let certainty = 0.96
    static let evidence = "timestamp, content, author.discriminator"

    static func isRecord(_ object: JSONObject) -> Bool {
        if object["content"] != nil, object["timestamp"] != nil, object.at("author.id") != nil { return true }
        return object["Contents"] != nil && object["Timestamp"] != nil && object["ID"] != nil
    }

    static func read(_ record: JSONObject, _ source: ItemSource) throws(RecordProblem) -> ItemReading {
        if record.at("author.isBot")?.bool == true { return .dropped("bot") }
        if let kind = record["type"]?.string, !["Default", "Reply", "0", "19"].contains(kind) {
            return .dropped("system")
        }
        var item = source.item(.social, channel: "chat")
        item.externalID = record.text("id", "ID")
        item.createdAt = try source.timestamp(record.value("timestamp", "Timestamp"))
        item.respondent = source.pseudonym(record.at("author.id")?.string, on: "discord")
        item.addVerbatim("text", record.text("content", "Contents"))
        item.addSegment("server", source.context.text("guild.name"))
        item.addSegment("room", source.context.text("channel.name"))
        item.addSegment("in_reply_to", record.at("reference.messageId")?.string)
        return .item(item)
    }
}
