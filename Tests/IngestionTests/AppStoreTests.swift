import Feedback
import Testing

@testable import Ingestion

@Suite struct AppStoreTests {
    private let feed = """
        {"feed": {"author": {"name": {"label": "iTunes Store"}}, "entry": [
          {"im:name": {"label": "Lampes & Co"}, "id": {"label": "9"}},
          {"author": {"uri": {"label": "https://itunes.apple.com/fr/reviews/id4711"}, "name": {"label": "Mireille"}},
           "updated": {"label": "2026-03-02T01:12:41-07:00"}, "im:rating": {"label": "2"}, "im:version": {"label": "4.2"},
           "id": {"label": "90071992547409931"}, "title": {"label": "Bof"},
           "content": {"label": "La connexion échoue", "attributes": {"type": "text"}},
           "link": {"attributes": {"href": "https://itunes.apple.com/fr/review?id=2848&type=Purple%20Software"}},
           "im:voteSum": {"label": "3"}, "im:voteCount": {"label": "5"}},
          {"im:rating": {"label": "6"}, "id": {"label": "2"}, "content": {"label": "Six étoiles"}}
        ], "updated": {"label": "2026-03-02"}}}
        """

    @Test func `a review of the feed keeps stars, text, version, country and app`() throws {
        let run = try FormatRun(AppStoreRSS.self, feed)
        let item = try #require(run.items.first)
        #expect(item.externalID == "90071992547409931")
        #expect(item.createdAt?.iso8601 == "2026-03-02T08:12:41Z")
        #expect(item.createdAt?.offsetMinutes == -420)
        #expect(item.answer("stars")?.value == 0.25)
        #expect(item.text("title") == "Bof")
        #expect(item.text("content") == "La connexion échoue")
        #expect((item.country, item.product, item.appVersion) == ("FR", "2848", "4.2"))
        #expect(item.segment("helpful_votes") == "3")
    }

    @Test func `the reviewer is a pseudonym, the same in JSON and XML`() throws {
        let run = try FormatRun(AppStoreRSS.self, feed)
        #expect(run.items.first?.respondent == FormatRun.masker.pseudonym("apple:4711"))
    }

    @Test func `the app itself is left out and a sixth star goes to quarantine`() throws {
        let run = try FormatRun(AppStoreRSS.self, feed)
        #expect(run.dropReasons == ["app"])
        #expect(run.rejections.count == 1)
        #expect(run.rejections.first?.reason.en.contains("6 is not from 1 to 5") == true)
        #expect(run.rejections.first?.reason.fr.contains("Six étoiles") == false)
    }

    @Test(arguments: [
        (#"{"feed": {"author": {"name": {"label": "iTunes Store"}}, "id": {"label": "x"}}}"#, 0),
        (
            #"{"feed": {"entry": {"im:rating": {"label": "5"}, "content": {"label": "Parfait"}}, "id": {"label": "x"}}}"#,
            1
        ),
    ])
    func `a feed may hold no review, or one that is no array`(feed: String, count: Int) throws {
        let run = try FormatRun(AppStoreRSS.self, feed)
        #expect(run.items.count == count)
        #expect(run.rejections.isEmpty)
    }

    @Test func `scraped objects are read as well`() throws {
        let run = try FormatRun(
            AppStoreRSS.self,
            """
            [{"id": "77", "userName": "P.", "userUrl": "https://itunes.apple.com/gb/reviews/id12", "version": "1.0", "score": 4,
              "title": "Nice", "text": "Fast checkout", "url": "https://itunes.apple.com/gb/review?id=5", "updated": "2026-01-02T03:04:05-07:00"}]
            """)
        #expect(run.items.first?.answer("stars")?.given == "4")
        #expect(run.items.first?.country == "GB")
    }

    @Test func `a review of the XML feed takes the plain content, not the HTML one`() throws {
        let run = try FormatRun(
            AppStoreAtom.self,
            """
            <?xml version="1.0" encoding="utf-8"?>
            <feed xmlns:im="http://itunes.apple.com/rss" xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><script/>
            <entry><updated>2026-03-02T01:12:41-07:00</updated><id>8044</id><title>Super</title>
            <content type="text">Livraison rapide</content><content type="html">&lt;b&gt;Livraison rapide&lt;/b&gt;</content>
            <im:voteSum>0</im:voteSum><im:rating>5</im:rating><im:version>4.3</im:version>
            <author><name>Z</name><uri>https://itunes.apple.com/fr/reviews/id4711</uri></author></entry>
            <entry><id>8045</id><im:rating>x</im:rating><content type="text">?</content></entry>
            </feed>
            """)
        let item = try #require(run.items.first)
        #expect(item.verbatims.map(\.text) == ["Super", "Livraison rapide"])
        #expect(item.answer("stars")?.value == 1)
        #expect(item.respondent == FormatRun.masker.pseudonym("apple:4711"))
        #expect(run.rejections.map(\.position.line) == [7])
    }

    @Test func `a feed with a bare ampersand is read and the import says so; one that is cut short is refused`() throws
    {
        let feed = """
            <feed xmlns:im="http://itunes.apple.com/rss" xmlns="http://www.w3.org/2005/Atom">
            <link rel="self" href="https://example.com/rss?a=1&b=2"/>
            <entry><id>1</id><title>Bien</title><im:rating>4</im:rating></entry>
            <entry><id>2</id><title>Mal</title><im:rating>2</im:rating></entry></feed>
            """
        let run = try FormatRun(AppStoreAtom.self, feed)
        #expect(run.items.map(\.externalID) == ["1", "2"])
        #expect(run.decisions.map(\.code) == ["xml"])
        #expect(throws: ImportError.self) {
            try FormatRun(AppStoreAtom.self, String(feed.replacing("&b", with: "&amp;b").dropLast(30)))
        }
    }

    @Test func `a developer's response comes after the reviews and is kept apart`() throws {
        let run = try FormatRun(
            AppStoreConnect.self,
            """
            {"data": [
              {"type": "customerReviews", "id": "r-1", "attributes": {"rating": 1, "title": "Plantage", "body": "Ferme tout seul",
               "reviewerNickname": "Zoé", "createdDate": "2026-03-08T13:22:08-07:00", "territory": "FRA"},
               "relationships": {"response": {"data": {"type": "customerReviewResponses", "id": "a-1"}}}},
              {"type": "customerReviews", "id": "r-2", "attributes": {"rating": 5, "title": "", "body": "Top", "territory": "XKX"},
               "relationships": {"response": {"data": null}}}],
             "included": [{"type": "customerReviewResponses", "id": "a-1", "attributes": {"responseBody": "Corrigé en 4.3"}}]}
            """)
        let items = Dictionary(uniqueKeysWithValues: run.items.map { ($0.externalID ?? "", $0) })
        #expect(items["r-1"]?.segment("company_reply") == "Corrigé en 4.3")
        #expect(items["r-1"]?.verbatims.map(\.text) == ["Plantage", "Ferme tout seul"])
        #expect(items["r-1"]?.country == "FR")
        #expect(items["r-2"]?.country == "XK")
        #expect(items["r-2"]?.segments.isEmpty == true)
    }

    @Test(arguments: [("FRA", "FR"), ("fr", "FR"), ("DEU", "DE"), ("ZZZ", nil), ("France", nil), ("", nil)])
    func `countries become two letters`(code: String, expected: String?) {
        #expect(CountryCode.alpha2(code) == expected)
    }
}
