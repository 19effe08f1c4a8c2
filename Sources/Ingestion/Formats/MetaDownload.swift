import Feedback
import Readers

/// "Download your information" of Facebook and Instagram: comments, posts, reviews and the messages of a page.
///
/// Every letter beyond ASCII is UTF-8 written as single characters; the importer repairs that in every text.
enum MetaDownload: JSONItemFormat {
    static let name = "meta-download"
    static let title = Phrase(
        en: "Facebook and Instagram download (JSON)", fr: "Téléchargement Facebook et Instagram (JSON)")
    static let sourceName = "meta"
    static let family = FormatFamily.social
    static let recordPaths = [
        "comments_v2", "comments", "comments_reels_comments", "comment_information", "messages", "recommendations",
    ]
    static let certainty = 0.93
    static let evidence = "string_map_data, timestamp, data.comment, sender_name"

    static func isRecord(_ object: JSONObject) -> Bool {
        if object["string_map_data"]?.object != nil { return object["media_list_data"] != nil || texts(object) != nil }
        if object["sender_name"] != nil, object["timestamp_ms"] != nil { return true }
        guard object["timestamp"]?.int != nil else { return false }
        return payload(object) != nil || object["title"] != nil && object.keys.allSatisfy { ownMembers.contains($0) }
    }

    private static let ownMembers: Set<String> = [
        "timestamp", "title", "data", "information", "attachments", "tags", "media",
    ]

    static func prepare(_ source: inout ItemSource, for shape: JSONShape) -> [Decision] {
        guard source.repairsText else { return [] }
        return [
            Decision(
                "mojibake", en: "letters beyond ASCII are read as the UTF-8 bytes Meta writes one by one",
                fr: "les lettres hors ASCII sont lues comme les octets UTF-8 que Meta écrit un à un")
        ]
    }

    static func read(_ record: JSONObject, _ source: ItemSource) throws(RecordProblem) -> ItemReading {
        switch try reading(record, source) {
        case .item(var item) where source.repairsText:
            for index in item.verbatims.indices {
                item.verbatims[index].text = MetaText.decoded(item.verbatims[index].text)
            }
            return .item(item)
        case let reading: return reading
        }
    }

    private static func reading(_ record: JSONObject, _ source: ItemSource) throws(RecordProblem) -> ItemReading {
        if record["sender_name"] != nil { return try message(record, source) }
        var item = source.item(.social, channel: "social")
        if record["string_map_data"] != nil {
            guard let (text, moment) = texts(record) else { return .dropped("empty") }
            item.createdAt = try source.timestamp(moment)
            item.addVerbatim("comment", text)
            return .item(item)
        }
        guard let content = payload(record) else { return .dropped("no_text") }
        item.createdAt = try source.timestamp(content["timestamp"] ?? record["timestamp"])
        item.addVerbatim("text", content.text("comment", "comment_text", "post", "message", "review_text"))
        if let thumb = content["recommendation_type"]?.string ?? content["recommendation"]?.string {
            let points = thumb.lowercased() == "positive" || thumb == "recommends" ? 1.0 : 0
            try item.addRating("recommended", kind: .rating, scale: .thumb, given: thumb, points: points)
        }
        item.addSegment("group", content.text("group"))
        return .item(item)
    }

    /// A message of a page's inbox: the other participant is the customer, who stands first.
    private static func message(_ record: JSONObject, _ source: ItemSource) throws(RecordProblem) -> ItemReading {
        if record["is_unsent"]?.bool == true { return .dropped("deleted") }
        guard let text = record.text("content") else { return .dropped("no_text") }
        let participants = (source.context["participants"]?.array ?? []).compactMap { $0["name"]?.string }
        let sender = record["sender_name"]?.string
        if participants.count == 2, sender != participants[0] { return .dropped("company_reply") }
        var item = source.item(.social, channel: "chat")
        item.createdAt = try source.timestamp(record["timestamp_ms"])
        item.respondent = source.pseudonym(sender, on: "meta")
        item.addVerbatim("message", text)
        item.addSegment("thread", source.context["thread_path"]?.string)
        item.mask(name: sender, unless: source.masker.keepsPII)
        return .item(item)
    }

    /// What one entry says: `data: [{comment: {…}}]`, `data: [{post: …}]`, `information: [{comment: {…}}]`.
    private static func payload(_ record: JSONObject) -> JSONObject? {
        for entry in (record["data"] ?? record["information"])?.array ?? [] {
            if let inner = (entry["comment"] ?? entry["review"] ?? entry["recommendation"])?.object { return inner }
            if entry["post"]?.string != nil { return entry.object }
        }
        return nil
    }

    /// Instagram names its fields in the account's language, the comment first; the time is the one field with a time.
    private static func texts(_ record: JSONObject) -> (text: String, moment: JSONValue?)? {
        let fields = record["string_map_data"]?.object?.members ?? []
        let moment = fields.lazy.compactMap { $0.value["timestamp"] }.first { $0.int != 0 }
        let known = fields.first { ["Comment", "Commentaire", "Kommentar", "Comentario", "Commento"].contains($0.key) }
        let text = (known ?? fields.first)?.value["value"]?.string
        guard let text, !text.isEmpty, moment != nil else { return nil }
        return (text, moment)
    }
}

/// Text whose every character stands for one byte of UTF-8: `\u00c3\u00a9` for `é`.
enum MetaText {
    /// The text the bytes spell; as it is when they spell none.
    static func decoded(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 >= 0x80 }) else { return text }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            guard let byte = UInt8(exactly: scalar.value) else { return text }
            bytes.append(byte)
        }
        return String(validating: bytes, as: UTF8.self) ?? text
    }
}
