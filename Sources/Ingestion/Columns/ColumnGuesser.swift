internal import Feedback

/// What was decided of one column, and why.
struct GuessedColumn {
    var mapping: ColumnMapping
    var reason: Phrase
    /// Whether its cells may name a person: they are then left out of quarantine and reports.
    var isPersonal = false
    /// Where several columns want one target, the highest keeps it.
    var rank = 0
    var decision: Decision?
}

/// Decides what each column of a table holds, from its header and the first rows.
struct ColumnGuesser {
    let file: String
    let headers: [String]
    /// The full question of a column, where the header is a code.
    let questions: [String?]
    /// Whether every unknown column is a survey question.
    let isSurvey: Bool
    /// The line the header stands on.
    let line: Int
    let profiles: [ColumnProfile]
    /// Tells the lines that sum up others, which say nothing of a column.
    let totals: TotalRows
    /// Whether the names of the columns are those of reviews.
    let isOfReviews: Bool
    /// Columns of scores that another column groups into promoters and detractors.
    let groupedScores: Set<Int>
    /// Columns that are the steps of one scale.
    let levels: LevelColumns
    /// What exports of help desks it is one of.
    let ticketTable: TicketTable?
    /// Columns whose cells are notes with their day and author.
    let noteColumns: Set<Int>

    init(
        file: String, headers: [String], questions: [String?] = [], rows: some Sequence<[String]>,
        isSurvey: Bool = false,
        line: Int = 1, hasHeader: Bool = true
    ) {
        self.file = file
        self.headers = headers
        self.questions = questions
        self.isSurvey = isSurvey
        self.line = line
        var profiles = [ColumnProfile](
            repeating: ColumnProfile(labelShare: hasHeader ? 0.9 : 0.6), count: headers.count)
        let rows = Array(rows)
        totals = TotalRows(rows, columns: headers.count)
        isOfReviews = headers.contains { HeaderWords($0).marksReview }
        for row in rows where !totals.contains(row) {
            for index in 0..<min(row.count, headers.count) { profiles[index].add(row[index]) }
        }
        for index in profiles.indices {
            let question = index < questions.count ? questions[index] ?? headers[index] : headers[index]
            let wording = QuestionWording(question)
            profiles[index].readsVerdicts =
                HeaderDictionary.meaning(ofHeader: headers[index])?.metric?.isRating == true
            let isAsked =
                wording.asksSatisfaction || wording.asksEase || wording.asksGrade || wording.asksRecommendation
            profiles[index].readsOneLabel = profiles[index].readsVerdicts || isAsked && !wording.asksWords
            profiles[index].setNoOpinionsApart(scale: wording.namedScale, reachesTen: wording.asksRecommendation)
            if isAsked || profiles[index].readsVerdicts { profiles[index].setStrayWordApart() }
        }
        self.profiles = profiles
        groupedScores = Self.scoresBesideGroups(rows, profiles, headers)
        ticketTable = TicketTable.of(headers)
        noteColumns = Self.noteColumns(headers, profiles, ticketTable)
        let totals = totals
        levels = LevelColumns(headers: headers, rows: rows.filter { !totals.contains($0) }, profiles: profiles)
    }

    /// One decision a column, in order.
    ///
    /// - Parameter known: what the format knows of its own columns.
    /// - Throws: when a column headed as NPS cannot be on 0–10.
    func columns(known: [Int: ColumnMapping] = [:]) throws(ImportError) -> [GuessedColumn] {
        if known.isEmpty, let counts = CountTable(self) { throw counts.error(file, line: line) }
        if known.isEmpty, let figures = WebFigures(self) { throw figures.error(file, line: line) }
        // Rows of one conversation share its number on purpose.
        let isDialogue = known.values.contains { $0.name == ConversationReader.speaker }
        var columns: [GuessedColumn] = []
        for index in headers.indices {
            if let mapping = known[index], isDialogue || !isRepeatedCase(mapping, at: index) {
                columns.append(declared(mapping, at: index))
            } else if let level = levels.columns[index] {
                columns.append(level)
            } else {
                columns.append(try guess(index))
            }
        }
        keepOnePerTarget(&columns)
        return columns
    }

    func question(_ index: Int) -> String {
        index < questions.count ? questions[index] ?? headers[index] : headers[index]
    }

    private func declared(_ mapping: ColumnMapping, at index: Int) -> GuessedColumn {
        var mapping = mapping
        if mapping.target == .createdAt, mapping.dateFormat == nil, profiles[index].dates.dates > 0 {
            let (style, certainty) = profiles[index].dates.style
            let isAmerican = certainty == .assumed && ticketTable?.writesMonthFirst == true
            mapping.dateFormat = (isAmerican ? .monthFirst : style).rawValue
        }
        let isPersonal =
            [.email, .respondent].contains(mapping.target) || HeaderDictionary.isPersonal(headers[index])
            || mapping.target == .ignore && TicketTable.namesPerson(headers[index])
        return GuessedColumn(
            mapping: mapping, reason: Phrase(en: "a column of this format", fr: "une colonne de ce format"),
            isPersonal: isPersonal, rank: 1000)
    }

    // MARK: One column

    private func guess(_ index: Int) throws(ImportError) -> GuessedColumn {
        let (header, profile) = (headers[index], profiles[index])
        if profile.isTimeOfDay {
            return made(index, .timeOfDay, 0.8, en: "its cells are times of day", fr: "ses cellules sont des heures")
        }
        if let other = contextColumn(index) ?? signColumn(index) { return other }
        if let verdict = supportVerdict(index) ?? complaintIssue(index) { return verdict }
        if let other = columnOfOthers(index) ?? reviewColumn(index) ?? socialColumn(index) ?? onlyColumn(index) {
            return other
        }
        if let satisfaction = try ticketRating(index) { return satisfaction }
        if let score = try namedScore(index) { return score }
        if let meaning = HeaderDictionary.meaning(ofHeader: header), let column = try column(index, meaning: meaning) {
            return column
        }
        if let detail = contactColumn(index) { return detail }
        if isReference(index) {
            return made(
                index, .id, 0.7, en: "a number of its own in every row", fr: "un numéro propre à chaque ligne")
        }
        if isReplyBesideReview(index) {
            return made(index, .reply, 0.8, en: "it answers a review", fr: "elle répond à un avis", personal: false)
        }
        if isFollowUpOfCompany(index) {
            return made(
                index, .reply, 0.7, en: "what the company did, beside what the customer wrote",
                fr: "ce que l'entreprise a fait, à côté de ce que le client a écrit")
        }
        if profile.filled == 0, isSurvey {
            // An option few people tick may come later in the file.
            let kind: AnswerKind = QuestionWording(question(index)).asksWords ? .text : .choice
            return answer(
                index, kind, 0.3, en: "no value in the first rows; kept as it comes",
                fr: "aucune valeur dans les premières lignes ; gardée telle quelle")
        }
        if profile.filled == 0 {
            return ignored(index, en: "no value in the first rows", fr: "aucune valeur dans les premières lignes")
        }
        if profile.isEmail {
            return made(
                index, .email, 0.9, en: "its cells are e-mail addresses", fr: "ses cellules sont des adresses e-mail",
                personal: true)
        }
        if profile.isPhone {
            return ignored(
                index, en: "its cells are telephone numbers", fr: "ses cellules sont des numéros de téléphone",
                personal: true)
        }
        if let rating = try ratingColumn(index) { return rating }
        if profile.isDate,
            !profile.isNumeric || profile.dates.share > 0.95 && !profile.dates.isNumberOnly || isNamedDate(index)
        {
            return made(index, .createdAt, 0.6, en: "its cells are dates", fr: "ses cellules sont des dates")
        }
        if profile.isURL { return urlColumn(index) }
        return withUnknownSteps(textColumn(index), index)
    }

    /// A column alone under the name of a text, however short its texts.
    private func onlyColumn(_ index: Int) -> GuessedColumn? {
        let profile = profiles[index]
        guard headers.count == 1, profile.filled > 0, !profile.isNumeric, !profile.isDate, !profile.isURL,
            HeaderWords(headers[index]).isNameOfTexts
        else { return nil }
        return made(index, .verbatim, 0.9, en: "its name says so", fr: "son nom l'indique")
    }

    /// Says so where a column is headed as a rating and its answers are words in no known order.
    private func withUnknownSteps(_ column: GuessedColumn, _ index: Int) -> GuessedColumn {
        let (header, profile) = (headers[index], profiles[index])
        if profile.isGradeLetters, isAskedToRate(index) { return withUnknownLetters(column, header) }
        guard HeaderDictionary.meaning(ofHeader: header)?.metric?.isRating == true, !profile.isNumeric,
            (2...12).contains(profile.distinctCount), profile.filled >= 5, profile.uniqueShare <= 0.5
        else { return column }
        var column = column
        column.decision = Decision(
            "scale",
            en:
                "column \"\(header)\" is headed as a rating, but its answers are words in no known order: it is kept as "
                + "it is; write numbers in their place to count them",
            fr:
                "la colonne « \(header) » porte un titre de note, mais ses réponses sont des mots sans ordre connu : elle "
                + "est gardée telle quelle ; écrivez des nombres à leur place pour les compter")
        return column
    }

    /// Whether the name of a column, or its question, asks for a rating.
    private func isAskedToRate(_ index: Int) -> Bool {
        let wording = wording(index)
        return HeaderDictionary.meaning(ofHeader: headers[index])?.metric?.isRating == true || wording.asksGrade
            || wording.asksSatisfaction || HeaderWords(headers[index]).isSatisfaction
    }

    /// Asks which end of A to E is the best: schools and offices do not agree.
    private func withUnknownLetters(_ column: GuessedColumn, _ header: String) -> GuessedColumn {
        var column = column
        column.decision = Decision(
            "scale",
            en:
                "column \"\(header)\" holds the letters A, B, C…, and nothing says which end is the best: it is kept as it "
                + "is; write numbers in their place (5 for the best) to count them",
            fr:
                "la colonne « \(header) » contient les lettres A, B, C…, et rien ne dit quel bout est le meilleur : elle est "
                + "gardée telle quelle ; écrivez des nombres à leur place (5 pour la meilleure) pour les compter")
        return column
    }

    /// What neither the customer wrote nor the response holds: notes on the case, another's post, the state of a form.
    private func columnOfOthers(_ index: Int) -> GuessedColumn? {
        let name = comparableHeader(headers[index])
        if let notes = caseNotes(index) { return notes }
        let isQuoted =
            headers[index].hasPrefix("quote.") && headers.contains { ["isQuote", "quoteCount"].contains($0) }
        if isQuoted || Self.otherPosts.contains(where: headers[index].hasPrefix) {
            return ignored(
                index, en: "of another post, which this one repeats or quotes",
                fr: "d'une autre publication, repartagée ou citée")
        }
        if !isSurvey, HeaderWords(headers[index]).words.suffix(2) == ["review", "source"], profiles[index].filled > 0 {
            return made(index, .segment, 0.8, en: "where the review comes from", fr: "d'où vient l'avis")
        }
        if !isSurvey, Self.gradesOfCase.contains(name), profiles[index].filled > 0 {
            return made(index, .segment, 0.8, en: "how the case is graded", fr: "comment le dossier est classé")
        }
        if isFormState(index) { return ignored(index, en: "the state of a form", fr: "l'état d'un formulaire") }
        if Self.profiles.contains(headers[index]) {
            return ignored(
                index, en: "what an author says of themselves", fr: "ce qu'un auteur dit de lui-même", personal: true)
        }
        if Self.agentNames.contains(name), headers.indices.contains(where: { $0 != index && namesCustomer($0) }) {
            return ignored(
                index, en: "who answered, beside the customer", fr: "qui a répondu, à côté du client", personal: true)
        }
        return nil
    }

    private static let profiles: Set<String> = ["user.description", "author.description", "user.bio", "author.bio"]
    private static let otherPosts = [
        "retweeted_status.", "quoted_status.", "retweetedTweet", "quotedTweet", "quotedStatus.",
    ]
    private static let gradesOfCase: Set<String> = [
        "priority", "priorite", "urgency", "urgence", "severity", "severite", "gravite", "impact", "sla",
    ]
    private static let agentNames: Set<String> = ["user", "user name", "username", "utilisateur"]

    private func namesCustomer(_ index: Int) -> Bool {
        HeaderDictionary.isPersonal(headers[index])
            && HeaderWords(headers[index]).words.contains {
                ["customer", "client", "requester", "demandeur"].contains($0)
            }
    }

    /// `visit_complete` of REDCap: 0, 1 or 2 for a form not filled in, not verified, complete.
    private func isFormState(_ index: Int) -> Bool {
        let words = HeaderWords(headers[index]).words.filter { Int($0) == nil }
        return words.last == "complete" && profiles[index].distinctCount <= 3
            && headers.contains { comparableHeader($0) == "record id" }
    }

    /// The columns that tell the visits and repeated forms of one record of REDCap apart.
    var identityColumns: [Int] {
        let names = headers.map(comparableHeader)
        guard names.contains("record id") else { return [] }
        return names.indices.filter {
            ["redcap event name", "redcap repeat instrument", "redcap repeat instance"].contains(names[$0])
        }
    }

    /// A column headed "Réponse" beside one that holds reviews: what the company wrote back.
    private func isReplyBesideReview(_ index: Int) -> Bool {
        if isCommentOfCompany(index) { return true }
        let names: Set<String> = [
            "reponse", "reponses", "response", "responses", "response text", "answer", "antwort", "respuesta",
        ]
        guard !isSurvey, names.contains(comparableHeader(headers[index])), !profiles[index].isNumeric else {
            return false
        }
        return headers.indices.contains { other in
            let name = comparableHeader(headers[other])
            return other != index && !profiles[other].isNumeric
                && (Self.answered.contains { name.hasPrefix($0) }
                    || ["message", "post", "text", "idea"].contains(name))
        }
    }

    /// How names of what a company answers begin.
    private static let answered = [
        "avis", "review", "commentaire", "comment", "rezension", "resena", "verbatim", "kommentar", "comentario",
    ]

    /// "Commentaire agence" beside "Commentaire client".
    private func isCommentOfCompany(_ index: Int) -> Bool {
        let words = comparableHeader(headers[index]).split(separator: " ")
        let company: Set<Substring> = [
            "agence", "magasin", "conseiller", "sav", "equipe", "direction", "manager", "agent", "team", "store",
            "staff",
        ]
        let writings: Set<Substring> = ["commentaire", "commentaires", "comment", "comments", "observations", "retour"]
        guard words.count <= 4, words.contains(where: company.contains), words.contains(where: writings.contains) else {
            return false
        }
        let ofCustomer: Set<String> = [
            "commentaire client", "commentaires client", "avis client", "verbatim client", "commentaire du client",
            "customer comment", "customer comments", "client comment", "retour client",
        ]
        return headers.contains { ofCustomer.contains(comparableHeader($0)) }
    }

    /// "Suivi", "Follow-up" beside the text of the customer.
    private func isFollowUpOfCompany(_ index: Int) -> Bool {
        let names: Set<String> = [
            "suivi", "suivi client", "follow up", "followup", "follow ups", "suivi qualite", "suivi magasin",
        ]
        // What agents note beside the scores of a survey tool.
        let isNote = !groupedScores.isEmpty && ["note", "notes"].contains(comparableHeader(headers[index]))
        guard !isSurvey, isNote || names.contains(comparableHeader(headers[index])), isWriting(index) else {
            return false
        }
        return headers.indices.contains { other in
            let meaning = other == index ? nil : HeaderDictionary.meaning(ofHeader: headers[other])
            return meaning?.target == .verbatim && !profiles[other].isNumeric
        }
    }

    /// Texts, and not states, grades or days.
    func isWriting(_ index: Int) -> Bool {
        let profile = profiles[index]
        return profile.filled > 0 && !profile.isNumeric && !profile.isBoolean && !profile.isDate
            && profile.meanWords >= 2 && (profile.filled < 10 || profile.distinctCount > 6)
    }

    private func isNamedDate(_ index: Int) -> Bool {
        let words = HeaderWords(headers[index])
        // `createTime`: only numbers that can be nothing else.
        if words.isIdentifier, profiles[index].dates.isEpoch, !Set(words.words).isDisjoint(with: ["time", "date"]) {
            return true
        }
        if words.isDateOfAnswer, profiles[index].dates.isEpoch { return true }
        let name = " \(comparableHeader(headers[index])) "
        return [" date", " time", " heure", " horo", " jour "].contains { name.contains($0) }
    }

    /// What the header says, when the cells do not contradict it.
    private func column(_ index: Int, meaning: HeaderMeaning) throws(ImportError) -> GuessedColumn? {
        let (header, profile) = (headers[index], profiles[index])
        let reason = Phrase(en: "its name says so", fr: "son nom l'indique")
        func column(_ confidence: Double) -> GuessedColumn {
            GuessedColumn(
                mapping: ColumnMapping(headers[index], to: meaning.target, confidence: confidence), reason: reason,
                isPersonal: meaning.isPersonal, rank: meaning.rank)
        }
        switch meaning.target {
        case .answer:
            // A figure about many.
            if HeaderWords(header).isWorkedOut || profile.isPromoterGroups || !profile.fits(-100...100) { return nil }
            guard profile.filled > 0, profile.isNumeric || profile.holdsSteps else { return nil }
            return try rating(index, meaning.metric ?? .rating, confidence: 0.95, reason)
        case .verbatim:
            if profile.filled > 0, profile.isNumeric && !profile.isNumberedText || profile.isDate || profile.isURL {
                return nil
            }
            if profile.filled > 0, profile.meanWords < 1.5, !HeaderDictionary.isNamed(header),
                HeaderWords(header).words.count > 2 || !HeaderWords(header).isNameOfTexts
            {
                return nil
            }
            let isLabel = profile.filled >= 20 && profile.distinctCount <= 6 && profile.meanWords < 3
            // The name of the place or product, in every row.
            let isSubject = isTitle(index) && profile.filled > 1 && profile.distinctCount == 1
            return isLabel || isSubject ? nil : column(profile.filled == 0 ? 0.8 : 0.97)
        case .createdAt: return profile.isDate ? column(0.97) : nil
        case .id:
            guard profile.filled > 0, profile.uniqueShare >= 0.999 || HeaderDictionary.isNamed(headers[index])
            else { return nil }
            return column(profile.uniqueShare >= 0.999 ? 0.95 : 0.4)
        case .consent: return profile.isBoolean ? column(0.9) : nil
        case .language where profile.isNumeric && profile.filled > 0:
            return ignored(index, en: "languages in codes of the tool", fr: "des langues en codes de l'outil")
        case .touchpoint, .channel, .country, .city, .language:
            return profile.isNumeric && profile.filled > 0 ? nil : column(0.9)
        case .pageURL: return profile.isNumeric && profile.filled > 0 || profile.isPermalink ? nil : column(0.9)
        case .reply:
            let isLabel = profile.filled >= 10 && profile.distinctCount <= 6 && profile.meanWords < 3
            let isText = !profile.isNumeric && !profile.isBoolean && !profile.isDate && !profile.holdsSteps
            return isText && !isLabel ? column(0.95) : nil
        case .respondent where profile.onlyValue.map({ Nobody.isOne($0.utf8Span.span) }) == true:
            // Any other column says more of who answered.
            var nobody = column(0.95)
            nobody.rank = -1
            return nobody
        case .respondent where profile.isBoolean: return nil
        case .ignore:
            // "note_telephone" rates the telephone.
            if profile.isNumeric, profile.maximum <= 10, !HeaderDictionary.isNamed(headers[index]) { return nil }
            // "Mobile" may be a telephone number or a yes.
            let isLabel = profile.filled >= 10 && profile.distinctCount <= 4
            return isLabel && !HeaderDictionary.namesNothingElse(headers[index]) ? nil : column(0.95)
        case .segment:
            let isOther = profile.isProse || profile.isBoolean || profile.isNumeric && profile.maximum <= 10
            return profile.filled == 0 || isOther || profile.holdsSteps ? nil : column(0.85)
        default: return column(0.95)
        }
    }

    func isTitle(_ index: Int) -> Bool {
        ["title", "titre", "titulo", "titel", "titolo"].contains(comparableHeader(headers[index]))
    }

    // MARK: Ratings

    /// What the question asks for; a name that a program wrote is read as words.
    func wording(_ index: Int) -> QuestionWording {
        let words = HeaderWords(question(index))
        return QuestionWording(words.isIdentifier ? words.spaced : question(index))
    }

    private func ratingColumn(_ index: Int) throws(ImportError) -> GuessedColumn? {
        let (profile, wording) = (profiles[index], wording(index))
        if profile.isPromoterGroups { return promoterGroups(index) }
        // "Super" heads a review whose grade is beside it.
        if isTitle(index), !profile.isNumeric { return nil }
        if HeaderWords(question(index)).isWebRate { return nil }
        // The first "0" of a scale is no "no".
        let isAnswered = !profile.isBoolean || wording.namedScale != nil && profile.filled < 3
        guard profile.isNumeric || profile.holdsSteps, isAnswered else { return nil }
        // One value all over is a ticked box, but for what is never ticked: "how likely are you to recommend us?".
        let isAsked = wording.asksRecommendation && profile.isNumeric && profile.maximum > 1
        guard profile.distinctCount > 1 || profile.filled < 3 || isAsked else { return nil }
        let heading = HeaderWords(headers[index])
        // "Average Satisfaction" of the answers beside it.
        if heading.words.count <= 4, heading.isAggregate, profile.isNumeric, !profile.isInteger { return nil }
        let reason = Phrase(en: "the question's wording and its values", fr: "l'énoncé de la question et ses valeurs")
        let fitsTen = profile.holdsSteps || profile.fits(0...10, isDeclared: true)
        if fitsTen, wording.asksRecommendation, profile.isNumeric {
            return try rating(index, .nps, confidence: 0.9, reason)
        }
        if fitsTen, wording.asksEase || wording.asksEffort { return try rating(index, .ces, confidence: 0.8, reason) }
        if fitsTen, wording.asksSatisfaction || HeaderWords(headers[index]).isSatisfaction {
            return try rating(index, .csat, confidence: 0.8, reason)
        }
        if let metric = profile.degrees?.metric ?? profile.labels?.metric {
            return try rating(
                index, metric, confidence: 0.75,
                Phrase(en: "its answers are steps of a scale", fr: "ses réponses sont les degrés d'une échelle"))
        }
        if let steps = profile.numberedSteps, profile.fits(0...10, isDeclared: true) {
            return try rating(
                index, steps.metric, confidence: 0.75,
                Phrase(en: "its numbers name the steps of a scale", fr: "ses nombres nomment les degrés d'une échelle"))
        }
        let name = HeaderWords(question(index))
        if name.isWorkedOut || name.isIdentifier && name.isAggregate { return nil }
        let isExplained = wording.namedScale != nil || wording.labelledScale != nil || profile.declaredMaximum != nil
        if wording.asksGrade || isExplained, profile.fits(0...100) {
            return try rating(index, .rating, confidence: 0.75, reason)
        }
        return nil
    }

    private func promoterGroups(_ index: Int) -> GuessedColumn {
        let header = headers[index]
        return GuessedColumn(
            mapping: ColumnMapping(header, to: .answer, metric: .nps, scale: .nps, confidence: 0.8),
            reason: Phrase(en: "its answers are promoters and detractors", fr: "promoteurs et détracteurs"),
            decision: Decision(
                "scale",
                en:
                    "column \"\(header)\" names the groups of the NPS: promoters count as 10, passives as 8, detractors "
                    + "as 3; the score is exact, the mean of the ratings is not",
                fr:
                    "la colonne « \(header) » nomme les groupes du NPS : promoteurs comptés 10, passifs 8, détracteurs 3 ; "
                    + "le score est exact, la moyenne des notes ne l'est pas"))
    }

    func rating(
        _ index: Int, _ metric: AnswerKind, confidence: Double, _ reason: Phrase
    ) throws(ImportError) -> GuessedColumn {
        let profile = profiles[index]
        var mapping = ColumnMapping(headers[index], to: .answer, metric: metric, confidence: confidence)
        if profile.holdsSteps {
            let own = profile.degrees?.metric ?? profile.labels?.metric ?? .rating
            mapping.metric = metric == .nps ? .rating : metric == .rating ? own : metric
            mapping.degrees = profile.degrees
            let scale = profile.degrees?.scale ?? (profile.isGoodOrBad ? .thumb : AnswerLabels.scale)
            mapping.scale = scale
            let (kind, low) = (mapping.metric?.rawValue ?? "", scale.direction == .lowerIsBetter)
            let steps = profile.shownSteps
            return GuessedColumn(
                mapping: mapping, reason: reason,
                decision: Decision(
                    "scale",
                    en:
                        "column \"\(headers[index])\" is read as \(kind) on \(scale)\(low ? ", low is good," : "") from its answer "
                        + "labels, \(low ? "best to worst" : "worst to best") (\(steps))",
                    fr:
                        "la colonne « \(headers[index]) » est lue comme \(kind) sur \(scale)\(low ? ", bas = bon," : "") d'après ses "
                        + "libellés, \(low ? "du meilleur au pire" : "du pire au meilleur") (\(steps))"
                ))
        }
        let decided = try ScaleDecision(
            metric, column: headers[index], question: question(index), profile: profile,
            isGrouped: groupedScores.contains(index), isOfReview: isOfReviews && isGradeOfReview(index), file: file,
            line: line)
        (mapping.metric, mapping.scale, mapping.noAnswers) = (decided.metric, decided.scale, decided.noAnswers)
        mapping.hasGuessedScale = decided.isGuessed
        return GuessedColumn(mapping: mapping, reason: reason, decision: decided.decision)
    }

    /// `rating`, "Note", `review_score` among reviews.
    private func isGradeOfReview(_ index: Int) -> Bool {
        let words = HeaderWords(headers[index]).words
        return words.count <= 3 && words.contains { ["rating", "note", "score", "stars", "rate"].contains($0) }
    }

    // MARK: Everything else

    private func urlColumn(_ index: Int) -> GuessedColumn {
        let name = comparableHeader(headers[index])
        let reason = (en: "its cells are addresses of pages", fr: "ses cellules sont des adresses de pages")
        if ["replay", "recording"].contains(where: name.contains) {
            return made(index, .replayURL, 0.8, en: reason.en, fr: reason.fr)
        }
        if profiles[index].isPermalink {
            return ignored(
                index, en: "addresses of posts, not of pages visited", fr: "adresses de messages, pas de pages visitées"
            )
        }
        let notPages = [
            "review", "avis", "conversation", "ticket", "post", "profil", "image", "photo", "avatar", "user",
            "permalink", "reply", "submission",
        ]
        // A page has more than one visitor.
        let isOwnLink =
            ["link", "lien"].contains(name) && profiles[index].filled > 1 && profiles[index].uniqueShare == 1
        if isOwnLink || notPages.contains(where: name.contains) {
            return ignored(index, en: "addresses of unknown purpose", fr: "adresses d'usage inconnu")
        }
        if ["url", "page", "lien", "link", "refer"].contains(where: name.contains) {
            return made(index, .pageURL, 0.7, en: reason.en, fr: reason.fr)
        }
        return ignored(index, en: "addresses of unknown purpose", fr: "adresses d'usage inconnu")
    }

    private func textColumn(_ index: Int) -> GuessedColumn {
        let (profile, wording) = (profiles[index], wording(index))
        let isQuestion = isSurvey || question(index).utf8.contains(0x3F) || question(index).utf8.count > 45
        // Codes of several choices, "1,3", are no decimals.
        if isSelectedChoice(index), !profile.isNumeric || !profile.isInteger {
            return answer(index, .choice, 0.9, en: "a choice, as its question says", fr: "un choix, d'après son énoncé")
        }
        if !profile.isProse, profile.isTextsAndNothings(isOpen: wording.asksOpenly) {
            return made(
                index, .verbatim, 0.8, en: "texts, and where there is nothing to say, that",
                fr: "des textes, et « rien » là où il n'y a rien à dire")
        }
        if profile.isBoolean, isQuestion {
            return answer(index, .boolean, 0.7, en: "its cells are yes or no", fr: "ses cellules sont oui ou non")
        }
        if profile.isNumeric {
            let isRunning =
                profile.filled > 10 && profile.uniqueShare >= 0.999 || profile.numbersRows
                // Pages of results, one after the other.
                || isUnnamedFirst(index) && profile.minimum == 0 && profile.maximum > 10 && profile.distinctCount >= 10
            if profile.isInteger, isRunning, isCounter(index) {
                return ignored(index, en: "it numbers the rows", fr: "elle numérote les lignes")
            }
            let isLong = profile.minimum >= 1e8
            let isCode =
                profile.isInteger && profile.uniqueShare > 0.9
                && (isLong || profile.filled > 10 && profile.maximum >= 1000)
            if profile.isInteger, !isCode, HeaderWords(headers[index]).isNumberOfThing {
                return made(
                    index, .segment, 0.6, en: "numbers that name something",
                    fr: "des numéros qui désignent quelque chose")
            }
            return isCode
                ? ignored(
                    index, en: "numbers that differ in nearly every row",
                    fr: "des nombres différents presque à chaque ligne")
                : answer(index, .number, 0.5, en: "its cells are numbers", fr: "ses cellules sont des nombres")
        }
        // One value all over is a ticked box, whatever its label says.
        if isQuestion, profile.distinctCount == 1, profile.filled >= 3 {
            return answer(
                index, .choice, 0.7, en: "one value that repeats: a ticked box",
                fr: "une seule valeur qui se répète : une case cochée")
        }
        if isTickedBox(index) {
            return answer(
                index, .choice, 0.7, en: "its only value is its name: a ticked box",
                fr: "sa seule valeur est son nom : une case cochée")
        }
        if hasColumnsOfOptions(index) {
            return answer(
                index, .choice, 0.8, en: "its options have columns of their own",
                fr: "ses options ont chacune leur colonne")
        }
        if profile.isOptionList, !wording.asksOwnWords {
            return isQuestion
                ? answer(
                    index, .choice, 0.6, en: "lists of answers that repeat",
                    fr: "des listes de réponses qui se répètent")
                : made(
                    index, .segment, 0.6, en: "lists of values that repeat", fr: "des listes de valeurs qui se répètent"
                )
        }
        let isShortList = profile.distinctCount <= 30 && profile.uniqueShare <= 0.5 || profile.uniqueShare <= 0.2
        // Eight people chose among three labels, whatever the question seems to ask.
        let isChosen =
            profile.filled >= 8 && profile.distinctCount <= 6 && profile.repeatsThroughout && !profile.isProse
            && profile.meanWords < 4
        let isCommentary = (wording.asksOwnWords || wording.asksImpression) && profile.meanWords >= 1.5
        if profile.isProse
            || (isQuestion && wording.asksWords || isCommentary) && !(isShortList && (profile.filled >= 20 || isChosen))
        {
            return made(
                index, .verbatim, profile.isProse ? 0.85 : 0.7, en: "its cells are sentences",
                fr: "ses cellules sont des phrases")
        }
        if isShortList || profile.filled <= 3 && !isQuestion {
            return isQuestion
                ? answer(index, .choice, 0.6, en: "a few answers that repeat", fr: "quelques réponses qui se répètent")
                : made(index, .segment, 0.6, en: "a few values that repeat", fr: "quelques valeurs qui se répètent")
        }
        if isQuestion {
            return profile.meanWords >= 2
                ? made(index, .verbatim, 0.6, en: "free answers to a question", fr: "réponses libres à une question")
                : answer(index, .choice, 0.5, en: "short answers to a question", fr: "réponses courtes à une question")
        }
        return ignored(
            index, en: "differs in nearly every row and may name a person",
            fr: "différent presque à chaque ligne, peut désigner une personne", personal: true)
    }

    /// "Réf.", "N°", `number`, "Ticket #": filled in every row, never the same twice, and not the number of the row.
    private func isReference(_ index: Int) -> Bool {
        let profile = profiles[index]
        let names: Set<String> = [
            "ref", "reference", "no", "numero", "num", "number", "nr", "ticket", "n", "casenumber", "dossier", "case",
        ]
        guard !isSurvey, names.contains(comparableHeader(headers[index])), profile.filled > 1,
            profile.filled == profiles.map(\.filled).max(), profile.uniqueShare >= 0.999, profile.meanWords < 1.5,
            !profile.isDate, !profile.isPhone, !profile.isEmail, !profile.isURL
        else { return false }
        // Rows are numbered from nought or one; a few of them may be left out.
        return !(profile.isNumeric && profile.minimum <= 1)
    }

    /// "Ce qui vous a plu | Prix" with nothing but "Prix" in it; in a survey also "Prix" alone, or "Prix (2)", which tells
    /// it from the option of another question.
    private func isTickedBox(_ index: Int) -> Bool {
        guard let value = profiles[index].onlyValue.map(comparableHeader), !value.isEmpty else { return false }
        let name = comparableHeader(headers[index])
        guard name == value || name.hasPrefix(value + " ") else { return name.hasSuffix(" " + value) }
        return isSurvey && (name == value || Int(name.dropFirst(value.count + 1)) != nil)
    }

    /// "Ce qui vous a plu ?" beside "Ce qui vous a plu ? (Prix)" with yes and no in it: the options ticked, in one cell.
    private func hasColumnsOfOptions(_ index: Int) -> Bool {
        let options = headers.indices.filter { other in
            other != index && headers[other].hasPrefix("\(headers[index]) (") && headers[other].hasSuffix(")")
                && (profiles[other].isBoolean || profiles[other].filled == 0)
        }
        return options.contains { profiles[$0].filled > 0 }
    }

    /// `No`, `#`, `Unnamed: 0`, or no name at all in the first column.
    private func isCounter(_ index: Int) -> Bool {
        let name = comparableHeader(headers[index])
        return [
            "", "no", "n", "num", "numero", "nr", "index", "idx", "row", "row number", "ligne", "no ligne", "unnamed 0",
            "x", "cle", "s no", "sno", "sr no",
        ]
        .contains(name) || isUnnamedFirst(index)
            || index == 0
                && [
                    "response", "responses", "response no", "entry", "record", "observation", "obs", "reponse",
                    "enregistrement",
                ]
                .contains(name)
    }

    /// Where programs write the number of the row, and tables are named by us.
    private func isUnnamedFirst(_ index: Int) -> Bool {
        index == 0 && ["", "column 1", "unnamed 0"].contains(comparableHeader(headers[index]))
    }

    func made(
        _ index: Int, _ target: TargetField, _ confidence: Double, en: String, fr: String, personal: Bool = false
    ) -> GuessedColumn {
        GuessedColumn(
            mapping: ColumnMapping(headers[index], to: target, confidence: confidence), reason: Phrase(en: en, fr: fr),
            isPersonal: personal)
    }

    func answer(_ index: Int, _ kind: AnswerKind, _ confidence: Double, en: String, fr: String) -> GuessedColumn {
        GuessedColumn(
            mapping: ColumnMapping(headers[index], to: .answer, metric: kind, confidence: confidence),
            reason: Phrase(en: en, fr: fr))
    }

    func ignored(_ index: Int, en: String, fr: String, personal: Bool = false) -> GuessedColumn {
        made(index, .ignore, 0.5, en: en, fr: fr, personal: personal)
    }
}

extension HeaderDictionary {
    static func isPersonal(_ header: String) -> Bool { meaning(ofHeader: header)?.isPersonal ?? false }
    /// Whether the whole name is a known one.
    static func isNamed(_ header: String) -> Bool { meaning(of: comparableHeader(header)) != nil }
}
