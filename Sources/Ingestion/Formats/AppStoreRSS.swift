import Feedback
import Readers

/// Reviews from Apple's customer review feed in JSON, and the flat objects that review scrapers make of it.
enum AppStoreRSS: JSONItemFormat {
    static let name = "appstore-rss"
    static let title = Phrase(en: "App Store reviews (RSS, JSON)", fr: "Avis App Store (RSS, JSON)")
    static let sourceName = "app-store"
    static let family = FormatFamily.review
    static let recordPaths = ["feed.entry"]
    static let certainty = 0.99
    static let evidence = "im:rating"

    static func isRecord(_ object: JSONObject) -> Bool {
        if object["im:rating"] != nil || object["im:name"] != nil { return true }
        return ["userName", "userUrl", "score", "text"].allSatisfy { object[$0] != nil }
    }

    static func detect(_ head: FileHead) -> Detection? {
        if let shape = head.json, shape.firstRecords.isEmpty, shape.kind == .object(path: ["feed", "entry"]) {
            let reason = Phrase(en: "a review feed without any review", fr: "un flux d'avis sans aucun avis")
            return Detection(confidence: 0.7, reasons: [reason])
        }
        return detectRecords(head)
    }

    static func read(_ record: JSONObject, _ source: ItemSource) throws(RecordProblem) -> ItemReading {
        let isFlat = record["userUrl"] != nil
        // Older feeds begin with the app itself.
        guard isFlat || record["im:rating"] != nil else { return .dropped("app") }
        let review = isFlat ? FlatReview(record) : FlatReview(feed: record)
        var item = source.item(.review, channel: "app")
        item.externalID = review.id
        item.createdAt = try source.timestamp(review.updated)
        item.respondent = source.pseudonym(AppStoreAddress.reviewer(review.authorURL), on: "apple")
        item.country = item.country ?? AppStoreAddress.country(review.authorURL)
        item.product = item.product ?? AppStoreAddress.app(review.reviewURL)
        item.appVersion = review.version
        try item.addStars(review.rating)
        item.addVerbatim("title", review.title)
        item.addVerbatim("content", review.content)
        item.addSegment("votes", review.votes)
        item.addSegment("helpful_votes", review.helpfulVotes)
        return .item(item)
    }

    private struct FlatReview {
        var id, authorURL, reviewURL, version, title, content, votes, helpfulVotes: String?
        var updated, rating: JSONValue?

        /// In the feed every value is wrapped: `{"label": …}`.
        init(feed record: JSONObject) {
            let entry = JSONValue.object(record)
            id = entry.at("id.label")?.string
            authorURL = entry.at("author.uri.label")?.string
            reviewURL = entry.at("link.attributes.href")?.string
            version = entry.at("im:version.label")?.string
            title = entry.at("title.label")?.string
            content = entry.at("content.label")?.string
            votes = entry.at("im:voteCount.label")?.string
            helpfulVotes = entry.at("im:voteSum.label")?.string
            updated = entry.at("updated.label")
            rating = entry.at("im:rating.label")
        }

        init(_ record: JSONObject) {
            id = record["id"]?.string
            authorURL = record["userUrl"]?.string
            reviewURL = record["url"]?.string
            version = record["version"]?.string
            title = record["title"]?.string
            content = record["text"]?.string
            updated = record["updated"]
            rating = record["score"]
        }
    }
}

/// What the addresses in Apple's feeds say.
enum AppStoreAddress {
    /// `https://itunes.apple.com/fr/reviews/id524855897` gives `524855897`.
    static func reviewer(_ url: String?) -> String? {
        guard let last = url?.split(separator: "/").last, last.utf8.starts(with: "id".utf8) else { return nil }
        let digits = last.dropFirst(2).prefix { $0.isASCII && $0.isNumber }
        return digits.isEmpty ? nil : String(digits)
    }

    /// `https://itunes.apple.com/fr/reviews/id524855897` gives `FR`.
    static func country(_ url: String?) -> String? {
        guard let parts = url?.split(separator: "/"), parts.count > 2, parts[2].utf8.count == 2 else { return nil }
        return CountryCode.alpha2(String(parts[2]))
    }

    /// `https://itunes.apple.com/fr/review?id=284815942&type=Purple%20Software` gives `284815942`.
    static func app(_ url: String?) -> String? { url.flatMap { PagePath.parameter(["id"], of: $0) } }
}
