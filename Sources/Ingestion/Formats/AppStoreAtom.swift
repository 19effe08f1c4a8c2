import Feedback
import Readers

/// Reviews from Apple's customer review feed in XML.
enum AppStoreAtom: ImportFormat {
    static let name = "appstore-atom"
    static let title = Phrase(en: "App Store reviews (RSS, XML)", fr: "Avis App Store (RSS, XML)")
    static let family = FormatFamily.review

    static func detect(_ head: FileHead) -> Detection? {
        guard let xml = head.xml, xml.rootName == "feed" else { return nil }
        let entries = xml.elementCounts["entry"] ?? 0
        if entries > 0, (xml.elementCounts["rating"] ?? 0) > 0 {
            let reason = Phrase(
                en: "an Atom feed whose entries have im:rating", fr: "un flux Atom dont les entrées ont im:rating")
            return Detection(confidence: 0.98, reasons: [reason])
        }
        // A feed without reviews has no im: element at all; its icon and rights are Apple's habit.
        guard entries == 0, xml.elementCounts["icon"] != nil, xml.elementCounts["rights"] != nil else { return nil }
        let reason = Phrase(en: "an Atom feed without any entry", fr: "un flux Atom sans aucune entrée")
        return Detection(confidence: 0.7, reasons: [reason])
    }

    static func conversion(for head: FileHead, options: ImportOptions) throws(ImportError) -> Conversion {
        .xml(recordNames: ["entry"], Converter(source: ItemSource(name: AppStoreRSS.sourceName, options: options)))
    }

    private struct Converter: XMLConverter {
        let source: ItemSource

        mutating func convert(_ element: XMLElement, line: Int, into records: inout [ImportedRecord]) {
            let position = RecordPosition(line: line)
            // Older feeds begin with the app itself.
            guard element.first("rating") != nil else {
                records.append(.dropped(reason: "app", position))
                return
            }
            do throws(RecordProblem) {
                let item = try item(element)
                records.append(item.saysNothing ? .dropped(reason: "empty", position) : .item(item, position))
            } catch {
                records.append(.rejected(Rejection(position: position, reason: error.reason, raw: raw(element))))
            }
        }

        private func item(_ entry: XMLElement) throws(RecordProblem) -> FeedbackItem {
            var item = source.item(.review, channel: "app")
            let author = entry.at("author.uri")?.text
            item.externalID = entry.first("id")?.text
            item.createdAt = try source.timestamp((entry.first("updated")?.text).map(JSONValue.string))
            item.respondent = source.pseudonym(AppStoreAddress.reviewer(author), on: "apple")
            item.country = item.country ?? AppStoreAddress.country(author)
            item.product = item.product ?? AppStoreAddress.app(entry.first("link")?[attribute: "href"])
            item.appVersion = entry.first("version")?.text
            try item.addStars((entry.first("rating")?.text).map(JSONValue.string))
            item.addVerbatim("title", entry.first("title")?.text)
            // The html one repeats everything.
            let contents = entry.all("content")
            item.addVerbatim("content", (contents.first { $0[attribute: "type"] == "text" } ?? contents.first)?.text)
            item.addSegment("votes", entry.first("voteCount")?.text)
            item.addSegment("helpful_votes", entry.first("voteSum")?.text)
            return item
        }

        private func raw(_ entry: XMLElement) -> String {
            let parts = ["id", "updated", "rating", "title", "content"].compactMap { name in
                entry.first(name).map { "\(name): \($0.text)" }
            }
            return String(decoding: parts.joined(separator: "\n").utf8.prefix(Rejection.rawLimit), as: UTF8.self)
        }
    }
}
