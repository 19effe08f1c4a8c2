import Feedback
import Readers

/// Amazon reviews as published for research: one object a line, in the shapes of 2014, 2018 and 2023.
enum AmazonReviews: JSONItemFormat {
    static let name = "amazon-jsonl"
    static let title = Phrase(en: "Amazon reviews (JSONL)", fr: "Avis Amazon (JSONL)")
    static let sourceName = "amazon"
    static let family = FormatFamily.review
    static let recordPaths = ["reviews"]
    static let certainty = 0.98
    static let evidence = "asin, overall, reviewText"

    static func isRecord(_ object: JSONObject) -> Bool {
        if object["reviewText"] != nil && object["overall"] != nil { return true }
        guard object["asin"] != nil, object["overall"] ?? object["rating"] != nil else { return false }
        return object["reviewerID"] != nil || object["parent_asin"] != nil || object["verified_purchase"] != nil
    }

    static func read(_ record: JSONObject, _ source: ItemSource) throws(RecordProblem) -> ItemReading {
        var item = source.item(.review, channel: "web")
        let reviewer = record.text("reviewerID", "user_id")
        item.respondent = source.pseudonym(reviewer, on: "amazon")
        item.product = item.product ?? record.text("parent_asin", "asin")
        item.createdAt = try date(record, source)
        try item.addStars(record.value("overall", "rating"))
        item.addVerbatim("title", record.text("summary", "title"))
        item.addVerbatim("text", record.text("reviewText", "text").map(withoutVideoMarks))
        item.addSegment("verified", record.text("verified", "verified_purchase"))
        item.addSegment("helpful_votes", helpfulVotes(record))
        for (name, value) in record["style"]?.object?.members ?? [] {
            item.addSegment(name.trimmed.trimmingColon, value.string)
        }
        return .item(item)
    }

    /// `[[VIDEOID:8f1c…]]Works well` gives `Works well`.
    private static func withoutVideoMarks(_ text: String) -> String {
        guard text.utf8.starts(with: "[[VIDEOID:".utf8), let end = text.firstRange(of: "]]") else { return text }
        return String(text[end.upperBound...])
    }

    private static func date(_ record: JSONObject, _ source: ItemSource) throws(RecordProblem) -> Timestamp? {
        if let seconds = record.value("unixReviewTime", "timestamp", "sort_timestamp") {
            return try source.timestamp(seconds)
        }
        guard let text = record["reviewTime"]?.string else { return nil }
        return try source.timestamp(.string(isoDate(text) ?? text))
    }

    /// `02 28, 2014` gives `2014-02-28`.
    private static func isoDate(_ text: String) -> String? {
        let parts = text.utf8.split { !$0.isDigit }.compactMap { Int(String(Substring($0))) }
        guard parts.count == 3 else { return nil }
        return CalendarDate(year: parts[2], month: parts[0], day: parts[1])?.description
    }

    /// `[up, total]` in 2014, `"1,024"` in 2018, a number in 2023.
    private static func helpfulVotes(_ record: JSONObject) -> String? {
        if case .array(let votes) = record["helpful"] { return votes.first?.string }
        return record.text("vote", "helpful_vote")?.replacing(",", with: "")
    }
}

extension String {
    /// `Color:` gives `Color`.
    fileprivate var trimmingColon: String { hasSuffix(":") ? String(dropLast()) : self }
}
