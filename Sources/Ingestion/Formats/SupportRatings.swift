import Feedback
import Readers

/// How customers rated their tickets, in the lists Zendesk and Freshdesk give apart from the tickets.
enum SupportRatings: JSONItemFormat {
    static let name = "ticket-ratings-json"
    static let title = Phrase(
        en: "Ticket satisfaction (Zendesk, Freshdesk JSON)", fr: "Satisfaction des tickets (JSON Zendesk, Freshdesk)")
    static let sourceName = "support"
    static let family = FormatFamily.support
    static let recordPaths = ["satisfaction_ratings"]
    static let certainty = 0.96
    static let evidence = "ticket_id, score"

    static func isRecord(_ object: JSONObject) -> Bool {
        object["ticket_id"] != nil && (object["score"] != nil || object["ratings"]?.object != nil)
    }

    static func read(_ record: JSONObject, _ source: ItemSource) throws(RecordProblem) -> ItemReading {
        var item = source.item(.support, channel: "support")
        item.externalID = record["id"]?.string.map { "rating-\($0)" }
        item.createdAt = try source.timestamp(record["created_at"])
        item.respondent = source.pseudonym(record.text("requester_id", "user_id"), on: "helpdesk")
        if let given = record.at("ratings.default_question")?.string {
            guard let points = facePoints[given] else {
                throw RecordProblem(
                    en: "the rating is none of Freshdesk's seven codes",
                    fr: "la note n'est aucun des sept codes de Freshdesk")
            }
            try item.addRating("satisfaction", kind: .csat, scale: RatingScale(1, 7), given: given, points: points)
        } else if let given = record["score"]?.string, let points = points(given) {
            try item.addRating("satisfaction", kind: .csat, scale: .thumb, given: given, points: points)
        }
        item.addVerbatim("comment", record.text("comment", "feedback"))
        item.addSegment("ticket", record["ticket_id"]?.string)
        item.addSegment("reason", record["reason"]?.string)
        return .item(item)
    }

    /// 1 for good, 0 for bad, `nil` for a rating that was offered and not given.
    static func points(_ score: String) -> Double? {
        switch score.lowercased() {
        case "good", "good_with_comment": 1
        case "bad", "bad_with_comment": 0
        default: nil
        }
    }

    /// Freshdesk: 103 extremely happy, 100 neutral, −103 extremely unhappy.
    private static let facePoints: [String: Double] = [
        "103": 7, "102": 6, "101": 5, "100": 4, "-101": 3, "-102": 2, "-103": 1,
    ]
}
