internal import Feedback
internal import Readers

/// Several reviews in one record, as scrapers save a product, a place or a hotel:
/// `[{"name": "Lyon", "rating": 4.2, "reviews": [{"text": …, "rating": 2}, …]}]`. Each review is read as a record of its
/// own, with the name, number, address and town of what it is about; the mean of all its reviews is left out.
struct NestedReviews {
    /// From the record to the list: `["reviews"]`, `["data", "reviews"]`; empty where the records are the reviews.
    private let path: [String]
    /// What all records of the document are about, where it says so beside them.
    private let subject: [(key: String, value: JSONValue)]

    /// - Returns: `nil` where each record is one review, or where nothing tells which of two lists holds the reviews.
    init?(_ shape: JSONShape) {
        if let path = Self.lists(in: shape).only {
            self.path = path
            subject = []
            return
        }
        guard Self.lists(in: shape).all.isEmpty, case .object(let path) = shape.kind, let list = path.last,
            Self.namesReviews(list), Self.mayBeReviews(shape.firstRecords.lazy.compactMap(\.object))
        else { return nil }
        self.path = []
        subject = Self.subject(of: shape.context, along: path.dropLast())
        guard !subject.isEmpty else { return nil }
    }

    /// The reviews of a record, each with what they are about; the record itself where it has none.
    func reviews(in record: JSONValue) -> [JSONValue] {
        guard let object = record.object else { return [record] }
        guard !path.isEmpty else { return [.object(adding(subject, to: object))] }
        let parents = path.dropLast().reduce(into: [object]) { $0.append($0.last?[$1]?.object ?? [:]) }
        guard let list = parents.last?[path.last ?? ""]?.array else {
            return Self.hasOwnText(object) ? [record] : []
        }
        let subject = parents.reversed().lazy.map(Self.subject).first { !$0.isEmpty } ?? []
        return list.map { $0.object.map { .object(adding(subject, to: $0)) } ?? $0 }
    }

    private func adding(_ subject: [(key: String, value: JSONValue)], to review: JSONObject) -> JSONObject {
        var review = review
        for (key, value) in subject where review[key] == nil { review[key] = value }
        return review
    }
}

// MARK: - Which list holds the reviews

extension NestedReviews {
    /// The lists in the records of the head that could each be reviews.
    static func lists(in shape: JSONShape) -> (all: [[String]], only: [String]?) {
        var all: [[String]] = []
        for record in shape.firstRecords.lazy.compactMap(\.object) where !hasOwnText(record) {
            for path in lists(in: record, under: []) where !all.contains(path) { all.append(path) }
        }
        let named = all.filter { path in path.last.map { namesReviews($0) } == true }
        return (named.isEmpty ? all : named, named.count == 1 ? named[0] : nil)
    }

    private static func lists(in record: JSONObject, under path: [String]) -> [[String]] {
        record.members.flatMap { member -> [[String]] in
            switch member.value {
            case .object(let inner) where path.isEmpty: lists(in: inner, under: [member.key])
            case .array(let elements): isList(elements, named: member.key) ? [path + [member.key]] : []
            default: []
            }
        }
    }

    /// Reviews have a text each and most a rating. Under another name than that of reviews, they are more than one.
    private static func isList(_ elements: [JSONValue], named name: String) -> Bool {
        // The texts of one response, as `voc export` writes them.
        guard name != "verbatims" else { return false }
        let objects = elements.prefix(8).compactMap(\.object)
        guard let first = objects.first, QuestionAnswer.all(in: elements).isEmpty else { return false }
        return mayBeReviews(objects) && (namesReviews(name) || elements.count > 1 && !first.isEmpty)
    }

    private static func mayBeReviews(_ objects: some Sequence<JSONObject>) -> Bool {
        var (hasText, hasRating) = (false, false)
        for object in objects.prefix(8) {
            JSONValue.object(object).visitLeaves { path, _ in
                let target = HeaderDictionary.meaning(ofHeader: path)?.target
                hasText = hasText || target == .verbatim
                hasRating = hasRating || target == .answer || HeaderWords(path).words.contains { ratings.contains($0) }
            }
        }
        return hasText && hasRating
    }

    private static let reviewNames: Set<String> = [
        "reviews", "review", "avis", "opinions", "testimonials", "temoignages", "bewertungen", "rezensionen",
        "opiniones", "resenas", "recensioni", "avaliacoes", "beoordelingen",
    ]
    private static let ratings: Set<String> = ["rating", "stars", "score", "note", "etoiles"]

    /// `reviews`, `avis_clients`, `reviewsData`; not `reviewsDistribution`.
    private static func namesReviews(_ name: String) -> Bool {
        let words = HeaderWords(name).words
        return words.count <= 3
            && words.contains { reviewNames.contains($0) }
    }

    /// A title or a description is what is reviewed.
    private static func hasOwnText(_ record: JSONObject) -> Bool {
        record.members.contains { member in
            // `reviews: 120` is how many there are.
            guard case .string(let text) = member.value, text.utf8.contains(where: \.isLetter) else { return false }
            return HeaderDictionary.meaning(ofHeader: member.key)?.target == .verbatim
                && !["title", "titre", "description", "summary"].contains(HeaderWords(member.key).words.last)
        }
    }
}

// MARK: - What the reviews are about

extension NestedReviews {
    /// The members a review is given, and what each of them means.
    static let known: [String: ColumnMapping] = [
        "about.name": ColumnMapping("about.name", to: .product, confidence: 1),
        "about.id": ColumnMapping("about.id", to: .segment, name: "product_id", confidence: 1),
        "about.url": ColumnMapping("about.url", to: .pageURL, confidence: 1),
        "about.city": ColumnMapping("about.city", to: .city, confidence: 1),
        "about.country": ColumnMapping("about.country", to: .country, confidence: 1),
        "about.brand": ColumnMapping("about.brand", to: .segment, name: "brand", confidence: 1),
    ]

    private static let names: [(key: String, members: [String])] = [
        (
            "about.name",
            [
                "name", "title", "displayName.text", "displayName", "product_name", "productName", "product_title",
                "productTitle", "hotel_name", "hotelName", "place_name", "placeName", "business_name", "businessName",
                "company_name", "companyName", "app_name", "appName", "etablissement", "établissement", "produit",
                "magasin",
                "nom", "titre", "place.name", "product.name", "business.name", "hotel.name", "location.name",
                "company.name", "product.title", "place.title", "place", "product", "hotel", "business",
            ]
        ),
        (
            "about.id",
            [
                "placeId", "place_id", "asin", "sku", "product_id", "productId", "hotel_id", "hotelId", "business_id",
                "locationId", "location_id", "appId", "app_id", "id", "_id", "place.placeId", "place.id", "product.sku",
                "product.id", "business.id", "hotel.id", "location.id",
            ]
        ),
        ("about.url", ["url", "link", "product_url", "productUrl", "location_link", "placeUrl", "webUrl", "website"]),
        ("about.city", ["city", "ville", "address.city", "address.addressLocality", "location.city"]),
        ("about.country", ["countryCode", "country_code", "country", "pays"]),
        ("about.brand", ["brand", "brand.name", "marque"]),
    ]

    private static func subject(of record: JSONObject) -> [(key: String, value: JSONValue)] {
        names.compactMap { key, members in
            members.lazy.compactMap { record[$0] ?? record.at($0) }.first { $0.string?.isEmpty == false }.map {
                (key, $0)
            }
        }
    }

    /// Around the list that a document is. What stands beside `data` is the document's own name, unless it has a number too.
    private static func subject(of context: JSONObject, along path: ArraySlice<String>) -> [(
        key: String, value: JSONValue
    )] {
        let around = path.reduce(into: [context]) { $0.append($0.last?[$1]?.object ?? [:]) }.map { subject(of: $0) }
        let named = around.last { $0.contains { $0.key == "about.name" } } ?? []
        let isOwn = context["name"] == nil && context["title"] == nil
        return named.count > 1 || isOwn || around.count > 1 && named.count == around.last?.count ? named : []
    }
}
