import Feedback
import Testing

@testable import Ingestion

@Suite struct TrustpilotJSONTests {
    @Test func `an API review keeps order, language and location, and the company's reply apart`() throws {
        let run = try FormatRun(
            TrustpilotJSON.self,
            """
            {"links": [], "reviews": [
              {"id": "65e2", "consumer": {"id": "c1", "displayName": "Léa M"}, "businessUnit": {"identifyingName": "shop.example"},
               "stars": 1, "title": "Déçue", "text": "Colis perdu", "language": "fr", "createdAt": "2026-03-02T08:12:41Z",
               "companyReply": {"text": "Navrés"}, "isVerified": true, "status": "active", "referenceId": "CMD-9921",
               "referralEmail": "lea@example.fr", "tags": [{"group": "magasin", "value": "Lyon"}], "location": null},
              {"id": "65e3", "consumer": {"id": "c2"}, "stars": 5, "text": "Bien", "status": "deleted"},
              {"id": "65e4", "consumer": {"id": "c3"}, "stars": 5, "title": "", "text": "", "createdAt": "pas une date"}]}
            """)
        let item = try #require(run.items.first)
        #expect(item.orderID == "CMD-9921")
        #expect(item.declaredLanguage == "fr")
        #expect(item.verbatims.map(\.text) == ["Déçue", "Colis perdu"])
        #expect(item.segment("company_reply") == "Navrés")
        #expect(item.segment("magasin") == "Lyon")
        #expect(item.segment("location") == nil)
        #expect(item.respondent == FormatRun.masker.pseudonym("LEA@example.fr"))
        #expect(run.dropReasons == ["deleted"])
        #expect(run.rejections.count == 1)
    }

    @Test func `the data of a public page is read too`() throws {
        let run = try FormatRun(
            TrustpilotJSON.self,
            """
            {"props": {"pageProps": {"reviews": [{"id": "1", "rating": 4, "title": "Ok", "text": "Correct", "dates":
            {"publishedDate": "2026-01-05T10:00:00.000Z"}, "consumer": {"displayName": "P", "countryCode": "BE"}, "reply":
            {"message": "Merci"}, "labels": {"verification": {"isVerified": false}}}]}}}
            """)
        let item = try #require(run.items.first)
        #expect(item.answer("stars")?.value == 0.75)
        #expect(item.country == "BE")
        #expect(item.segment("company_reply") == "Merci")
    }
}
