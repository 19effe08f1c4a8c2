import Feedback
import Readers

/// Typeform responses from the Responses API and from webhooks, which carry the form's questions too.
enum TypeformJSON: JSONItemFormat {
    static let name = "typeform-json"
    static let title = Phrase(en: "Typeform responses (API, webhook)", fr: "Réponses Typeform (API, webhook)")
    static let sourceName = "typeform"
    static let family = FormatFamily.survey
    static let recordPaths = ["items", "responses"]
    static let certainty = 0.98
    static let evidence = "token, landed_at, answers"

    static func isRecord(_ object: JSONObject) -> Bool {
        let response = response(object)
        return response["landed_at"] != nil && (response["token"] ?? response["response_id"]) != nil
    }

    private static func response(_ object: JSONObject) -> JSONObject { object["form_response"]?.object ?? object }

    static func prepare(_ source: inout ItemSource, for shape: JSONShape) -> [Decision] {
        var decisions: [Decision] = []
        let responses = shape.firstRecords.flatMap { recordObjects(in: $0) }.map(response)
        for response in responses { source.definition.merge(questions(response["definition"])) }
        let asked = Set(
            responses.flatMap { $0["answers"]?.array ?? [] }.compactMap { $0.at("field.id")?.string })
        if source.definition.isEmpty,
            let (found, file) = DefinitionFile.beside(
                source.place, endings: [".json"], words: ["form", "definition", "survey"],
                { bytes in
                    let found = questions(try? parseJSON(bytes))
                    return asked.isDisjoint(with: found.questions.keys) ? nil : found
                })
        {
            source.definition = found
            decisions.append(SurveyDefinition.decision(file, found.questions.count))
        }
        return decisions + decideScales(of: responses, in: &source.definition)
    }

    /// `fields` of a form, groups included.
    private static func questions(_ form: JSONValue?) -> SurveyDefinition {
        var definition = SurveyDefinition()
        for field in form?["fields"]?.array ?? [] {
            guard let id = field["id"]?.string else { continue }
            let properties = field["properties"]
            definition.questions[id] = SurveyDefinition.Question(
                text: plainHeader(field["title"]?.string ?? ""), tag: field["ref"]?.string,
                scale: scale(field["type"]?.string, properties?["steps"]?.int, properties?["start_at_one"]?.bool))
            if let properties, properties["fields"] != nil { definition.merge(questions(properties)) }
        }
        return definition
    }

    private static func scale(_ type: String?, _ steps: Int?, _ startsAtOne: Bool?) -> RatingScale? {
        switch (type, steps) {
        case ("nps", _): .nps
        case ("opinion_scale", let steps?):
            startsAtOne == true ? RatingScale(1, Double(steps)) : RatingScale(0, Double(steps - 1))
        case ("rating", let steps?): RatingScale(1, Double(steps))
        default: nil
        }
    }

    /// Where no form says how many steps a scale has, Typeform's own: eleven from 0, or five stars, or ten.
    private static func decideScales(of responses: [JSONObject], in definition: inout SurveyDefinition) -> [Decision] {
        var seen: [(id: String, type: String, values: [Double])] = []
        for answer in responses.flatMap({ $0["answers"]?.array ?? [] }) {
            guard let type = answer.at("field.type")?.string, ["nps", "opinion_scale", "rating"].contains(type),
                let id = answer.at("field.id")?.string, let value = answer["number"]?.double
            else { continue }
            if let index = seen.firstIndex(where: { $0.id == id }) {
                seen[index].values.append(value)
            } else {
                seen.append((id, type, [value]))
            }
        }
        return seen.map { id, type, values in
            let known = definition[id]?.scale
            let scale = known ?? (type != "rating" ? .nps : (values.max() ?? 0) > 5 ? RatingScale(1, 10) : .stars)
            definition.questions[id, default: SurveyDefinition.Question(text: "")].scale = scale
            return RatedQuestion(definition.text(id), scale: scale, asksRecommendation: type == "nps")
                .decision(definition.text(id) ?? id, seen: values)
        }
    }

    static func read(_ record: JSONObject, _ source: ItemSource) throws(RecordProblem) -> ItemReading {
        let response = response(record)
        if response["submitted_at"] == nil || response["submitted_at"]?.isNull == true
            || ["started", "partial"].contains(response["response_type"]?.string)
        {
            return .dropped("partial")
        }
        var item = source.item(.survey, channel: "web")
        item.externalID = response.text("token", "response_id")
        item.createdAt = try source.timestamp(response["submitted_at"])
        item.browser = response.text("metadata.user_agent")
        item.pageURL = response.text("metadata.referer")
        source.add(variables: response["hidden"], to: &item)
        var definition = source.definition
        if definition.isEmpty { definition = questions(response["definition"]) }
        for answer in response["answers"]?.array ?? [] { try add(answer, to: &item, definition, source) }
        item.addSegment("form", response["form_id"]?.string)
        return .item(item)
    }

    private static func add(
        _ answer: JSONValue, to item: inout FeedbackItem, _ definition: SurveyDefinition, _ source: ItemSource
    ) throws(RecordProblem) {
        let id = answer.at("field.id")?.string
        let field = answer.at("field.ref")?.string ?? id ?? "answer"
        let question = definition.text(id)
        switch answer["type"]?.string {
        case "text": item.addVerbatim(field, answer["text"]?.string, question: question)
        case "choice":
            item.addChoice(field, question: question, [answer.at("choice.label")?.string ?? ""])
            item.addVerbatim(field, answer.at("choice.other")?.string, question: question)
        case "choices":
            item.addChoice(field, question: question, (answer.at("choices.labels")?.array ?? []).compactMap(\.string))
            item.addVerbatim(field, answer.at("choices.other")?.string, question: question)
        case "number":
            if let scale = definition[id]?.scale, let points = answer["number"]?.double {
                let rated = RatedQuestion(
                    question, scale: scale, asksRecommendation: answer.at("field.type")?.string == "nps")
                try item.addRating(
                    field, question: question, kind: rated.kind, scale: scale,
                    given: answer["number"]?.string ?? "", points: points)
            } else {
                item.addNumber(field, question: question, answer["number"])
            }
        case "boolean": item.addBoolean(field, question: question, answer["boolean"]?.bool)
        case "date":
            item.answers.append(
                Answer(field: field, question: question, kind: .date, given: answer["date"]?.string ?? ""))
        case "email": item.respondent = source.pseudonym(answer["email"]?.string) ?? item.respondent
        default: break
        }
    }
}
