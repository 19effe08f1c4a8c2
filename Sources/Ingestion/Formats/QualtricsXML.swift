import Feedback
import Readers

/// Qualtrics responses as XML: one element a response, its children named like the question ids.
enum QualtricsXML: XMLItemFormat {
    static let name = "qualtrics-xml"
    static let title = Phrase(en: "Qualtrics responses (XML)", fr: "Réponses Qualtrics (XML)")
    static let sourceName = "qualtrics"
    static let family = FormatFamily.survey
    static let recordNames: Set<String> = ["Response"]

    static func recognise(_ head: XMLHead) -> Detection? {
        guard ["Responses", "xml"].contains(head.rootName), head.elementCounts["Response"] != nil,
            head.elementCounts["_recordId"] != nil || head.elementCounts["ResponseID"] != nil
                || head.elementCounts["responseId"] != nil
        else { return nil }
        return Detection(
            confidence: 0.97,
            reasons: [Phrase(en: "Response elements with a _recordId", fr: "des éléments Response avec un _recordId")])
    }

    static func prepare(_ source: inout ItemSource) -> [Decision] {
        guard let (definition, file) = QualtricsDefinition.beside(source.place) else { return [] }
        source.definition = definition
        return [SurveyDefinition.decision(file, definition.questions.count)]
    }

    static func read(_ element: XMLElement, _ source: inout ItemSource) throws(RecordProblem) -> ItemReading? {
        let (status, finished) = (element.text("status", "Status"), element.text("finished", "Finished"))
        if let reason = QualtricsAnswers.dropped(status, finished) { return .dropped(reason) }
        var item = source.item(.survey, channel: ChannelName.usual(element.text("distributionChannel") ?? "web"))
        item.externalID = element.text("_recordId", "responseId", "ResponseID", "ResponseId")
        item.createdAt = try source.timestamp(element.value("recordedDate", "RecordedDate", "endDate", "EndDate"))
        item.declaredLanguage = item.declaredLanguage ?? element.text("userLanguage", "UserLanguage")?.lowercased()
        item.respondent = source.pseudonym(element.text("recipientEmail", "RecipientEmail", "externalDataReference"))
        let values = JSONObject(
            element.children.filter { !$0.text.isEmpty }.map { (key: $0.name, value: .string($0.text)) })
        try QualtricsAnswers(values: values, labels: [:], definition: source.definition).add(to: &item, source)
        return .item(item)
    }
}
