internal import Feedback

/// A table of how many gave each answer, a day or a place a row: "Very happy", "Happy", "Unhappy", "Very unhappy", or the
/// stars from 1 to 5. Its counts are no ratings.
struct CountTable {
    private let columns: [String]

    /// - Returns: `nil` unless three columns or more are named as the answers of one scale and hold whole numbers.
    init?(_ guesser: ColumnGuesser) {
        let counts = guesser.headers.indices.filter {
            let profile = guesser.profiles[$0]
            return profile.filled > 0 && profile.isNumeric && profile.isInteger && profile.minimum >= 0
        }
        // Boxes that are ticked hold no more than 1.
        guard counts.contains(where: { guesser.profiles[$0].maximum > 1 }) else { return nil }
        let names = counts.map { (header: guesser.headers[$0], name: comparableHeader(guesser.headers[$0])) }
        let scales: [(String) -> Double?] =
            AnswerLabels.allCases.map { labels in { labels.points($0) } } + [AnswerLabels.promoterGroup, Self.stars]
        for points in scales {
            let answers = names.filter { points($0.name) != nil }
            guard Set(answers.map { points($0.name) }).count >= 3 else { continue }
            columns = answers.map(\.header)
            return
        }
        return nil
    }

    /// "5 stars", "4 étoiles".
    private static func stars(_ name: String) -> Double? {
        let words = name.split(separator: " ")
        guard words.count == 2, ["star", "stars", "etoile", "etoiles"].contains(words[1]) else { return nil }
        return Double(words[0])
    }

    func error(_ file: String, line: Int) -> ImportError {
        let list = columns.prefix(5).map { "\"\($0)\"" }.joined(separator: ", ")
        return ImportError(
            file: file, line: line,
            what: Phrase(
                en: "the columns \(list) count how many gave each answer: totals, not the answers of customers",
                fr:
                    "les colonnes \(list) comptent combien ont donné chaque réponse : des totaux, pas les réponses des clients"
            ),
            fix: Phrase(
                en: "Export the answers themselves, one a line, with their date",
                fr: "Exportez les réponses elles-mêmes, une par ligne, avec leur date"))
    }
}
