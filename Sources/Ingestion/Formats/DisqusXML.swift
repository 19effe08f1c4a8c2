import Feedback
import Readers

/// Comments under the pages of a site, as Disqus exports them: its threads first, then one `post` a comment.
enum DisqusXML: XMLItemFormat {
    static let name = "disqus-xml"
    static let title = Phrase(en: "Disqus comments (XML)", fr: "Commentaires Disqus (XML)")
    static let sourceName = "disqus"
    static let family = FormatFamily.social
    static let recordNames: Set<String> = ["thread", "post"]

    static func recognise(_ head: XMLHead) -> Detection? {
        guard head.rootName == "disqus" else { return nil }
        return Detection(
            confidence: 0.98,
            reasons: [Phrase(en: "its first element is disqus", fr: "son premier élément est disqus")])
    }

    static func read(_ element: XMLElement, _ source: inout ItemSource) throws(RecordProblem) -> ItemReading? {
        if element.name == "thread" {
            if let id = element[attribute: "id"] { source.context[id] = .object(page(element)) }
            return nil
        }
        if element.text("isSpam") == "true" { return .dropped("spam") }
        if element.text("isDeleted") == "true" { return .dropped("deleted") }
        var item = source.item(.social, channel: "social")
        item.externalID = element[attribute: "id"]
        item.createdAt = try source.timestamp(element.value("createdAt"))
        item.respondent = source.pseudonym(element.text("author.username", "author.name"), on: "disqus")
        item.addVerbatim("text", element.text("message").map(plainText(fromHTML:)))
        let page = element.first("thread")?[attribute: "id"].flatMap { source.context[$0] }
        item.pageURL = page?["link"]?.string
        item.addSegment("thread", page?["title"]?.string)
        item.addSegment("in_reply_to", element.first("parent")?[attribute: "id"])
        item.mask(name: element.text("author.name"), unless: source.masker.keepsPII)
        return .item(item)
    }

    private static func page(_ thread: XMLElement) -> JSONObject {
        var page = JSONObject()
        page["title"] = thread.text("title").map(JSONValue.string)
        page["link"] = thread.text("link").map(JSONValue.string)
        return page
    }
}
