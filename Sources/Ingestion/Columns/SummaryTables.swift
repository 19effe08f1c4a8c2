internal import Feedback

/// SurveyMonkey's "summary data": under each question its choices with how many gave each. Its lines are no responses.
struct SummaryTables {
    private let line: Int

    /// - Returns: `nil` unless a line heads choices and counts, and another says how many answered or skipped a question.
    init?(_ table: TableHead) {
        guard let head = table.rows.firstIndex(where: Self.headsChoices),
            table.rows[head...].contains(where: Self.countsAnswers)
        else { return nil }
        line = table.lines[head]
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
