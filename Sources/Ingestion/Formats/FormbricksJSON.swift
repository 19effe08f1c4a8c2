import Feedback
import Readers

/// Formbricks responses from its API: answers by question ids, the page and the device beside them.
enum FormbricksJSON: JSONItemFormat {
    static let name = "formbricks-json"
    static let title = Phrase(en: "Formbricks responses (API)", fr: "Réponses Formbricks (API)")
    static let sourceName = "formbricks"
    static let family = FormatFamily.survey
    static let recordPaths = ["data"]
    static let certainty = 0.97
    static let evidence = "surveyId, finished, data"

    static func isRecord(_ object: JSONObject) -> Bool {
        object["surveyId"] != nil && object["finished"] != nil && object["data"]?.object != nil
    }

    static func read(_ record: JSONObject, _ source: ItemSource) throws(RecordProblem) -> ItemReading {
        if record["finished"]?.bool == false { return .dropped("partial") }
        var item = source.item(.survey, channel: "web")
        item.externalID = record["id"]?.string
        item.createdAt = try source.timestamp(record.value("updatedAt", "createdAt"))
        item.declaredLanguage =
            item.declaredLanguage ?? record.text("language").flatMap { $0 == "default" ? nil : $0 }
        item.pageURL = record.text("meta.url")
        item.browser = record.text("meta.userAgent.browser")
        item.device = record.text("meta.userAgent.device")
        item.country = item.country ?? CountryCode.alpha2(record.text("meta.country"))
        item.network = source.masker.network(of: record.text("meta.ipAddress"))
        item.respondent =
            source.pseudonym(record.text("contactAttributes.email", "contactAttributes.userId"))
            ?? source.pseudonym(record.text("contactId", "personId"), on: "formbricks")
        for (question, value) in record["data"]?.object?.members ?? [] {
            if let points = value.double, (0...10).contains(points),
                HeaderDictionary.meaning(of: comparableHeader(question))?.metric == .nps
            {
                try item.addRating(question, kind: .nps, scale: .nps, given: value.string ?? "", points: points)
            } else {
                add(question, value, to: &item, source)
            }
        }
        source.add(variables: record["variables"], to: &item)
        item.addSegment("survey", record["surveyId"]?.string)
        item.addSegment("action", record.text("meta.action"))
        for tag in record["tags"]?.array ?? [] { item.addSegment("tag", tag["name"]?.string ?? tag.string) }
        return .item(item)
    }

    /// Hidden fields stand among the answers, under names of their own.
    private static func add(_ question: String, _ value: JSONValue, to item: inout FeedbackItem, _ source: ItemSource) {
        if HeaderDictionary.meaning(of: comparableHeader(question)).map({ keys.contains($0.target) }) == true {
            return source.add(variable: question, value, to: &item)
        }
        switch value {
        case .string(let text) where text.utf8.contains(0x20): item.addVerbatim(question, text)
        case .string(let text): item.addChoice(question, [text])
        case .number: item.addNumber(question, value)
        case .array(let elements): item.addChoice(question, elements.compactMap(\.string))
        case .object(let rows):
            for (row, chosen) in rows.members { item.addChoice("\(question) | \(row)", [chosen.string ?? ""]) }
        default: break
        }
    }

    private static let keys: Set<TargetField> = [
        .sessionID, .visitorID, .orderID, .email, .respondent, .pageURL, .replayURL,
    ]
}
