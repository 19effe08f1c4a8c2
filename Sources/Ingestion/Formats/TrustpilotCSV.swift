import Feedback
import Readers

/// Trustpilot reviews as the business account exports them: the service's and its products'.
enum TrustpilotCSV: VendorTable {
    static let name = "trustpilot-csv"
    static let title = Phrase(en: "Trustpilot reviews (CSV)", fr: "Avis Trustpilot (CSV)")
    static let family = FormatFamily.review
    static let sourceName = "trustpilot"
    static let kind = FeedbackKind.review
    static let channel: String? = "web"
    static let timeZone: String? = "UTC"
    static let signatures: [Set<String>] = [
        ["review stars", "review content", "review created utc"], ["review stars", "review title", "review id"],
        ["review id", "stars", "product sku", "consumer name"],
    ]

    static func column(_ name: String) -> VendorColumn? {
        switch name {
        case "review id": .to(.id)
        case "review created utc", "review created", "created at": .to(.createdAt)
        case "review title": .to(.verbatim, "title")
        case "review content", "content": .to(.verbatim, "text")
        case "review stars", "stars": .stars
        case "review user email": .to(.email)
        case "review consumer user id": .to(.respondent)
        case "review language": .to(.language)
        case "reference id": .to(.orderID)
        case "product name", "product sku": .to(.product)
        case "tags": .to(.segment, "tags")
        case "source of review": .to(.segment, "review_source")
        case "location name": .to(.segment, "location")
        case "domain url": .to(.segment, "business_unit")
        case "webshop name": .to(.segment, "shop")
        case "company response", "company reply", "business reply", "business response": .to(.reply)
        case "review username", "consumer name", "review url", "business unit id", "location id",
            "company reply date utc", "business reply date utc", "company response date utc":
            .ignored
        default: nil
        }
    }
}
