internal import Feedback

/// Answers to open questions of a survey that say that there is nothing to say: "RAS", "Non", "N/A". They are counted, not kept.
struct NoTexts: Sendable {
    private var counts: [String: Int] = [:]

    mutating func add(_ column: String) { counts[column, default: 0] += 1 }

    /// Takes them out of a response.
    mutating func remove(from item: inout FeedbackItem) {
        guard item.kind == .survey else { return }
        item.verbatims.removeAll { verbatim in
            guard verbatim.text.utf8.count <= 24, AnswerLabels.isNoText(comparableHeader(verbatim.text)) else {
                return false
            }
            add(verbatim.question ?? verbatim.field)
            return true
        }
    }

    var decisions: [Decision] {
        counts.sorted { $0.key < $1.key }.map { column, count in
            Decision(
                "no-text",
                en:
                    "\(count) cells of column \"\(column)\" say that there is nothing to say (\"RAS\", \"Non\", \"N/A\"): they count "
                    + "as no answer, not as texts",
                fr:
                    "\(count) cellules de la colonne « \(column) » disent qu'il n'y a rien à dire (« RAS », « Non », « N/A ») : "
                    + "elles comptent comme sans réponse, pas comme des textes")
        }
    }
}
