import Feedback
import Readers

/// The posts of a LinkedIn account's own download (`Shares.csv`); its comments are a plain table.
enum LinkedInCSV: VendorTable {
    static let name = "linkedin-csv"
    static let title = Phrase(en: "LinkedIn download (shares)", fr: "Téléchargement LinkedIn (partages)")
    static let family = FormatFamily.social
    static let sourceName = "linkedin"
    static let kind = FeedbackKind.social
    static let channel: String? = "social"
    static let ignoresOthers = true
    static let timeZone: String? = "UTC"
    static let certainty = 0.9
    static let signatures: [Set<String>] = [["date", "sharelink", "sharecommentary"]]

    static func column(_ name: String) -> VendorColumn? {
        switch name {
        case "date": .to(.createdAt)
        case "sharecommentary", "message": .to(.verbatim, "text")
        case "visibility": .to(.segment, "visibility")
        default: nil
        }
    }
}
