import Feedback
import Readers

/// Qualtrics responses as JSON or NDJSON: values by question ids, with their labels beside them.
enum QualtricsJSON: JSONItemFormat {
    static let name = "qualtrics-json"
    static let title = Phrase(en: "Qualtrics responses (JSON)", fr: "Réponses Qualtrics (JSON)")
    static let sourceName = "qualtrics"
    static let family = FormatFamily.survey
    static let recordPaths = ["responses"]
    static let certainty = 0.98
    static let evidence = "responseId, values, displayedFields"

    static func isRecord(_ object: JSONObject) -> Bool {
        guard let values = object["values"]?.object else { return false }
        return object["responseId"] != nil || values["_recordId"] != nil
    }

    static func prepare(_ source: inout ItemSource, for shape: JSONShape) -> [Decision] {
        let values = shape.firstRecords.flatMap { recordObjects(in: $0) }.compactMap { $0["values"]?.object }
        let keys = values.flatMap(\.keys).filter { $0.hasPrefix("QID") }.compactMap { key in
            key.utf8.split(separator: UInt8(ascii: "_")).first.map { String(Substring($0)) }
        }
        guard let (definition, file) = QualtricsDefinition.beside(source.place, keys: Set(keys)) else { return [] }
        source.definition = definition
        return [SurveyDefinition.decision(file, definition.questions.count)]
    }

    static func read(_ record: JSONObject, _ source: ItemSource) throws(RecordProblem) -> ItemReading {
        let (values, labels) = (record["values"]?.object ?? [:], record["labels"]?.object ?? [:])
        if let reason = QualtricsAnswers.dropped(values.text("status"), values.text("finished")) {
            return .dropped(reason)
        }
        var item = source.item(.survey, channel: ChannelName.usual(values.text("distributionChannel") ?? "web"))
        item.externalID = record.text("responseId") ?? values.text("_recordId")
        item.createdAt = try source.timestamp(values.value("recordedDate", "endDate"))
        item.declaredLanguage = item.declaredLanguage ?? values.text("userLanguage")?.lowercased()
        item.respondent = source.pseudonym(values.text("recipientEmail", "externalDataReference"))
        try QualtricsAnswers(values: values, labels: labels, definition: source.definition).add(to: &item, source)
        return .item(item)
    }
}

/// The answers of one Qualtrics response, by `QID…` keys: what JSON and XML exports share.
struct QualtricsAnswers {
    let values: JSONObject
    let labels: JSONObject
    let definition: SurveyDefinition

    /// Previews, tests and spam, by their codes or labels, and interviews that were not finished.
    static func dropped(_ status: String?, _ finished: String?) -> String? {
        switch status?.lowercased() {
        case "1", "survey preview": "preview"
        case "2", "survey test": "test"
        case "8", "spam": "spam"
        default: ["0", "false"].contains(finished?.lowercased()) ? "partial" : nil
        }
    }

    func add(to item: inout FeedbackItem, _ source: ItemSource) throws(RecordProblem) {
        item.network = source.masker.network(of: values.text("ipAddress", "IPAddress"))
        for (key, value) in values.members where !Self.metadata.contains(key.lowercased()) {
            guard key.hasPrefix("QID") || definition.questions.values.contains(where: { $0.tag == key }) else {
                source.add(variable: key, value, to: &item)
                continue
            }
            try add(key, value, to: &item)
        }
    }

    private func add(_ key: String, _ value: JSONValue, to item: inout FeedbackItem) throws(RecordProblem) {
        if key.hasSuffix("_GROUP") || Self.derived.contains(where: { key.contains($0) }) { return }
        let (known, rest) = question(of: key)
        let question = text(of: known, rest)
        if key.hasSuffix("_TEXT") {
            item.addVerbatim(key, value.string, question: question)
        } else if values["\(key)_NPS_GROUP"] != nil || known?.scale == .nps, let points = value.double {
            try item.addRating(
                key, question: question, kind: .nps, scale: .nps, given: value.string ?? "", points: points)
        } else if known != nil, known?.choices.isEmpty == true, known?.rows.isEmpty == true, value.double == nil {
            // A question without choices is a text entry.
            item.addVerbatim(key, value.string, question: question)
        } else {
            let given = (labels[key] ?? value).array ?? []
            item.addChoice(
                key, question: question, given.compactMap(\.string).map { known?.choices[$0] ?? $0 })
        }
    }

    /// The question a key belongs to, and what the key adds: `QID3_2` is the second line of question `QID3`.
    private func question(of key: String) -> (SurveyDefinition.Question?, rest: String) {
        if let exact = definition[key] { return (exact, "") }
        let parts = key.utf8.split(separator: UInt8(ascii: "_"), maxSplits: 1).map { String(Substring($0)) }
        let rest = parts.count > 1 ? parts[1] : ""
        let known = definition[parts[0]] ?? definition.questions.values.first { $0.tag == parts[0] || $0.tag == key }
        return (known, rest)
    }

    private func text(of known: SurveyDefinition.Question?, _ rest: String) -> String? {
        guard let known, !known.text.isEmpty else { return nil }
        let line = known.rows[rest.utf8.split(separator: UInt8(ascii: "_")).first.map { String(Substring($0)) } ?? ""]
        return line.map { "\(known.text) | \($0)" } ?? known.text
    }

    private static let derived = [
        "_DO", "_FIRST_CLICK", "_LAST_CLICK", "_PAGE_SUBMIT", "_CLICK_COUNT", "Topics", "Sentiment",
    ]

    /// What Qualtrics itself says of a response, in lower case.
    private static let metadata: Set<String> = [
        "startdate", "enddate", "status", "ipaddress", "progress", "duration", "finished", "recordeddate", "_recordid",
        "locationlatitude", "locationlongitude", "distributionchannel", "userlanguage", "recipientlastname",
        "recipientfirstname", "recipientemail", "externaldatareference", "responseid", "responseset", "name",
        "externalreference", "emailaddress",
    ]
}
