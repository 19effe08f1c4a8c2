import Feedback
import Readers

/// Google Play reviews in the columns of the scraper people use most.
enum GooglePlayScraperCSV: VendorTable {
    static let name = "google-play-scraper-csv"
    static let title = Phrase(en: "Google Play reviews (scraper CSV)", fr: "Avis Google Play (CSV d'un collecteur)")
    static let family = FormatFamily.review
    static let sourceName = "google-play"
    static let kind = FeedbackKind.review
    static let channel: String? = "app"
    static let signatures: [Set<String>] = [["reviewid", "content", "score", "thumbsupcount"]]

    static func column(_ name: String) -> VendorColumn? {
        switch name {
        case "reviewid": .to(.id)
        case "content": .to(.verbatim, "review")
        case "score": .stars
        case "at": .to(.createdAt)
        case "reviewcreatedversion", "appversion": .to(.appVersion)
        case "replycontent": .to(.reply)
        case "thumbsupcount": .to(.segment, "helpful_votes")
        case "appid", "app id": .to(.product)
        case "username", "userimage", "repliedat": .ignored
        default: nil
        }
    }
}
