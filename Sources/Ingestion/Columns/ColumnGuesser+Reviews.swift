internal import Feedback

/// Columns of reviews saved from shops, maps and booking sites, by their own exports and by scrapers.
extension ColumnGuesser {
    /// What stands beside a review: its title, whom it helped, what the company answered, the same words once more.
    func reviewColumn(_ index: Int) -> GuessedColumn? {
        let (profile, words) = (profiles[index], HeaderWords(headers[index]))
        guard profile.filled > 0 else { return nil }
        if isPartOfReply(index) { return partOfReply(index) }
        if isHelpfulVotes(index) {
            return answer(
                index, .number, 0.9, en: "how many found the review helpful", fr: "combien ont trouvé l'avis utile")
        }
        if isOfReviews, words.isTitleOfAuthor || ["profile name", "critic name", "nick name"].contains(words.spaced) {
            return made(
                index, .respondent, 0.7, en: "who wrote the review", fr: "qui a écrit l'avis", personal: true)
        }
        if words.spaced == "client responses", isOfReviews, isText(index) {
            return made(index, .reply, 0.8, en: "what the company answered", fr: "ce que l'entreprise a répondu")
        }
        if words.words.count > 2, ["rating min", "rating max"].contains(words.words.suffix(2).joined(separator: " ")) {
            return ignored(index, en: "an end of the scale", fr: "un bout de l'échelle")
        }
        // Whether a shop shows it: Judge.me.
        if words.spaced == "curated", let values = profile.values(atMost: 4),
            values.allSatisfy(["ok", "spam", "not-yet", "archived"].contains)
        {
            return ignored(index, en: "whether the review is shown", fr: "si l'avis est affiché")
        }
        if words.spaced == "job title" || words.spaced == "intitule poste" {
            return made(index, .segment, 0.9, en: "what the author works as", fr: "le métier de l'auteur")
        }
        if isHeadline(index) {
            return made(index, .verbatim, 0.9, en: "the title of the review", fr: "le titre de l'avis")
        }
        if let original = original(of: index) {
            return ignored(
                index, en: "\"\(headers[original])\" by a machine: translated or corrected",
                fr: "« \(headers[original]) » traduit ou corrigé par une machine")
        }
        return nil
    }

    private func isHelpfulVotes(_ index: Int) -> Bool {
        if profiles[index].isHelpfulMarks { return true }
        return HeaderWords(headers[index]).isHelpfulVotes && profiles[index].isNumeric && !profiles[index].isBoolean
    }

    /// `headline`, "Review headline", "Titre" above another text, and not the name of what is reviewed.
    private func isHeadline(_ index: Int) -> Bool {
        let (profile, words) = (profiles[index], HeaderWords(headers[index]).words)
        guard words.last == "headline", words.count <= 3, !profile.isNumeric, !profile.isURL, !profile.isDate,
            profile.filled < 3 || profile.distinctCount > 1
        else { return false }
        return headers.indices.contains { $0 != index && isText($0) }
    }

    /// Whether a column holds what customers wrote, by its name or its sentences.
    private func isText(_ index: Int) -> Bool {
        let profile = profiles[index]
        guard profile.filled > 0, !profile.isNumeric, !profile.isDate, !profile.isURL else { return false }
        return HeaderDictionary.meaning(ofHeader: headers[index])?.target == .verbatim || profile.isProse
    }

    // MARK: The company's reply

    /// `response.iso_date`, `ownerResponse.text`, `responseFromOwnerDate`, `owner_answer_timestamp`.
    private func isPartOfReply(_ index: Int) -> Bool {
        let header = headers[index]
        let words = HeaderWords(header)
        if words.isIdentifier, words.isAboutOwnersReply { return true }
        guard let group = Self.group(header) else { return false }
        let name = HeaderWords(String(group))
        guard name.isReplyOfSomebody else { return false }
        if name.isAboutOwnersReply || name.words.contains(where: { ["reply", "replies"].contains($0) }) {
            return headers.contains { Self.group($0) != group && HeaderWords($0).marksReview || $0 == "rating" }
        }
        // The `response` of a survey is the customer's.
        return headers.indices.contains { Self.group(headers[$0]) != group && isText($0) }
            && headers.contains { ["rating", "stars"].contains(HeaderWords($0).words.last) }
    }

    /// `response` of `response.iso_date`.
    private static func group(_ header: String) -> Substring? {
        guard !header.utf8.contains(0x20),
            let end = header.utf8.firstIndex(where: { $0 == 0x2E || $0 == 0x2F })
        else { return nil }
        return header[..<end]
    }

    private func partOfReply(_ index: Int) -> GuessedColumn {
        let profile = profiles[index]
        let last = HeaderWords(headers[index]).words.last ?? ""
        let isText =
            !profile.isDate && !profile.isNumeric && !profile.isURL && !profile.isBoolean && !profile.isRelativeDate
        let isFirst = !headers.indices.prefix(index).contains { earlier in
            profiles[earlier].filled > 0 && isPartOfReply(earlier)
                && Self.textsOfReplies.contains(HeaderWords(headers[earlier]).words.last ?? "")
        }
        if isText, isFirst, Self.textsOfReplies.contains(last) {
            var column = made(index, .reply, 0.9, en: "what the company answered", fr: "ce que l'entreprise a répondu")
            column.rank = HeaderDictionary.replyRank
            return column
        }
        return ignored(
            index, en: "of the company's reply, not of the review", fr: "de la réponse de l'entreprise, pas de l'avis",
            personal: true)
    }

    private static let textsOfReplies: Set<String> = [
        "text", "snippet", "comment", "content", "body", "message", "response", "reply", "answer", "reponse", "texte",
        "responsetext", "replytext", "original",
    ]

    // MARK: The same words once more

    /// `text` for `text_en`, `review` for `review_translated`.
    private func original(of index: Int) -> Int? {
        let words = HeaderWords(headers[index]).words
        guard words.count > 1, let last = words.last, Self.copies.contains(last), !profiles[index].isNumeric,
            !profiles[index].isDate
        else { return nil }
        let own = words.dropLast()
        return headers.indices.first { other in
            other != index && HeaderWords(headers[other]).words[...] == own && isText(other)
                && profiles[other].filled * 10 >= profiles[index].filled * 9
        }
    }

    private static let copies: Set<String> = [
        "en", "eng", "english", "translated", "translation", "corrected", "traduit", "traduction", "corrige", "fr",
        "fra",
        "de", "es", "it", "nl", "pt", "lemmatized", "spellchecked", "anglais", "francais",
    ]
}

extension HeaderWords {
    /// `response`, `ownerResponse`, `reply`: an answer, and nothing else in the name.
    fileprivate var isReplyOfSomebody: Bool {
        words.count <= 4 && words.contains { ["reply", "replies", "response", "responses"].contains($0) }
            && words.allSatisfy(Self.answering.contains)
    }

    /// `responseFromOwnerDate`, `owner_answer_timestamp_datetime_utc`, `ownerResponse`.
    fileprivate var isAboutOwnersReply: Bool {
        words.count <= 7 && words.contains { ["owner", "owners"].contains($0) }
            && words.contains { ["reply", "response", "answer"].contains($0) }
    }

    private static let answering: Set<String> = [
        "reply", "replies", "response", "responses", "owner", "from", "business", "company", "developer", "management",
        "merchant", "hotel", "property", "public", "seller", "host", "vendor", "brand",
    ]
}
