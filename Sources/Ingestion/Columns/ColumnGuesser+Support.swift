internal import Feedback

extension CodeBook {
    /// What a customer may answer to the one question of a help desk.
    static let supportVerdicts = CodeBook(points: [
        "good": 1, "bad": 0, "good with comment": 1, "bad with comment": 0, "rated good": 1, "rated bad": 0,
        "bonne": 1, "mauvaise": 0, "bonne avec commentaire": 1, "mauvaise avec commentaire": 0,
    ])
    /// What stands there while the customer has not answered.
    static let unansweredVerdicts: Set<String> = [
        "offered", "unoffered", "not offered", "not rated", "unrated", "offerte", "non offerte",
    ]
}

extension ColumnGuesser {
    /// "good", "bad" and "offered" of a help desk or a chat: its satisfaction in two points.
    func supportVerdict(_ index: Int) -> GuessedColumn? {
        let name = comparableHeader(headers[index])
        let isSatisfaction = HeaderDictionary.meaning(ofHeader: headers[index])?.metric == .csat
        let isOfTicket =
            ticketTable?.kind == .support && Self.ticketRatings.contains(TicketTable.ownName(headers[index]))
        guard isSatisfaction || isOfTicket || Self.chatRatings.contains(name), profiles[index].isSupportVerdicts else {
            return nil
        }
        var column = answer(
            index, .csat, 0.9, en: "a help desk's satisfaction: good or bad",
            fr: "la satisfaction d'un service d'assistance : bonne ou mauvaise")
        column.mapping.scale = .thumb
        column.mapping.codes = .supportVerdicts
        return column
    }

    /// The issue of a complaint beside its sub-issue: two levels of one list, not the customer's words.
    func complaintIssue(_ index: Int) -> GuessedColumn? {
        let name = comparableHeader(headers[index])
        guard ["issue", "sub issue"].contains(name) else { return nil }
        guard headers.contains(where: { comparableHeader($0) == "sub issue" }) else { return nil }
        return made(
            index, .segment, 0.8, en: "what the complaint is filed under", fr: "la rubrique de la réclamation")
    }

    /// What rates a ticket is the customer's satisfaction.
    func ticketRating(_ index: Int) throws(ImportError) -> GuessedColumn? {
        let profile = profiles[index]
        guard ticketTable?.kind == .support, Self.ticketRatings.contains(TicketTable.ownName(headers[index])),
            profile.filled > 0, profile.isNumeric && profile.fits(0...10) || profile.holdsSteps
        else { return nil }
        return try rating(
            index, .csat, confidence: 0.9,
            Phrase(en: "how satisfied the customer was with the ticket", fr: "la satisfaction du client sur le ticket"))
    }

    private static let ticketRatings: Set<String> = [
        "survey score", "rating", "rating stars", "stars", "score", "note", "rate", "rating score", "survey rating",
        "satisfaction", "satisfaction rating", "satisfaction score", "evaluation satisfaction", "note satisfaction",
        "score satisfaction",
    ]

    /// Columns of notes that name their day and author: also those that are empty in the first rows, as the tenth of many
    /// comments is.
    static func noteColumns(_ headers: [String], _ profiles: [ColumnProfile], _ table: TicketTable?) -> Set<Int> {
        let signed = Set(headers.indices.filter { profiles[$0].isSignedNote })
        let names = Set(signed.map { unnumbered(headers[$0]) })
        guard !names.isEmpty || table?.notes.isEmpty == false else { return [] }
        return signed.union(
            headers.indices.filter { index in
                let name = unnumbered(headers[index])
                return table?.notes.contains(name) == true || profiles[index].filled == 0 && names.contains(name)
            })
    }

    /// "comment" for the second column of that name, which is read as "Comment (2)".
    private static func unnumbered(_ header: String) -> String {
        let name = TicketTable.name(header)
        guard header.utf8.last == 0x29, let end = name.lastIndex(of: " "), Int(name[name.index(after: end)...]) != nil
        else { return name }
        return String(name[..<end])
    }

    /// Comments on the case, told apart by their authors where a column names the customer.
    func caseNotes(_ index: Int) -> GuessedColumn? {
        guard noteColumns.contains(index) else { return nil }
        let name = Self.unnumbered(headers[index])
        guard name.hasPrefix("comment") || name.hasPrefix("note") || name.hasPrefix("additional comment") else {
            return ignored(
                index, en: "entries with their day and author", fr: "des mentions avec leur date et leur auteur",
                personal: true)
        }
        guard !CaseAuthors.columns(headers).isEmpty else {
            return made(
                index, .reply, 0.9, en: "comments on the case, each with its day and author",
                fr: "des commentaires sur le dossier, avec leur date et leur auteur", personal: true)
        }
        var column = made(
            index, .verbatim, 0.9,
            en: "comments on the case: the customer's are what they said later, the others the company's reply",
            fr:
                "des commentaires sur le dossier : ceux du client sont ce qu'il a dit ensuite, les autres la réponse de "
                + "l'entreprise",
            personal: true)
        column.mapping.name = "follow_up"
        return column
    }

    /// Whether rows share the number of a case, as when each row is a message on it.
    func isRepeatedCase(_ mapping: ColumnMapping, at index: Int) -> Bool {
        ticketTable != nil && mapping.target == .id && profiles[index].uniqueShare < 0.999
            && profiles[index].filled > 0
    }

    private static let chatRatings: Set<String> = ["rate", "chat rate", "chat rating", "conversation rating"]
}
