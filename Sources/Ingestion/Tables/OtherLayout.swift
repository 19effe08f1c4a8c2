internal import Feedback

/// Tables whose rows are no responses: one row an answer, or one row a question. They are refused with what to do.
enum OtherLayout {
    /// - Returns: what is wrong and how to mend it, or `nil` for a table of one row a response.
    static func refusal(_ table: TableHead, file: String) -> ImportError? {
        if let totals = SummaryTables(table) { return totals.error(file) }
        if let (question, answer) = answersInRows(table) {
            return ImportError(
                file: file, line: table.headerLine,
                what: Phrase(
                    en:
                        "each row is one answer (\"\(question)\", \"\(answer)\"), not one response with all its answers",
                    fr:
                        "chaque ligne est une réponse à une seule question (« \(question) », « \(answer) »), pas un "
                        + "questionnaire avec toutes ses réponses"),
                fix: Phrase(
                    en:
                        "Export it with one row a respondent and one column a question, or turn \"\(question)\" into columns "
                        + "(in Excel: Data, From Table, Pivot Column, without aggregation)",
                    fr:
                        "Exportez-le avec une ligne par répondant et une colonne par question, ou faites de « \(question) » "
                        + "des colonnes (dans Excel : Données, À partir d'un tableau, Pivoter la colonne, sans agrégation)"
                ))
        }
        guard isTurned(table) else { return nil }
        return ImportError(
            file: file, line: table.lines[0],
            what: Phrase(
                en: "questions stand in the first column and respondents side by side: each row should be a response",
                fr:
                    "les questions sont dans la première colonne et les répondants côte à côte : chaque ligne devrait être "
                    + "une réponse"),
            fix: Phrase(
                en: "Transpose it in the spreadsheet (copy it, Paste Special, Transpose) and import it again",
                fr: "Transposez-le dans le tableur (copiez-le, Collage spécial, Transposé) et importez-le de nouveau"))
    }

    private static let questions: Set<String> = [
        "question", "questions", "question text", "question title", "question label", "question name", "question id",
        "questionid", "question code", "libelle question", "libelle de la question", "intitule question",
        "intitule de la question", "id question", "code question", "no question", "texte question",
        "texte de la question", "critere", "criterion", "variable",
    ]
    private static let answers: Set<String> = [
        "answer", "answers", "reponse", "reponses", "response", "value", "valeur", "answer text", "answer value",
        "answer label", "reponse texte", "texte reponse", "texte de la reponse", "response text", "response value",
        "valeur reponse", "valeur de la reponse", "note", "score", "rating",
    ]

    /// The columns of questions and answers where questions repeat, and each respondent has each of them once.
    private static func answersInRows(_ table: TableHead) -> (question: String, answer: String)? {
        let names = table.headers.map(comparableHeader)
        let named = names.firstIndex(where: questions.contains)
        guard names.count > 2, let answer = names.firstIndex(where: isAnswer),
            let question = named ?? columnOfQuestions(table)
        else { return nil }
        let rows = table.body.filter { question < $0.count && !$0[question].isEmpty }
        let asked = Set(rows.map { $0[question] }).count
        guard rows.count >= 4, asked > 1, asked * 2 <= rows.count else { return nil }
        let keys = names.indices.filter { $0 != question && $0 != answer }
        let isLong = keys.contains { key in
            let respondents = rows.map { key < $0.count ? $0[key] : "" }
            let distinct = Set(respondents).count
            let pairs = Set(zip(respondents, rows).map { [$0, $1[question]] }).count
            // Under any other name questions may be what customers ask: then few ask them all.
            let isAsked = named != nil || rows.count * 2 >= distinct * asked
            return distinct > 1 && distinct * 3 <= rows.count * 2 && pairs * 100 >= rows.count * 95 && isAsked
        }
        return isLong ? (table.headers[question], table.headers[answer]) : nil
    }

    /// "reponse_texte", not "date_reponse".
    private static func isAnswer(_ name: String) -> Bool {
        if answers.contains(name) { return true }
        let words = name.split(separator: " ")
        return words.count <= 4 && words.contains { ["answer", "reponse", "response", "value", "valeur"].contains($0) }
            && !words.contains { ["date", "id", "time", "heure", "no", "type", "code", "question"].contains($0) }
    }

    /// The column whose cells are questions that come again and again, whatever its name.
    private static func columnOfQuestions(_ table: TableHead) -> Int? {
        table.headers.indices.first { index in
            let cells = table.body.compactMap { index < $0.count && !$0[index].isEmpty ? $0[index] : nil }
            let asked = Set(cells)
            return asked.count > 1 && asked.count * 2 <= cells.count
                && asked.count(where: isWholeQuestion) * 2 >= asked.count
        }
    }

    /// Whether the first column holds names and questions, and each row cells of one kind: dates, grades, sentences.
    private static func isTurned(_ table: TableHead) -> Bool {
        guard table.rows.count < 100, table.headers.count > 2 else { return false }
        let rows = table.rows.filter { !($0.first ?? "").isEmpty && $0.dropFirst().count { !$0.isEmpty } > 1 }
        let named = rows.filter { isQuestion($0[0]) }
        guard rows.count > 1, named.count > 1, named.count * 2 >= rows.count else { return false }
        let profiles = named.map { row in
            var profile = ColumnProfile()
            for cell in row.dropFirst() { profile.add(cell) }
            return profile
        }
        // One row of sentences and one of numbers: no column can hold both.
        return profiles.contains { !$0.isNumeric && !$0.isDate && $0.meanWords >= 2 && $0.uniqueShare > 0.5 }
            && profiles.contains { $0.isNumeric && $0.filled > 1 && $0.fits(0...10) }
    }

    private static func isQuestion(_ cell: String) -> Bool {
        if isWholeQuestion(cell) { return true }
        guard let meaning = HeaderDictionary.meaning(of: comparableHeader(cell)) else { return false }
        return meaning.target == .verbatim || meaning.target == .answer || meaning.target == .createdAt
    }

    /// "Why?", or what names its scale.
    private static func isWholeQuestion(_ cell: String) -> Bool {
        if cell.utf8.count >= 12, cell.utf8.last(where: { !$0.isBlank }) == 0x3F { return true }
        let wording = QuestionWording(cell)
        return wording.namedScale != nil
            && (wording.asksSatisfaction || wording.asksRecommendation || wording.asksGrade)
    }
}
