import Feedback
import Readers

/// The messages of a channel on a day, from a Slack export.
enum SlackExport: JSONItemFormat {
    static let name = "slack-json"
    static let title = Phrase(en: "Slack export (channel days)", fr: "Export Slack (jours d'un canal)")
    static let sourceName = "slack"
    static let family = FormatFamily.social
    static let recordPaths = ["messages"]
    static let certainty = 0.96
    static let evidence = "type message, ts, user"

    static func isRecord(_ object: JSONObject) -> Bool {
        object["type"]?.string == "message" && object["ts"]?.string?.utf8.contains(UInt8(ascii: ".")) == true
    }

    static func read(_ record: JSONObject, _ source: ItemSource) throws(RecordProblem) -> ItemReading {
        let kind = record["subtype"]?.string
        if record["bot_id"] != nil && kind != "file_share" || kind == "bot_message" || kind == "bot_add" {
            return .dropped("bot")
        }
        if kind == "tombstone" { return .dropped("deleted") }
        if let kind, !["thread_broadcast", "me_message", "file_share", "file_comment"].contains(kind) {
            return .dropped("system")
        }
        var item = source.item(.social, channel: "chat")
        // Two messages of one second differ in the decimals only: the whole number of six decimals is the id.
        item.externalID = record["ts"]?.string
        item.createdAt = try source.timestamp(record["ts"])
        item.respondent = source.pseudonym(record["user"]?.string, on: "slack")
        item.addVerbatim("text", record["text"]?.string.map(ChatMarkup.plain))
        if let thread = record["thread_ts"]?.string, thread != record["ts"]?.string {
            item.addSegment("in_reply_to", thread)
        }
        item.addSegment("replies", record["reply_count"]?.string)
        return .item(item)
    }
}

/// Slack's way to write links and people: `<@U123>`, `<#C1|general>`, `<https://x|label>`, `&lt;`.
enum ChatMarkup {
    static func plain(_ text: String) -> String {
        var (result, rest) = ("", text[...])
        while let open = rest.utf8.firstIndex(of: UInt8(ascii: "<")) {
            guard let close = rest[open...].utf8.firstIndex(of: UInt8(ascii: ">")) else { break }
            result += rest[..<open]
            result += shown(rest[rest.utf8.index(after: open)..<close])
            rest = rest[rest.utf8.index(after: close)...]
        }
        // Entities stay: the importer undoes them once no tag is left.
        return result + rest
    }

    private static func shown(_ mark: Substring) -> String {
        let parts = mark.utf8.split(separator: UInt8(ascii: "|"), maxSplits: 1).map { String(Substring($0)) }
        let label = parts.count > 1 ? parts[1] : nil
        switch mark.utf8.first {
        case UInt8(ascii: "@"): return label.map { "@\($0)" } ?? "@…"
        case UInt8(ascii: "#"): return "#\(label ?? "…")"
        case UInt8(ascii: "!"): return label ?? "@\(String((parts.first ?? "").dropFirst()))"
        default: return label ?? parts.first ?? ""
        }
    }
}
