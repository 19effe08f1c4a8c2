import Feedback
import Testing

@testable import Ingestion

@Suite struct YelpReviewsTests {
    private let line =
        #"{"review_id":"r1","user_id":"u1","business_id":"b1","stars":3.0,"useful":2,"funny":0,"cool":1,"text":"Good pho.\nSlow check\/in.","date":"2026-01-03 15:28:18"}"#

    @Test func `a line is a review with stars, text and votes`() throws {
        let item = try #require(try FormatRun(YelpReviews.self, line + "\n" + line).items.first)
        #expect(item.externalID == "r1")
        #expect(item.answer("stars")?.value == 0.5)
        #expect(item.text("text") == "Good pho.\nSlow check/in.")
        #expect(item.createdAt?.iso8601 == "2026-01-03T15:28:18Z")
        #expect(item.segment("useful") == "2")
    }

    @Test func `dates without a zone take the zone that was given, and it is said when none was`() throws {
        var options = FormatRun.options
        #expect(try FormatRun(YelpReviews.self, line).decisions.map(\.code) == ["time zone"])
        options.utcOffsetMinutes = -300
        let run = try FormatRun(YelpReviews.self, line, options: options)
        #expect(run.items.first?.createdAt?.iso8601 == "2026-01-03T20:28:18Z")
        #expect(run.decisions.isEmpty)
    }

    @Test func `a record without its members goes to quarantine`() throws {
        let run = try FormatRun(YelpReviews.self, line + "\n{\"name\":\"a café\"}\n")
        #expect(run.items.count == 1)
        #expect(run.rejections.map(\.position.line) == [2])
        #expect(run.rejections.first?.raw == #"{"name":"a café"}"#)
    }
}
