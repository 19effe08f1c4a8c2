import Feedback
import Readers

/// SurveyMonkey responses from its API: answers by ids, named by the survey's details where those are at hand.
enum SurveyMonkeyJSON: JSONItemFormat {
    static let name = "surveymonkey-json"
    static let title = Phrase(en: "SurveyMonkey responses (API)", fr: "Réponses SurveyMonkey (API)")
    static let sourceName = "surveymonkey"
    static let family = FormatFamily.survey
    static let recordPaths = ["data"]
    static let certainty = 0.98
    static let evidence = "response_status, collector_id, pages"

    static func isRecord(_ object: JSONObject) -> Bool {
        object["response_status"] != nil && object["survey_id"] != nil && object["pages"] != nil
    }

    /// Streams of questions and pages stand in the same file as the responses.
    static func reasonToSkip(_ object: JSONObject) -> String? {
        object["headings"] != nil || object["stream"]?.string?.hasPrefix("survey") == true ? "definition" : nil
    }

    static func prepare(_ source: inout ItemSource, for shape: JSONShape) -> [Decision] {
        let objects = shape.firstRecords.flatMap { recordObjects(in: $0) }
        for object in objects where object["headings"] != nil { learn(.object(object), in: &source.definition) }
        let asked = Set(
            objects.flatMap { $0["pages"]?.array ?? [] }.flatMap { $0["questions"]?.array ?? [] }
                .compactMap { $0["id"]?.string })
        guard source.definition.isEmpty,
            let (found, file) = DefinitionFile.beside(
                source.place, endings: [".json"], words: ["survey", "detail", "question"],
                { details($0).flatMap { asked.isDisjoint(with: $0.questions.keys) ? nil : $0 } })
        else { return [] }
        source.definition = found
        return [SurveyDefinition.decision(file, found.questions.count)]
    }

    private static func details(_ bytes: [UInt8]) -> SurveyDefinition? {
        guard let value = try? parseJSON(bytes) else { return nil }
        var definition = SurveyDefinition()
        for page in (value["pages"] ?? value.at("data.pages"))?.array ?? [] {
            for question in page["questions"]?.array ?? [] where question["headings"] != nil {
                learn(question, in: &definition)
            }
        }
        return definition
    }

    private static func learn(_ value: JSONValue, in definition: inout SurveyDefinition) {
        guard let id = value["id"]?.string else { return }
        let heading = plainHeader(value.at("headings.0.heading")?.string ?? "")
        var question = SurveyDefinition.Question(text: heading)
        let choices = value.at("answers.choices")?.array ?? []
        for choice in choices + (value.at("answers.other")?.array ?? []) {
            if let code = choice["id"]?.string { question.choices[code] = plainHeader(choice["text"]?.string ?? "") }
        }
        for row in value.at("answers.rows")?.array ?? [] {
            if let code = row["id"]?.string { question.rows[code] = plainHeader(row["text"]?.string ?? "") }
        }
        question.scale = scale(choices, heading)
        definition.questions[id] = question
    }

    /// A list of choices that are the numbers of a scale, each once, below a question that asks for a rating.
    private static func scale(_ choices: [JSONValue], _ heading: String) -> RatingScale? {
        let points = choices.filter { $0["is_na"]?.bool != true }.compactMap { choice in
            choice["text"]?.string.flatMap { RatingCell($0.utf8Span.span)?.points }
        }
        guard points.count >= 3, points.count == choices.count, Set(points).count == points.count,
            let low = points.min(), let high = points.max(), low <= 1, low >= 0, high <= 10,
            Int(high - low) + 1 == points.count
        else { return nil }
        // "How many pets do you have?" has numbers for answers too.
        let asks = QuestionWording(heading)
        guard high - low == 10 || asks.asksRecommendation || asks.asksSatisfaction || asks.asksEase || asks.asksGrade
        else { return nil }
        return RatingScale(low, high)
    }

    static func read(_ record: JSONObject, _ source: ItemSource) throws(RecordProblem) -> ItemReading {
        if let status = record["response_status"]?.string, status != "completed" { return .dropped(status) }
        if ["preview", "survey_preview"].contains(record["collection_mode"]?.string) { return .dropped("preview") }
        var item = source.item(.survey, channel: "web")
        item.externalID = record["id"]?.string
        item.createdAt = try source.timestamp(record.value("date_modified", "date_created"))
        item.respondent = source.pseudonym(record.text("email_address", "metadata.contact.email.value"))
        item.network = source.masker.network(of: record["ip_address"]?.string)
        source.add(variables: record["custom_variables"], to: &item)
        source.add(variable: "custom_value", record["custom_value"], to: &item)
        for question in (record["pages"]?.array ?? []).flatMap({ $0["questions"]?.array ?? [] }) {
            try add(question, to: &item, source.definition)
        }
        item.addSegment("collector", record["collector_id"]?.string)
        return .item(item)
    }

    private static func add(
        _ value: JSONValue, to item: inout FeedbackItem, _ definition: SurveyDefinition
    ) throws(RecordProblem) {
        let id = value["id"]?.string ?? "question"
        let known = definition[id]
        let question = definition.text(id) ?? value["heading"]?.string.map(plainHeader)
        var labels: [String] = []
        for answer in value["answers"]?.array ?? [] {
            if let choice = answer["choice_id"]?.string {
                let label = answer["simple_text"]?.string ?? known?.choices[choice] ?? group(answer) ?? choice
                guard let row = answer["row_id"]?.string else {
                    if try addRating(id, question, label, known?.scale, to: &item) { continue }
                    labels.append(label)
                    continue
                }
                let line = known?.rows[row] ?? ""
                let field = line.isEmpty ? id : "\(id) | \(line)"
                let full = line.isEmpty ? question : "\(question ?? id) | \(line)"
                if try !addRating(field, full, label, known?.scale, to: &item) {
                    item.addChoice(field, question: full, [label])
                }
            } else if let row = answer["row_id"]?.string, let line = known?.rows[row], !line.isEmpty {
                item.addVerbatim("\(id) | \(line)", answer["text"]?.string, question: "\(question ?? id) | \(line)")
            } else {
                item.addVerbatim(id, answer["text"]?.string, question: question)
            }
        }
        item.addChoice(id, question: question, labels)
    }

    /// A recommendation without the survey's details gives −100, 0 or 100: the group, not the points.
    private static func group(_ answer: JSONValue) -> String? {
        switch answer.at("choice_metadata.weight")?.string {
        case "-100": "detractor"
        case "0": "passive"
        case "100": "promoter"
        default: nil
        }
    }

    private static func addRating(
        _ field: String, _ question: String?, _ label: String, _ scale: RatingScale?, to item: inout FeedbackItem
    ) throws(RecordProblem) -> Bool {
        guard let scale, let points = RatingCell(label.utf8Span.span)?.points else { return false }
        let rated = RatedQuestion(question, scale: scale)
        try item.addRating(field, question: question, kind: rated.kind, scale: scale, given: label, points: points)
        return true
    }
}
