internal import Feedback

/// What the answers beside a question say of its scale.
extension ColumnGuesser {
    /// Fewer answers than this prove no scale.
    private static let fewest = 8
    /// As many questions side by side are a grid.
    private static let grid = 4

    /// "Recommend" and "effort" among questions on 1–5, never above 5 themselves, are on 1–5 too: no NPS of detractors only.
    func sharePoints(_ columns: inout [GuessedColumn]) {
        let onFive = columns.indices.filter { isOnFive($0) && columns[$0].mapping.target == .answer }
        for index in onFive where onFive.count > 2 && isUnexplained(index) && profiles[index].fits(1...5) {
            switch columns[index].mapping.metric {
            case .nps: columns[index].mapping.metric = .rating
            case .ces where columns[index].mapping.scale?.maximum == 7: break
            default: continue
            }
            guard let beside = onFive.first(where: { $0 != index }) else { continue }
            let scale = RatingScale(1, 5, columns[index].mapping.scale?.direction ?? .higherIsBetter)
            share(scale, of: headers[beside], &columns[index])
        }
        rateGrids(&columns)
    }

    /// Questions side by side that are all answered from 1 (or 0) to 5, one of them known as a rating, are all ratings.
    private func rateGrids(_ columns: inout [GuessedColumn]) {
        var start = columns.startIndex
        while start < columns.endIndex {
            var end = start
            while end < columns.endIndex, isOfGrid(end, columns[end]) { end += 1 }
            if end - start >= Self.grid { rateGrid(start..<end, &columns) }
            start = end + 1
        }
    }

    private func rateGrid(_ grid: Range<Int>, _ columns: inout [GuessedColumn]) {
        let isRated = { (index: Int) in [.rating, .csat, .ces].contains(columns[index].mapping.metric) }
        guard let known = grid.first(where: isRated), !goesOnAboveFive(grid) else { return }
        let hasZero = grid.contains { profiles[$0].count(of: 0) > 0 }
        let scale = RatingScale(hasZero ? 0 : 1, 5)
        for index in grid where isUnexplained(index) {
            // A rating keeps its own scale where its answers fit it.
            let isOff = profiles[index].count(of: 0) > 0 || columns[index].mapping.scale?.maximum != 5
            guard columns[index].mapping.metric == .number || hasZero && isOff else { continue }
            let beside = index == known ? headers[grid.first { $0 != known } ?? known] : headers[known]
            columns[index].mapping.metric = .rating
            share(scale, of: beside, &columns[index])
        }
    }

    /// Whether the question beside the grid is answered up to 7: the grid may be, too.
    private func goesOnAboveFive(_ grid: Range<Int>) -> Bool {
        [grid.lowerBound - 1, grid.upperBound].contains { index in
            guard profiles.indices.contains(index) else { return false }
            let profile = profiles[index]
            return profile.isNumeric && profile.isInteger && profile.fits(1...7) && profile.distinctNumbers > 3
        }
    }

    private func isOfGrid(_ index: Int, _ column: GuessedColumn) -> Bool {
        let (words, profile) = (HeaderWords(headers[index]).words, profiles[index])
        // Of what is counted most rows have none.
        guard profile.count(of: 0) * 4 <= profile.numbers else { return false }
        return column.mapping.target == .answer && isOnFive(index) && profile.distinctNumbers > 2
            && [.number, .rating, .csat, .ces].contains(column.mapping.metric)
            && !words.contains(where: Self.counted.contains)
    }

    /// What is counted rather than rated.
    private static let counted: Set<String> = [
        "count", "number", "nb", "nombre", "years", "year", "age", "annees", "ans", "children", "enfants", "hours",
        "days",
        "jours", "heures", "months", "mois", "quantity", "qty", "quantite", "visits", "visites", "id", "rank", "rang",
        "level", "niveau", "experience", "size", "taille", "items", "articles", "votes", "votants", "week", "month",
        "semaine", "quarter", "trimestre", "weight", "code", "type", "step", "stage", "likes", "priority", "priorite",
        "helpful", "useful", "funny", "cool", "thumbs", "thumbsup", "photos", "images", "replies", "comments",
        "upvotes",
        "downvotes", "shares", "retweets", "views", "utile", "reponses", "commentaires", "attachments", "contacts",
    ]

    /// Whole numbers from 0 or 1 to 5, several of them.
    private func isOnFive(_ index: Int) -> Bool {
        let profile = profiles[index]
        return profile.isNumeric && profile.isInteger && profile.fits(0...5) && profile.distinctNumbers > 1
            && profile.numbers >= Self.fewest && profile.maximum > 3 && !profile.numbersRows
    }

    /// Whether nothing but its wording says what it is: no "0–10" in the question, no "NPS", no column of promoters beside it.
    private func isUnexplained(_ index: Int) -> Bool {
        wording(index).namedScale == nil && profiles[index].declaredMaximum == nil && !groupedScores.contains(index)
            && !HeaderWords(question(index)).words.contains { ["nps", "enps", "ces", "promoter"].contains($0) }
    }

    private func share(_ scale: RatingScale, of sibling: String, _ column: inout GuessedColumn) {
        column.mapping.scale = scale
        column.mapping.hasGuessedScale = true
        let (name, kind) = (column.mapping.column, column.mapping.metric?.rawValue ?? "")
        column.decision = Decision(
            "scale",
            en:
                "column \"\(name)\" is read as \(kind) on \(scale): like \"\(sibling)\" beside it, it never goes above 5",
            fr:
                "la colonne « \(name) » est lue comme \(kind) sur \(scale) : comme « \(sibling) » à côté, elle ne dépasse "
                + "jamais 5")
    }
}
