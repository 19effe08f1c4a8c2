internal import Feedback

/// What survey tools put beside the questions: groups of scores, details of who answered.
extension ColumnGuesser {
    // MARK: Scores

    /// A column of scores of which another column, or the tool, says what they measure.
    func namedScore(_ index: Int) throws(ImportError) -> GuessedColumn? {
        if groupedScores.contains(index) {
            return try rating(
                index, .nps, confidence: 0.95,
                Phrase(
                    en: "another column groups it into promoters and detractors",
                    fr: "une autre colonne la range en promoteurs et détracteurs"))
        }
        let profile = profiles[index]
        guard Self.scores.contains(comparableHeader(headers[index])), profile.isNumeric, profile.isInteger,
            let metric = metricOfSurvey(profile)
        else { return nil }
        return try rating(
            index, metric, confidence: 0.9,
            Phrase(
                en: "the kind or name of the survey says what it measures",
                fr: "le type ou le nom de l'enquête dit ce qu'elle mesure"))
    }

    private static let scores: Set<String> = [
        "score", "answer", "rating", "value", "response", "note", "reponse", "survey response", "survey score",
        "response value",
    ]

    /// What a column "Survey type" says in every row, or Wootric's own columns.
    private func metricOfSurvey(_ profile: ColumnProfile) -> AnswerKind? {
        let names = headers.map(comparableHeader)
        let types = names.indices.filter { Self.types.contains(names[$0]) }
        let loose = names.indices.filter { Self.looseTypes.contains(names[$0]) }
            .compactMap { profiles[$0].onlyValue.map(comparableHeader) }
            .filter { ["nps", "csat", "ces", "enps"].contains($0) }
        for type in types.compactMap({ profiles[$0].onlyValue.map(comparableHeader) }) + loose {
            let words = type.split(separator: " ")
            if words.contains("nps") || words.contains("enps"), profile.fits(0...10) { return .nps }
            if words.contains("csat"), profile.fits(1...5) { return .csat }
            if words.contains("ces"), profile.fits(1...7) { return .ces }
        }
        let title = comparableHeader(file.split(separator: "/").last.map { String($0) } ?? "").split(separator: " ")
        if title.contains("nps") || title.contains("enps"), profile.fits(0...10), profile.maximum > 7 { return .nps }
        guard names.contains("end user id"), names.contains("origin url") || names.contains("last surveyed"),
            names.contains("survey id") || names.contains("excluded from calculations"), profile.fits(0...10),
            profile.maximum > 7
        else { return nil }
        return .nps
    }

    /// What a column of any other kind may be named, where it says nothing but the metric in every row.
    private static let looseTypes: Set<String> = [
        "type", "kind", "survey", "enquete", "questionnaire", "score type", "type de score", "indicateur", "indicator",
        "kpi", "program", "programme",
    ]

    private static let types: Set<String> = [
        "survey type", "question type", "type of survey", "metric", "metric type", "type d enquete", "type de question",
        "survey metric",
    ]

    /// The columns of numbers that a column of promoters, passives and detractors groups, row by row.
    static func scoresBesideGroups(_ rows: [[String]], _ profiles: [ColumnProfile], _ headers: [String]) -> Set<Int> {
        let groups = profiles.indices.filter { profiles[$0].isPromoterGroups }
        guard !groups.isEmpty else { return [] }
        let scores = profiles.indices.filter { index in
            profiles[index].isNumeric && profiles[index].isInteger && profiles[index].fits(0...10)
        }
        return Set(
            scores.filter { score in
                let isNamed = Self.scores.contains(comparableHeader(headers[score]))
                return groups.contains { agree(rows, scores: score, groups: $0, isNamed: isNamed) }
            })
    }

    /// - Parameter isNamed: whether the column is headed as a score: one response then says it all.
    private static func agree(_ rows: [[String]], scores: Int, groups: Int, isNamed: Bool) -> Bool {
        var (same, other, seen) = (0, 0, Set<Double>())
        for row in rows where scores < row.count && groups < row.count {
            guard let group = AnswerLabels.promoterGroup(comparableHeader(row[groups])),
                let points = RatingCell(row[scores].utf8Span.span)?.points
            else { continue }
            let expected = points >= 9 ? 10.0 : points >= 7 ? 8 : 3
            if group == expected { same += 1 } else { other += 1 }
            seen.insert(group)
        }
        if isNamed, same > 0, other == 0 { return true }
        return same > 1 && seen.count > 1 && other * 20 <= same
    }

    // MARK: Who answered

    /// A column of a block that asks who answered, whatever the block is called.
    func contactColumn(_ index: Int) -> GuessedColumn? {
        guard let part = contactPart(index), let detail = ContactDetail(part.name), holdsDetails(index),
            part.asksForContact || isInBlock(part.block, index)
        else { return nil }
        let reason = (en: "a detail of who answered", fr: "une coordonnée de qui a répondu")
        switch detail {
        // "From: (Address)" of Outlook.
        case .personal where profiles[index].isEmail: return nil
        case .personal: return made(index, .ignore, 0.9, en: reason.en, fr: reason.fr, personal: true)
        case .email:
            return profiles[index].isEmail || profiles[index].filled == 0
                ? made(index, .email, 0.9, en: reason.en, fr: reason.fr, personal: true) : nil
        case .city: return made(index, .city, 0.9, en: reason.en, fr: reason.fr)
        case .country: return made(index, .country, 0.9, en: reason.en, fr: reason.fr)
        case .group: return made(index, .segment, 0.8, en: reason.en, fr: reason.fr)
        }
    }

    private func contactPart(_ index: Int) -> BlockHeader? {
        if let part = BlockHeader(headers[index]), ContactDetail(part.name) != nil { return part }
        return BlockHeader(question(index))
    }

    /// Neither ratings, nor boxes ticked beside the ways to reach a customer.
    private func holdsDetails(_ index: Int) -> Bool {
        let profile = profiles[index]
        if profile.isNumeric, profile.maximum <= 10 { return false }
        if profile.filled > 0, profile.isBoolean || profile.holdsSteps { return false }
        if let only = profile.onlyValue.map(comparableHeader), contactPart(index)?.name == only { return false }
        return !profile.isProse
    }

    /// Whether other columns of the same block ask for other details, and one of them for a name, an address or a number.
    private func isInBlock(_ block: String, _ index: Int) -> Bool {
        let details = headers.indices.compactMap { other -> ContactDetail? in
            guard let part = contactPart(other), part.block == block else { return nil }
            return ContactDetail(part.name)
        }
        return details.count > 1 && details.contains { $0 == .personal || $0 == .email }
    }

    // MARK: Answers chosen

    /// Qualtrics writes so of a question whose answer is chosen, beside the text of "Other".
    func isSelectedChoice(_ index: Int) -> Bool {
        let name = comparableHeader(question(index))
        return [" selected choice", " choix selectionne", " choix selectionnes", " ausgewahlte option"].contains {
            name.hasSuffix($0)
        }
    }
}
