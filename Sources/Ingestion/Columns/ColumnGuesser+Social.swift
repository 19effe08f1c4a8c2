internal import Feedback

/// Columns of posts and comments saved from social networks, forums and their scrapers.
extension ColumnGuesser {
    /// What a post collects or stands under, and what a program noted of its own work: none of it is what the customer said.
    func socialColumn(_ index: Int) -> GuessedColumn? {
        let (profile, words) = (profiles[index], HeaderWords(headers[index]))
        guard profile.filled > 0 else { return nil }
        if headers[index].hasPrefix("_highlightResult.") {
            return ignored(
                index, en: "another column's text with the words searched for marked",
                fr: "le texte d'une autre colonne, les mots cherchés marqués")
        }
        if words.isMomentOfCollection, profile.isDate, !isMomentOfAnswer(index) {
            return ignored(
                index, en: "when a program saved the row, not when the customer wrote",
                fr: "quand un programme a enregistré la ligne, pas quand le client a écrit")
        }
        if profile.isRelativeDate { return relativeDates(index) }
        if words.isAboutAuthor {
            return ignored(
                index, en: "what an author says of themselves", fr: "ce qu'un auteur dit de lui-même", personal: true)
        }
        if profile.isNumeric, isVotes(index) {
            return answer(index, .number, 0.9, en: "votes on a post", fr: "des votes pour une publication")
        }
        if isUnderOther(index) { return answersUnder(index) }
        if words.words.starts(with: ["in", "reply", "to"]) {
            return ignored(
                index, en: "of another post, which this one answers",
                fr: "d'une autre publication, à laquelle celle-ci répond", personal: true)
        }
        if words.namesAuthor(amongComments: isOfComments) {
            return made(
                index, .respondent, words.words.last == "id" ? 0.9 : 0.8, en: "who wrote the comment",
                fr: "qui a écrit le commentaire", personal: true)
        }
        if words.spaced == "channel", commentMarks > 1, profile.uniqueShare > 0.5, profile.filled > 1 {
            return ignored(
                index, en: "the account that wrote the comment", fr: "le compte qui a écrit le commentaire",
                personal: true)
        }
        if words.spaced == "cid", isOfComments, profile.uniqueShare >= 0.999 {
            return made(index, .id, 0.7, en: "the number of the comment", fr: "le numéro du commentaire")
        }
        if isTitleAbove(index) {
            return made(
                index, .segment, 0.9, en: "the title of what was commented on", fr: "le titre de ce qui est commenté")
        }
        return nil
    }

    /// `comments.text` beside `text`, both in each record of comments: the answers under it, whoever wrote them.
    private func isUnderOther(_ index: Int) -> Bool {
        let header = headers[index]
        guard ["comments.", "replies.", "thread.items."].contains(where: header.hasPrefix), isOfComments else {
            return false
        }
        return headers.contains { ["text", "message", "comment", "body"].contains($0) }
    }

    private func answersUnder(_ index: Int) -> GuessedColumn {
        var column = ignored(
            index, en: "of the answers under a comment", fr: "des réponses sous un commentaire", personal: true)
        guard ["text", "message", "body"].contains(HeaderWords(headers[index]).words.last) else { return column }
        column.decision = Decision(
            "replies",
            en:
                "\"\(headers[index])\" holds the answers under each comment, which are not read; export one record a "
                + "comment, answers included, to have them all",
            fr:
                "« \(headers[index]) » contient les réponses sous chaque commentaire, qui ne sont pas lues ; exportez un "
                + "enregistrement par commentaire, réponses comprises, pour les avoir toutes")
        return column
    }

    private func relativeDates(_ index: Int) -> GuessedColumn {
        var column = ignored(
            index, en: "how long ago, and not since when: no date follows from it",
            fr: "il y a combien de temps, sans dire depuis quand : aucune date n'en découle")
        column.decision = Decision(
            "dates",
            en:
                "column \"\(headers[index])\" says how long ago (\"2 months ago\"), not on which day: it is left out; "
                + "export the dates themselves to follow the items over time",
            fr:
                "la colonne « \(headers[index]) » dit depuis combien de temps (« il y a 2 mois »), pas quel jour : elle "
                + "est ignorée ; exportez les dates elles-mêmes pour suivre les retours dans le temps")
        return column
    }

    /// The "score" of a post is how many liked it.
    private func isVotes(_ index: Int) -> Bool {
        guard comparableHeader(headers[index]) == "score" else { return false }
        let names = Set(headers.map { HeaderWords($0).spaced })
        if !names.isDisjoint(with: Self.postMarks) { return true }
        // Reviews have votes and links too: their score stays on its scale.
        return !names.isDisjoint(with: ["votes", "view count", "permalink", "parent id", "video id"])
            && !profiles[index].fits(0...10)
    }

    private static let postMarks: Set<String> = [
        "subreddit", "num comments", "comms num", "upvote ratio", "ups", "downs", "link id", "created utc",
        "post type id", "retweet count", "descendants", "karma",
    ]

    /// `post_title` beside a comment, or a title that repeats in a file of comments: of the post, not of the customer.
    private func isTitleAbove(_ index: Int) -> Bool {
        let words = HeaderWords(headers[index]).words
        guard let last = words.last, ["title", "titre"].contains(last), !profiles[index].isNumeric else { return false }
        let above: Set<String> = ["post", "video", "story", "thread", "topic", "discussion", "submission"]
        let isNamedAbove = words.count > 1 && above.contains(words[words.count - 2])
        guard isNamedAbove || words.count == 1 && isOfComments else { return false }
        let repeats = profiles[index].filled > 1 && profiles[index].uniqueShare <= 0.5
        guard repeats || isNamedAbove && isOfComments else { return false }
        return headers.indices.contains { other in
            let meaning = HeaderDictionary.meaning(ofHeader: headers[other])
            return other != index && meaning?.target == .verbatim && profiles[other].filled > 0
                && !["title", "titre"].contains(HeaderWords(headers[other]).words.last)
                && profiles[other].distinctCount >= profiles[index].distinctCount + (isNamedAbove ? 0 : 1)
        }
    }

    /// Whether "collected at" is the only moment of a survey's responses: when the answer came in.
    private func isMomentOfAnswer(_ index: Int) -> Bool {
        HeaderWords(headers[index]).words.contains("collected") && profiles.count { $0.isDate } == 1
            && headers.contains { QuestionWording($0).asksRecommendation || QuestionWording($0).asksSatisfaction }
    }

    /// Whether the rows are comments of a social network, told by what else there is of each.
    private var isOfComments: Bool { commentMarks > 0 }

    /// How many columns are named as those of comments are; `comment` alone may be a survey's.
    private var commentMarks: Int { headers.count { Self.commentMarks.contains(HeaderWords($0).spaced) } }

    private static let commentMarks: Set<String> = [
        "comment id", "cid", "comment", "comment text", "video id", "parent id", "reply to cid", "story id",
        "replies count",
        "is submitter", "comment url", "threading depth", "digg count", "likes count", "like count", "is reply",
        "post url", "profile url", "universal message id", "extra author attributes url",
        "extra author attributes short name", "name click to view profile",
    ]
}

extension HeaderWords {
    /// `scraped_at`, `session_scraped_at`, "Date d'extraction", `indexed`: when a program saved the row.
    var isMomentOfCollection: Bool {
        guard words.count <= 4, let last = words.last else { return false }
        let programs: Set<String> = [
            "scraped", "retrieved", "extracted", "crawled", "indexed", "fetched", "scraping", "extraction", "crawl",
        ]
        return words.contains { programs.contains($0) } || words.contains("collected") && last == "at"
    }

    /// `author.description`, `user_bio`: what an account says of itself.
    fileprivate var isAboutAuthor: Bool {
        guard let last = words.last, (2...6).contains(words.count) else { return false }
        if ["bio", "biography"].contains(last) { return true }
        if last == "description", ["user raw description", "user rendered description"].contains(spaced) {
            return true
        }
        return last == "description" && words.dropLast().contains { ["author", "profile"].contains($0) }
    }

    /// `profileName`, `author_id`, `extra_author_attributes.short_name`, `uniqueId` of TikTok: the account that wrote.
    fileprivate func namesAuthor(amongComments: Bool) -> Bool {
        guard amongComments, let last = words.last, words.count <= 6 else { return false }
        if ["unique id", "from id", "profile name", "profile id", "name click to view profile"].contains(spaced) {
            return true
        }
        if words.first == "sender" { return ["screen name", "handle", "username"].contains { spaced.hasSuffix($0) } }
        return words.contains { ["author", "commenter"].contains($0) } && ["name", "handle", "username"].contains(last)
    }

    /// `cleaned_text`, `comment_processed`, `content_snippet`: another column's text, prepared or cut short.
    var isPreparedText: Bool {
        let prepared: Set<String> = [
            "cleaned", "clean", "processed", "preprocessed", "lemmatized", "normalized", "tokenized", "stemmed",
            "snippet", "translated", "translation", "traduction", "traduit", "traduite",
        ]
        return words.count <= 3 && words.contains { prepared.contains($0) }
    }

    /// Whether a short name says that the column holds texts: `comment_content`, "Commentaires des clients", `customer_review`.
    var isNameOfTexts: Bool {
        guard (1...4).contains(words.count), let first = words.first, let last = words.last else { return false }
        let names: Set<String> = [
            "comment", "comments", "commentaire", "commentaires", "avis", "verbatim", "verbatims", "text", "texts",
            "texte", "textes", "feedback", "feedbacks", "review", "reviews", "remarque", "remarques", "message",
            "messages", "content",
        ]
        let ends = names.contains(last) || names.contains(first)
        return isIdentifier ? words.contains { names.contains($0) } && !isFigure : ends
    }

    /// `comment_count`, `review_date`: a name that a figure or a label has.
    private var isFigure: Bool {
        guard let last = words.last else { return true }
        let figures: Set<String> = [
            "id", "count", "date", "time", "at", "url", "link", "type", "length", "lang", "language", "code", "score",
            "rating", "sentiment", "number", "status", "category", "author", "name", "label", "likes", "key",
        ]
        return figures.contains(last)
    }
}
