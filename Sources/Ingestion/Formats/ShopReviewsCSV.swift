import Feedback
import Readers

/// Product reviews from the apps of online shops: Judge.me, Loox, Yotpo, Okendo, Stamped.
enum ShopReviewsCSV: VendorTable {
    static let name = "shop-reviews-csv"
    static let title = Phrase(
        en: "Product reviews of shop apps (Judge.me, Loox, Yotpo…)",
        fr: "Avis produits d'applications de boutique (Judge.me, Loox, Yotpo…)")
    static let family = FormatFamily.review
    static let sourceName = "shop-reviews"
    static let kind = FeedbackKind.review
    static let channel: String? = "web"
    static let timeZone: String? = "UTC"
    static let certainty = 0.92
    static let signatures: [Set<String>] = [
        ["body", "rating", "reviewer name", "product handle"], ["body", "rating", "reviewer email", "review date"],
        ["product handle", "rating", "author", "body"], ["review title", "review content", "review score"],
        ["reviewid", "producthandle", "body", "rating"], ["body", "rating", "product handle", "picture urls"],
    ]

    static func column(_ name: String) -> VendorColumn? {
        switch name {
        case "review id", "reviewid": .to(.id)
        case "title", "review title": .to(.verbatim, "title")
        case "body", "review content", "reviewmessage": .to(.verbatim, "review")
        case "rating", "review score": .stars
        case "review date", "created at", "datecreated", "review creation date", "date": .to(.createdAt)
        case "reviewer email", "email": .to(.email)
        case "product handle", "producthandle", "product sku": .to(.product)
        case "product title": .to(.segment, "product_title")
        case "reply", "comment content": .to(.reply)
        case "verified purchase": .to(.segment, "verified")
        case "variant": .to(.segment, "variant")
        case "isrecommended": nil
        case "md customer country": .to(.country)
        case "reviewer name", "author", "display name", "reviewer display name", "name", "picture urls", "photo url",
            "product url", "product id", "productid", "source", "published", "review status", "status", "location",
            "metaobject handle", "reply date", "sentiment", "curated":
            .ignored
        default: nil
        }
    }

    static func complete(_ plan: inout TablePlan, _ columns: VendorColumns) {
        plan.drop("unpublished", where: columns.index("published"), is: ["false", "no", "0"])
        for name in ["curated", "status", "review status"] {
            plan.drop("unpublished", where: columns.index(name), is: ["rejected", "unpublished"])
            plan.drop("spam", where: columns.index(name), is: ["spam"])
            plan.drop("deleted", where: columns.index(name), is: ["archived", "deleted", "trash"])
        }
    }
}
