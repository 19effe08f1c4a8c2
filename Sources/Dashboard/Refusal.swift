import Feedback
import Hummingbird

/// A request that is not answered: why, and what to do, in the reader's language.
struct Refusal: Error, Hashable {
    var status: HTTPResponse.Status
    var what: Phrase
    var fix: Phrase

    init(_ status: HTTPResponse.Status, _ what: Phrase, _ fix: Phrase) {
        self.status = status
        self.what = what
        self.fix = fix
    }
}

// MARK: What a client gets wrong

extension Refusal {
    /// DNS rebinding: a page of another site that had its name point here would send that name.
    static let wrongHost = Refusal(
        .misdirectedRequest,
        Phrase(en: "this server does not answer to that host name", fr: "ce serveur ne répond pas à ce nom d'hôte"),
        Phrase(
            en: "Use the address voc serve printed, or start it with --allow-host NAME",
            fr: "Utilisez l'adresse affichée par voc serve, ou démarrez-le avec --allow-host NOM"))

    static let readOnly = Refusal(
        .methodNotAllowed, Phrase(en: "this server only reads", fr: "ce serveur ne fait que lire"),
        Phrase(en: "Use GET or HEAD", fr: "Utilisez GET ou HEAD"))

    static let noBody = Refusal(
        .contentTooLarge,
        Phrase(en: "this server takes no request body", fr: "ce serveur n'accepte pas de corps de requête"),
        Phrase(en: "Put the question in the query: ?since=30d", fr: "Mettez la question dans la requête : ?since=30d"))

    static let addressTooLong = Refusal(
        .uriTooLong,
        Phrase(
            en: "the address is longer than \(RequestLimits.addressBytes) bytes",
            fr: "l'adresse dépasse \(RequestLimits.addressBytes) octets"),
        Phrase(en: "Ask with fewer conditions", fr: "Posez moins de conditions"))

    static let noToken = Refusal(
        .unauthorized, Phrase(en: "the access token is missing or wrong", fr: "le jeton d'accès est absent ou faux"),
        Phrase(
            en: "Send Authorization: Bearer TOKEN, or the token as the password",
            fr: "Envoyez Authorization: Bearer JETON, ou le jeton comme mot de passe"))

    static let otherSite = Refusal(
        .forbidden, Phrase(en: "another site's page asked for this", fr: "la page d'un autre site a demandé ceci"),
        Phrase(en: "Open the address yourself", fr: "Ouvrez l'adresse vous-même"))

    static let noSuchPage = Refusal(
        .notFound, Phrase(en: "there is nothing at this address", fr: "rien à cette adresse"),
        Phrase(en: "Start from /", fr: "Partez de /"))

    static let unreadableQuery = Refusal(
        .badRequest,
        Phrase(en: "the query is not percent-encoded UTF-8", fr: "la requête n'est pas de l'UTF-8 encodé en %"),
        Phrase(en: "Encode it: é is %C3%A9", fr: "Encodez-la : é s'écrit %C3%A9"))

    static let queryTooLong = Refusal(
        .badRequest,
        Phrase(
            en: "the query has more than \(RequestLimits.parameters) parameters, or one over "
                + "\(RequestLimits.valueBytes) bytes",
            fr: "la requête a plus de \(RequestLimits.parameters) paramètres, ou l'un dépasse "
                + "\(RequestLimits.valueBytes) octets"),
        Phrase(en: "Ask with fewer conditions", fr: "Posez moins de conditions"))

    static func unknownParameter(_ name: String, known: [String]) -> Refusal {
        let list = known.joined(separator: ", ")
        return Refusal(
            .badRequest, Phrase(en: "no parameter is named '\(name)'", fr: "aucun paramètre « \(name) »"),
            known.isEmpty
                ? Phrase(en: "This address takes none", fr: "Cette adresse n'en prend pas")
                : Phrase(en: "Use one of \(list)", fr: "Utilisez l'un de : \(list)"))
    }

    static func repeated(_ name: String) -> Refusal {
        Refusal(
            .badRequest, Phrase(en: "'\(name)' is given twice", fr: "« \(name) » est donné deux fois"),
            Phrase(en: "Give it once", fr: "Donnez-le une fois"))
    }

    static func missing(_ name: String, for example: String) -> Refusal {
        Refusal(
            .badRequest, Phrase(en: "'\(name)' is missing", fr: "« \(name) » manque"),
            Phrase(en: "Write \(example)", fr: "Écrivez \(example)"))
    }

    static func badValue(_ value: String, of name: String, expected: String) -> Refusal {
        Refusal(
            .badRequest,
            Phrase(en: "'\(value)' is no value of '\(name)'", fr: "« \(value) » n'est pas une valeur de « \(name) »"),
            Phrase(en: "Give \(expected)", fr: "Donnez \(expected)"))
    }
}

// MARK: What goes wrong here

extension Refusal {
    static let busy = Refusal(
        .serviceUnavailable, Phrase(en: "too many questions at once", fr: "trop de questions à la fois"),
        Phrase(en: "Ask again in a few seconds", fr: "Reposez la question dans quelques secondes"))

    static let tooSlow = Refusal(
        .serviceUnavailable, Phrase(en: "the answer takes too long", fr: "la réponse est trop longue à calculer"),
        Phrase(en: "Ask about a shorter period", fr: "Demandez une période plus courte"))

    static let storeLocked = Refusal(
        .serviceUnavailable,
        Phrase(en: "another process holds the store", fr: "un autre processus occupe la base"),
        Phrase(en: "Ask again in a few seconds", fr: "Reposez la question dans quelques secondes"))

    static let unreadableStore = Refusal(
        .serviceUnavailable, Phrase(en: "the store cannot be read", fr: "la base ne peut pas être lue"),
        Phrase(en: "Check it on the server with: voc doctor", fr: "Vérifiez-la sur le serveur : voc doctor"))

    static let unexpected = Refusal(
        .internalServerError, Phrase(en: "something went wrong here", fr: "une erreur s'est produite ici"),
        Phrase(en: "See the server's log", fr: "Voyez le journal du serveur"))
}
