import Feedback
import Testing

@testable import Ingestion

@Suite struct SteamReviewsTests {
    private let review = """
        {"recommendationid": "206500651", "author": {"steamid": "76561199208995288", "playtime_at_review": 21}, "language": "french",
         "review": "[h1]Bien[/h1] mais [spoiler]court[/spoiler] [1/2]", "timestamp_created": 1760232165, "voted_up": false,
         "developer_response": "Merci !"}
        """

    @Test(arguments: ["{\"success\": 1, \"reviews\": [%]}", "{\"reviews\": {\"206500651\": %}}", "[%]", "%\n%"])
    func `a review is a thumb and a text, however it is wrapped`(wrapper: String) throws {
        let run = try FormatRun(
            SteamReviews.self, wrapper.replacing("%", with: review.replacing("\n", with: " ")))
        let item = try #require(run.items.first)
        #expect(item.externalID == "206500651")
        #expect(item.answer("recommended")?.value == 0)
        #expect(item.answer("recommended")?.scale == .thumb)
        #expect(item.text("review") == "Bien mais court [1/2]")
        #expect(item.declaredLanguage == "fr")
        #expect(item.createdAt?.iso8601 == "2025-10-12T01:22:45Z")
        #expect(item.segment("company_reply") == "Merci !")
        #expect(item.verbatims.count == 1)
    }

    @Test(arguments: [
        ("[b]Great[/b] game [spoiler]he dies[/spoiler]", "Great game he dies"),
        ("[url=https://shop.example]here[/url]", "here"),
        ("[list][*]one[*]two[/list]", "onetwo"),
        ("[10/10] would [sic] buy [b", "[10/10] would [sic] buy [b"),
    ])
    func `known tags go, other brackets stay`(text: String, expected: String) {
        #expect(BBCode.plain(text) == expected)
    }
}
