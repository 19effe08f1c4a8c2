import Feedback
import Readers

/// Meltwater mentions: the tab-separated UTF-16 file and the workbook, old columns and new.
///
/// Posts of X and Reddit come without their texts, as the networks' licences demand: they are counted and left out.
enum Meltwater: VendorTable {
    static let name = "meltwater"
    static let title = Phrase(en: "Meltwater mentions", fr: "Mentions Meltwater")
    static let family = FormatFamily.social
    static let sourceName = "meltwater"
    static let kind = FeedbackKind.social
    static let channel: String? = "social"
    static let ignoresOthers = true
    static let signatures: [Set<String>] = [
        ["document id", "opening text", "hit sentence"], ["headline", "opening text", "hit sentence"],
    ]

    static func column(_ name: String) -> VendorColumn? {
        switch name {
        case "document id", "tweet id": .to(.id)
        case "date": .to(.createdAt)
        case "time": .to(.timeOfDay)
        case "hit sentence": .to(.verbatim, "text")
        case "opening text": .to(.verbatim, "opening_text")
        case "title", "headline": .to(.verbatim, "title")
        case "author handle", "twitter screen name", "influencer": .to(.respondent)
        case "source name", "source": .to(.segment, "source")
        case "source type": .to(.segment, "platform")
        case "content type": .to(.segment, "content_type")
        case "country": .to(.country)
        case "language": .to(.language)
        case "sentiment": .to(.segment, "sentiment")
        case "input name": .to(.segment, "query")
        case "document tags": .to(.segment, "tags")
        default: nil
        }
    }

    static func complete(_ plan: inout TablePlan, _ columns: VendorColumns) {
        plan.textPreference = ["text", "opening_text", "title"]
        plan.drop("retweet", where: columns.index("content type"), is: ["repost", "retweet", "share"])
        let texts = ["hit sentence", "opening text", "title", "headline"].compactMap {
            columns.names.firstIndex(of: $0)
        }
        let without = columns.rows.count { row in texts.allSatisfy { !row.indices.contains($0) || row[$0].isEmpty } }
        guard without > 0 else { return }
        plan.decisions.append(
            Decision(
                "licence",
                en:
                    "\(without) of the first \(columns.rows.count) rows have no text: Meltwater leaves out the words of X and "
                    + "Reddit posts, which have to be fetched from the networks; these rows are left out as empty",
                fr:
                    "\(without) des \(columns.rows.count) premières lignes n'ont pas de texte : Meltwater retire les mots des "
                    + "publications X et Reddit, à reprendre auprès des réseaux ; ces lignes sont écartées comme vides")
        )
    }
}
