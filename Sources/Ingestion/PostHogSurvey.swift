import Feedback
import Readers

/// Reads `survey sent` events: one submission is one feedback item.
///
/// The event has no rating scale. A question whose words or survey name say NPS is read as 0–10, a mapping decides for
/// others, and a number that nobody declared stays a plain number.
struct PostHogSurvey {
    let source: ItemSource
    private(set) var questionsReadAsNPS: Set<String> = []
    private(set) var numbersWithoutScale: Set<String> = []

    init(source: ItemSource) { self.source = source }

    mutating func item(_ event: PostHogEvent) throws(RecordProblem) -> FeedbackItem {
        let properties = event.properties
        var item = source.item(.survey, channel: event.channel)
        item.externalID = properties.text("$survey_submission_id") ?? event.id
        item.createdAt = event.at
        item.sessionID = event.sessionID
        item.visitorID = event.visitorID(source)
        item.respondent = event.respondent(source) ?? source.pseudonym(event.visitor)
        item.pageURL = event.url.flatMap(PagePath.address).map(source.masker.clean)
        item.declaredLanguage = item.declaredLanguage ?? event.language
        item.country = item.country ?? event.country
        item.city = properties.text("$geoip_city_name")
        item.network = event.network(source)
        item.device = event.device
        item.browser = properties.text("$browser")
        item.appVersion = event.appVersion
        item.consent = event.consent
        item.replayURL = event.replayURL
        item.addSegment("survey", properties.text("$survey_name"))
        for response in Self.responses(properties) {
            try add(response, survey: properties.text("$survey_name"), to: &item)
        }
        return item
    }

    private struct Response {
        var member: String
        var question: String?
        var value: JSONValue
    }

    /// By question id in newer events, by position in older ones.
    private static func responses(_ properties: JSONObject) -> [Response] {
        let questions = properties["$survey_questions"]?.array ?? []
        let prefix = "$survey_response"
        var (byID, byPosition): ([Response], [Response]) = ([], [])
        for (name, value) in properties.members where name.utf8.starts(with: prefix.utf8) && !value.isNull {
            let rest = String(name.dropFirst(prefix.count + 1))
            guard rest.utf8.count <= 3 else {
                let question = questions.first { $0["id"]?.string == rest }?["question"]?.string
                byID.append(Response(member: name, question: question, value: value))
                continue
            }
            guard let position = rest.isEmpty ? 0 : Int(rest) else { continue }
            let question = questions.indices.contains(position) ? questions[position]["question"]?.string : nil
            byPosition.append(Response(member: name, question: question, value: value))
        }
        if byID.isEmpty && byPosition.isEmpty {
            return questions.compactMap { question in
                guard let value = question["response"], !value.isNull else { return nil }
                return Response(
                    member: question["id"]?.string ?? "response", question: question["question"]?.string, value: value)
            }
        }
        return byID.isEmpty ? byPosition : byID
    }

    private mutating func add(_ response: Response, survey: String?, to item: inout FeedbackItem) throws(RecordProblem)
    {
        let field =
            response.member.utf8.first == UInt8(ascii: "$") ? String(response.member.dropFirst()) : response.member
        if case .array(let choices) = response.value {
            let given = choices.compactMap(\.string).joined(separator: "; ")
            if !given.isEmpty {
                item.answers.append(Answer(field: field, question: response.question, kind: .choice, given: given))
            }
            return
        }
        guard let given = response.value.string?.trimmed, !given.isEmpty else { return }
        if let number = JSONValue.string(given).double {
            try addNumber(number, given: given, field: field, response, survey: survey, to: &item)
        } else if column(response)?.metric == .choice {
            item.answers.append(Answer(field: field, question: response.question, kind: .choice, given: given))
        } else {
            item.addVerbatim(field, given, question: response.question)
        }
    }

    private mutating func addNumber(
        _ number: Double, given: String, field: String, _ response: Response, survey: String?,
        to item: inout FeedbackItem
    ) throws(RecordProblem) {
        let name = response.question ?? field
        if let column = column(response), let kind = column.metric, kind.isRating {
            let scale = column.scale ?? (kind == .nps ? .nps : kind == .ces ? .ces : .csat)
            try item.addRating(
                field, question: response.question, kind: kind, scale: scale, given: given, points: number)
        } else if Self.saysNPS(response.question) || (response.question == nil && Self.saysNPS(survey)) {
            questionsReadAsNPS.insert(name)
            try item.addRating(
                field, question: response.question, kind: .nps, scale: .nps, given: given, points: number)
        } else {
            numbersWithoutScale.insert(name)
            item.answers.append(
                Answer(field: field, question: response.question, kind: .number, given: given, value: number))
        }
    }

    /// What a mapping says of this question, named by its text or by its member.
    private func column(_ response: Response) -> ColumnMapping? {
        source.mapping?.columns.first { $0.column == response.member || $0.column == response.question }
    }

    private static func saysNPS(_ text: String?) -> Bool {
        guard let text = text?.lowercased() else { return false }
        return text.contains("recommend") || text.contains("recommand") || text.split { !$0.isLetter }.contains("nps")
    }

    var decisions: [Decision] {
        var decisions = questionsReadAsNPS.sorted().prefix(20).map {
            Decision("scale", en: "'\($0)' is read as NPS, 0–10", fr: "« \($0) » est lu comme NPS, 0–10")
        }
        decisions += numbersWithoutScale.sorted().prefix(20).map {
            Decision(
                "scale", en: "'\($0)' has numbers and no scale: kept as numbers; declare metric and scale with --map",
                fr: "« \($0) » a des nombres sans échelle : gardés comme nombres ; déclarez-en une avec --map")
        }
        return decisions
    }
}
