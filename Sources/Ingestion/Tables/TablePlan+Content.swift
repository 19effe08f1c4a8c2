internal import Feedback

/// What follows from the columns together, where no vendor is known.
extension TablePlan {
    /// The kind of the items, and the rows to leave out.
    func withKindByContent() -> TablePlan {
        var plan = self
        plan.kind = kindByContent ?? kind
        TicketTable.complete(&plan)
        if let platform { plan.name(platform) }
        SteamTable.complete(&plan)
        WordPressComments.complete(&plan)
        if plan.mapping.kind == .survey { plan.mapping.kind = plan.kind }
        plan.dropUnpublished()
        plan.dropUnfinished()
        plan.dropReposts()
        plan.dropCompanyWords()
        SoSciSurvey.dropDrafts(&plan)
        DrupalWebform.dropDrafts(&plan)
        plan.findMails()
        return plan
    }

    /// Stars and a text without any survey question are reviews.
    private var kindByContent: FeedbackKind? {
        // A question about reviews is none of a review.
        let columns = mapping.columns.map(\.column).filter { !$0.utf8.contains(0x3F) }
        let names = columns.map { " \(comparableHeader($0)) " }
        func has(_ words: String...) -> Bool { names.contains { name in words.contains { name.contains(" \($0) ") } } }
        if has("review", "reviews", "reviewer", "reviewers", "avis", "stars", "etoiles") || isOfReviewMembers(columns) {
            return .review
        }
        if has("tweet", "retweet") || hasWord("retweet", "retweets", "retweeted") { return .social }
        let marks = names.count { Self.ticketMarks.contains(String($0.dropFirst().dropLast())) }
        if has("ticket", "issue key", "case number", "conversation rating") || marks > 1 { return .support }
        if isOfComments { return .social }
        let isOfReviews =
            hasExactly("pros", "cons") || hasExactly("store", "rating", "version")
            || hasExactly("listing id", "comments") || hasExactly("author", "rating", "text")
            || hasExactly("rating", "comment", "product id") || hasExactly("rating", "comment", "product slug")
            || hasExactly("rating", "comment", "verified")
        return isOnReviewPlatform || isOfReviews ? .review : nil
    }

    /// `reviewText`, `ownerResponse.text`, `helpful_votes`: whatever the text is called.
    private func isOfReviewMembers(_ columns: [String]) -> Bool {
        columns.contains { name in
            let words = HeaderWords(name)
            return words.marksReview
                && (words.isIdentifier || words.isHelpfulVotes || words.words.first == "verified")
        }
    }

    private func hasExactly(_ names: String...) -> Bool {
        let all = Set(headers.map { HeaderWords($0).spaced })
        return names.allSatisfy(all.contains)
    }

    /// Gives the items the name of their source, unless the mapping has another.
    mutating func name(_ name: String) {
        if mapping.source == source || mapping.source == nil { mapping.source = name }
        source = name
    }

    /// What networks say of a post or comment, beside its text.
    private var isOfComments: Bool {
        guard mapping.columns.contains(where: { $0.target == .verbatim }) else { return false }
        let names = Set(headers.map { HeaderWords($0).spaced })
        let isOfNetworks = !names.isDisjoint(with: ["reseau", "reseau social", "social network", "network"])
        // What tools that watch networks and the press add to each mention.
        let isWatched =
            !names.isDisjoint(with: ["reach", "portee", "impressions", "audience", "potential reach"])
            && !names.isDisjoint(with: ["tone", "tonalite", "sentiment", "tonality"])
        return isWatched || !names.isDisjoint(with: Self.postMarks)
            || isOfNetworks && !names.isDisjoint(with: ["profil", "profile", "auteur", "author"])
    }

    private static let postMarks: Set<String> = [
        "likes count", "like count", "digg count", "video id", "cid", "parent id", "created utc", "permalink",
        "subreddit",
        "num comments", "comms num", "upvote ratio", "reply to cid", "story id", "in reply to status id str",
        "in reply to user id str", "reply count", "comment likes", "video title", "is reply", "from user id str",
        "is submitter", "name click to view profile",
        "post type id", "j aime", "mentions j aime", "nombre j aime",
    ]

    private func hasWord(_ words: String...) -> Bool {
        headers.contains { header in HeaderWords(header).words.contains { words.contains($0) } }
    }

    private static let ticketMarks: Set<String> = [
        "priority", "priorite", "assignee", "assigned to", "assigne a", "assigned agent", "agent", "agent name",
        "requester", "demandeur", "case number", "case owner", "resolution time", "first response time",
        "first reply time", "mailbox", "queue", "issue type", "closed at", "solved at", "resolved at", "closed date",
        "resolved date", "date de cloture", "sla", "assignment group", "severity", "urgency", "urgence",
        "numero de dossier", "casenumber", "ticketid", "ticket no", "isclosed", "closeddate", "complaint id",
    ]

    private static let yes: Set<String> = ["true", "1", "yes", "oui", "vrai"]
    private static let unpublished: Set<String> = [
        "rejected", "refused", "unpublished", "removed", "deleted", "spam", "draft", "hidden", "refusé", "refuse",
        "rejeté", "rejete", "supprimé", "supprime", "non publié", "non publie", "brouillon", "masqué",
    ]

    /// Reviews that were never shown to anybody are left out. The refused case of a ticket is one to keep.
    private mutating func dropUnpublished() {
        for (index, header) in headers.enumerated() {
            switch comparableHeader(header) {
            case "moderation status", "review status", "statut de moderation", "statut moderation", "statut de l avis",
                "statut avis", "publication status", "statut de publication":
                drop("unpublished", where: index, is: Self.unpublished)
            case "status", "statut", "state", "etat":
                if kind == .review { drop("unpublished", where: index, is: Self.unpublished) }
            // The American register of complaints publishes many without their text.
            case "consumer complaint narrative": drop("empty", where: index, is: ["none", "n/a"])
            case "isdeleted", "is deleted":
                if kind == .support || kind == .social { drop("deleted", where: index, is: ["true", "1"]) }
            case "comment deleted", "comment removed", "post deleted", "post removed", "is removed", "removed":
                if kind == .social { drop("deleted", where: index, is: Self.yes) }
            case "curated": if kind == .review { drop("spam", where: index, is: ["spam"]) }
            case "hidden", "is hidden", "masque": if kind == .review { drop("unpublished", where: index, is: Self.yes) }
            case "deleted", "archived":
                if kind == .review || kind == .social { drop("deleted", where: index, is: Self.yes) }
            case "published", "publie", "is published":
                if kind == .review { drop("unpublished", where: index, is: ["false", "no", "non", "0"]) }
            default: break
            }
        }
    }

    /// Responses of a survey that a column says were not finished, or were tests.
    private mutating func dropUnfinished() {
        guard kind == .survey else { return }
        for (index, header) in headers.enumerated() {
            switch comparableHeader(header) {
            case "completion status", "response status", "survey status", "statut de completion",
                "statut de la reponse", "statut reponse", "etat de la reponse", "progression", "avancement":
                drop("partial", where: index, is: Self.unfinished)
                drop("test", where: index, is: ["test", "preview", "aperçu"])
            case "completed", "finished", "is completed", "is finished", "termine", "terminee":
                drop("partial", where: index, is: ["false", "faux"])
            default: break
            }
        }
    }

    private static let unfinished: Set<String> = [
        "partial", "partially completed", "partially complete", "incomplete", "not completed", "in progress", "started",
        "en cours", "partiel", "partielle", "incomplet", "incomplète", "non terminé", "non terminée", "abandonné",
        "abandonnée", "abandoned",
    ]

    /// "Objet" and "Corps" beside "De : (adresse)": a mailbox as Outlook exports it.
    private mutating func findMails() {
        let names = headers.map(comparableHeader)
        guard names.contains(where: ["de nom", "de adresse", "from name", "from address"].contains) else { return }
        mailColumns = Set(names.indices.filter { ["corps", "body", "message"].contains(names[$0]) })
        if kind == .survey { kind = .support }
    }

    /// Posts of others passed on: marked in a column, or by the `RT @` they begin with.
    private mutating func dropReposts() {
        for (index, header) in headers.enumerated() {
            switch HeaderWords(header).spaced {
            case "is retweet", "isretweet": drop("retweet", where: index, is: ["true", "1"])
            case "retweet": drop("retweet", where: index, is: ["true"])
            case "tweet type": drop("retweet", where: index, is: ["retweet", "retweeted"])
            case "retweeted tweet", "retweeted tweet id", "retweeted status id", "retweeted status id str",
                "referenced tweets retweeted id":
                dropRules.append(DropRule(column: index, cells: .filled, reason: "retweet"))
            default:
                guard kind == .social, mapping.column(named: header)?.target == .verbatim else { continue }
                dropRules.append(DropRule(column: index, cells: .beginning("RT @"), reason: "retweet"))
            }
        }
    }

    /// Messages that went out, where a column says which way each went.
    private mutating func dropCompanyWords() {
        for (index, header) in headers.enumerated() {
            switch comparableHeader(header) {
            case "inbound", "incoming", "is inbound", "is incoming":
                drop("company_reply", where: index, is: ["false", "0", "no", "non", "faux"])
            case "author is channel owner", "authorischannelowner", "author is uploader":
                drop("company_reply", where: index, is: Self.yes)
            case "direction", "message direction", "sens":
                drop("company_reply", where: index, is: ["outbound", "outgoing", "out", "sortant"])
            default: break
            }
        }
    }
}
