import Feedback
import Readers

/// Comments on the articles and products of a WordPress site, as its export (WXR) holds them.
enum WordPressXML: XMLItemFormat {
    static let name = "wordpress-xml"
    static let title = Phrase(en: "WordPress comments (WXR)", fr: "Commentaires WordPress (WXR)")
    static let sourceName = "wordpress"
    static let family = FormatFamily.social
    /// The title and address of an article come before its comments.
    static let recordNames: Set<String> = ["title", "link", "comment"]

    static func recognise(_ head: XMLHead) -> Detection? {
        guard head.rootName == "rss", head.elementCounts["wxr_version"] != nil else { return nil }
        return Detection(confidence: 0.98, reasons: [Phrase(en: "it names wxr_version", fr: "il nomme wxr_version")])
    }

    static func read(_ element: XMLElement, _ source: inout ItemSource) throws(RecordProblem) -> ItemReading? {
        guard element.name == "comment" else {
            source.context[element.name] = .string(element.text)
            return nil
        }
        if let type = element.text("comment_type"), ["pingback", "trackback"].contains(type) {
            return .dropped("automatic")
        }
        switch element.text("comment_approved") {
        case "spam": return .dropped("spam")
        case "trash", "post-trashed": return .dropped("deleted")
        case "0": return .dropped("not_approved")
        default: break
        }
        var item = source.item(.social, channel: "web")
        item.externalID = element.text("comment_id")
        item.createdAt = try source.timestamp(element.value("comment_date_gmt", "comment_date"))
        item.respondent =
            source.pseudonym(element.text("comment_author_email"))
            ?? source.pseudonym(element.text("comment_author"), on: "wordpress")
        item.addVerbatim("text", element.text("comment_content").map(plainText(fromHTML:)))
        item.pageURL = source.context["link"]?.string
        item.addSegment("thread", source.context["title"]?.string)
        if let parent = element.text("comment_parent"), parent != "0" { item.addSegment("in_reply_to", parent) }
        item.mask(name: element.text("comment_author"), unless: source.masker.keepsPII)
        return .item(item)
    }
}
