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
            Expected(
                file: "google-business-takeout/Vespa-Humla_reviews_mojibake.json", format: "google-business-json",
                items: 434),
            Expected(file: "bazaarvoice-api/reviews_display_api.json", format: "bazaarvoice-json", items: 20),
            Expected(file: "bazaarvoice-api/testShowComments.json", format: "bazaarvoice-json", items: 1),
            Expected(file: "bluesky/post_record.json", format: "bluesky-json", items: 1),
            Expected(file: "bluesky/extended_post_record.json", format: "bluesky-json", items: 1),
            Expected(file: "bluesky/thread_view_post_with_embed_media.json", format: "bluesky-json", dropped: 1),
            Expected(file: "brandwatch-api/mentions.json", format: "brandwatch-json", dropped: 1),
            Expected(file: "dyi-mock/comments.json", format: "meta-download", items: 20, dropped: 30),
            Expected(file: "instagram-dyi/post_comments_1.json", format: "meta-download", items: 6),
            Expected(file: "facebook-graph/comments_p1.json", format: "meta-graph-json", items: 10),
            Expected(file: "instagram-graph/comments_p1.json", format: "meta-graph-json", items: 2),
            Expected(file: "instagram-graph/media_default.json", format: "meta-graph-json", items: 1),
            Expected(
                file: "mastodon-outbox/outbox_first_public_items.json", format: "mastodon-json", items: 40, dropped: 5),
            Expected(file: "youtube-comments/comment_threads_all_to_me.json", format: "youtube-json", items: 4),
            Expected(file: "youtube-comments/comment_threads_by_video_paged_1.json", format: "youtube-json", items: 5),
            Expected(file: "slack-export/enrique/2016-02-07.json", format: "slack-json", items: 8, dropped: 12),
            Expected(file: "kobo/v1.json", format: "kobo", items: 3),
            Expected(file: "surveymonkey-api/responses_bulk.json", format: "surveymonkey-json", items: 2),
            Expected(
                file: "surveymonkey-api/airbyte_expected_records.jsonl", format: "surveymonkey-json", items: 1,
                dropped: 1),
            Expected(file: "typeform-api/airbyte_expected_records_responses.jsonl", format: "typeform-json", items: 3),
            Expected(file: "triple-s/sample-2.csv", format: "triple-s", items: 1),
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
                #expect(!item.verbatims.isEmpty || !item.answers.isEmpty)
            case .session: counts.sessions += 1
            case .order: break
            case .dropped: counts.dropped += 1
            case .rejected: counts.rejected += 1
            }
        }
        #expect((counts.items, counts.sessions) == (expected.items, expected.sessions))
        #expect((counts.dropped, counts.rejected) == (expected.dropped, expected.rejected))
    }

    @Test(
        .enabled(if: isThere),
        arguments: [
            ("surveymonkey-api/survey_details.json", "SurveyMonkey"), ("limesurvey/survey_981966.lss", "LimeSurvey"),
            ("limesurvey/limesurvey_survey_981966_tsv.txt", "LimeSurvey"),
            ("limesurvey/survey_981966_tokens.lst", "participants"), ("limesurvey/tokens_762974.csv", "participants"),
            ("kobo/xml_instances.json", "XML"),
            ("slack-export/users.json", "people"), ("slack-export/channels.json", "channels"),
            ("x-archive/manifest.js", "table of contents"),
        ])
    func `a file that comes with an export is refused by its name`(file: String, word: String) {
        #expect {
            try Importer.plan(path: Self.folder.appending(path: file).path, options: FormatRun.options)
        } throws: { error in
            (error as? ImportError).map { $0.what.en.contains(word) && !$0.fix.en.isEmpty } == true
        }
    }

    @Test(.enabled(if: isThere)) func `Google's mojibake is repaired and the original kept apart from its translation`()
        throws
    {
        let file = Self.folder.appending(path: "google-business-takeout/Vespa-Humla_reviews_mojibake.json")
        let run = try ImportFixture(path: file.path)
        #expect(run.items.count { !$0.verbatims.isEmpty } == 213)
        #expect(run.items.count { $0.segment("translation") != nil } == 155)
        #expect(run.items.count { $0.segment("company_reply") != nil } == 7)
        #expect(run.items.allSatisfy { $0.answer("stars") != nil })
        let first = try #require(run.items.first?.text("comment"))
        #expect(first.contains("ä") && !first.contains("Ã") && !first.contains("Translated by Google"))
    }

    @Test(.enabled(if: isThere)) func `Instagram's letters are whole`() throws {
        let run = try ImportFixture(path: Self.folder.appending(path: "instagram-dyi/post_comments_1.json").path)
        let texts = run.items.compactMap { $0.text("comment") }
        #expect(texts.count == 6 && texts.contains { $0.contains("ı") })
        #expect(!texts.contains { $0.contains("Ä") || $0.contains("Ã") || $0.contains("ð") })
    }
}
