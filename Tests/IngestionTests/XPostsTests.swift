import Feedback
import Testing

@testable import Ingestion

@Suite struct XPostsTests {
    private let page = """
        {"data": [
          {"id": "1588091220244369409", "text": "@Shop votre appli plante &amp; personne…", "author_id": "7", "lang": "fr",
           "created_at": "2026-03-02T08:12:41.000Z", "note_tweet": {"text": "@Shop votre appli plante &amp; personne ne répond"},
           "public_metrics": {"retweet_count": 1, "reply_count": 0, "like_count": 5, "quote_count": 0}},
          {"id": "2", "text": "RT @shop: promo", "author_id": "8", "created_at": "2026-03-02T08:12:41.000Z"},
          {"id": "3", "text": "promo", "author_id": "8", "referenced_tweets": [{"type": "retweeted", "id": "1"}]},
          {"id": "4", "text": "ok", "author_id": "9", "referenced_tweets": [{"type": "quoted", "id": "1"}], "lang": "und"}],
         "includes": {"users": [{"id": "7", "username": "mireille_b"}]}, "meta": {"result_count": 4}}
        """

    @Test func `a post keeps its whole text, id and likes, and its author as a pseudonym`() throws {
        let run = try FormatRun(XAPI.self, page)
        let item = try #require(run.items.first)
        #expect(item.externalID == "1588091220244369409")
        #expect(item.text("text") == "@Shop votre appli plante & personne ne répond")
        #expect(item.segment("likes") == "5")
        #expect(item.respondent == FormatRun.masker.pseudonym("x:7"))
        #expect((item.kind, item.channel, item.declaredLanguage) == (.social, "social", "fr"))
    }

    @Test func `retweets are left out, quotes are kept`() throws {
        let run = try FormatRun(XAPI.self, page)
        #expect(run.dropReasons == ["retweet", "retweet"])
        #expect(run.items.map(\.externalID) == ["1588091220244369409", "4"])
        #expect(run.items.last?.declaredLanguage == nil)
    }

    @Test func `one post may stand where an array is expected`() throws {
        let run = try FormatRun(
            XAPI.self, #"{"data": {"id": "5", "text": "merci", "author_id": "1"}, "meta": {}}"#)
        #expect(run.items.map(\.externalID) == ["5"])
    }

    @Test func `version 1 statuses are read, deletions left out`() throws {
        let run = try FormatRun(
            XAPI.self,
            """
            {"id": 1588091220244369410, "id_str": "1588091220244369410", "full_text": "Livraison &lt; 24h !", "lang": "fr", "user": {"id_str": "4", "screen_name": "p"}, "created_at": "Mon Mar 02 08:12:41 +0000 2026", "favorite_count": 2}
            {"delete": {"status": {"id_str": "12"}}}
            """)
        #expect(run.items.first?.text("text") == "Livraison < 24h !")
        #expect(run.items.first?.createdAt?.iso8601 == "2026-03-02T08:12:41Z")
        #expect(run.items.first?.segment("likes") == "2")
        #expect(run.dropReasons == ["deleted"])
    }

    @Test func `an archive holds the account's own posts and the import says so`() throws {
        let run = try FormatRun(
            XArchive.self,
            """
            window.YTD.tweets.part0 = [
              {"tweet": {"id_str": "1588091220244369409", "created_at": "Mon Mar 02 09:12:41 +0100 2026", "full_text": "Tom &amp; moi", "lang": "fr", "favorite_count": "5"}},
              {"tweet": {"id_str": "2", "created_at": "Mon Mar 02 08:12:41 +0000 2026", "full_text": "RT @a: b"}},
              {"tweet": {"id_str": "3", "created_at": "hier", "full_text": "c"}}]
            """)
        #expect(run.items.map(\.externalID) == ["1588091220244369409"])
        #expect(run.items.first?.text("text") == "Tom & moi")
        #expect(run.items.first?.createdAt?.iso8601 == "2026-03-02T08:12:41Z")
        #expect(run.items.first?.respondent == nil)
        #expect(run.dropReasons == ["retweet"])
        #expect(run.rejections.count == 1)
        #expect(run.decisions.map(\.code) == ["author"])
    }
}
