import Feedback
import Readers

/// Delighted survey responses from its API; the kind of survey says what the score is out of.
enum DelightedJSON: JSONItemFormat {
    static let name = "delighted-json"
    static let title = Phrase(en: "Delighted responses (API)", fr: "Réponses Delighted (API)")
    static let sourceName = "delighted"
    static let family = FormatFamily.survey
    static let recordPaths = ["survey_responses", "responses"]
    static let certainty = 0.98
    static let evidence = "survey_type, score, permalink"

    static func isRecord(_ object: JSONObject) -> Bool {
        object["survey_type"] != nil && object["score"] != nil && (object["permalink"] ?? object["person"]) != nil
    }

    static func read(_ record: JSONObject, _ source: ItemSource) throws(RecordProblem) -> ItemReading {
        let properties = record["person_properties"]?.object ?? [:]
        let device = properties.text("Delighted Source")?.lowercased()
        var item = source.item(.survey, channel: device == "email" ? "e-mail" : device ?? "e-mail")
        item.externalID = record["id"]?.string
        item.createdAt = try source.timestamp(record["created_at"])
        item.respondent =
            source.pseudonym(record.text("person.email"))
            ?? source.pseudonym(record.text("person.id", "person"), on: "delighted")
        let type = record["survey_type"]?.string ?? ""
        if let given = record["score"]?.string, let points = record["score"]?.double {
            guard let (kind, scale) = scales[type] else {
                throw RecordProblem(
                    en: "the survey type is none of Delighted's", fr: "le type d'enquête n'est pas de Delighted")
            }
            try item.addRating("score", kind: kind, scale: scale, given: given, points: points)
        }
        item.addVerbatim("comment", record["comment"]?.string)
        for answer in record["additional_answers"]?.array ?? [] { addAnswer(answer, to: &item) }
        item.pageURL = properties.text("Delighted Page URL", "Delighted Source URL")
        item.browser = properties.text("Delighted Browser")
        item.device = properties.text("Delighted Device Type")
        for (name, value) in properties.members where !name.hasPrefix("Delighted ") {
            source.add(variable: name, value, to: &item)
        }
        for tag in record["tags"]?.array ?? [] { item.addSegment("tag", tag.string) }
        return .item(item)
    }

    private static func addAnswer(_ answer: JSONValue, to item: inout FeedbackItem) {
        let field = answer.at("question.id")?.string ?? "question"
        let question = answer.at("question.text")?.string
        if let text = answer.at("value.free_response")?.string {
            item.addVerbatim(field, text, question: question)
        } else if let scale = answer.at("value.scale") {
            item.addNumber(field, question: question, scale)
        } else if let chosen = answer.at("value.select_one") ?? answer.at("value.select_many") {
            item.addChoice(field, question: question, (chosen.array ?? []).compactMap { $0["text"]?.string })
        }
    }

    private static let scales: [String: (AnswerKind, RatingScale)] = [
        "nps": (.nps, .nps), "csat": (.csat, .csat), "ces": (.ces, RatingScale(1, 5)), "five_star": (.rating, .stars),
        "emoji": (.rating, .stars), "smileys": (.rating, .stars), "thumbs": (.rating, .thumb),
        "pmf": (.rating, RatingScale(1, 3)), "enps": (.nps, .nps), "csat3": (.csat, RatingScale(1, 3)),
        "ces7": (.ces, .ces),
    ]
}
