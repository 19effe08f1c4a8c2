import Feedback
import Readers

/// Alchemer (SurveyGizmo) responses from its API, each with its questions' own texts.
enum AlchemerJSON: JSONItemFormat {
    static let name = "alchemer-json"
    static let title = Phrase(en: "Alchemer responses (API)", fr: "Réponses Alchemer (API)")
    static let sourceName = "alchemer"
    static let family = FormatFamily.survey
    static let recordPaths = ["data"]
    static let certainty = 0.97
    static let evidence = "survey_data, date_submitted"

    static func isRecord(_ object: JSONObject) -> Bool {
        object["survey_data"] != nil && (object["date_submitted"] ?? object["status"]) != nil
    }

    static func read(_ record: JSONObject, _ source: ItemSource) throws(RecordProblem) -> ItemReading {
        if let status = record["status"]?.string?.lowercased(), status != "complete" { return .dropped(status) }
        if record["is_test_data"]?.string == "1" { return .dropped("test") }
        var item = source.item(.survey, channel: "web")
        item.externalID = record["id"]?.string
        // "2026-03-02 04:12:41 EST": the last word is a zone's name.
        item.createdAt = try moment(record["date_submitted"], source)
        item.declaredLanguage = item.declaredLanguage ?? record["language"]?.string.flatMap(LanguageName.code)
        item.respondent = source.pseudonym(record["contact_id"]?.string, on: "alchemer")
        item.sessionID = record.text("session_id")
        item.pageURL = record.text("referer")
        item.browser = record.text("user_agent")
        item.country =
            item.country ?? record.text("country").flatMap { CountryCode.alpha2($0) ?? CountryCode.named($0) }
        item.city = record.text("city")
        item.network = source.masker.network(of: record.text("ip_address"))
        for (name, value) in record["url_variables"]?.object?.members ?? [] {
            source.add(variable: name, value["value"] ?? value, to: &item)
        }
        for (_, question) in record["survey_data"]?.object?.members ?? [] { add(question, to: &item) }
        return .item(item)
    }

    /// - Source: RFC 2822, section 4.3, for the names of American zones.
    private static let zones = [
        "EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420, "MDT": -360,
        "PST": -480, "PDT": -420, "UTC": 0, "GMT": 0,
    ]

    private static func moment(_ value: JSONValue?, _ source: ItemSource) throws(RecordProblem) -> Timestamp? {
        guard let text = value?.string?.trimmed,
            let blank = text.utf8.lastIndex(of: 0x20),
            let offset = zones[String(text[text.utf8.index(after: blank)...])]
        else { return try source.timestamp(value) }
        guard let local = Timestamp(exported: String(text[..<blank])) else { throw .badDate }
        return Timestamp(milliseconds: local.milliseconds - Int64(offset) * 60_000, offsetMinutes: Int16(offset))
    }

    private static func add(_ value: JSONValue, to item: inout FeedbackItem) {
        guard value["shown"]?.bool != false else { return }
        let question = plainHeader(value["question"]?.string ?? "")
        let field = value["id"]?.string ?? question
        if let options = value["options"]?.object {
            item.addChoice(
                field, question: question, options.members.compactMap { $0.value.text("answer", "option") })
        } else if let lines = value["subquestions"]?.object {
            for (_, line) in lines.members { add(line, to: &item) }
        } else if let given = value["answer"]?.string {
            let isChoice = value["type"]?.string.map { ["RADIO", "MENU", "parent", "CHECKBOX"].contains($0) } == true
            if value["answer"]?.double != nil, !isChoice {
                item.addNumber(field, question: question, value["answer"])
            } else if isChoice {
                item.addChoice(field, question: question, [given])
            } else {
                item.addVerbatim(field, given, question: question)
            }
        }
    }
}
