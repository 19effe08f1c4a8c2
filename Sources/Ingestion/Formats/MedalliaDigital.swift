import Feedback
import Readers

/// Feedback from Medallia Digital's API: the form's answers, the page, and links to the recorded session.
enum MedalliaDigital: JSONItemFormat {
    static let name = "medallia-digital-json"
    static let title = Phrase(en: "Medallia Digital feedback (JSON)", fr: "Retours Medallia Digital (JSON)")
    static let sourceName = "medallia"
    static let family = FormatFamily.survey
    static let recordPaths = ["feedbacks", "content", "feedback", "items"]
    static let certainty = 0.97
    static let evidence = "creationDate, websiteId, dynamicData"

    static func isRecord(_ object: JSONObject) -> Bool {
        object["creationDate"] != nil && object["websiteId"] != nil && object["dynamicData"] != nil
    }

    static func read(_ record: JSONObject, _ source: ItemSource) throws(RecordProblem) -> ItemReading {
        let address = record["url"]?.string
        if address == "[Preview]" { return .dropped("preview") }
        var item = source.item(.survey, channel: record["mobileDeviceData"]?.object?.isEmpty == false ? "app" : "web")
        item.externalID = record.text("uuid", "id")
        item.createdAt = try source.timestamp(record["creationDate"])
        item.pageURL = address == "[Direct]" ? nil : address
        item.browser = record.text("userAgentData.browser", "userAgentData.browserName")
        item.device = record.text("userAgentData.device", "userAgentData.deviceType")
        item.network = source.masker.network(of: record.text("ip"))
        item.replayURL =
            (record.at("integrations.recordedSessions")?.array ?? []).lazy
            .compactMap { $0["recordingUrl"]?.string }.first
        try addScores(record, to: &item)
        try addAnswers(record["dynamicData"] ?? .null, to: &item)
        item.addSegment("form", record.text("form.name", "form.id"))
        item.addSegment("trigger", record["triggerEntityType"]?.string)
        for tag in record["tags"]?.array ?? [] { item.addSegment("tag", tag["name"]?.string ?? tag.string) }
        return .item(item)
    }

    private static func addScores(_ record: JSONObject, to item: inout FeedbackItem) throws(RecordProblem) {
        if let given = record.text("nps"), let points = record["nps"]?.double, points >= 0 {
            try item.addRating("nps", kind: .nps, scale: .nps, given: given, points: points)
        }
        if let given = record.text("csatDefaultValue"), let points = record["csatDefaultValue"]?.double {
            let scale = scales[record.text("csatDefaultType") ?? "grading"] ?? .csat
            try item.addRating("csat", kind: .csat, scale: scale, given: given, points: points)
        }
    }

    /// Objects that carry a label and a value, however deep.
    private static func addAnswers(_ value: JSONValue, to item: inout FeedbackItem) throws(RecordProblem) {
        if let answer = value.object, let label = answer.text("label", "name", "title"), let given = answer["value"] {
            return try addAnswer(label, answer.text("component", "type", "componentType"), given, to: &item)
        }
        for inner in value.object?.members.map(\.value) ?? [] { try addAnswers(inner, to: &item) }
        if case .array(let elements) = value { for element in elements { try addAnswers(element, to: &item) } }
    }

    private static func addAnswer(
        _ label: String, _ type: String?, _ value: JSONValue, to item: inout FeedbackItem
    ) throws(RecordProblem) {
        if let scale = type.flatMap({ scales[$0.lowercased()] }), let points = value.double {
            let kind: AnswerKind = type?.lowercased() == "nps" ? .nps : .rating
            if kind == .nps, item.answers.contains(where: { $0.kind == .nps }) { return }
            try item.addRating(
                label, question: label, kind: kind, scale: scale, given: value.string ?? "", points: points)
        } else if case .array(let elements) = value {
            item.addChoice(label, question: label, elements.compactMap { $0.string ?? $0["label"]?.string })
        } else if ["radiobutton", "dropdown", "checkbox"].contains(type?.lowercased()) {
            item.addChoice(label, question: label, [value.string ?? ""])
        } else if type?.lowercased() != "email", value.double == nil {
            item.addVerbatim(label, value.string, question: label)
        }
    }

    private static let scales: [String: RatingScale] = [
        "nps": .nps, "grading": .csat, "grading1to7": RatingScale(1, 7), "grading1to10": RatingScale(1, 10),
        "grading0to10": RatingScale(0, 10),
    ]
}
