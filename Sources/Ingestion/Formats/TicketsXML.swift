import Feedback
import Readers

/// Tickets in the XML that Zendesk's account export and Freshdesk's account export write.
enum TicketsXML: XMLItemFormat {
    static let name = "tickets-xml"
    static let title = Phrase(
        en: "Support tickets (Zendesk, Freshdesk, Jira XML)", fr: "Tickets de support (XML Zendesk, Freshdesk, Jira)")
    static let sourceName = "support"
    static let family = FormatFamily.support
    static let recordNames: Set<String> = ["ticket", "helpdesk-ticket", "item"]

    static func recognise(_ head: XMLHead) -> Detection? {
        if head.rootName == "rss", ["item", "key", "summary", "reporter"].allSatisfy({ head.elementCounts[$0] != nil })
        {
            return Detection(
                confidence: 0.97,
                reasons: [
                    Phrase(
                        en: "item elements with key, summary and reporter, as Jira writes them",
                        fr: "des éléments item avec key, summary et reporter, comme les écrit Jira")
                ])
        }
        guard ["tickets", "helpdesk-tickets", "ticket", "helpdesk-ticket"].contains(head.rootName),
            head.elementCounts["subject"] != nil, head.elementCounts["created-at"] != nil
        else { return nil }
        return Detection(
            confidence: 0.97,
            reasons: [
                Phrase(
                    en: "ticket elements with subject and created-at",
                    fr: "des éléments ticket avec subject et created-at")
            ])
    }

    static func read(_ element: XMLElement, _ source: inout ItemSource) throws(RecordProblem) -> ItemReading? {
        if element.name == "item" { return .item(try issue(element, source)) }
        if element.text("deleted") == "true" { return .dropped("deleted") }
        if element.text("spam") == "true" { return .dropped("spam") }
        let requester = element.text("requester-id")
        var item = source.item(.support, channel: channel(element))
        item.externalID = element.text("nice-id", "display-id", "id")
        item.createdAt = try source.timestamp(element.value("created-at"))
        item.respondent =
            source.pseudonym(element.text("requester.email", "email"))
            ?? source.pseudonym(requester, on: "helpdesk")
        item.addVerbatim("subject", element.text("subject"))
        let messages = messages(element)
        let ownPart = element.text("description").map(MailText.ownPart(ofHTML:))
        item.addVerbatim("message", ownPart ?? messages.first { isCustomers($0, requester) }?.text("value", "body"))
        let own = messages.filter { isCustomers($0, requester) && isPublic($0) }
            .compactMap { $0.text("value", "body").map(MailText.ownPart(ofHTML:)) }
        let first = item.verbatims.last?.text
        for (index, later) in own.enumerated() where later != first && (index > 0 || ownPart != nil) {
            item.addVerbatim("follow_up", later)
        }
        item.addReply(
            messages.first { !isCustomers($0, requester) && isPublic($0) }?.text("value", "body").map(
                MailText.ownPart(ofHTML:)))
        if let given = element.text("satisfaction-score"), let points = SupportRatings.points(given) {
            try item.addRating("satisfaction", kind: .csat, scale: .thumb, given: given, points: points)
        }
        item.addSegment("status", element.text("status-name", "status-id", "status"))
        item.addSegment("priority", element.text("priority-name", "priority-id", "priority"))
        item.addSegment("tags", element.text("current-tags"))
        for entry in element.first("ticket-field-entries")?.all("ticket-field-entry") ?? [] {
            item.addSegment("field_\(entry.text("ticket-field-id") ?? "")", entry.text("value"))
        }
        return .item(item)
    }

    /// An issue of Jira: the comments are not told apart by who works for the company, and left out.
    private static func issue(_ element: XMLElement, _ source: ItemSource) throws(RecordProblem) -> FeedbackItem {
        var item = source.item(.support, channel: "support")
        item.externalID = element.text("key")
        item.createdAt = try source.timestamp(element.value("created"))
        item.respondent = source.pseudonym(
            element.first("reporter")?[attribute: "username"] ?? element.text("reporter"))
        item.addVerbatim("subject", element.text("summary"))
        item.addVerbatim("message", element.text("description").map(MailText.ownPart(ofHTML:)))
        for name in ["status", "priority", "type", "resolution"] { item.addSegment(name, element.text(name)) }
        item.mask(name: element.text("reporter"), unless: source.masker.keepsPII)
        return item
    }

    private static func messages(_ element: XMLElement) -> [XMLElement] {
        (element.first("comments")?.all("comment") ?? [])
            + (element.first("helpdesk-notes")?.all("helpdesk-note") ?? element.first("notes")?.children ?? [])
    }

    private static func isPublic(_ message: XMLElement) -> Bool {
        message.text("is-public") != "false" && message.text("private") != "true"
    }

    private static func isCustomers(_ message: XMLElement, _ requester: String?) -> Bool {
        if let incoming = message.text("incoming") { return incoming == "true" }
        return message.text("author-id", "user-id") == requester
    }

    private static func channel(_ element: XMLElement) -> String {
        switch element.text("via-id", "source") {
        case "4", "1": "e-mail"
        case "0", "2", "9": "web"
        case "3", "33", "34", "35": "phone"
        case "29", "7": "chat"
        default: "support"
        }
    }
}
