import Feedback
import Readers

/// A `.qsf` file: the questions, choices and tags of a Qualtrics survey.
enum QualtricsDefinition {
    /// - Parameter keys: question ids of the export; a questionnaire that misses many of them is another survey's.
    static func beside(_ place: ExportPlace?, keys: Set<String> = []) -> (definition: SurveyDefinition, file: String)? {
        DefinitionFile.beside(place, endings: [".qsf"]) { bytes in
            guard let definition = read(bytes) else { return nil }
            let known = keys.count { definition[$0] != nil }
            return known * 5 >= keys.count * 4 ? definition : nil
        }
    }

    static func read(_ bytes: [UInt8]) -> SurveyDefinition? {
        guard let survey = try? parseJSON(bytes) else { return nil }
        var definition = SurveyDefinition()
        for element in survey["SurveyElements"]?.array ?? [] where element["Element"]?.string == "SQ" {
            guard let payload = element["Payload"], let id = element["PrimaryAttribute"]?.string else { continue }
            var question = SurveyDefinition.Question(
                text: plainHeader(payload["QuestionText"]?.string ?? ""), tag: payload["DataExportTag"]?.string)
            let (choices, answers) = (labels(payload["Choices"]), labels(payload["Answers"]))
            let recodes = payload["RecodeValues"]?.object
            let options = answers.isEmpty ? choices : answers
            for (key, label) in options { question.choices[recodes?[key]?.string ?? key] = label }
            question.rows = answers.isEmpty ? [:] : choices
            if payload["Selector"]?.string == "NPS" { question.scale = .nps }
            definition.questions[id] = question
        }
        return definition
    }

    /// The full questions of a table's columns, which its own header cuts, and the labels of numeric answers.
    static func columns(_ headers: [String], tags: [String], beside place: ExportPlace?) -> Columns? {
        guard let (definition, file) = beside(place) else { return nil }
        var columns = Columns(decision: SurveyDefinition.decision(file, 0))
        for (index, tag) in tags.enumerated() {
            let parts = tag.utf8.split(separator: UInt8(ascii: "_"), maxSplits: 1).map { String(Substring($0)) }
            let own = definition.questions.values.first { $0.tag == tag }
            guard let question = own ?? definition.questions.values.first(where: { $0.tag == parts.first }) else {
                continue
            }
            let rest = parts.count > 1 && own == nil ? parts[1] : nil
            let line = rest.flatMap { question.rows[$0] ?? (question.rows.isEmpty ? question.choices[$0] : nil) }
            columns.questions[index] = line.map { "\(question.text) | \($0)" } ?? question.text
            guard !question.choices.isEmpty, question.scale == nil, rest == nil || question.rows[rest ?? ""] != nil
            else { continue }
            var mapping = ColumnMapping(headers[index], to: .answer, metric: .choice)
            mapping.codes = CodeBook(labels: question.choices)
            columns.columns[index] = mapping
        }
        guard !columns.questions.isEmpty else { return nil }
        columns.decision = SurveyDefinition.decision(file, columns.questions.count)
        return columns
    }

    struct Columns {
        var questions: [Int: String] = [:]
        var columns: [Int: ColumnMapping] = [:]
        var decision: Decision
    }

    /// `{"1": {"Display": "Oui"}}`; an empty list where there is none.
    private static func labels(_ value: JSONValue?) -> [String: String] {
        var labels: [String: String] = [:]
        for (key, choice) in value?.object?.members ?? [] {
            if let label = choice["Display"]?.string { labels[key] = plainHeader(label) }
        }
        return labels
    }
}
