import Readers
import Testing

/// The collected real exports, read from head to end, on machines that have them.
@Suite(.enabled(if: exportsFolder != nil)) struct `Collected exports` {
    @Test(
        arguments: [
            ("nasty-csv/ks_1033_data.csv", TextEncoding.utf8, ",", 14, 1576),
            ("nasty-csv/test_utf8_bom.csv", .utf8, ",", 3, 3),
            ("nasty-csv/test_utf16_little.csv", .utf16LE, ",", 3, 3),
            ("nasty-csv/spectrum_newlines_crlf.csv", .utf8, ",", 3, 4),
            ("nasty-csv/duckdb_encodings_latin1.csv", .windows1252, ",", 2, 13),
            ("nasty-csv-french/a_test_file.csv", .utf8, ";", 11, 407),
            ("text-nonutf8-csv/IPhoneReview.csv", .utf8, ",", 4, 2001),
            ("text-nonutf8-csv/McDonalds-Yelp-Sentiment-DFE.csv", .macRoman, ",", 10, 1526),
            ("surveymonkey-csv/food_world_cup_nonutf8.csv", .macRoman, ",", 48, 1374),
            ("surveymonkey-csv/thanksgiving_nonutf8_1header.csv", .utf8, ",", 65, 1059),
            ("surveymonkey-csv/weather_check.csv", .utf8, ",", 9, 929),
            ("google-play-console-csv/reviews_didacticjesusgame_202511_utf16le_bom.csv", .utf16LE, ",", 16, 4),
            ("fr-semicolon-csv/reponses.csv", .utf8, ";", 0, 0),
        ] as [(String, TextEncoding, String, Int, Int)])
    func `tables give every record`(path: String, encoding: TextEncoding, delimiter: String, columns: Int, count: Int)
        throws
    {
        guard let file = try peek(path) else { return }
        let guess = guessEncoding(of: file.head)
        #expect(guess.encoding == encoding)
        let head = decoded(file.head, as: guess.encoding)
        let found = guessDialect(of: head.span, isWhole: file.isWhole)
        let dialect = try #require(found)
        #expect(dialect.delimiter == delimiter.utf8.first)
        let read = try rows(of: UTF8Source(file, encoding: guess.encoding), dialect)
        #expect(read.unclosed.isEmpty)
        if columns > 0 {
            #expect(read.rows.count == count)
            #expect(read.rows.allSatisfy { $0.count == columns })
        }
    }

    @Test(
        arguments: [
            ("yelp-jsonl/yelp_academic_dataset_review.json", JSONShape.Kind.ndjson, 999),
            ("x-archive/tweets_first60.js", .array, 60),
            ("appstore-rss/itunes_rss_reviews.json", .object(path: ["feed", "entry"]), 50),
            ("steam-reviews/appreviews_2138140_page.json", .object(path: ["reviews"]), 2),
            ("amazon-jsonl/Musical_Instruments_5.json", .ndjson, 50),
            ("x-api-v2/tweets_resp.json", .object(path: ["data"]), 2),
            ("google-business-takeout/Vespa-Humla_reviews_mojibake.json", .object(path: ["reviews"]), 434),
            ("mastodon-outbox/outbox_first_public_items.json", .object(path: ["orderedItems"]), 45),
            ("freshdesk-api/ticket_1.json", .single, 1),
            ("bazaarvoice-api/reviews_display_api.json", .object(path: ["Results"]), 20),
        ] as [(String, JSONShape.Kind, Int)])
    func `JSON texts give every record`(path: String, kind: JSONShape.Kind, count: Int) throws {
        guard let file = try peek(path) else { return }
        let shape = try #require(guessJSONShape(of: file.head, isWhole: file.isWhole))
        #expect(shape.kind == kind)
        let read = try records(of: UTF8Source(file, encoding: .utf8), shape: shape)
        #expect(read.count == count)
        #expect(read.allSatisfy { $0.problem == nil })
    }

    @Test func `a feed with raw ampersands is read on the second try`() throws {
        guard let file = try peek("appstore-rss/empty_itunes_rss_reviews.xml") else { return }
        #expect(readXMLHead(of: file.head)?.rootName == "feed")
        #expect { try elements(of: file, named: ["link"]) } throws: { ($0 as? ReaderError)?.kind == .invalid }
        #expect(try elements(of: MemorySource(file.head), named: ["link"], recovering: true).count == 6)
    }

    private func peek(_ path: String) throws -> PeekableSource? {
        guard let exportsFolder else { return nil }
        do throws(ReaderError) {
            return try PeekableSource(FileSource(path: exportsFolder + "/" + path))
        } catch {
            if error.kind == .notFound { return nil }
            throw error
        }
    }
}
