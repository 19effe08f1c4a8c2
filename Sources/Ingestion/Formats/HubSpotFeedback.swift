import Feedback
import Readers

/// HubSpot feedback submissions: NPS, CSAT and CES surveys of its service hub.
enum HubSpotFeedback: JSONItemFormat {
    static let name = "hubspot-feedback-json"
    static let title = Phrase(en: "HubSpot feedback submissions (JSON)", fr: "Réponses d'enquêtes HubSpot (JSON)")
    static let sourceName = "hubspot-feedback"
    static let family = FormatFamily.survey
    static let recordPaths = ["results"]
    static let certainty = 0.97
    static let evidence = "properties.hs_survey_type, properties.hs_value"

    static func isRecord(_ object: JSONObject) -> Bool {
        guard let properties = object["properties"]?.object else { return false }
        return properties["hs_survey_type"] != nil || properties["hs_survey_id"] != nil && properties["hs_value"] != nil
    }

    /// CSAT is on 0–2 in some portals, on 1–5 or 1–7 in others: the file's highest value decides.
    static func prepare(_ source: inout ItemSource, for shape: JSONShape) -> [Decision] {
        let submissions = shape.firstRecords.flatMap { recordObjects(in: $0) }.compactMap { $0["properties"]?.object }
        var decisions: [Decision] = []
        for (type, kind) in [("CSAT", AnswerKind.csat), ("CES", .ces), ("CUSTOM", .rating)] {
            let values = submissions.filter { $0["hs_survey_type"]?.string?.uppercased() == type }
                .compactMap { $0["hs_value"]?.double }
            guard let high = values.max(), let low = values.min() else { continue }
            let usual: [RatingScale] =
                kind == .ces
                ? [.ces, RatingScale(0, 10)]
                : low < 1 && high <= 2 ? [RatingScale(0, 2)] : [.csat, RatingScale(1, 7), RatingScale(0, 10)]
            let scale = usual.first { $0.contains(low) && $0.contains(high) } ?? RatingScale(0, 100)
            source.definition.questions[type] = SurveyDefinition.Question(text: "", scale: scale)
            var rated = RatedQuestion(nil, scale: scale)
            rated.kind = kind
            decisions.append(rated.decision(type, seen: values))
        }
        return decisions
    }

    static func read(_ record: JSONObject, _ source: ItemSource) throws(RecordProblem) -> ItemReading {
        if record["archived"]?.bool == true { return .dropped("deleted") }
        let submission = record["properties"]?.object ?? [:]
        var item = source.item(
            .survey, channel: channels[submission.text("hs_survey_channel")?.uppercased() ?? ""] ?? "web")
        item.externalID = record.text("id") ?? submission.text("hs_object_id")
        item.createdAt = try source.timestamp(submission.value("hs_submission_timestamp") ?? record["createdAt"])
        item.respondent =
            source.pseudonym(submission.text("hs_contact_email_rollup", "email"))
            ?? source.pseudonym(submission.text("hs_visitor_id", "hs_contact_id"), on: "hubspot")
        let type = submission.text("hs_survey_type")?.uppercased() ?? "CUSTOM"
        if let given = submission.text("hs_value"), let points = submission["hs_value"]?.double {
            let scale = type == "NPS" ? RatingScale.nps : source.definition[type]?.scale ?? .csat
            let kind: AnswerKind = type == "NPS" ? .nps : type == "CSAT" ? .csat : type == "CES" ? .ces : .rating
            try item.addRating(
                type.lowercased(), question: submission.text("hs_survey_name"), kind: kind, scale: scale, given: given,
                points: points)
        }
        item.addVerbatim("response", submission.text("hs_content"))
        item.addSegment("survey", submission.text("hs_survey_name"))
        item.addSegment("group", submission.text("hs_response_group")?.lowercased())
        return .item(item)
    }

    private static let channels = ["EMAIL": "e-mail", "WEB": "web", "CHAT": "chat"]
}
