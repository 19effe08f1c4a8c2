import Feedback

/// What an analytics event's name says happened: the names that the common trackers and tag plans use.
enum SessionEventNames {
    /// `"Product Added"`, `"add_to_cart"` and `"ajout-panier"` all give ``SessionEventKind/addToCart``.
    static func kind(of name: String) -> SessionEventKind? { kinds[key(of: name)] }

    /// Whether it says that a form was begun: `form_start`, `"Form Started"`, Snowplow's `change_form`.
    static func beginsForm(_ name: String) -> Bool { formStarts.contains(key(of: name)) }

    private static let formStarts: Set<String> = [
        "formstart", "formstarted", "startform", "startedform", "formbegin", "formbegun", "beginform",
        "forminteraction",
        "forminteracted", "changeform", "formchange", "formchanged", "debutformulaire", "formulairecommence",
    ]

    /// Lower case without blanks and punctuation: `"$add_to cart"` gives `"addtocart"`.
    private static func key(of name: String) -> String {
        var key: [UInt8] = []
        for byte in name.utf8 where byte >= 0x80 || byte.isLetter || byte.isDigit {
            key.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
        }
        return String(decoding: key, as: UTF8.self)
    }

    private static let kinds: [String: SessionEventKind] = {
        let names: [(SessionEventKind, String)] = [
            (.pageView, "pageview pageviewed page screen screenview view"),
            (.error, "exception error jserror javascripterror apierror paymenterror paymentfailed checkouterror crash"),
            (.notFound, "404 notfound pagenotfound error404"),
            (.rageClick, "rageclick rageclicks"),
            (.deadClick, "deadclick deadclicks"),
            (.form, "form formsubmit formsubmitted formsubmission generatelead signup contactformsubmitted"),
            (.formAbandon, "formabandon formabandoned formabandonment abandonform"),
            (
                .addToCart,
                "addtocart addedtocart productadded addtobasket addtobag cartadd itemaddedtocart ajoutpanier ajoutaupanier"
            ),
            (
                .checkout,
                "checkout begincheckout checkoutstarted startcheckout startedcheckout initiatecheckout initiatedcheckout "
                    + "checkoutstepviewed checkoutstepcompleted addshippinginfo addpaymentinfo paymentinfoentered paymentstarted "
                    + "debutcommande"
            ),
            (
                .purchase,
                "purchase purchased purchasecompleted ordercompleted completedorder ordercomplete orderplaced placedorder "
                    + "checkoutcompleted transaction paymentsucceeded ecommerceorder achat commandeconfirmee commandevalidee"
            ),
            (.goal, "goal goalconversion goalcompleted goalcompletion conversion objectif objectifatteint"),
            (.search, "search searched productssearched viewsearchresults sitesearch recherche"),
        ]
        var kinds: [String: SessionEventKind] = [:]
        for (kind, words) in names { for word in words.split(separator: " ") { kinds[String(word)] = kind } }
        return kinds
    }()
}

/// What a page's path says of the order, for sources that name no events.
enum SalesPages {
    /// A path that only a placed order leads to: `/commande/confirmation`, `/checkout/thank-you`.
    static func isConfirmation(_ path: String) -> Bool {
        let parts = segments(path)
        if parts.contains(where: { confirmations.contains($0) }) { return true }
        guard let thanks = parts.lastIndex(where: { thankYous.contains($0) }) else { return false }
        return parts[..<thanks].contains { orders.contains($0) }
    }

    /// A path that belongs to ordering, past the cart: `/paiement/3ds`, `/commande/livraison`.
    static func isCheckout(_ path: String) -> Bool {
        let parts = segments(path)
        if parts.contains(where: { checkouts.contains($0) }) { return true }
        guard let order = parts.firstIndex(where: { orders.contains($0) }) else { return false }
        return parts[order...].dropFirst().contains { orderSteps.contains($0) }
    }

    static func isCart(_ path: String) -> Bool { segments(path).contains { carts.contains($0) } }

    private static func segments(_ path: String) -> [String] {
        path.lowercased().split(separator: "/").prefix(12).map(String.init)
    }

    private static let confirmations: Set<String> = [
        "order-received", "order-confirmation", "order-confirmed", "commande-confirmee", "confirmation-commande",
        "checkout-success", "order-complete",
    ]
    private static let thankYous: Set<String> = [
        "confirmation", "confirmee", "success", "thank-you", "thankyou", "thanks", "merci", "complete",
    ]
    private static let orders: Set<String> = [
        "commande", "commander", "order", "checkout", "paiement", "payment", "panier", "cart",
    ]
    private static let checkouts: Set<String> = ["checkout", "paiement", "payment", "onepage", "caisse", "3ds"]
    private static let orderSteps: Set<String> = [
        "livraison", "adresse", "adresses", "recapitulatif", "paiement", "identification", "shipping", "delivery",
        "address",
        "review", "billing",
    ]
    private static let carts: Set<String> = ["panier", "cart", "basket", "bag"]
}
