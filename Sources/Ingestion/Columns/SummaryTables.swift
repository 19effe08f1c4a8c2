internal import Feedback

/// SurveyMonkey's "summary data": under each question its choices with how many gave each. Its lines are no responses.
struct SummaryTables {
    private let line: Int

    /// - Returns: `nil` unless lines say how many answered or skipped a question: one under a line that heads choices and
    ///   counts, or two together.
    init?(_ table: TableHead) {
        let counted = table.rows.indices.filter { Self.countsAnswers(table.rows[$0]) }
        guard let last = counted.last else { return nil }
        let head = table.rows[...last].firstIndex(where: Self.headsChoices)
        let pair = counted.first { first in
            counted.contains(first + 1) && table.rows[first] != table.rows[first + 1]
                && [first, first + 1].allSatisfy { row in table.rows[row].count { !$0.isEmpty } == 2 }
        }
        guard let line = head ?? pair else { return nil }
        self.line = table.lines[line]
    }

    private static func headsChoices(_ row: [String]) -> Bool {
        let cells = row.filter { !$0.isEmpty }.map(comparableHeader)
        return (2...4).contains(cells.count) && choices.contains(cells[0]) && responses.contains(cells[1])
    }

    /// `,Answered,40`.
    private static func countsAnswers(_ row: [String]) -> Bool {
        let cells = row.filter { !$0.isEmpty }
        return (2...3).contains(cells.count) && cells.dropLast().contains { counted.contains(comparableHeader($0)) }
            && cells.last.map { $0.utf8.allSatisfy(\.isDigit) } == true
    }

    // The languages of the interface.
    private static let choices: Set<String> = [
        "answer choices", "answer choice", "choix de reponses", "choix de reponse", "antwortoptionen",
        "antwortmoglichkeiten", "opciones de respuesta", "opcoes de resposta", "opzioni di risposta", "antwoordkeuzen",
    ]
    private static let responses: Set<String> = [
        "responses", "reponses", "beantwortungen", "antworten", "respuestas", "respostas", "risposte", "reacties",
    ]
    private static let counted: Set<String> = [
        "answered", "skipped", "repondues", "repondus", "repondu", "repondue", "ignorees", "ignores", "ignore",
        "ignoree", "question ignoree", "questions ignorees", "reponses obtenues", "questions passees", "beantwortet",
        "ubersprungen", "respondido", "respondidas", "omitido", "omitidas", "respondida", "ignorado", "ignoradas",
        "risposto", "saltato", "saltate", "beantwoord", "overgeslagen",
    ]

    func error(_ file: String) -> ImportError {
        ImportError(
            file: file, line: line,
            what: Phrase(
                en: "it holds the totals of each choice (\"summary data\"), not the answers of customers",
                fr: "il contient les totaux de chaque choix (« résumé des données »), pas les réponses des clients"),
            fix: Phrase(
                en: "In SurveyMonkey, choose Save As, Export file, All individual responses, as CSV or XLS",
                fr: "Dans SurveyMonkey, choisissez Enregistrer sous, Exporter le fichier, Toutes les réponses "
                    + "individuelles, en CSV ou XLS"))
    }
}
