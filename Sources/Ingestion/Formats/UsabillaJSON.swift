import Feedback
import Readers

/// Feedback items of Usabilla (GetFeedback Digital): button, campaign and in-page widgets.
enum UsabillaJSON: JSONItemFormat {
    static let name = "usabilla-json"
    static let title = Phrase(en: "Usabilla feedback (API)", fr: "Retours Usabilla (API)")
    static let sourceName = "usabilla"
    static let family = FormatFamily.survey
    static let recordPaths = ["items"]
    static let certainty = 0.97
    static let evidence = "buttonId, publicUrl, rating"

    static func isRecord(_ object: JSONObject) -> Bool {
        (object["buttonId"] ?? object["campaignId"] ?? object["widgetId"]) != nil && object["date"] != nil
            && (object["publicUrl"] ?? object["comment"] ?? object["data"] ?? object["rating"]) != nil
    }

    static func read(_ record: JSONObject, _ source: ItemSource) throws(RecordProblem) -> ItemReading {
        var item = source.item(.survey, channel: "web")
        item.externalID = record["id"]?.string
        item.createdAt = try source.timestamp(record["date"])
        item.respondent = source.pseudonym(record["email"]?.string)
        item.pageURL = record["url"]?.string
        item.browser = record["userAgent"]?.string
        if let points = record["rating"]?.double, points > 0 {
            // Mood 1 is hate, 5 is love.
            try item.addRating(
                "rating", kind: .rating, scale: .stars, given: record["rating"]?.string ?? "", points: points)
        }
        if let points = record["nps"]?.double, points >= 0 {
            try item.addRating("nps", kind: .nps, scale: .nps, given: record["nps"]?.string ?? "", points: points)
        }
        item.addVerbatim("comment", record["comment"]?.string)
        for (name, value) in record["data"]?.object?.members ?? [] { add(name, value, to: &item, source) }
        source.add(variables: record["custom"], to: &item)
        for label in (record["labels"]?.array ?? []) + (record["tags"]?.array ?? []) {
            item.addSegment("tag", label.string)
        }
        return .item(item)
    }

    private static func add(_ name: String, _ value: JSONValue, to item: inout FeedbackItem, _ source: ItemSource) {
        switch value {
        case .array(let elements): item.addChoice(name, question: name, elements.compactMap(\.string))
        case .string(let text) where HeaderDictionary.meaning(of: comparableHeader(name))?.target == .email:
            item.respondent = source.pseudonym(text) ?? item.respondent
        case .string(let text) where text.utf8.contains(0x20): item.addVerbatim(name, text, question: name)
        case .string(let text): item.addChoice(name, question: name, [text])
        case .number: item.addNumber(name, question: name, value)
        case .bool(let flag): item.addBoolean(name, question: name, flag)
        default: break
        }
    }
}
