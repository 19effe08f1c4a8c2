internal import Feedback

/// The ten statements of the System Usability Scale (J. Brooke, 1996), answered from 1, strongly disagree, to 5: the even ones
/// complain, so that 1 is best.
enum UsabilityScale {
    /// By statement: ways to say it, each a list of stems that all stand in the question.
    private static let statements: [[[String]]] = [
        [["use", "frequently"], ["utiliser", "frequemment"], ["utiliser", "souvent"]],
        [["unnecessarily", "complex"], ["inutilement", "complex"]],
        [["easy to use"], ["facile a utiliser"]],
        [["need", "support", "technical"], ["besoin", "technique"], ["besoin", "technicien"]],
        [["functions", "integrated"], ["fonction", "integre"]],
        [["too much inconsistency"], ["incoherence"]],
        [["learn", "quickly"], ["apprendraient", "rapidement"], ["apprendr", "vite"]],
        [["cumbersome"], ["awkward"], ["contraignant"], ["lourd"]],
        [["confident"], ["confiant"], ["en confiance"]],
        [["learn a lot"], ["needed to learn"], ["apprendre beaucoup"]],
    ]

    /// The statement a question makes, from 0 on.
    static func statement(_ question: String) -> Int? {
        let text = comparableHeader(question)
        return statements.firstIndex { ways in ways.contains { way in way.allSatisfy(text.contains) } }
    }
}

extension ColumnGuesser {
    /// So many of the statements are enough to know them all.
    private static let enough = 6

    /// The statements of a System Usability Scale are ratings of five points, those that complain from high to low.
    func rateUsability(_ columns: inout [GuessedColumn]) {
        var found: [Int: Int] = [:]
        for index in columns.indices where profiles[index].isNumeric && profiles[index].fits(1...5) {
            if let statement = UsabilityScale.statement(question(index)), found[statement] == nil {
                found[statement] = index
            }
        }
        guard found.count >= Self.enough else { return }
        for (statement, index) in found {
            let complains = statement % 2 == 1
            let scale = RatingScale(1, 5, complains ? .lowerIsBetter : .higherIsBetter)
            columns[index].mapping = ColumnMapping(
                headers[index], to: .answer, metric: .rating, scale: scale, confidence: 0.9)
            columns[index].reason = Phrase(
                en: "a statement of the System Usability Scale", fr: "un énoncé de l'échelle d'utilisabilité SUS")
            columns[index].decision = Decision(
                "scale",
                en:
                    "column \"\(headers[index])\" is statement \(statement + 1) of the System Usability Scale, read as rating on "
                    + "\(scale)\(complains ? ", low is good" : "")",
                fr:
                    "la colonne « \(headers[index]) » est l'énoncé \(statement + 1) de l'échelle d'utilisabilité SUS, lue comme "
                    + "note sur \(scale)\(complains ? ", bas = bon" : "")")
        }
    }
}
