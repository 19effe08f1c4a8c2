import Testing

@testable import Ingestion

@Suite struct PagePathTests {
    @Test(arguments: [
        ("https://shop.example/panier/?sid=1#top", "/panier"),
        ("https://shop.example", "/"),
        ("https://shop.example?x=/a", "/"),
        ("/paiement/3ds?jeton=1", "/paiement/3ds"),
        ("https://app.example/#/compte/connexion?x=1", "/compte/connexion"),
        ("https://app.example/#!/aide", "/aide"),
        ("https://shop.example/aide#contact", "/aide"),
        ("android-app://com.shop/home", "/home"),
    ])
    func `a path has neither host nor query`(url: String, expected: String) {
        #expect(PagePath.path(of: url) == expected)
    }

    @Test func `no address gives no path, a long one is cut`() {
        #expect(PagePath.path(of: "") == nil)
        #expect(PagePath.path(of: "/" + String(repeating: "a", count: 5000))?.utf8.count == PagePath.limit)
    }

    @Test(arguments: [
        ("/x?sid=s-1", "s-1"), ("/x?a=1&sid=s%2B2+b#c", "s+2 b"), ("/x?sid=", nil), ("/x?asid=1", nil), ("/x", nil),
        ("/x?sid=%zz%4", "%zz%4"),
    ])
    func `a parameter is found and decoded`(url: String, expected: String?) {
        #expect(PagePath.parameter(["sid"], of: url) == expected)
    }

    @Test(arguments: [
        ("/commande/confirmation", true, false), ("/checkout/thank-you", true, true),
        ("/newsletter/merci", false, false),
        ("/paiement/3ds", false, true), ("/commande/livraison", false, true), ("/commande/1234", false, false),
        ("/luminaires/paiement-facile", false, false),
    ])
    func `paths tell ordering from browsing`(path: String, confirms: Bool, orders: Bool) {
        #expect(SalesPages.isConfirmation(path) == confirms)
        #expect(SalesPages.isCheckout(path) == orders)
    }
}
