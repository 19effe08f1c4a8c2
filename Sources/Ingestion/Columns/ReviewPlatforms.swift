/// The platforms that a column of reviews names: "Google", "Booking.com".
struct ReviewPlatforms {
    /// As sources are called, each once.
    let names: Set<String>

    init(_ guesser: ColumnGuesser) {
        let columns = guesser.headers.indices.filter {
            Self.headers.contains(HeaderWords(guesser.headers[$0]).spaced)
        }
        let named = columns.lazy.compactMap { index -> Set<String>? in
            let values = guesser.profiles[index].values(atMost: 12)
            let known = values.map { $0.compactMap { Self.known[comparableHeader($0)] } } ?? []
            // "Website", "E-mail" beside them: where a survey came from.
            return known.isEmpty || known.count < values?.count ?? 0 ? nil : Set(known)
        }
        names = named.first ?? []
    }

    /// The only one, if there is but one.
    var only: String? { names.count == 1 ? names.first : nil }

    private static let headers: Set<String> = [
        "source", "platform", "plateforme", "site", "review source", "review platform", "source avis",
        "provider", "publisher", "source name", "review site", "source plateforme",
    ]

    private static let known: [String: String] = [
        "google": "google-reviews", "google maps": "google-reviews", "google my business": "google-reviews",
        "google business": "google-reviews", "google business profile": "google-reviews", "gmb": "google-reviews",
        "google reviews": "google-reviews", "avis google": "google-reviews",
        "trustpilot": "trustpilot", "trustpilot com": "trustpilot", "booking": "booking", "booking com": "booking",
        "tripadvisor": "tripadvisor", "trip advisor": "tripadvisor", "tripadvisor com": "tripadvisor",
        "yelp": "yelp", "amazon": "amazon", "amazon com": "amazon", "amazon fr": "amazon", "g2": "g2",
        "capterra": "capterra", "getapp": "getapp", "software advice": "software-advice", "glassdoor": "glassdoor",
        "indeed": "indeed", "expedia": "expedia", "hotels com": "hotels-com", "airbnb": "airbnb", "agoda": "agoda",
        "the fork": "thefork", "thefork": "thefork", "lafourchette": "thefork", "avis verifies": "avis-verifies",
        "verified reviews": "avis-verifies", "app store": "app-store", "apple app store": "app-store",
        "google play": "google-play", "google play store": "google-play", "play store": "google-play",
        "feefo": "feefo", "reviews io": "reviews-io", "yotpo": "yotpo", "bazaarvoice": "bazaarvoice",
        "powerreviews": "powerreviews", "steam": "steam", "foursquare": "foursquare", "opentable": "opentable",
        "doctolib": "doctolib", "pages jaunes": "pagesjaunes", "pagesjaunes": "pagesjaunes",
        "holidaycheck": "holidaycheck",
        "trusted shops": "trusted-shops", "kiyoh": "kiyoh", "metacritic": "metacritic", "imdb": "imdb",
        "societe des avis garantis": "avis-garantis", "avis garantis": "avis-garantis", "ekomi": "ekomi",
    ]
}
