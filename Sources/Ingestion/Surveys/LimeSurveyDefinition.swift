import Feedback
import Readers

/// A `.lss` file: the questions of a LimeSurvey questionnaire, found by the two names exports give them, `q1[SQ001]` and
/// `981966X1X3SQ001`.
enum LimeSurveyDefinition {
    /// The first questionnaire beside a file that knows any of its columns.
    static func beside(_ place: ExportPlace?, headers: [String]) -> (definition: SurveyDefinition, file: String)? {
        DefinitionFile.beside(place, endings: [".lss"]) { bytes in
            guard let definition = read(bytes) else { return nil }
            return headers.contains { definition[$0] != nil || definition[String($0.dropFirst())] != nil }
                ? definition : nil
        }
    }

    static func read(_ bytes: [UInt8]) -> SurveyDefinition? {
        guard let reader = try? XMLRecordReader(MemorySource(bytes), recordNames: ["row"]) else { return nil }
        var parts = Parts()
        while let (row, _) = try? reader.next() { parts.add(row) }
        return parts.definition
    }

    /// The rows of the questionnaire's tables. Newer files keep texts apart from questions, by language.
    private struct Parts {
        private struct Row {
            var id: String
            var parent: String
            var place: String
            var type: String
            var code: String
            var text: String
        }

        private var questions: [Row] = []
        private var texts: [String: String] = [:]
        private var answers: [(question: String, code: String, text: String, id: String)] = []
        private var answerTexts: [String: String] = [:]

        mutating func add(_ row: XMLElement) {
            if let question = row.text("qid"), let type = row.text("type"), let code = row.text("title") {
                let place = "\(row.text("sid") ?? "")X\(row.text("gid") ?? "")X"
                guard !questions.contains(where: { $0.id == question }) else { return }
                questions.append(
                    Row(
                        id: question, parent: row.text("parent_qid") ?? "0", place: place, type: type, code: code,
                        text: row.text("question") ?? ""))
            } else if let question = row.text("qid"), let code = row.text("code") {
                guard !answers.contains(where: { $0.question == question && $0.code == code }) else { return }
                answers.append((question, code, row.text("answer") ?? "", row.text("aid") ?? ""))
            } else if let question = row.text("qid"), let text = row.text("question"), texts[question] == nil {
                texts[question] = text
            } else if let answer = row.text("aid"), let text = row.text("answer"), answerTexts[answer] == nil {
                answerTexts[answer] = text
            }
        }

        var definition: SurveyDefinition {
            var definition = SurveyDefinition()
            for row in questions {
                let parent = row.parent == "0" ? nil : questions.first { $0.id == row.parent }
                let top = parent ?? row
                var question = SurveyDefinition.Question(text: text(top), type: top.type)
                if let parent { question.text = "\(text(parent)) | \(text(row))" }
                for answer in answers where answer.question == top.id {
                    question.choices[answer.code] = plainHeader(
                        answer.text.isEmpty ? answerTexts[answer.id] ?? "" : answer.text)
                }
                let suffix = parent == nil ? "" : row.code
                let name = parent == nil ? row.code : "\(top.code)[\(row.code)]"
                question.tag = name
                definition.questions["\(top.place)\(top.id)\(suffix)"] = question
                definition.questions[name] = question
                if parent != nil { definition.questions["\(top.code)_\(row.code)"] = question }
            }
            return definition
        }

        private func text(_ row: Row) -> String {
            plainHeader(withoutScripts(row.text.isEmpty ? texts[row.id] ?? row.code : row.text))
        }

        /// Questionnaires carry the scripts of their pages in the questions.
        private func withoutScripts(_ html: String) -> String {
            var (result, rest) = ("", html[...])
            while let start = rest.firstRange(of: "<script") {
                result += rest[..<start.lowerBound]
                guard let end = rest[start.upperBound...].firstRange(of: "</script>") else { return result }
                rest = rest[end.upperBound...]
            }
            return result + rest
        }
    }

    /// What a column is by its question's type.
    ///
    /// - Source: LimeSurvey manual, "Question types": T, S, U, Q texts; L, !, O, F, H lists; 5, A, B points; Y yes or no;
    ///   N, K numbers; D dates; M, P boxes.
    static func mapping(_ header: String, _ question: SurveyDefinition.Question) -> ColumnMapping? {
        switch question.type {
        case "T", "S", "U", "Q", ";": return ColumnMapping(header, to: .verbatim)
        case "N", "K", ":": return ColumnMapping(header, to: .answer, metric: .number)
        case "D": return ColumnMapping(header, to: .answer, metric: .date)
        case "Y", "G", "M", "P": return nil
        case "5", "A": return rating(header, question, RatingScale(1, 5))
        case "B": return rating(header, question, RatingScale(1, 10))
        default:
            guard !question.choices.isEmpty else { return nil }
            var mapping = ColumnMapping(header, to: .answer, metric: .choice)
            mapping.codes = CodeBook(labels: question.choices)
            return mapping
        }
    }

    private static func rating(
        _ header: String, _ question: SurveyDefinition.Question, _ scale: RatingScale
    ) -> ColumnMapping {
        let rated = RatedQuestion(question.text, scale: scale)
        return ColumnMapping(header, to: .answer, metric: rated.kind, scale: scale)
    }
}

extension LimeSurveyColumns {
    /// LimeSurvey's own columns, and the questions of the questionnaire beside the file when it knows any of them.
    mutating func known(withQuestionnaireBeside place: ExportPlace?) -> (columns: [Int: ColumnMapping], [Decision]) {
        guard let (definition, file) = LimeSurveyDefinition.beside(place, headers: headers) else { return (known, []) }
        let (named, count) = apply(definition)
        guard count > 0 else { return (known, []) }
        return (known.merging(named) { own, _ in own }, [SurveyDefinition.decision(file, count)])
    }

    /// Names the questions, and the labels of their codes, as the questionnaire does.
    ///
    /// - Returns: what was added to ``known``, and how many columns the questionnaire knows.
    private mutating func apply(_ definition: SurveyDefinition) -> (columns: [Int: ColumnMapping], count: Int) {
        var (columns, count) = ([Int: ColumnMapping](), 0)
        for (index, header) in headers.enumerated() {
            // Element names of a `.lsr` file do not begin with a digit.
            let name = header.hasPrefix("_") ? String(header.dropFirst()) : header
            guard let question = definition[name] ?? definition[header] else { continue }
            count += 1
            if questions[index] == nil || questions[index] == header { questions[index] = question.text }
            guard var mapping = LimeSurveyDefinition.mapping(header, question) else { continue }
            // The same field in every kind of export, whatever it heads its columns with.
            mapping.name = question.tag
            columns[index] = mapping
        }
        return (columns, count)
    }
}
