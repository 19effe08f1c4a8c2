internal import Feedback

/// What a header is known to mean.
struct HeaderMeaning: Hashable {
    var target: TargetField
    var metric: AnswerKind?
    /// Whether the column names a person: it is then kept out of quarantine too.
    var isPersonal = false
    /// Among several columns of one target, the highest wins.
    var rank = 0
}

/// Column names in French and English, and the usual ones of neighbouring languages. Column names only: what customers
/// say is in `lexicons/`.
enum HeaderDictionary {
    /// - Parameter header: in the form ``comparableHeader(_:)`` gives.
    static func meaning(of header: String) -> HeaderMeaning? {
        if let known = names[header] { return known }
        // "Q3 Note NPS", "3. Commentaire", "Commentaire client (facultatif)"
        let stripped = header.split(separator: " ").drop { isNumbering($0) }.joined(separator: " ")
        return stripped != header ? names[stripped] : nil
    }

    /// The same of a header as the file has it, else of the words it is made of: `reply_message`, "Commentaire (2)".
    static func meaning(ofHeader header: String) -> HeaderMeaning? {
        if let field = salesforceField(header) { return meaning(ofHeader: field) }
        let name = comparableHeader(header)
        if let known = meaning(of: name) { return known }
        if let repeated = repeatedName(header, name) { return names[repeated] }
        if let member = memberOfReview(header) { return member }
        let words = HeaderWords(header)
        // `productName`, `reviewDate`.
        if words.isIdentifier, words.spaced != name, let known = names[words.spaced] { return known }
        return words.meaning
    }

    /// `NPS_SCORE__C` of Salesforce is "NPS SCORE": a field of one's own ends so.
    private static func salesforceField(_ header: String) -> String? {
        guard header.utf8.count > 3, header.hasSuffix("__c") || header.hasSuffix("__C") else { return nil }
        return header.dropLast(3).split(separator: "_").joined(separator: " ")
    }

    /// Whether a name that is left out means nothing else: not "Mobile", which may be a yes.
    static func namesNothingElse(_ header: String) -> Bool {
        !mayBeLabels.contains(comparableHeader(header))
    }

    private static let mayBeLabels: Set<String> = [
        "name", "nom", "nombre", "nome", "naam", "mobile", "portable", "phone", "telephone", "tel", "contact",
        "whatsapp", "telefon", "telefono", "telefoon", "address", "adresse", "civilite", "log work",
    ]

    /// The meaning of exactly this name.
    static func known(_ name: String) -> HeaderMeaning? { names[name] }

    /// The same of `author` for `reviews.author`, `review/author`.
    private static func memberOfReview(_ header: String) -> HeaderMeaning? {
        guard let start = ["reviews.", "reviews/", "review.", "review/"].first(where: header.hasPrefix) else {
            return nil
        }
        let member = header.dropFirst(start.utf8.count)
        guard let meaning = meaning(of: comparableHeader(String(member))) else { return nil }
        switch meaning.target {
        case .verbatim, .answer, .createdAt, .id, .respondent, .email, .language, .country, .city: return meaning
        case .ignore where meaning.isPersonal: return meaning
        default: return nil
        }
    }

    /// "commentaire" for the second column of that name, which is read as "Commentaire (2)".
    private static func repeatedName(_ header: String, _ name: String) -> String? {
        guard header.utf8.last == 0x29, let end = name.lastIndex(of: " "), Int(name[name.index(after: end)...]) != nil
        else { return nil }
        return String(name[..<end])
    }

    private static func isNumbering(_ word: Substring) -> Bool {
        let digits = word.utf8.first | 0x20 == 0x71 ? word.utf8.dropFirst() : word.utf8[...]
        return !digits.isEmpty && digits.allSatisfy(\.isDigit)
    }

    /// The entries of a list over several lines, separated by commas.
    private static func listed(_ list: String) -> [String] {
        list.split(separator: ",").map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
    }

    /// The lowest rank of what the company wrote to the customer, above what it wrote for itself.
    static let replyRank = 200

    private static let names: [String: HeaderMeaning] = {
        var names: [String: HeaderMeaning] = [:]
        func add(_ target: TargetField, personal: Bool = false, above rank: Int = 0, _ list: String) {
            let items = listed(list)
            for (index, name) in items.enumerated() where names[name] == nil {
                names[name] = HeaderMeaning(target: target, isPersonal: personal, rank: rank + items.count - index)
            }
        }
        func metric(_ kind: AnswerKind, _ list: String) {
            for name in listed(list) { names[name] = HeaderMeaning(target: .answer, metric: kind) }
        }
        metric(
            .nps,
            """
            nps, nps score, score nps, note nps, nps rating, net promoter score, likelihood to recommend, ltr,
            recommandation, note de recommandation, note recommandation, recommanderiez vous, would you recommend us,
            nps note, reco, probabilite de recommandation
            """)
        metric(
            .csat,
            """
            csat, satisfaction, satisfaction globale, note de satisfaction, note satisfaction, overall satisfaction,
            sat, csat score, score csat, satisfaction score, satisfaction rating, niveau de satisfaction, satisfaction
            client, customer satisfaction, osat, overall sat, zufriedenheit, satisfaccion, satisfacao, soddisfazione,
            tevredenheid, conversation rating, ticket satisfaction rating, ticket satisfaction score, csat rating, happiness
            rating, survey results, resultats de l enquete, satisfaction note
            """)
        metric(
            .ces,
            """
            ces, ces score, score ces, customer effort score, effort client, effort, effort score, score d effort,
            note d effort, facilite, ease, ease of use, niveau d effort
            """)
        metric(
            .rating,
            """
            rating, ratings, stars, star, etoiles, etoile, note, notes, score, mood, star rating, stars rating, note
            globale, evaluation, review rating, sterne, bewertung, calificacion, puntuacion, valoracion, estrellas, avaliacao,
            estrelas, valutazione, stelle, voto, beoordeling, cijfer, sterren, overall, overall rating, overall experience, experience globale, overall impression,
            impression generale, overall score, appreciation globale, note sur 5, note sur 10, nb etoiles, nombre d
            etoiles, note client, review score, reviews rating, user rating, grade, note generale, note avis, stars
            count, star count, stars number, number of stars, num stars, nb stars, nb d etoiles, nbre etoiles, nombre etoiles, star number, liked
            """)
        add(
            .id,
            """
            response id, responseid, review id, reviewid, reviews id, id reponse, id de la reponse, id de reponse, id avis, id de l
            avis, identifiant, id, uuid, unique id, uniq id, uniqueid, no reponse, no avis, survey response id, submission id, ticket id, id ticket, no ticket, feedback
            id, feedback uuid, n obs, no obs, noobs, record id, recordid, unit id, reponse id, tweet id, post id, comment id,
            entry id, numero de reponse, no de reponse, id verbatim, issue
            key, cle de ticket, cle du ticket, id str, objectid, object id, respid, resp id
            """)
        add(
            .createdAt,
            """
            responded at, date responded, responded, answered at, date answered, submitted at, submit date, submission date, date received, date filed, date complaint filed, createddate, submission time, date de soumission, completion time, heure de
            fin, completed at, recorded date, recordeddate, response date, date de reponse, date reponse, date de la
            reponse, created at, createdat, created, creation date, date creation, date de creation, review date, date
            avis, date de l avis, date d avis, date du commentaire, horodateur, horodatage, timestamp, date and time,
            date et heure, date heure, datetime, date time, date, date enreg, date saisie, date de saisie, date de
            publication, published at, posted at, review submit date and time, tweet created, time, at, jour, day,
            last judgment at, reviews date, date publication, date enquete, date depot, date de depot, date du retour,
            date reclamation, date de reclamation, date de la reclamation, date de reception, date reception, date
            de la demande, date demande, date d ouverture, date ouverture, ouvert le, opened date, date opened, opened at,
            opening date, opened, date d ajout, response received, date de depot de la demande, cree, cree le, survey date, feedback date, date feedback, fecha, fecha y hora, datum, data, data e hora, data ora, fecha de
            envio, eingereicht am, published on, published, posted on, date posted, date published, date submitted, review time
            """)
        add(
            .email, personal: true,
            """
            email, e mail, mail, email address, adresse email, adresse e mail, adresse mail, courriel, recipient
            email, adresse de messagerie, customer email, email client, user email, adresse electronique,
            recipientemail, reviewer email, e mail address, contact email, correo electronico, direccion de correo
            electronico, e mail adresse, e mailadresse, indirizzo email, indirizzo e mail, endereco de e mail, e mailadres
            """)
        add(
            .respondent, personal: true,
            """
            customer id, client id, id client, no client, numero client, numero de client, code client, customer
            number, user id, userid, id utilisateur, member id, contact id, no contact, respondent id, respondentid,
            person id, contactid, repondant, respondent, participant, participant id, no repondant, no participant, external reference, account id, loyalty id, no adherent, carte de
            fidelite, no carte fidelite, reviewer id, reviewerid, author id, panelist id, customer, user name,
            username, author, auteur, pseudo, pseudonyme, reviewer, reviewer name, nom d utilisateur, reviews
            username, display name, handle, login, nickname, screen name, token, compte, utilisateur, user, author name,
            requester, demandeur, demandeur demandeur, client, reporter, rapporteur, creator, interlocuteur, titulaire,
            patient, adherent, locataire, usager, from user id str, from user id, from user
            """)
        add(
            .ignore, personal: true,
            """
            name, nom, prenom, first name, last name, firstname, lastname, full name, nom complet, nom client, nom du
            client, prenom client, customer name, phone, phone number, telephone, tel, portable, mobile, no telephone,
            numero de telephone, adresse, address, adresse postale, street address, your address, votre adresse, address line 1,
            address line 2, adresse 1, adresse 2, signature, latitude,
            longitude, location latitude, location longitude, lat, lng, lon, locationlatitude, locationlongitude, locationaccuracy,
            date de naissance, date of birth, birthday, civilite, nom prenom, prenom nom, nom et prenom, recipient
            last name, recipient first name, recipientlastname, recipientfirstname, surname, nom de famille, iban,
            nir, numero de securite sociale, your name, votre nom, votre prenom, contact, contact number, whatsapp,
            nom nom de famille, name last, name first, name middle, nom de naissance, civilite nom, case owner,
            nombre, apellido, apellidos, vorname, nachname, telefon, telefonnummer, telefono, nome, cognome, naam,
            telefoon, geburtsdatum, geboortedatum, fecha de nacimiento, data di nascita, log work, created by, created by
            name, opened by, submitted by, reported by, cree par, ouvert par, saisi par, associated contact, associated
            contacts, contact associe, assignee, assignee id, assignee name, assigned to, assigned agent, agent assigned,
            assigned operator, agent name, owner name, ticket owner, proprietaire du ticket, teammate assigned, assigne a,
            affecte a, attribue a, attribue a technicien, response by, responded by, resolved by, closed by, updated by,
            resolu par, ferme par, cloture par, suppliedname, supplied name, creator id, creator name, project lead,
            project lead id, watchers, watchers id, agent email, assignee email
            """)
        add(
            .ignore,
            """
            browser window size, window size, taille de la fenetre du navigateur, viewport, viewport size,
            zufallsstartwert
            """)
        add(
            .ignore,
            """
            ownerid, owner id, isdeleted, is deleted, createdbyid, created by id, lastmodifiedbyid, last modified by id,
            systemmodstamp, lastvieweddate, lastreferenceddate, recordtypeid, record type id
            """)
        add(
            .segment,
            """
            company, company name, entreprise, organization, organisme, employeur, employer, societe, nom de la societe, nom societe, nom de l entreprise, nom de votre
            entreprise, votre entreprise, votre societe, your company, raison sociale, organization name, organisation
            name, code postal, votre code postal, postal code, zip, zip code, zip postal code, postcode, job title, votre fonction,
            your job title, votre etablissement, nom de votre etablissement, fonction, poste occupe, votre poste, intitule de poste,
            fonction occupee, structure, structure service, service structure, votre structure, nom de la structure, organisme structure, service, votre
            service, direction service, etablissement, nom de l etablissement, profession, votre profession, metier, votre metier, occupation,
            job role, your role, your profession, department, your department, departement service
            """)
        add(
            .ipAddress, personal: true,
            """
            ip, ip address, adresse ip, ipaddress, ipaddr, ip addr, client ip, user ip, remote ip, remote addr, x forwarded for, ip
            adresse, direccion ip, indirizzo ip, endereco ip, ip adres
            """)
        add(
            .language,
            """
            language, langue, lang, locale, user language, userlanguage, reviewer language, start language, langue de
            depart, langue client, sprache, idioma, lingua, taal
            """
        )
        add(.country, "country, pays, country code, code pays, land, paese")
        add(.city, "city, ville, town, commune, location city, stadt, ciudad, cidade, citta, plaats")
        add(.device, "device, appareil, terminal, device type, type d appareil, device model")
        add(.browser, "browser, navigateur, user agent")
        add(
            .product,
            """
            product, produit, product name, nom du produit, nom produit, product id, sku, ean, asin, asins, isbn, isbn 10, isbn 13,
            gtin, upc, article, package
            name, app name, app id, reference produit, ref produit, product title, modele, model
            """)
        add(
            .appVersion,
            """
            app version, app version name, version, version de l application, version app, reviewcreatedversion,
            appversion
            """
        )
        add(
            .pageURL,
            """
            page url, url de la page, page, url, referrer, referer, url referente, url page, source url, landing page,
            page web, q url
            """
        )
        add(
            .sessionID,
            """
            session id, sessionid, id session, id de session, session, identifiant de session, recording id, visit id,
            id visite, ga session id, gasessionid, contentsquare session id
            """)
        add(
            .visitorID,
            """
            visitor id, visitorid, id visiteur, anonymous id, ga client id, gaclientid, cookie id, distinct id,
            visitor, visiteur, user pseudo id, ga cid
            """)
        add(
            .orderID,
            """
            order id, orderid, order number, order no, commande, no commande, numero de commande, numero commande, id
            commande, ref commande, reference commande, reference de commande, transaction id, order, order reference,
            no de commande, bestellnummer, numero de pedido, numero ordine, ordernummer, booking id, reservation, no reservation, numero de reservation
            """)
        add(
            .replayURL,
            "replay url, replay, session replay, recording url, lien replay, url replay, replay link, lien de replay")
        add(.consent, "consent, consentement, opt in, optin, gdpr consent, rgpd, accord rgpd, consentement rgpd")
        add(
            .channel,
            """
            channel, canal, distribution channel, distributionchannel, canal de distribution, canal de contact, media,
            source canal
            """
        )
        add(
            .touchpoint,
            "touchpoint, touch point, point de contact, etape, etape du parcours, journey step, moment, step, parcours")
        add(
            .reply, above: replyRank,
            """
            developer reply text, reply, reply text, replycontent, suivis, owner response, response from owner, company reply,
            reponse de l entreprise, reponse du marchand, reponse entreprise, reponse marchand, reponse marque,
            merchant reply, reponse du service client, reponse proprietaire, seller response, reponse apportee, reply
            content, developer response, company response, business response, business reply, management response,
            property reply, property response, service reply, product reply, client response, admin reply, public
            reply, public response, merchant comment, merchant comments, agent reply, agent response, agent answer,
            support reply, hotelier response, replies, reponse apportee au client, reponse agent, reponse sav,
            reponse de l agent, reponse de l administration, reponse administration, reply from agoda, antwort des
            inhabers, respuesta del propietario, risposta del proprietario
            """)
        // What the company wrote for itself counts as its reply only where it wrote nothing to the customer.
        add(
            .reply,
            """
            last agent message, dernier message agent, agent comment, agent comments, case comments, comments and work
            notes, close notes, resolution notes, resolution, solution, solution solution, commentaire du sav,
            commentaire sav, commentaires conseiller, suite donnee, suites donnees, traitement, actions menees, action
            engagee, actions engagees, action s engagee s, compte rendu, commentaire du conseiller, commentaire
            manager, manager comment, csm notes, plan d action, plan d actions, action plan, action corrective,
            actions correctives, corrective action, corrective actions, mesure corrective, mesures correctives, action
            menee, action prise, actions prises, action taken, actions taken, observations du service, compte rendu
            d appel, follow up notes, follow up note, follow up action, follow up actions, suivi sav, suivi du sav,
            suivi interne, suivi dossier, suivi du dossier, suivi reclamation, internal note, internal notes, internal
            comment, internal comments, internal remarks, work notes, note interne, notes internes, commentaire
            interne, commentaires internes, remarque interne, remarques internes, observation interne, observations
            internes, commentaire conseiller, commentaire agent, agent note, agent notes, case note, case notes, staff
            note, staff notes
            """)
        add(
            .verbatim,
            """
            verbatim, verbatims, comment, comments, commentaire, commentaires, avis, review, reviews, review text,
            reviewtext, texte de l avis, texte avis, text, texte, message, messages, feedback, remarque, remarques,
            suggestion, suggestions, content, contenu, contenido, conteudo, contenuto, body, review body, description, raison, pourquoi, why, reason,
            reviews text, commentaire client, customer comment, customer comments, open text, texte libre, commentaire
            libre, free text, reponse ouverte, tweet, full text, opinion, retour, retour client, review content,
            review title, title, titre, titre de l avis, summary, subject, sujet, objet, observation, observations,
            motif d insatisfaction, points forts, points faibles, points positifs, points negatifs, pros, cons,
            avantages, inconvenients, vorteile, nachteile, ventajas, desventajas, caption, post, consumer complaint narrative, transcript,
            chat transcript, reclamation, ameliorations, amelioration, avis client, comentario,
            comentarios, opiniones, resena, titulo, kommentar, kommentare, anmerkung, anmerkungen, bewertungstext, rezension,
            titel, commento, commenti, recensione, titolo, opmerking, opmerkingen, avaliacao texto, vos suggestions,
            rating remark, rating comment, satisfaction comment, csat comment, nps comment, survey comment, score comment,
            commentaire satisfaction, commentaire de satisfaction, titre du commentaire, titre commentaire, first message, premier message, ticket name
            """)
        return names
    }()
}

extension Optional<UInt8> {
    fileprivate static func | (left: UInt8?, right: UInt8) -> UInt8 { (left ?? 0) | right }
}

/// What a whole question asks for, by the words in it.
struct QuestionWording {
    let header: String
    /// The highest grade of "Note (/4)".
    private let outOf: Int?

    init(_ header: String) {
        self.header = " \(comparableHeader(header)) "
        outOf = Self.outOf(header)
    }

    private static func outOf(_ header: String) -> Int? {
        let bytes = Array(header.utf8)
        guard let slash = bytes.lastIndex(of: 0x2F), slash == 0 || !bytes[slash - 1].isDigit else { return nil }
        let digits = bytes[(slash + 1)...].drop { $0 == 0x20 }.prefix { $0.isDigit }
        return digits.count <= 3 ? Int(String(decoding: digits, as: UTF8.self)) : nil
    }

    private func hasAny(_ words: [String]) -> Bool { words.contains { header.contains($0) } }

    var asksRecommendation: Bool {
        hasAny([
            " recommand", " recommend", " nps ", " conseilleriez ", " conseiller nos", " recomend", " recomienda",
            " recomiende", " weiterempf", " empfehl", " consiglier", " raccomand", " aanbeve", " aanraden",
        ])
    }
    var asksSatisfaction: Bool {
        hasAny([" satisf", " csat ", " content de", " contente de", " zufrieden", " soddisf", " tevreden"])
    }
    var asksEase: Bool {
        // "Facilities" of a hotel are no ease.
        hasAny([
            " facile", " facilite ", " facilitat", " facilitad", " facilitou", " faciliter ", " easy ", " easily ",
            " easier ", " ease of", " simple de", " simplicite", " facil ",
            " einfach ", " leicht ", " gemakkelijk ", " makkelijk ",
        ])
    }
    var asksEffort: Bool { hasAny([" effort", " esfuerzo", " esforco", " aufwand ", " sforzo", " moeite "]) }
    var asksGrade: Bool {
        hasAny([
            " note ", " notez ", " noter ", " rate ", " rating ", " echelle ", " scale ", " etoiles ", " stars ",
            " evaluez ",
            " evalueriez ", " how would you rate", " score ", " puntu", " calific", " valoracion", " nota ", " avali",
            " bewert", " sterne ", " punkte ", " skala ", " escala ", " estrellas ", " voto ", " valut", " cijfer ",
            " beoordel", " punteggio ",
        ])
    }
    var asksWords: Bool {
        namesComment
            || hasAny([
                " pourquoi", " why ", " commentair", " comments ", " improve", " amelior", " suggestion", " remarque",
                " precise",
                " specify", " open ended",
                " dites nous", " tell us", " que pourri", " raison", " reason", " what could", " decrivez", " describe",
                " explain", " expliqu",
                " autre chose", " anything else", " a ajouter", " to add", " avis ", " verbatim", " feedback",
                " qu est ce qui", " what made",
                " what do you", " what did you", " elaborate", " message", " text ", " warum ", " wieso ", " por que ",
                " kommentar", " anmerkung", " verbesser", " vorschla", " mejorar", " suger", " perche ", " waarom ",
                " opmerking", " verbeter", " melhorar", " opinion", " begrund",
            ])
    }

    /// "Comment": not the French "how" of "Comment nous avez-vous connus ?".
    private var namesComment: Bool {
        let words = header.split(separator: " ")
        return words.indices.contains { index in
            words[index].hasPrefix("comment") && !words[index].hasPrefix("commentai")
                && !(words[index] == "comment" && Self.asksHow(words[(index + 1)...]))
        }
    }

    /// "nous avez-vous connus", "procédez-vous pour payer".
    private static func asksHow(_ rest: ArraySlice<Substring>) -> Bool {
        guard let next = rest.first else { return false }
        let pronouns: Set<Substring> = ["vous", "nous", "tu", "il", "elle", "on", "ils", "elles"]
        return afterHow.contains(next) || rest.dropFirst().first.map(pronouns.contains) == true
    }

    private static let afterHow: Set<Substring> = [
        "nous", "vous", "avez", "aviez", "etes", "est", "etait", "sont", "s", "se", "c", "ca", "cela", "evaluez",
        "evalueriez", "jugez", "jugeriez", "qualifiez", "qualifieriez", "trouvez", "trouveriez", "notez", "noteriez",
        "decririez", "percevez", "estimez", "as", "tu", "t", "souhaitez", "preferez", "utilisez", "avons",
    ]

    /// Whether the very name is that of a free text.
    var asksOwnWords: Bool {
        namesComment
            || hasAny([
                " commentaire", " verbatim", " remarque", " suggestion", " feedback ", " kommentar", " comentario",
                " precisez", " why ", " pourquoi ", " texte libre", " open ended",
            ])
    }

    /// Whether it can be answered in words only, whatever most answer: "Non", "RAS".
    var asksOpenly: Bool {
        asksOwnWords || asksImpression
            || hasAny([
                " anything else", " autre chose", " a ajouter", " to add", " improve", " amelior", " tell us",
                " dites nous", " pourquoi", " manque ", " missing", " confus", " observation", " complement",
            ])
    }

    /// What was good or bad, in one's own words: "Points forts", "Ce qui pourrait être amélioré", "Best thing".
    var asksImpression: Bool {
        hasAny([
            " points forts", " points faibles", " points positifs", " points negatifs", " points a ameliorer",
            " point fort", " point faible", " axes d amelioration", " pourrait etre ameliore", " a ameliorer",
            " ce que vous avez ", " ce qui vous a ", " vous a plu", " vous a deplu", " deplu", " could we improve",
            " could be improved", " to improve", " best thing", " worst thing", " like best", " like most",
            " like least", " did you like", " did you dislike", " strong points", " weak points", " a changer",
        ])
    }

    /// "Quel niveau d'effort avez-vous dû fournir ?": the more, the worse.
    var asksAmountOfEffort: Bool {
        !asksEase
            && hasAny([
                " effort avez vous", " effort did you", " how much effort", " quel niveau d effort",
                " combien d effort",
                " effort a ete", " effort vous a", " quel effort", " efforts avez vous", " niveau d effort",
                " effort percu", " effort ressenti", " effort fourni", " effort requis", " perceived effort",
                " effort level", " level of effort", " amount of effort", " effort required",
            ]) || header == " effort "
    }

    /// The highest of the numbers that scales end with.
    var highestNumber: Int? {
        header.split(separator: " ").compactMap { Int($0) }.filter { [5, 7, 10].contains($0) }.max()
    }

    /// The scale whose numbers the question explains.
    var labelledScale: LabelledScale? { LabelledScale(header) }

    /// The scale a question names: "de 0 à 10", "1-5", "sur 10", "(0 to 10)", "/4".
    var namedScale: ClosedRange<Int>? {
        let words = header.split(separator: " ")
        for index in words.indices.dropLast(1) {
            guard let low = Int(words[index]), low <= 1 else { continue }
            for next in words[(index + 1)...].prefix(2) {
                if let high = Int(next), [3, 4, 5, 6, 7, 10, 20, 100].contains(high) { return low...high }
                if !["a", "to", "et", "through", "and", "bis", "tot", "al", "y"].contains(next) { break }
            }
        }
        for (word, next) in zip(words, words.dropFirst()) where word == "sur" {
            if let high = Int(next), let scale = Self.scale(outOf: high) { return scale }
        }
        return outOf.flatMap(Self.scale(outOf:))
    }

    private static func scale(outOf high: Int) -> ClosedRange<Int>? {
        [3, 4, 5, 6, 7, 10, 20, 100].contains(high) ? (high <= 7 ? 1 : 0)...high : nil
    }
}
