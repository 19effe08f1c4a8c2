internal import Feedback

/// What the columns of a table say of one another.
extension ColumnGuesser {
    /// One id, one date, one session…: the best column keeps the target, the others become segments or are left out.
    func keepOnePerTarget(_ columns: inout [GuessedColumn]) {
        putOtherDatesLast(&columns)
        let single: [TargetField] = [
            .id, .createdAt, .timeOfDay, .respondent, .email, .language, .country, .city, .device, .browser, .product,
            .appVersion,
            .pageURL,
            .sessionID, .visitorID, .orderID, .replayURL, .consent, .channel, .touchpoint, .reply, .ipAddress,
        ]
        for target in single {
            let wanting = columns.indices.filter { columns[$0].mapping.target == target }
            guard let best = wanting.max(by: { isWorse($0, than: $1, columns) }) else { continue }
            for index in wanting where index != best {
                if target == .reply, isWriting(index) {
                    leaveOut(&columns[index], beside: headers[best])
                } else {
                    demote(&columns[index], target)
                }
            }
            if target == .id { checkIdentity(&columns[best], profiles[best]) }
            if target == .createdAt { decideDates(&columns[best], profiles[best]) }
        }
        keepNeededTimes(&columns)
        rateUsability(&columns)
        sharePoints(&columns)
        rateAspects(&columns)
        keepOneOfEqualRatings(&columns)
        leaveOutRatingsOfPlaces(&columns)
        leaveOutRewritings(&columns)
    }

    /// When a customer wrote comes before when the company answered, closed the case or sent its invitation.
    private func putOtherDatesLast(_ columns: inout [GuessedColumn]) {
        leaveOutDatesOfPurchase(&columns)
        let dates = columns.indices.filter { columns[$0].mapping.target == .createdAt && columns[$0].rank < 1000 }
        let replies = columns.indices.filter { columns[$0].mapping.target == .reply }.map { profiles[$0].filled }.max()
        for index in dates {
            let name = HeaderWords(headers[index])
            let isBesideWriting = dates.contains { other in
                let words = HeaderWords(headers[other])
                return other != index && words.isDateOfWriting && !words.isDateOfReply
            }
            // A "Response Date" in rows without a reply is not the reply's.
            let isOfReply =
                name.isDateOfReply && (replies.map { profiles[index].filled <= $0 } ?? false || isBesideWriting)
            if name.isOtherDate || isOfReply { columns[index].rank = -1 }
            if isOfMember(index, beside: dates) { columns[index].rank = -2 }
        }
        // The same moment twice: the one whose zone is known.
        for index in dates where HeaderWords(headers[index]).isUniversalTime {
            let name = HeaderWords(headers[index]).words.dropLast()
            guard let local = dates.first(where: { HeaderWords(headers[$0]).words[...] == name }) else { continue }
            columns[index].rank = max(columns[index].rank, columns[local].rank + 1)
            columns[index].mapping.confidence = columns[local].mapping.confidence
        }
        preferDatesOfAnswers(&columns, dates)
    }

    /// `author.createdAt` beside `createdAt`: when the account was made, or the answer under a post.
    private func isOfMember(_ index: Int, beside dates: [Int]) -> Bool {
        guard let dot = headers[index].utf8.lastIndex(of: UInt8(ascii: ".")) else { return false }
        let leaf = headers[index][headers[index].utf8.index(after: dot)...]
        return dates.contains { $0 != index && headers[$0] == leaf }
    }

    /// In a survey the day a customer answered comes before those the invitation was sent, opened or begun.
    private func preferDatesOfAnswers(_ columns: inout [GuessedColumn], _ dates: [Int]) {
        let isInvited = headers.contains { HeaderWords($0).isDateOfInvitation } && !headers.contains(where: namesCase)
        guard isSurvey || isInvited || columns.contains(where: { $0.mapping.metric == .nps }) else { return }
        var answered = dates.filter { HeaderWords(headers[$0]).isDateOfAnswer }
        let surveyed = dates.filter { HeaderWords(headers[$0]).isDateOfSurvey }
        if answered.isEmpty, !surveyed.isEmpty { answered = dates.filter { HeaderWords(headers[$0]).isDateOfResponse } }
        guard let first = answered.first else { return }
        for index in dates where surveyed.contains(index) || HeaderWords(headers[index]).isDateBeforeAnswer {
            columns[index].rank = -1
        }
        columns[first].rank = 500
    }

    private func namesCase(_ header: String) -> Bool {
        HeaderWords(header).words.contains { ["ticket", "case", "dossier"].contains($0) }
    }

    /// A ticket without the day it came has no date rather than that of the purchase or of the answer.
    private func leaveOutDatesOfPurchase(_ columns: inout [GuessedColumn]) {
        guard headers.contains(where: { HeaderWords($0).words.contains("ticket") }) else { return }
        let dates = columns.indices.filter { columns[$0].mapping.target == .createdAt && columns[$0].rank < 1000 }
        let others = dates.filter { index in
            let name = HeaderWords(headers[index])
            return name.isDateOfPurchaseOrBirth || name.isOtherDate || name.isTimeOfAnswer
        }
        guard others.count == dates.count else { return }
        for index in others {
            columns[index].mapping = ColumnMapping(headers[index], to: .segment, confidence: 0.6)
            columns[index].reason = Phrase(
                en: "not the day the ticket came", fr: "ce n'est pas le jour où le ticket est arrivé")
        }
    }

    /// Beside what each customer gave, the mean that a place or product has: the same broken number in many rows.
    private func leaveOutRatingsOfPlaces(_ columns: inout [GuessedColumn]) {
        let ratings = columns.indices.filter { columns[$0].mapping.metric == .rating && columns[$0].rank < 1000 }
        guard ratings.count > 1 else { return }
        let hasReviews = ratings.contains { HeaderWords(headers[$0]).isAboutReview }
        for index in ratings {
            let (words, profile) = (HeaderWords(headers[index]), profiles[index])
            // Booking.com's guests rate the staff by 2.5, 5, 7.5 and 10.
            if isAspect(headers[index]), profile.isInHalves, profile.distinctNumbers > 1 { continue }
            guard profile.isNumeric, !words.isAboutReview, hasReviews || words.isAboutPlace,
                !profile.isInteger || words.isAboutPlace && words.words.contains("info"),
                ratings.contains(where: { $0 != index && !HeaderWords(headers[$0]).isAboutPlace })
            else { continue }
            columns[index].mapping = ColumnMapping(headers[index], to: .ignore, confidence: 0.6)
            columns[index].reason = Phrase(
                en: "the mean of a place or product, beside what each customer gave",
                fr: "la moyenne d'un lieu ou d'un produit, à côté de la note de chaque client")
            columns[index].decision = nil
        }
    }

    /// A translation or summary says again what another column holds.
    private func leaveOutRewritings(_ columns: inout [GuessedColumn]) {
        let texts = columns.indices.filter { columns[$0].mapping.target == .verbatim && columns[$0].rank < 1000 }
        for index in texts where profiles[index].filled > 1 {
            guard let first = texts.first(where: { profiles[$0].fingerprint == profiles[index].fingerprint }),
                first < index
            else { continue }
            columns[index].mapping = ColumnMapping(headers[index], to: .ignore, confidence: 0.7)
            columns[index].reason = Self.sameValues(headers[first])
        }
        if texts.contains(where: { !HeaderWords(headers[$0]).isPreparedText && !isTitle($0) }) {
            for index in columns.indices
            where columns[index].rank < 1000 && HeaderWords(headers[index]).isPreparedText
                && profiles[index].meanWords >= 2
            {
                columns[index].mapping = ColumnMapping(headers[index], to: .ignore, confidence: 0.7)
                columns[index].reason = Phrase(
                    en: "another column's text, prepared or cut short",
                    fr: "le texte d'une autre colonne, préparé ou abrégé")
            }
        }
        leaveOutShortTexts(texts, &columns)
        guard texts.contains(where: { !HeaderWords(headers[$0]).isRewriting }) else { return }
        for index in texts
        where HeaderWords(headers[index]).isRewriting && columns[index].mapping.target == .verbatim {
            columns[index].mapping = ColumnMapping(headers[index], to: .segment, confidence: 0.7)
            columns[index].reason = Phrase(
                en: "a translation or summary of another column", fr: "la traduction ou le résumé d'une autre colonne")
        }
    }

    /// `text` beside `fullText`: the beginning of it, or the same.
    private func leaveOutShortTexts(_ texts: [Int], _ columns: inout [GuessedColumn]) {
        guard let full = texts.first(where: { HeaderWords(headers[$0]).spaced == "full text" }) else { return }
        for index in texts where HeaderWords(headers[index]).spaced == "text" {
            guard profiles[full].filled >= profiles[index].filled else { continue }
            columns[index].mapping = ColumnMapping(headers[index], to: .ignore, confidence: 0.7)
            columns[index].reason = Phrase(
                en: "the beginning of \"\(headers[full])\", or the same",
                fr: "le début de « \(headers[full]) », ou la même chose")
        }
    }

    /// A time of its own is that of a date without one; any other is an answer.
    private func keepNeededTimes(_ columns: inout [GuessedColumn]) {
        guard let date = columns.firstIndex(where: { $0.mapping.target == .createdAt }),
            let time = columns.firstIndex(where: { $0.mapping.target == .timeOfDay }),
            profiles[date].dates.hasTimeOfDay
        else { return }
        columns[time].mapping.target = .ignore
        columns[time].reason = Phrase(en: "the date has its time", fr: "la date a son heure")
    }

    /// A rating that comes twice, as value and label or as number and group, counts once.
    private func keepOneOfEqualRatings(_ columns: inout [GuessedColumn]) {
        let ratings = columns.indices.filter { columns[$0].mapping.metric?.isRating == true && columns[$0].rank < 1000 }
        let hasNumbers = columns.indices.contains { index in
            columns[index].mapping.metric == .nps && !profiles[index].isPromoterGroups
        }
        for index in ratings {
            let profile = profiles[index]
            if profile.isPromoterGroups, hasNumbers {
                columns[index].mapping = ColumnMapping(headers[index], to: .segment, confidence: 0.6)
                columns[index].decision = nil
            } else if let first = ratings.first(where: { other in
                other < index && profile.filled > 1 && columns[other].mapping.target == .answer
                    && (profiles[other].fingerprint == profile.fingerprint && isSameName(other, index)
                        || profiles[other].numberFingerprint == profile.numberFingerprint
                            && isInWords(index, of: other))
            }) {
                columns[index].mapping = ColumnMapping(headers[index], to: .ignore, confidence: 0.6)
                columns[index].decision = nil
                columns[index].reason = Self.sameValues(headers[first])
            }
        }
    }

    /// `rating_value` beside `rating_label`.
    private func isSameName(_ first: Int, _ second: Int) -> Bool {
        HeaderWords(headers[first]).isIdentifier
            && HeaderWords(headers[first]).words.dropLast() == HeaderWords(headers[second]).words.dropLast()
    }

    /// `rating_text` beside `rating`.
    private func isInWords(_ index: Int, of other: Int) -> Bool {
        let words = HeaderWords(headers[index]).words
        return words.count > 1 && words.dropLast() == HeaderWords(headers[other]).words[...]
            && ["text", "label", "string", "texte", "libelle", "stars"].contains(words[words.count - 1])
    }

    private static func sameValues(_ header: String) -> Phrase {
        Phrase(en: "the same values as \"\(header)\"", fr: "les mêmes valeurs que « \(header) »")
    }

    private func isWorse(_ left: Int, than right: Int, _ columns: [GuessedColumn]) -> Bool {
        let (first, second) = (columns[left], columns[right])
        func worth(_ index: Int) -> Int {
            // The id of the post repeats, that of the comment does not.
            let isKey = columns[index].mapping.target == .id && profiles[index].uniqueShare >= 0.999
            return profiles[index].filled == 0 ? 0 : isKey ? 2 : 1
        }
        let (filled, otherFilled) = (worth(left), worth(right))
        return (filled, first.rank, first.mapping.confidence ?? 1, -left) < (
            otherFilled, second.rank, second.mapping.confidence ?? 1, -right
        )
    }

    private func demote(_ column: inout GuessedColumn, _ target: TargetField) {
        let keepsValue = [.country, .city, .device, .product, .channel, .touchpoint, .language, .reply].contains(target)
        column.mapping.target = keepsValue ? .segment : .ignore
        column.reason = Phrase(en: "another column is used for this", fr: "une autre colonne est utilisée pour cela")
    }

    /// Of several texts by the company one is kept: none is the customer's, nor a name that groups answers.
    private func leaveOut(_ column: inout GuessedColumn, beside reply: String) {
        let name = column.mapping.column
        column.mapping = ColumnMapping(name, to: .ignore, confidence: column.mapping.confidence)
        column.reason = Phrase(en: "another text by the company", fr: "un autre texte de l'entreprise")
        column.isPersonal = true
        column.decision = Decision(
            "company-text",
            en:
                "column \"\(name)\" holds what the company wrote, as \"\(reply)\" does, which is kept as its reply: it is left out",
            fr:
                "la colonne « \(name) » contient ce que l'entreprise a écrit, comme « \(reply) », gardée comme sa réponse : "
                + "elle est laissée de côté")
    }

    private func checkIdentity(_ column: inout GuessedColumn, _ profile: ColumnProfile) {
        let name = column.mapping.column
        if profile.share(profile.ruinedIDs) > 0.5 {
            column.mapping.target = .ignore
            column.decision = Decision(
                "id",
                en: "column \"\(name)\" holds ids a spreadsheet has rounded (1.2E+17): they are not used as keys",
                fr:
                    "la colonne « \(name) » contient des identifiants arrondis par un tableur (1,2E+17) : "
                    + "ils ne servent pas de clés"
            )
        } else if column.rank < 1000, profile.uniqueShare < 0.999, identityColumns.isEmpty {
            column.mapping.target = .ignore
            column.decision = Decision(
                "id", en: "column \"\(name)\" repeats values: it is not used as a key",
                fr: "la colonne « \(name) » répète des valeurs : elle ne sert pas de clé")
        }
    }

    private static let months = Phrase(
        en: "; those with a month only count as its first day",
        fr: " ; celles d'un mois seul comptent pour son premier jour")

    private func decideDates(_ column: inout GuessedColumn, _ profile: ColumnProfile) {
        guard profile.dates.dates > 0 else { return }
        let (style, certainty) = profile.dates.style
        if column.mapping.dateFormat == nil { column.mapping.dateFormat = style.rawValue }
        let format = profile.dates.shown(column.mapping.dateFormat ?? style.rawValue)
        let months = profile.dates.months == 0 ? Phrase(en: "", fr: "") : Self.months
        column.decision = .dateOrder(of: column.mapping.column, format, certainty, months)
    }
}

extension Decision {
    /// How the dates of a column are read, and why so.
    static func dateOrder(
        of column: String, _ format: Phrase, _ certainty: DateEvidence.Certainty,
        _ more: Phrase = Phrase(en: "", fr: "")
    ) -> Decision {
        let why: Phrase =
            switch certainty {
            case .certain: Phrase(en: "as its cells show", fr: "comme ses cellules le montrent")
            case .likely: Phrase(en: "which fits its cells best", fr: "ce qui convient le mieux à ses cellules")
            case .assumed:
                Phrase(
                    en: "assumed: no day over 12 settles it; set dateFormat in a mapping file if it is not",
                    fr:
                        "par hypothèse : aucun jour au-delà de 12 ne tranche ; indiquez dateFormat dans un "
                        + "fichier de correspondance sinon"
                )
            }
        return Decision(
            "dates", en: "dates of \"\(column)\" are read as \(format.en), \(why.en)\(more.en)",
            fr: "les dates de « \(column) » sont lues comme \(format.fr), \(why.fr)\(more.fr)")
    }
}
