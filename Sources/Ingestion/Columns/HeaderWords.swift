internal import Feedback

/// A header as words, where programs write names: `consumer_displayName`, `reply.message`, `$session_id`, `dateAvis`.
struct HeaderWords {
    /// In the form ``comparableHeader(_:)`` gives, without articles.
    let words: [String]
    /// Whether a program wrote it: no blank in it, two words or more.
    let isIdentifier: Bool

    init(_ header: String) {
        let bytes = Array(Array(header.utf8).trimmed)
        let isOneWord = !bytes.contains { $0.isBlank } && bytes.count <= 120
        var parts: [[UInt8]] = [[]]
        for (index, byte) in bytes.enumerated() {
            let isCapital = (0x41...0x5A).contains(byte)
            let followsSmall = index > 0 && (0x61...0x7A).contains(bytes[index - 1])
            if !byte.isLetter, !byte.isDigit, byte < 0x80 {
                parts.append([])
            } else if isOneWord, isCapital, followsSmall {
                parts.append([byte])
            } else {
                parts[parts.count - 1].append(byte)
            }
        }
        let names = parts.map { comparableHeader(String(decoding: $0, as: UTF8.self)) }
        words = names.filter { !$0.isEmpty && !Self.articles.contains($0) }
        isIdentifier = isOneWord && words.count > 1
    }

    /// The words as a question would have them.
    var spaced: String { words.joined(separator: " ") }

    private func has(_ set: Set<String>) -> Bool { words.contains { set.contains($0) } }
    private var first: String { words.first ?? "" }
    private var last: String { words.last ?? "" }

    /// What the words together say of a column that no list names; of few words only, for a question is no name.
    var meaning: HeaderMeaning? {
        guard (2...7).contains(words.count) else { return nil }
        if isReply { return HeaderMeaning(target: .reply, rank: HeaderDictionary.replyRank) }
        if isWrittenInside { return HeaderMeaning(target: .reply) }
        if words.count <= 3, last == "ip" { return HeaderMeaning(target: .ipAddress, isPersonal: true) }
        if isPerson || isAgent { return HeaderMeaning(target: .ignore, isPersonal: true) }
        if let identity { return identity }
        guard isIdentifier else { return nil }
        if let tail { return tail }
        if isMoment {
            return HeaderMeaning(
                target: .createdAt, rank: !has(Self.firstMoments) ? 0 : words.contains("created") ? 1 : 2)
        }
        if isText { return HeaderMeaning(target: .verbatim) }
        return nil
    }

    /// "Total score", "rating_count": a figure about many, not what one customer gave.
    var isAggregate: Bool { has(Self.aggregates) }

    /// "Note moyenne", `avg_rating`, "Sentiment Score": worked out from what many gave, or from the text.
    var isWorkedOut: Bool { words.count <= 4 && has(Self.workedOut) }

    /// `friction_score`, "Niveau de frustration": the more, the worse.
    var isPain: Bool {
        words.count <= 3 && has(Self.pains)
            && (words.count == 1 || has(["score", "rating", "level", "note", "niveau", "index", "degree", "degre"]))
    }

    private static let pains: Set<String> = [
        "friction", "frictions", "pain", "severity", "gravite", "frustration", "irritation", "annoyance", "douleur",
        "difficulty", "difficulte", "stress", "penibilite", "complexity", "complexite", "dissatisfaction",
        "insatisfaction", "anger", "colere",
    ]

    /// `sat_globale`, `prix_sat`: how satisfied with what.
    var isSatisfaction: Bool {
        isIdentifier && words.count <= 4 && [first, last].contains { ["sat", "satis", "nsat"].contains($0) }
    }

    /// "Bounce rate", "Taux de conversion": how many did something, not how much they liked it.
    var isWebRate: Bool { words.count <= 5 && (last == "rate" || words.contains("taux")) && has(Self.deeds) }

    /// `place_rating`, "Hotel stars": perhaps what everybody together gives the place.
    var isAboutPlace: Bool { has(Self.places) }

    /// `review_rating`, "Reviewer stars": what one customer gave.
    var isAboutReview: Bool { has(["review", "reviewer", "user", "customer", "author", "avis"]) }

    /// "Translated review", `textTranslated`, "AI summary": another column's text in other words.
    var isRewriting: Bool {
        if words.count <= 4, has(["translated", "traduit"]) { return true }
        if words.count <= 2, has(["translation", "traduction"]) {
            return !has(["comment", "comments", "commentaire"])
        }
        return [
            ["rendered", "content"], ["renderedcontent"], ["ai", "summary"], ["resume", "ia"], ["texttranslated"],
        ].contains(words)
    }

    /// `comment_date_gmt`, `datetime_utc`: in universal time, wherever the export was made.
    var isUniversalTime: Bool { words.count > 1 && ["gmt", "utc"].contains(last) }

    /// "Date de réponse": of the customer in a survey, of the company beside reviews and tickets.
    var isDateOfReply: Bool {
        has(["reponse", "response", "reply", "replied", "answered", "repondu", "responded"])
    }

    /// "Closed Date", "Dernière modification", "Date limite", "Date of purchase": not when a customer wrote.
    var isOtherDate: Bool {
        has(Self.laterMoments)
            || has(["incident", "accident", "occurrence", "sinistre", "faits", "closeddate", "lastmodifieddate"])
            || has(["modification", "cloture", "limite", "limit", "purchase", "achat", "invitation", "resolution"])
    }

    /// "Date of purchase", "Date de naissance": of the product or person, not of a ticket.
    var isDateOfPurchaseOrBirth: Bool { has(["purchase", "purchased", "achat", "birth", "naissance", "warranty"]) }

    /// "First Response Time", "Time to Resolution": when the company did something.
    var isTimeOfAnswer: Bool { words == ["first", "response", "time"] || words == ["time", "to", "resolution"] }

    /// "Date responded", `answered_at`: in a survey, when a customer answered.
    var isDateOfAnswer: Bool {
        words.count <= 4 && has(["responded", "answered", "completed", "submitted", "repondu", "recorded"])
    }

    /// "Response date" beside "Survey date".
    var isDateOfResponse: Bool { ["response date", "date de reponse", "date reponse"].contains(spaced) }
    var isDateOfSurvey: Bool {
        ["survey date", "date de l enquete", "date d enquete", "date enquete", "date du questionnaire"].contains(spaced)
    }

    /// "Date sent", "Opened", `started_at`: in a survey, before a customer answered.
    var isDateBeforeAnswer: Bool {
        isDateOfInvitation || words.count <= 4 && has(["opened", "started", "begun", "created", "ouvert", "debut"])
    }

    /// "Date sent", "Surveyed at", "Date d'envoi": when a customer was asked.
    var isDateOfInvitation: Bool {
        words.count <= 4 && has(["sent", "invited", "invitation", "surveyed", "envoi", "envoye", "delivered"])
    }

    /// "Date avis", "Opened Date": when a customer wrote.
    var isDateOfWriting: Bool {
        has(Self.firstMoments)
            || has(["reclamation", "demande", "reception", "ouverture", "opened", "depot", "commande", "ouvert"])
    }

    /// `job_title`, "Movie title", `page_title`: what somebody is, or what is written about.
    var isTitleOfThing: Bool {
        words.count <= 4 && ["title", "titre"].contains(last)
            && words.dropLast().last.map(Self.titled.contains) == true
    }

    /// `author_title` of Outscraper: who wrote.
    var isTitleOfAuthor: Bool { words.count == 2 && last == "title" && ["author", "reviewer", "user"].contains(first) }

    /// `review_text`, `ownerResponse.text`, `helpful_votes`: names that only exports of reviews have.
    var marksReview: Bool {
        guard words.count <= 5 else { return false }
        if has(["review", "reviewer", "avis", "stars", "etoiles", "recommendationid"]) { return true }
        if first == "reviews", words.count > 1 { return true }
        if words.suffix(2) == ["star", "rating"] { return true }
        if first == "verified", ["purchase", "buyer", "achat"].contains(last) { return true }
        return has(["reply", "response", "answer", "reponse"]) && has(Self.reviewed) || isHelpfulVotes
    }

    /// `helpful`, `votes_helpful`, `reviews.numHelpful`, "Votes utiles": how many found a review of use.
    var isHelpfulVotes: Bool {
        words.count <= 4 && has(["helpful", "helpfulness", "unhelpful", "helpfulvotes", "helpfulcount", "utiles"])
            && words.allSatisfy { Self.helpful.contains($0) }
    }

    /// `listing_id`, "Clothing ID": which one, not how much.
    var isNumberOfThing: Bool {
        (2...4).contains(words.count) && (["id", "ids", "uuid"].contains(last) || words[0] == "id") || isPostCode
            || isCodeOrNumber
    }

    /// "Code magasin", `store_code`, "Room number", "N° de chambre".
    private var isCodeOrNumber: Bool {
        guard (2...4).contains(words.count) else { return false }
        if (first == "code" || last == "code"), !has(["score", "reponse", "response", "answer"]) { return true }
        return has(["room", "table", "chambre", "magasin", "store", "shop", "site", "branch", "agence", "bus", "ligne"])
            && (["number", "no", "nr", "num"].contains(last) || ["n", "no", "numero", "num"].contains(first))
    }

    /// "Code postal du domicile", `customer_zip_code`.
    private var isPostCode: Bool {
        guard words.count <= 6 else { return false }
        return has(["postcode", "zipcode"])
            || zip(words, words.dropFirst()).contains {
                ["code postal", "cd postal", "postal code", "zip code", "post code"].contains("\($0) \($1)")
            }
    }

    /// `product_id`, `asin`, "Store code", `os_version`: what names a product, version or place by its digits.
    var isCode: Bool {
        guard (1...4).contains(words.count) else { return false }
        if has(["product", "produit", "asin", "isbn", "sku", "ean", "gtin", "upc", "version", "firmware", "build"]) {
            return true
        }
        return words.count > 1 && has(["store", "app", "item", "listing", "place", "hotel", "magasin", "article"])
            && ["id", "code", "ref", "reference", "number", "no"].contains(last)
    }

    // MARK: What it names

    /// `responseFromOwnerText`, `reply_message`, "Réponse du marchand"; not when it was written, by whom, how often.
    private var isReply: Bool {
        guard isIdentifier || words.count <= 4, has(Self.replies) else { return false }
        guard !Self.notTexts.contains(last) || Self.replies.contains(last) else { return false }
        return has(["reply", "replies"]) && has(Self.texts) || has(Self.owners)
    }

    /// "Commentaire interne SAV", "Action corrective proposée": what the company writes for itself.
    private var isWrittenInside: Bool {
        words.count <= 4 && !Self.notTexts.contains(last)
            && zip(words, words.dropFirst()).contains { Self.insideTexts.contains("\($0) \($1)") }
    }

    private static let insideTexts: Set<String> = [
        "commentaire interne", "commentaires internes", "note interne", "notes internes", "remarque interne",
        "remarques internes", "observation interne", "observations internes", "suivi interne", "internal comment",
        "internal comments", "internal note", "internal notes", "internal remarks", "action corrective",
        "actions correctives", "mesure corrective", "mesures correctives", "corrective action", "corrective actions",
    ]

    private var isPerson: Bool {
        if isIdentifier, words.count <= 4, Self.phones.contains(last) { return true }
        let isName = [
            "name", "nom", "prenom", "nombre", "nome", "naam", "vorname", "nachname", "firstname", "lastname",
            "displayname",
        ]
        if isIdentifier, words.count <= 4, isName.contains(first) || isName.contains(last) { return has(Self.people) }
        return isName.contains(last) && has(["your", "votre", "ihr", "su", "seu", "uw"])
            || words.count <= 4 && first == "nom" && has(Self.people)
            || words.count == 2 && ["name", "handle"].contains(last) && Self.people.contains(first)
            || ["sender name", "sender full name", "sender profile image"].contains(spaced)
    }

    /// "Agent assigné", "Assigned to - Technician", "Nom de l'assigné": who works on a case, not which team or since when.
    private var isAgent: Bool {
        words.count <= 4 && has(["assigned", "assigne", "assignee", "assignees"])
            && !has([
                "group", "groupe", "team", "equipe", "at", "on", "date", "time", "queue", "department", "stations",
                "since",
                "minutes", "hours", "status", "count", "rating", "note", "satisfaction", "visit", "visite", "store",
                "magasin", "agence", "region", "boutique", "service", "site", "sector", "secteur", "task", "tache",
            ])
    }

    /// `customer.id`, "ID du répondant", "N° de commande", `conversation_id`: whose or what it is says where it goes.
    private var identity: HeaderMeaning? {
        guard words.count <= 5 else { return nil }
        let marks: Set<String> = [
            "id", "uuid", "no", "numero", "number", "identifiant", "num", "guid", "uid", "ref",
        ]
        let about: String
        if marks.contains(last) {
            about = words.dropLast().last { !["external", "internal", "unique"].contains($0) } ?? ""
        } else if marks.contains(first), first != "number" {
            about = words[1]
        } else {
            return nil
        }
        switch about {
        case "session", "visit", "visite": return HeaderMeaning(target: .sessionID)
        case "visitor", "visiteur", "anonymous", "distinct": return HeaderMeaning(target: .visitorID)
        case "order", "commande", "transaction", "booking", "reservation", "purchase":
            return HeaderMeaning(target: .orderID)
        case _ where Self.people.contains(about): return HeaderMeaning(target: .respondent, isPersonal: true)
        default: return Self.records.contains(about) ? HeaderMeaning(target: .id) : nil
        }
    }

    /// What the last words are known to mean: `context.sessionId`, `attributes.submittedAt`, `consumer_countryCode`.
    private var tail: HeaderMeaning? {
        for count in (2...3).reversed() where words.count > count {
            let name = words.suffix(count).joined(separator: " ")
            if let known = HeaderDictionary.known(name), known.target != .verbatim, known.metric == nil { return known }
        }
        guard Self.tails.contains(last), var known = HeaderDictionary.known(last) else { return nil }
        known.rank = 0
        return known
    }

    private var isMoment: Bool {
        let isDate = has(["date", "datetime", "timestamp", "fecha", "datum"])
        let isAt = ["at", "on", "utc"].contains(last) && has(Self.firstMoments)
        return (isDate || isAt) && !has(Self.laterMoments)
    }

    /// `customer_review`, `contenu_avis`, `feedbackText`: a text, and not a figure or a label about one.
    private var isText: Bool {
        guard !has(Self.notTexts), !has(Self.aggregates), !isTitleOfThing else { return false }
        return Self.texts.contains(last) || ["review", "avis", "opinion", "title", "titre"].contains(last)
            || ["commentaire", "contenu", "texte", "titre", "verbatim", "remarque"].contains(first)
    }

    // MARK: Words

    private static let titled: Set<String> = [
        "job", "author", "reviewer", "user", "product", "page", "post", "movie", "film", "book", "game", "app", "hotel",
        "place", "business", "item", "song", "video", "listing", "article", "article", "company", "store", "restaurant",
        "site", "website", "course", "event", "thread", "episode", "album", "location",
    ]
    private static let helpful: Set<String> = [
        "helpful", "helpfulness", "unhelpful", "not", "helpfulvotes", "helpfulcount", "vote", "votes", "count", "num",
        "number", "nb", "total", "review", "reviews", "found", "numerator", "denominator", "utiles", "yes", "no",
    ]
    /// Whose answers are answers to reviews.
    private static let reviewed: Set<String> = [
        "owner", "developer", "merchant", "host", "management", "hotel", "property", "business", "proprietaire",
        "hotelier", "etablissement", "seller",
    ]

    /// What a share of all visits or recipients did.
    private static let deeds: Set<String> = [
        "bounce", "exit", "conversion", "open", "opens", "click", "clicks", "clickthrough", "response", "responses",
        "engagement", "retention", "churn", "completion", "abandonment", "delivery", "unsubscribe", "rebond", "sortie",
        "sorties", "ouverture", "clic", "clics", "reponse", "retour", "abandon", "desabonnement",
    ]
    private static let articles: Set<String> = ["du", "de", "la", "le", "l", "d", "of", "the", "des", "del", "der"]
    private static let people: Set<String> = [
        "user", "customer", "client", "consumer", "reviewer", "author", "guest", "display", "full", "first", "last",
        "contact", "member", "patient", "utilisateur", "auteur", "respondent", "repondant", "participant", "teammate",
        "employee", "buyer", "acheteur", "person", "contributor", "requester", "demandeur", "subscriber", "passenger",
        "adherent", "panelist", "commenter", "creator", "caller", "appelant", "visitor", "kunden", "kunde", "cliente",
        "student", "learner", "trainee", "pupil", "resident", "passager", "voyageur", "apprenant",
        "eleve", "etudiant", "stagiaire", "locataire", "abonne", "assure", "beneficiaire", "membre", "usager",
        "visiteur",
        "usuario",
    ]
    private static let phones: Set<String> = ["phone", "telephone", "tel", "portable", "whatsapp", "gsm", "telefon"]
    private static let replies: Set<String> = ["reply", "replies", "response", "answer", "reponse", "antwort"]
    private static let owners: Set<String> = [
        "owner", "developer", "company", "business", "merchant", "seller", "brand", "vendor", "host", "management",
        "hotel", "entreprise", "marchand", "commercant", "hotelier", "restaurateur", "societe", "praticien", "marque",
        "vendeur", "proprietaire", "etablissement", "gerant", "dev",
        "magasin", "boutique", "restaurant", "conseiller", "sav",
        "enseigne", "partner", "inhaber", "manager", "property", "admin", "administration", "structure", "direction",
        "notre", "agence", "equipe",
    ]
    private static let texts: Set<String> = [
        "comment", "comments", "commentaire", "commentaires", "verbatim", "verbatims", "feedback", "contenu", "texte",
        "text", "remarque", "remarques", "suggestion", "suggestions", "message", "body", "content", "kommentar",
        "comentario", "opmerking", "commento",
    ]
    /// What makes a name that holds "comment" or "reply" something else than the text.
    private static let notTexts: Set<String> = [
        "id", "ids", "count", "date", "time", "at", "on", "url", "link", "type", "length", "lang", "language", "code",
        "score", "rating", "sentiment", "number", "nb", "nombre", "status", "category", "topic", "author", "by", "name",
        "label", "user", "likes", "video", "image", "images", "photo", "photos", "avatar", "version", "source",
        "tokens",
        "words", "word", "char", "chars", "langue", "format", "key", "hash", "edited", "color", "size", "flair", "kind",
        "state", "priority", "reply", "response", "reponse", "mime", "encoding", "locale", "note", "stars", "isedited",
        "answered", "since", "stations", "minutes", "hours", "delay", "enabled", "karma", "question", "titel",
        "permalink",
    ]
    private static let aggregates: Set<String> = [
        "total", "average", "avg", "mean", "moyenne", "weighted", "sentiment", "compound", "polarity", "subjectivity",
        "vote", "votes", "count", "counts", "num", "nb", "nombre", "reviews", "ups", "downs", "likes", "helpful",
        "confidence", "probability", "toxicity", "relevance", "trust", "recaptcha", "spam",
    ]
    private static let workedOut: Set<String> = [
        "average", "avg", "mean", "moyenne", "sentiment", "predicted", "compound", "polarity", "influencer",
        "max", "maximum", "maxi", "maximale",
    ]
    private static let places: Set<String> = [
        "place", "business", "hotel", "store", "shop", "restaurant", "listing", "product", "app", "movie", "book",
        "seller", "company", "venue", "location", "etablissement", "magasin", "produit",
    ]
    private static let records: Set<String> = [
        "response", "reponse", "review", "avis", "survey", "verbatim", "feedback", "ticket", "conversation",
        "submission", "comment", "commentaire", "record", "entry", "case", "message", "post", "tweet", "evaluation",
        "enquete", "questionnaire", "interview", "issue", "reclamation", "dossier", "demande", "event", "incident",
        "complaint", "plainte", "requete", "call", "appel", "chat", "claim", "request", "inquiry", "enquiry", "odi",
        "signalement",
    ]
    private static let firstMoments: Set<String> = [
        "created", "submitted", "posted", "published", "publication", "received", "completed", "review", "avis",
        "response", "reponse", "survey", "enquete", "soumission", "feedback", "comment", "commentaire", "creation",
        "publie", "rated", "answered",
    ]
    private static let laterMoments: Set<String> = [
        "updated", "update", "modified", "edited", "reply", "replied", "birth", "naissance", "due", "closed", "solved",
        "expired", "owner", "company", "business", "experienced", "experience", "end", "expiry", "maj", "last",
    ]
    /// Last words that mean the same whatever stands before them.
    private static let tails: Set<String> = [
        "email", "mail", "courriel", "rating", "stars", "nps", "csat", "ces", "verbatim", "language", "langue",
        "locale",
        "country", "pays", "city", "ville", "timestamp", "asin", "sku", "username", "nickname", "pseudo", "pseudonyme",
        "handle", "login",
    ]
}
