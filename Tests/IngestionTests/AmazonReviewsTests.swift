import Feedback
import Testing

@testable import Ingestion

@Suite struct AmazonReviewsTests {
    @Test(arguments: [
        (
            2014,
            #"{"reviewerID": "A2", "asin": "B0", "reviewerName": "J. \"Doc", "helpful": [3, 4], "reviewText": "Stopped &#34;working&#34;.<br />Twice.", "overall": 1.0, "summary": "Meh", "unixReviewTime": 1393545600, "reviewTime": "02 28, 2014"}"#
        ),
        (
            2018,
            #"{"reviewerID": "A2", "asin": "B0", "overall": 1.0, "vote": "3", "verified": true, "reviewTime": "02 28, 2014", "style": {"Color:": " Blue"}, "reviewText": "Stopped &#34;working&#34;.<br />Twice.", "summary": "Meh"}"#
        ),
        (
            2023,
            #"{"rating": 1.0, "title": "Meh", "text": "[[VIDEOID:8f1c]]Stopped &#34;working&#34;.<br />Twice.", "images": [], "asin": "B1", "parent_asin": "B0", "user_id": "A2", "timestamp": 1393545600000, "helpful_vote": 3, "verified_purchase": true}"#
        ),
    ])
    func `the three shapes give one review`(year: Int, line: String) throws {
        let run = try FormatRun(AmazonReviews.self, line + "\n" + line + "\n")
        let item = try #require(run.items.first)
        #expect(run.items.count == 2)
        #expect(item.answer("stars")?.value == 0)
        #expect(item.text("title") == "Meh")
        #expect(item.text("text") == "Stopped \"working\".\nTwice.")
        #expect(item.createdAt?.iso8601 == "2014-02-28T00:00:00Z")
        #expect(item.product == "B0")
        #expect(item.segment("helpful_votes") == "3")
        #expect(item.respondent == FormatRun.masker.pseudonym("amazon:A2"))
    }

    @Test func `what was bought is a segment`() throws {
        let line = #"{"asin": "B0", "reviewerID": "A", "overall": 4, "reviewText": "ok", "style": {"Color:": " Blue"}}"#
        #expect(try FormatRun(AmazonReviews.self, "[\(line)]").items.first?.segment("Color") == "Blue")
    }
}
