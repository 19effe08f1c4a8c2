import Feedback
import Foundation
import Testing

@testable import Ingestion

/// What public sample exports hold, counted by hand. Skipped where the files are not at hand.
@Suite struct RealReviewExportsTests {
    static let folder = URL(filePath: ProcessInfo.processInfo.environment["VOC_DATA"] ?? "../shared/data")
        .deletingLastPathComponent().appending(path: "exports")
    static let isThere = FileManager.default.fileExists(atPath: folder.path)

    struct Expected: CustomTestStringConvertible {
        var file: String
        var format: String
        var items = 0
        var sessions = 0
        var dropped = 0
        var rejected = 0

        var testDescription: String { file }
    }

    @Test(
        .enabled(if: isThere),
        arguments: [
            Expected(file: "appstore-rss/itunes_rss_reviews.json", format: "appstore-rss", items: 50),
            Expected(file: "appstore-rss/empty_itunes_rss_reviews.xml", format: "appstore-atom"),
            Expected(file: "appstore-connect-api/customerReviews_page.json", format: "appstore-connect", items: 2),
            Expected(file: "amazon-jsonl/Musical_Instruments_5.json", format: "amazon-jsonl", items: 50),
            Expected(file: "yelp-jsonl/yelp_academic_dataset_review.json", format: "yelp-jsonl", items: 999),
            Expected(file: "steam-reviews/appreviews_2138140_page.json", format: "steam-json", items: 2),
            Expected(file: "x-api-v2/timeline_tweets.json", format: "x-api", items: 5),
            Expected(file: "x-api-v2/tweets_resp.json", format: "x-api", items: 2),
            Expected(file: "x-api-v2/tweet_quote_tweets_resp.json", format: "x-api", items: 2, dropped: 13),
            Expected(file: "x-archive/tweets_first60.js", format: "x-archive", items: 36, dropped: 24),
            Expected(file: "freshdesk-api/all_tickets.json", format: "tickets-json", items: 1),
            Expected(file: "freshdesk-api/search_tickets.json", format: "tickets-json", items: 2),
            Expected(file: "freshdesk-api/ticket_1.json", format: "tickets-json", items: 1),
            Expected(file: "freshdesk-api/conversations.json", format: "tickets-json", dropped: 2),
            Expected(file: "access-log/w3af_first800.log", format: "access-log", sessions: 1),
        ])
    func `a public sample is recognised and wholly read`(_ expected: Expected) throws {
        let plan = try Importer.plan(path: Self.folder.appending(path: expected.file).path, options: FormatRun.options)
        #expect(plan.format == expected.format)
        #expect(plan.confidence >= 0.7)
        var reader = try plan.makeReader()
        var counts = Expected(file: expected.file, format: plan.format)
        while let record = try reader.next() {
            switch record {
            case .item(let item, _):
                counts.items += 1
                #expect(item.createdAt != nil)
                #expect(!item.verbatims.isEmpty)
            case .session: counts.sessions += 1
            case .order: break
            case .dropped: counts.dropped += 1
            case .rejected: counts.rejected += 1
            }
        }
        #expect((counts.items, counts.sessions) == (expected.items, expected.sessions))
        #expect((counts.dropped, counts.rejected) == (expected.dropped, expected.rejected))
    }
}
