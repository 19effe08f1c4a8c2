import Feedback
import Foundation
import Testing

@testable import Linking

/// The shipped rules on pages as shop platforms name them and on questions as questionnaires ask them, labelled by hand.
@Suite struct StepRulesTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "seeds/journeys")

    private func journeys() throws -> JourneySet {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).filter {
            $0.hasSuffix(".yaml")
        }
        return try JourneySet(
            files: files.sorted().map {
                ($0, try String(contentsOf: Self.folder.appending(path: $0), encoding: .utf8))
            })
    }

    private static let pages: [(String, String)] = [
        ("https://shop.example/", "discover"), ("/fr/", "discover"), ("/accueil", "discover"),
        ("/index.php", "discover"),
        ("/blog/tendances-2026", "discover"), ("/lp/soldes-ete", "discover"), ("/magazine/inspirations", "discover"),
        ("/collections/lampes", "choose"), ("/products/lampe-globe", "choose"), ("/search?q=lampe", "choose"),
        ("/fr/recherche?controller=search&s=lampe", "choose"), ("/product/lampe-globe/", "choose"),
        ("/product-category/luminaires/", "choose"), ("/fr/categorie/lampes", "choose"),
        ("/catalogsearch/result/?q=x", "choose"),
        ("/p/lampe-globe-12345.html", "choose"), ("/c/lampes-c12", "choose"), ("/comparateur", "choose"),
        ("/avis-clients", "choose"),
        ("/dp/B0123", "choose"), ("/fr-fr/produits/lampe", "choose"), ("/guide-achat/lampes", "choose"),
        ("/wishlist", "choose"),
        ("/account/login", "account"), ("/my-account/", "account"), ("/customer/account/create/", "account"),
        ("/connexion?back=my-account", "account"), ("/fr/mon-compte", "account"), ("/account/register", "account"),
        ("/mot-de-passe-oublie", "account"), ("/signup", "account"), ("/identification", "account"),
        ("/login?next=/", "account"),
        ("/cart", "order"), ("/panier", "order"), ("/fr/panier?action=show", "order"), ("/checkout", "order"),
        ("/checkout/shipping", "order"), ("/checkouts/cn/Z2NwLXVz/information", "order"), ("/commande", "order"),
        ("/commande/livraison", "order"), ("/commande/adresse", "order"), ("/basket", "order"),
        ("/reservation/dates", "order"),
        ("/checkout/cart/", "order"), ("/onepage", "order"), ("/booking/seats", "order"),
        ("/checkout/payment", "pay"), ("/paiement", "pay"), ("/commande/paiement", "pay"),
        ("/checkouts/cn/Z2NwLXVz/payment", "pay"),
        ("/paiement/3ds/retour", "pay"), ("/fr/module/payment/validation", "pay"), ("/factures/2026-12", "pay"),
        ("/payment/declined", "pay"),
        ("/billing/invoices", "pay"),
        ("/suivi-commande", "receive"), ("/tracking/AB123", "receive"), ("/order-tracking", "receive"),
        ("/mes-commandes/suivi", "receive"),
        ("/livraison", "receive"), ("/checkout/order-received/1234", "receive"), ("/commande/confirmation", "receive"),
        ("/orders/1234/track", "receive"), ("/retrait-magasin", "receive"), ("/checkout/onepage/success/", "receive"),
        ("/app/dashboard", "use"), ("/mon-espace/contrats", "use"), ("/notice/lampe-globe.pdf", "use"),
        ("/aide", "help"), ("/faq/livraison", "help"), ("/contact", "help"), ("/nous-contacter", "help"),
        ("/support/tickets/new", "help"),
        ("/help/article/12", "help"), ("/fr/service-client", "help"), ("/contactez-nous", "help"),
        ("/reclamation", "help"),
        ("/centre-aide", "help"),
        ("/retours", "return"), ("/returns/start", "return"), ("/remboursement", "return"), ("/order-return", "return"),
        ("/sav/demande", "return"),
        ("/mes-commandes/123/retour", "return"), ("/garantie", "return"), ("/account/orders/12/return", "return"),
        ("/resiliation", "leave"), ("/cancel-subscription", "leave"), ("/desabonnement", "leave"),
        ("/unsubscribe?id=1", "leave"),
        ("/compte/resilier", "leave"), ("/account/close", "leave"),
    ]

    private static let questions: [(String, String)] = [
        ("Comment avez-vous connu notre marque ?", "discover"), ("How did you hear about us?", "discover"),
        ("Où avez-vous entendu parler de nous ?", "discover"), ("What did you think of our advertising?", "discover"),
        ("Avez-vous trouvé ce que vous cherchiez sur notre site ?", "choose"),
        ("Did you find what you were looking for?", "choose"),
        ("Que pensez-vous des fiches produits ?", "choose"),
        ("How easy was it to find the product you wanted?", "choose"),
        ("La navigation sur le site est-elle claire ?", "choose"),
        ("How would you rate the choice of products?", "choose"),
        ("Comment s'est passée la création de votre compte ?", "account"), ("How easy was it to sign up?", "account"),
        ("Avez-vous rencontré des difficultés pour vous connecter ?", "account"),
        ("How easy was logging in to your account?", "account"),
        ("Comment s'est passée votre commande en ligne ?", "order"), ("How easy was it to place your order?", "order"),
        ("Qu'est-ce qui vous a empêché de finaliser votre panier ?", "order"),
        ("How was the checkout process?", "order"),
        ("Votre réservation s'est-elle bien déroulée ?", "order"),
        ("What stopped you from completing your purchase?", "order"),
        ("Le paiement s'est-il bien passé ?", "pay"), ("How easy was it to pay?", "pay"),
        ("Votre facture est-elle claire ?", "pay"),
        ("How satisfied are you with the payment options?", "pay"),
        ("Êtes-vous satisfait de la livraison de votre colis ?", "receive"),
        ("How satisfied are you with the delivery of your order?", "receive"),
        ("Comment s'est passé le retrait en magasin ?", "receive"), ("Did your parcel arrive on time?", "receive"),
        ("Que pensez-vous du délai de livraison ?", "receive"), ("How was your visit to the store?", "receive"),
        ("Êtes-vous satisfait de la qualité du produit reçu ?", "use"),
        ("How satisfied are you with the product quality?", "use"),
        ("Que pensez-vous de notre application mobile ?", "use"), ("How often do you use the app?", "use"),
        ("Votre demande a-t-elle été résolue par notre service client ?", "help"),
        ("How would you rate our customer service?", "help"),
        ("Le conseiller a-t-il répondu à vos attentes ?", "help"),
        ("Was your issue resolved by our support team?", "help"),
        ("Comment évaluez-vous votre appel avec notre conseiller ?", "help"),
        ("How easy was it to get the help you needed?", "help"),
        ("Comment s'est passé votre retour ?", "return"), ("How easy was it to return your item?", "return"),
        ("Le remboursement a-t-il été rapide ?", "return"),
        ("How satisfied are you with the refund process?", "return"),
        ("Pourquoi nous quittez-vous ?", "leave"), ("Why did you cancel your subscription?", "leave"),
        ("Quelle est la raison de votre résiliation ?", "leave"), ("Why are you leaving us?", "leave"),
    ]

    private func accuracy(_ rows: [(String, String)], _ kind: String, _ step: (String) -> String?) -> Double {
        let wrong = rows.filter { step($0.0) != $0.1 }
        for (text, expected) in wrong { print("\(kind): \(text) is \(step(text) ?? "–"), not \(expected)") }
        return 1 - Double(wrong.count) / Double(rows.count)
    }

    @Test func `at least nine pages and nine questions in ten are placed at their step`() throws {
        var linker = StepLinker(journeys: try journeys(), defaultSteps: [:])
        let pages = accuracy(Self.pages, "page") { linker.link(page: $0)?.step.step }
        #expect(pages >= 0.90)
        let questions = accuracy(Self.questions, "question") { question in
            var item = FeedbackItem(source: "shop", kind: .survey)
            item.verbatims = [Verbatim(field: "q", question: question, text: "x")]
            return linker.link(item, tags: [])?.step.step
        }
        #expect(questions >= 0.90)
        print("step accuracy: pages \(pages), questions \(questions)")
    }

    @Test func `every model maps each default step once, has both labels and touchpoints by channel`() throws {
        let set = try journeys()
        #expect(set.journeys.map(\.code) == ["retail", "acc", "funnel-fr", "jahia-5", "sitecore-4", "tofu"])
        for journey in set.journeys {
            for step in journey.steps {
                #expect(
                    !step.labels.fr.isEmpty && !step.labels.en.isEmpty && step.touchpoints.count >= 2, "\(step.code)")
                #expect(!step.match.fields.isEmpty)
            }
            guard !journey.isDefault else { continue }
            #expect(journey.steps.flatMap(\.maps).sorted() == set.main.steps.map(\.code).sorted(), "\(journey.code)")
        }
    }
}
