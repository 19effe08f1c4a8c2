import Feedback
import Readers

/// Avis Vérifiés (Skeepers, NetReviews) reviews of products and of the shop, as its API gives them.
enum AvisVerifiesJSON: JSONItemFormat {
    static let name = "avis-verifies-json"
    static let title = Phrase(en: "Avis Vérifiés reviews (API)", fr: "Avis Vérifiés (API)")
    static let sourceName = "avis-verifies"
    static let family = FormatFamily.review
    static let recordPaths = ["reviews", "avis"]
    static let certainty = 0.97
    static let evidence = "id_review_product, order_ref, rate, review"

    static func isRecord(_ object: JSONObject) -> Bool {
        object["rate"] != nil && object["review"] != nil && object["review_date"] != nil
            && (object["order_ref"] ?? object["id_review"] ?? object["id_review_product"]) != nil
    }

    static func read(_ record: JSONObject, _ source: ItemSource) throws(RecordProblem) -> ItemReading {
        if let state = record["state"]?.string, state != "4" { return .dropped("unpublished") }
        var item = source.item(.review, channel: "web")
        item.externalID = record.text("id_review_product", "id_review")
        item.createdAt = try source.timestamp(record["review_date"])
        item.respondent = source.pseudonym(record["email"]?.string)
        item.orderID = record.text("order_ref")
        item.product = item.product ?? record.text("id_product", "product_ref")
        try item.addRate(record["rate"])
        item.addVerbatim("review", record["review"]?.string)
        AvisVerifiesExchange(
            (record["moderation"]?.array ?? []).map { ($0["comment_origin"]?.string, $0["comment"]?.string) }
        ).add(to: &item)
        item.mask(
            name: [record["firstname"]?.string, record["lastname"]?.string].compactMap(\.self).joined(separator: " "),
            unless: source.masker.keepsPII)
        return .item(item)
    }
}

/// The files Avis Vérifiés pushes: new, changed and deleted reviews.
enum AvisVerifiesXML: XMLItemFormat {
    static let name = "avis-verifies-xml"
    static let title = Phrase(en: "Avis Vérifiés reviews (XML)", fr: "Avis Vérifiés (XML)")
    static let sourceName = "avis-verifies"
    static let family = FormatFamily.review
    static let recordNames: Set<String> = ["review"]

    static func recognise(_ head: XMLHead) -> Detection? {
        let names = Set(head.elementCounts.keys)
        guard names.contains("review"), names.isSuperset(of: ["action", "rate", "review_date"]),
            !names.isDisjoint(with: ["review_id", "review_product_id", "order_ref"])
        else { return nil }
        return Detection(
            confidence: 0.97,
            reasons: [
                Phrase(
                    en: "review elements with action, rate, review_date",
                    fr: "des éléments review avec action, rate, review_date")
            ])
    }

    static func read(_ element: XMLElement, _ source: inout ItemSource) throws(RecordProblem) -> ItemReading? {
        // The text of a review is an element of the same name in some files: that one is part of its record.
        if element.text("action")?.uppercased() == "DELETE" { return .dropped("deleted") }
        var item = source.item(.review, channel: "web")
        item.externalID = element.text("review_product_id", "review_id")
        item.createdAt = try source.timestamp(element.value("review_date"))
        item.respondent = source.pseudonym(element.text("email"))
        item.orderID = element.text("order_ref")
        item.product = item.product ?? element.text("product_ref", "product_id")
        try item.addRate(element.value("rate"))
        item.addVerbatim("review", element.text("message", "review"))
        let messages = (element.first("exchange") ?? element.first("exchanges"))?.children ?? []
        AvisVerifiesExchange(
            messages.map { ($0.text("who", "origine", "comment_origin"), $0.text("message", "comment", "commentaire")) }
        ).add(to: &item)
        item.mask(
            name: [element.text("firstname"), element.text("lastname")].compactMap(\.self).joined(separator: " "),
            unless: source.masker.keepsPII)
        return .item(item)
    }
}

extension FeedbackItem {
    /// A rate on 1–5, decimals and a decimal comma allowed; a site's may be on 10.
    fileprivate mutating func addRate(_ value: JSONValue?) throws(RecordProblem) {
        guard let given = value?.string?.trimmed, !given.isEmpty else { return }
        guard let points = parsedNumber(given.utf8Span.span) else {
            throw RecordProblem(en: "the rate is not a number", fr: "la note n'est pas un nombre")
        }
        let scale = points > 5 ? RatingScale(0, 10) : .stars
        try addRating("stars", kind: .rating, scale: scale, given: given, points: points)
    }
}

/// What the shop, the customer and the platform wrote below a review: 1 is the shop, 2 the platform, 3 the customer.
private struct AvisVerifiesExchange {
    let messages: [(origin: String?, text: String?)]

    init(_ messages: [(String?, String?)]) { self.messages = messages.map { (origin: $0.0, text: $0.1) } }

    func add(to item: inout FeedbackItem) {
        for (origin, text) in messages {
            switch origin?.lowercased() {
            case "3", "customer", "client": item.addVerbatim("answer", text)
            case "1", "website", "marchand", "merchant":
                if !item.segments.contains(where: { $0.name == "company_reply" }) { item.addReply(text) }
            default: break
            }
        }
    }
}
