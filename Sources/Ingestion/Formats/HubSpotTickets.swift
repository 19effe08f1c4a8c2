import Feedback
import Readers

/// Tickets and feedback submissions from HubSpot's object API.
enum HubSpotTickets: JSONItemFormat {
    static let name = "hubspot-json"
    static let title = Phrase(en: "HubSpot tickets (JSON)", fr: "Tickets HubSpot (JSON)")
    static let sourceName = "hubspot"
    static let family = FormatFamily.support
    static let recordPaths = ["results"]
    static let certainty = 0.95
    static let evidence = "properties.hs_pipeline_stage, properties.subject"

    static func isRecord(_ object: JSONObject) -> Bool {
        guard let properties = object["properties"]?.object else { return false }
        return properties.keys.contains { $0.utf8.starts(with: "hs_".utf8) }
            && properties.value("subject", "content") != nil
    }

    static func read(_ record: JSONObject, _ source: ItemSource) throws(RecordProblem) -> ItemReading {
        if record["archived"]?.bool == true { return .dropped("deleted") }
        let ticket = record["properties"]?.object ?? [:]
        var item = source.item(
            .support, channel: channels[ticket["source_type"]?.string?.lowercased() ?? ""] ?? "support")
        item.externalID = record.text("id") ?? ticket.text("hs_object_id")
        item.createdAt = try source.timestamp(ticket.value("createdate") ?? record["createdAt"])
        item.respondent = source.pseudonym(ticket.text("hs_contact_email", "email"))
        item.addVerbatim("subject", ticket["subject"]?.string)
        item.addVerbatim(
            "message", (ticket["content"]?.string).map(MailText.ownPart(ofHTML:)))
        item.addSegment("status", ticket["hs_pipeline_stage"]?.string)
        item.addSegment("priority", ticket["hs_ticket_priority"]?.string?.lowercased())
        item.addSegment("category", ticket["hs_ticket_category"]?.string)
        return .item(item)
    }

    private static let channels = ["email": "e-mail", "chat": "chat", "form": "web", "phone": "phone"]
}
