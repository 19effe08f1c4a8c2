internal import Feedback

/// What the answers beside a question say of its scale.
extension ColumnGuesser {
    /// Fewer answers than this prove no scale.
    private static let fewest = 8

    /// "Recommend" and "effort" among questions on 1–5, never above 5 themselves, are on 1–5 too: no NPS of detractors only.
    func sharePoints(_ columns: inout [GuessedColumn]) {
        let onFive = columns.indices.filter { isOnFive($0) && columns[$0].mapping.target == .answer }
        for index in onFive where onFive.count > 2 && isUnexplained(index) {
            switch columns[index].mapping.metric {
            case .nps: columns[index].mapping.metric = .rating
            case .ces where columns[index].mapping.scale?.maximum == 7: break
            default: continue
            }
            guard let beside = onFive.first(where: { $0 != index }) else { continue }
            columns[index].mapping.scale = RatingScale(1, 5, columns[index].mapping.scale?.direction ?? .higherIsBetter)
            columns[index].mapping.hasGuessedScale = true
            columns[index].decision = shared(columns[index].mapping, headers[beside])
        }
    }

    /// Whole numbers from 1 to 5, several of them.
    private func isOnFive(_ index: Int) -> Bool {
        let profile = profiles[index]
        return profile.isNumeric && profile.isInteger && profile.fits(1...5) && profile.distinctNumbers > 1
            && profile.numbers >= Self.fewest && !profile.numbersRows
    }

    /// Whether nothing but its wording says what it is: no "0–10" in the question, no "NPS", no column of promoters beside it.
    private func isUnexplained(_ index: Int) -> Bool {
        wording(index).namedScale == nil && profiles[index].declaredMaximum == nil && !groupedScores.contains(index)
            && !HeaderWords(question(index)).words.contains { ["nps", "enps", "ces", "promoter"].contains($0) }
    }

    private func shared(_ mapping: ColumnMapping, _ sibling: String) -> Decision {
        let (kind, scale) = (mapping.metric?.rawValue ?? "", mapping.scale.map { "\($0)" } ?? "")
        return Decision(
            "scale",
            en:
                "column \"\(mapping.column)\" is read as \(kind) on \(scale): like \"\(sibling)\" beside it, it never goes above 5",
            fr:
                "la colonne « \(mapping.column) » est lue comme \(kind) sur \(scale) : comme « \(sibling) » à côté, "
                + "elle ne dépasse jamais 5")
    }
}
