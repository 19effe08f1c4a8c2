import Feedback
package import FeedbackStore

extension FeedbackStore {
    /// The languages of a selection, the most written first.
    package func languagesByItems(_ filter: InsightFilter) throws -> [String] {
        let rows = try tallies(TallyQuery(filter, by: [.language]))
        return rows.sorted { $0.counts.items > $1.counts.items }.map { $0.keys[0] }.filter { !$0.isEmpty }
    }

    /// The best of each language in turn: the evidence of two lexicons is not on one scale, so one would hide the other.
    package func typicalQuotes(
        of friction: String, _ filter: InsightFilter, languages: [String], limit: Int
    ) throws -> [Quote] {
        let found = try languages.prefix(3).map { language in
            var filter = filter
            filter.language = filter.language ?? language
            return try quotes(of: friction, filter: filter, limit: 2 * limit)
        }
        // One person may have written in two languages: the first quote stands.
        var (turns, items, people): ([Quote], Set<Int64>, Set<String>) = ([], [], [])
        for turn in 0..<(2 * limit) {
            for list in found where turn < list.count && items.insert(list[turn].itemID).inserted {
                if let person = list[turn].respondent, !people.insert(person).inserted { continue }
                turns.append(Quote(list[turn]))
            }
        }
        return Array(turns.prefix(limit))
    }
}
